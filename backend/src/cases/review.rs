//! What a second person and the staff do: approve, send back, schedule, present; and taking a case back or deleting it.

use domain::cases::{Act, Recognizable, State};
use domain::id::{CaseId, SessionId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::form::said;
use super::letters::{self, About};
use super::reach::{self, Reached};
use super::tables::{case_files, case_letters, case_questions, case_revisions, case_warnings, cases, recommendations};
use crate::audit::{self, Line};
use crate::outbox;
use crate::sessions::tables::sessions;
use crate::{Cx, Fault, Faults, FieldFault, Result, Tx, Viewer};

fn about(kind: &'static str, key: &'static str) -> About {
    About { kind, key, group: "presenter", tail: "", due: None }
}

/// What the second person says before approving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// They have read it all.
    pub read: bool,
    /// Their answer to the question that no machine can answer; none when they gave none.
    pub recognizable: Option<Recognizable>,
}

/// Approves a case that was read and would be recognized by nobody.
pub async fn approve(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, version: i32, read: bool) -> Result<()> {
    let said = Judgement { read, recognizable: Some(Recognizable::No) };
    approve_after(cx, viewer, slug, id, version, said).await
}

/// Approves a case: another person than the presenter, who has read it, has opened each of its files, and says that nobody
/// could know from the facts together who it is. With any other answer it is sent back instead.
pub async fn approve_after(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, version: i32, said: Judgement) -> Result<()> {
    let mut tx = cx.begin().await?;
    let done = [State::Approved, State::Scheduled, State::Presented, State::Closed];
    let Some(reached) = for_review(&tx, viewer, slug, id, version, &done).await? else { return Ok(()) };
    let mut faults = Faults::new();
    match said.recognizable {
        None => faults.add(FieldFault::new("recognizable", "fault-case-recognizable")),
        Some(Recognizable::No) => {}
        Some(_) => faults.add(FieldFault::new("recognizable", "fault-case-recognized")),
    }
    if !said.read {
        faults.add(FieldFault::new("read", "fault-case-read"));
    }
    let unopened = super::files::unopened(tx.db(), viewer, id).await?;
    if !unopened.is_empty() {
        faults.add(FieldFault::new("attachments", "fault-case-unopened").with("n", unopened.len()));
    }
    faults.done()?;
    let row = &reached.row;
    let to = match (row.closed_at, row.presented_at, row.session_id) {
        (Some(_), ..) => State::Closed,
        (_, Some(_), _) => State::Presented,
        (.., Some(_)) => State::Scheduled,
        _ => State::Approved,
    };
    decide(&mut tx, viewer, &reached, to, "approved", "", Some(Recognizable::No)).await?;
    // A second person has looked: what was flagged is settled.
    crate::flags::settle(&tx, viewer, crate::flags::Kind::Case, id.0).await?;
    letters::to_presenter(&mut tx, &reached, about("case_approved", "letter-case-approved"), None).await?;
    tx.commit().await
}

/// Sends a case back to its presenter with a reason.
pub async fn send_back(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, version: i32, reason: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let Some(reached) = for_review(&tx, viewer, slug, id, version, &[State::SentBack]).await? else { return Ok(()) };
    let reason = said(viewer, "reason", reason).map_err(|f| Fault::Invalid(vec![f]))?;
    decide(&mut tx, viewer, &reached, State::SentBack, "sent_back", &reason, None).await?;
    letters::to_presenter(&mut tx, &reached, About { tail: "/edit", ..about("case_sent_back", "letter-case-sent-back") }, None).await?;
    tx.commit().await
}

/// The case to be judged; nothing when this viewer has judged this version so already.
async fn for_review(tx: &Tx, viewer: &Viewer, slug: &str, id: CaseId, version: i32, done: &[State]) -> Result<Option<Reached>> {
    let reached = reach::see(tx.db(), tx.cx().now(), viewer, slug, id).await?;
    let again = done.contains(&reached.state) && reached.row.version == version && reached.row.reviewed_by == viewer.person();
    if again && reached.row.reviewed_by.is_some() {
        return Ok(None);
    }
    let reached = reach::case(tx.db(), tx.cx().now(), viewer, slug, id, Act::Review).await?;
    if reached.row.version == version { Ok(Some(reached)) } else { Err(Fault::Conflict("conflict-case-state")) }
}

async fn decide(
    tx: &mut Tx,
    viewer: &Viewer,
    reached: &Reached,
    to: State,
    decision: &str,
    reason: &str,
    answer: Option<Recognizable>,
) -> Result<()> {
    let (now, id) = (tx.cx().now(), reached.row.id);
    let row = cases::ActiveModel {
        state: Set(to.code().to_owned()),
        reviewed_by: Set(viewer.person()),
        reviewed_at: Set(Some(now)),
        review_note: Set(reason.to_owned()),
        hidden_at: Set(None),
        ..Default::default()
    };
    reach::change(tx, &reached.row, row).await?;
    case_revisions::Entity::update_many()
        .col_expr(case_revisions::Column::Decision, Expr::value(decision))
        .col_expr(case_revisions::Column::Reason, Expr::value(reason))
        .col_expr(case_revisions::Column::DecidedBy, Expr::value(viewer.person().map(|p| p.0)))
        .col_expr(case_revisions::Column::DecidedAt, Expr::value(now))
        .col_expr(case_revisions::Column::Recognizable, Expr::value(answer.map_or("", Recognizable::code)))
        .filter(case_revisions::Column::CaseId.eq(id))
        .filter(case_revisions::Column::Version.eq(reached.row.version))
        .exec(tx.db())
        .await?;
    outbox::cancel(tx, &letters::group(id, "review")).await?;
    let detail = json!({"decision": decision, "version": reached.row.version});
    audit::write(tx, viewer, Line::new("case.second_review", "case", id.0).about(reached.row.presenter_id).detail(detail)).await
}

