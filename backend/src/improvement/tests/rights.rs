//! Mentor, coordinator, finance, lead and leader: each sees their part and nothing else (R2.12).

use super::*;
use crate::funding::{budget, payments};

both! {
    async fn each_sees_only_their_part(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug) = (&group.w.cx, group.slug.as_str());
        let ada = group.who("ada").await;
        roles::grant(cx, &ada, group.w.program, group.w.id("odile"), Grant::Finance, true).await.unwrap();
        let plan = group.hand_in("amara", group.first).await.id;
        let draft = writing::write(cx, &group.who("benoit").await, slug, group.first, 0, &Written { aim: "Listen".into(), ..Written::default() }, false).await.unwrap().id;
        let mut typed = reflecting::Typed { changed: "We ask.".into(), ..reflecting::Typed::default() };
        typed.kept.extend((0..2).map(|i| (i, "done".to_owned())));
        let looked = reflecting::send(cx, &group.who("amara").await, slug, group.first, &typed).await.unwrap();
        // Who reads the plan, the draft, the questionnaire; who opens the group, its payments, its budget.
        for (short, open) in [
            ("amara", [true, false, true, true, true, false]),
            ("benoit", [false, true, false, true, true, false]),
            ("maya", [true, true, true, true, false, false]),
            ("corinne", [true, false, false, true, true, true]),
            ("odile", [false, false, false, false, true, true]),
            ("leo", [false, false, false, true, true, true]),
            ("gilles", [false; 6]),
            ("ada", [false; 6]),
        ] {
            let who = group.who(short).await;
            let got = [
                queries::plan(cx, &who, slug, plan).await.is_ok(),
                queries::plan(cx, &who, slug, draft).await.is_ok(),
                reflecting::read(cx, &who, slug, looked).await.is_ok(),
                queries::board(cx, &who, slug).await.is_ok(),
                payments::overview(cx, &who, slug).await.is_ok(),
                budget::budget(cx, &who, slug).await.is_ok(),
            ];
            assert_eq!(got, open, "{short}");
        }
        let lead = queries::board(cx, &group.who("leo").await, slug).await.unwrap();
        assert!(lead.people.is_none() && lead.mine.is_empty() && lead.figures.is_some());
        let sums = budget::budget(cx, &group.who("leo").await, slug).await.unwrap();
        assert!(sums.entries.is_none() && sums.lines.len() == 4);
        let own = payments::overview(cx, &group.who("amara").await, slug).await.unwrap();
        assert!(own.eligible.is_empty() && own.batches.is_empty(), "nobody else's pay");
    }

    async fn what_is_left_is_told_at_home(bench) {
        let group = Group::new(&bench).await;
        let (cx, amara) = (&group.w.cx, group.who("amara").await);
        let codes = async || waiting::waiting_for(cx, &amara).await.unwrap().iter().map(|w| w.code).collect::<Vec<_>>();
        assert_eq!(codes().await, ["plan", "questionnaire"], "of the session she attended, and no other");
        group.hand_in("amara", group.first).await;
        assert_eq!(codes().await, ["questionnaire"]);
        assert!(waiting::waiting_for(cx, &group.who("gurpreet").await).await.unwrap().is_empty());
    }

    async fn a_cohort_that_is_no_small_group_has_no_such_pages(bench) {
        let group = Group::new(&bench).await;
        let (cx, echo) = (&group.w.cx, group.w.slug.as_str());
        for short in ["amara", "corinne", "leo"] {
            assert_eq!(queries::board(cx, &group.who(short).await, echo).await.unwrap_err(), Fault::Missing);
        }
    }
}
