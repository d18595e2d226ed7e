//! Nothing of a text is swallowed: what Markdown takes for HTML, for a picture, for a definition or for the name of a language is somebody's
//! words, and is shown. One stream of events for posts and for chat, for their pages and for search.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

/// A name that was defined so often is not looked at again.
const ROUNDS: usize = 16;

/// The text, with a mark before each definition that no link to the web uses: `[pain]: morphine` is a sentence here.
pub(super) fn with_definitions(source: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(source);
    for _ in 0..ROUNDS {
        // Of a name that is defined twice, the second shows when the first is none any more.
        let places = unused(&text);
        if places.is_empty() {
            break;
        }
        text = Cow::Owned(marked(&text, &places));
    }
    text
}

fn marked(source: &str, places: &[usize]) -> String {
    let (mut out, mut from) = (String::with_capacity(source.len() + places.len()), 0);
    for place in places {
        out.push_str(source.get(from..*place).unwrap_or_default());
        out.push('\\');
        from = *place;
    }
    out.push_str(source.get(from..).unwrap_or_default());
    out
}

/// Where definitions begin that no link uses, or that lead nowhere.
fn unused(source: &str) -> Vec<usize> {
    if !source.contains("]:") {
        return Vec::new();
    }
    let used: Vec<String> = Parser::new(source).filter_map(|event| Some(reference(&event)?.to_lowercase())).collect();
    let leads = |to: &str| ["https://", "http://", "mailto:"].iter().any(|scheme| to.starts_with(scheme));
    let parser = Parser::new(source);
    let all = parser.reference_definitions().iter().filter(|(name, def)| !leads(&def.dest) || !used.contains(&name.to_lowercase()));
    let mut places: Vec<usize> = all.filter_map(|(_, def)| begin(source, &def.span)).collect();
    places.sort_unstable();
    places
}

/// The name by which a link or a picture calls its definition.
fn reference<'a>(event: &'a Event<'_>) -> Option<&'a str> {
    match event {
        Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) => {
            matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut).then_some(id.as_ref())
        }
        _ => None,
    }
}

fn begin(source: &str, span: &Range<usize>) -> Option<usize> {
    source.get(span.clone())?.find('[').map(|at| span.start + at)
}

/// The events of a text, every word among them.
pub(super) fn events(source: &str, options: Options) -> Vec<Event<'_>> {
    let mut out: Vec<Event<'_>> = Vec::new();
    let mut cell_end = 0;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => out.push(Event::Text(text)),
            Event::Start(Tag::HtmlBlock) => out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => out.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Image { dest_url, title, id, .. }) => {
                out.push(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id }));
            }
            Event::End(TagEnd::Image | TagEnd::Link) => end_of_link(&mut out),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                out.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)));
                if !language.is_empty() {
                    out.extend([Event::Text(language), Event::Text("\n".into())]);
                }
            }
            Event::End(TagEnd::TableCell) => {
                cell_end = range.end;
                out.push(Event::End(TagEnd::TableCell));
            }
            Event::End(TagEnd::TableRow) => {
                cells_beyond(source.get(cell_end..range.end).unwrap_or_default(), &mut out);
                out.push(Event::End(TagEnd::TableRow));
            }
            other => out.push(other),
        }
    }
    out
}

/// A link without a word shows where it leads.
fn end_of_link(out: &mut Vec<Event<'_>>) {
    if let Some(Event::Start(Tag::Link { dest_url, .. })) = out.last() {
        let address = dest_url.clone();
        out.push(Event::Text(address));
    }
    out.push(Event::End(TagEnd::Link));
}

/// Cells of a row beyond those of its head, which a table drops.
fn cells_beyond<'a>(rest: &'a str, out: &mut Vec<Event<'a>>) {
    for cell in rest.split('|').map(str::trim).filter(|cell| !cell.is_empty()) {
        out.extend([Event::Start(Tag::TableCell), Event::Text(cell.into()), Event::End(TagEnd::TableCell)]);
    }
}
