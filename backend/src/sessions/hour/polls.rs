//! Polls: a question, two to six choices, one vote a person. Counts are shown, never who chose what.

use std::collections::HashSet;

use domain::fault::{Faults, FieldFault};
use domain::hour::{CHOICES, Choice, Poll};
use domain::id::{CohortId, PersonId, SessionId};
use domain::text::{self, NAME};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::hold::{Part, hold};
use super::queries;
use super::tables::{hour_choices, hour_polls, hour_votes};
use crate::cases::form::clear;
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Fewest votes of a poll that a lead is shown (rule R1.5).
pub const FEW: usize = 5;

/// A poll, as typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The question.
    pub question: String,
    /// The choices; empty ones are left out.
    pub choices: Vec<String>,
    /// Whether one may choose several.
    pub several: bool,
}

/// Asks the room. The form's `once` makes it one poll.
pub async fn ask(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, once: Uuid, typed: &Typed) -> Result<()> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Run).await?;
    held.open()?;
    let (question, choices) = judge(viewer, typed)?;
    let row = hour_polls::ActiveModel {
        id: Set(once),
        session_id: Set(id),
        question: Set(question),
        several: Set(typed.several),
        created_at: Set(cx.now()),
        closed_at: Set(None),
        asked_by: Set(held.me),
        hidden_at: Set(None),
    };
    let quiet = OnConflict::column(hour_polls::Column::Id).do_nothing().to_owned();
    if hour_polls::Entity::insert(row).on_conflict(quiet).exec_without_returning(tx.db()).await? == 0 {
        return Ok(());
    }
    let rows = choices.into_iter().zip(1..).map(|(text, position)| hour_choices::ActiveModel {
        id: Set(cx.new_id()),
        poll_id: Set(once),
        position: Set(position),
        text: Set(text),
    });
    hour_choices::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    held.leave(tx).await
}

fn judge(viewer: &Viewer, typed: &Typed) -> Result<(String, Vec<String>)> {
    let mut faults = Faults::new();
    let question = faults.take(text::line("question", &typed.question, NAME)).unwrap_or_default();
    faults.take(clear(viewer, "question", &question));
    let mut choices: Vec<String> = Vec::new();
    for (n, raw) in typed.choices.iter().enumerate() {
        let field = format!("choice-{n}");
        let choice = faults.take(text::optional_line(&field, raw, NAME)).unwrap_or_default();
        faults.take(clear(viewer, &field, &choice));
        if choices.contains(&choice) {
            faults.add(FieldFault::new(field, "fault-poll-twice"));
        } else if !choice.is_empty() {
            choices.push(choice);
        }
    }
    if !CHOICES.contains(&choices.len()) {
        faults.add(FieldFault::new("choice-0", "fault-poll-choices"));
    }
    faults.done()?;
    Ok((question, choices))
}

async fn poll(tx: &Tx, id: SessionId, poll: Uuid) -> Result<hour_polls::Model> {
    let row = hour_polls::Entity::find_by_id(poll).filter(hour_polls::Column::SessionId.eq(id)).one(tx.db()).await?;
    row.ok_or(Fault::Missing)
}

/// Closes a poll, or opens it again.
pub async fn close(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, which: Uuid, closed: bool) -> Result<()> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Run).await?;
    held.open()?;
    let row = poll(&tx, id, which).await?;
    if row.closed_at.is_some() == closed {
        return Ok(());
    }
    hour_polls::ActiveModel { id: Set(which), closed_at: Set(closed.then(|| cx.now())), ..Default::default() }.update(tx.db()).await?;
    held.leave(tx).await
}

