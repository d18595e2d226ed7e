//! The fonts of the press: which one has a character, and how wide words are in it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{BufferClusterLevel, Direction, Face, UnicodeBuffer};

const REGULAR: &[u8] = include_bytes!("../../fonts/KithText-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/KithText-Bold.ttf");
const SYLLABICS: &[u8] = include_bytes!("../../fonts/KithSyllabics-Regular.ttf");

/// A font by its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    Regular,
    Bold,
    /// Canadian Aboriginal syllabics, which the text fonts lack.
    Syllabics,
}

/// Runs that were set before, by their text and font.
type Known = HashMap<(String, Which), Rc<[KrillaGlyph]>>;

/// The fonts, read once per document.
pub struct Fonts {
    faces: [Face<'static>; 3],
    krilla: [Font; 3],
    known: RefCell<Known>,
    lost: Cell<bool>,
}

impl Fonts {
    /// Reads the fonts that are part of the program.
    pub fn load() -> Option<Self> {
        let faces = [Face::from_slice(REGULAR, 0)?, Face::from_slice(BOLD, 0)?, Face::from_slice(SYLLABICS, 0)?];
        let font = |bytes: &'static [u8]| Font::new(bytes.into(), 0);
        Some(Self { faces, krilla: [font(REGULAR)?, font(BOLD)?, font(SYLLABICS)?], known: RefCell::default(), lost: Cell::new(false) })
    }

    /// The font as the writer of the file takes it.
    pub fn krilla(&self, which: Which) -> Font {
        let [regular, bold, syllabics] = &self.krilla;
        match which {
            Which::Regular => regular,
            Which::Bold => bold,
            Which::Syllabics => syllabics,
        }
        .clone()
    }

    fn face(&self, which: Which) -> &Face<'static> {
        let [regular, bold, syllabics] = &self.faces;
        match which {
            Which::Regular => regular,
            Which::Bold => bold,
            Which::Syllabics => syllabics,
        }
    }

    /// Whether a character was met that no font has.
    pub fn lost(&self) -> bool {
        self.lost.get()
    }

    /// What stands for a character that no font has: a box, else the replacement character, else a lozenge; a question mark would be read as one.
    pub fn mark(&self, plain: Which) -> char {
        let drawn = |c: &char| self.face(plain).glyph_index(*c).is_some();
        ['\u{25a1}', '\u{fffd}', '\u{25ca}'].into_iter().find(drawn).unwrap_or('*')
    }

    /// Words split by the font that has their characters. What no font has is shown as the mark of a missing one, never as nothing: a letter
    /// says what was signed. Only what draws nothing anywhere is left out.
    pub fn split(&self, text: &str, strong: bool) -> Vec<(String, Which)> {
        let plain = if strong { Which::Bold } else { Which::Regular };
        let mut out: Vec<(String, Which)> = Vec::new();
        for c in text.chars().filter(|c| !is_silent(*c)) {
            let (c, which) = if self.face(plain).glyph_index(c).is_some() {
                (c, plain)
            } else if self.face(Which::Syllabics).glyph_index(c).is_some() {
                (c, Which::Syllabics)
            } else if c.is_whitespace() {
                (' ', plain)
            } else {
                self.lost.set(true);
                (self.mark(plain), plain)
            };
            match out.last_mut().filter(|(_, last)| *last == which) {
                Some((run, _)) => run.push(c),
                None => out.push((c.to_string(), which)),
            }
        }
        out
    }

    /// How wide a run of one font is at this size.
    pub fn width(&self, text: &str, which: Which, size: f32) -> f32 {
        self.set(text, which).iter().map(|glyph| glyph.x_advance).sum::<f32>() * size
    }

    /// A run of one font in glyphs, at a size of 1. Each glyph stands for the characters that it draws and for no others, a mark for itself and
    /// not for its letter as well: else whoever reads the file without its pictures meets the letter twice (W̱SÁNEĆ).
    pub fn set(&self, text: &str, which: Which) -> Rc<[KrillaGlyph]> {
        let key = (text.to_owned(), which);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let glyphs: Rc<[KrillaGlyph]> = shaped(self.face(which), text).into();
        self.known.borrow_mut().insert(key, glyphs.clone());
        glyphs
    }
}

fn shaped(face: &Face<'_>, text: &str) -> Vec<KrillaGlyph> {
    let mut buffer = UnicodeBuffer::new();
    buffer.set_cluster_level(BufferClusterLevel::Characters);
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(Direction::LeftToRight);
    let shaped = rustybuzz::shape(face, &[], buffer);
    let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    let em = |units: i32| units as f32 / face.units_per_em() as f32;
    let one = |(at, (info, place)): (usize, (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition))| {
        let start = starts.get(at).copied().unwrap_or_default();
        // Marks may stand in another order than they were written in.
        let end = starts.iter().copied().filter(|next| *next > start).min().unwrap_or(text.len());
        let (id, advance) = (GlyphId::new(info.glyph_id), em(place.x_advance));
        KrillaGlyph::new(id, advance, em(place.x_offset), em(place.y_offset), em(place.y_advance), start..end, None)
    };
    shaped.glyph_infos().iter().zip(shaped.glyph_positions()).enumerate().map(one).collect()
}

/// Characters that draw nothing: a reader of the file's text must not meet them.
fn is_silent(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fffe}' | '\u{ffff}')
}
