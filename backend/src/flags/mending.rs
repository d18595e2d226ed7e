//! What an author does about something of theirs that was hidden. It stays hidden until staff have looked.

use domain::id::{MessageId, PersonId, RecommendationId};
use domain::text;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::Kind;
use super::target::{self, Item};
use crate::audit::{self, Line};
use crate::cases::form::said;
use crate::cases::tables::{case_questions, cases, recommendations};
use crate::chat::tables::{messages, rooms};
use crate::forum::tables::posts;
use crate::programs::tables::cohorts;
use crate::sessions::hour::hiding;
use crate::{Cx, Fault, Result, Viewer, markup};

/// Something of one's own that is hidden, open to be mended.
pub async fn own(cx: &Cx, viewer: &Viewer, slug: &str, kind: Kind, id: Uuid) -> Result<Item> {
    let item = target::see(cx.db(), cx.now(), viewer, slug, kind, id).await?;
    if !viewer.is(item.author) {
        return Err(Fault::Refused("refused-not-yours"));
    }
    if item.hidden_at.is_none() { Err(Fault::Conflict("conflict-mend-shown")) } else { Ok(item) }
}

/// What the form begins with: for a question its own words, not the answer.
pub async fn words(cx: &Cx, item: &Item) -> Result<String> {
    Ok(match item.kind {
        Kind::Question => case_questions::Entity::find_by_id(item.id).one(cx.db()).await?.map(|q| q.body).unwrap_or_default(),
        _ => item.texts.first().cloned().unwrap_or_default(),
    })
}

/// Changes it. Cases and posts are mended by their own forms.
pub async fn mend(cx: &Cx, viewer: &Viewer, slug: &str, kind: Kind, id: Uuid, body: &str) -> Result<()> {
    let item = own(cx, viewer, slug, kind, id).await?;
    let one = |fault| Fault::Invalid(vec![fault]);
    let body = match kind {
        Kind::Message => text::long("text", body, text::CHAT).map_err(one)?,
        // Each has its own length, judged where it is kept.
        Kind::Notes | Kind::Used | Kind::Poll => body.to_owned(),
        _ => said(viewer, "text", body).map_err(one)?,
    };
    let mut tx = cx.begin().await?;
    match kind {
        Kind::Case | Kind::Post => return Err(Fault::Missing),
        Kind::Notes | Kind::Used | Kind::Poll => {
            let what = kind.of_hour().ok_or(Fault::Missing)?;
            hiding::mend(&mut tx, viewer, what, id, &body).await?;
        }
        Kind::Question => {
            let change =
                case_questions::ActiveModel { id: Set(id), html: Set(markup::to_html(&body)), body: Set(body), ..Default::default() };
            change.update(tx.db()).await?;
        }
        Kind::Recommendation => {
            let id = RecommendationId(id);
            let change =
                recommendations::ActiveModel { id: Set(id), html: Set(markup::to_html(&body)), body: Set(body), ..Default::default() };
            change.update(tx.db()).await?;
        }
        Kind::Message => crate::chat::history::mend(&mut tx, MessageId(id), body).await?,
    }
    audit::write(&tx, viewer, Line::new("forum.edit_own", kind.code(), item.id).detail(json!({"did": "mend"}))).await?;
    tx.commit().await
}

/// Something of this person's that is hidden: where it is mended, and in which cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// What it is.
    pub kind: Kind,
    /// Where it is mended.
    pub href: String,
    /// Its cohort's name.
    pub cohort: String,
}

/// Everything of this viewer's that is hidden, for their home page.
pub async fn of(cx: &Cx, viewer: &Viewer) -> Result<Vec<Hidden>> {
    let Some(person) = viewer.person() else { return Ok(Vec::new()) };
    let found = hidden_things(cx, person).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let places = cohorts::Entity::find().all(cx.db()).await?;
    let told = |(kind, cohort, id): (Kind, domain::id::CohortId, Uuid)| {
        let place = places.iter().find(|c| c.id == cohort)?;
        let slug = &place.slug;
        let href = match kind {
            Kind::Case => format!("/cohorts/{slug}/cases/{id}/edit"),
            Kind::Post => format!("/cohorts/{slug}/forum/posts/{id}/edit"),
            _ => format!("/cohorts/{slug}/flags/{}/{id}/mend", kind.code()),
        };
        Some(Hidden { kind, href, cohort: place.name.clone() })
    };
    Ok(found.into_iter().filter_map(told).collect())
}

async fn hidden_things(cx: &Cx, person: PersonId) -> Result<Vec<(Kind, domain::id::CohortId, Uuid)>> {
    let db = cx.db();
    let mut out = Vec::new();
    let own = cases::Entity::find().filter(cases::Column::PresenterId.eq(person)).filter(cases::Column::HiddenAt.is_not_null());
    out.extend(
        own.all(db)
            .await?
            .into_iter()
            .filter(|c| c.state != "submitted" && c.state != "withdrawn")
            .map(|c| (Kind::Case, c.cohort_id, c.id.0)),
    );
    let posted = posts::Entity::find().filter(posts::Column::AuthorId.eq(person)).filter(posts::Column::HiddenAt.is_not_null());
    let posted = posted.filter(posts::Column::DeletedAt.is_null()).all(db).await?;
    out.extend(posted.into_iter().map(|p| (Kind::Post, p.cohort_id, p.id.0)));
    let mut said = Vec::new();
    let asked = case_questions::Entity::find().filter(case_questions::Column::AuthorId.eq(person));
    let asked = asked.filter(case_questions::Column::HiddenAt.is_not_null()).all(db).await?;
    said.extend(asked.into_iter().map(|q| (Kind::Question, q.case_id, q.id)));
    let given = recommendations::Entity::find().filter(recommendations::Column::AuthorId.eq(person));
    let given = given.filter(recommendations::Column::HiddenAt.is_not_null()).all(db).await?;
    said.extend(given.into_iter().map(|r| (Kind::Recommendation, r.case_id, r.id.0)));
    for (kind, case, id) in said {
        if let Some(case) = cases::Entity::find_by_id(case).one(db).await? {
            out.push((kind, case.cohort_id, id));
        }
    }
    let sent = messages::Entity::find().filter(messages::Column::PersonId.eq(person)).filter(messages::Column::HiddenAt.is_not_null());
    for message in sent.filter(messages::Column::DeletedAt.is_null()).all(db).await? {
        let room = rooms::Entity::find_by_id(message.room_id).one(db).await?;
        let cohort = match room.and_then(|r| r.cohort_id) {
            Some(cohort) => Some(cohort),
            None => target::asked_cohort(db, message.id).await?,
        };
        out.extend(cohort.map(|cohort| (Kind::Message, cohort, message.id.0)));
    }
    for (what, cohort, id) in hiding::of(db, person).await? {
        out.extend(Kind::ALL.into_iter().find(|k| k.of_hour() == Some(what)).map(|kind| (kind, cohort, id)));
    }
    Ok(out)
}
