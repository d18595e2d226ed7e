//! What a presenter does: begin a case, keep a draft, hand it in.

use domain::cases::{Act, CaseForm, State, TITLE};
use domain::id::{CaseId, ProgramId};
use domain::lang::Lang;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::form::{Passage, Written, hindrances, known_names, passages};
use super::tables::{case_revisions, case_warnings, cases};
use super::{again, files, forms, letters, reach};
use crate::audit::{self, Line};
use crate::programs::reach::{self as cohort_door, Ask};
use crate::programs::tables::programs;
use crate::{Cx, Fault, FieldFault, Result, Tx, Viewer};

/// The cohort, for somebody who may begin a case in it: participants and mentors (`case.draft_create`).
pub async fn may_begin(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str) -> Result<cohort_door::Reached> {
    let cohort = cohort_door::cohort(db, viewer, slug, Ask::Content).await?;
    if cohort.participant || cohort.mentor { Ok(cohort) } else { Err(Fault::Refused("refused-role")) }
}

/// Begins a case as a draft. `once` is its id: the same form sent twice makes one case.
pub async fn begin(cx: &Cx, viewer: &Viewer, slug: &str, once: Uuid, written: &Written) -> Result<CaseId> {
    let tx = cx.begin().await?;
    let cohort = may_begin(tx.db(), viewer, slug).await?;
    let form = form_for(tx.db(), cohort.program, written).await?;
    let row = draft_row(&tx, viewer, &cohort, CaseId(once), &written.tidy(&form)?)?;
    if let Some(made) = insert_once(&tx, viewer, &cohort, row).await? {
        return Ok(made);
    }
    audit::write(&tx, viewer, Line::new("case.draft_create", "case", once)).await?;
    tx.commit().await?;
    Ok(CaseId(once))
}

/// The form that a new case was typed into; a version that does not exist is read as the newest.
pub async fn form_for(db: &impl ConnectionTrait, program: ProgramId, written: &Written) -> Result<CaseForm> {
    match written.form {
        Some(version) => match forms::of(db, program, version).await {
            Err(Fault::Missing) => forms::newest(db, program).await,
            other => other,
        },
        None => forms::newest(db, program).await,
    }
}

/// A draft that is not stored yet.
pub(super) fn draft_row(
    tx: &Tx,
    viewer: &Viewer,
    cohort: &cohort_door::Reached,
    id: CaseId,
    written: &Written,
) -> Result<cases::ActiveModel> {
    let now = tx.cx().now();
    Ok(cases::ActiveModel {
        id: Set(id),
        program_id: Set(cohort.program),
        cohort_id: Set(cohort.id),
        presenter_id: Set(viewer.person().ok_or(Fault::SignIn)?),
        number: Set(None),
        state: Set(State::Draft.code().to_owned()),
        form_version: Set(written.form.unwrap_or_default()),
        html: Set(json!({})),
        version: Set(1),
        session_id: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        submitted_at: Set(None),
        reviewed_at: Set(None),
        reviewed_by: Set(None),
        review_note: Set(String::new()),
        presented_at: Set(None),
        closed_at: Set(None),
        withdrawn_at: Set(None),
        withdrawn_by: Set(None),
        follow_up_used: Set(None),
        follow_up: Set(String::new()),
        follow_up_html: Set(String::new()),
        followed_up_at: Set(None),
        earlier_case_id: Set(None),
        hidden_at: Set(None),
        ..text_of(written)
    })
}

/// Stores a draft; answers the one that was there when the same form came before.
pub(super) async fn insert_once(
    tx: &Tx,
    viewer: &Viewer,
    cohort: &cohort_door::Reached,
    row: cases::ActiveModel,
) -> Result<Option<CaseId>> {
    let id = *row.id.as_ref();
    let quiet = OnConflict::column(cases::Column::Id).do_nothing().to_owned();
    if cases::Entity::insert(row).on_conflict(quiet).exec_without_returning(tx.db()).await? > 0 {
        return Ok(None);
    }
    let own = cases::Entity::find_by_id(id).one(tx.db()).await?.filter(|c| viewer.is(c.presenter_id) && c.cohort_id == cohort.id);
    own.map(|c| Some(c.id)).ok_or(Fault::Conflict("conflict-twice"))
}

/// The columns of the text.
fn text_of(written: &Written) -> cases::ActiveModel {
    cases::ActiveModel {
        title: Set(written.get(TITLE).to_owned()),
        sections: Set(written.body_json()),
        consent: Set(written.consent),
        ..Default::default()
    }
}

/// Keeps a draft, or changes to a case that was sent back. Others see nothing of it until it is handed in again.
pub async fn keep(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, version: i32, written: &Written) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::Edit).await?;
    let written = written.tidy(&forms::of(tx.db(), reached.row.program_id, reached.row.form_version).await?)?;
    if !reached.state.is_being_written() {
        return Err(Fault::Conflict("conflict-case-under-review"));
    }
    if reached.row.version != version {
        return if written.same_text(&Written::of(&reached.row)) { Ok(()) } else { Err(Fault::field("version", "fault-case-version")) };
    }
    reach::change(&tx, &reached.row, cases::ActiveModel { version: Set(version + 1), ..text_of(&written) }).await?;
    tx.commit().await
}

