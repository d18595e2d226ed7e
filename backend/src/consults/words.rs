//! Free words in this room: what must go is refused; what may tell is asked about once, and is then the writer's to judge (R0.7, warn mode).

use domain::fault::FieldFault;
use domain::identifiers::{self, Finding, Kind, Severity};
use domain::text;

use crate::{Viewer, careful};

type Parsed = std::result::Result<String, FieldFault>;

/// A text of several lines. `looked`: its writer has looked at what may tell.
pub(crate) fn long(viewer: &Viewer, field: &str, raw: &str, most: usize, looked: bool) -> Parsed {
    let body = careful::long(viewer, field, raw, most)?;
    doubts(viewer, field, &body, looked, |_| true).map(|()| body)
}

/// A line that may not be empty.
pub(crate) fn line(viewer: &Viewer, field: &str, raw: &str, most: usize, looked: bool) -> Parsed {
    let line = careful::line(viewer, field, raw, most)?;
    doubts(viewer, field, &line, looked, |_| true).map(|()| line)
}

/// A line that may be empty.
pub(crate) fn optional_line(viewer: &Viewer, field: &str, raw: &str, most: usize, looked: bool) -> Parsed {
    if text::optional_line(field, raw, most)?.is_empty() { Ok(String::new()) } else { line(viewer, field, raw, most, looked) }
}

/// Where somebody calls from: the name of a place is what is asked for.
pub(crate) fn community(viewer: &Viewer, field: &str, raw: &str, looked: bool) -> Parsed {
    let line = text::optional_line(field, raw, 120)?;
    if line.is_empty() {
        return Ok(line);
    }
    let line = careful::line(viewer, field, raw, 120)?;
    let place = identifiers::begins_like_place(&line);
    doubts(viewer, field, &line, looked, |f| !(matches!(f.kind, Kind::Place | Kind::Facility) || (f.kind == Kind::Name && place)))
        .map(|()| line)
}

fn doubts(
    viewer: &Viewer,
    field: &str,
    body: &str,
    looked: bool,
    counts: impl Fn(&Finding) -> bool,
) -> std::result::Result<(), FieldFault> {
    let lang = viewer.who().map(|w| w.lang).unwrap_or_default();
    let found = identifiers::check(body, lang).into_iter().filter(|f| f.severity == Severity::Warn && counts(f));
    let words: Vec<String> = found.map(|f| format!("“{}”", text::tidy_line(body.get(f.start..f.end).unwrap_or_default()))).collect();
    if words.is_empty() || looked { Ok(()) } else { Err(FieldFault::new(field, "fault-consult-warns").with("words", words.join(", "))) }
}
