//! What a room says to a case: questions, recommendations, the signed letter; and what the presenter says back.

use std::collections::BTreeMap;

use domain::cases::{Act, State, Used};
use domain::id::{CaseId, RecommendationId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::form::{Passage, clear, known_names, quoted, said};
use super::letters::{self, About};
use super::reach::{self, Reached};
use super::tables::{case_letters, case_questions, cases, recommendation_uses, recommendations};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::sessions::hour;
use crate::{Cx, Fault, Faults, FieldFault, Result, Tx, Viewer, markup, outbox};

fn one(fault: FieldFault) -> Fault {
    Fault::Invalid(vec![fault])
}

/// Asks a clarifying question.
pub async fn ask(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, once: Uuid, body: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::Comment).await?;
    let body = said(viewer, "ask", body).map_err(one)?;
    let row = case_questions::ActiveModel {
        id: Set(once),
        case_id: Set(reached.row.id),
        author_id: Set(viewer.person().ok_or(Fault::SignIn)?),
        html: Set(markup::to_html(&body)),
        body: Set(body),
        answer: Set(String::new()),
        answer_html: Set(String::new()),
        created_at: Set(cx.now()),
        answered_at: Set(None),
        hidden_at: Set(None),
    };
    let quiet = OnConflict::column(case_questions::Column::Id).do_nothing().to_owned();
    let made = case_questions::Entity::insert(row).on_conflict(quiet).exec_without_returning(tx.db()).await?;
    if made > 0 {
        audit::write(&tx, viewer, Line::new("case.comment", "case", id.0).detail(json!({"question": once}))).await?;
    }
    tx.commit().await
}

/// Answers a clarifying question, or answers it better.
pub async fn answer(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, question: Uuid, body: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::Answer).await?;
    let own = case_questions::Entity::find_by_id(question).filter(case_questions::Column::CaseId.eq(reached.row.id));
    let row = own.one(tx.db()).await?.ok_or(Fault::Missing)?;
    let body = said(viewer, &format!("answer-{question}"), body).map_err(one)?;
    let change = case_questions::ActiveModel {
        id: Set(row.id),
        answer_html: Set(markup::to_html(&body)),
        answer: Set(body),
        answered_at: Set(Some(cx.now())),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("case.comment", "case", id.0).detail(json!({"answer": question}))).await?;
    tx.commit().await
}

/// Records advice; `from_room` says who in the room gave it, when that is not the one who types.
pub async fn recommend(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, once: Uuid, body: &str, from_room: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    if recommend_in(&tx, viewer, slug, id, once, body, from_room).await? {
        hour::touch(&mut tx, hour::Shown::Case(id)).await?;
    }
    tx.commit().await
}

/// The same inside a transaction that does more. Answers whether it is new.
pub(crate) async fn recommend_in(
    tx: &Tx,
    viewer: &Viewer,
    slug: &str,
    id: CaseId,
    once: Uuid,
    body: &str,
    from_room: &str,
) -> Result<bool> {
    let reached = reach::case(tx.db(), tx.cx().now(), viewer, slug, id, Act::Comment).await?;
    let mut faults = Faults::new();
    let body = faults.take(said(viewer, "recommendation", body));
    let from = faults.take(domain::text::optional_line("from_room", from_room, domain::text::NAME));
    if let Some(from) = &from {
        faults.take(clear(viewer, "from_room", from));
    }
    faults.done()?;
    let body = body.unwrap_or_default();
    let last = recommendations::Entity::find()
        .filter(recommendations::Column::CaseId.eq(id))
        .order_by_desc(recommendations::Column::Position)
        .one(tx.db())
        .await?;
    let row = recommendations::ActiveModel {
        id: Set(RecommendationId(once)),
        case_id: Set(reached.row.id),
        author_id: Set(viewer.person().ok_or(Fault::SignIn)?),
        html: Set(markup::to_html(&body)),
        body: Set(body),
        from_room: Set(from.unwrap_or_default()),
        position: Set(last.map_or(1, |r| r.position + 1)),
        created_at: Set(tx.cx().now()),
        hidden_at: Set(None),
    };
    let quiet = OnConflict::column(recommendations::Column::Id).do_nothing().to_owned();
    let made = recommendations::Entity::insert(row).on_conflict(quiet).exec_without_returning(tx.db()).await?;
    if made > 0 {
        audit::write(tx, viewer, Line::new("case.comment", "case", id.0).detail(json!({"recommendation": once}))).await?;
    }
    Ok(made > 0)
}