/// Hands a case in: the identifier check decides with the same text that is stored, and nobody can overrule a block.
/// A case that was approved already goes back to review; one that has a session keeps it.
pub async fn submit(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, version: i32, written: &Written, lang: Lang) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::Submit).await?;
    let form = forms::of(tx.db(), reached.row.program_id, reached.row.form_version).await?;
    let written = written.tidy(&form)?;
    let same = written.same_text(&Written::of(&reached.row));
    if reached.state == State::Submitted && same {
        return Ok(());
    }
    if reached.row.version != version {
        return Err(Fault::field("version", "fault-case-version"));
    }
    let known = known_names(tx.db(), reached.cohort.id).await?;
    let found = passages(&written, lang, &known);
    let mut faults = hindrances(&written, &form, &found);
    if !files::all_attested(tx.db(), id).await? {
        faults.add(FieldFault::new("attachments", "fault-case-attest"));
    }
    faults.done()?;
    hand_in(&mut tx, viewer, &reached, &written, &found).await?;
    tx.commit().await
}

/// Makes the next version of a case and asks for its review.
async fn hand_in(tx: &mut Tx, viewer: &Viewer, reached: &reach::Reached, written: &Written, found: &[Passage]) -> Result<()> {
    let (id, version, now) = (reached.row.id, reached.row.version + 1, tx.cx().now());
    let number = match &reached.row.number {
        Some(number) => number.clone(),
        None => match again::number(tx.db(), reached).await? {
            Some(number) => number,
            None => next_number(tx, reached).await?,
        },
    };
    let to = cases::ActiveModel {
        number: Set(Some(number.clone())),
        state: Set(State::Submitted.code().to_owned()),
        html: Set(written.to_html()),
        version: Set(version),
        submitted_at: Set(Some(now)),
        reviewed_at: Set(None),
        reviewed_by: Set(None),
        ..text_of(written)
    };
    reach::change(tx, &reached.row, to).await?;
    record(tx, id, version, written, found).await?;
    letters::to_reviewers(tx, reached, &number).await?;
    let detail = json!({"version": version, "warnings": found.len(), "from": reached.row.state});
    audit::write(tx, viewer, Line::new("case.submit", "case", id.0).detail(detail)).await
}

/// After its files have changed: a case that was handed in is checked and reviewed once more, with the words it has.
pub(super) async fn back_to_review(tx: &mut Tx, viewer: &Viewer, reached: &reach::Reached) -> Result<()> {
    if reached.state.is_being_written() {
        return Ok(());
    }
    let mut written = Written::of(&reached.row);
    let known = known_names(tx.db(), reached.cohort.id).await?;
    let found = passages(&written, viewer.who().map(|w| w.lang).unwrap_or_default(), &known);
    let before = super::queries::judged(tx.db(), reached, &found).await?;
    written.judged = before;
    hand_in(tx, viewer, reached, &written, &found).await
}

async fn next_number(tx: &Tx, reached: &reach::Reached) -> Result<String> {
    programs::Entity::update_many()
        .col_expr(programs::Column::CaseCounter, Expr::col(programs::Column::CaseCounter).add(1))
        .filter(programs::Column::Id.eq(reached.cohort.program))
        .exec(tx.db())
        .await?;
    let program = programs::Entity::find_by_id(reached.cohort.program).one(tx.db()).await?.ok_or(Fault::Missing)?;
    Ok(domain::cases::number(&program.short_code, program.case_counter))
}

/// Keeps the version that was handed in, and which warnings were judged: detector and place, never the words.
async fn record(tx: &Tx, id: CaseId, version: i32, written: &Written, found: &[Passage]) -> Result<()> {
    let (cx, now) = (tx.cx(), tx.cx().now());
    let revision = case_revisions::ActiveModel {
        id: Set(cx.new_id()),
        case_id: Set(id),
        version: Set(version),
        sections: Set(written.to_json()),
        html: Set(written.to_html()),
        created_at: Set(now),
        decision: Set(String::new()),
        reason: Set(String::new()),
        decided_by: Set(None),
        decided_at: Set(None),
        form_version: Set(written.form.unwrap_or_default()),
        recognizable: Set(String::new()),
    };
    revision.insert(tx.db()).await?;
    let place = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
    let rows: Vec<case_warnings::ActiveModel> = found
        .iter()
        .map(|p| case_warnings::ActiveModel {
            id: Set(cx.new_id()),
            case_id: Set(id),
            version: Set(version),
            section: Set(p.section.clone()),
            kind: Set(p.finding.kind.code().to_owned()),
            starts: Set(place(p.finding.start)),
            ends: Set(place(p.finding.end)),
            reason: Set(written.judged.get(&p.key).cloned().unwrap_or_default()),
            resolved_at: Set(now),
            severity: Set(if p.blocks() { "block" } else { "warn" }.to_owned()),
        })
        .collect();
    for rows in rows.chunks(100) {
        case_warnings::Entity::insert_many(rows.to_vec()).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}
