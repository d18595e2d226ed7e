//! Answering by a secret link, without signing in. Sending twice makes one response; changing one's answers needs a sign-in (`survey.read_own`).

use chrono::{DateTime, Utc};
use domain::id::InstrumentVersionId;
use domain::instruments::{Answers, Definition, Kind, validate};
use domain::lang::Lang;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::keys::{self, Key};
use super::responses::{self, Filled};
use super::tables::{administrations, drafts, links};
use super::waves::{self, Schedule, State, Wave};
use super::{instruments, letters};
use crate::accounts::tables::people;
use crate::programs::tables::{cohorts, enrolments, programs};
use crate::{Cx, Fault, Result, Tx, Viewer, outbox, secret};

/// Longest draft, in bytes.
const DRAFT: usize = 64 * 1024;

/// A form as its reader sees it.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The questions.
    pub definition: Definition,
    /// The cohort's name.
    pub cohort: String,
    /// The program's name.
    pub program: String,
    /// The cohort's zone.
    pub zone: String,
    /// The person's language.
    pub lang: Lang,
    /// Where it stands.
    pub state: State,
    /// From when on answers are taken.
    pub opens_at: DateTime<Utc>,
    /// Until when they count.
    pub closes_at: DateTime<Utc>,
    /// Whether this person has answered.
    pub answered: bool,
    /// Whether this viewer may read and change what they answered.
    pub may_change: bool,
    /// What to begin with: the draft, or one's own answers when changing them.
    pub answers: Answers,
    /// Whether `answers` is a draft that was kept.
    pub drafted: bool,
}

/// What sending did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// The answers are kept.
    Kept,
    /// They were there already; nothing was done a second time.
    Already,
    /// One's own answers were replaced.
    Changed,
}

/// Everything behind a link.
struct Opened {
    link: links::Model,
    wave: Wave,
    person: people::Model,
    cohort: cohorts::Model,
    program: programs::Model,
}

/// The form behind a link. Unknown: missing; used after the close, too old, or of somebody who has left: gone.
pub async fn look(cx: &Cx, viewer: &Viewer, token: &str, change: bool) -> Result<Sheet> {
    let opened = open(cx.db(), token).await?;
    let state = opened.wave.state(cx.now());
    still_works(&opened, state)?;
    let answered = opened.link.answered;
    let may_change = answered && state == State::Open && viewer.is(opened.person.id);
    let mut answers = None;
    if may_change && change {
        answers = own(cx, &opened).await?;
    } else if !answered {
        answers = draft(cx.db(), token).await?;
    }
    let drafted = !answered && answers.is_some();
    Ok(Sheet {
        definition: definition(cx.db(), opened.wave.row.version_id).await?,
        cohort: opened.cohort.name,
        program: opened.program.name,
        zone: opened.cohort.zone,
        lang: opened.person.language.parse().unwrap_or_default(),
        state,
        opens_at: opened.wave.opens_at,
        closes_at: opened.wave.closes_at,
        answered,
        may_change,
        answers: answers.unwrap_or_default(),
        drafted,
    })
}

/// Sends the answers. Faults name every item that needs another look, and nothing is written.
pub async fn submit(cx: &Cx, viewer: &Viewer, token: &str, given: &Answers, change: bool) -> Result<Sent> {
    let tx = cx.begin().await?;
    let found = open(tx.db(), token).await?;
    // One at a time per administration: the rows are written anew together.
    administrations::Entity::find_by_id(found.wave.id()).lock_exclusive().one(tx.db()).await?;
    let opened = open(tx.db(), token).await?;
    let state = opened.wave.state(cx.now());
    still_works(&opened, state)?;
    if state == State::Coming {
        return Err(Fault::Conflict("survey-not-open"));
    }
    let again = opened.link.answered;
    if again && !(change && state == State::Open && viewer.is(opened.person.id)) {
        return Ok(Sent::Already);
    }
    let definition = definition(tx.db(), opened.wave.row.version_id).await?;
    let clean = validate(&definition, given).map_err(Fault::Invalid)?;
    if !again && !responses::mark(&tx, opened.link.id).await? {
        return Ok(Sent::Already);
    }
    keep(&tx, &opened, state, clean.answers).await?;
    drafts::Entity::delete_by_id(keys::draft(token)).exec(tx.db()).await?;
    outbox::cancel(&tx, &letters::group(opened.wave.id(), opened.person.id)).await?;
    responses::scramble(&tx, opened.wave.id()).await?;
    tx.commit().await?;
    Ok(if again { Sent::Changed } else { Sent::Kept })
}

/// Writes the response under the person's code. No line of the audit log tells of it: that would join a person, a time and an answer.
/// Its language is that of the questions, the cohort's: the person's own would name the only francophone of a cohort.
async fn keep(tx: &Tx, opened: &Opened, state: State, answers: Answers) -> Result<()> {
    let code = Key::of(tx.cx(), opened.program.id)?.code(opened.person.id)?;
    let today = Schedule::of(tx.db(), opened.cohort.id).await?.today(tx.cx().now());
    responses::remove(tx, opened.wave.id(), &code).await?;
    let lang = opened.cohort.language.parse().unwrap_or_default();
    let filled = Filled { code, lang, answered_on: Some(today), late: state != State::Open, complete: true, answers };
    responses::write(tx, opened.wave.id(), vec![filled]).await
}

