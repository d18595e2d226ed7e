//! A case as a page shows it, with all that the room said to it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::cases::{Act, CaseForm, Section, State, TITLE, Used};
use domain::id::{CaseId, PersonId, RecommendationId};
use domain::viewer::{CohortRole, Grant};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use super::form::Written;
use super::queries::{Meeting, meetings};
use super::tables::{case_letters, case_questions, case_revisions, recommendation_uses, recommendations};
use super::{again, files, forms, reach};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::programs::tables::{cohort_roles, grants};
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
    /// The form it was written with.
    pub form: CaseForm,
    /// Safe HTML of each section that has text.
    pub sections: Vec<(Section, String)>,
    /// Its pictures and papers.
    pub files: Vec<files::FileLine>,
    /// Its other presentations, the earliest first.
    pub chain: Vec<again::Link>,
    /// Hidden from the cohort until somebody has looked.
    pub hidden: bool,
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
    /// Hidden since; its words are empty for all but its author and staff.
    pub hidden_at: Option<DateTime<Utc>>,
    /// Whether it is the viewer's own.
    pub mine: bool,
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
    /// Whether the hub or the room advises.
    pub side: Side,
    /// Written down in the session room: its author held the pen, and the advice is another's.
    pub noted: bool,
    /// Hidden since; its words are empty for all but its author and staff.
    pub hidden_at: Option<DateTime<Utc>>,
    /// Whether it is the viewer's own.
    pub mine: bool,
    /// What became of it, and why.
    pub used: Option<(Used, String)>,
}

/// Who advises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Facilitators of the cohort and coordinators of its program.
    Hub,
    /// Everybody else.
    Room,
}

impl Side {
    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hub => "hub",
            Self::Room => "room",
        }
    }
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
    let reached = reach::case(cx.db(), cx.now(), viewer, slug, id, Act::Read).await?;
    let view = view(cx, viewer, reached).await?;
    if !view.reached.stand.presenter {
        note_reading(cx, viewer, &view).await;
    }
    Ok(view)
}

/// Opens a case for one act; refused or in conflict when the act is not open.
pub async fn open_for(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId, act: Act) -> Result<View> {
    view(cx, viewer, reach::case(cx.db(), cx.now(), viewer, slug, id, act).await?).await
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

async fn view(cx: &Cx, viewer: &Viewer, reached: reach::Reached) -> Result<View> {
    let (db, id) = (cx.db(), reached.row.id);
    let (title, html) = shown(db, &reached).await?;
    let form = forms::of(db, reached.row.program_id, reached.row.form_version).await?;
    let sections = form
        .sections
        .iter()
        .filter_map(|s| Some((s.clone(), html.get(&s.key)?.as_str()?.to_owned())).filter(|(_, h)| !h.trim().is_empty()))
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
    let staff = reached.stand.facilitator || reached.stand.coordinator;
    let hub = hub_of(db, &reached).await?;
    let said: BTreeMap<_, _> =
        crate::sessions::hour::advice::sides(db, &given).await?.into_iter().map(|a| (a.recommendation_id, a.side)).collect();
    let uses = uses(db, id).await?;
    let words =
        |hidden: Option<DateTime<Utc>>, mine: bool, text: String| if hidden.is_none() || mine || staff { text } else { String::new() };
    Ok(View {
        id,
        form,
        files: files::lines(db, id).await?,
        chain: again::chain(db, cx.now(), viewer, row).await?,
        hidden: row.hidden_at.is_some(),
        number: row.number.clone(),
        title,
        sections,
        presenter: name(&row.presenter_id),
        version: row.version,
        session,
        review_note: if reached.state == State::SentBack { row.review_note.clone() } else { String::new() },
        questions: asked
            .into_iter()
            .map(|q| {
                let mine = viewer.is(q.author_id);
                Question {
                    id: q.id,
                    author: name(&q.author_id),
                    html: words(q.hidden_at, mine, q.html),
                    answer_html: words(q.hidden_at, mine || reached.stand.presenter, q.answer_html),
                    created_at: q.created_at,
                    hidden_at: q.hidden_at,
                    mine,
                }
            })
            .collect(),
        advice: given
            .into_iter()
            .map(|r| {
                let mine = viewer.is(r.author_id);
                Advice {
                    id: r.id,
                    author: name(&r.author_id),
                    from_room: words(r.hidden_at, mine, r.from_room),
                    body: words(r.hidden_at, mine, r.body),
                    html: words(r.hidden_at, mine, r.html),
                    created_at: r.created_at,
                    // Whoever wrote it down in the session room said whose it was; elsewhere it is its author's.
                    side: match said.get(&r.id).map(String::as_str) {
                        Some("hub") => Side::Hub,
                        Some(_) => Side::Room,
                        None if hub.contains(&r.author_id) => Side::Hub,
                        None => Side::Room,
                    },
                    noted: said.contains_key(&r.id),
                    hidden_at: r.hidden_at,
                    mine,
                    used: uses.get(&r.id).cloned(),
                }
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
    Ok((Written::of_json(&last.sections).get(TITLE).to_owned(), last.html))
}

/// Those who advise for the hub.
async fn hub_of(db: &impl ConnectionTrait, reached: &reach::Reached) -> Result<std::collections::BTreeSet<PersonId>> {
    let held = cohort_roles::Entity::find()
        .filter(cohort_roles::Column::CohortId.eq(reached.cohort.id))
        .filter(cohort_roles::Column::Role.eq(CohortRole::Facilitator.code()));
    let granted = grants::Entity::find()
        .filter(grants::Column::ProgramId.eq(reached.cohort.program))
        .filter(grants::Column::Kind.eq(Grant::Coordinator.code()));
    let held = held.all(db).await?.into_iter().map(|r| r.person_id);
    Ok(held.chain(granted.all(db).await?.into_iter().map(|g| g.person_id)).collect())
}

/// What became of the recommendations of a case.
async fn uses(db: &impl ConnectionTrait, id: CaseId) -> Result<BTreeMap<RecommendationId, (Used, String)>> {
    let rows = recommendation_uses::Entity::find().filter(recommendation_uses::Column::CaseId.eq(id)).all(db).await?;
    Ok(rows.into_iter().filter_map(|u| Some((u.recommendation_id, (Used::parse(&u.used)?, u.why)))).collect())
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
