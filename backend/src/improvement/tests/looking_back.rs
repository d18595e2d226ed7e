//! The questionnaire two months later: its day, its letters, and what becomes of both when a session moves.

use super::*;
use chrono::{DateTime, NaiveDate};

fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 2, day, hour, minute, 0).unwrap()
}

pub(crate) fn given(n: usize) -> reflecting::Typed {
    let mut typed = reflecting::Typed { changed: "We ask.".into(), ..reflecting::Typed::default() };
    typed.kept.extend((0..n).map(|i| (i, "done".to_owned())));
    typed
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The first session on another day.
pub(crate) async fn move_to(group: &Group, date: &str) {
    let corinne = group.who("corinne").await;
    let view = session_queries::session(&group.w.cx, &corinne, &group.slug, group.first).await.unwrap();
    let form = sessions::Form { date: date.into(), time: "18:00".into(), minutes: "60".into(), outside: true, ..sessions::Form::default() };
    sessions::change(&group.w.cx, &corinne, &group.slug, group.first, view.version, &form).await.unwrap();
}

async fn asked(group: &Group) -> Vec<String> {
    asking::sweep(&group.w.cx).await.unwrap();
    asking::sweep(&group.w.cx).await.unwrap();
    let all = crate::outbox::claim_letters(&group.w.cx, 500).await.unwrap();
    for letter in &all {
        crate::outbox::settle(&group.w.cx, letter.id, crate::outbox::Outcome::Sent).await.unwrap();
    }
    let mut to: Vec<String> = all.into_iter().filter(|l| l.kind == "questionnaire").map(|l| l.name).collect();
    to.sort();
    to
}

both! {
    async fn it_opens_on_the_last_of_february_where_the_group_lives_and_not_a_minute_before(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, amara) = (&group.w.cx, group.slug.as_str(), group.who("amara").await);
        group.hand_in("amara", group.first).await;
        // Vancouver lies eight hours behind on that day: it is still the 27th.
        bench.clock.set(at(28, 7, 59));
        let form = reflecting::form(cx, &amara, slug, group.first).await.unwrap();
        assert_eq!((form.form, form.opens_on), (Form::Scheduled, day("2026-02-28")));
        let early = reflecting::send(cx, &amara, slug, group.first, &given(2)).await;
        assert_eq!(early.unwrap_err(), Fault::Conflict("conflict-questionnaire-early"));
        assert_eq!(group.logged("reflect.write").await, 1, "that it was tried is written down");
        bench.clock.set(at(28, 8, 0));
        let form = reflecting::form(cx, &amara, slug, group.first).await.unwrap();
        let promised: Vec<&str> = form.commitments.iter().map(|c| c.commitment.as_str()).collect();
        assert_eq!((form.form, promised), (Form::Open, vec!["Ask at each visit", "Call back within a day"]));
        let Err(Fault::Invalid(faults)) = reflecting::send(cx, &amara, slug, group.first, &given(1)).await else { panic!() };
        assert_eq!((faults[0].field.as_str(), faults.len()), ("kept-1", 1), "each commitment is answered");
        reflecting::send(cx, &amara, slug, group.first, &given(2)).await.unwrap();
        assert_eq!(reflecting::form(cx, &amara, slug, group.first).await.unwrap().form, Form::Received);
        // A certificate may rest on it: sent twice, it came once; other words from an old page change nothing.
        let kept = reflecting::send(cx, &amara, slug, group.first, &given(2)).await.unwrap();
        let other = reflecting::Typed { changed: "Something else altogether".into(), ..given(2) };
        let late = reflecting::send(cx, &amara, slug, group.first, &other).await;
        assert_eq!(late.unwrap_err(), Fault::Conflict("conflict-questionnaire-received"));
        assert_eq!(reflecting::read(cx, &amara, slug, kept).await.unwrap().changed, given(2).changed);
        let absent = reflecting::send(cx, &amara, slug, group.second, &given(0)).await;
        assert_eq!(absent.unwrap_err(), Fault::Conflict("conflict-questionnaire-none"));
    }

    async fn the_certificate_waits_for_it_and_never_for_the_plan(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, hana) = (&group.w.cx, group.slug.as_str(), group.who("hana").await);
        let first = async || queries::board(cx, &hana, slug).await.unwrap().mine.remove(0);
        assert!(!first().await.certificate.has(What::Accredited), "no record covers it");
        group.accredit(&["sessions", "calls"], "2025-12-01").await;
        assert!(!first().await.certificate.has(What::Accredited), "nor one for other things");
        group.accredit(&["groups"], "2026-01-01").await;
        assert!(!first().await.certificate.has(What::Accredited), "nor one that begins later: accreditation is not retroactive");
        group.accredit(&["groups"], "2025-12-01").await;
        assert!(!first().await.certificate.is_open() && first().await.certificate.has(What::Accredited));
        reflecting::send(cx, &hana, slug, group.first, &given(0)).await.unwrap();
        let now = first().await;
        assert!(now.certificate.is_open() && !now.payment.is_open(), "certified and unpaid");
    }

    async fn whoever_was_there_is_asked_once_at_each_time_and_not_after_they_answered(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug) = (&group.w.cx, group.slug.as_str());
        bench.clock.set(at(27, 20, 0));
        assert!(asked(&group).await.is_empty(), "not before its day");
        bench.clock.set(at(28, 20, 0));
        assert_eq!(asked(&group).await, ["Amara Okafor", "Benoît Lefebvre", "Hana Kobayashi"]);
        assert!(asked(&group).await.is_empty(), "once");
        reflecting::send(cx, &group.who("amara").await, slug, group.first, &given(0)).await.unwrap();
        enrolling::remove(cx, &group.who("corinne").await, slug, group.w.id("hana")).await.unwrap();
        bench.clock.pass(chrono::Duration::days(2));
        assert_eq!(asked(&group).await, ["Benoît Lefebvre"], "a reminder, and nobody who answered or left");
        bench.clock.pass(chrono::Duration::days(30));
        assert!(asked(&group).await.is_empty(), "after a while nobody is asked any more");
    }

    async fn a_session_that_moves_takes_its_questionnaire_along(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, amara) = (&group.w.cx, group.slug.as_str(), group.who("amara").await);
        bench.clock.set(at(28, 20, 0));
        group.hand_in("amara", group.first).await;
        assert_eq!(asked(&group).await.len(), 3);
        let mut typed = given(2);
        typed.kept.insert(1, "not".into());
        reflecting::send(cx, &amara, slug, group.first, &typed).await.unwrap();
        move_to(&group, "2026-01-10").await;
        assert_eq!(group.logged("reflect.moved").await, 1);
        let form = reflecting::form(cx, &amara, slug, group.first).await.unwrap();
        assert_eq!((form.form, form.opens_on), (Form::Scheduled, day("2026-03-10")), "what came before its day is asked for again");
        assert_eq!(form.commitments[1].kept.map(|k| k.code()), Some("not"), "with its words in it");
        assert_eq!(reflecting::send(cx, &amara, slug, group.first, &typed).await.unwrap_err(), Fault::Conflict("conflict-questionnaire-early"));
        bench.clock.set(Utc.with_ymd_and_hms(2026, 3, 10, 20, 0, 0).unwrap());
        assert_eq!(asked(&group).await.len(), 3, "as of the new day");
        reflecting::send(cx, &amara, slug, group.first, &typed).await.unwrap();
        assert_eq!(reflecting::form(cx, &amara, slug, group.first).await.unwrap().form, Form::Received);
    }
}
