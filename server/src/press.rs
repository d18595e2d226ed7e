//! The press: sets a document in type as a tagged PDF (PDF/UA-1), so that a screen reader reads it as it was meant, and as one for the archive
//! (PDF/A-2a), so that it looks the same in twenty years.
//!
//! krilla writes the file and refuses one that breaks the rules it can check: no title, text outside the tag tree, a glyph without a
//! character, a colour that depends on the device. The same document gives the same bytes: no clock is asked, and the file's id is the document's.
//! The fonts lie in `server/fonts` with their licence; they carry French and the spellings of Indigenous languages.

mod compose;
mod fonts;
#[cfg(test)]
mod tests;

use std::num::NonZeroU16;

use backend::paper::Paper;
use backend::ports::Press;
use backend::{Fault, Result};
use chrono::Datelike;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, Tag, TagGroup, TagKind, TagTree};
use krilla::{Document, SerializeSettings};

use compose::{Composed, Drawn, Kind, Line, Node};
use fonts::{Fonts, Which};

/// US Letter, in points.
const WIDTH: f32 = 612.0;
const HEIGHT: f32 = 792.0;
/// White around the text.
const MARGIN: f32 = 72.0;
/// Where the foot stands.
const FOOT: f32 = HEIGHT - 40.0;
/// More pages than this are a mistake, not a letter.
const MOST_PAGES: usize = 200;

/// Prints with the fonts of this house.
pub struct Printer;

impl Press for Printer {
    fn print(&self, paper: &Paper) -> Result<Vec<u8>> {
        let fonts = Fonts::load().ok_or_else(|| Fault::Broken("the press has no fonts".to_owned()))?;
        let composed = compose::compose(paper, &fonts, WIDTH - 2.0 * MARGIN);
        let pages = paginate(&composed.lines);
        if pages.len() > MOST_PAGES {
            return Err(Fault::TooLarge);
        }
        run(paper, &fonts, &composed, &pages).map_err(|why| Fault::Broken(format!("the press stopped: {why}")))
    }
}

/// The first line of each page, and where each line stands on it.
fn paginate(lines: &[Line]) -> Vec<Vec<(usize, f32)>> {
    let mut pages: Vec<Vec<(usize, f32)>> = vec![Vec::new()];
    let (mut y, bottom) = (MARGIN, HEIGHT - MARGIN);
    for (i, line) in lines.iter().enumerate() {
        // A heading stays with the line after it.
        let needed = line.height + if line.keep { lines.get(i + 1).map_or(0.0, |next| next.above + next.height) } else { 0.0 };
        let empty = pages.last().is_none_or(Vec::is_empty);
        if !empty && y + line.above + needed > bottom {
            pages.push(Vec::new());
            y = MARGIN;
        }
        let above = if pages.last().is_none_or(Vec::is_empty) { 0.0 } else { line.above };
        y += above + line.height;
        if let Some(page) = pages.last_mut() {
            // The base line stands a fifth of the height above the line's end; a square stands on its end.
            page.push((i, if line.square.is_some() { y } else { y - line.height * 0.28 }));
        }
    }
    pages
}

fn run(paper: &Paper, fonts: &Fonts, composed: &Composed, pages: &[Vec<(usize, f32)>]) -> std::result::Result<Vec<u8>, String> {
    let standards = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).with_archival_validator(Archival::A2_A);
    let configuration = standards.finish().map_err(|e| format!("{e:?}"))?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut leaves: Vec<Vec<Identifier>> = vec![Vec::new(); composed.leaves];
    let mut outline = Outline::new();
    for (number, page_lines) in pages.iter().enumerate() {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or("a page without a size")?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        surface.set_fill(Some(Fill::default()));
        for (i, base) in page_lines {
            let Some(line) = composed.lines.get(*i) else { continue };
            if let Some(heading) = &line.heading {
                outline
                    .push_child(OutlineNode::new(heading.clone(), XyzDestination::new(number, Point::from_xy(MARGIN, base - line.size))));
            }
            draw(&mut surface, fonts, line, *base, &mut leaves);
            if let Some(drawn) = &line.square {
                square(&mut surface, drawn, *base, &mut leaves);
            }
        }
        foot(&mut surface, fonts, paper, number + 1, pages.len());
        surface.finish();
        page.finish();
    }
    document.set_outline(outline);
    document.set_metadata(
        Metadata::new()
            .title(paper.title.clone())
            .language(paper.lang.code().to_owned())
            .creator("Kith".to_owned())
            .producer("Kith".to_owned())
            .creation_date(day(paper.on))
            .document_id(paper.id.clone()),
    );
    let mut tree = TagTree::new().with_lang(Some(paper.lang.code().to_owned()));
    let mut whole = TagGroup::new(Tag::Section);
    for node in &composed.nodes {
        whole.push(group(node, &mut leaves));
    }
    tree.push(whole);
    document.set_tag_tree(tree);
    document.finish().map_err(|e| format!("{e:?}"))
}

