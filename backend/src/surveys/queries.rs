//! What members and coordinators see: forms open, coming and closed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::id::{AdministrationId, CohortId, InstrumentVersionId};
use domain::timepoint::Timepoint;
use domain::viewer::CohortRole;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::tables::{links, responses};
use super::waves::{self, State, Wave};
use super::{door, instruments};
use crate::programs::reach::{self, Ask, Reached};
use crate::programs::tables::cohorts;
use crate::{Cx, Fault, Result, Viewer};

/// An administration as staff see it.
#[derive(Debug, Clone)]
pub struct WaveView {
    /// The administration.
    pub id: AdministrationId,
    /// When in the cohort's life.
    pub timepoint: Timepoint,
    /// The form's title.
    pub title: String,
    /// From when on answers are taken.
    pub opens_at: DateTime<Utc>,
    /// Until when they count.
    pub closes_at: DateTime<Utc>,
    /// Where it stands.
    pub state: State,
    /// How many were asked.
    pub invited: usize,
    /// How many of them have answered.
    pub answered: usize,
    /// Responses that were brought in from a file.
    pub imported: usize,
    /// Its session was called off: nobody is asked.
    pub off: bool,
}

/// An administration as one of its people sees it.
#[derive(Debug, Clone)]
pub struct Mine {
    /// The administration.
    pub id: AdministrationId,
    /// When in the cohort's life.
    pub timepoint: Timepoint,
    /// The form's title.
    pub title: String,
    /// From when on answers are taken.
    pub opens_at: DateTime<Utc>,
    /// Until when they count.
    pub closes_at: DateTime<Utc>,
    /// Where it stands.
    pub state: State,
    /// Whether I have answered.
    pub answered: bool,
    /// Its session was called off: nobody is asked.
    pub off: bool,
}

/// The page of a cohort's forms.
#[derive(Debug, Clone)]
pub struct Board {
    /// The cohort.
    pub reached: Reached,
    /// For a participant: mine, in the order of the cohort.
    pub mine: Option<Vec<Mine>>,
    /// For the coordinator: all of them.
    pub waves: Option<Vec<WaveView>>,
    /// Whether the raw rows are open to this viewer.
    pub evaluator: bool,
}

/// A form that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSurvey {
    /// The cohort's slug.
    pub cohort: String,
    /// The form's title.
    pub title: String,
    /// When in the cohort's life.
    pub timepoint: Timepoint,
    /// Until when answers count.
    pub closes_at: DateTime<Utc>,
    /// Where to answer.
    pub path: String,
}