/// Gives a case a session of its cohort, or another one. From now on the cohort sees it.
pub async fn schedule(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, session: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::Schedule).await?;
    let chosen: SessionId = session.parse().map_err(|_| Fault::field("session", "fault-choice"))?;
    let found = sessions::Entity::find_by_id(chosen)
        .filter(sessions::Column::CohortId.eq(reached.cohort.id))
        .filter(sessions::Column::State.ne("cancelled"))
        .one(tx.db())
        .await?
        .ok_or_else(|| Fault::Invalid(vec![FieldFault::new("session", "fault-choice")]))?;
    if reached.state == State::Scheduled && reached.row.session_id == Some(chosen) {
        return Ok(());
    }
    if crate::sessions::hour::queries::phase_in(tx.db(), chosen).await? == domain::hour::Phase::Ended {
        return Err(Fault::field("session", "fault-session-over"));
    }
    let row = cases::ActiveModel { state: Set(State::Scheduled.code().to_owned()), session_id: Set(Some(chosen)), ..Default::default() };
    reach::change(&tx, &reached.row, row).await?;
    outbox::cancel(&tx, &letters::group(id, "presenter")).await?;
    letters::to_presenter(&mut tx, &reached, about("case_scheduled", "letter-case-scheduled"), Some(found.starts_at)).await?;
    let detail = json!({"session": chosen.0, "from": reached.row.session_id.map(|s| s.0)});
    audit::write(&tx, viewer, Line::new("case.publish", "case", id.0).about(reached.row.presenter_id).detail(detail)).await?;
    tx.commit().await
}

/// Says that a case was presented in its session.
pub async fn present(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId) -> Result<()> {
    let mut tx = cx.begin().await?;
    present_in(&mut tx, viewer, slug, id).await?;
    tx.commit().await
}

/// The same inside a transaction that does more.
pub(crate) async fn present_in(tx: &mut Tx, viewer: &Viewer, slug: &str, id: CaseId) -> Result<()> {
    let cx = tx.cx().clone();
    let seen = reach::see(tx.db(), cx.now(), viewer, slug, id).await?;
    if seen.state == State::Presented && (seen.stand.facilitator || seen.stand.coordinator) {
        return Ok(());
    }
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::Present).await?;
    let held = match reached.row.session_id {
        Some(session) => sessions::Entity::find_by_id(session).one(tx.db()).await?.map(|s| s.starts_at),
        None => None,
    };
    let at = held.filter(|at| *at <= cx.now()).unwrap_or(cx.now());
    let row = cases::ActiveModel { state: Set(State::Presented.code().to_owned()), presented_at: Set(Some(at)), ..Default::default() };
    reach::change(tx, &reached.row, row).await?;
    super::asking::plan(tx, id, at).await?;
    audit::write(tx, viewer, Line::new("case.publish", "case", id.0).detail(json!({"to": "presented"}))).await
}

/// Takes a case back: nobody but its presenter and the coordinator sees it any more, and no letter about it leaves.
pub async fn withdraw(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let seen = reach::see(tx.db(), cx.now(), viewer, slug, id).await?;
    if seen.state == State::Withdrawn {
        return Ok(());
    }
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::Withdraw).await?;
    let row = cases::ActiveModel {
        state: Set(State::Withdrawn.code().to_owned()),
        session_id: Set(None),
        withdrawn_at: Set(Some(cx.now())),
        withdrawn_by: Set(viewer.person()),
        ..Default::default()
    };
    // The hour's row before the case's, as the close takes them.
    crate::sessions::hour::touch(&mut tx, crate::sessions::hour::Shown::Case(id)).await?;
    reach::change(&tx, &reached.row, row).await?;
    letters::cancel_all(&tx, id).await?;
    let line = Line::new("case.withdraw", "case", id.0).about(reached.row.presenter_id).detail(json!({"from": reached.row.state}));
    audit::write(&tx, viewer, line).await?;
    tx.commit().await
}

/// Deletes a withdrawn case, or one's own draft, for good: text, versions, files, warnings, flags, questions, recommendations, letters. The log keeps that it was.
pub async fn purge(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::Purge).await?;
    letters::cancel_all(&tx, id).await?;
    super::finding::forget(&tx, &reached.row).await?;
    crate::flags::forget_case(&tx, id).await?;
    case_files::Entity::delete_many().filter(case_files::Column::CaseId.eq(id)).exec(tx.db()).await?;
    case_letters::Entity::delete_many().filter(case_letters::Column::CaseId.eq(id)).exec(tx.db()).await?;
    recommendations::Entity::delete_many().filter(recommendations::Column::CaseId.eq(id)).exec(tx.db()).await?;
    case_questions::Entity::delete_many().filter(case_questions::Column::CaseId.eq(id)).exec(tx.db()).await?;
    case_warnings::Entity::delete_many().filter(case_warnings::Column::CaseId.eq(id)).exec(tx.db()).await?;
    case_revisions::Entity::delete_many().filter(case_revisions::Column::CaseId.eq(id)).exec(tx.db()).await?;
    let gone = cases::Entity::delete_many()
        .filter(cases::Column::Id.eq(id))
        .filter(cases::Column::State.eq(reached.row.state.as_str()))
        .exec(tx.db())
        .await?;
    if gone.rows_affected != 1 {
        return Err(Fault::Conflict("conflict-case-state"));
    }
    let detail = json!({"number": reached.row.number, "state": reached.row.state});
    audit::write(&tx, viewer, Line::new("case.purge", "case", id.0).about(reached.row.presenter_id).detail(detail)).await?;
    tx.commit().await
}
