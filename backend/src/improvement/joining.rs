//! Small groups in which people take a place themselves and give it back: what divisions offer, and the acts. The last place is one person's,
//! however many ask for it at once (R2.1); whoever comes after them is told their turn.

use chrono::NaiveDate;
use domain::id::CohortId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::door;
use super::tables::{divisions, small_groups};
use crate::programs::enrolling::{self, Place};
use crate::programs::reach;
use crate::programs::tables::{cohorts, enrolments, programs};
use crate::sessions::schedule;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// How the reader stands to a group that is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mine {
    /// Not in it.
    Out,
    /// Has a place.
    In,
    /// Waits, as the nth.
    Waits(i64),
}

/// A group that is offered: no name of anybody in it.
#[derive(Debug, Clone)]
pub struct Offered {
    /// What its addresses begin with.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its program.
    pub program: String,
    /// What the program is for.
    pub summary: String,
    /// The division that it is offered to; may be empty.
    pub division: String,
    /// Its first and its last day.
    pub dates: (NaiveDate, NaiveDate),
    /// The days of the sessions that are still to come.
    pub sessions: Vec<NaiveDate>,
    /// Places that are free now.
    pub free: i64,
    /// How many wait.
    pub waiting: i64,
    /// How the reader stands to it.
    pub mine: Mine,
}

/// A group that somebody left, with things of theirs in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// What its addresses begin with.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// Whether a place in a group can be taken and given back now.
pub(super) fn is_open(cohort: &cohorts::Model, row: &small_groups::Model, today: NaiveDate) -> bool {
    row.self_join && cohort.state == "open" && today <= cohort.ends_on
}

/// Everything that is offered now, by division and name (`group.join`).
pub async fn offered(cx: &Cx, viewer: &Viewer) -> Result<Vec<Offered>> {
    viewer.person().ok_or(Fault::SignIn)?;
    let mut all = Vec::new();
    for (row, cohort) in open_now(cx).await? {
        all.push(one(cx, viewer, &row, cohort).await?);
    }
    all.sort_by_cached_key(|o| (o.division.to_lowercase(), o.dates.0, o.name.to_lowercase(), o.slug.clone()));
    Ok(all)
}

/// The groups in which a place can be taken now, with their cohorts.
async fn open_now(cx: &Cx) -> Result<Vec<(small_groups::Model, cohorts::Model)>> {
    let rows = small_groups::Entity::find().filter(small_groups::Column::SelfJoin.eq(true)).all(cx.db()).await?;
    let of = cohorts::Entity::find().filter(cohorts::Column::Id.is_in(rows.iter().map(|row| row.cohort_id))).all(cx.db()).await?;
    let with = |row: small_groups::Model| of.iter().find(|c| c.id == row.cohort_id).cloned().map(|cohort| (row, cohort));
    Ok(rows.into_iter().filter_map(with).filter(|(row, cohort)| is_open(cohort, row, cx.today())).collect())
}

/// Whether anything is offered that the reader is not in, or anything of theirs is in a group that they left: whether their start page has a way
/// there.
pub async fn any(cx: &Cx, viewer: &Viewer) -> Result<bool> {
    let Some(me) = viewer.person() else { return Ok(false) };
    let open: Vec<CohortId> = open_now(cx).await?.into_iter().map(|(_, cohort)| cohort.id).collect();
    let mine = enrolments::Entity::find().filter(enrolments::Column::PersonId.eq(me)).all(cx.db()).await?;
    let has = |id: &CohortId| mine.iter().any(|e| e.cohort_id == *id && e.state != "left");
    Ok(open.iter().any(|id| !has(id)) || (mine.iter().any(|e| e.state != "enrolled") && !left(cx, viewer).await?.is_empty()))
}

