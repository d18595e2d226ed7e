//! A thing that was or can be flagged, behind its own room's door; and how it is hidden and shown again.

use chrono::{DateTime, Utc};
use domain::cases::CaseForm;
use domain::id::{CaseId, MessageId, PersonId, PostId, RecommendationId, RoomId};
use domain::lang::Lang;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::Kind;
use crate::cases::form::Written;
use crate::cases::forms;
use crate::cases::reach as cases_door;
use crate::cases::tables::{case_questions, case_revisions, cases, recommendations};
use crate::forum::tables::{post_additions, post_versions, posts, threads};
use crate::programs::reach::{Ask, Reached};
use crate::sessions::hour::hiding::What;
use crate::sessions::{hour, reach as sessions_door};
use crate::{Fault, Result, Tx, Viewer, audit, markup};

mod message;

pub(super) use message::asked_cohort;
pub use message::{Way, reviewers};

/// A thing as those see it who may.
#[derive(Debug, Clone)]
pub struct Item {
    /// The cohort, and the viewer's place in it.
    pub reached: Reached,
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: Uuid,
    /// Who wrote it.
    pub author: PersonId,
    /// What it is called: a case's number, a thread's title; may be empty.
    pub title: String,
    /// What it says, and what it said before: the newest first.
    pub texts: Vec<String>,
    /// Since when it can be read by those it is for.
    pub since: DateTime<Utc>,
    /// Since when it is hidden.
    pub hidden_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub href: String,
    /// Where its author mends it.
    pub mend: String,
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// The room it stands in.
    pub room: Option<RoomId>,
    /// Whether the viewer looks after it: shows it again, or blots words out.
    pub moderates: bool,
}

impl Item {
    /// Safe HTML of what it says.
    pub fn html(&self) -> String {
        self.texts.first().map(|text| markup::to_html(text)).unwrap_or_default()
    }
}

/// A thing that this viewer may see at this moment: its own page has the same door.
pub async fn see(db: &impl ConnectionTrait, now: DateTime<Utc>, viewer: &Viewer, slug: &str, kind: Kind, id: Uuid) -> Result<Item> {
    match kind {
        Kind::Case => case(db, now, viewer, slug, CaseId(id)).await,
        Kind::Question => question(db, now, viewer, slug, id).await,
        Kind::Recommendation => recommendation(db, now, viewer, slug, RecommendationId(id)).await,
        Kind::Post => post(db, viewer, slug, PostId(id)).await,
        Kind::Message => message::see(db, viewer, slug, MessageId(id)).await,
        Kind::Notes => of_hour(db, viewer, slug, (kind, What::Notes), id).await,
        Kind::Used => of_hour(db, viewer, slug, (kind, What::Used), id).await,
        Kind::Poll => of_hour(db, viewer, slug, (kind, What::Poll), id).await,
    }
}

/// The same, for staff.
pub async fn moderated(db: &impl ConnectionTrait, now: DateTime<Utc>, viewer: &Viewer, slug: &str, kind: Kind, id: Uuid) -> Result<Item> {
    let item = see(db, now, viewer, slug, kind, id).await?;
    if item.moderates { Ok(item) } else { Err(Fault::Refused("refused-role")) }
}

async fn case(db: &impl ConnectionTrait, now: DateTime<Utc>, viewer: &Viewer, slug: &str, id: CaseId) -> Result<Item> {
    let seen = cases_door::see(db, now, viewer, slug, id).await?;
    let kept = case_revisions::Entity::find().filter(case_revisions::Column::CaseId.eq(id)).order_by_desc(case_revisions::Column::Version);
    let kept = kept.all(db).await?;
    let form = forms::of(db, seen.row.program_id, seen.row.form_version).await?;
    let lang = viewer.who().map(|w| w.lang).unwrap_or_default();
    let text = |written: &Written| in_order(written, &form, lang);
    let mut texts: Vec<String> = Vec::new();
    // What its owner types after it was sent back is nobody else's.
    if !seen.state.is_being_written() || seen.stand.presenter {
        texts.push(text(&Written::of(&seen.row)));
    }
    texts.extend(kept.iter().map(|r| text(&Written::of_json(&r.sections))));
    texts.dedup();
    let row = seen.row;
    let published = audit::first(db, "case.publish", id.0).await?;
    let href = format!("/cohorts/{}/cases/{id}", seen.cohort.slug);
    Ok(Item {
        moderates: seen.cohort.staff(),
        reached: seen.cohort,
        kind: Kind::Case,
        id: id.0,
        author: row.presenter_id,
        title: row.number.unwrap_or_default(),
        texts,
        since: published.or(row.submitted_at).unwrap_or(row.created_at),
        hidden_at: row.hidden_at,
        mend: format!("{href}/edit"),
        href,
        case: Some(id),
        room: None,
    })
}

