//! After the call: the on-call closes it in twenty seconds, the caller in five taps; both reflect, each says something to the other (G5–G9).

use chrono::Duration;
use domain::consults::{Act, State, log};
use domain::fault::{Faults, FieldFault};
use domain::gate::call::FOLLOW_UP_DAYS;
use domain::id::{ConsultId, PersonId};
use domain::when::local_day;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::reach::{self, ReachedConsult};
use super::tables::{consult_close_outs, consult_feedback, consult_reflections};
use super::{calling, credit, letters, ringing, words};
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Viewer};

/// The longest of the two sentences, and of what one says to the other.
const REFLECTION: usize = 1500;
const FEEDBACK: usize = 400;

/// What the on-call notes, in taps.
#[derive(Debug, Clone, Default)]
pub struct Closing {
    /// What the call was.
    pub kind: String,
    /// What it was about.
    pub reason: String,
    /// What came of it.
    pub outcome: String,
    /// How long it took; what the clock says when empty.
    pub minutes: String,
    /// The patient was there, too (G13).
    pub patient_present: bool,
}

fn choice(field: &str, text: &str, all: &[&'static str]) -> std::result::Result<&'static str, FieldFault> {
    log::one_of(text, all).ok_or_else(|| FieldFault::new(field, "fault-choice"))
}

/// The on-call closes a call. One that is still on ends by it.
pub async fn close(cx: &Cx, viewer: &Viewer, id: ConsultId, typed: &Closing) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.on_call()?;
    let mut faults = Faults::new();
    let kind = faults.take(choice("kind", &typed.kind, &log::KINDS)).unwrap_or_default();
    let reason = faults.take(choice("reason", &typed.reason, &log::REASONS)).unwrap_or_default();
    let outcome = faults.take(choice("outcome", &typed.outcome, &log::OUTCOMES)).unwrap_or_default();
    let minutes = faults.take(minutes_of(&typed.minutes)).flatten();
    faults.done()?;
    let row = if reached.state() == State::Connected { calling::end(&mut tx, &reached).await? } else { reached.row.clone() };
    let state = reach::state_of(&row).after(Act::Close).ok_or(Fault::Conflict("conflict-call-closed"))?;
    let now = cx.now();
    let minutes = minutes.unwrap_or_else(|| i32::try_from(credit::minutes(&row)).unwrap_or(log::LONGEST).min(log::LONGEST));
    let row = ringing::write(&tx, row, state, |c| {
        c.closed_at = Set(Some(now));
        c.kind = Set(kind.to_owned());
        c.reason_group = Set(reason.to_owned());
        c.outcome = Set(outcome.to_owned());
        c.minutes = Set(Some(minutes));
        c.patient_present = Set(typed.patient_present);
    })
    .await?;
    letters::closed(&mut tx, &row).await?;
    credit::judge(&tx, row, &reached.pathway).await?;
    audit::write(&tx, viewer, Line::new("consult.close", "consult", id.0)).await?;
    tx.commit().await
}

fn minutes_of(text: &str) -> std::result::Result<Option<i32>, FieldFault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let minutes = text.trim().parse().ok().filter(|m| (0..=log::LONGEST).contains(m));
    minutes.map(Some).ok_or_else(|| FieldFault::new("minutes", "fault-call-minutes").with("max", log::LONGEST))
}

/// The caller's taps.
#[derive(Debug, Clone, Default)]
pub struct CloseOut {
    /// Did it change the plan?
    pub plan: String,
    /// A referral.
    pub referral: String,
    /// A journey of the patient's.
    pub travel: String,
    /// What it was worth, 1 to 5.
    pub value: String,
}

/// The caller closes the call on their side: four choices and one button. Again is a conflict: it was counted.
pub async fn close_out(cx: &Cx, viewer: &Viewer, id: ConsultId, typed: &CloseOut) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.caller()?;
    talked(&reached)?;
    let mut faults = Faults::new();
    let plan = faults.take(choice("plan", &typed.plan, &log::PLANS)).unwrap_or_default();
    let referral = faults.take(choice("referral", &typed.referral, &log::AVOIDED)).unwrap_or_default();
    let travel = faults.take(choice("travel", &typed.travel, &log::AVOIDED)).unwrap_or_default();
    let value = faults.take(value_of("value", &typed.value)).unwrap_or_default();
    faults.done()?;
    let row = consult_close_outs::ActiveModel {
        consult_id: Set(id),
        plan: Set(plan.to_owned()),
        referral: Set(referral.to_owned()),
        travel: Set(travel.to_owned()),
        value: Set(value),
        created_at: Set(cx.now()),
    };
    let there = OnConflict::column(consult_close_outs::Column::ConsultId).do_nothing().to_owned();
    if consult_close_outs::Entity::insert(row).on_conflict(there).exec_without_returning(tx.db()).await? == 0 {
        return Err(Fault::Conflict("conflict-close-out-filed"));
    }
    credit::judge(&tx, reached.row, &reached.pathway).await?;
    audit::write(&tx, viewer, Line::new("consult.close_out", "consult", id.0)).await?;
    tx.commit().await
}

