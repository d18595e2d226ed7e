#![allow(clippy::unwrap_used, clippy::panic)]
use chrono::{Duration, TimeZone as _, Utc};
use domain::id::{ResourceId, SessionId};
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::calling::call_off;
use super::commands::{Form, change};
use super::resources::{self, NewResource};
use super::schedule::{Plan, lay, preview, shown_as};
use super::{agenda, calendar, queries};
use crate::testing::Bench;
use crate::world::World;
use crate::{Fault, both};

mod files;
mod missed;
mod presence;

pub(super) fn plan() -> Plan {
    Plan {
        repeat: "monthly".into(),
        every: "1".into(),
        nth: "last".into(),
        weekday: "thu".into(),
        from: "2026-01-01".into(),
        time: "08:00".into(),
        count: "6".into(),
        minutes: "60".into(),
        skip: Vec::new(),
        outside: true,
        ..Plan::default()
    }
}

/// The world with its six sessions; the third begins with the clock, on 26 March 2026 at 15:00 UTC.
pub(super) async fn scheduled(bench: &Bench) -> (World, Vec<SessionId>) {
    let w = World::found(&bench.cx).await.unwrap();
    let corinne = w.viewer("corinne").await.unwrap();
    assert_eq!(lay(&w.cx, &corinne, &w.slug, &plan()).await.unwrap(), 6);
    let (_, lines) = queries::list(&w.cx, &corinne, &w.slug).await.unwrap();
    (w, lines.iter().map(|l| l.id).collect())
}

/// The same, before any of it has begun.
async fn early(bench: &Bench) -> (World, Vec<SessionId>) {
    let w = World::found(&bench.cx).await.unwrap();
    bench.clock.set(Utc.with_ymd_and_hms(2026, 1, 5, 12, 0, 0).unwrap());
    let corinne = w.viewer("corinne").await.unwrap();
    lay(&w.cx, &corinne, &w.slug, &plan()).await.unwrap();
    let (_, lines) = queries::list(&w.cx, &corinne, &w.slug).await.unwrap();
    (w, lines.iter().map(|l| l.id).collect())
}

pub(super) fn form(view: &queries::SessionView) -> Form {
    Form {
        title: "Grief that does not wait".into(),
        date: view.date.to_string(),
        time: "08:00".into(),
        minutes: "60".into(),
        join_url: "https://meet.example.org/psp".into(),
        objectives: "Name three kinds of grief".into(),
        outside: true,
        ..Form::default()
    }
}

