//! A case as a page shows it, with all that the room said to it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::cases::{Act, Section, State};
use domain::id::{CaseId, PersonId, RecommendationId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use super::form::Written;
use super::queries::{Meeting, meetings};
use super::reach;
use super::tables::{case_letters, case_questions, case_revisions, recommendations};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Viewer};

/// A case as a page shows it.
#[derive(Debug, Clone)]
pub struct View {
    /// The door it was reached through: the cohort, and what the viewer may do.
    pub reached: reach::Reached,
    /// Its id.
    pub id: CaseId,
    /// `PSP-0007`.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// Safe HTML of each section that has text.
    pub sections: Vec<(Section, String)>,
    /// Who presents it.
    pub presenter: String,
    /// Its version.
    pub version: i32,
    /// Its session.
    pub session: Option<Meeting>,
    /// Why it was sent back; empty otherwise.
    pub review_note: String,
    /// Clarifying questions, oldest first.
    pub questions: Vec<Question>,
    /// Recommendations, in order.
    pub advice: Vec<Advice>,
    /// The newest signed letter.
    pub letter: Option<Letter>,
    /// When it was presented.
    pub presented_at: Option<DateTime<Utc>>,
    /// What happened afterwards.
    pub follow_up: Option<FollowUp>,
}

/// A clarifying question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id.
    pub id: Uuid,
    /// Who asks.
    pub author: String,
    /// Safe HTML.
    pub html: String,
    /// Safe HTML; empty while nobody answered.
    pub answer_html: String,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
}

/// A recommendation.
#[derive(Debug, Clone)]
pub struct Advice {
    /// Its id.
    pub id: RecommendationId,
    /// Who recorded it.
    pub author: String,
    /// Who in the room gave it, when that is another.
    pub from_room: String,
    /// As written.
    pub body: String,
    /// Safe HTML.
    pub html: String,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
}

/// A signed letter.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its version.
    pub version: i32,
    /// Safe HTML.
    pub html: String,
    /// Who signed.
    pub signed_by: String,
    /// That person's profession.
    pub profession: String,
    /// When.
    pub signed_at: DateTime<Utc>,
}

/// What happened afterwards.
#[derive(Debug, Clone)]
pub struct FollowUp {
    /// A word of `domain::cases::Used`.
    pub used: String,
    /// As written.
    pub body: String,
    /// Safe HTML.
    pub html: String,
    /// When it was told.
    pub at: DateTime<Utc>,
}

/// Opens a case, and notes in the log who read it.
pub async fn open(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId) -> Result<View> {
    let reached = reach::case(cx.db(), viewer, slug, id, Act::Read).await?;
    let view = view(cx, reached).await?;
    if !view.reached.stand.presenter {
        note_reading(cx, viewer, &view).await;
    }
    Ok(view)
}

/// Opens a case for one act; refused or in conflict when the act is not open.
pub async fn open_for(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, act: Act) -> Result<View> {
    view(cx, reach::case(cx.db(), viewer, slug, id, act).await?).await
}

/// Who saw case PSP-0007? Reading goes on when the log cannot be written, so that a full disk stops no session.
async fn note_reading(cx: &Cx, viewer: &Viewer, view: &View) {
    let action = if view.reached.state.is_published() { "case.read_published" } else { "case.read_unpublished" };
    let note = async {
        let tx = cx.begin().await?;
        audit::write(&tx, viewer, Line::new(action, "case", view.id.0)).await?;
        tx.commit().await
    };
    if let Err(fault) = note.await {
        tracing::warn!(?fault, "a reading was not noted");
    }
}