/// The newest letter of a case, signed or not.
pub(crate) async fn newest_letter(db: &impl ConnectionTrait, id: CaseId) -> Result<Option<case_letters::Model>> {
    let all = case_letters::Entity::find().filter(case_letters::Column::CaseId.eq(id));
    Ok(all.order_by_desc(case_letters::Column::Version).one(db).await?)
}

/// What marks a letter as unchanged since a page showed it: its version and last change; nothing yet is `0`.
pub(crate) fn mark(letter: Option<&case_letters::Model>) -> String {
    letter.map_or_else(|| "0".to_owned(), |l| format!("{}-{}", l.version, l.updated_at.timestamp_micros()))
}

/// Keeps the letter as it is being written.
pub async fn keep_letter(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, seen: &str, body: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::Letter).await?;
    if write_letter(&tx, viewer, &reached, seen, body).await?.is_some() {
        audit::write(&tx, viewer, Line::new("case.letter_write", "case", id.0)).await?;
    }
    tx.commit().await
}

/// Signs a letter in which nothing is left to judge.
pub async fn sign_letter(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, seen: &str, body: &str) -> Result<()> {
    sign_judged(cx, viewer, slug, id, seen, (body, &[])).await
}

/// Signs the letter: it closes the case, and the presenter is told once. `judged` are the keys of the passages of which its writer says that
/// they identify nobody; with one that is not among them nothing is written.
pub async fn sign_judged(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, seen: &str, (body, judged): (&str, &[String])) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::Letter).await?;
    let doubts = letter_doubts(tx.db(), &reached, body).await?;
    let open = quoted(doubts.iter().filter(|p| !judged.contains(&p.key)));
    if !open.is_empty() {
        return Err(one(FieldFault::new("judged", "fault-letter-doubts").with("words", open)));
    }
    let Some(letter) = write_letter(&tx, viewer, &reached, seen, body).await? else { return Ok(()) };
    let now = cx.now();
    let change =
        case_letters::ActiveModel { id: Set(letter), signed_by: Set(viewer.person()), signed_at: Set(Some(now)), ..Default::default() };
    change.update(tx.db()).await?;
    let first = reached.state == State::Presented;
    let closed = if first { Some(now) } else { reached.row.closed_at };
    reach::change(
        &tx,
        &reached.row,
        cases::ActiveModel { state: Set(State::Closed.code().to_owned()), closed_at: Set(closed), ..Default::default() },
    )
    .await?;
    let mail = About { kind: "case_letter", key: "letter-case-letter", group: "presenter", tail: "/letter", due: None };
    letters::to_presenter(&mut tx, &reached, mail, None).await?;
    let line = Line::new("case.letter_write", "case", id.0).about(reached.row.presenter_id).detail(json!({"signed": true}));
    audit::write(&tx, viewer, line).await?;
    tx.commit().await
}

/// What in a letter could tell who somebody is, in the language of its reader.
pub(super) async fn letter_doubts(db: &impl ConnectionTrait, reached: &Reached, body: &str) -> Result<Vec<Passage>> {
    let presenter = people::Entity::find_by_id(reached.row.presenter_id).one(db).await?;
    let lang = presenter.and_then(|p| p.language.parse().ok()).unwrap_or_default();
    Ok(super::letter::doubts(body, lang, &known_names(db, reached.cohort.id).await?))
}

/// Writes the newest unsigned letter, or a new version; nothing when the newest is signed with these very words (sent twice).
async fn write_letter(tx: &Tx, viewer: &Viewer, reached: &Reached, seen: &str, body: &str) -> Result<Option<Uuid>> {
    let body = said(viewer, "letter", body).map_err(one)?;
    let newest = newest_letter(tx.db(), reached.row.id).await?;
    let signed_so = newest.as_ref().is_some_and(|l| l.signed_at.is_some() && l.body == body);
    if signed_so {
        return Ok(None);
    }
    if mark(newest.as_ref()) != seen {
        return Err(Fault::field("letter", "fault-case-version"));
    }
    let (now, html) = (tx.cx().now(), markup::to_html(&body));
    if let Some(open) = newest.as_ref().filter(|l| l.signed_at.is_none()) {
        let written = case_letters::Entity::update_many()
            .col_expr(case_letters::Column::Body, Expr::value(body))
            .col_expr(case_letters::Column::Html, Expr::value(html))
            .col_expr(case_letters::Column::UpdatedAt, Expr::value(now))
            .filter(case_letters::Column::Id.eq(open.id))
            .filter(case_letters::Column::SignedAt.is_null())
            .filter(case_letters::Column::UpdatedAt.eq(open.updated_at))
            .exec(tx.db())
            .await?;
        return if written.rows_affected == 1 { Ok(Some(open.id)) } else { Err(Fault::field("letter", "fault-case-version")) };
    }
    let id = tx.cx().new_id();
    let row = case_letters::ActiveModel {
        id: Set(id),
        case_id: Set(reached.row.id),
        version: Set(newest.map_or(1, |l| l.version + 1)),
        body: Set(body),
        html: Set(html),
        created_at: Set(now),
        updated_at: Set(now),
        signed_by: Set(None),
        signed_at: Set(None),
    };
    row.insert(tx.db()).await?;
    Ok(Some(id))
}

