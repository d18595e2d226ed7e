//! What was written in an hour, for those who flag it and those who look: the notes, a line of the round, a poll. The notes are one thing
//! of many hands, known by their session; a poll is its question with its choices. Each change moves the hour's version.

use chrono::{DateTime, Utc};
use domain::fault::FieldFault;
use domain::hour::{NOTES, USED};
use domain::id::{CohortId, PersonId, SessionId};
use domain::text::{self, NAME};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::hold::{Shown, touch};
use super::notes;
use super::tables::{hour_choices, hour_notes, hour_polls, hour_used, hours};
use crate::cases::form::clear;
use crate::sessions::tables::sessions;
use crate::{Fault, Result, Tx, Viewer};

/// Which of the things of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// The shared notes; the id is the session's.
    Notes,
    /// A line of the round.
    Used,
    /// A poll.
    Poll,
}

impl What {
    /// Where it stands on the page.
    pub fn part(self) -> &'static str {
        match self {
            Self::Notes => "hour-notes",
            Self::Used => "hour-used",
            Self::Poll => "hour-polls",
        }
    }
}

/// A thing of an hour as it stands in the store.
pub(crate) struct Written {
    pub session: SessionId,
    /// Who wrote it; of the notes, who saved last.
    pub author: PersonId,
    /// What it says, and what it said before: the newest first.
    pub texts: Vec<String>,
    /// Since when it can be read.
    pub since: DateTime<Utc>,
    pub hidden_at: Option<DateTime<Utc>>,
}

/// Finds it, whoever asks: the caller opens the door of its session.
pub(crate) async fn written(db: &impl ConnectionTrait, what: What, id: Uuid) -> Result<Option<Written>> {
    match what {
        What::Notes => of_notes(db, SessionId(id)).await,
        What::Used => Ok(hour_used::Entity::find_by_id(id).one(db).await?.map(|u| Written {
            session: u.session_id,
            author: u.person_id,
            texts: vec![u.body],
            since: u.created_at,
            hidden_at: u.hidden_at,
        })),
        What::Poll => of_poll(db, id).await,
    }
}

