//! Measuring a cohort, on both databases.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use domain::id::{AdministrationId, SessionId};
use domain::instruments::Answers;
use domain::timepoint::Timepoint;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::demo::{INSTRUMENTS, RESPONSES};
use super::planning::{self, Planned};
use super::{answering, asking, importing, instruments, waves};
use crate::programs::tables::enrolments;
use crate::sessions::tables::sessions;
use crate::testing::Bench;
use crate::world::World;

mod answers;
mod doors;
mod imports;
mod plans;
mod privacy;

/// The world with its instruments.
async fn world(bench: &Bench) -> World {
    crate::accounts::terms::ensure_first(&bench.cx).await.unwrap();
    let world = World::found(&bench.cx).await.unwrap();
    let report = instruments::import_dictionary_as_operator(&bench.cx, "psp", INSTRUMENTS).await.unwrap();
    assert_eq!((report.forms.len(), report.scales(), report.published), (3, 4, 3), "{:?}", report.faults);
    world
}

/// A session `days` from now, of an hour.
async fn session(world: &World, number: i32, days: i64) -> DateTime<Utc> {
    let cx = &world.cx;
    let starts_at = cx.now() + Duration::days(days);
    sessions::ActiveModel {
        id: Set(SessionId(cx.new_id())),
        cohort_id: Set(world.cohort),
        number: Set(number),
        title: Set(format!("Session {number}")),
        local_date: Set(starts_at.date_naive()),
        local_time: Set(starts_at.time()),
        zone: Set("America/Vancouver".to_owned()),
        starts_at: Set(starts_at),
        minutes: Set(60),
        state: Set("planned".to_owned()),
        join_url: Set(String::new()),
        dial_in: Set(String::new()),
        check_in_code: Set(String::new()),
        didactic_title: Set(String::new()),
        didactic_by: Set(String::new()),
        objectives: Set(String::new()),
        disclosures: Set(String::new()),
        sequence: Set(0),
        version: Set(1),
        created_at: Set(cx.now()),
        updated_at: Set(cx.now()),
    }
    .insert(cx.db())
    .await
    .unwrap();
    starts_at
}

async fn plan(world: &World) -> Planned {
    let corinne = world.viewer("corinne").await.unwrap();
    let forms = planning::choices(&world.cx, &corinne, &world.slug).await.unwrap().forms;
    planning::plan(&world.cx, &corinne, &world.slug, &forms).await.unwrap()
}

async fn wave(world: &World, at: &str) -> waves::Wave {
    let at: Timepoint = at.parse().unwrap();
    let all = waves::of_cohort(world.cx.db(), world.cohort).await.unwrap();
    all.into_iter().find(|w| w.timepoint == at).unwrap()
}

/// The secret of somebody's link.
async fn token(world: &World, who: &str, id: AdministrationId) -> String {
    let path = asking::answer_now(&world.cx, &world.viewer(who).await.unwrap(), &world.slug, id).await.unwrap();
    path.trim_start_matches("/s/").to_owned()
}

fn given(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<BTreeMap<_, _>>()
}

/// Answers the form before a session.
async fn answer_before(world: &World, token: &str, level: &str) -> crate::Result<answering::Sent> {
    let nobody = crate::Viewer::nobody();
    answering::submit(&world.cx, &nobody, token, &given(&[("pre_conf", level)]), false).await
}

async fn leave(world: &World, who: &str) {
    let left = enrolments::ActiveModel { state: Set("left".to_owned()), left_at: Set(Some(world.cx.now())), ..Default::default() };
    enrolments::Entity::update_many().set(left).filter(enrolments::Column::PersonId.eq(world.id(who))).exec(world.cx.db()).await.unwrap();
}
