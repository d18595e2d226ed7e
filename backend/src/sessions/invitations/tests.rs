#![allow(clippy::unwrap_used, clippy::panic)]
use chrono::Duration;
use domain::id::SessionId;

use super::sweep;
use crate::accounts::profile;
use crate::notices::{self, Choices};
use crate::outbox::Claimed;
use crate::programs::{enrolling, roles};
use crate::sessions::calling::{self, call_off, put_back};
use crate::sessions::commands::{Form, change};
use crate::sessions::queries;
use crate::sessions::reminders::tests::{leaving, moved_to};
use crate::sessions::tests::{form, scheduled};
use crate::testing::{Bench, reopen};
use crate::world::World;
use crate::{Cx, both};

const AMARA: &str = "amara.okafor@example.org";
const BENOIT: &str = "benoit.lefebvre@example.org";

/// The calendar letters that a tick of the clock sends.
async fn tick(cx: &Cx) -> Vec<Claimed> {
    sweep(cx).await.unwrap();
    leaving(cx, "calendar").await
}

/// The lines of an entry, unfolded.
fn lines(letter: &Claimed) -> Vec<String> {
    letter.calendar.as_deref().unwrap().replace("\r\n ", "").lines().map(str::to_owned).collect()
}

/// The value of a property that stands there once.
fn value(letter: &Claimed, name: &str) -> String {
    let all: Vec<String> = lines(letter).into_iter().filter(|l| l.split([':', ';']).next() == Some(name)).collect();
    assert_eq!(all.len(), 1, "one {name} in {:?}", lines(letter));
    all[0][name.len() + 1..].to_owned()
}

fn sequence(letter: &Claimed) -> i32 {
    value(letter, "SEQUENCE").parse().unwrap()
}

fn to<'a>(letters: &'a [Claimed], email: &str) -> &'a Claimed {
    let mine: Vec<&Claimed> = letters.iter().filter(|l| l.email == email).collect();
    assert_eq!(mine.len(), 1, "one letter to {email}");
    mine[0]
}

async fn sent(bench: &Bench) -> (World, Vec<SessionId>, Vec<Claimed>) {
    let (w, ids) = scheduled(bench).await;
    leaving(&w.cx, "").await;
    let first = tick(&w.cx).await;
    (w, ids, first)
}