/// The parts of a case as its page has them: the title, then each section under its heading. What an older form had comes last.
fn in_order(written: &Written, form: &CaseForm, lang: Lang) -> String {
    let mut out: Vec<String> = form
        .keys()
        .filter(|k| !written.get(k).is_empty())
        .map(|k| match form.section(k) {
            Some(section) => format!("## {}\n\n{}", section.label(lang), written.get(k)),
            None => written.get(k).to_owned(),
        })
        .collect();
    let known: Vec<&str> = form.keys().collect();
    out.extend(written.sections.iter().filter(|(k, t)| !t.is_empty() && !known.contains(&k.as_str())).map(|(_, t)| t.clone()));
    out.join("\n\n")
}

async fn question(db: &impl ConnectionTrait, now: DateTime<Utc>, viewer: &Viewer, slug: &str, id: Uuid) -> Result<Item> {
    let row = case_questions::Entity::find_by_id(id).one(db).await?;
    let of = part_of(db, now, viewer, slug, row.as_ref().map(|r| r.case_id)).await?;
    let row = row.ok_or(Fault::Missing)?;
    let text = if row.answer.is_empty() { row.body } else { format!("{}\n\n{}", row.body, row.answer) };
    Ok(Item {
        author: row.author_id,
        texts: vec![text],
        since: row.created_at,
        hidden_at: row.hidden_at,
        ..part(of, Kind::Question, id, "questions")
    })
}

async fn recommendation(db: &impl ConnectionTrait, now: DateTime<Utc>, viewer: &Viewer, slug: &str, id: RecommendationId) -> Result<Item> {
    let row = recommendations::Entity::find_by_id(id).one(db).await?;
    let of = part_of(db, now, viewer, slug, row.as_ref().map(|r| r.case_id)).await?;
    let row = row.ok_or(Fault::Missing)?;
    let item = part(of, Kind::Recommendation, id.0, "recommendations");
    Ok(Item { author: row.author_id, texts: vec![row.body], since: row.created_at, hidden_at: row.hidden_at, ..item })
}

/// The case that something was said to; the cohort's door first, so that nobody learns of a case behind another.
async fn part_of(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    viewer: &Viewer,
    slug: &str,
    case: Option<CaseId>,
) -> Result<cases_door::Reached> {
    cases_door::see(db, now, viewer, slug, case.unwrap_or(CaseId(Uuid::nil()))).await
}

fn part(of: cases_door::Reached, kind: Kind, id: Uuid, place: &str) -> Item {
    let slug = of.cohort.slug.clone();
    Item {
        kind,
        id,
        author: of.row.presenter_id,
        title: of.row.number.clone().unwrap_or_default(),
        texts: Vec::new(),
        since: of.row.created_at,
        hidden_at: None,
        href: format!("/cohorts/{slug}/cases/{}#{place}", of.row.id),
        mend: format!("/cohorts/{slug}/flags/{}/{id}/mend", kind.code()),
        case: Some(of.row.id),
        room: None,
        moderates: of.cohort.staff(),
        reached: of.cohort,
    }
}