/// A day of the file's own, the same whenever and wherever it is printed.
fn day(on: chrono::NaiveDate) -> DateTime {
    let part = |n: u32| u8::try_from(n).unwrap_or(1);
    DateTime::new(u16::try_from(on.year()).unwrap_or_default()).month(part(on.month())).day(part(on.day()))
}

/// Draws a run of words at a place.
fn words(surface: &mut Surface<'_>, fonts: &Fonts, (text, face): (&str, Which), size: f32, at: Point) {
    surface.draw_glyphs(at, &fonts.set(text, face), fonts.krilla(face), text, size, false);
}

/// Draws a line; each run of pieces that belong to the same leaf of the tag tree is marked as one.
fn draw(surface: &mut Surface<'_>, fonts: &Fonts, line: &Line, base: f32, leaves: &mut [Vec<Identifier>]) {
    let mut at = 0;
    while let Some(first) = line.pieces.get(at) {
        let count = line.pieces.iter().skip(at).take_while(|p| p.leaf == first.leaf).count();
        let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        for piece in line.pieces.iter().skip(at).take(count) {
            words(surface, fonts, (&piece.text, piece.face), line.size, Point::from_xy(MARGIN + piece.x, base));
        }
        surface.end_tagged();
        if let Some(leaf) = leaves.get_mut(first.leaf) {
            leaf.push(id);
        }
        at += count.max(1);
    }
}

/// Draws the dark fields of a square, a row's neighbours as one.
fn square(surface: &mut Surface<'_>, drawn: &Drawn, base: f32, leaves: &mut [Vec<Identifier>]) {
    let field = compose::SQUARE / drawn.rows.len().max(1) as f32;
    let mut path = PathBuilder::new();
    for (y, row) in drawn.rows.iter().enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            let (left, top) = (MARGIN + x as f32 * field, base - compose::SQUARE + y as f32 * field);
            let dark = run.first() == Some(&true);
            if let Some(rect) = Rect::from_xywh(left, top, run.len() as f32 * field, field).filter(|_| dark) {
                path.push_rect(rect);
            }
            x += run.len();
        }
    }
    let id = surface.start_tagged(ContentTag::Other);
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    surface.end_tagged();
    if let Some(leaf) = leaves.get_mut(drawn.leaf) {
        leaf.push(id);
    }
}

/// The foot of a page is no part of what the document says.
fn foot(surface: &mut Surface<'_>, fonts: &Fonts, paper: &Paper, page: usize, pages: usize) {
    let text = paper.foot.replace("{page}", &page.to_string()).replace("{pages}", &pages.to_string());
    let _ = surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    let mut x = MARGIN;
    for (text, face) in fonts.split(&text, false) {
        words(surface, fonts, (&text, face), 8.5, Point::from_xy(x, FOOT));
        x += fonts.width(&text, face, 8.5);
    }
    surface.end_tagged();
}

fn group(node: &Node, leaves: &mut [Vec<Identifier>]) -> TagGroup {
    let tag: TagKind = match &node.kind {
        Kind::Heading(level, words) => Tag::Hn(NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN), Some(words.clone())).into(),
        Kind::Paragraph => Tag::P.into(),
        Kind::List(numbered) => Tag::L(if *numbered { ListNumbering::Decimal } else { ListNumbering::Disc }).into(),
        Kind::Item => Tag::LI.into(),
        Kind::Label => Tag::Lbl.into(),
        Kind::Body => Tag::LBody.into(),
        Kind::Quote => Tag::BlockQuote.into(),
        Kind::Figure(says) => Tag::Figure(Some(says.clone())).into(),
    };
    let mut out = TagGroup::new(tag);
    let ids = match node.leaf {
        Some(leaf) => leaves.get_mut(leaf).map(std::mem::take).unwrap_or_default(),
        None => Vec::new(),
    };
    for id in ids {
        out.push(id);
    }
    for child in &node.children {
        out.push(group(child, leaves));
    }
    out
}