/// Keeps what is typed so far. It is gone once the answers are sent, or the administration is over.
pub async fn save_draft(cx: &Cx, token: &str, given: &Answers) -> Result<()> {
    let tx = cx.begin().await?;
    let opened = open(tx.db(), token).await?;
    let state = opened.wave.state(cx.now());
    still_works(&opened, state)?;
    if state == State::Coming {
        return Err(Fault::Conflict("survey-not-open"));
    }
    if opened.link.answered {
        return Err(Fault::Gone("survey-link-used"));
    }
    let definition = definition(tx.db(), opened.wave.row.version_id).await?;
    let known = only_known(&definition, given);
    let text = serde_json::to_string(&known).map_err(|why| Fault::Broken(format!("a draft is no JSON: {why}")))?;
    if text.len() > DRAFT {
        return Err(Fault::TooLarge);
    }
    let expires_on = (opened.wave.closes_at + waves::LATE).date_naive();
    drafts::Entity::delete_many().filter(drafts::Column::ExpiresOn.lt(cx.today())).exec(tx.db()).await?;
    let id = keys::draft(token);
    let row =
        drafts::ActiveModel { id: Set(id), administration_id: Set(opened.wave.id()), answers: Set(text), expires_on: Set(expires_on) };
    let replace = OnConflict::column(drafts::Column::Id).update_columns([drafts::Column::Answers, drafts::Column::ExpiresOn]).to_owned();
    drafts::Entity::insert(row).on_conflict(replace).exec_without_returning(tx.db()).await?;
    tx.commit().await
}

/// The keys under which this form's answers travel.
pub fn answer_keys(definition: &Definition) -> Vec<String> {
    let of = |item: &domain::instruments::Item| match &item.kind {
        Kind::Checkbox { choices } => choices.iter().map(|choice| item.box_key(&choice.code)).collect(),
        Kind::Descriptive => Vec::new(),
        _ => vec![item.link_id.clone()],
    };
    definition.items.iter().filter(|item| !item.hidden).flat_map(of).collect()
}

fn only_known(definition: &Definition, given: &Answers) -> Answers {
    let keys = answer_keys(definition);
    given.iter().filter(|(key, value)| !value.trim().is_empty() && keys.contains(key)).map(|(k, v)| (k.clone(), v.clone())).collect()
}

async fn open(db: &impl ConnectionTrait, token: &str) -> Result<Opened> {
    let found = links::Entity::find().filter(links::Column::TokenHash.eq(secret::hash(token))).one(db).await?;
    let link = found.ok_or(Fault::Missing)?;
    let row = administrations::Entity::find_by_id(link.administration_id).one(db).await?.ok_or(Fault::Missing)?;
    let wave = waves::one(db, row.cohort_id, row.id).await?;
    let person = people::Entity::find_by_id(link.person_id).one(db).await?.ok_or(Fault::Missing)?;
    let cohort = cohorts::Entity::find_by_id(row.cohort_id).one(db).await?.ok_or(Fault::Missing)?;
    let program = programs::Entity::find_by_id(cohort.program_id).one(db).await?.ok_or(Fault::Missing)?;
    let place = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(cohort.id))
        .filter(enrolments::Column::PersonId.eq(person.id))
        .filter(enrolments::Column::State.eq("enrolled"))
        .one(db)
        .await?;
    if place.is_none() || matches!(person.state.as_str(), "suspended" | "deleted") {
        return Err(Fault::Gone("survey-link-left"));
    }
    Ok(Opened { link, wave, person, cohort, program })
}

fn still_works(opened: &Opened, state: State) -> Result<()> {
    match (state, opened.link.answered) {
        (State::Late | State::Closed, true) => Err(Fault::Gone("survey-link-used")),
        (State::Closed, false) => Err(Fault::Gone("survey-link-expired")),
        _ => Ok(()),
    }
}

async fn definition(db: &impl ConnectionTrait, version: InstrumentVersionId) -> Result<Definition> {
    let mut found = instruments::definitions(db, vec![version]).await?;
    found.remove(&version).ok_or(Fault::Missing)
}

/// One's own answers: the key makes the code from the person, here and now; nothing stored joins them.
async fn own(cx: &Cx, opened: &Opened) -> Result<Option<Answers>> {
    let code = Key::of(cx, opened.program.id)?.code(opened.person.id)?;
    let stored = responses::of(cx.db(), vec![opened.wave.id()]).await?;
    Ok(stored.into_iter().find(|one| one.row.code == code).map(|one| one.answers))
}

async fn draft(db: &impl ConnectionTrait, token: &str) -> Result<Option<Answers>> {
    let found = drafts::Entity::find_by_id(keys::draft(token)).one(db).await?;
    Ok(found.and_then(|draft| serde_json::from_str(&draft.answers).ok()))
}