both! {
    async fn the_last_thursday_monthly_at_eight_pacific_six_times(bench) {
        let (w, _) = scheduled(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let (_, lines) = queries::list(&w.cx, &corinne, &w.slug).await.unwrap();
        let at = |d: u32, m: u32, h: u32| Utc.with_ymd_and_hms(2026, m, d, h, 0, 0).unwrap();
        let expected = [at(29, 1, 16), at(26, 2, 16), at(26, 3, 15), at(30, 4, 15), at(28, 5, 15), at(25, 6, 15)];
        assert_eq!(lines.iter().map(|l| l.starts_at).collect::<Vec<_>>(), expected);
        assert_eq!(lines.iter().map(|l| l.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
        assert_eq!(lay(&w.cx, &corinne, &w.slug, &plan()).await.unwrap(), 0, "a moment has one session");
        assert!(matches!(lay(&w.cx, &w.viewer("amara").await.unwrap(), &w.slug, &plan()).await, Err(Fault::Refused(_))));
        let odd = Plan { weekday: "".into(), time: "8 o'clock".into(), count: "900".into(), ..plan() };
        let Err(Fault::Invalid(faults)) = preview(&w.cx, &corinne, &w.slug, &odd).await else { panic!("taken") };
        assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["time", "count", "weekday"]);
    }

    async fn before_anybody_is_told_a_session_in_between_gets_its_number_and_the_rest_move(bench) {
        let (w, ids) = early(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let extra = Plan { from: "2026-02-01".into(), nth: "1".into(), count: "1".into(), ..plan() };
        lay(&w.cx, &corinne, &w.slug, &extra).await.unwrap();
        let (_, lines) = queries::list(&w.cx, &corinne, &w.slug).await.unwrap();
        assert_eq!(lines.iter().map(|l| l.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!((lines[0].id, lines[2].id), (ids[0], ids[1]));
    }

    async fn once_it_was_told_a_session_keeps_its_number(bench) {
        let (w, ids) = early(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        crate::sessions::invitations::sweep(&w.cx).await.unwrap();
        let extra = Plan { from: "2026-02-01".into(), nth: "1".into(), count: "1".into(), ..plan() };
        lay(&w.cx, &corinne, &w.slug, &extra).await.unwrap();
        let view = queries::session(&w.cx, &corinne, &w.slug, ids[1]).await.unwrap();
        let later = Form { date: "2026-04-02".into(), ..form(&view) };
        crate::outbox::claim_letters(&w.cx, 1000).await.unwrap();
        change(&w.cx, &corinne, &w.slug, ids[1], view.version, &later).await.unwrap();
        let (_, lines) = queries::list(&w.cx, &corinne, &w.slug).await.unwrap();
        assert_eq!(lines.iter().map(|l| l.number).collect::<Vec<_>>(), [1, 7, 3, 2, 4, 5, 6], "in order of time, called what they were called");
        let letters = crate::outbox::claim_letters(&w.cx, 1000).await.unwrap();
        let amara = letters.iter().find(|l| l.kind == "session" && l.email.starts_with("amara")).unwrap();
        assert!(amara.subject.ends_with("“Grief that does not wait” has a new time"), "{}", amara.subject);
        assert!(amara.body.contains("Before: Thu 26 Feb, 08:00 Pacific") && amara.body.contains("Now: Thu 2 Apr, 08:00 Pacific"), "{}", amara.body);
    }

    async fn a_day_outside_the_cohort_or_one_that_is_over_is_asked_about(bench) {
        let (w, ids) = scheduled(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let view = queries::session(&w.cx, &corinne, &w.slug, ids[4]).await.unwrap();
        for (date, word) in [("2020-05-28", "fault-day-outside"), ("2029-05-28", "fault-day-outside"), ("2026-02-03", "fault-day-over")] {
            let typed = Form { date: date.into(), outside: false, ..form(&view) };
            let Err(Fault::Invalid(faults)) = change(&w.cx, &corinne, &w.slug, ids[4], view.version, &typed).await else { panic!("{date}") };
            assert_eq!((faults[0].field.as_str(), faults[0].word.as_str()), ("date", word));
        }
        assert!(!crate::outbox::claim_letters(&w.cx, 1000).await.unwrap().iter().any(|l| l.kind == "session"), "nobody is told");
        let typed = Form { date: "2029-05-28".into(), outside: true, ..form(&view) };
        change(&w.cx, &corinne, &w.slug, ids[4], view.version, &typed).await.unwrap();
        let letters = crate::outbox::claim_letters(&w.cx, 1000).await.unwrap();
        assert!(letters.iter().any(|l| l.body.contains("Now: Mon 28 May 2029, 08:00")), "with its year");
        let away = Plan { from: "2027-01-01".into(), outside: false, ..plan() };
        let Err(Fault::Invalid(faults)) = lay(&w.cx, &corinne, &w.slug, &away).await else { panic!("laid") };
        assert_eq!((faults[0].field.as_str(), faults[0].with[2].1.as_str()), ("outside", "6"));
        assert_eq!(lay(&w.cx, &corinne, &w.slug, &Plan { outside: true, ..away }).await.unwrap(), 6);
    }

    async fn only_dates_that_were_shown_are_added_and_no_day_gets_two_sessions_unasked(bench) {
        let (w, _) = scheduled(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let again = preview(&w.cx, &corinne, &w.slug, &plan()).await.unwrap();
        assert!(again.iter().all(|d| d.same) && again[0].past && !again[5].past);
        assert_eq!(lay(&w.cx, &corinne, &w.slug, &plan()).await.unwrap(), 0, "the same plan adds nothing");
        let shown = Some(shown_as(&again));
        let later = Plan { time: "09:30".into(), shown, ..plan() };
        let Err(Fault::Invalid(faults)) = lay(&w.cx, &corinne, &w.slug, &later).await else { panic!("laid unseen") };
        assert_eq!(faults[0].word, "fault-dates-changed");
        let dates = preview(&w.cx, &corinne, &w.slug, &later).await.unwrap();
        assert_eq!(dates.iter().map(|d| (d.same, d.beside)).collect::<Vec<_>>(), (1..=6).map(|n| (false, Some(n))).collect::<Vec<_>>());
        let seen = Plan { shown: Some(shown_as(&dates)), ..later };
        let Err(Fault::Invalid(faults)) = lay(&w.cx, &corinne, &w.slug, &seen).await else { panic!("doubled") };
        assert_eq!((faults[0].field.as_str(), faults[0].with[0].1.as_str()), ("double", "6"));
        assert_eq!(lay(&w.cx, &corinne, &w.slug, &Plan { double: true, ..seen }).await.unwrap(), 6);
    }

    async fn months_to_skip_are_read_or_named(bench) {
        let (w, _) = scheduled(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let skip = |words: &[&str]| Plan { skip: words.iter().map(|w| (*w).to_owned()).collect(), ..plan() };
        let all: Vec<String> = (1..=12).map(|m| m.to_string()).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        for (words, word) in [(&["July"][..], "fault-skip"), (&["7", "13"], "fault-skip"), (&all, "fault-skip-all")] {
            let Err(Fault::Invalid(faults)) = preview(&w.cx, &corinne, &w.slug, &skip(words)).await else { panic!("{words:?}") };
            assert_eq!((faults[0].field.as_str(), faults[0].word.as_str()), ("skip", word));
        }
        assert_eq!(preview(&w.cx, &corinne, &w.slug, &skip(&["7", "7"])).await.unwrap().len(), 6);
    }

    async fn the_join_link_shows_to_members_from_fifteen_minutes_before(bench) {
        let (w, ids) = scheduled(&bench).await;
        let fatima = w.viewer("fatima").await.unwrap();
        let view = queries::session(&w.cx, &fatima, &w.slug, ids[3]).await.unwrap();
        change(&w.cx, &fatima, &w.slug, ids[3], view.version, &form(&view)).await.unwrap();
        let start = view.line.starts_at;
        let link = async |short: &str| queries::session(&w.cx, &w.viewer(short).await.unwrap(), &w.slug, ids[3]).await.map(|v| v.join_url);
        bench.clock.set(start - Duration::minutes(15) - Duration::seconds(1));
        assert_eq!(link("amara").await.unwrap(), None, "a second too early");
        bench.clock.set(start - Duration::minutes(15));
        for short in ["amara", "fatima", "corinne", "maya"] {
            assert!(link(short).await.unwrap().is_some(), "{short}");
        }
        for short in ["ada", "leo"] {
            assert_eq!(link(short).await.unwrap(), None, "{short} may know the time, not the way in");
        }
        assert!(matches!(link("odile").await, Err(Fault::Missing)));
        let saved = queries::form(&w.cx, &w.viewer("ada").await.unwrap(), &w.slug, ids[3]).await.unwrap();
        assert_eq!(saved.1, queries::OwnWays::default(), "an administrator's form does not hold the link");
        let ada = w.viewer("ada").await.unwrap();
        let keep = Form { join_url: String::new(), ..form(&saved.0) };
        change(&w.cx, &ada, &w.slug, ids[3], saved.0.version, &keep).await.unwrap();
        assert!(link("amara").await.unwrap().is_some(), "and saving it does not lose the link");
    }

    async fn a_moved_session_tells_its_members_once(bench) {
        let (w, ids) = scheduled(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let view = queries::session(&w.cx, &corinne, &w.slug, ids[4]).await.unwrap();
        let moved = Form { time: "09:30".into(), ..form(&view) };
        change(&w.cx, &corinne, &w.slug, ids[4], view.version, &moved).await.unwrap();
        let letters = crate::outbox::claim_letters(&w.cx, 100).await.unwrap();
        let about: Vec<_> = letters.iter().filter(|l| l.kind == "session").collect();
        assert_eq!(about.len(), 29, "26 participants, two facilitators, one mentor; those who wait are not told");
        assert!(about.iter().all(|l| !l.body.contains("meet.example.org")), "the join link is in no letter");
        let taken = Form { date: "2026-06-25".into(), time: "08:00".into(), ..form(&view) };
        let Err(Fault::Invalid(faults)) = change(&w.cx, &corinne, &w.slug, ids[4], view.version + 1, &taken).await else { panic!("taken") };
        assert_eq!(faults[0].word, "fault-time-taken");
        assert!(matches!(change(&w.cx, &corinne, &w.slug, ids[4], view.version, &moved).await, Err(Fault::Conflict(_))));
        let skipped = Form { date: "2025-03-09".into(), time: "02:30".into(), ..form(&view) };
        let Err(Fault::Invalid(faults)) = change(&w.cx, &corinne, &w.slug, ids[4], view.version + 1, &skipped).await else { panic!("taken") };
        assert_eq!(faults[0].word, "fault-time-skipped");
    }

    async fn an_agenda_is_set_whole_and_judged_line_by_line(bench) {
        let (w, ids) = scheduled(&bench).await;
        let fatima = w.viewer("fatima").await.unwrap();
        let usual = queries::session(&w.cx, &fatima, &w.slug, ids[0]).await.unwrap().agenda;
        assert_eq!(usual.iter().map(|i| i.minutes).sum::<i32>(), 60);
        let line = |kind: &str, minutes: &str| agenda::Typed { kind: kind.into(), title: String::new(), minutes: minutes.into() };
        let Err(Fault::Invalid(faults)) = agenda::set(&w.cx, &fatima, &w.slug, ids[0], &[line("case", "0"), line("party", "5")]).await else { panic!("taken") };
        assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["minutes-0", "kind-1"]);
        let Err(Fault::Invalid(faults)) = agenda::set(&w.cx, &fatima, &w.slug, ids[0], &[line("case", "56"), line("close", "5")]).await else { panic!("taken") };
        assert_eq!((faults[0].field.as_str(), faults[0].word.as_str()), ("minutes-1", "fault-agenda-long"));
        agenda::set(&w.cx, &fatima, &w.slug, ids[0], &[line("case", "40"), line("", ""), line("close", "5")]).await.unwrap();
        let items = queries::session(&w.cx, &fatima, &w.slug, ids[0]).await.unwrap().agenda;
        assert_eq!(items.iter().map(|i| (i.kind.as_str(), i.offset)).collect::<Vec<_>>(), [("case", 0), ("close", 40)]);
    }

    async fn the_library_takes_what_it_can_vouch_for_and_opens_to_members_only(bench) {
        let (w, ids) = scheduled(&bench).await;
        let fatima = w.viewer("fatima").await.unwrap();
        let pdf = NewResource { session: Some(ids[0]), file: Some(("Guide.pdf".into(), b"%PDF-1.7 x".to_vec())), ..NewResource::default() };
        resources::add(&w.cx, &fatima, &w.slug, Uuid::from_u128(1), pdf.clone()).await.unwrap();
        resources::add(&w.cx, &fatima, &w.slug, Uuid::from_u128(1), pdf.clone()).await.unwrap();
        let script = NewResource { file: Some(("Guide.pdf".into(), b"<script>".to_vec())), ..NewResource::default() };
        assert!(matches!(resources::add(&w.cx, &fatima, &w.slug, Uuid::from_u128(2), script).await, Err(Fault::Invalid(_))));
        let link = NewResource { title: "Guide".into(), url: "javascript:alert(1)".into(), ..NewResource::default() };
        assert!(matches!(resources::add(&w.cx, &fatima, &w.slug, Uuid::from_u128(3), link).await, Err(Fault::Invalid(_))));
        let (_, all) = resources::list(&w.cx, &w.viewer("amara").await.unwrap(), &w.slug, None).await.unwrap();
        assert_eq!(all.len(), 1);
        let id = ResourceId(Uuid::from_u128(1));
        assert_eq!(resources::open(&w.cx, &w.viewer("amara").await.unwrap(), &w.slug, id).await.unwrap().bytes, b"%PDF-1.7 x");
        for short in ["leo", "ada"] {
            assert!(matches!(resources::open(&w.cx, &w.viewer(short).await.unwrap(), &w.slug, id).await, Err(Fault::Refused(_))), "{short}");
        }
        let other = w.neighbour(true).await.unwrap();
        let felix = other.viewer("felix").await.unwrap();
        assert!(matches!(resources::open(&w.cx, &felix, &w.slug, id).await, Err(Fault::Missing)));
        assert!(matches!(resources::open(&w.cx, &felix, &other.slug, id).await, Err(Fault::Missing)), "by another cohort's address");
        assert!(matches!(resources::remove(&w.cx, &w.viewer("gilles").await.unwrap(), &w.slug, id).await, Err(Fault::Refused(_))), "not his own");
        resources::remove(&w.cx, &w.viewer("corinne").await.unwrap(), &w.slug, id).await.unwrap();
        assert_eq!(crate::sessions::tables::files::Entity::find().count(w.cx.db()).await.unwrap(), 0);
    }

    async fn the_calendar_tells_when_and_never_where_to_join(bench) {
        let (w, ids) = scheduled(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let view = queries::session(&w.cx, &corinne, &w.slug, ids[5]).await.unwrap();
        change(&w.cx, &corinne, &w.slug, ids[5], view.version, &form(&view)).await.unwrap();
        call_off(&w.cx, &corinne, &w.slug, ids[4], "").await.unwrap();
        let person = crate::accounts::tables::people::Entity::find_by_id(w.id("amara")).one(w.cx.db()).await.unwrap().unwrap();
        let feed = calendar::feed(&w.cx, &person.calendar_token).await.unwrap();
        assert_eq!(feed.matches("BEGIN:VEVENT").count(), 6);
        assert!(feed.contains("DTSTART:20260326T150000Z") && feed.contains("STATUS:CANCELLED"), "{feed}");
        assert!(!feed.contains("meet.example.org"));
        assert!(matches!(calendar::feed(&w.cx, "guess").await, Err(Fault::Missing)));
        assert!(matches!(calendar::feed(&w.cx, &"x".repeat(43)).await, Err(Fault::Missing)));
    }
}