both! {
    async fn what_is_scheduled_comes_as_one_entry_a_letter_to_its_reader_alone(bench) {
        let (w, ids, letters) = sent(&bench).await;
        assert_eq!(letters.len(), 29, "30 April is within eight weeks, 28 May is not yet");
        let amara = to(&letters, AMARA);
        let (method, uid) = (value(amara, "METHOD"), value(amara, "UID"));
        assert_eq!((method.as_str(), uid), ("REQUEST", format!("{}@kith", ids[3])));
        assert_eq!((value(amara, "DTSTART"), value(amara, "DTEND")), ("20260430T150000Z".into(), "20260430T160000Z".into()));
        assert_eq!((value(amara, "DTSTAMP"), value(amara, "STATUS")), ("20260326T150000Z".into(), "CONFIRMED".into()));
        let reader = value(amara, "ATTENDEE");
        assert!(reader.ends_with(&format!(":mailto:{AMARA}")) && reader.contains("RSVP=FALSE"), "{reader}");
        assert_eq!(lines(amara).iter().filter(|l| *l == "BEGIN:VEVENT").count(), 1);
        assert!(value(amara, "DESCRIPTION").contains("08:00 Pacific Time (BC)"));
        assert!(!amara.calendar.as_ref().unwrap().contains("ORGANIZER"), "that is the mailer's");
        assert_eq!(tick(&w.cx).await.len(), 0, "once");
        bench.clock.pass(Duration::weeks(2));
        assert_eq!(tick(&w.cx).await.len(), 29, "now 28 May is near enough");
    }

    async fn a_move_carries_the_entry_with_it_and_nobody_gets_two_letters(bench) {
        let (w, ids, first) = sent(&bench).await;
        moved_to(&w, ids[3], "2026-05-01", "09:00").await;
        let letters = leaving(&w.cx, "session").await;
        assert_eq!((letters.len(), tick(&w.cx).await.len()), (29, 0));
        let amara = to(&letters, AMARA);
        assert_eq!((value(amara, "METHOD"), value(amara, "DTSTART")), ("REQUEST".into(), "20260501T160000Z".into()));
        assert_eq!(value(amara, "UID"), value(to(&first, AMARA), "UID"), "the entry that is there is replaced");
        assert!(sequence(amara) > sequence(to(&first, AMARA)));
        moved_to(&w, ids[3], "2026-05-01", "10:00").await;
        let again = leaving(&w.cx, "session").await;
        assert!(sequence(to(&again, AMARA)) > sequence(amara), "moved twice");
    }

    async fn another_topic_changes_the_entry_and_other_objectives_do_not(bench) {
        let (w, ids, first) = sent(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let view = queries::session(&w.cx, &corinne, &w.slug, ids[3]).await.unwrap();
        change(&w.cx, &corinne, &w.slug, ids[3], view.version, &form(&view)).await.unwrap();
        let letters = tick(&w.cx).await;
        assert_eq!(letters.len(), 29);
        assert!(value(to(&letters, AMARA), "SUMMARY").ends_with(": Grief that does not wait"));
        assert!(sequence(to(&letters, AMARA)) > sequence(to(&first, AMARA)));
        let typed = Form { objectives: "Another".into(), ..form(&view) };
        change(&w.cx, &corinne, &w.slug, ids[3], view.version + 1, &typed).await.unwrap();
        assert_eq!(tick(&w.cx).await.len(), 0);
    }

    async fn called_off_it_goes_and_put_back_it_comes_again(bench) {
        let (w, ids, first) = sent(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        call_off(&w.cx, &corinne, &w.slug, ids[3], "").await.unwrap();
        assert_eq!((leaving(&w.cx, "session").await.len(), tick(&w.cx).await.len()), (0, 0), "nobody hears of it yet");
        bench.clock.pass(calling::PAUSE);
        calling::sweep(&w.cx).await.unwrap();
        calling::sweep(&w.cx).await.unwrap();
        let off = leaving(&w.cx, "session").await;
        assert_eq!(off.len(), 29);
        assert_eq!((value(to(&off, AMARA), "METHOD"), value(to(&off, AMARA), "STATUS")), ("CANCEL".into(), "CANCELLED".into()));
        put_back(&w.cx, &corinne, &w.slug, ids[3]).await.unwrap();
        let on = leaving(&w.cx, "session").await;
        assert_eq!(value(to(&on, AMARA), "METHOD"), "REQUEST");
        assert!(sequence(to(&first, AMARA)) < sequence(to(&off, AMARA)) && sequence(to(&off, AMARA)) < sequence(to(&on, AMARA)));
        assert_eq!(tick(&w.cx).await.len(), 0);
    }

    async fn undone_within_the_pause_nobody_hears_of_it(bench) {
        let (w, ids, _) = sent(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        call_off(&w.cx, &corinne, &w.slug, ids[3], "The speaker is ill.").await.unwrap();
        let off = queries::session(&w.cx, &corinne, &w.slug, ids[3]).await.unwrap().off.unwrap();
        assert_eq!((off.reason.as_str(), off.leaves_at), ("The speaker is ill.", Some(w.cx.now() + calling::PAUSE)));
        bench.clock.pass(chrono::Duration::minutes(9));
        put_back(&w.cx, &corinne, &w.slug, ids[3]).await.unwrap();
        bench.clock.pass(calling::PAUSE);
        calling::sweep(&w.cx).await.unwrap();
        assert_eq!((leaving(&w.cx, "session").await.len(), tick(&w.cx).await.len()), (0, 0));
        assert_eq!(queries::session(&w.cx, &corinne, &w.slug, ids[3]).await.unwrap().off, None);
        call_off(&w.cx, &corinne, &w.slug, ids[3], "The speaker is ill.").await.unwrap();
        bench.clock.pass(calling::PAUSE);
        calling::sweep(&w.cx).await.unwrap();
        assert!(to(&leaving(&w.cx, "session").await, AMARA).body.contains("does not take place.\n\nThe speaker is ill.\n"));
    }

    async fn who_leaves_loses_the_entry_and_who_comes_gets_it(bench) {
        let (w, _, first) = sent(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        enrolling::remove(&w.cx, &corinne, &w.slug, w.id("benoit")).await.unwrap();
        let letters = tick(&w.cx).await;
        assert_eq!(letters.len(), 2, "one who left, and one who waited and has the place");
        assert_eq!(value(to(&letters, BENOIT), "METHOD"), "CANCEL");
        assert!(sequence(to(&letters, BENOIT)) > sequence(to(&first, BENOIT)), "more than in the letter before, though the session did not change");
        let new = letters.iter().find(|l| l.email != BENOIT).unwrap();
        assert_eq!(value(new, "METHOD"), "REQUEST");
        assert!(first.iter().all(|l| l.email != new.email));
        assert_eq!(tick(&w.cx).await.len(), 0, "nothing is said to whoever left a second time");
        let ada = w.viewer("ada").await.unwrap();
        roles::assign(&w.cx, &ada, &w.slug, w.id("benoit"), domain::viewer::CohortRole::PeerMentor, true).await.unwrap();
        let back = tick(&w.cx).await;
        assert_eq!((back.len(), value(&back[0], "METHOD")), (1, "REQUEST".into()), "a role is a place too");
        assert!(sequence(&back[0]) > sequence(to(&letters, BENOIT)));
    }

    async fn who_wants_no_calendar_letters_still_learns_of_a_move(bench) {
        let (w, ids, _) = sent(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        notices::choose(&w.cx, &amara, Choices { reminders: true, calendar: false }).await.unwrap();
        assert_eq!(tick(&w.cx).await.len(), 0, "saying no is not answered by a letter");
        moved_to(&w, ids[3], "2026-05-01", "09:00").await;
        let letters = leaving(&w.cx, "session").await;
        let plain = to(&letters, AMARA);
        assert_eq!((plain.calendar.is_none(), plain.unsubscribe.is_none()), (true, true));
        notices::choose(&w.cx, &amara, Choices::default()).await.unwrap();
        let letters = tick(&w.cx).await;
        assert_eq!((letters.len(), value(to(&letters, AMARA), "DTSTART")), (1, "20260501T160000Z".into()), "wanted again, it catches up");
    }

    async fn a_suspended_account_and_an_archived_cohort_are_left_alone(bench) {
        let (w, ids, _) = sent(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        profile::suspend(&w.cx, &corinne, w.id("amara")).await.unwrap();
        assert_eq!(tick(&w.cx).await.len(), 0);
        moved_to(&w, ids[3], "2026-05-01", "09:00").await;
        assert!(leaving(&w.cx, "session").await.iter().all(|l| l.email != AMARA));
        crate::programs::commands::archive_cohort(&w.cx, &corinne, &w.slug, true).await.unwrap();
        profile::reactivate(&w.cx, &corinne, w.id("amara")).await.unwrap();
        assert_eq!(tick(&w.cx).await.len(), 0);
        crate::programs::commands::archive_cohort(&w.cx, &corinne, &w.slug, false).await.unwrap();
        let letters = tick(&w.cx).await;
        assert_eq!((letters.len(), letters[0].email.as_str()), (1, AMARA));
    }

    async fn two_workers_at_once_send_each_entry_once(bench) {
        let (w, _) = scheduled(&bench).await;
        leaving(&w.cx, "").await;
        let other = reopen(&bench).await;
        let (a, b, c, d) = tokio::join!(sweep(&w.cx), sweep(&other), sweep(&w.cx), sweep(&other));
        assert!([a, b, c, d].iter().any(Result::is_ok));
        sweep(&other).await.unwrap();
        assert_eq!(leaving(&w.cx, "calendar").await.len(), 29);
    }
}
