//! The questionnaire two months after a session (R2.5): it shows what the person had committed to, and asks what became of it (H11).
//!
//! It is a table of its own and no survey: a survey's answers have no person, while this is a person's own look back. They read it again,
//! their mentor reads it, and its coming opens their certificate. Coordinator, lead and finance see that it came, and never a word of it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::fault::{Faults, FieldFault};
use domain::gate::group::Form;
use domain::id::{PersonId, ReflectionId, SessionId};
use domain::improvement::commitment::Kept;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::door::{self, Group};
use super::facts::{Facts, Terms};
use super::note_refusal;
use super::sheet::Written;
use super::tables::{reflection_answers, reflections};
use crate::audit::{self, Line};
use crate::programs::reach::Reached;
use crate::sessions::tables::sessions;
use crate::{Cx, Fault, Result, Tx, Viewer, careful, outbox};

/// Longest text of a questionnaire, in characters.
const LONGEST: usize = 4000;
/// Longest answer to what hindered.
const SHORT: usize = 500;

/// What became of one commitment, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Its words as they were.
    pub commitment: String,
    /// What became of it.
    pub kept: Option<Kept>,
    /// What hindered it.
    pub hindered: String,
}

/// The questionnaire of one session for the one who opens it.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The group's cohort.
    pub reached: Reached,
    /// The session's number and topic.
    pub number: i32,
    /// Its topic; may be empty.
    pub title: String,
    /// Its day.
    pub on: NaiveDate,
    /// The day on which it opens.
    pub opens_on: NaiveDate,
    /// Where it stands.
    pub form: Form,
    /// What they had committed to, with what they answered before.
    pub commitments: Vec<Answered>,
    /// What changed in the practice, as answered before.
    pub changed: String,
    /// What they learned, as answered before.
    pub learned: String,
    /// The questionnaire, once it came.
    pub received: Option<ReflectionId>,
}

/// What was typed: by place of the commitment what became of it and what hindered it, and the two texts.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// A word of `Kept` for each commitment, by its place from 0.
    pub kept: BTreeMap<usize, String>,
    /// What hindered it.
    pub hindered: BTreeMap<usize, String>,
    /// What changed.
    pub changed: String,
    /// What was learned.
    pub learned: String,
}

/// Opens one's own questionnaire, whatever its state: before its day the page says which day that is.
pub async fn form(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Sheet> {
    let group = door::group_for(cx.db(), viewer, slug, |g| g.reached.own()).await?;
    let session = door::session(cx.db(), &group, id).await?;
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let facts = facts_of(cx.db(), cx.now(), &group).await?;
    let of = facts.about(&session, me);
    let known = facts.reflection(id, me);
    let before = match known {
        Some(row) => answers(cx.db(), row.id).await?,
        None => Vec::new(),
    };
    Ok(Sheet {
        number: session.number,
        title: session.title.clone(),
        on: session.local_date,
        opens_on: of.due(),
        form: of.form(),
        commitments: commitments(&facts, id, me, before),
        changed: known.map(|r| r.changed.clone()).unwrap_or_default(),
        learned: known.map(|r| r.learned.clone()).unwrap_or_default(),
        received: known.map(|r| r.id),
        reached: group.reached,
    })
}

/// A group's facts under its own terms.
pub(crate) async fn facts_of(db: &impl ConnectionTrait, now: DateTime<Utc>, group: &Group) -> Result<Facts> {
    let terms = Terms::of_group(db, &group.row, group.reached.program).await?;
    Facts::of(db, now, (&group.reached.row, &group.reached.program_row), terms).await
}

/// The commitments of the plan as it is now; those that were answered before keep their answer.
fn commitments(facts: &Facts, session: SessionId, me: PersonId, before: Vec<Answered>) -> Vec<Answered> {
    let promised = facts.plan(session, me).map(|plan| Written::from(plan).promised()).unwrap_or_default();
    if promised.is_empty() {
        return before;
    }
    let again = |line: String| {
        let known = before.iter().find(|a| a.commitment == line).cloned();
        known.unwrap_or(Answered { commitment: line, kept: None, hindered: String::new() })
    };
    promised.into_iter().map(again).collect()
}

pub(super) async fn answers(db: &impl ConnectionTrait, id: ReflectionId) -> Result<Vec<Answered>> {
    let rows = reflection_answers::Entity::find()
        .filter(reflection_answers::Column::ReflectionId.eq(id))
        .order_by_asc(reflection_answers::Column::Position)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|r| Answered { kept: Kept::parse(&r.kept), commitment: r.commitment, hindered: r.hindered }).collect())
}

/// Takes a questionnaire on its day or later; before it, nothing is written but that it was tried (R2.5). One that came before a session
/// moved is asked for again, with its words in it.
pub async fn send(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, typed: &Typed) -> Result<ReflectionId> {
    let sent = try_send(cx, viewer, slug, id, typed).await;
    if let Err(Fault::Conflict(why)) = sent {
        note_refusal(cx, viewer, "reflect.write", ("session", id.0), json!({ "refused": why })).await?;
    }
    sent
}