/// Votes: the choice stands instead of the one before; where several may be chosen, it is added or taken away. Pressing one's own choice
/// again changes nothing in a single-choice poll, so that a form sent twice is one vote.
pub async fn vote(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, which: Uuid, choice: &str, on: bool) -> Result<()> {
    let mut tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Take).await?;
    let row = poll(&tx, id, which).await?;
    if row.closed_at.is_some() || row.hidden_at.is_some() {
        return Err(Fault::Conflict("conflict-poll-closed"));
    }
    let choice: Uuid = choice.parse().map_err(|_| Fault::field("choice", "fault-choice"))?;
    let known = hour_choices::Entity::find_by_id(choice).filter(hour_choices::Column::PollId.eq(which)).one(tx.db()).await?;
    known.ok_or_else(|| Fault::field("choice", "fault-choice"))?;
    let mine =
        hour_votes::Entity::delete_many().filter(hour_votes::Column::PollId.eq(which)).filter(hour_votes::Column::PersonId.eq(held.me));
    let mine = if row.several { mine.filter(hour_votes::Column::ChoiceId.eq(choice)) } else { mine };
    mine.exec(tx.db()).await?;
    if on || !row.several {
        let vote =
            hour_votes::ActiveModel { id: Set(cx.random_id()), poll_id: Set(which), choice_id: Set(choice), person_id: Set(held.me) };
        hour_votes::Entity::insert(vote).exec_without_returning(tx.db()).await?;
    }
    tx.tell(Hint::Voted(held.me, id));
    held.leave(tx).await
}

/// The polls of a session, newest first, with their counts. Of a hidden one nothing but its place.
pub(super) async fn counted(db: &impl ConnectionTrait, id: SessionId) -> Result<Vec<Poll>> {
    let polls = hour_polls::Entity::find().filter(hour_polls::Column::SessionId.eq(id));
    let polls = polls.order_by_desc(hour_polls::Column::CreatedAt).order_by_desc(hour_polls::Column::Id).all(db).await?;
    if polls.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = polls.iter().map(|p| p.id).collect();
    let choices = hour_choices::Entity::find().filter(hour_choices::Column::PollId.is_in(ids.iter().copied()));
    let choices = choices.order_by_asc(hour_choices::Column::Position).all(db).await?;
    let votes = hour_votes::Entity::find().filter(hour_votes::Column::PollId.is_in(ids)).all(db).await?;
    let count = |choice: Uuid| votes.iter().filter(|v| v.choice_id == choice).count();
    let voters = |poll: Uuid| votes.iter().filter(|v| v.poll_id == poll).map(|v| v.person_id).collect::<HashSet<_>>().len();
    let of = |poll: Uuid| {
        let own = choices.iter().filter(move |c| c.poll_id == poll);
        own.map(|c| Choice { id: c.id, text: c.text.clone(), votes: count(c.id) }).collect()
    };
    let one = |p: hour_polls::Model| match p.hidden_at {
        Some(_) => Poll { id: p.id, several: p.several, hidden: true, ..Poll::default() },
        None => Poll {
            id: p.id,
            open: p.closed_at.is_none(),
            choices: of(p.id),
            voters: voters(p.id),
            question: p.question,
            several: p.several,
            hidden: false,
        },
    };
    Ok(polls.into_iter().map(one).collect())
}

/// What this person chose, for their own screens only.
pub async fn mine(db: &impl ConnectionTrait, id: SessionId, person: PersonId) -> Result<Vec<Uuid>> {
    let polls = hour_polls::Entity::find().filter(hour_polls::Column::SessionId.eq(id)).all(db).await?;
    let votes = hour_votes::Entity::find().filter(hour_votes::Column::PollId.is_in(polls.iter().map(|p| p.id)));
    Ok(votes.filter(hour_votes::Column::PersonId.eq(person)).all(db).await?.into_iter().map(|v| v.choice_id).collect())
}

/// A poll's question, and its choices with their votes.
pub type Figure = (String, Vec<(String, u64)>);

/// The polls of a cohort's closed hours that a lead may see (rule R1.5): at least five people voted, no choice has one to four votes, and not
/// all said the same. Anything between could be worked out from the rest.
pub async fn figures(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<Figure>> {
    let mut out = Vec::new();
    for session in queries::held(db, cohort).await? {
        out.extend(counted(db, session).await?.into_iter().filter(tells_nobody).map(|p| {
            let votes = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
            (p.question, p.choices.into_iter().map(|c| (c.text, votes(c.votes))).collect())
        }));
    }
    Ok(out)
}

/// Of a hidden poll there is no vote to tell, so it is never among them.
fn tells_nobody(poll: &Poll) -> bool {
    let chosen: Vec<usize> = poll.choices.iter().map(|c| c.votes).filter(|n| *n > 0).collect();
    let not: Vec<usize> = chosen.iter().map(|n| poll.voters - n).filter(|n| *n > 0).collect();
    poll.voters >= FEW && chosen.len() > 1 && chosen.iter().chain(&not).all(|n| *n >= FEW)
}
