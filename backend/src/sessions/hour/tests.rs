//! The hour on both databases: what survives, two who act at once, who may what.
#![allow(clippy::unwrap_used, clippy::panic)]
use chrono::Duration;
use domain::hour::{GroupState, HourView, Phase};
use domain::id::{CaseId, SessionId};
use domain::lang::Lang;

use super::run::{self, Track};
use super::{advice, groups, hands, notes, polls, queries, used};
use crate::cases::form::Written;
use crate::cases::{review, writing};
use crate::ports::Hint;
use crate::sessions::{agenda, attendance};
use crate::testing::{Bench, reopen};
use crate::world::World;
use crate::{Cx, Fault, Viewer, both};

mod doors;
mod record;

pub(super) struct Room {
    pub w: World,
    pub id: SessionId,
    pub case: CaseId,
}

impl Room {
    pub async fn who(&self, short: &str) -> Viewer {
        self.w.viewer(short).await.unwrap()
    }
    pub fn cx(&self) -> &Cx {
        &self.w.cx
    }
    pub fn slug(&self) -> &str {
        &self.w.slug
    }
    pub async fn view(&self) -> HourView {
        queries::page(self.cx(), &self.who("fatima").await, self.slug(), self.id).await.unwrap().view
    }
    pub async fn start(&self) {
        run::start(self.cx(), &self.who("fatima").await, self.slug(), self.id).await.unwrap();
    }
    pub async fn turn(&self, who: &str, track: Track, by: i32, seen: i32) {
        run::turn(self.cx(), &self.who(who).await, self.slug(), self.id, track, by, &seen.to_string()).await.unwrap();
    }
    pub async fn check_in(&self, short: &str) {
        attendance::check_in(self.cx(), &self.who(short).await, self.slug(), self.id).await.unwrap();
    }
}

/// A session that begins now: a welcome, Amara's case, a close.
pub(super) async fn room(bench: &Bench) -> Room {
    let w = World::found(&bench.cx).await.unwrap();
    let id = crate::cases::demo::one_session(&w).await.unwrap();
    let (amara, fatima) = (w.viewer("amara").await.unwrap(), w.viewer("fatima").await.unwrap());
    let line = |kind: &str, minutes: &str| agenda::Typed { kind: kind.into(), title: String::new(), minutes: minutes.into() };
    agenda::set(&w.cx, &fatima, &w.slug, id, &[line("introductions", "5"), line("case", "25"), line("close", "5")]).await.unwrap();
    let mut written = Written { consent: true, ..Written::default() };
    written.set("title", "When a family asks us not to tell");
    written.set("background", "A person in their seventies, at home with an adult child.");
    written.set("question", "How do we honour the person's wish to know?");
    let case = writing::begin(&w.cx, &amara, &w.slug, w.cx.new_id(), &written).await.unwrap();
    writing::submit(&w.cx, &amara, &w.slug, case, 1, &written, Lang::En).await.unwrap();
    review::approve(&w.cx, &fatima, &w.slug, case, 2, true).await.unwrap();
    review::schedule(&w.cx, &fatima, &w.slug, case, &id.to_string()).await.unwrap();
    Room { w, id, case }
}

pub(super) fn words(fault: Fault) -> Vec<String> {
    let Fault::Invalid(faults) = fault else { panic!("{fault:?}") };
    faults.into_iter().map(|f| f.word).collect()
}