async fn post(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str, id: PostId) -> Result<Item> {
    let (reached, person) = crate::forum::door(db, viewer, slug).await?;
    let row = posts::Entity::find_by_id(id).filter(posts::Column::CohortId.eq(reached.id)).one(db).await?.ok_or(Fault::Missing)?;
    // What its author took back is still stored, so those who moderate may still blot it out.
    if row.deleted_at.is_some() && !reached.staff() {
        return Err(Fault::Missing);
    }
    let thread = threads::Entity::find_by_id(row.thread_id).one(db).await?.ok_or(Fault::Missing)?;
    let kept = post_versions::Entity::find().filter(post_versions::Column::PostId.eq(id)).order_by_desc(post_versions::Column::Version);
    let more = post_additions::Entity::find().filter(post_additions::Column::PostId.eq(id)).order_by_asc(post_additions::Column::CreatedAt);
    let mut texts = vec![row.source];
    texts.extend(more.all(db).await?.into_iter().map(|a| a.source));
    texts.extend(kept.all(db).await?.into_iter().map(|v| v.source));
    let sees_title = !thread.title_hidden || reached.staff() || thread.created_by == person;
    Ok(Item {
        href: format!("/cohorts/{slug}/forum/posts/{id}"),
        mend: format!("/cohorts/{slug}/forum/posts/{id}/edit"),
        moderates: reached.staff(),
        reached,
        kind: Kind::Post,
        id: id.0,
        author: row.author_id,
        title: if sees_title { thread.title } else { String::new() },
        texts,
        since: row.created_at,
        hidden_at: row.hidden_at,
        case: None,
        room: None,
    })
}

/// What stands in a session's hour: open to those who may read the hour.
async fn of_hour(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str, (kind, what): (Kind, What), id: Uuid) -> Result<Item> {
    let (reached, _) = crate::forum::door(db, viewer, slug).await?;
    let row = hour::hiding::written(db, what, id).await?.ok_or(Fault::Missing)?;
    let session = sessions_door::session(db, viewer, slug, row.session, Ask::Content).await?;
    Ok(Item {
        href: format!("/cohorts/{slug}/sessions/{}/hour#{}-at", row.session, what.part()),
        mend: format!("/cohorts/{slug}/flags/{}/{id}/mend", kind.code()),
        moderates: reached.staff(),
        reached,
        kind,
        id,
        author: row.author,
        title: session.row.title,
        texts: row.texts,
        since: row.since,
        hidden_at: row.hidden_at,
        case: None,
        room: None,
    })
}

/// Hides a thing from all but staff and its author, or shows it again. In the transaction of the act; the caller writes the log.
pub(super) async fn cover(tx: &mut Tx, viewer: &Viewer, item: &Item, hidden: bool) -> Result<()> {
    let at = hidden.then(|| item.hidden_at.unwrap_or(tx.cx().now()));
    match item.kind {
        Kind::Case => {
            let change = cases::Entity::update_many().col_expr(cases::Column::HiddenAt, Expr::value(at));
            change.filter(cases::Column::Id.eq(item.id)).exec(tx.db()).await?;
            let row = cases::Entity::find_by_id(CaseId(item.id)).one(tx.db()).await?.ok_or(Fault::Missing)?;
            crate::cases::finding::keep_in_step(tx, &row).await?;
            hour::touch(tx, hour::Shown::Case(row.id)).await
        }
        Kind::Question => {
            let change = case_questions::Entity::update_many().col_expr(case_questions::Column::HiddenAt, Expr::value(at));
            change.filter(case_questions::Column::Id.eq(item.id)).exec(tx.db()).await?;
            Ok(())
        }
        Kind::Recommendation => {
            let change = recommendations::Entity::update_many().col_expr(recommendations::Column::HiddenAt, Expr::value(at));
            change.filter(recommendations::Column::Id.eq(item.id)).exec(tx.db()).await?;
            let given = recommendations::Entity::find_by_id(RecommendationId(item.id)).one(tx.db()).await?.ok_or(Fault::Missing)?;
            hour::touch(tx, hour::Shown::Case(given.case_id)).await
        }
        Kind::Post => crate::forum::moderation::cover(tx, viewer, &item.reached, PostId(item.id), hidden.then(String::new)).await,
        Kind::Message => crate::chat::history::set_hidden(tx, MessageId(item.id), viewer.person().filter(|_| hidden)).await,
        Kind::Notes | Kind::Used | Kind::Poll => {
            let what = item.kind.of_hour().ok_or(Fault::Missing)?;
            hour::hiding::cover(tx, what, item.id, at).await
        }
    }
}
