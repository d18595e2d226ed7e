#![allow(clippy::unwrap_used, clippy::panic)]
use chrono::{DateTime, Duration, Utc};
use domain::id::SessionId;
use domain::viewer::CohortRole;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::{Stage, sweep};
use crate::accounts::profile;
use crate::accounts::tables::people;
use crate::notices::{self, Choices};
use crate::outbox::{self, Claimed, Outcome};
use crate::programs::{enrolling, roles};
use crate::sessions::calling::{self, call_off, put_back};
use crate::sessions::commands::{Form, change};
use crate::sessions::replies::{self, Answer};
use crate::sessions::tests::{form, plan, scheduled};
use crate::sessions::{queries, schedule};
use crate::testing::{Bench, reopen};
use crate::world::World;
use crate::{Cx, Fault, both};

/// What leaves now, of this kind, as the worker would send it.
pub(crate) async fn leaving(cx: &Cx, kind: &str) -> Vec<Claimed> {
    let mut all = outbox::claim_letters(cx, 1000).await.unwrap();
    for letter in &all {
        outbox::settle(cx, letter.id, Outcome::Sent).await.unwrap();
    }
    all.retain(|l| l.kind == kind);
    all
}

/// The reminders that a tick of the clock sends.
async fn tick(cx: &Cx) -> Vec<Claimed> {
    sweep(cx).await.unwrap();
    leaving(cx, "reminder").await
}

pub(crate) async fn moved_to(w: &World, id: SessionId, date: &str, time: &str) {
    let corinne = w.viewer("corinne").await.unwrap();
    let view = queries::session(&w.cx, &corinne, &w.slug, id).await.unwrap();
    let typed = Form { date: date.to_owned(), time: time.to_owned(), ..form(&view) };
    change(&w.cx, &corinne, &w.slug, id, view.version, &typed).await.unwrap();
}

/// The session of 30 April 2026, 08:00 in British Columbia, 15:00 UTC.
async fn april(bench: &Bench) -> (World, SessionId, DateTime<Utc>) {
    let (w, ids) = scheduled(bench).await;
    leaving(&w.cx, "").await;
    (w, ids[3], "2026-04-30T15:00:00Z".parse().unwrap())
}

#[test]
fn the_nearest_stage_is_due_and_nothing_after_the_start() {
    let due = |minutes: i64| Stage::due(Duration::minutes(minutes));
    assert_eq!((due(7 * 1440 + 1), due(7 * 1440), due(1441)), (None, Some(Stage::Week), Some(Stage::Week)));
    assert_eq!(
        (due(1440), due(61), due(60), due(1), due(0)),
        (Some(Stage::Day), Some(Stage::Day), Some(Stage::Hour), Some(Stage::Hour), None)
    );
}

