use super::*;
use crate::surveys::importing::Take;
use crate::surveys::{queries, raw};
use crate::{Fault, Viewer};

const ROLES: [&str; 8] = ["amara", "fatima", "maya", "corinne", "evan", "leo", "ada", "petra"];

async fn viewer(world: &World, other: &World, who: &str) -> Viewer {
    if who == "petra" { other.viewer(who).await.unwrap() } else { world.viewer(who).await.unwrap() }
}

/// What a door says: "ok", "403", "404".
fn says<T>(result: crate::Result<T>) -> &'static str {
    match result {
        Ok(_) | Err(Fault::Invalid(_) | Fault::Conflict(_)) => "ok",
        Err(Fault::Refused(_)) => "403",
        Err(Fault::Missing) => "404",
        Err(Fault::SignIn) => "401",
        Err(_) => "?",
    }
}

crate::both! {
    async fn every_door_asks_who_comes(bench) {
        let world = world(&bench).await;
        let other = world.neighbour(false).await.unwrap();
        session(&world, 1, 5).await;
        plan(&world).await;
        let id = wave(&world, "before:1").await.id();
        let (cx, slug) = (&world.cx, world.slug.as_str());
        let coordinator = ["403", "403", "403", "ok", "ok", "403", "403", "404"];
        let evaluator = ["403", "403", "403", "403", "ok", "403", "403", "404"];
        let content = ["ok", "ok", "ok", "ok", "ok", "403", "403", "404"];
        let figures = ["403", "ok", "403", "ok", "ok", "ok", "403", "404"];
        let answer = ["ok", "403", "403", "403", "403", "403", "403", "404"];
        let forms = planning::choices(cx, &world.viewer("corinne").await.unwrap(), slug).await.unwrap().forms;
        for (at, who) in ROLES.iter().enumerate() {
            let v = viewer(&world, &other, who).await;
            assert_eq!(says(instruments::list(cx, &v, slug).await), coordinator[at], "survey.define list {who}");
            assert_eq!(says(instruments::check_dictionary(cx, &v, slug, INSTRUMENTS).await), coordinator[at], "survey.define check {who}");
            assert_eq!(says(instruments::import_dictionary(cx, &v, slug, INSTRUMENTS).await), coordinator[at], "survey.define import {who}");
            assert_eq!(says(planning::choices(cx, &v, slug).await), coordinator[at], "survey.define choices {who}");
            assert_eq!(says(planning::plan(cx, &v, slug, &forms).await), coordinator[at], "survey.define plan {who}");
            assert_eq!(says(importing::check_responses(cx, &v, slug, RESPONSES).await), coordinator[at], "responses check {who}");
            assert_eq!(says(importing::import_responses(cx, &v, slug, b"", Take::All).await), coordinator[at], "responses {who}");
            assert_eq!(says(importing::take_back(cx, &v, slug, RESPONSES).await), coordinator[at], "responses taken back {who}");
            assert_eq!(says(asking::send(cx, &v, slug, id).await), coordinator[at], "send {who}");
            assert_eq!(says(raw::raw(cx, &v, slug, "").await), evaluator[at], "survey.raw_read {who}");
            assert_eq!(says(raw::export(cx, &v, slug, "", "why").await), evaluator[at], "survey.raw_export {who}");
            assert_eq!(says(queries::board(cx, &v, slug).await), content[at], "board {who}");
            assert_eq!(says(asking::participation(cx, &v, slug, id).await), content[at], "survey.participation {who}");
            assert_eq!(says(crate::surveys::measures(cx, &v, slug).await), figures[at], "survey.aggregate {who}");
            assert_eq!(says(asking::answer_now(cx, &v, slug, id).await), answer[at], "survey.answer {who}");
        }
        let nobody = Viewer::nobody();
        assert_eq!(says(queries::board(cx, &nobody, slug).await), "401");
        assert_eq!(says(raw::raw(cx, &nobody, slug, "").await), "401");
        assert!(queries::open_for(cx, &nobody).await.unwrap().is_empty());
    }

    async fn names_are_for_the_coordinator_and_others_see_themselves(bench) {
        let world = world(&bench).await;
        session(&world, 1, 5).await;
        plan(&world).await;
        let id = wave(&world, "before:1").await.id();
        answer_before(&world, &token(&world, "amara", id).await, "3").await.unwrap();
        let seen = |who: &'static str| {
            let world = world.clone();
            async move { asking::participation(&world.cx, &world.viewer(who).await.unwrap(), &world.slug, id).await.unwrap() }
        };
        let corinne = seen("corinne").await;
        assert_eq!((corinne.people.len(), corinne.people.iter().filter(|p| p.answered).count(), corinne.mine), (26, 1, None));
        let (amara, benoit, fatima) = (seen("amara").await, seen("benoit").await, seen("fatima").await);
        assert_eq!((amara.people.len(), amara.mine, benoit.mine, fatima.mine), (0, Some(true), Some(false), None));
        assert_eq!(fatima.people.len(), 0);
    }

    async fn an_id_of_another_cohort_is_missing(bench) {
        let world = world(&bench).await;
        let next = world.neighbour(true).await.unwrap();
        plan(&world).await;
        let id = wave(&world, "baseline").await.id();
        let corinne = world.viewer("corinne").await.unwrap();
        assert_eq!(asking::participation(&world.cx, &corinne, &next.slug, id).await.unwrap_err(), Fault::Missing);
        assert_eq!(asking::send(&world.cx, &corinne, &next.slug, id).await.unwrap_err(), Fault::Missing);
        let (_, views) = instruments::list(&world.cx, &corinne, &world.slug).await.unwrap();
        let other = world.neighbour(false).await.unwrap();
        let carla = other.viewer("carla").await.unwrap();
        assert_eq!(instruments::version_of(&world.cx, &carla, &other.slug, views[0].id).await.unwrap_err(), Fault::Missing);
    }
}
