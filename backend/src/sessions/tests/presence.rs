//! The ways in, what they come to, corrections and the rule.

use domain::presence::{Threshold, Way};
use sea_orm::{ColumnTrait, QueryFilter};

use super::*;
use crate::sessions::attendance::{
    Correction, Known, adjust, check_in, claim, correct, enter, enter_for, export, figures, join, leave, overview, rule, spans, table,
};
use crate::sessions::tables::{attendance_spans, attendances, sessions};

/// What the team sees of a person.
pub(super) async fn known(w: &World, id: SessionId, who: &str) -> Known {
    let seen = table(&w.cx, &w.viewer("fatima").await.unwrap(), &w.slug, id).await.unwrap();
    seen.rows.into_iter().find(|r| r.person == w.id(who)).unwrap().known
}

pub(super) async fn minutes(w: &World, id: SessionId, who: &str) -> (f64, f64) {
    let seen = known(w, id, who).await.presence;
    (seen.minutes, seen.assumed)
}

async fn code(w: &World, id: SessionId) -> String {
    sessions::Entity::find_by_id(id).one(w.cx.db()).await.unwrap().unwrap().check_in_code
}

async fn with_link(w: &World, id: SessionId) {
    let fatima = w.viewer("fatima").await.unwrap();
    let view = queries::session(&w.cx, &fatima, &w.slug, id).await.unwrap();
    change(&w.cx, &fatima, &w.slug, id, view.version, &form(&view)).await.unwrap();
}

async fn written(w: &World, id: SessionId) -> u64 {
    attendance_spans::Entity::find().filter(attendance_spans::Column::SessionId.eq(id)).count(w.cx.db()).await.unwrap()
}

