//! Nothing that must go may stand in what others read: posts, messages, names of files. What only may tell is for its writer to judge.

use domain::fault::FieldFault;
use domain::identifiers::{self, Finding, Severity};
use domain::text;

use crate::Viewer;

type Parsed = std::result::Result<String, FieldFault>;

/// A text of several lines, tidied, without anything that must go.
pub(crate) fn long(viewer: &Viewer, field: &str, raw: &str, most: usize) -> Parsed {
    let body = text::long(field, raw, most)?;
    let lang = viewer.who().map(|w| w.lang).unwrap_or_default();
    clear(field, &body, identifiers::check(&body, lang)).map(|()| body)
}

/// A text that may be empty.
pub(crate) fn optional_long(viewer: &Viewer, field: &str, raw: &str, most: usize) -> Parsed {
    if text::optional_long(field, raw, most)?.is_empty() { Ok(String::new()) } else { long(viewer, field, raw, most) }
}

/// A line that may be empty.
pub(crate) fn optional_line(viewer: &Viewer, field: &str, raw: &str, most: usize) -> Parsed {
    if text::optional_line(field, raw, most)?.is_empty() { Ok(String::new()) } else { line(viewer, field, raw, most) }
}

/// A line, tidied, without anything that must go.
pub(crate) fn line(viewer: &Viewer, field: &str, raw: &str, most: usize) -> Parsed {
    let line = text::line(field, raw, most)?;
    let lang = viewer.who().map(|w| w.lang).unwrap_or_default();
    clear(field, &line, identifiers::check(&line, lang)).map(|()| line)
}

/// The name of a file, or what somebody calls it.
pub(crate) fn file_name(field: &str, name: &str) -> std::result::Result<(), FieldFault> {
    clear(field, name, identifiers::check_file_name(name))
}

fn clear(field: &str, body: &str, found: Vec<Finding>) -> std::result::Result<(), FieldFault> {
    let blocks = found.into_iter().filter(|f| f.severity == Severity::Block);
    let words: Vec<String> = blocks.map(|f| format!("“{}”", text::tidy_line(body.get(f.start..f.end).unwrap_or_default()))).collect();
    if words.is_empty() { Ok(()) } else { Err(FieldFault::new(field, "fault-case-blocks").with("words", words.join(", "))) }
}
