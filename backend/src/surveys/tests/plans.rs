use super::*;
use crate::surveys::planning::Forms;
use crate::surveys::{State, tables};
use crate::{Fault, outbox};

crate::both! {
    async fn r1_1_a_plan_is_one_plus_two_per_session_plus_one_and_twice_adds_nothing(bench) {
        let world = world(&bench).await;
        for k in 1..=3 {
            session(&world, k, i64::from(k) * 14).await;
        }
        assert_eq!(plan(&world).await, Planned { made: 8, ..Planned::default() });
        assert_eq!(plan(&world).await, Planned::default());
        session(&world, 4, 56).await;
        assert_eq!(plan(&world).await.made, 2);
        let all = waves::of_cohort(world.cx.db(), world.cohort).await.unwrap();
        let words: Vec<String> = all.iter().map(|w| w.timepoint.to_string()).collect();
        assert_eq!(words, ["baseline", "before:1", "after:1", "before:2", "after:2", "before:3", "after:3", "before:4", "after:4", "completion"]);
        assert_eq!(tables::links::Entity::find().all(world.cx.db()).await.unwrap().len(), 260, "everybody is asked everything");
    }

    async fn r1_2_before_closes_at_the_start_and_after_is_open_for_a_week_from_the_end(bench) {
        let world = world(&bench).await;
        let starts = session(&world, 1, 10).await;
        plan(&world).await;
        let at = |w: &waves::Wave, moment| w.state(moment);
        let (before, after) = (wave(&world, "before:1").await, wave(&world, "after:1").await);
        let second = Duration::seconds(1);
        assert_eq!(at(&before, starts - Duration::days(7) - second), State::Coming);
        assert_eq!(at(&before, starts - second), State::Open);
        assert_eq!(at(&before, starts), State::Late);
        assert_eq!(at(&before, starts + Duration::days(30)), State::Closed);
        let ends = starts + Duration::minutes(60);
        assert_eq!(at(&after, ends - second), State::Coming);
        assert_eq!(at(&after, ends), State::Open);
        assert_eq!(at(&after, ends + Duration::days(7)), State::Late);
    }

    async fn a_session_that_moves_takes_its_forms_along(bench) {
        let world = world(&bench).await;
        let starts = session(&world, 1, 10).await;
        plan(&world).await;
        let row = sessions::Entity::find().one(world.cx.db()).await.unwrap().unwrap();
        let later = starts + Duration::days(2);
        sessions::ActiveModel { id: Set(row.id), starts_at: Set(later), ..Default::default() }.update(world.cx.db()).await.unwrap();
        assert_eq!(wave(&world, "before:1").await.closes_at, later);
        assert_eq!(wave(&world, "after:1").await.opens_at, later + Duration::minutes(60));
        assert!(plan(&world).await.moved >= 2);
    }

    async fn a_form_may_be_exchanged_until_somebody_could_have_answered(bench) {
        let world = world(&bench).await;
        session(&world, 1, 3).await;
        session(&world, 2, 30).await;
        plan(&world).await;
        let corinne = world.viewer("corinne").await.unwrap();
        let now = planning::choices(&world.cx, &corinne, &world.slug).await.unwrap();
        asking::send(&world.cx, &corinne, &world.slug, wave(&world, "before:1").await.id()).await.unwrap();
        let other = Forms { before: now.forms.after, ..now.forms };
        assert_eq!(planning::plan(&world.cx, &corinne, &world.slug, &other).await.unwrap().kept, 1);
        assert_eq!(Some(wave(&world, "before:1").await.row.instrument_id), now.forms.before, "people hold its link");
        assert_eq!(Some(wave(&world, "before:2").await.row.instrument_id), now.forms.after);
    }

    async fn a_plan_made_before_the_schedule_is_not_forgotten(bench) {
        let world = world(&bench).await;
        let corinne = world.viewer("corinne").await.unwrap();
        let nothing = planning::plan(&world.cx, &corinne, &world.slug, &Forms::default()).await.unwrap_err();
        assert!(matches!(nothing, Fault::Invalid(_)));
        assert_eq!(plan(&world).await.made, 2, "baseline and completion");
        session(&world, 1, 30).await;
        assert_eq!(plan(&world).await.made, 2, "before and after it, as chosen then");
    }

    async fn what_is_planned_is_taken_away_until_somebody_was_asked(bench) {
        let world = world(&bench).await;
        session(&world, 1, 3).await;
        session(&world, 2, 30).await;
        plan(&world).await;
        let corinne = world.viewer("corinne").await.unwrap();
        let now = planning::choices(&world.cx, &corinne, &world.slug).await.unwrap();
        answer_before(&world, &token(&world, "amara", wave(&world, "before:1").await.id()).await, "3").await.unwrap();
        let none = Forms { before: None, completion: None, ..now.forms };
        let done = planning::plan(&world.cx, &corinne, &world.slug, &none).await.unwrap();
        assert_eq!(done, Planned { removed: 2, kept: 1, ..Planned::default() });
        let all = waves::of_cohort(world.cx.db(), world.cohort).await.unwrap();
        let words: Vec<String> = all.iter().map(|w| w.timepoint.to_string()).collect();
        assert_eq!(words, ["baseline", "before:1", "after:1", "after:2"]);
        assert_eq!(planning::choices(&world.cx, &corinne, &world.slug).await.unwrap().forms, none, "and it stays so");
    }

    async fn a_session_that_is_called_off_asks_nothing_until_it_is_put_back(bench) {
        let world = world(&bench).await;
        session(&world, 1, 3).await;
        session(&world, 2, 5).await;
        plan(&world).await;
        let (cx, corinne, amara) = (&world.cx, world.viewer("corinne").await.unwrap(), world.viewer("amara").await.unwrap());
        let before = wave(&world, "before:1").await.id();
        answer_before(&world, &token(&world, "amara", wave(&world, "before:2").await.id()).await, "3").await.unwrap();
        let rows = sessions::Entity::find().all(cx.db()).await.unwrap();
        let state = async |state: &str| {
            for row in &rows {
                sessions::ActiveModel { id: Set(row.id), state: Set(state.into()), ..Default::default() }.update(cx.db()).await.unwrap();
            }
        };
        let open = async || crate::surveys::open_for(cx, &amara).await.unwrap().iter().filter(|o| o.timepoint.to_string().contains(':')).count();
        let shown = async || {
            let board = crate::surveys::queries::board(cx, &corinne, &world.slug).await.unwrap();
            board.waves.unwrap().iter().map(|w| w.timepoint.to_string()).filter(|w| w.contains(':')).collect::<Vec<_>>()
        };
        assert_eq!(shown().await.len(), 4);
        assert_eq!(open().await, 1);
        state("cancelled").await;
        assert_eq!(open().await, 0);
        assert_eq!(shown().await, ["before:2"], "what was answered stays to be seen");
        assert_eq!(asking::send(cx, &corinne, &world.slug, before).await.unwrap_err(), Fault::Conflict("survey-closed"));
        assert!(answer_before(&world, &token(&world, "benoit", before).await, "3").await.is_err());
        state("planned").await;
        assert_eq!(shown().await.len(), 4);
        assert_eq!(asking::send(cx, &corinne, &world.slug, before).await.unwrap(), 26);
    }

    async fn r1_6_reminders_go_once_a_day_and_never_to_those_who_answered_or_left(bench) {
        let world = world(&bench).await;
        session(&world, 1, 5).await;
        plan(&world).await;
        let (cx, corinne) = (&world.cx, world.viewer("corinne").await.unwrap());
        let before = wave(&world, "before:1").await.id();
        assert_eq!(asking::send(cx, &corinne, &world.slug, before).await.unwrap(), 26);
        assert_eq!(asking::send(cx, &corinne, &world.slug, before).await.unwrap(), 0, "once a day");
        let letters = outbox::claim_letters(cx, 100).await.unwrap();
        let amara = letters.iter().find(|l| l.email == "amara.okafor@example.org").unwrap();
        let link = amara.body.split("/s/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        assert!(letters.iter().any(|l| l.subject.contains("une minute pour")), "in each person's language");
        answer_before(&world, &link, "3").await.unwrap();
        leave(&world, "benoit").await;
        bench.clock.pass(Duration::days(1));
        assert_eq!(asking::send(cx, &corinne, &world.slug, before).await.unwrap(), 24);
        let again = outbox::claim_letters(cx, 100).await.unwrap();
        let fresh = again.iter().filter(|l| l.subject.starts_with("Still open") || l.subject.starts_with("Toujours ouvert"));
        assert!(fresh.clone().all(|l| l.email != "amara.okafor@example.org" && !l.email.starts_with("benoit")));
        assert_eq!(fresh.count(), 24);
        bench.clock.pass(Duration::days(5));
        assert_eq!(asking::send(cx, &corinne, &world.slug, before).await.unwrap_err(), Fault::Conflict("survey-closed"));
        let after = wave(&world, "completion").await.id();
        assert_eq!(asking::send(cx, &corinne, &world.slug, after).await.unwrap_err(), Fault::Conflict("survey-not-open"));
    }

    async fn a_letter_that_waits_is_cancelled_by_the_answer_or_by_leaving(bench) {
        let world = world(&bench).await;
        session(&world, 1, 5).await;
        plan(&world).await;
        let (cx, corinne) = (&world.cx, world.viewer("corinne").await.unwrap());
        let before = wave(&world, "before:1").await.id();
        asking::send(cx, &corinne, &world.slug, before).await.unwrap();
        answer_before(&world, &token(&world, "amara", before).await, "3").await.unwrap();
        crate::programs::enrolling::remove(cx, &corinne, &world.slug, world.id("benoit")).await.unwrap();
        let mut letters = outbox::claim_letters(cx, 100).await.unwrap();
        letters.retain(|l| !l.kind.starts_with("place"));
        assert_eq!(letters.len(), 24);
        assert!(letters.iter().all(|l| l.email != "amara.okafor@example.org" && l.email != "benoit.lefebvre@example.org"));
    }
}