async fn view(cx: &Cx, reached: reach::Reached) -> Result<View> {
    super::early::hold_back(cx, &reached).await?;
    let (db, id) = (cx.db(), reached.row.id);
    let (title, html) = shown(db, &reached).await?;
    let sections = Section::LONG
        .into_iter()
        .filter_map(|s| Some((s, html.get(s.code())?.as_str()?.to_owned())).filter(|(_, h)| !h.trim().is_empty()))
        .collect();
    let asked =
        case_questions::Entity::find().filter(case_questions::Column::CaseId.eq(id)).order_by_asc(case_questions::Column::CreatedAt);
    let asked = asked.all(db).await?;
    let given = recommendations::Entity::find()
        .filter(recommendations::Column::CaseId.eq(id))
        .order_by_asc(recommendations::Column::Position)
        .order_by_asc(recommendations::Column::CreatedAt)
        .all(db)
        .await?;
    let ids = asked.iter().map(|q| q.author_id).chain(given.iter().map(|r| r.author_id)).chain([reached.row.presenter_id]);
    let names = names(db, ids).await?;
    let name = |id: &PersonId| names.get(id).cloned().unwrap_or_default();
    let session = match reached.row.session_id {
        Some(s) => meetings(db, reached.cohort.id).await?.into_iter().find(|m| m.id == s),
        None => None,
    };
    let row = &reached.row;
    Ok(View {
        id,
        number: row.number.clone(),
        title,
        sections,
        presenter: name(&row.presenter_id),
        version: row.version,
        session,
        review_note: if reached.state == State::SentBack { row.review_note.clone() } else { String::new() },
        questions: asked
            .into_iter()
            .map(|q| Question { id: q.id, author: name(&q.author_id), html: q.html, answer_html: q.answer_html, created_at: q.created_at })
            .collect(),
        advice: given
            .into_iter()
            .map(|r| Advice {
                id: r.id,
                author: name(&r.author_id),
                from_room: r.from_room,
                body: r.body,
                html: r.html,
                created_at: r.created_at,
            })
            .collect(),
        letter: signed_letter(db, id).await?,
        presented_at: row.presented_at,
        follow_up: row.followed_up_at.map(|at| FollowUp {
            used: row.follow_up_used.clone().unwrap_or_default(),
            body: row.follow_up.clone(),
            html: row.follow_up_html.clone(),
            at,
        }),
        reached,
    })
}

/// Title and HTML as this viewer may see them: what is being written is its owner's alone.
async fn shown(db: &impl ConnectionTrait, reached: &reach::Reached) -> Result<(String, Value)> {
    let row = &reached.row;
    if !reached.state.is_being_written() {
        return Ok((row.title.clone(), row.html.clone()));
    }
    if reached.stand.presenter {
        return Ok((row.title.clone(), Written::of(row).to_html()));
    }
    let last = last_revision(db, row.id).await?.ok_or(Fault::Missing)?;
    Ok((Written::of_json(&last.sections).get(Section::Title).to_owned(), last.html))
}

async fn signed_letter(db: &impl ConnectionTrait, id: CaseId) -> Result<Option<Letter>> {
    let all = case_letters::Entity::find().filter(case_letters::Column::CaseId.eq(id)).filter(case_letters::Column::SignedAt.is_not_null());
    let Some(row) = all.order_by_desc(case_letters::Column::Version).one(db).await? else { return Ok(None) };
    let signer = match row.signed_by {
        Some(by) => people::Entity::find_by_id(by).one(db).await?,
        None => None,
    };
    let (signed_by, profession) = signer.map(|p| (p.name, p.profession)).unwrap_or_default();
    Ok(row.signed_at.map(|signed_at| Letter { version: row.version, html: row.html, signed_by, profession, signed_at }))
}

/// The version that was handed in last.
pub(crate) async fn last_revision(db: &impl ConnectionTrait, id: CaseId) -> Result<Option<case_revisions::Model>> {
    let all = case_revisions::Entity::find().filter(case_revisions::Column::CaseId.eq(id));
    Ok(all.order_by_desc(case_revisions::Column::Version).one(db).await?)
}

/// The text that was last handed in.
pub(crate) async fn handed_in(db: &impl ConnectionTrait, id: CaseId) -> Result<Written> {
    Ok(last_revision(db, id).await?.map(|r| Written::of_json(&r.sections)).unwrap_or_default())
}

/// The names of these people.
pub(crate) async fn names(db: &impl ConnectionTrait, ids: impl Iterator<Item = PersonId>) -> Result<BTreeMap<PersonId, String>> {
    let ids: std::collections::BTreeSet<PersonId> = ids.collect();
    Ok(people::Entity::find().filter(people::Column::Id.is_in(ids)).all(db).await?.into_iter().map(|p| (p.id, p.name)).collect())
}
