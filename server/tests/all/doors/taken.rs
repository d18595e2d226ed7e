//! What was taken away is gone on the next page, within a second.

use std::time::{Duration, Instant};

use backend::accounts::profile;
use backend::programs::{enrolling, roles};
use backend::testing::Engine;
use domain::viewer::{CohortRole, Grant};

use crate::actors::{Actor, App};

/// Asks again until the page answers so, for a second at most.
async fn soon(who: &Actor, path: &str, status: u16) {
    let until = Instant::now() + Duration::from_secs(1);
    loop {
        let page = who.get(path).await;
        if page.status == status {
            return;
        }
        assert!(Instant::now() < until, "{path} still answers {} after a second, not {status}", page.status);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Each on the next page: sign-out, suspension, the place in a cohort, a role, a power.
async fn rights_end_at_once(engine: Engine) {
    let app = App::start(engine).await;
    let (cx, slug) = (app.cx(), app.world.slug.as_str());
    let (ada, corinne) = (app.world.viewer("ada").await.unwrap(), app.world.viewer("corinne").await.unwrap());
    let people = format!("/cohorts/{slug}/people");

    let amara = app.actor("amara").await;
    amara.get(&people).await.expect(200);
    amara.post("/sign-out", &[]).await.expect(303);
    soon(&amara, &people, 303).await;

    let (benoit, also_benoit) = (app.actor("benoit").await, app.actor("benoit").await);
    benoit.get(&people).await.expect(200);
    also_benoit.get(&people).await.expect(200);
    profile::suspend(cx, &corinne, app.world.id("benoit")).await.unwrap();
    soon(&benoit, &people, 303).await;
    soon(&also_benoit, &people, 303).await;
    profile::reactivate(cx, &corinne, app.world.id("benoit")).await.unwrap();
    soon(&benoit, &people, 303).await;
    app.actor("benoit").await.get(&people).await.expect(200);

    let hana = app.actor("hana").await;
    hana.get(&people).await.expect(200);
    enrolling::remove(cx, &corinne, slug, app.world.id("hana")).await.unwrap();
    soon(&hana, &people, 404).await;

    let gilles = app.actor("gilles").await;
    let schedule = format!("/cohorts/{slug}/sessions/schedule");
    gilles.get(&schedule).await.expect(200);
    roles::assign(cx, &ada, slug, app.world.id("gilles"), CohortRole::Facilitator, false).await.unwrap();
    soon(&gilles, &schedule, 404).await;

    let leo = app.actor("leo").await;
    let cohort = format!("/cohorts/{slug}");
    leo.get(&cohort).await.expect(200);
    roles::grant(cx, &ada, app.world.program, app.world.id("leo"), Grant::Lead, false).await.unwrap();
    soon(&leo, &cohort, 404).await;

    let other = app.actor("corinne").await;
    let manage = format!("/cohorts/{slug}/manage");
    other.get(&manage).await.expect(200);
    roles::grant(cx, &ada, app.world.program, app.world.id("corinne"), Grant::Coordinator, false).await.unwrap();
    soon(&other, &manage, 404).await;
}

#[tokio::test]
async fn rights_end_at_once_on_sqlite() {
    rights_end_at_once(Engine::Sqlite).await;
}

#[tokio::test]
async fn rights_end_at_once_on_postgresql() {
    rights_end_at_once(Engine::Postgres).await;
}

#[tokio::test]
async fn a_role_that_was_given_opens_at_once() {
    let app = App::start(Engine::Sqlite).await;
    let (ada, slug) = (app.world.viewer("ada").await.unwrap(), app.world.slug.as_str());
    let hana = app.actor("hana").await;
    let schedule = format!("/cohorts/{slug}/sessions/schedule");
    hana.get(&schedule).await.expect(403);
    roles::assign(app.cx(), &ada, slug, app.world.id("hana"), CohortRole::Facilitator, true).await.unwrap();
    soon(&hana, &schedule, 200).await;
}

#[tokio::test]
async fn an_ended_device_does_not_end_the_others() {
    let app = App::start(Engine::Sqlite).await;
    let (phone, laptop) = (app.actor("amara").await, app.actor("amara").await);
    phone.post("/sign-out", &[]).await.expect(303);
    soon(&phone, "/me", 303).await;
    laptop.get("/me").await.expect(200);
    app.world.viewer("ada").await.unwrap();
    app.actor("ada").await.post(&format!("/accounts/{}/devices", app.world.id("amara")), &[]).await.expect(303);
    soon(&laptop, "/me", 303).await;
}
