//! Groups, recommendations, the close, and what stays.
use domain::cases::State;
use sea_orm::EntityTrait;

use super::*;
use crate::cases::{queries as cases, talk};
use crate::chat::reach as chat_door;
use crate::sessions::tables::sessions;

fn typed(by: &str, n: &str) -> groups::Typed {
    groups::Typed { by: by.into(), n: n.into(), titles: String::new() }
}

both! {
    async fn groups_by_chance_are_balanced_and_shuffled_again_before_they_open(bench) {
        let r = room(&bench).await;
        r.start().await;
        let fatima = r.who("fatima").await;
        for short in ["amara", "hana", "benoit", "gurpreet", "johanna", "maya", "gilles"] {
            r.check_in(short).await;
        }
        groups::put_together(r.cx(), &fatima, r.slug(), r.id, &typed("groups", "4")).await.unwrap();
        let sizes = async || r.view().await.groups.iter().map(|g| g.members.len()).collect::<Vec<_>>();
        assert_eq!(sizes().await, [2, 2, 1, 1], "six who are here and do not run it");
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..8 {
            groups::put_together(r.cx(), &fatima, r.slug(), r.id, &typed("size", "3")).await.unwrap();
            assert_eq!(sizes().await, [3, 3]);
            seen.insert(r.view().await.groups[0].members.iter().map(|m| m.name.clone()).collect::<std::collections::BTreeSet<_>>());
        }
        assert!(seen.len() > 1, "chance decides");
        let named = groups::Typed { titles: "Nord\n\nSud".into(), ..typed("groups", "3") };
        groups::put_together(r.cx(), &fatima, r.slug(), r.id, &named).await.unwrap();
        assert_eq!(r.view().await.groups.iter().map(|g| g.title.clone()).collect::<Vec<_>>(), ["Nord", "Sud", "Group 3"]);
        for bad in ["0", "99", "four"] {
            assert_eq!(words(groups::put_together(r.cx(), &fatima, r.slug(), r.id, &typed("groups", bad)).await.unwrap_err()), ["fault-groups"]);
        }
    }

    async fn an_open_group_has_its_chat_and_its_time_until_it_is_pulled_back(bench) {
        let r = room(&bench).await;
        r.start().await;
        let (fatima, hana, amara) = (r.who("fatima").await, r.who("hana").await, r.who("amara").await);
        for short in ["amara", "hana"] {
            r.check_in(short).await;
        }
        groups::put_together(r.cx(), &fatima, r.slug(), r.id, &typed("groups", "2")).await.unwrap();
        assert_eq!(groups::enter(r.cx(), &hana, r.slug(), r.id).await, Err(Fault::Conflict("conflict-no-group")), "not open yet");
        groups::open(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        groups::open(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        let view = r.view().await;
        assert_eq!(view.groups.len(), 2, "opened twice is opened once");
        let hers = |who: &Viewer| queries::my_group(&view, who.person()).map(|(g, room)| (g.id, room)).unwrap();
        assert_ne!(hers(&hana), hers(&amara));
        let room = groups::enter(r.cx(), &hana, r.slug(), r.id).await.unwrap();
        chat_door::room(r.cx().db(), &hana, room).await.unwrap();
        assert!(chat_door::room(r.cx().db(), &amara, room).await.is_err(), "a group's chat is its own");
        assert_eq!(
            groups::put_together(r.cx(), &fatima, r.slug(), r.id, &typed("groups", "2")).await,
            Err(Fault::Conflict("conflict-groups-open"))
        );
        bench.clock.pass(Duration::minutes(7));
        let (person, to) = (r.w.id("amara").to_string(), hers(&hana).0.to_string());
        groups::place(r.cx(), &fatima, r.slug(), r.id, &person, &to).await.unwrap();
        chat_door::room(r.cx().db(), &amara, room).await.unwrap();
        bench.clock.pass(Duration::minutes(5));
        groups::pull_back(r.cx(), &fatima, r.slug(), r.id, "Back in one minute, please").await.unwrap();
        bench.clock.pass(Duration::minutes(30));
        let spans = groups::spans(r.cx(), r.cx().db(), r.id).await.unwrap();
        let minutes = |short: &str| -> Vec<i64> {
            spans.iter().filter(|(p, ..)| *p == r.w.id(short)).map(|(_, from, until)| (*until - *from).num_minutes()).collect()
        };
        assert_eq!((minutes("hana"), minutes("amara")), (vec![12], vec![7, 5]));
        let view = r.view().await;
        assert_eq!(view.told, "Back in one minute, please");
        assert!(view.groups.iter().all(|g| g.state == GroupState::Closed));
        groups::put_together(r.cx(), &fatima, r.slug(), r.id, &typed("groups", "1")).await.unwrap();
        groups::open(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        let record = queries::record(r.cx(), &hana, r.slug(), r.id).await.unwrap().unwrap();
        assert_eq!(record.rounds.iter().map(|(n, g)| (*n, g.len())).collect::<Vec<_>>(), [(1, 2), (2, 1)]);
    }

    async fn who_was_not_checked_in_is_there_from_the_moment_they_come(bench) {
        let r = room(&bench).await;
        r.start().await;
        let (fatima, benoit) = (r.who("fatima").await, r.who("benoit").await);
        groups::put_together(r.cx(), &fatima, r.slug(), r.id, &typed("groups", "1")).await.unwrap();
        groups::open(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        assert_eq!(groups::spans(r.cx(), r.cx().db(), r.id).await.unwrap(), [], "nobody is here yet");
        bench.clock.pass(Duration::minutes(4));
        groups::enter(r.cx(), &benoit, r.slug(), r.id).await.unwrap();
        groups::enter(r.cx(), &benoit, r.slug(), r.id).await.unwrap();
        bench.clock.pass(Duration::minutes(6));
        let spans = groups::spans(r.cx(), r.cx().db(), r.id).await.unwrap();
        assert_eq!(spans.iter().map(|(p, from, until)| (*p, (*until - *from).num_minutes())).collect::<Vec<_>>(), [(r.w.id("benoit"), 6)]);
        assert!(r.view().await.here.iter().any(|p| p.id == r.w.id("benoit")), "and is checked in");
    }

    async fn recommendations_come_in_order_into_the_letter(bench) {
        let r = room(&bench).await;
        r.start().await;
        let fatima = r.who("fatima").await;
        let once = r.cx().new_id();
        for (id, text, side) in [(once, "First", "hub"), (once, "First", "hub"), (r.cx().new_id(), "Second", "room")] {
            advice::add(r.cx(), &fatima, r.slug(), r.id, id, (text, side, "")).await.unwrap();
        }
        let before = r.view().await;
        talk::recommend(r.cx(), &r.who("hana").await, r.slug(), r.case, r.cx().new_id(), "Third", "").await.unwrap();
        let view = r.view().await;
        assert!(view.version > before.version, "written on the case's page, it is on every screen");
        let advice = view.case.unwrap().advice;
        assert_eq!(advice.iter().map(|a| a.hub).collect::<Vec<_>>(), [Some(true), Some(false), None]);
        advice::order(r.cx(), &fatima, r.slug(), r.id, advice[2].id, true).await.unwrap();
        advice::order(r.cx(), &fatima, r.slug(), r.id, advice[0].id, true).await.unwrap();
        run::close(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        let draft = cases::letter_draft(r.cx(), &fatima, r.slug(), r.case).await;
        assert!(draft.is_err(), "its steps were not begun, so it was not presented");
        run::reopen(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        r.turn("fatima", Track::Agenda, 1, 1).await;
        run::close(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        let body = cases::letter_draft(r.cx(), &fatima, r.slug(), r.case).await.unwrap().body;
        let at = |word: &str| body.find(word).unwrap();
        assert!(at("First") < at("Third") && at("Third") < at("Second"), "{body}");
        assert!(at("From the hub team") < at("First") && at("First") < at("From the cohort"), "{body}");
        assert!(body.contains("First (the hub)") && body.contains("Second (the cohort)"), "who wrote it down did not give it: {body}");
        assert!(body.contains("Third (Hana"), "who wrote on the case's page did: {body}");
        assert!(at("From the cohort") < at("Third"), "what the scribe heard from the room stands with the room's: {body}");
    }

    async fn the_close_holds_the_session_and_presents_the_case_once(bench) {
        let r = room(&bench).await;
        r.start().await;
        r.turn("fatima", Track::Agenda, 1, 1).await;
        for step in 1..=5 {
            bench.clock.pass(Duration::seconds(60));
            r.turn("fatima", Track::Steps, 1, step).await;
        }
        hands::raise(r.cx(), &r.who("hana").await, r.slug(), r.id).await.unwrap();
        let fatima = r.who("fatima").await;
        run::close(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        run::close(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        let view = r.view().await;
        assert_eq!((view.phase, view.hands.len()), (Phase::Ended, 0));
        assert_eq!(view.steps.iter().map(|s| s.spent).collect::<Vec<_>>(), [60; 5]);
        assert_eq!(view.agenda[1].spent, 300);
        let row = sessions::Entity::find_by_id(r.id).one(r.cx().db()).await.unwrap().unwrap();
        assert_eq!(row.state, "held");
        let case = cases::open(r.cx(), &fatima, r.slug(), r.case).await.unwrap();
        assert_eq!(case.reached.state, State::Presented);
        bench.clock.pass(Duration::days(2));
        let record = queries::record(r.cx(), &r.who("hana").await, r.slug(), r.id).await.unwrap().unwrap();
        assert_eq!(record.view.agenda[1].seconds(r.cx().now()), 300, "what was run stands still");
    }

    async fn the_demo_has_an_hour_at_its_recommendations(bench) {
        let w = World::found(&bench.cx).await.unwrap();
        let id = crate::sessions::hour::demo::furnish(&w).await.unwrap();
        let view = queries::page(&w.cx, &w.viewer("fatima").await.unwrap(), &w.slug, id).await.unwrap().view;
        assert_eq!((view.phase, view.hands.len(), view.used.len(), view.polls.len()), (Phase::Running, 3, 4, 2));
        assert_eq!(view.steps.iter().find(|s| s.current).unwrap().kind, "recommend");
        assert_eq!(view.case.unwrap().advice.len(), 3);
        assert!(view.groups.iter().all(|g| g.state == GroupState::Closed && !g.members.is_empty()));
        assert_eq!(view.agenda.iter().map(|l| l.seconds(w.cx.now())).sum::<i64>(), 38 * 60);
        assert!(!view.notes.body.is_empty() && view.here.len() > 15);
    }

    /// Rule R1.5.
    async fn a_lead_sees_a_poll_only_when_it_tells_of_nobody(bench) {
        let r = room(&bench).await;
        r.start().await;
        let fatima = r.who("fatima").await;
        let people: Vec<_> = crate::sessions::demo::enrolled(r.cx(), &fatima, r.slug()).await.unwrap();
        // Question, and how many of the first thirteen people choose the first, the second choice.
        for (question, first, second) in [("Told", 7, 6), ("A few said no", 9, 4), ("All alike", 10, 0), ("Four in all", 2, 2)] {
            let once = r.cx().new_id();
            let typed = polls::Typed { question: question.into(), choices: vec!["Yes".into(), "No".into()], several: false };
            polls::ask(r.cx(), &fatima, r.slug(), r.id, once, &typed).await.unwrap();
            let choices = r.view().await.polls.into_iter().find(|p| p.id == once).unwrap().choices;
            for (n, person) in people.iter().take(first + second).enumerate() {
                let viewer = crate::accounts::viewer::of_person(r.cx(), *person).await.unwrap();
                let choice = choices[usize::from(n >= first)].id.to_string();
                polls::vote(r.cx(), &viewer, r.slug(), r.id, once, &choice, true).await.unwrap();
            }
        }
        let shown = async || polls::figures(r.cx().db(), r.w.cohort).await.unwrap();
        assert_eq!(shown().await, [], "nothing while the hour is on");
        run::close(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        assert_eq!(shown().await, [("Told".to_owned(), vec![("Yes".to_owned(), 7), ("No".to_owned(), 6)])]);
    }
}