both! {
    async fn a_restart_loses_nothing_of_a_running_hour(bench) {
        let r = room(&bench).await;
        r.start().await;
        bench.clock.pass(Duration::seconds(90));
        r.turn("fatima", Track::Agenda, 1, 1).await;
        bench.clock.pass(Duration::seconds(30));
        hands::raise(r.cx(), &r.who("hana").await, r.slug(), r.id).await.unwrap();
        notes::save(r.cx(), &r.who("amara").await, r.slug(), r.id, 0, "Sit down first.").await.unwrap();
        let before = r.view().await;
        let again = reopen(&bench).await;
        let after = queries::page(&again, &r.who("corinne").await, r.slug(), r.id).await.unwrap().view;
        assert_eq!(after, before, "the same for another screen, on another process");
        assert_eq!(after.phase, Phase::Running);
        assert_eq!(after.agenda[0].seconds(again.now()), 90);
        assert_eq!((after.agenda[1].current, after.agenda[1].seconds(again.now())), (true, 30));
        assert_eq!((after.steps[0].current, after.steps[0].seconds(again.now())), (true, 30), "the case begins with its first step");
        run::take_over(&again, &r.who("corinne").await, r.slug(), r.id).await.unwrap();
        assert_eq!(r.view().await.host.unwrap().name, "Corinne Baptiste");
    }

    async fn every_change_has_a_version_and_is_told(bench) {
        let r = room(&bench).await;
        bench.ear.take();
        r.start().await;
        let first = r.view().await.version;
        assert!(bench.ear.take().contains(&Hint::Hour(r.id, first)));
        let (version, frame) = queries::frame(r.cx(), r.id, 0).await.unwrap().unwrap();
        let read: HourView = serde_json::from_value(frame).unwrap();
        assert_eq!((version, read.version), (first, first));
        assert_eq!(queries::frame(r.cx(), r.id, first).await.unwrap(), None, "nothing moved");
        hands::raise(r.cx(), &r.who("hana").await, r.slug(), r.id).await.unwrap();
        assert_eq!(r.view().await.version, first + 1);
        assert!(bench.ear.take().contains(&Hint::Hour(r.id, first + 1)));
        hands::raise(r.cx(), &r.who("hana").await, r.slug(), r.id).await.unwrap();
        assert_eq!(r.view().await.version, first + 1, "raised twice is raised once");
    }

    async fn of_two_hosts_who_press_next_at_once_one_turns_the_page(bench) {
        let r = room(&bench).await;
        r.start().await;
        let (fatima, gilles) = (r.who("fatima").await, r.who("gilles").await);
        let (one, two) = tokio::join!(
            run::turn(r.cx(), &fatima, r.slug(), r.id, Track::Agenda, 1, "1"),
            run::turn(r.cx(), &gilles, r.slug(), r.id, Track::Agenda, 1, "1"),
        );
        one.unwrap();
        two.unwrap();
        let view = r.view().await;
        assert_eq!(view.agenda.iter().find(|l| l.current).unwrap().position, 2);
        r.turn("gilles", Track::Agenda, -1, 2).await;
        r.turn("gilles", Track::Agenda, -1, 1).await;
        assert_eq!(r.view().await.agenda.iter().find(|l| l.current).unwrap().position, 1, "before the first there is nothing");
    }

    async fn a_pause_stops_both_clocks_and_what_was_had_stays(bench) {
        let r = room(&bench).await;
        r.start().await;
        r.turn("fatima", Track::Agenda, 1, 1).await;
        bench.clock.pass(Duration::seconds(60));
        let fatima = r.who("fatima").await;
        run::pause(r.cx(), &fatima, r.slug(), r.id, true).await.unwrap();
        bench.clock.pass(Duration::minutes(10));
        let view = r.view().await;
        assert_eq!(view.phase, Phase::Paused);
        assert_eq!((view.agenda[1].seconds(r.cx().now()), view.steps[0].seconds(r.cx().now())), (60, 60));
        r.turn("fatima", Track::Steps, 1, 1).await;
        assert_eq!(r.view().await.steps[1].since, None, "a step taken in a pause does not run");
        run::pause(r.cx(), &fatima, r.slug(), r.id, false).await.unwrap();
        bench.clock.pass(Duration::seconds(5));
        let view = r.view().await;
        assert_eq!((view.agenda[1].seconds(r.cx().now()), view.steps[1].seconds(r.cx().now())), (65, 5));
        run::add(r.cx(), &fatima, r.slug(), r.id, Track::Agenda, "5").await.unwrap();
        assert_eq!(r.view().await.agenda[1].minutes, 30);
        assert_eq!(words(run::add(r.cx(), &fatima, r.slug(), r.id, Track::Agenda, "many").await.unwrap_err()), ["fault-choice"]);
    }

    async fn the_queue_keeps_its_order_and_one_has_the_word(bench) {
        let r = room(&bench).await;
        r.start().await;
        for short in ["hana", "amara", "benoit"] {
            hands::raise(r.cx(), &r.who(short).await, r.slug(), r.id).await.unwrap();
        }
        let (fatima, order) = (r.who("fatima").await, async || -> Vec<(String, bool)> {
            r.view().await.hands.into_iter().map(|h| (h.who.name.split(' ').next().unwrap().to_owned(), h.called)).collect()
        });
        let hand = async |n: usize| r.view().await.hands[n].id;
        hands::host(r.cx(), &fatima, r.slug(), r.id, hand(2).await, hands::Act::Up).await.unwrap();
        assert_eq!(order().await, [("Hana".to_owned(), false), ("Benoît".to_owned(), false), ("Amara".to_owned(), false)]);
        hands::host(r.cx(), &fatima, r.slug(), r.id, hand(1).await, hands::Act::Call).await.unwrap();
        assert_eq!(order().await[0], ("Benoît".to_owned(), true), "who has the word stands first");
        let benoit = hand(0).await;
        hands::host(r.cx(), &fatima, r.slug(), r.id, hand(1).await, hands::Act::Call).await.unwrap();
        assert_eq!(order().await, [("Hana".to_owned(), true), ("Amara".to_owned(), false)], "and the one before has spoken");
        hands::host(r.cx(), &fatima, r.slug(), r.id, benoit, hands::Act::Call).await.unwrap();
        assert_eq!(order().await.len(), 2, "a hand that is down is not called");
        hands::lower(r.cx(), &r.who("hana").await, r.slug(), r.id).await.unwrap();
        hands::lower(r.cx(), &r.who("hana").await, r.slug(), r.id).await.unwrap();
        assert_eq!(order().await, [("Amara".to_owned(), false)]);
    }

    async fn a_poll_counts_one_vote_a_person_that_may_change(bench) {
        let r = room(&bench).await;
        r.start().await;
        let fatima = r.who("fatima").await;
        let typed = |several| polls::Typed {
            question: "Who starts the conversation?".into(),
            choices: vec!["The nurse".into(), String::new(), "The physician".into(), "Whoever is asked".into()],
            several,
        };
        let (one, many) = (r.cx().new_id(), r.cx().new_id());
        for _ in 0..2 {
            polls::ask(r.cx(), &fatima, r.slug(), r.id, one, &typed(false)).await.unwrap();
        }
        polls::ask(r.cx(), &fatima, r.slug(), r.id, many, &typed(true)).await.unwrap();
        let poll = async |id| r.view().await.polls.into_iter().find(|p| p.id == id).unwrap();
        let counts = async |id| { let p = poll(id).await; (p.choices.iter().map(|c| c.votes).collect::<Vec<_>>(), p.voters) };
        assert_eq!(poll(one).await.choices.len(), 3, "sent twice is one poll, and empty choices are none");
        let vote = async |short: &str, id, n: usize, on| {
            let choice = poll(id).await.choices[n].id.to_string();
            polls::vote(r.cx(), &r.who(short).await, r.slug(), r.id, id, &choice, on).await
        };
        for (short, n) in [("hana", 0), ("amara", 0), ("benoit", 2), ("hana", 2), ("hana", 2)] {
            vote(short, one, n, true).await.unwrap();
        }
        assert_eq!(counts(one).await, (vec![1, 0, 2], 3));
        for (n, on) in [(0, true), (1, true), (1, true), (0, false)] {
            vote("hana", many, n, on).await.unwrap();
        }
        vote("amara", many, 0, true).await.unwrap();
        assert_eq!(counts(many).await, (vec![1, 1, 0], 2));
        let mine = queries::page(r.cx(), &r.who("hana").await, r.slug(), r.id).await.unwrap().votes;
        assert_eq!(mine.len(), 2);
        let text = serde_json::to_string(&r.view().await.polls).unwrap();
        assert!(!text.contains(&r.w.id("hana").to_string()), "who voted is in no state");
        polls::close(r.cx(), &fatima, r.slug(), r.id, one, true).await.unwrap();
        assert_eq!(vote("benoit", one, 0, true).await, Err(Fault::Conflict("conflict-poll-closed")));
        assert_eq!(counts(one).await, (vec![1, 0, 2], 3), "and the counts stay");
        let other = poll(many).await.choices[0].id.to_string();
        polls::close(r.cx(), &fatima, r.slug(), r.id, one, false).await.unwrap();
        assert_eq!(words(polls::vote(r.cx(), &fatima, r.slug(), r.id, one, &other, true).await.unwrap_err()), ["fault-choice"]);
        let bad = polls::Typed { question: "".into(), choices: vec!["a".into(), "a".into()], several: false };
        let faults = words(polls::ask(r.cx(), &fatima, r.slug(), r.id, r.cx().new_id(), &bad).await.unwrap_err());
        assert_eq!(faults, ["fault-empty", "fault-poll-twice", "fault-poll-choices"]);
    }

    async fn notes_of_two_writers_are_merged_and_a_clash_keeps_both(bench) {
        let r = room(&bench).await;
        r.start().await;
        let save = async |short: &str, base, text: &str| notes::save(r.cx(), &r.who(short).await, r.slug(), r.id, base, text).await;
        assert_eq!(save("amara", 0, "Welcome\nCase\nClose").await.unwrap(), notes::Saved::Kept);
        assert_eq!(save("hana", 1, "Welcome, all\nCase\nClose").await.unwrap(), notes::Saved::Kept);
        assert_eq!(save("benoit", 1, "Welcome\nCase\nClose\nThanks").await.unwrap(), notes::Saved::Merged);
        assert_eq!(r.view().await.notes.body, "Welcome, all\nCase\nClose\nThanks");
        let notes::Saved::Clash { theirs, version, .. } = save("corinne", 1, "Bonjour\nCase\nClose").await.unwrap() else { panic!("taken") };
        assert_eq!((theirs.as_str(), version), ("Welcome, all\nCase\nClose\nThanks", 3));
        assert_eq!(r.view().await.notes.body, theirs, "nothing of a clash is written");
        // Pressed again: mine in the lines that both changed, theirs everywhere else; and the earlier text can be read by those who run it.
        let begun = notes::Begun { base: 1, over: Some(version) };
        let again = notes::save_from(r.cx(), &r.who("gurpreet").await, r.slug(), r.id, begun, "Bonjour\nCase\nClose").await.unwrap();
        assert_eq!((again, r.view().await.notes.body.as_str()), (notes::Saved::Merged, "Bonjour\nCase\nClose\nThanks"));
        let (_, past) = notes::past(r.cx(), &r.who("fatima").await, r.slug(), r.id).await.unwrap();
        assert!(past.len() == 4 && past[1].body == theirs, "{past:?}");
        assert_eq!(notes::past(r.cx(), &r.who("amara").await, r.slug(), r.id).await.unwrap_err(), crate::Fault::Refused("refused-role"));
        let unseen = notes::save_from(r.cx(), &r.who("corinne").await, r.slug(), r.id, begun, "Hello\nCase\nClose").await.unwrap();
        assert!(matches!(unseen, notes::Saved::Clash { version: 4, .. }), "what was saved since is shown first: {unseen:?}");
        let version = 4;
        assert_eq!(save("corinne", version, "Bonjour, tous\nCase\nClose\nThanks").await.unwrap(), notes::Saved::Kept);
        assert_eq!(r.view().await.notes.by, "Corinne Baptiste");
        assert_eq!(words(save("hana", 5, "Call her at 604-555-0199, PHN 9123 456 789").await.unwrap_err()), ["fault-case-blocks"]);
    }

    async fn many_who_save_at_once_lose_no_line(bench) {
        let r = room(&bench).await;
        r.start().await;
        let shorts = ["amara", "hana", "benoit", "gurpreet", "johanna", "fatima", "maya"];
        let mut all = Vec::new();
        for short in shorts {
            let (cx, viewer, slug, id) = (r.cx().clone(), r.who(short).await, r.slug().to_owned(), r.id);
            all.push(tokio::spawn(async move { notes::save(&cx, &viewer, &slug, id, 0, &format!("a line of {short}")).await }));
        }
        for one in all {
            assert!(matches!(one.await.unwrap().unwrap(), notes::Saved::Kept | notes::Saved::Merged));
        }
        let body = r.view().await.notes.body;
        for short in shorts {
            assert_eq!(body.matches(&format!("a line of {short}")).count(), 1, "{body}");
        }
    }

    async fn one_line_a_person_in_the_round(bench) {
        let r = room(&bench).await;
        let say = async |short: &str, text: &str| used::say(r.cx(), &r.who(short).await, r.slug(), r.id, text).await;
        say("hana", "Asked what she knew first").await.unwrap();
        say("hana", "Asked what he knew first, and waited").await.unwrap();
        say("amara", "The three questions").await.unwrap();
        let lines: Vec<String> = r.view().await.used.into_iter().map(|u| u.body).collect();
        assert_eq!(lines, ["Asked what he knew first, and waited", "The three questions"]);
        assert_eq!(used::count(r.cx().db(), r.w.cohort).await.unwrap(), 0, "not while it may still be subtracted");
        say("amara", "").await.unwrap();
        assert_eq!(r.view().await.used.len(), 1, "an empty line takes it back");
        r.start().await;
        run::close(r.cx(), &r.who("fatima").await, r.slug(), r.id).await.unwrap();
        assert_eq!(used::count(r.cx().db(), r.w.cohort).await.unwrap(), 1);
        run::reopen(r.cx(), &r.who("fatima").await, r.slug(), r.id).await.unwrap();
        assert_eq!(words(say("benoit", "Call her at 604-555-0199, PHN 9123 456 789").await.unwrap_err()), ["fault-case-blocks"]);
    }
}