both! {
    async fn a_reminder_that_comes_late_tells_the_time_that_is_left(bench) {
        let (w, _, start) = april(&bench).await;
        for (before, left) in [(Duration::days(3), "on Thu 30 Apr at 08:00"), (Duration::hours(5), "today at 08:00")] {
            bench.clock.set(start - before);
            let letters = tick(&w.cx).await;
            let amara = letters.iter().find(|l| l.email == "amara.okafor@example.org").unwrap();
            assert!(amara.subject.ends_with(left), "{}", amara.subject);
        }
    }

    async fn a_week_a_day_and_an_hour_before_once_each_to_those_with_a_place(bench) {
        let (w, id, start) = april(&bench).await;
        for (before, stage) in [
            (Duration::days(7), "on Thu 30 Apr at 08:00"),
            (Duration::days(1), "tomorrow at 08:00"),
            (Duration::hours(1), "within the hour"),
        ] {
            bench.clock.set(start - before - Duration::seconds(1));
            assert_eq!(tick(&w.cx).await.len(), 0, "a second too early for {stage}");
            bench.clock.set(start - before);
            let letters = tick(&w.cx).await;
            assert_eq!(letters.len(), 29, "26 participants, two facilitators, one mentor; those who wait are not told");
            let amara = letters.iter().find(|l| l.email == "amara.okafor@example.org").unwrap();
            assert!(amara.subject.contains(stage), "{}", amara.subject);
            assert!(amara.body.contains(&format!("/cohorts/{}/sessions/{id}", w.slug)));
            assert!(amara.body.contains(amara.unsubscribe.as_deref().unwrap()), "the way out stands in the text as well");
            assert_eq!(tick(&w.cx).await.len(), 0, "once");
        }
        bench.clock.set(start);
        assert_eq!(tick(&w.cx).await.len(), 0);
        assert!(outbox::claim_letters(&w.cx, 1).await.unwrap().is_empty(), "nothing is left over");
    }

    async fn the_join_link_is_in_no_reminder(bench) {
        let (w, id, start) = april(&bench).await;
        moved_to(&w, id, "2026-04-30", "08:00").await;
        bench.clock.set(start - Duration::hours(1));
        let letters = tick(&w.cx).await;
        assert_eq!(letters.len(), 29);
        assert!(letters.iter().all(|l| !l.body.contains("meet.example.org") && !l.body.contains("555")));
    }

    async fn a_session_that_moved_is_due_by_its_new_time(bench) {
        let (w, id, start) = april(&bench).await;
        bench.clock.set(start - Duration::days(7));
        assert_eq!(tick(&w.cx).await.len(), 29);
        bench.clock.set(start - Duration::days(5));
        moved_to(&w, id, "2026-05-07", "08:00").await;
        assert_eq!(leaving(&w.cx, "session").await.len(), 29, "the letter of the move");
        bench.clock.set(start - Duration::days(1));
        assert_eq!(tick(&w.cx).await.len(), 0, "the old time is nobody's any more");
        bench.clock.set(start);
        assert_eq!(tick(&w.cx).await.len(), 29, "a week before the new one");
        bench.clock.set(start + Duration::days(6));
        assert_eq!(tick(&w.cx).await.len(), 29);
    }

    async fn moved_away_and_back_a_stage_is_not_said_twice_of_one_time(bench) {
        let (w, id, start) = april(&bench).await;
        bench.clock.set(start - Duration::days(7));
        assert_eq!(tick(&w.cx).await.len(), 29);
        bench.clock.set(start - Duration::days(6));
        moved_to(&w, id, "2026-05-21", "08:00").await;
        bench.clock.set(start - Duration::days(5));
        moved_to(&w, id, "2026-04-30", "08:00").await;
        assert_eq!(leaving(&w.cx, "session").await.len(), 29, "the letter of the second move replaced the first, which still waited");
        assert_eq!(tick(&w.cx).await.len(), 0, "a week before was said of this time");
        bench.clock.set(start - Duration::days(1));
        assert_eq!(tick(&w.cx).await.len(), 29);
    }

    async fn what_the_letter_of_a_move_just_said_is_not_said_again(bench) {
        let (w, id, start) = april(&bench).await;
        bench.clock.set(start - Duration::days(10));
        let tomorrow = (start - Duration::days(10) + Duration::hours(20)).format("%Y-%m-%d").to_string();
        moved_to(&w, id, &tomorrow, "04:00").await;
        assert_eq!(leaving(&w.cx, "session").await.len(), 29);
        assert_eq!(tick(&w.cx).await.len(), 0, "neither a week nor a day before: everybody was told a moment ago");
        bench.clock.set(start - Duration::days(10) + Duration::hours(19));
        assert_eq!(tick(&w.cx).await.len(), 29, "an hour before");
    }

    async fn moved_into_the_past_what_waits_is_not_sent(bench) {
        let (w, id, start) = april(&bench).await;
        bench.clock.set(start - Duration::hours(1));
        sweep(&w.cx).await.unwrap();
        moved_to(&w, id, "2026-04-29", "08:00").await;
        assert!(outbox::claim_letters(&w.cx, 1000).await.unwrap().is_empty());
        assert_eq!(tick(&w.cx).await.len(), 0);
    }

    async fn a_session_called_off_is_silent_and_speaks_again_when_put_back(bench) {
        let (w, id, start) = april(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        bench.clock.set(start - Duration::days(7));
        sweep(&w.cx).await.unwrap();
        call_off(&w.cx, &corinne, &w.slug, id, "").await.unwrap();
        assert_eq!(leaving(&w.cx, "reminder").await.len(), 0, "reminders that still waited are not sent");
        bench.clock.set(start - Duration::days(1));
        calling::sweep(&w.cx).await.unwrap();
        assert_eq!(leaving(&w.cx, "session").await.len(), 29);
        assert_eq!(tick(&w.cx).await.len(), 0);
        bench.clock.set(start - Duration::hours(12));
        put_back(&w.cx, &corinne, &w.slug, id).await.unwrap();
        assert_eq!((leaving(&w.cx, "session").await.len(), tick(&w.cx).await.len()), (29, 0));
        bench.clock.set(start - Duration::hours(1));
        assert_eq!(tick(&w.cx).await.len(), 29);
    }

    async fn whoever_left_is_reminded_of_nothing_not_even_of_what_waits(bench) {
        let (w, _, start) = april(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        bench.clock.set(start - Duration::days(7));
        sweep(&w.cx).await.unwrap();
        enrolling::remove(&w.cx, &corinne, &w.slug, w.id("benoit")).await.unwrap();
        let letters = leaving(&w.cx, "reminder").await;
        assert_eq!(letters.len(), 28);
        assert!(letters.iter().all(|l| l.email != "benoit.lefebvre@example.org"));
        bench.clock.set(start - Duration::days(1));
        let letters = tick(&w.cx).await;
        assert!(letters.iter().all(|l| l.email != "benoit.lefebvre@example.org"));
        assert_eq!(letters.len(), 29, "and whoever waited has the place, and is reminded");
    }

    async fn a_suspended_account_and_a_role_taken_away_stop_what_waits(bench) {
        let (w, _, start) = april(&bench).await;
        let ada = w.viewer("ada").await.unwrap();
        bench.clock.set(start - Duration::days(7));
        sweep(&w.cx).await.unwrap();
        profile::suspend(&w.cx, &ada, w.id("amara")).await.unwrap();
        for (short, role) in [("maya", CohortRole::PeerMentor), ("benoit", CohortRole::PeerMentor)] {
            roles::assign(&w.cx, &ada, &w.slug, w.id(short), role, true).await.unwrap();
            roles::assign(&w.cx, &ada, &w.slug, w.id(short), role, false).await.unwrap();
        }
        let letters = leaving(&w.cx, "reminder").await;
        assert_eq!(letters.len(), 27, "Benoît is still a participant");
        assert!(letters.iter().all(|l| !["amara.okafor@example.org", "maya.thompson@example.org"].contains(&l.email.as_str())));
    }

    async fn who_joins_the_day_before_gets_what_is_still_to_come(bench) {
        let (w, _, start) = april(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        bench.clock.set(start - Duration::days(7));
        let told: Vec<String> = tick(&w.cx).await.into_iter().map(|l| l.email).collect();
        bench.clock.set(start - Duration::hours(23));
        tick(&w.cx).await;
        enrolling::remove(&w.cx, &corinne, &w.slug, w.id("benoit")).await.unwrap();
        assert_eq!(tick(&w.cx).await.len(), 0, "their invitation says when it is");
        bench.clock.set(start - Duration::hours(1));
        let letters = tick(&w.cx).await;
        let new: Vec<_> = letters.iter().filter(|l| !told.contains(&l.email)).collect();
        assert_eq!((letters.len(), new.len()), (29, 1));
        assert!(new[0].subject.contains("within the hour"));
    }

    async fn two_workers_at_once_send_one_round(bench) {
        let (w, _, start) = april(&bench).await;
        let other = reopen(&bench).await;
        bench.clock.set(start - Duration::days(1));
        let (a, b, c, d) = tokio::join!(sweep(&w.cx), sweep(&other), sweep(&w.cx), sweep(&other));
        // SQLite may refuse one with "busy" and PostgreSQL by the unique row; the next tick finds nothing to do.
        let went = [a, b, c, d].into_iter().filter(Result::is_ok).count();
        assert!(went >= 1);
        sweep(&other).await.unwrap();
        assert_eq!(leaving(&w.cx, "reminder").await.len(), 29);
    }

    async fn who_wants_none_or_cannot_come_gets_none(bench) {
        let (w, id, start) = april(&bench).await;
        let (amara, benoit, fatima) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap(), w.viewer("fatima").await.unwrap());
        notices::choose(&w.cx, &amara, Choices { reminders: false, calendar: true }).await.unwrap();
        bench.clock.set(start - Duration::days(7));
        sweep(&w.cx).await.unwrap();
        replies::say(&w.cx, &benoit, &w.slug, id, Some(Answer::Away), "  On call ").await.unwrap();
        assert_eq!(leaving(&w.cx, "reminder").await.len(), 27, "Benoît's still waited when he said it");
        let seen = replies::all(&w.cx, &fatima, &w.slug, id).await.unwrap();
        assert_eq!((seen.len(), seen[0].name.as_str(), seen[0].reason.as_str()), (1, "Benoît Lefebvre", "On call"));
        assert!(matches!(replies::all(&w.cx, &amara, &w.slug, id).await, Err(Fault::Refused(_))));
        bench.clock.set(start - Duration::days(1));
        assert_eq!(tick(&w.cx).await.len(), 27);
        replies::say(&w.cx, &benoit, &w.slug, id, None, "").await.unwrap();
        bench.clock.set(start - Duration::hours(1));
        assert_eq!(tick(&w.cx).await.len(), 28, "taken back, he is among those who come");
    }

    async fn an_answer_holds_for_the_time_it_was_given_to(bench) {
        let (w, id, start) = april(&bench).await;
        let benoit = w.viewer("benoit").await.unwrap();
        replies::say(&w.cx, &benoit, &w.slug, id, Some(Answer::Away), "On call").await.unwrap();
        replies::say(&w.cx, &benoit, &w.slug, id, Some(Answer::Away), "Still on call").await.unwrap();
        moved_to(&w, id, "2026-05-01", "08:00").await;
        let view = queries::session(&w.cx, &benoit, &w.slug, id).await.unwrap();
        assert_eq!((view.reply, view.may_reply), (None, true), "of the new time he has said nothing");
        leaving(&w.cx, "").await;
        bench.clock.set(start);
        assert_eq!(tick(&w.cx).await.len(), 29);
        moved_to(&w, id, "2026-04-30", "12:00").await;
        let long = "x".repeat(301);
        assert!(matches!(replies::say(&w.cx, &benoit, &w.slug, id, Some(Answer::Away), &long).await, Err(Fault::Invalid(_))));
        for short in ["leo", "corinne", "ada"] {
            let viewer = w.viewer(short).await.unwrap();
            assert!(matches!(replies::say(&w.cx, &viewer, &w.slug, id, Some(Answer::Coming), "").await, Err(Fault::Refused(_))), "{short}");
        }
        call_off(&w.cx, &w.viewer("corinne").await.unwrap(), &w.slug, id, "").await.unwrap();
        assert!(matches!(replies::say(&w.cx, &benoit, &w.slug, id, Some(Answer::Coming), "").await, Err(Fault::Conflict(_))));
    }

    async fn a_reminder_that_could_not_leave_in_time_is_given_up(bench) {
        let (w, _, start) = april(&bench).await;
        bench.clock.set(start - Duration::hours(1));
        sweep(&w.cx).await.unwrap();
        bench.clock.set(start + Duration::seconds(1));
        assert_eq!(leaving(&w.cx, "reminder").await.len(), 0);
        let states = outbox::letters_by_state(&w.cx).await.unwrap();
        assert!(states.contains(&("cancelled".to_owned(), 29)), "{states:?}");
    }

    async fn british_columbia_in_november_and_a_reader_in_toronto(bench) {
        let w = World::found(&bench.cx).await.unwrap();
        let corinne = w.viewer("corinne").await.unwrap();
        let november = schedule::Plan { from: "2026-11-20".into(), count: "1".into(), ..plan() };
        schedule::lay(&w.cx, &corinne, &w.slug, &november).await.unwrap();
        let change = people::ActiveModel { id: Set(w.id("amara")), zone: Set("America/Toronto".into()), ..Default::default() };
        change.update(w.cx.db()).await.unwrap();
        bench.clock.set("2026-11-25T15:00:00Z".parse().unwrap());
        let letters = tick(&w.cx).await;
        let body = |email: &str| letters.iter().find(|l| l.email == email).unwrap().body.clone();
        let amara = body("amara.okafor@example.org");
        assert!(amara.contains("Thu 26 Nov, 08:00 Pacific Time (BC) (10:00 your time)"), "{amara}");
        let benoit = body("benoit.lefebvre@example.org");
        assert!(benoit.contains("jeu. 26 nov., 08:00, heure du Pacifique (C.-B.)") && !benoit.contains("votre heure"), "{benoit}");
        assert_eq!(people::Entity::find().all(w.cx.db()).await.unwrap().iter().filter(|p| p.zone == "America/Toronto").count(), 1);
    }
}
