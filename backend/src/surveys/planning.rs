//! The plan of a cohort's measures: one baseline, before and after each session, one completion (rule R1.1).

use domain::id::{AdministrationId, CohortId, InstrumentId};
use domain::timepoint::Timepoint;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::instruments::{self, Newest};
use super::tables::{administrations, drafts, links, plans, responses};
use super::waves::{Schedule, Window};
use super::{asking, door};
use crate::audit::{self, Line};
use crate::programs::reach::Reached;
use crate::{Cx, Fault, FieldFault, Result, Tx, Viewer};

/// Which form is asked at which kind of timepoint; none for no form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forms {
    /// Before the first session.
    pub baseline: Option<InstrumentId>,
    /// Before each session.
    pub before: Option<InstrumentId>,
    /// After each session.
    pub after: Option<InstrumentId>,
    /// After the last session.
    pub completion: Option<InstrumentId>,
}

impl Forms {
    fn at(&self, timepoint: Timepoint) -> Option<InstrumentId> {
        match timepoint {
            Timepoint::Baseline => self.baseline,
            Timepoint::BeforeSession(_) => self.before,
            Timepoint::AfterSession(_) => self.after,
            Timepoint::Completion => self.completion,
        }
    }

    /// The fields of the form, by name.
    pub fn fields(&self) -> [(&'static str, Option<InstrumentId>); 4] {
        [("baseline", self.baseline), ("before", self.before), ("after", self.after), ("completion", self.completion)]
    }
}

/// What planning did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Planned {
    /// Administrations made.
    pub made: usize,
    /// Administrations that changed their dates or their form.
    pub moved: usize,
    /// Administrations that were taken away.
    pub removed: usize,
    /// Administrations that stay as they are though the plan says otherwise: somebody was asked or has answered.
    pub kept: usize,
}

/// The forms that a plan may choose from, and what stands there now.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The cohort.
    pub reached: Reached,
    /// Instruments with their titles.
    pub instruments: Vec<(InstrumentId, String)>,
    /// As planned; where nothing is, a guess by the forms' names.
    pub forms: Forms,
    /// Sessions that are not cancelled.
    pub sessions: usize,
    /// Whether a plan exists.
    pub planned: bool,
}