fn value_of(field: &str, text: &str) -> std::result::Result<i32, FieldFault> {
    text.trim().parse().ok().filter(|v| log::VALUES.contains(v)).ok_or_else(|| FieldFault::new(field, "fault-choice"))
}

/// Only of a call that took place and is over is there something to say.
fn talked(reached: &ReachedConsult) -> Result<()> {
    let over = reached.state().is_over() && reached.row.connected_at.is_some();
    if over { Ok(()) } else { Err(Fault::Conflict("conflict-call-not-over")) }
}

/// The two prompts: what I learned, what I will do (R0.5). Both at once; again changes the words and keeps the moment.
pub async fn reflect(cx: &Cx, viewer: &Viewer, id: ConsultId, learned: &str, will_do: &str, looked: bool) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.party()?;
    talked(&reached)?;
    let mut faults = Faults::new();
    let texts = [("learned", learned), ("will_do", will_do)];
    let written =
        texts.map(|(prompt, text)| (prompt, faults.take(words::long(viewer, prompt, text, REFLECTION, looked)).unwrap_or_default()));
    faults.done()?;
    for (prompt, body) in written {
        let row = consult_reflections::ActiveModel {
            id: Set(cx.new_id()),
            consult_id: Set(id),
            person_id: Set(reached.me),
            prompt: Set(prompt.to_owned()),
            body: Set(body),
            created_at: Set(cx.now()),
        };
        let columns = [consult_reflections::Column::ConsultId, consult_reflections::Column::PersonId, consult_reflections::Column::Prompt];
        let again = OnConflict::columns(columns).update_column(consult_reflections::Column::Body).to_owned();
        consult_reflections::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    }
    credit::judge(&tx, reached.row, &reached.pathway).await?;
    audit::write(&tx, viewer, Line::new("consult.reflect", "consult", id.0)).await?;
    tx.commit().await
}

/// One says something to the other: thanks, a number, a sentence (G9). Once.
pub async fn feedback(cx: &Cx, viewer: &Viewer, id: ConsultId, rating: &str, text: &str, looked: bool) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.party()?;
    talked(&reached)?;
    let mut faults = Faults::new();
    let rating = faults.take(value_of("rating", rating)).unwrap_or_default();
    let body = faults.take(words::optional_line(viewer, "words", text, FEEDBACK, looked)).unwrap_or_default();
    faults.done()?;
    let about = other(&reached).ok_or(Fault::Conflict("conflict-call-not-over"))?;
    let row = consult_feedback::ActiveModel {
        id: Set(cx.new_id()),
        consult_id: Set(id),
        from_id: Set(reached.me),
        about_id: Set(about),
        rating: Set(rating),
        words: Set(body.clone()),
        created_at: Set(cx.now()),
    };
    let columns = [consult_feedback::Column::ConsultId, consult_feedback::Column::FromId];
    let there = OnConflict::columns(columns).do_nothing().to_owned();
    if consult_feedback::Entity::insert(row).on_conflict(there).exec_without_returning(tx.db()).await? == 0 {
        // Pressed twice, it was said once.
        let said = consult_feedback::Entity::find().filter(consult_feedback::Column::ConsultId.eq(id));
        let said = said.filter(consult_feedback::Column::FromId.eq(reached.me)).one(tx.db()).await?;
        let same = said.is_some_and(|said| said.rating == rating && said.words == body);
        return if same { Ok(()) } else { Err(Fault::Conflict("conflict-feedback-given")) };
    }
    credit::judge(&tx, reached.row, &reached.pathway).await?;
    audit::write(&tx, viewer, Line::new("consult.feedback", "consult", id.0).about(about)).await?;
    tx.commit().await
}

/// The other of the two.
pub(super) fn other(reached: &ReachedConsult) -> Option<PersonId> {
    if reached.row.caller_id == reached.me { reached.row.acceptor_id } else { Some(reached.row.caller_id) }
}

/// A week later: what happened? One tap of the caller's; the on-call learns it (G14).
pub async fn follow_up(cx: &Cx, viewer: &Viewer, id: ConsultId, what: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.caller()?;
    talked(&reached)?;
    let what = choice("follow_up", what, &log::WHAT_HAPPENED).map_err(|f| Fault::Invalid(vec![f]))?;
    if !follow_up_is_open(cx, &reached) {
        return Err(Fault::Conflict("conflict-follow-up-early"));
    }
    let now = cx.now();
    let state = reached.state();
    let row = ringing::write(&tx, reached.row, state, |c| {
        c.follow_up = Set(what.to_owned());
        c.followed_up_at = Set(Some(now));
    })
    .await?;
    credit::judge(&tx, row, &reached.pathway).await?;
    audit::write(&tx, viewer, Line::new("consult.follow_up", "consult", id.0)).await?;
    tx.commit().await
}

pub(super) fn follow_up_is_open(cx: &Cx, reached: &ReachedConsult) -> bool {
    let since = reached.row.connected_at.map(|at| local_day(at, &reached.pathway.zone) + Duration::days(i64::from(FOLLOW_UP_DAYS)));
    since.is_some_and(|day| local_day(cx.now(), &reached.pathway.zone) >= day)
}