async fn of_notes(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<Written>> {
    let all = hour_notes::Entity::find().filter(hour_notes::Column::SessionId.eq(id));
    let all = all.order_by_desc(hour_notes::Column::Version).all(db).await?;
    let (Some(first), Some(last)) = (all.last(), all.first()) else { return Ok(None) };
    let hidden_at = hours::Entity::find_by_id(id).one(db).await?.and_then(|h| h.notes_hidden_at);
    let (author, since) = (last.person_id, first.created_at);
    let mut texts: Vec<String> = all.into_iter().map(|n| n.body).collect();
    texts.dedup();
    Ok(Some(Written { session: id, author, texts, since, hidden_at }))
}

async fn of_poll(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Written>> {
    let Some(poll) = hour_polls::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let lines: Vec<String> = [poll.question].into_iter().chain(choices(db, id).await?.into_iter().map(|c| c.text)).collect();
    let (session, author, since, hidden_at) = (poll.session_id, poll.asked_by, poll.created_at, poll.hidden_at);
    Ok(Some(Written { session, author, texts: vec![lines.join("\n")], since, hidden_at }))
}

async fn choices(db: &impl ConnectionTrait, poll: Uuid) -> Result<Vec<hour_choices::Model>> {
    let all = hour_choices::Entity::find().filter(hour_choices::Column::PollId.eq(poll));
    Ok(all.order_by_asc(hour_choices::Column::Position).all(db).await?)
}

/// Hides it, or shows it again, on every screen. The caller has opened a door that lets it, and writes the log.
pub(crate) async fn cover(tx: &mut Tx, what: What, id: Uuid, at: Option<DateTime<Utc>>) -> Result<()> {
    let session = written(tx.db(), what, id).await?.ok_or(Fault::Missing)?.session;
    match what {
        What::Notes => {
            let change = hours::Entity::update_many().col_expr(hours::Column::NotesHiddenAt, Expr::value(at));
            change.filter(hours::Column::SessionId.eq(id)).exec(tx.db()).await?;
        }
        What::Used => {
            hour_used::ActiveModel { id: Set(id), hidden_at: Set(at), ..Default::default() }.update(tx.db()).await?;
        }
        What::Poll => {
            hour_polls::ActiveModel { id: Set(id), hidden_at: Set(at), ..Default::default() }.update(tx.db()).await?;
        }
    }
    touch(tx, Shown::Session(session)).await
}

/// Changes it for its author; it stays hidden. The caller has judged whose it is, and writes the log.
pub(crate) async fn mend(tx: &mut Tx, viewer: &Viewer, what: What, id: Uuid, raw: &str) -> Result<()> {
    let session = written(tx.db(), what, id).await?.ok_or(Fault::Missing)?.session;
    // The hour's row is taken first, as by everybody who writes into it.
    touch(tx, Shown::Session(session)).await?;
    match what {
        What::Notes => {
            let body = judged(viewer, text::optional_long("text", raw, NOTES))?;
            let version = notes::newest(tx.db(), session).await?.map_or(1, |n| n.version + 1);
            notes::insert(tx, session, version, (viewer.person().ok_or(Fault::SignIn)?, body)).await
        }
        What::Used => {
            let body = judged(viewer, text::line("text", raw, USED))?;
            let now = tx.cx().now();
            hour_used::ActiveModel { id: Set(id), body: Set(body), updated_at: Set(now), ..Default::default() }.update(tx.db()).await?;
            Ok(())
        }
        What::Poll => mend_poll(tx, viewer, id, raw).await,
    }
}

fn judged(viewer: &Viewer, text: std::result::Result<String, FieldFault>) -> Result<String> {
    text.and_then(|t| clear(viewer, "text", &t).map(|()| t)).map_err(|f| Fault::Invalid(vec![f]))
}

/// The question and its choices, a line each. Votes stand by their choice, so there are as many as before.
async fn mend_poll(tx: &Tx, viewer: &Viewer, id: Uuid, raw: &str) -> Result<()> {
    let lines: Vec<&str> = raw.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let rows = choices(tx.db(), id).await?;
    let Some((question, chosen)) = lines.split_first().filter(|(_, chosen)| chosen.len() == rows.len()) else {
        return Err(Fault::Invalid(vec![FieldFault::new("text", "fault-poll-lines").with("n", rows.len() + 1)]));
    };
    let question = judged(viewer, text::line("text", question, NAME))?;
    hour_polls::ActiveModel { id: Set(id), question: Set(question), ..Default::default() }.update(tx.db()).await?;
    for (row, line) in rows.into_iter().zip(chosen) {
        let text = judged(viewer, text::line("text", line, NAME))?;
        hour_choices::ActiveModel { id: Set(row.id), text: Set(text), ..Default::default() }.update(tx.db()).await?;
    }
    Ok(())
}

/// What is hidden of this person's, and in which cohort.
pub(crate) async fn of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<(What, CohortId, Uuid)>> {
    let mut found: Vec<(What, SessionId, Uuid)> = Vec::new();
    let said = hour_used::Entity::find().filter(hour_used::Column::PersonId.eq(person)).filter(hour_used::Column::HiddenAt.is_not_null());
    found.extend(said.all(db).await?.into_iter().map(|u| (What::Used, u.session_id, u.id)));
    let asked = hour_polls::Entity::find().filter(hour_polls::Column::AskedBy.eq(person));
    let asked = asked.filter(hour_polls::Column::HiddenAt.is_not_null()).all(db).await?;
    found.extend(asked.into_iter().map(|p| (What::Poll, p.session_id, p.id)));
    for hour in hours::Entity::find().filter(hours::Column::NotesHiddenAt.is_not_null()).all(db).await? {
        let last = notes::newest(db, hour.session_id).await?;
        found.extend(last.filter(|n| n.person_id == person).map(|n| (What::Notes, n.session_id, n.session_id.0)));
    }
    let mut out = Vec::new();
    for (what, session, id) in found {
        out.extend(sessions::Entity::find_by_id(session).one(db).await?.map(|s| (what, s.cohort_id, id)));
    }
    Ok(out)
}

/// After words were blotted out of the notes, every version has a number that no open form names: one that still holds the words is shown
/// both texts, and cannot bring them back unseen.
pub(crate) async fn renumber(tx: &Tx, session: SessionId) -> Result<()> {
    let Some(last) = notes::newest(tx.db(), session).await? else { return Ok(()) };
    let moved = hour_notes::Entity::update_many()
        .col_expr(hour_notes::Column::Version, Expr::col(hour_notes::Column::Version).add(last.version))
        .filter(hour_notes::Column::SessionId.eq(session));
    moved.exec(tx.db()).await?;
    Ok(())
}