both! {
    async fn check_in_is_open_around_the_session_and_counts_once(bench) {
        let (w, ids) = scheduled(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        assert!(matches!(check_in(&w.cx, &amara, &w.slug, ids[3]).await, Err(Fault::Conflict(_))));
        check_in(&w.cx, &amara, &w.slug, ids[2]).await.unwrap();
        check_in(&w.cx, &amara, &w.slug, ids[2]).await.unwrap();
        assert_eq!(written(&w, ids[2]).await, 1);
        for short in ["corinne", "leo", "ada"] {
            assert!(matches!(check_in(&w.cx, &w.viewer(short).await.unwrap(), &w.slug, ids[2]).await, Err(Fault::Refused(_))), "{short}");
        }
        call_off(&w.cx, &w.viewer("corinne").await.unwrap(), &w.slug, ids[2], "").await.unwrap();
        assert!(matches!(check_in(&w.cx, &w.viewer("benoit").await.unwrap(), &w.slug, ids[2]).await, Err(Fault::Conflict(_))));
    }

    async fn the_join_button_notes_the_moment_and_gives_the_link(bench) {
        let (w, ids) = scheduled(&bench).await;
        with_link(&w, ids[2]).await;
        let (amara, start) = (w.viewer("amara").await.unwrap(), w.cx.now());
        bench.clock.set(start + Duration::minutes(8));
        let door = format!("/cohorts/{}/sessions/{}/join", w.slug, ids[2]);
        assert_eq!(join(&w.cx, &amara, &w.slug, ids[2]).await.unwrap(), door, "our own door, which knows the meeting's address");
        bench.clock.set(start + Duration::minutes(20));
        assert_eq!(minutes(&w, ids[2], "amara").await, (12.0, 12.0), "nothing is assumed of the future");
        assert_eq!(known(&w, ids[2], "amara").await.verdict, None, "and nothing is decided yet");
        join(&w.cx, &amara, &w.slug, ids[2]).await.unwrap();
        assert_eq!(minutes(&w, ids[2], "amara").await, (12.0, 0.0), "a second press is a sign of life");
        assert_eq!(written(&w, ids[2]).await, 1);
        bench.clock.set(start + Duration::hours(2));
        assert_eq!((minutes(&w, ids[2], "amara").await, known(&w, ids[2], "amara").await.verdict), ((52.0, 40.0), Some(true)));
        assert!(matches!(join(&w.cx, &amara, &w.slug, ids[2]).await, Err(Fault::Conflict(_))), "it is over");
        for short in ["leo", "ada"] {
            assert!(matches!(join(&w.cx, &w.viewer(short).await.unwrap(), &w.slug, ids[2]).await, Err(Fault::Refused(_))), "{short}");
        }
        bench.clock.set(start);
        join(&w.cx, &w.viewer("corinne").await.unwrap(), &w.slug, ids[2]).await.unwrap();
        assert_eq!(written(&w, ids[2]).await, 1, "who only runs the program is not noted");
    }

    async fn goodbye_ends_it_and_coming_back_adds_up(bench) {
        let (w, ids) = scheduled(&bench).await;
        let (amara, start) = (w.viewer("amara").await.unwrap(), w.cx.now());
        check_in(&w.cx, &amara, &w.slug, ids[2]).await.unwrap();
        bench.clock.set(start + Duration::minutes(15));
        for _ in 0..2 {
            leave(&w.cx, &amara, &w.slug, ids[2]).await.unwrap();
        }
        bench.clock.set(start + Duration::minutes(30));
        check_in(&w.cx, &amara, &w.slug, ids[2]).await.unwrap();
        bench.clock.set(start + Duration::minutes(40));
        leave(&w.cx, &amara, &w.slug, ids[2]).await.unwrap();
        assert_eq!(minutes(&w, ids[2], "amara").await, (25.0, 0.0));
        bench.clock.set(start + Duration::hours(2));
        assert_eq!(known(&w, ids[2], "amara").await.verdict, Some(false), "25 of 40");
        assert_eq!(known(&w, ids[2], "benoit").await.verdict, None, "nothing is known of him, and no file was read");
    }

    async fn a_small_group_is_attendance_and_nothing_is_assumed_of_it(bench) {
        let (w, ids) = scheduled(&bench).await;
        let (start, amara) = (w.cx.now(), w.id("amara"));
        let step = async |minute: i64| {
            bench.clock.set(start + Duration::minutes(minute));
            w.cx.begin().await.unwrap()
        };
        let tx = step(5).await;
        spans::begin(&tx, ids[2], amara, Way::Breakout).await.unwrap();
        tx.commit().await.unwrap();
        let tx = step(20).await;
        assert!(spans::alive(&tx, ids[2], amara, Way::Breakout).await.unwrap());
        assert!(!spans::alive(&tx, ids[2], amara, Way::Room).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(minutes(&w, ids[2], "amara").await, (15.0, 0.0));
        let tx = step(25).await;
        spans::end(&tx, ids[2], amara, Way::Breakout).await.unwrap();
        spans::begin(&tx, ids[2], amara, Way::Room).await.unwrap();
        tx.commit().await.unwrap();
        bench.clock.set(start + Duration::hours(1));
        assert_eq!(minutes(&w, ids[2], "amara").await, (20.0, 0.0));
    }

    async fn a_spoken_code_is_taken_for_a_day_and_wrong_ones_are_counted(bench) {
        let (w, ids) = scheduled(&bench).await;
        let (amara, start, right) = (w.viewer("amara").await.unwrap(), w.cx.now(), code(&w, ids[2]).await);
        assert!(right.len() == 4 && right.chars().all(|c| c.is_ascii_digit()), "{right}");
        let wrong = if right == "0000" { "0001" } else { "0000" };
        bench.clock.set(start - Duration::minutes(16));
        assert!(matches!(enter(&w.cx, &amara, &w.slug, ids[2], &right).await, Err(Fault::Conflict(_))), "too early");
        bench.clock.set(start + Duration::hours(3));
        for left in (0..5).rev() {
            let Err(Fault::Invalid(faults)) = enter(&w.cx, &amara, &w.slug, ids[2], wrong).await else { panic!("taken") };
            assert_eq!((faults[0].word.as_str(), &faults[0]), ("fault-code", &domain::fault::FieldFault::new("code", "fault-code").with("left", left)));
        }
        let Err(Fault::Invalid(faults)) = enter(&w.cx, &amara, &w.slug, ids[2], &right).await else { panic!("taken") };
        assert_eq!(faults[0].word, "fault-code-spent", "even the right one");
        let benoit = w.viewer("benoit").await.unwrap();
        let Err(Fault::Invalid(faults)) = enter(&w.cx, &benoit, &w.slug, ids[2], " - ").await else { panic!("taken") };
        assert_eq!(faults[0].word, "fault-code-empty");
        for _ in 0..6 {
            let Err(Fault::Invalid(faults)) = enter(&w.cx, &benoit, &w.slug, ids[2], "12 3").await else { panic!("taken") };
            assert_eq!(faults[0].word, "fault-code-shape", "a slip of the hand is no try");
        }
        let apart = right.chars().map(String::from).collect::<Vec<_>>().join(" ");
        for _ in 0..2 {
            enter(&w.cx, &benoit, &w.slug, ids[2], &apart).await.unwrap();
        }
        assert_eq!(written(&w, ids[2]).await, 1);
        assert_eq!((minutes(&w, ids[2], "benoit").await, known(&w, ids[2], "benoit").await.verdict), ((60.0, 60.0), Some(true)));
        let other = code(&w, ids[1]).await;
        assert!(matches!(enter(&w.cx, &benoit, &w.slug, ids[1], &other).await, Err(Fault::Conflict(_))), "last month's session");
        for short in ["corinne", "leo", "ada"] {
            assert!(matches!(enter(&w.cx, &w.viewer(short).await.unwrap(), &w.slug, ids[2], &right).await, Err(Fault::Refused(_))), "{short}");
        }
        bench.clock.set(start + Duration::hours(26));
        assert!(matches!(enter(&w.cx, &benoit, &w.slug, ids[2], &right).await, Err(Fault::Conflict(_))), "a day after");
    }

    async fn wrong_codes_at_the_same_moment_are_all_counted(bench) {
        let (w, ids) = scheduled(&bench).await;
        let (amara, right) = (w.viewer("amara").await.unwrap(), code(&w, ids[2]).await);
        let wrong = if right == "0000" { "0001" } else { "0000" };
        let mut tries = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let (cx, viewer, slug, id) = (w.cx.clone(), amara.clone(), w.slug.clone(), ids[2]);
            tries.spawn(async move { enter(&cx, &viewer, &slug, id, wrong).await });
        }
        let word = |r: crate::Result<()>| match r { Err(Fault::Invalid(f)) => f[0].word.clone(), other => panic!("{other:?}") };
        assert_eq!(tries.join_all().await.into_iter().filter(|r| word(r.clone()) == "fault-code").count(), 5);
    }

    async fn the_team_notes_a_caller_who_told_the_code(bench) {
        let (w, ids) = scheduled(&bench).await;
        let (fatima, right) = (w.viewer("fatima").await.unwrap(), code(&w, ids[2]).await);
        enter_for(&w.cx, &fatima, &w.slug, ids[2], w.id("amara"), &right).await.unwrap();
        let seen = table(&w.cx, &fatima, &w.slug, ids[2]).await.unwrap();
        let amara = seen.rows.iter().find(|r| r.person == w.id("amara")).unwrap();
        assert_eq!((amara.noted_by.as_str(), amara.known.presence.ways.as_slice()), ("Fatima Rahman", &[Way::Code][..]));
        assert_eq!(seen.code.as_ref().map(|c| &c.0), Some(&right), "shown to those who read it aloud");
        let Err(Fault::Invalid(faults)) = enter_for(&w.cx, &fatima, &w.slug, ids[2], w.id("odile"), &right).await else { panic!("taken") };
        assert_eq!(faults[0].field, "caller");
        assert!(matches!(enter_for(&w.cx, &fatima, &w.slug, ids[2], w.id("benoit"), "x").await, Err(Fault::Invalid(_))));
        assert!(matches!(enter_for(&w.cx, &w.viewer("amara").await.unwrap(), &w.slug, ids[2], w.id("benoit"), &right).await, Err(Fault::Refused(_))));
    }

    async fn a_correction_wins_keeps_its_reason_and_can_be_taken_back(bench) {
        let (w, ids) = scheduled(&bench).await;
        let fatima = w.viewer("fatima").await.unwrap();
        check_in(&w.cx, &w.viewer("amara").await.unwrap(), &w.slug, ids[2]).await.unwrap();
        bench.clock.pass(Duration::hours(2));
        let say = |present: &str, minutes: &str, reason: &str| Correction { present: present.into(), minutes: minutes.into(), reason: reason.into() };
        let put = async |who: &str, c: Correction| adjust(&w.cx, &fatima, &w.slug, ids[2], w.id(who), &c).await;
        for (bad, field) in [(say("yes", "", " "), "reason"), (say("", "", "x"), "present"), (say("yes", "61", "x"), "minutes"), (say("yes", "-3", "x"), "minutes")] {
            let Err(Fault::Invalid(faults)) = put("amara", bad).await else { panic!("{field} taken") };
            assert_eq!(faults[0].field, field);
        }
        put("amara", say("no", "", "Somebody else used her link")).await.unwrap();
        let seen = known(&w, ids[2], "amara").await;
        assert_eq!((seen.verdict, seen.presence.minutes, seen.adjusted.unwrap().reason.as_str()), (Some(false), 60.0, "Somebody else used her link"));
        put("benoit", say("yes", "45", "By telephone, without a code")).await.unwrap();
        assert_eq!((known(&w, ids[2], "benoit").await.verdict, minutes(&w, ids[2], "benoit").await), (Some(true), (45.0, 0.0)));
        bench.clock.pass(Duration::seconds(1));
        put("amara", say("lift", "", "It was her after all")).await.unwrap();
        let seen = known(&w, ids[2], "amara").await;
        assert!(seen.adjusted.is_none() && seen.verdict == Some(true));
        assert!(matches!(correct(&w.cx, &fatima, &w.slug, ids[2], w.id("odile"), true, "x").await, Err(Fault::Missing)));
        for short in ["amara", "leo", "ada", "maya"] {
            assert!(matches!(correct(&w.cx, &w.viewer(short).await.unwrap(), &w.slug, ids[2], w.id("amara"), true, "x").await, Err(Fault::Refused(_))), "{short}");
        }
    }

    async fn marks_of_before_are_still_read(bench) {
        let (w, ids) = scheduled(&bench).await;
        let mark = async |who: &str, source: &str, minutes: f64, present: bool| {
            use sea_orm::ActiveValue::Set;
            let row = attendances::ActiveModel {
                id: Set(domain::id::AttendanceId(w.cx.new_id())), session_id: Set(ids[0]), person_id: Set(w.id(who)), source: Set(source.into()),
                minutes: Set(minutes), present: Set(present), reason: Set(if source == "hand" { "Was there" } else { "" }.into()),
                created_at: Set(w.cx.now() - Duration::days(56)), marked_by: Set(Some(w.id("fatima"))),
            };
            attendances::Entity::insert(row).exec_without_returning(w.cx.db()).await.unwrap();
        };
        mark("amara", "import", 55.0, true).await;
        mark("benoit", "import", 10.0, false).await;
        mark("ivy", "check_in", 0.0, true).await;
        mark("rosa", "hand", 0.0, true).await;
        let mut told = Vec::new();
        for who in ["amara", "benoit", "ivy", "rosa", "uma"] {
            let seen = known(&w, ids[0], who).await;
            told.push((seen.verdict, seen.presence.minutes));
        }
        assert_eq!(told, [(Some(true), 55.0), (Some(false), 10.0), (Some(true), 60.0), (Some(true), 0.0), (Some(false), 0.0)]);
    }

    async fn the_rule_judges_what_comes_and_rewrites_nothing(bench) {
        let (w, ids) = scheduled(&bench).await;
        let (corinne, amara) = (w.viewer("corinne").await.unwrap(), w.viewer("amara").await.unwrap());
        check_in(&w.cx, &amara, &w.slug, ids[2]).await.unwrap();
        bench.clock.pass(Duration::minutes(45));
        leave(&w.cx, &amara, &w.slug, ids[2]).await.unwrap();
        bench.clock.pass(Duration::hours(1));
        assert_eq!(known(&w, ids[2], "amara").await.verdict, Some(true), "45 of 40");
        for (kind, amount, field) in [("hours", "1", "kind"), ("percent", "101", "amount"), ("minutes", "0", "amount"), ("minutes", "x", "amount")] {
            let Err(Fault::Invalid(faults)) = rule::set(&w.cx, &corinne, &w.slug, kind, amount, false).await else { panic!("taken") };
            assert_eq!(faults[0].field, field);
        }
        rule::set(&w.cx, &corinne, &w.slug, "percent", "85", false).await.unwrap();
        rule::set(&w.cx, &corinne, &w.slug, "percent", "85", false).await.unwrap();
        let (now, lines) = rule::read(&w.cx, &corinne, &w.slug).await.unwrap();
        assert_eq!((now, lines.len(), lines[0].by.as_str()), (Threshold::Percent(85), 1, "Corinne Baptiste"));
        assert_eq!(known(&w, ids[2], "amara").await.verdict, Some(true), "it was held under the old rule");
        assert_eq!(table(&w.cx, &corinne, &w.slug, ids[3]).await.unwrap().needed, 51.0, "the next one is judged by the new rule");
        bench.clock.pass(Duration::seconds(1));
        rule::set(&w.cx, &corinne, &w.slug, "percent", "85", true).await.unwrap();
        assert_eq!((known(&w, ids[2], "amara").await.verdict, minutes(&w, ids[2], "amara").await.0), (Some(false), 45.0), "on purpose");
        for short in ["fatima", "amara", "leo", "ada"] {
            assert!(matches!(rule::set(&w.cx, &w.viewer(short).await.unwrap(), &w.slug, "minutes", "5", false).await, Err(Fault::Refused(_))), "{short}");
        }
    }

    async fn a_person_sees_their_own_and_answers_that_they_were_there(bench) {
        let (w, ids) = scheduled(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        assert!(matches!(claim(&w.cx, &amara, &w.slug, ids[2]).await, Err(Fault::Conflict(_))), "it is not over");
        bench.clock.pass(Duration::hours(2));
        let view = async || queries::session(&w.cx, &amara, &w.slug, ids[2]).await.unwrap();
        assert!(view().await.may_claim && view().await.mine.is_none());
        for _ in 0..2 {
            claim(&w.cx, &amara, &w.slug, ids[2]).await.unwrap();
        }
        assert_eq!(attendances::Entity::find().count(w.cx.db()).await.unwrap(), 1);
        let seen = known(&w, ids[2], "amara").await;
        assert!(seen.claimed && seen.verdict.is_none(), "an answer alone decides nothing");
        assert!(!view().await.may_claim && view().await.mine.is_some());
        let (_, held) = overview(&w.cx, &amara, &w.slug).await.unwrap();
        assert!(held[0].mine.as_ref().is_some_and(|k| k.claimed) && held.iter().all(|h| h.present == 0), "one's own, and no counts");
        assert!(matches!(claim(&w.cx, &w.viewer("maya").await.unwrap(), &w.slug, ids[2]).await, Err(Fault::Refused(_))));
        for short in ["leo", "ada", "maya"] {
            assert!(matches!(overview(&w.cx, &w.viewer(short).await.unwrap(), &w.slug).await, Err(Fault::Refused(_))), "{short}");
        }
        bench.clock.pass(Duration::days(31));
        assert!(matches!(claim(&w.cx, &w.viewer("benoit").await.unwrap(), &w.slug, ids[2]).await, Err(Fault::Conflict(_))), "too late");
    }

    async fn figures_and_the_export_tell_the_same_truth(bench) {
        let (w, ids) = scheduled(&bench).await;
        let (fatima, corinne) = (w.viewer("fatima").await.unwrap(), w.viewer("corinne").await.unwrap());
        for who in ["amara", "benoit", "ivy"] {
            correct(&w.cx, &fatima, &w.slug, ids[0], w.id(who), true, "=SUM(A1) was there").await.unwrap();
        }
        let seen = figures(&w.cx, &w.viewer("leo").await.unwrap(), &w.slug).await.unwrap();
        assert_eq!((seen.sessions.as_slice(), &seen.by_sessions), (&[(1, 3, 26)][..], &vec![23, 3]));
        assert_eq!(seen.unread, [2], "of the second nothing is known, which is not that nobody came");
        for short in ["amara", "ada", "maya"] {
            assert!(matches!(figures(&w.cx, &w.viewer(short).await.unwrap(), &w.slug).await, Err(Fault::Refused(_))), "{short}");
        }
        let csv = export(&w.cx, &corinne, &w.slug).await.unwrap();
        assert_eq!(csv.lines().count(), 1 + 26 * 6);
        let yes: Vec<&str> = csv.lines().filter(|l| l.contains(",yes,Fatima Rahman,")).collect();
        assert_eq!(yes.len(), 3);
        assert!(yes.iter().all(|l| l.ends_with("'=SUM(A1) was there,,no") && l.contains(",yes,0.0,0.0,,,hand,")), "{yes:?}");
        assert!(matches!(export(&w.cx, &fatima, &w.slug).await, Err(Fault::Refused(_))));
    }

    async fn a_session_at_which_somebody_was_is_not_called_off_and_of_an_empty_past_one_nobody_is_told(bench) {
        use crate::sessions::calling;
        let (w, ids) = scheduled(&bench).await;
        let fatima = w.viewer("fatima").await.unwrap();
        correct(&w.cx, &fatima, &w.slug, ids[0], w.id("amara"), true, "On the sheet").await.unwrap();
        let held = calling::call_off(&w.cx, &fatima, &w.slug, ids[0], "Snow").await;
        assert_eq!(held.unwrap_err(), Fault::Conflict("conflict-session-held"));
        let letters = async || crate::outbox::claim_letters(&w.cx, 500).await.unwrap().iter().filter(|l| l.kind.starts_with("session")).count();
        letters().await;
        calling::call_off(&w.cx, &fatima, &w.slug, ids[1], "Snow").await.unwrap();
        bench.clock.pass(Duration::minutes(11));
        calling::sweep(&w.cx).await.unwrap();
        calling::put_back(&w.cx, &fatima, &w.slug, ids[1]).await.unwrap();
        assert_eq!(letters().await, 0);
        calling::call_off(&w.cx, &fatima, &w.slug, ids[4], "Snow").await.unwrap();
        bench.clock.pass(Duration::minutes(11));
        calling::sweep(&w.cx).await.unwrap();
        assert!(letters().await > 20, "of one to come everybody is");
    }

    async fn who_leaves_or_comes_later_changes_no_count_of_a_held_session(bench) {
        use crate::programs::enrolling::{self, NewMember, Place};
        let (w, ids) = scheduled(&bench).await;
        let (fatima, corinne, leo) = (w.viewer("fatima").await.unwrap(), w.viewer("corinne").await.unwrap(), w.viewer("leo").await.unwrap());
        for who in ["amara", "benoit", "ivy"] {
            correct(&w.cx, &fatima, &w.slug, ids[0], w.id(who), true, "On the sheet").await.unwrap();
        }
        let counts = async || (figures(&w.cx, &leo, &w.slug).await.unwrap().sessions, overview(&w.cx, &corinne, &w.slug).await.unwrap().1.pop().map(|h| (h.present, h.places)));
        let before = counts().await;
        assert_eq!(before.1, Some((3, 26)));
        bench.clock.pass(Duration::days(20));
        enrolling::remove(&w.cx, &corinne, &w.slug, w.id("amara")).await.unwrap();
        let late = NewMember { email: "late@example.org".into(), name: "Late Comer".into(), ..NewMember::default() };
        let place = enrolling::enrol(&w.cx, &corinne, &w.slug, &late).await.unwrap();
        assert_ne!(place, Place::Already);
        assert_eq!(counts().await, before, "as it was on its day");
        let csv = export(&w.cx, &corinne, &w.slug).await.unwrap();
        let rows = |who: &str| csv.lines().filter(|l| l.starts_with(who)).map(|l| l.split(',').nth(1).unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(rows("Amara"), ["1", "2", "3"], "the sessions that began before she left, and none after");
        assert!(!rows("Late").contains(&"1".to_owned()), "who came later was not absent");
    }
}