/// The forms of a cohort, as this viewer may see them.
pub async fn board(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Board> {
    let reached = reach::cohort(cx.db(), viewer, slug, Ask::Content).await?;
    let waves = waves::of_cohort(cx.db(), reached.id).await?;
    let mine = if reached.participant { Some(mine(cx, viewer, &waves).await?) } else { None };
    let evaluator = door::evaluates(viewer, &reached);
    let waves = if reached.coordinator { Some(asked(views(cx, &waves).await?)) } else { None };
    Ok(Board { reached, mine, waves, evaluator })
}

/// Every form that is open for this person now and that they have not answered, the one that closes first first. For the start page.
pub async fn open_for(cx: &Cx, viewer: &Viewer) -> Result<Vec<OpenSurvey>> {
    let Some(who) = viewer.who() else { return Ok(Vec::new()) };
    let cohorts = who.memberships.iter().filter(|m| m.role == CohortRole::Participant).map(|m| m.cohort);
    let mut open = Vec::new();
    for cohort in cohorts.collect::<BTreeSet<CohortId>>() {
        let Some(row) = cohorts::Entity::find_by_id(cohort).one(cx.db()).await? else { continue };
        let waves = waves::of_cohort(cx.db(), cohort).await?;
        for one in mine(cx, viewer, &waves).await?.into_iter().filter(|one| one.state == State::Open && !one.answered) {
            let path = format!("/cohorts/{}/surveys/{}", row.slug, one.id);
            open.push(OpenSurvey { cohort: row.slug.clone(), title: one.title, timepoint: one.timepoint, closes_at: one.closes_at, path });
        }
    }
    open.sort_by_key(|one| one.closes_at);
    Ok(open)
}

/// Without those of a session that was called off before anybody answered.
fn asked(waves: Vec<WaveView>) -> Vec<WaveView> {
    waves.into_iter().filter(|w| !w.off || w.answered + w.imported > 0).collect()
}

async fn mine(cx: &Cx, viewer: &Viewer, waves: &[Wave]) -> Result<Vec<Mine>> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let ids: Vec<AdministrationId> = waves.iter().map(Wave::id).collect();
    let marks = links::Entity::find()
        .filter(links::Column::AdministrationId.is_in(ids))
        .filter(links::Column::PersonId.eq(person))
        .filter(links::Column::Answered.eq(true))
        .all(cx.db())
        .await?;
    let answered: BTreeSet<AdministrationId> = marks.into_iter().map(|m| m.administration_id).collect();
    let titles = titles(cx.db(), waves).await?;
    let one = |w: &Wave| Mine {
        id: w.id(),
        timepoint: w.timepoint,
        title: titles.get(&w.row.version_id).cloned().unwrap_or_default(),
        opens_at: w.opens_at,
        closes_at: w.closes_at,
        state: w.state(cx.now()),
        answered: answered.contains(&w.id()),
        off: w.off,
    };
    // A session that is called off asks nothing; what was answered before it was stays to be seen.
    Ok(waves.iter().map(one).filter(|m| !m.off || m.answered).collect())
}

/// One administration with its numbers.
pub(crate) async fn view(cx: &Cx, wave: &Wave) -> Result<WaveView> {
    views(cx, std::slice::from_ref(wave)).await?.pop().ok_or(Fault::Missing)
}

/// Administrations with their numbers.
pub(crate) async fn views(cx: &Cx, waves: &[Wave]) -> Result<Vec<WaveView>> {
    let ids: Vec<AdministrationId> = waves.iter().map(Wave::id).collect();
    let links = links::Entity::find().filter(links::Column::AdministrationId.is_in(ids.clone())).all(cx.db()).await?;
    let came = responses::Entity::find()
        .filter(responses::Column::AdministrationId.is_in(ids))
        .filter(responses::Column::Code.starts_with(super::importing::NAMESPACE))
        .all(cx.db())
        .await?;
    let titles = titles(cx.db(), waves).await?;
    let one = |w: &Wave| {
        let asked = || links.iter().filter(|l| l.administration_id == w.id());
        WaveView {
            id: w.id(),
            timepoint: w.timepoint,
            title: titles.get(&w.row.version_id).cloned().unwrap_or_default(),
            opens_at: w.opens_at,
            closes_at: w.closes_at,
            state: w.state(cx.now()),
            invited: asked().count(),
            answered: asked().filter(|l| l.answered).count(),
            imported: came.iter().filter(|r| r.administration_id == w.id()).count(),
            off: w.off,
        }
    };
    Ok(waves.iter().map(one).collect())
}

async fn titles(db: &impl ConnectionTrait, waves: &[Wave]) -> Result<BTreeMap<InstrumentVersionId, String>> {
    let ids: BTreeSet<InstrumentVersionId> = waves.iter().map(|w| w.row.version_id).collect();
    let found = instruments::definitions(db, ids.into_iter().collect()).await?;
    Ok(found.into_iter().map(|(id, definition)| (id, definition.title)).collect())
}

/// The title of one administration's form.
pub(crate) async fn title(db: &impl ConnectionTrait, wave: &Wave) -> Result<String> {
    Ok(titles(db, std::slice::from_ref(wave)).await?.into_values().next().unwrap_or_default())
}
