//! Places that people take themselves.

use super::*;
use crate::improvement::joining::{self, Mine};

impl Group {
    /// Offered to everybody, with so many places.
    async fn offer(&self, places: &str) {
        let (cx, corinne) = (&self.w.cx, self.who("corinne").await);
        let offer = Offer { division: "Sea to Sky".into(), pay: "450".into(), approval: false, self_join: true };
        offering::change(cx, &corinne, &self.slug, &offer).await.unwrap();
        commands::change_cohort(cx, &corinne, &self.slug, 1, &form(places)).await.unwrap();
    }
}

both! {
    async fn a_group_is_joined_where_it_is_offered_and_nowhere_else(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, dara) = (&group.w.cx, group.slug.as_str(), group.who("dara").await);
        assert!(joining::offered(cx, &dara).await.unwrap().is_empty());
        assert_eq!(joining::join(cx, &dara, slug).await.unwrap_err(), Fault::Missing, "what is not offered is not there");
        assert_eq!(joining::join(cx, &dara, &group.w.slug).await.unwrap_err(), Fault::Missing, "nor a cohort of another kind");
        assert_eq!(joining::join(cx, &crate::Viewer::nobody(), slug).await.unwrap_err(), Fault::SignIn);
        group.offer("5").await;
        let seen = joining::offered(cx, &dara).await.unwrap().remove(0);
        assert_eq!((seen.division.as_str(), seen.free, seen.waiting, seen.mine), ("Sea to Sky", 2, 0, Mine::Out));
        assert_eq!(joining::join(cx, &dara, slug).await.unwrap(), Place::Enrolled);
        let dara = group.who("dara").await;
        assert_eq!(joining::join(cx, &dara, slug).await.unwrap(), Place::Already, "pressed twice, it is one place");
        assert_eq!(joining::offered(cx, &dara).await.unwrap()[0].mine, Mine::In);
        let board = queries::board(cx, &dara, slug).await.unwrap();
        assert!(board.reached.participant);
        assert_eq!(board.mine.iter().map(|t| t.before).collect::<Vec<_>>(), [true, true], "nothing is planned for a session before one had a place");
        assert!(board.mine.iter().all(|t| t.is_past()), "and nothing of it is left to do");
        enrolling::remove(cx, &group.who("corinne").await, slug, group.w.id("dara")).await.unwrap();
        let back = joining::join(cx, &group.who("dara").await, slug).await;
        assert_eq!(back.unwrap_err(), Fault::Conflict("conflict-group-taken-out"), "who was taken out does not put themselves back");
        bench.clock.set(Utc.with_ymd_and_hms(2026, 10, 3, 12, 0, 0).unwrap());
        assert!(joining::offered(cx, &group.who("ivy").await).await.unwrap().is_empty(), "what is over is not offered");
        assert_eq!(joining::join(cx, &group.who("ivy").await, slug).await.unwrap_err(), Fault::Conflict("conflict-group-not-offered"));
    }

    async fn a_place_is_given_back_goes_to_whoever_waits_and_can_be_taken_again(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug) = (&group.w.cx, group.slug.as_str());
        let corinne = group.who("corinne").await;
        assert_eq!(joining::give_back(cx, &group.who("hana").await, slug).await.unwrap_err(), Fault::Missing, "not where places are given out");
        group.offer("3").await;
        assert_eq!(joining::join(cx, &group.who("dara").await, slug).await.unwrap(), Place::Waiting(1));
        assert_eq!(joining::join(cx, &group.who("ivy").await, slug).await.unwrap(), Place::Waiting(2));
        assert!(joining::give_back(cx, &group.who("dara").await, slug).await.unwrap(), "a turn is given back as a place is");
        assert_eq!(joining::offered(cx, &group.who("ivy").await).await.unwrap()[0].mine, Mine::Waits(1));
        let hana = group.who("hana").await;
        assert!(queries::board(cx, &hana, slug).await.unwrap().may_leave);
        assert!(!queries::board(cx, &corinne, slug).await.unwrap().may_leave, "who holds no place has none to give back");
        group.hand_in("hana", group.first).await;
        assert!(joining::give_back(cx, &hana, slug).await.unwrap());
        assert!(!joining::give_back(cx, &hana, slug).await.unwrap(), "pressed twice, it is given back once");
        assert_eq!(joining::offered(cx, &group.who("ivy").await).await.unwrap()[0].mine, Mine::In, "whoever waits first has it");
        let due = crate::funding::payments::overview(cx, &corinne, slug).await.unwrap().eligible;
        assert!(due.iter().any(|line| line.name.starts_with("Hana")), "what was handed in is paid all the same");
        assert_eq!(joining::join(cx, &group.who("hana").await, slug).await.unwrap(), Place::Waiting(1), "they may come back, at the end of the line");
        enrolling::remove(cx, &corinne, slug, group.w.id("hana")).await.unwrap();
        let back = joining::join(cx, &group.who("hana").await, slug).await;
        assert_eq!(back.unwrap_err(), Fault::Conflict("conflict-group-taken-out"), "but not where the coordinator took them out since");
    }

    async fn who_gave_a_place_back_keeps_what_is_theirs_and_reaches_nothing_else(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug) = (&group.w.cx, group.slug.as_str());
        group.offer("4").await;
        let plan = group.hand_in("amara", group.first).await.id;
        let others = group.hand_in("benoit", group.first).await.id;
        joining::join(cx, &group.who("dara").await, slug).await.unwrap();
        for short in ["amara", "dara"] {
            assert!(joining::give_back(cx, &group.who(short).await, slug).await.unwrap());
        }
        let (amara, dara) = (group.who("amara").await, group.who("dara").await);
        // To whoever has nothing of theirs there, it is not there.
        assert_eq!(queries::board(cx, &dara, slug).await.unwrap_err(), Fault::Missing);
        assert!(joining::left(cx, &dara).await.unwrap().is_empty());
        // Of the one session that she was at: her plan, her pay, her questionnaire; of the other nothing, and nothing of anybody else.
        assert_eq!(joining::left(cx, &amara).await.unwrap().iter().map(|l| l.slug.as_str()).collect::<Vec<_>>(), [slug]);
        let board = queries::board(cx, &amara, slug).await.unwrap();
        assert_eq!(board.mine.iter().map(|t| t.session.id).collect::<Vec<_>>(), [group.first]);
        assert!(board.people.is_none() && board.figures.is_none() && !board.may_leave && board.reached.former);
        assert!(queries::plan(cx, &amara, slug, plan).await.unwrap().mine);
        assert_eq!(queries::plan(cx, &amara, slug, others).await.unwrap_err(), Fault::Missing);
        assert_eq!(queries::plan_form(cx, &amara, slug, group.second).await.unwrap_err(), Fault::Missing);
        assert_eq!(writing::write(cx, &amara, slug, group.second, 0, &sheet(), false).await.unwrap_err(), Fault::Missing);
        let pay = crate::funding::payments::overview(cx, &amara, slug).await.unwrap();
        assert!(pay.eligible.is_empty() && pay.batches.is_empty() && pay.figures.is_none());
        assert!(visiting::list(cx, &amara, slug).await.unwrap().people.is_empty());
        assert_eq!(session_queries::list(cx, &amara, slug).await.unwrap_err(), Fault::Missing, "no other room opens");
        // Her certificate hangs on the questionnaire: home tells of it, and it is taken.
        assert_eq!(waiting::waiting_for(cx, &amara).await.unwrap().iter().map(|w| w.code).collect::<Vec<_>>(), ["questionnaire"]);
        let mut typed = reflecting::Typed { changed: "We ask.".into(), ..reflecting::Typed::default() };
        typed.kept.extend((0..2).map(|i| (i, "done".to_owned())));
        let looked = reflecting::send(cx, &amara, slug, group.first, &typed).await.unwrap();
        assert!(reflecting::read(cx, &amara, slug, looked).await.unwrap().mine);
        assert!(waiting::waiting_for(cx, &amara).await.unwrap().is_empty());
        // Whoever was taken out by the coordinator keeps it as well.
        enrolling::remove(cx, &group.who("corinne").await, slug, group.w.id("benoit")).await.unwrap();
        assert!(queries::plan(cx, &group.who("benoit").await, slug, others).await.unwrap().mine);
    }

    async fn r2_1_places_given_back_at_once_go_to_those_who_wait(bench) {
        let group = Group::new(&bench).await;
        group.offer("3").await;
        for short in ["dara", "ivy", "kwame"] {
            joining::join(&group.w.cx, &group.who(short).await, &group.slug).await.unwrap();
        }
        let mut gone = Vec::new();
        for short in ["amara", "benoit", "hana"] {
            let (cx, slug, viewer) = (group.w.cx.clone(), group.slug.clone(), group.who(short).await);
            gone.push(tokio::spawn(async move { joining::give_back(&cx, &viewer, &slug).await.unwrap() }));
        }
        for one in gone {
            assert!(one.await.unwrap());
        }
        let seen = joining::offered(&group.w.cx, &group.who("dara").await).await.unwrap().remove(0);
        assert_eq!((seen.free, seen.waiting, seen.mine), (0, 0, Mine::In));
    }

    async fn r2_1_twenty_who_take_the_last_place_themselves_are_one_inside_and_nineteen_in_line(bench) {
        let group = Group::new(&bench).await;
        group.offer("4").await;
        let inside = ["amara", "benoit", "hana"];
        let shorts: Vec<String> = group.w.people.keys().filter(|s| !inside.contains(&s.as_str())).take(20).cloned().collect();
        let mut tries = Vec::new();
        for short in &shorts {
            let (cx, slug, viewer) = (group.w.cx.clone(), group.slug.clone(), group.who(short).await);
            tries.push(tokio::spawn(async move { joining::join(&cx, &viewer, &slug).await.unwrap() }));
        }
        let mut places = Vec::new();
        for one in tries {
            places.push(one.await.unwrap());
        }
        let mut waiting: Vec<i64> = places.iter().filter_map(|p| if let Place::Waiting(n) = p { Some(*n) } else { None }).collect();
        waiting.sort_unstable();
        assert_eq!(places.iter().filter(|p| **p == Place::Enrolled).count(), 1);
        assert_eq!(waiting, (1..=19).collect::<Vec<i64>>(), "each is told another place");
        let first = places.iter().zip(&shorts).find(|(p, _)| **p == Place::Waiting(1)).unwrap().1;
        let seen = joining::offered(&group.w.cx, &group.who(first).await).await.unwrap().remove(0);
        assert_eq!((seen.free, seen.waiting, seen.mine), (0, 19, Mine::Waits(1)));
        enrolling::remove(&group.w.cx, &group.who("corinne").await, &group.slug, group.w.id("hana")).await.unwrap();
        assert_eq!(joining::offered(&group.w.cx, &group.who(first).await).await.unwrap()[0].mine, Mine::In, "a free place is the first one's");
    }
}
