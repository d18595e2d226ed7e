//! Blotting out what could tell who somebody is. The words are gone, not hidden; the log says that it happened, and a breach is entered.

use domain::fault::Faults;
use domain::text;
use serde_json::json;
use uuid::Uuid;

use super::sweep::{self, Swept, Words};
use super::target::{self, Item};
use super::{Kind, blot, breach, settle};
use crate::audit::{self, Line};
use crate::{Cx, Fault, FieldFault, Result, Viewer, markup};

/// The most passages at once.
const MOST: usize = 20;
/// Longest passage, in characters.
const LONGEST: usize = 400;

/// What is to be blotted out, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Passages, one on each line.
    pub passages: String,
    /// All that the thing says.
    pub whole: bool,
    /// And then show what is left.
    pub show: bool,
}

/// A thing that may be blotted, with all that it has said: for staff.
pub async fn open(cx: &Cx, viewer: &Viewer, slug: &str, kind: Kind, id: Uuid) -> Result<Item> {
    target::moderated(cx.db(), cx.now(), viewer, slug, kind, id).await
}

/// Blots out. Answers in how many places it was.
pub async fn redact(cx: &Cx, viewer: &Viewer, slug: &str, kind: Kind, id: Uuid, wish: &Wish) -> Result<usize> {
    let mut tx = cx.begin().await?;
    let item = target::moderated(tx.db(), tx.cx().now(), viewer, slug, kind, id).await?;
    let words = Words { passages: passages(wish)?, whole: wish.whole };
    let mut quoted = words.passages.clone();
    if wish.whole {
        quoted.extend(item.texts.iter().flat_map(|t| lines(t)));
    }
    stand_plainly(&item, &words)?;
    let swept = sweep::sweep(&tx, item.reached.id, (kind, id), &words, &quoted).await?;
    all_found(&words, &swept)?;
    sweep::tell_rooms(&mut tx, &swept).await?;
    let entry = breach::enter(&tx, viewer, &item, &swept).await?;
    if wish.show {
        target::cover(&mut tx, viewer, &item, false).await?;
    }
    settle(&tx, viewer, kind, id).await?;
    crate::search::forget_remains(&tx).await?;
    let detail = json!({"places": swept.places, "whole": wish.whole, "breach": entry});
    audit::write(&tx, viewer, Line::new("forum.redact_phi", kind.code(), id).about(item.author).detail(detail)).await?;
    tx.commit().await?;
    // What is done is done: a log that somebody still reads is cut by the worker, a little later.
    match cx.store.empty_log().await {
        Ok(true) => {}
        Ok(false) => tracing::info!("the log is still read; it is emptied a little later"),
        Err(why) => tracing::warn!(%why, "the log could not be emptied"),
    }
    Ok(swept.places)
}

/// A line that stands nowhere is a slip of the pen, and what was meant still stands: nothing is done and nothing shown again, and each
/// such line is named.
fn all_found(words: &Words, swept: &Swept) -> Result<()> {
    let missed = words.passages.iter().filter(|p| !swept.found.contains(*p));
    let mut faults: Vec<FieldFault> = missed.map(|p| FieldFault::new("passages", "fault-redact-none").with("line", p)).collect();
    if swept.places == 0 && faults.is_empty() {
        faults.push(FieldFault::new("passages", "fault-redact-nothing"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Fault::Invalid(faults)) }
}

fn passages(wish: &Wish) -> Result<Vec<String>> {
    let mut faults = Faults::new();
    let mut all: Vec<String> = Vec::new();
    for line in wish.passages.lines() {
        let line = text::tidy_line(line);
        if line.is_empty() || all.contains(&line) {
            continue;
        }
        if line.chars().count() < 2 || blot::blot(blot::BLOT, &line).1 > 0 {
            faults.add(FieldFault::new("passages", "fault-redact-short"));
        } else if line.chars().count() > LONGEST {
            faults.add(FieldFault::new("passages", "fault-too-long").with("max", LONGEST));
        }
        all.push(line);
    }
    if all.is_empty() && !wish.whole {
        faults.add(FieldFault::new("passages", "fault-empty"));
    }
    if all.len() > MOST {
        faults.add(FieldFault::new("passages", "fault-redact-many").with("max", MOST));
    }
    faults.done()?;
    // Long ones first: a short one must not break a long one up.
    all.sort_by_key(|p| std::cmp::Reverse(p.chars().count()));
    Ok(all)
}

/// Lines of a text that is blotted as a whole, so that they go where they were quoted.
fn lines(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines().map(text::tidy_line).filter(|line| line.chars().count() >= 2 * sweep::WIDE)
}

/// Words broken up by marks (`Nor*bert*`) are not found in the source, yet stand in what is shown: they are asked for in parts.
fn stand_plainly(item: &Item, words: &Words) -> Result<()> {
    if words.whole {
        return Ok(());
    }
    for text in &item.texts {
        let (left, _) = blot::all(text, &words.passages);
        if blot::all(&markup::to_plain(&left), &words.passages).1 > 0 {
            return Err(Fault::field("passages", "fault-redact-marks"));
        }
    }
    Ok(())
}