/// What a coordinator chooses from.
pub async fn choices(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Choices> {
    let reached = door::coordinator(cx.db(), viewer, slug).await?;
    let known = instruments::newest(cx.db(), reached.program).await?;
    let rows = administrations::Entity::find().filter(administrations::Column::CohortId.eq(reached.id)).all(cx.db()).await?;
    let now = |kind: &str, guess: Option<InstrumentId>| {
        let planned = rows.iter().find(|row| row.timepoint.split(':').next() == Some(kind)).map(|row| row.instrument_id);
        planned.or(guess.filter(|_| rows.is_empty()))
    };
    let guessed = guess(&known);
    let found = || Forms {
        baseline: now("baseline", guessed.baseline),
        before: now("before", guessed.before),
        after: now("after", guessed.after),
        completion: now("completion", guessed.completion),
    };
    let forms = chosen(cx.db(), reached.id).await?.unwrap_or_else(found);
    let sessions = Schedule::of(cx.db(), reached.id).await?.sessions.len();
    let instruments = known.into_iter().map(|n| (n.instrument, n.definition.title)).collect();
    Ok(Choices { reached, instruments, forms, sessions, planned: !rows.is_empty() })
}

/// What was chosen the last time; none when nothing was.
async fn chosen(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Option<Forms>> {
    let row = plans::Entity::find_by_id(cohort).one(db).await?;
    Ok(row.map(|r| Forms { baseline: r.baseline, before: r.before_each, after: r.after_each, completion: r.completion }))
}

/// Keeps the choice itself: while no session is planned, nothing else tells of it.
async fn keep(tx: &Tx, cohort: CohortId, forms: &Forms) -> Result<()> {
    plans::Entity::delete_by_id(cohort).exec(tx.db()).await?;
    let row = plans::ActiveModel {
        cohort_id: Set(cohort),
        baseline: Set(forms.baseline),
        before_each: Set(forms.before),
        after_each: Set(forms.after),
        completion: Set(forms.completion),
        updated_at: Set(tx.cx().now()),
    };
    plans::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The form whose name says "before a session", the one that says "after", and the first that says neither.
pub(crate) fn guess(known: &[Newest]) -> Forms {
    let at = |n: &Newest| domain::responses_file::timepoint("", &n.definition.name, Some(1));
    let find = |wanted: Option<Timepoint>| known.iter().find(|n| at(n) == wanted).map(|n| n.instrument);
    let whole = find(None).or_else(|| known.first().map(|n| n.instrument));
    Forms {
        baseline: find(Some(Timepoint::Baseline)).or(whole),
        before: find(Some(Timepoint::BeforeSession(1))),
        after: find(Some(Timepoint::AfterSession(1))),
        completion: find(Some(Timepoint::Completion)).or(whole),
    }
}

/// Makes the administrations of a cohort. Doing it twice adds nothing; sessions that were added or moved since get theirs.
pub async fn plan(cx: &Cx, viewer: &Viewer, slug: &str, forms: &Forms) -> Result<Planned> {
    let tx = cx.begin().await?;
    let reached = door::coordinator(tx.db(), viewer, slug).await?;
    let done = lay(&tx, &reached, forms).await?;
    let line = Line::new("survey.define", "cohort", reached.id.0);
    let detail = json!({ "made": done.made, "moved": done.moved, "removed": done.removed, "kept": done.kept });
    audit::write(&tx, viewer, line.detail(detail)).await?;
    tx.commit().await?;
    Ok(done)
}

/// The plan itself, for those who have passed the door.
pub(crate) async fn lay(tx: &Tx, reached: &Reached, forms: &Forms) -> Result<Planned> {
    let known = instruments::newest(tx.db(), reached.program).await?;
    let schedule = Schedule::of(tx.db(), reached.id).await?;
    let standing = administrations::Entity::find().filter(administrations::Column::CohortId.eq(reached.id)).all(tx.db()).await?;
    judge(forms, &known, standing.is_empty())?;
    keep(tx, reached.id, forms).await?;
    let mut done = Planned::default();
    for timepoint in schedule.timepoints() {
        let chosen = forms.at(timepoint).and_then(|id| known.iter().find(|n| n.instrument == id));
        let word = timepoint.to_string();
        let here: Vec<&administrations::Model> = standing.iter().filter(|row| row.timepoint == word).collect();
        match chosen.zip(schedule.window(timepoint)) {
            None => take_away(tx, &here, &mut done).await?,
            Some((chosen, window)) => match here.iter().find(|row| row.instrument_id == chosen.instrument).or(here.first()) {
                None => {
                    make(tx, reached, timepoint, chosen, window).await?;
                    done.made += 1;
                }
                Some(row) => follow(tx, row, chosen, window, &mut done).await?,
            },
        }
    }
    asking::ask_everyone(tx, reached).await?;
    Ok(done)
}

fn judge(forms: &Forms, known: &[Newest], fresh: bool) -> Result<()> {
    let mut faults = crate::Faults::new();
    for (field, chosen) in forms.fields() {
        if chosen.is_some_and(|id| !known.iter().any(|n| n.instrument == id)) {
            faults.add(FieldFault::new(field, "fault-choice"));
        }
    }
    if fresh && forms.fields().iter().all(|(_, chosen)| chosen.is_none()) {
        faults.add(FieldFault::new("baseline", "fault-survey-nothing-chosen"));
    }
    faults.done()
}

/// Makes one administration.
pub(crate) async fn make(tx: &Tx, reached: &Reached, at: Timepoint, form: &Newest, window: Window) -> Result<AdministrationId> {
    let id = AdministrationId(tx.cx().new_id());
    let row = administrations::ActiveModel {
        id: Set(id),
        cohort_id: Set(reached.id),
        instrument_id: Set(form.instrument),
        version_id: Set(form.version),
        timepoint: Set(at.to_string()),
        session_id: Set(window.session),
        opens_at: Set(window.opens_at),
        closes_at: Set(window.closes_at),
        created_at: Set(tx.cx().now()),
    };
    administrations::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// Takes away what the plan has no longer, unless somebody was asked or has answered.
async fn take_away(tx: &Tx, here: &[&administrations::Model], done: &mut Planned) -> Result<()> {
    for row in here {
        if touched(tx, row.id).await? {
            done.kept += 1;
        } else {
            administrations::Entity::delete_by_id(row.id).exec(tx.db()).await?;
            done.removed += 1;
        }
    }
    Ok(())
}

/// Brings a standing administration up to the plan. Its form may change only while nobody was asked or has begun to answer.
async fn follow(tx: &Tx, row: &administrations::Model, chosen: &Newest, window: Window, done: &mut Planned) -> Result<()> {
    let untouched = !touched(tx, row.id).await?;
    let coming = untouched && row.opens_at > tx.cx().now();
    let same_form = row.instrument_id == chosen.instrument;
    if !same_form && !untouched {
        done.kept += 1;
        return Ok(());
    }
    let version = if coming || !same_form { chosen.version } else { row.version_id };
    let opens_at = if coming { window.opens_at } else { row.opens_at };
    let now = (row.session_id, row.opens_at, row.closes_at, row.version_id, row.instrument_id);
    if now == (window.session, opens_at, window.closes_at, version, chosen.instrument) {
        return Ok(());
    }
    let change = administrations::ActiveModel {
        id: Set(row.id),
        instrument_id: Set(chosen.instrument),
        version_id: Set(version),
        session_id: Set(window.session),
        opens_at: Set(opens_at),
        closes_at: Set(window.closes_at),
        ..Default::default()
    };
    change.update(tx.db()).await.map_err(Fault::from)?;
    done.moved += 1;
    Ok(())
}

/// Whether somebody was mailed the link, has begun, or has answered.
async fn touched(tx: &Tx, id: AdministrationId) -> Result<bool> {
    let answers = responses::Entity::find().filter(responses::Column::AdministrationId.eq(id)).count(tx.db()).await?;
    let marks = links::Entity::find()
        .filter(links::Column::AdministrationId.eq(id))
        .filter(Condition::any().add(links::Column::Answered.eq(true)).add(links::Column::RemindedOn.is_not_null()))
        .count(tx.db())
        .await?;
    let begun = drafts::Entity::find().filter(drafts::Column::AdministrationId.eq(id)).count(tx.db()).await?;
    Ok(answers + marks + begun > 0)
}

/// Whether forms are planned for a cohort.
pub(crate) async fn planned(db: &impl ConnectionTrait, cohort: CohortId) -> Result<bool> {
    Ok(administrations::Entity::find().filter(administrations::Column::CohortId.eq(cohort)).count(db).await? > 0)
}