/// What a presenter says happened, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Happened {
    /// What became of each recommendation, and why.
    pub each: BTreeMap<RecommendationId, (String, String)>,
    /// What became of all of them: asked only when none is recorded.
    pub used: String,
    /// What happened.
    pub body: String,
}

/// Says what happened afterwards: of every recommendation whether it was used, and why not when it was not fully.
pub async fn follow_up(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, said_of: &Happened) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::case(tx.db(), cx.now(), viewer, slug, id, Act::FollowUp).await?;
    let given = recommendations::Entity::find().filter(recommendations::Column::CaseId.eq(id)).all(tx.db()).await?;
    let mut faults = Faults::new();
    let mut uses = Vec::with_capacity(given.len());
    for advice in &given {
        let (used, why) = said_of.each.get(&advice.id).cloned().unwrap_or_default();
        let (used_field, why_field) = (format!("used-{}", advice.id), format!("why-{}", advice.id));
        let used = faults.take(Used::parse(&used).ok_or_else(|| FieldFault::new(used_field, "fault-choice")));
        let why = faults.take(domain::text::optional_long(&why_field, &why, WHY)).unwrap_or_default();
        if why.is_empty() && used.is_some_and(|u| u != Used::Fully) {
            faults.add(FieldFault::new(&why_field, "fault-case-why"));
        }
        faults.take(clear(viewer, &why_field, &why));
        uses.extend(used.map(|used| (advice.id, used, why)));
    }
    let all: Vec<Used> = uses.iter().map(|(_, used, _)| *used).collect();
    let used = match Used::over_all(&all) {
        Some(used) => Some(used),
        None if given.is_empty() => faults.take(Used::parse(&said_of.used).ok_or_else(|| FieldFault::new("used", "fault-choice"))),
        None => None,
    };
    let body = faults.take(said(viewer, "happened", &said_of.body));
    faults.done()?;
    keep_uses(&tx, id, uses).await?;
    let body = body.unwrap_or_default();
    let row = cases::ActiveModel {
        follow_up_used: Set(used.map(|u| u.code().to_owned())),
        follow_up_html: Set(markup::to_html(&body)),
        follow_up: Set(body),
        followed_up_at: Set(Some(cx.now())),
        ..Default::default()
    };
    reach::change(&tx, &reached.row, row).await?;
    outbox::cancel(&tx, &letters::group(id, "follow-up")).await?;
    super::asking::forget(&tx, id).await?;
    audit::write(&tx, viewer, Line::new("case.comment", "case", id.0).detail(json!({"follow_up": true}))).await?;
    tx.commit().await
}

/// Longest reason why a recommendation was not used, in bytes.
const WHY: usize = 4 * 1024;

async fn keep_uses(tx: &Tx, id: CaseId, uses: Vec<(RecommendationId, Used, String)>) -> Result<()> {
    use recommendation_uses::Column as C;
    for (advice, used, why) in uses {
        let row = recommendation_uses::ActiveModel {
            recommendation_id: Set(advice),
            case_id: Set(id),
            used: Set(used.code().to_owned()),
            why: Set(why),
            updated_at: Set(tx.cx().now()),
        };
        let newest = OnConflict::column(C::RecommendationId).update_columns([C::Used, C::Why, C::UpdatedAt]).to_owned();
        recommendation_uses::Entity::insert(row).on_conflict(newest).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

/// Whether a presenter still belongs to the cohort, so that a question may be put to them.
pub(super) async fn still_here(db: &impl ConnectionTrait, row: &cases::Model) -> Result<bool> {
    use crate::programs::tables::{cohort_roles, enrolments};
    let enrolled = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(row.cohort_id))
        .filter(enrolments::Column::PersonId.eq(row.presenter_id))
        .filter(enrolments::Column::LeftAt.is_null());
    let held = cohort_roles::Entity::find()
        .filter(cohort_roles::Column::CohortId.eq(row.cohort_id))
        .filter(cohort_roles::Column::PersonId.eq(row.presenter_id));
    Ok(enrolled.one(db).await?.is_some() || held.one(db).await?.is_some())
}