/// The groups in which the reader had a place, has none now, and has things of their own: by name.
pub async fn left(cx: &Cx, viewer: &Viewer) -> Result<Vec<Left>> {
    let Some(me) = viewer.person() else { return Ok(Vec::new()) };
    let places = enrolments::Entity::find().filter(enrolments::Column::PersonId.eq(me)).filter(enrolments::Column::State.ne("enrolled"));
    let ids: Vec<CohortId> = places.all(cx.db()).await?.into_iter().map(|e| e.cohort_id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let groups = cohorts::Entity::find().filter(cohorts::Column::Id.is_in(ids)).filter(cohorts::Column::Kind.eq(reach::SMALL_GROUP));
    let mut all = Vec::new();
    for row in groups.order_by_asc(cohorts::Column::Name).all(cx.db()).await? {
        // Who stands closer to it than that has its own page.
        let near = reach::cohort(cx.db(), viewer, &row.slug, reach::Ask::Outline).await.is_ok();
        if !near && !door::theirs(cx.db(), row.id, me).await?.is_empty() {
            all.push(Left { slug: row.slug, name: row.name });
        }
    }
    Ok(all)
}

async fn one(cx: &Cx, viewer: &Viewer, row: &small_groups::Model, cohort: cohorts::Model) -> Result<Offered> {
    let program = programs::Entity::find_by_id(cohort.program_id).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let division = match row.division_id {
        Some(id) => divisions::Entity::find_by_id(id).one(cx.db()).await?.map(|d| d.name).unwrap_or_default(),
        None => String::new(),
    };
    let sessions = schedule::of_cohort(cx.db(), cohort.id).await?;
    let ahead = sessions.iter().filter(|s| s.state != "cancelled" && s.starts_at > cx.now());
    let enrolled = enrolling::count(cx.db(), cohort.id, "enrolled").await?;
    Ok(Offered {
        mine: mine(cx.db(), viewer, cohort.id).await?,
        waiting: enrolling::count(cx.db(), cohort.id, "waiting").await?,
        free: (i64::from(cohort.capacity) - enrolled).max(0),
        sessions: ahead.map(|s| s.local_date).collect(),
        dates: (cohort.starts_on, cohort.ends_on),
        slug: cohort.slug,
        name: cohort.name,
        program: program.name,
        summary: program.summary,
        division,
    })
}

async fn mine(db: &impl ConnectionTrait, viewer: &Viewer, cohort: CohortId) -> Result<Mine> {
    let Some(me) = viewer.person() else { return Ok(Mine::Out) };
    let waiting = enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(cohort));
    let all =
        waiting.filter(enrolments::Column::State.is_in(["enrolled", "waiting"])).order_by_asc(enrolments::Column::Position).all(db).await?;
    let state = all.iter().find(|e| e.person_id == me).map(|e| e.state.as_str());
    let turn = all.iter().filter(|e| e.state == "waiting").position(|e| e.person_id == me);
    Ok(match (state, turn) {
        (None, _) => Mine::Out,
        (Some(_), Some(at)) => Mine::Waits(i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1)),
        (Some(_), None) => Mine::In,
    })
}

/// Takes a place, or a turn on the waiting list. A group that is not offered is not there; one in which the reader has a place or a turn stays as
/// it is.
pub async fn join(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Place> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let mut tx = cx.begin().await?;
    let (cohort, program) = held_open(&tx, slug).await?;
    // Whoever was taken out is put back by those who took them out, and not by a form.
    let known = enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(cohort.id));
    let known = known.filter(enrolments::Column::PersonId.eq(me)).one(tx.db()).await?;
    if known.is_some_and(|e| e.state == "left" && !e.gave_back) {
        return Err(Fault::Conflict("conflict-group-taken-out"));
    }
    let capacity = cohort.capacity;
    let reached = reach::stands(viewer, cohort, program);
    let place = enrolling::seat_self(&mut tx, viewer, &reached, capacity).await?;
    tx.commit().await?;
    Ok(place)
}

/// The group's row, held until the transaction ends, as long as places in it can be taken.
async fn held_open(tx: &Tx, slug: &str) -> Result<(cohorts::Model, programs::Model)> {
    let found = cohorts::Entity::find().filter(cohorts::Column::Slug.eq(slug)).one(tx.db()).await?.ok_or(Fault::Missing)?;
    let cohort = enrolling::hold(tx, found.id).await?;
    let row = small_groups::Entity::find_by_id(cohort.id).one(tx.db()).await?.filter(|row| row.self_join).ok_or(Fault::Missing)?;
    if !is_open(&cohort, &row, tx.cx().today()) {
        return Err(Fault::Conflict("conflict-group-not-offered"));
    }
    let program = programs::Entity::find_by_id(cohort.program_id).one(tx.db()).await?.ok_or(Fault::Missing)?;
    Ok((cohort, program))
}

/// What a reader is about to give back: the group's name, and how they stand to it.
pub async fn leaving(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<(String, Mine)> {
    let offer = offered(cx, viewer).await?.into_iter().find(|o| o.slug == slug).ok_or(Fault::Missing)?;
    Ok((offer.name, offer.mine))
}

/// Gives one's place or turn back; whoever waits first gets the place in the same moment. What was written and earned in the group stays, and a
/// place can be taken again. Tells whether there was one; pressed twice, it is given back once.
pub async fn give_back(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<bool> {
    viewer.person().ok_or(Fault::SignIn)?;
    let mut tx = cx.begin().await?;
    let (cohort, program) = held_open(&tx, slug).await?;
    let reached = reach::stands(viewer, cohort, program);
    let given = enrolling::give_back(&mut tx, viewer, &reached).await?;
    tx.commit().await?;
    Ok(given)
}
