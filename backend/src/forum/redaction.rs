//! Blotting out what could identify somebody: in the post, every earlier version, its additions, the title, flags and search. The words are gone,
//! not hidden, and the log says only that it happened.

use domain::id::PostId;
use domain::text;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::tables::{post_additions, post_flags, post_versions, posts, threads};
use super::{indexing, reach};
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Tx, Viewer, markup};

/// What stands where something was blotted out.
pub const BLOT: &str = "[redacted]";

/// Replaces every place where the span stands, whatever its case and white space. Answers how many there were.
pub async fn redact(cx: &Cx, viewer: &Viewer, slug: &str, id: PostId, span: &str) -> Result<usize> {
    let tx = cx.begin().await?;
    let (reached, _) = reach::moderated(tx.db(), viewer, slug).await?;
    let (thread, mut row) = reach::post(tx.db(), &reached, id).await?;
    let span = text::line("span", span, 200).map_err(|f| Fault::Invalid(vec![f]))?;
    if span.chars().count() < 2 || blot(BLOT, &span).1 > 0 {
        return Err(Fault::field("span", "fault-forum-span-short"));
    }
    let mut places = blot_post(&tx, &mut row, &span).await?;
    places += blot_title(&tx, thread, &row, &span).await?;
    if places == 0 {
        return Err(Fault::field("span", "fault-forum-span-none"));
    }
    audit::write(&tx, viewer, Line::new("forum.redact_phi", "post", id.0).about(row.author_id).detail(json!({"places": places}))).await?;
    tx.commit().await?;
    Ok(places)
}

/// The post, its versions, additions and flags. A deleted post is blotted too: its row is still there.
async fn blot_post(tx: &Tx, row: &mut posts::Model, span: &str) -> Result<usize> {
    let (source, mut places) = blot(&row.source, span);
    if blot(&markup::to_plain(&source), span).1 > 0 {
        return Err(Fault::field("span", "fault-forum-span-marks"));
    }
    let (reason, in_reason) = blot(&row.hidden_reason, span);
    places += in_reason;
    for version in post_versions::Entity::find().filter(post_versions::Column::PostId.eq(row.id)).all(tx.db()).await? {
        let (source, n) = blot(&version.source, span);
        post_versions::ActiveModel { id: Set(version.id), source: Set(source), ..Default::default() }.update(tx.db()).await?;
        places += n;
    }
    for part in post_additions::Entity::find().filter(post_additions::Column::PostId.eq(row.id)).all(tx.db()).await? {
        let (source, n) = blot(&part.source, span);
        let html = markup::to_html(&source);
        let change = post_additions::ActiveModel {
            id: Set(part.id),
            source: Set(source),
            html: Set(html),
            html_version: Set(markup::VERSION),
            ..Default::default()
        };
        change.update(tx.db()).await?;
        places += n;
    }
    for flag in post_flags::Entity::find().filter(post_flags::Column::PostId.eq(row.id)).all(tx.db()).await? {
        let (reason, n) = blot(&flag.reason, span);
        post_flags::ActiveModel { id: Set(flag.id), reason: Set(reason), ..Default::default() }.update(tx.db()).await?;
        places += n;
    }
    // The version moves, so that a form that still holds the words cannot bring them back.
    (row.source, row.hidden_reason, row.version) = (source, reason, row.version + 1);
    let change = posts::ActiveModel {
        id: Set(row.id),
        source: Set(row.source.clone()),
        html: Set(markup::to_html(&row.source)),
        html_version: Set(markup::VERSION),
        hidden_reason: Set(row.hidden_reason.clone()),
        version: Set(row.version),
        redacted_at: Set(Some(tx.cx().now())),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    Ok(places)
}

/// The title, when the post opened the thread; then search is told of both.
async fn blot_title(tx: &Tx, mut thread: threads::Model, row: &posts::Model, span: &str) -> Result<usize> {
    let mut places = 0;
    if row.seq == 1 {
        (thread.title, places) = blot(&thread.title, span);
        thread.title = thread.title.chars().take(text::NAME).collect();
        indexing::title(tx, &thread).await?;
    }
    indexing::post(tx, row, indexing::shown_title(&thread)).await?;
    Ok(places)
}

/// The text with every place of the span replaced, and how many there were.
fn blot(text: &str, span: &str) -> (String, usize) {
    let span: Vec<char> = span.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().chars().collect();
    let (mut out, mut rest, mut places) = (String::with_capacity(text.len()), text, 0);
    while let Some(first) = rest.chars().next() {
        match match_len(rest, &span) {
            Some(n) if n > 0 => {
                out.push_str(BLOT);
                rest = rest.get(n..).unwrap_or_default();
                places += 1;
            }
            _ => {
                out.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    (out, places)
}

/// How many bytes of the text's beginning are the span: letters in any case, one space for any white space.
fn match_len(text: &str, span: &[char]) -> Option<usize> {
    let mut wanted = span.iter().copied().peekable();
    let mut chars = text.char_indices().peekable();
    while wanted.peek().is_some() {
        let (_, c) = chars.next()?;
        if c.is_whitespace() {
            (wanted.next()? == ' ').then_some(())?;
            while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        } else {
            for lower in c.to_lowercase() {
                (wanted.next()? == lower).then_some(())?;
            }
        }
    }
    Some(chars.peek().map_or(text.len(), |(at, _)| *at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_found_in_any_case_and_across_lines() {
        assert_eq!(blot("Mrs. Éva\n  DUBÉ, and éva dubé.", "Éva Dubé"), ("Mrs. [redacted], and [redacted].".to_owned(), 2));
        assert_eq!(blot("İstanbul", "x"), ("İstanbul".to_owned(), 0));
        assert_eq!(blot("", "ab"), (String::new(), 0));
        assert_eq!(blot("aab", "ab"), ("a[redacted]".to_owned(), 1));
    }
}