async fn try_send(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, typed: &Typed) -> Result<ReflectionId> {
    let mut tx = cx.begin().await?;
    let group = door::group_for(tx.db(), viewer, slug, |g| g.reached.own()).await?;
    crate::programs::enrolling::hold(&tx, group.reached.id).await?;
    let session = door::session(tx.db(), &group, id).await?;
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let facts = facts_of(tx.db(), cx.now(), &group).await?;
    let form = facts.about(&session, me).form();
    match form {
        Form::None => return Err(Fault::Conflict("conflict-questionnaire-none")),
        Form::Scheduled => return Err(Fault::Conflict("conflict-questionnaire-early")),
        Form::Open | Form::Received => {}
    }
    let row = facts.reflection(id, me);
    let known = row.map(|r| r.id);
    let before = match known {
        Some(id) => answers(tx.db(), id).await?,
        None => Vec::new(),
    };
    let judged = judge(viewer, &commitments(&facts, id, me, before.clone()), typed);
    if let (Form::Received, Some(row)) = (form, row) {
        // Sent twice, it came once; other words from an old page do not take the place of those on which a certificate rests.
        let same = judged.is_ok_and(|given| given.changed == row.changed && given.learned == row.learned && given.answers == before);
        return if same { Ok(row.id) } else { Err(Fault::Conflict("conflict-questionnaire-received")) };
    }
    let given = judged?;
    let kept = store(&tx, &group, (&session, me), known, &given).await?;
    audit::write(&tx, viewer, Line::new("reflect.write", "session", id.0).detail(json!({ "again": known.is_some() }))).await?;
    outbox::cancel(&tx, &super::letters::group_key("questionnaire", id, me)).await?;
    // The certificate is made by the system at receipt, in this very transaction (R2.6): both are there, or neither is.
    crate::credits::issuing::received(&mut tx, group.reached.id, me).await?;
    tx.commit().await?;
    Ok(kept)
}

struct Given {
    answers: Vec<Answered>,
    changed: String,
    learned: String,
}

/// Complete: every commitment answered, and what changed said (R2.6).
fn judge(viewer: &Viewer, commitments: &[Answered], typed: &Typed) -> Result<Given> {
    let mut faults = Faults::new();
    let mut all = Vec::with_capacity(commitments.len());
    for (i, of) in commitments.iter().enumerate() {
        let kept = typed.kept.get(&i).and_then(|word| Kept::parse(word));
        if kept.is_none() {
            faults.add(FieldFault::new(format!("kept-{i}"), "fault-questionnaire-kept"));
        }
        let raw = typed.hindered.get(&i).map(String::as_str).unwrap_or_default();
        let hindered = faults.take(careful::optional_long(viewer, &format!("hindered-{i}"), raw, SHORT)).unwrap_or_default();
        all.push(Answered { commitment: of.commitment.clone(), kept, hindered });
    }
    let changed = faults.take(careful::long(viewer, "changed", &typed.changed, LONGEST)).unwrap_or_default();
    let learned = faults.take(careful::optional_long(viewer, "learned", &typed.learned, LONGEST)).unwrap_or_default();
    faults.done()?;
    Ok(Given { answers: all, changed, learned })
}

async fn store(
    tx: &Tx,
    group: &Group,
    (session, me): (&sessions::Model, PersonId),
    known: Option<ReflectionId>,
    given: &Given,
) -> Result<ReflectionId> {
    let id = known.unwrap_or(ReflectionId(tx.cx().new_id()));
    let row = reflections::ActiveModel {
        id: Set(id),
        cohort_id: Set(group.reached.id),
        session_id: Set(session.id),
        person_id: Set(me),
        changed: Set(given.changed.clone()),
        learned: Set(given.learned.clone()),
        received_at: Set(tx.cx().now()),
    };
    match known {
        Some(_) => reflections::Entity::update(row).exec(tx.db()).await.map(|_| ())?,
        None => reflections::Entity::insert(row).exec_without_returning(tx.db()).await.map(|_| ())?,
    }
    reflection_answers::Entity::delete_many().filter(reflection_answers::Column::ReflectionId.eq(id)).exec(tx.db()).await?;
    for (position, answer) in (0..).zip(&given.answers) {
        let row = reflection_answers::ActiveModel {
            id: Set(tx.cx().new_id()),
            reflection_id: Set(id),
            position: Set(position),
            commitment: Set(answer.commitment.clone()),
            kept: Set(answer.kept.map_or("", Kept::code).to_owned()),
            hindered: Set(answer.hindered.clone()),
        };
        reflection_answers::Entity::insert(row).exec_without_returning(tx.db()).await?;
    }
    Ok(id)
}

/// A received questionnaire, to be read.
#[derive(Debug, Clone)]
pub struct Received {
    /// The group's cohort.
    pub reached: Reached,
    /// Whose it is.
    pub name: String,
    /// One's own.
    pub mine: bool,
    /// The session's number.
    pub number: i32,
    /// Its topic; may be empty.
    pub title: String,
    /// The session.
    pub session: SessionId,
    /// When it came.
    pub at: DateTime<Utc>,
    /// What became of the commitments.
    pub answers: Vec<Answered>,
    /// What changed.
    pub changed: String,
    /// What was learned.
    pub learned: String,
}

/// Reads a received questionnaire: one's own, or as the mentor of the group (R2.12). To everybody else it is not there.
pub async fn read(cx: &Cx, viewer: &Viewer, slug: &str, id: ReflectionId) -> Result<Received> {
    let group = door::group(cx.db(), viewer, slug).await?;
    let found = reflections::Entity::find_by_id(id).filter(reflections::Column::CohortId.eq(group.reached.id)).one(cx.db()).await?;
    let row = found.filter(|row| viewer.is(row.person_id) || group.reached.mentor).ok_or(Fault::Missing)?;
    let session = door::session(cx.db(), &group, row.session_id).await?;
    let names = crate::programs::queries::names(cx.db(), [row.person_id].into_iter()).await?;
    Ok(Received {
        name: names.get(&row.person_id).cloned().unwrap_or_default(),
        mine: viewer.is(row.person_id),
        number: session.number,
        title: session.title,
        session: session.id,
        at: row.received_at,
        answers: answers(cx.db(), row.id).await?,
        changed: row.changed,
        learned: row.learned,
        reached: group.reached,
    })
}
