//! "I'm coming" and "I can't come": what a member says of one time of a session. When it moves, nothing is said of the new time yet.

use std::collections::HashSet;

use domain::id::{PersonId, SessionId};
use domain::text;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::letters;
use super::reach::{self, ReachedSession};
use super::tables::sessions;
use super::tables::told::session_replies;
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::outbox;
use crate::programs::reach::Ask;
use crate::{Cx, Fault, Result, Viewer};

/// What somebody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Comes.
    Coming,
    /// Cannot.
    Away,
}

impl Answer {
    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::Away => "away",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Coming, Self::Away].into_iter().find(|a| a.code() == text)
    }
}

/// One answer, for those who run the session.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they said.
    pub answer: Answer,
    /// Why; may be empty.
    pub reason: String,
}

/// Says whether the viewer comes; nothing takes back what was said (`session.reply`).
pub async fn say(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, answer: Option<Answer>, reason: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Outline).await?;
    let me = viewer.person().filter(|_| reached.cohort.member()).ok_or(Fault::Refused("refused-role"))?;
    if reached.row.state == "cancelled" || reached.ends_at() < cx.now() {
        return Err(Fault::Conflict("conflict-reply-closed"));
    }
    let reason = text::optional_line("reason", reason, 300).map_err(|f| Fault::Invalid(vec![f]))?;
    let known = session_replies::Entity::find()
        .filter(session_replies::Column::SessionId.eq(id))
        .filter(session_replies::Column::PersonId.eq(me))
        .one(tx.db())
        .await?;
    match (answer, known) {
        (None, None) => return Ok(()),
        (None, Some(row)) => {
            session_replies::Entity::delete_by_id(row.id).exec(tx.db()).await?;
        }
        (Some(answer), known) => {
            let fresh = known.is_none();
            let row = session_replies::ActiveModel {
                id: Set(known.map_or_else(|| cx.new_id(), |k| k.id)),
                session_id: Set(id),
                person_id: Set(me),
                answer: Set(answer.code().to_owned()),
                reason: Set(if answer == Answer::Away { reason } else { String::new() }),
                starts_at: Set(reached.row.starts_at),
                updated_at: Set(cx.now()),
            };
            if fresh {
                session_replies::Entity::insert(row).exec_without_returning(tx.db()).await?;
            } else {
                row.update(tx.db()).await?;
            }
        }
    }
    if answer == Some(Answer::Away) {
        outbox::cancel_in_group(&tx, &letters::group(id, me), "reminder").await?;
    }
    let said = answer.map_or("nothing", Answer::code);
    audit::write(&tx, viewer, Line::new("session.reply", "session", id.0).detail(json!({ "answer": said }))).await?;
    tx.commit().await
}

/// What the viewer said of the session's present time.
pub(crate) async fn mine(db: &impl ConnectionTrait, reached: &ReachedSession, me: PersonId) -> Result<Option<(Answer, String)>> {
    let row = session_replies::Entity::find()
        .filter(session_replies::Column::SessionId.eq(reached.id))
        .filter(session_replies::Column::PersonId.eq(me))
        .filter(session_replies::Column::StartsAt.eq(reached.row.starts_at))
        .one(db)
        .await?;
    Ok(row.and_then(|r| Some((Answer::parse(&r.answer)?, r.reason))))
}

/// Who said that they cannot come to the session's present time.
pub(crate) async fn away(db: &impl ConnectionTrait, session: &sessions::Model) -> Result<HashSet<PersonId>> {
    let rows = session_replies::Entity::find()
        .filter(session_replies::Column::SessionId.eq(session.id))
        .filter(session_replies::Column::StartsAt.eq(session.starts_at))
        .filter(session_replies::Column::Answer.eq(Answer::Away.code()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|r| r.person_id).collect())
}

/// All answers to a session's present time by people who still have a place, by name; for facilitators and the coordinator.
pub async fn all(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Vec<Reply>> {
    let reached = reach::session(cx.db(), viewer, slug, id, Ask::Outline).await?;
    if !reached.cohort.staff() {
        return Err(Fault::Refused("refused-role"));
    }
    let rows = session_replies::Entity::find()
        .filter(session_replies::Column::SessionId.eq(id))
        .filter(session_replies::Column::StartsAt.eq(reached.row.starts_at))
        .all(cx.db())
        .await?;
    let members: Vec<people::Model> = super::concerned::members(cx.db(), reached.cohort.id).await?;
    let reply = |r: session_replies::Model| {
        let person = members.iter().find(|p| p.id == r.person_id)?;
        Some(Reply { person: r.person_id, name: person.name.clone(), answer: Answer::parse(&r.answer)?, reason: r.reason })
    };
    let mut replies: Vec<Reply> = rows.into_iter().filter_map(reply).collect();
    replies.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(replies)
}
