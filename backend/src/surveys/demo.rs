//! The demo: a cohort half-way, with its baseline and three sessions measured, and one form open.

use chrono::Duration;
use domain::id::AdministrationId;
use domain::timepoint::Timepoint;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::tables::{administrations, links, responses};
use super::waves::{self, Schedule, State, Window};
use super::{asking, importing, instruments, planning};
use crate::world::World;
use crate::{Cx, Result, Tx};

/// A REDCap data dictionary of three forms.
pub(crate) const INSTRUMENTS: &[u8] = include_bytes!("../world/instruments_redcap.csv");
/// A REDCap export, simulated: 26 codes.
pub(crate) const RESPONSES: &[u8] = include_bytes!("../world/responses_redcap.csv");

/// Furnishes the world's cohort: instruments, plan, the answers of what lies behind it, and one form open for everyone.
pub async fn furnish(world: &World) -> Result<()> {
    let cx = &world.cx;
    instruments::import_dictionary_as_operator(cx, "psp", INSTRUMENTS).await?;
    plan(world).await?;
    let behind = behind(world).await?;
    importing::import_some(cx, &world.slug, RESPONSES, |at| behind.contains(&at)).await?;
    plan(world).await?;
    mark_answered(world).await?;
    leave_one_open(world).await
}

/// Furnishes a finished cohort: its plan, and every answer of the file.
pub async fn furnish_finished(world: &World) -> Result<()> {
    plan(world).await?;
    importing::import_some(&world.cx, &world.slug, RESPONSES, |_| true).await?;
    mark_answered(world).await
}

async fn plan(world: &World) -> Result<()> {
    let tx = world.cx.begin().await?;
    let reached = importing::as_operator(tx.db(), &world.slug).await?;
    let known = instruments::newest(tx.db(), reached.program).await?;
    planning::lay(&tx, &reached, &planning::guess(&known)).await?;
    tx.commit().await
}

/// The baseline and the first three sessions, as far as they are over.
async fn behind(world: &World) -> Result<Vec<Timepoint>> {
    let schedule = Schedule::of(world.cx.db(), world.cohort).await?;
    let around = (1..=3).flat_map(|k| [Timepoint::BeforeSession(k), Timepoint::AfterSession(k)]);
    let all = std::iter::once(Timepoint::Baseline).chain(around);
    Ok(all.filter(|at| schedule.window(*at).is_none_or(|w| w.closes_at <= world.cx.now())).collect())
}

/// As many of the cohort as there are responses have answered; who they are is chance, as no key joins them here.
async fn mark_answered(world: &World) -> Result<()> {
    let tx = world.cx.begin().await?;
    for wave in waves::of_cohort(tx.db(), world.cohort).await? {
        let came = responses::Entity::find().filter(responses::Column::AdministrationId.eq(wave.id())).all(tx.db()).await?.len();
        let asked = links::Entity::find().filter(links::Column::AdministrationId.eq(wave.id())).all(tx.db()).await?;
        let mut asked: Vec<uuid::Uuid> = asked.into_iter().map(|link| link.id).collect();
        // Their keys are random, so this order is chance.
        asked.sort();
        asked.truncate(came);
        let change = links::ActiveModel { answered: Set(true), ..Default::default() };
        links::Entity::update_many().set(change).filter(links::Column::Id.is_in(asked)).exec(tx.db()).await?;
    }
    tx.commit().await
}

/// The form before the next session is open now, whatever the day.
async fn leave_one_open(world: &World) -> Result<()> {
    let (cx, now) = (&world.cx, world.cx.now());
    let waves = waves::of_cohort(cx.db(), world.cohort).await?;
    if waves.iter().any(|w| w.state(now) == State::Open) {
        return Ok(());
    }
    let tx = cx.begin().await?;
    let next = waves.iter().find(|w| w.state(now) == State::Coming && matches!(w.timepoint, Timepoint::BeforeSession(_)));
    match next {
        Some(next) => open_early(&tx, cx, next.id()).await?,
        None => unscheduled(&tx, world).await?,
    }
    tx.commit().await
}

async fn open_early(tx: &Tx, cx: &Cx, id: AdministrationId) -> Result<()> {
    let change = administrations::ActiveModel { id: Set(id), opens_at: Set(cx.now() - Duration::days(1)), ..Default::default() };
    change.update(tx.db()).await?;
    Ok(())
}

/// No session is planned yet: the form before the fourth one, open for six days more.
async fn unscheduled(tx: &Tx, world: &World) -> Result<()> {
    let now = world.cx.now();
    let reached = importing::as_operator(tx.db(), &world.slug).await?;
    let known = instruments::newest(tx.db(), reached.program).await?;
    let before = planning::guess(&known).before;
    let Some(form) = known.iter().find(|n| Some(n.instrument) == before) else { return Ok(()) };
    let window = Window { session: None, opens_at: now - Duration::days(1), closes_at: now + Duration::days(6) };
    planning::make(tx, &reached, Timepoint::BeforeSession(4), form, window).await?;
    asking::ask_everyone(tx, &reached).await?;
    Ok(())
}
