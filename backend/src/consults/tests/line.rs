//! Ringing and answering.
use domain::consults::{NoCredit, State};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::*;
use crate::consults::{pathways as lines, queries, ringing, thread};
use crate::testing::{bench as fresh, reopen};
use crate::{Fault, both};

async fn letters(cx: &Cx, kind: &str) -> Vec<(String, String)> {
    use crate::outbox::letters;
    let rows = letters::Entity::find().filter(letters::Column::Kind.eq(kind)).all(cx.db()).await.unwrap();
    let mut all: Vec<_> = rows.into_iter().map(|l| (l.to_name, l.state)).collect();
    all.sort();
    all
}

both! {
    async fn g3_it_rings_the_one_on_shift_then_the_backup_then_all_and_every_hop_is_written(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        assert_eq!((state(&w.cx, call).await, rings(&w, call).await), (State::Ringing, vec!["odile".to_owned()]));
        bench.clock.pass(seconds(44));
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(rings(&w, call).await, ["odile"]);
        bench.clock.pass(seconds(1));
        ringing::sweep(&w.cx).await.unwrap();
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!((state(&w.cx, call).await, rings(&w, call).await), (State::Escalated, vec!["gilles".to_owned()]));
        bench.clock.pass(seconds(45));
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(rings(&w, call).await, ["fatima", "gilles", "johanna", "odile"]);
        assert_eq!(letters(&w.cx, "consult-ring").await.len(), 6, "each was told as often as they were rung");
        bench.clock.pass(seconds(45));
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::NotCredited(NoCredit::Unanswered));
        assert_eq!(letters(&w.cx, "consult-ring").await.iter().filter(|l| l.1 == "waiting").count(), 0, "nobody is called to what is over");
        assert_eq!(letters(&w.cx, "consult").await, [("Amara Okafor".to_owned(), "waiting".to_owned())]);
        let hops = consult_hops::Entity::find().all(w.cx.db()).await.unwrap();
        assert!(hops.iter().all(|h| h.rung_at.is_some() && h.state == "missed"), "{hops:?}");
        assert_eq!(row(&w.cx, call).await.due_at, None);
    }

    async fn f20_ten_answer_one_call_on_two_machines_and_one_has_it(bench) {
        let w = world(&bench).await;
        let ten = ["odile", "gilles", "fatima", "johanna", "chen", "dara", "eloise", "fraser", "gurpreet", "hana"];
        let line = pathway(&w, &ten).await;
        for _ in 0..3 {
            let call = ask(&w, &w.cx, "amara", line).await.unwrap();
            assert_eq!(rings(&w, call).await.len(), 10, "nobody is on shift, so all are rung");
            let other = reopen(&bench).await;
            let mut tries = Vec::new();
            for (n, short) in ten.iter().enumerate() {
                let cx = if n % 2 == 0 { w.cx.clone() } else { other.clone() };
                let viewer = w.viewer(short).await.unwrap();
                tries.push(tokio::spawn(async move { (viewer.person(), calling::answer(&cx, &viewer, call).await) }));
            }
            let mut winners = Vec::new();
            for one in tries {
                match one.await.unwrap() {
                    (person, Ok(())) => winners.push(person),
                    (_, Err(why)) => assert_eq!(why, Fault::Conflict("conflict-call-answered")),
                }
            }
            assert_eq!(winners, [row(&w.cx, call).await.acceptor_id]);
            let hops = consult_hops::Entity::find().filter(consult_hops::Column::ConsultId.eq(call)).all(w.cx.db()).await.unwrap();
            let count = |state: &str| hops.iter().filter(|h| h.state == state).count();
            assert_eq!((count("answered"), count("over")), (1, 9));
            let winner = crate::accounts::viewer::of_person(&w.cx, winners[0].unwrap()).await.unwrap();
            calling::answer(&w.cx, &winner, call).await.unwrap();
            calling::hang_up(&w.cx, &winner, call).await.unwrap();
        }
    }

    async fn a_restart_in_mid_ring_goes_on_where_it_was(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        bench.clock.pass(seconds(30));
        // Nothing of it was in memory: another process knows as much.
        let again = reopen(&bench).await;
        ringing::sweep(&again).await.unwrap();
        assert_eq!(rings(&w, call).await, ["odile"]);
        bench.clock.pass(seconds(15));
        ringing::sweep(&again).await.unwrap();
        assert_eq!(rings(&w, call).await, ["gilles"]);
        // Down for an hour: one hop is missed by it, not the call.
        bench.clock.pass(Duration::hours(1));
        let again = reopen(&bench).await;
        ringing::sweep(&again).await.unwrap();
        assert_eq!(rings(&w, call).await.len(), 4);
        calling::answer(&again, &w.viewer("fatima").await.unwrap(), call).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::Connected);
    }

    async fn two_machines_that_look_at_once_take_one_step(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        bench.clock.pass(seconds(46));
        let other = reopen(&bench).await;
        let (one, two) = tokio::join!(ringing::sweep(&w.cx), ringing::sweep(&other));
        one.unwrap();
        two.unwrap();
        assert_eq!((rings(&w, call).await, row(&w.cx, call).await.hop), (vec!["gilles".to_owned()], 1));
        assert_eq!(letters(&w.cx, "consult-ring").await.len(), 2);
    }

    async fn an_on_call_who_cannot_be_reached_in_mid_ring_is_not_waited_for(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        bench.clock.pass(seconds(10));
        let odile = w.viewer("odile").await.unwrap();
        lines::away(&w.cx, &odile, Some(4)).await.unwrap();
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(rings(&w, call).await, ["gilles"], "35 seconds sooner");
        // Taken off the pathway while it rings for them: the same.
        let (corinne, email) = (w.viewer("corinne").await.unwrap(), w.email("gilles").await.unwrap());
        lines::set_person(&w.cx, &corinne, line, &email, false).await.unwrap();
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(rings(&w, call).await, ["fatima", "johanna"]);
        assert!(matches!(calling::answer(&w.cx, &w.viewer("gilles").await.unwrap(), call).await, Err(Fault::Missing)));
        // The next call does not even ring there.
        calling::give_up(&w.cx, &w.viewer("amara").await.unwrap(), call).await.unwrap();
        let next = ask(&w, &w.cx, "amara", line).await.unwrap();
        assert_eq!(rings(&w, next).await, ["fatima", "johanna"]);
    }

    async fn twice_requested_in_a_second_is_one_call(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let amara = w.viewer("amara").await.unwrap();
        let (same, other) = (typed(&w.cx), reopen(&bench).await);
        let mut tries = Vec::new();
        for n in 0..6 {
            let cx = if n % 2 == 0 { w.cx.clone() } else { other.clone() };
            let request = if n < 3 { same.clone() } else { typed(&cx) };
            let amara = amara.clone();
            tries.push(tokio::spawn(async move { calling::request(&cx, &amara, line, &request).await.unwrap() }));
        }
        let mut made = Vec::new();
        for one in tries {
            made.push(one.await.unwrap());
        }
        made.dedup();
        assert_eq!(made.len(), 1);
        assert_eq!(consults::Entity::find().all(w.cx.db()).await.unwrap().len(), 1);
        assert_eq!(rings(&w, made[0]).await, ["odile"], "and one telephone");
        assert_eq!(letters(&w.cx, "consult-ring").await.len(), 1);
        // After it is over the next one is a new call, also by a form that was sent again: that one finds its own.
        calling::give_up(&w.cx, &amara, made[0]).await.unwrap();
        assert_ne!(ask(&w, &w.cx, "amara", line).await.unwrap(), made[0]);
    }

    async fn f07_a_clock_that_goes_back_makes_nothing_ring_for_hours(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        bench.clock.pass(Duration::hours(-2));
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(rings(&w, call).await, ["gilles"]);
        bench.clock.pass(Duration::days(400));
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(row(&w.cx, call).await.hop, 2);
    }

    async fn g4_soon_not_now_is_told_to_the_caller_while_the_next_are_rung(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let (amara, odile) = (w.viewer("amara").await.unwrap(), w.viewer("odile").await.unwrap());
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        assert_eq!(calling::pass_on(&w.cx, &odile, call, Some(7)).await, Err(Fault::field("minutes", "fault-choice")));
        calling::pass_on(&w.cx, &odile, call, Some(15)).await.unwrap();
        assert_eq!(rings(&w, call).await, ["gilles"]);
        let mine = queries::rings(&w.cx, &odile, Default::default()).await.unwrap();
        assert_eq!((mine.now.len(), mine.promised.len()), (0, 1), "who promised finds it again while others are rung");
        let seen = queries::call(&w.cx, &amara, call, Default::default()).await.unwrap();
        assert_eq!(seen.promises, [(Some("Odile Marchand".to_owned()), w.cx.now() + Duration::minutes(15))]);
        calling::pass_on(&w.cx, &w.viewer("gilles").await.unwrap(), call, None).await.unwrap();
        assert_eq!(rings(&w, call).await, ["fatima", "gilles", "johanna", "odile"].into_iter().filter(|n| !["gilles", "odile"].contains(n)).collect::<Vec<_>>());
        bench.clock.pass(seconds(45));
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::Missed, "the caller waits for who promised to come");
        assert!(calling::answer(&w.cx, &w.viewer("fatima").await.unwrap(), call).await.is_err());
        bench.clock.pass(Duration::minutes(14));
        let mine = queries::rings(&w.cx, &odile, Default::default()).await.unwrap();
        assert_eq!((mine.now.len(), mine.promised.len()), (0, 1));
        calling::answer(&w.cx, &odile, call).await.unwrap();
        assert_eq!((state(&w.cx, call).await, row(&w.cx, call).await.acceptor_id), (State::Connected, odile.person()));
    }

    async fn a_promise_that_is_not_kept_ends_and_is_told(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        calling::pass_on(&w.cx, &w.viewer("odile").await.unwrap(), call, Some(5)).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::Missed);
        bench.clock.pass(Duration::minutes(19));
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::Missed);
        bench.clock.pass(Duration::minutes(1));
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::NotCredited(NoCredit::Unanswered));
        assert_eq!(letters(&w.cx, "consult").await.len(), 1);
    }

    async fn of_two_promises_both_stand_and_one_that_is_taken_back_leaves_the_other(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile", "gilles", "fatima"]).await;
        let (odile, gilles, amara) = (w.viewer("odile").await.unwrap(), w.viewer("gilles").await.unwrap(), w.viewer("amara").await.unwrap());
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        let began = w.cx.now();
        calling::pass_on(&w.cx, &gilles, call, Some(60)).await.unwrap();
        calling::pass_on(&w.cx, &odile, call, Some(30)).await.unwrap();
        calling::pass_on(&w.cx, &w.viewer("fatima").await.unwrap(), call, None).await.unwrap();
        assert_eq!((state(&w.cx, call).await, row(&w.cx, call).await.promised_by), (State::Missed, odile.person()), "the sooner is told in lists");
        let named = |name: &str, minutes: i64| (Some(name.to_owned()), began + Duration::minutes(minutes));
        let gilles_name = crate::accounts::tables::people::Entity::find_by_id(w.id("gilles")).one(w.cx.db()).await.unwrap().unwrap().name;
        let seen = async |who: &crate::Viewer| queries::call(&w.cx, who, call, Default::default()).await.unwrap().promises;
        assert_eq!(seen(&amara).await, [named("Odile Marchand", 30), named(&gilles_name, 60)], "who asked sees both");
        assert_eq!(seen(&gilles).await, [(None, began + Duration::minutes(60))], "who promised sees their own");
        let mine = async |who: &crate::Viewer| {
            let rings = queries::rings(&w.cx, who, Default::default()).await.unwrap();
            rings.promised.iter().map(|c| c.promised_for.unwrap()).collect::<Vec<_>>()
        };
        assert_eq!((mine(&odile).await, mine(&gilles).await), (vec![began + Duration::minutes(30)], vec![began + Duration::minutes(60)]));
        calling::pass_on(&w.cx, &odile, call, None).await.unwrap();
        assert_eq!((state(&w.cx, call).await, row(&w.cx, call).await.promised_by), (State::Missed, gilles.person()), "the other stands");
        assert_eq!(calling::answer(&w.cx, &odile, call).await, Err(Fault::Conflict("conflict-call-not-rung")), "theirs is taken back");
        bench.clock.pass(Duration::minutes(70));
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::Missed, "the caller waits for the last who promised");
        calling::answer(&w.cx, &gilles, call).await.unwrap();
        assert_eq!(row(&w.cx, call).await.acceptor_id, gilles.person());
    }

    async fn the_later_of_two_may_keep_their_promise_first(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile", "gilles"]).await;
        let (odile, gilles) = (w.viewer("odile").await.unwrap(), w.viewer("gilles").await.unwrap());
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        calling::pass_on(&w.cx, &odile, call, Some(5)).await.unwrap();
        calling::pass_on(&w.cx, &gilles, call, Some(15)).await.unwrap();
        calling::answer(&w.cx, &gilles, call).await.unwrap();
        assert_eq!(calling::answer(&w.cx, &odile, call).await, Err(Fault::Conflict("conflict-call-answered")));
    }

    async fn promises_that_are_all_taken_back_leave_nobody_waiting(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile", "gilles"]).await;
        let (odile, gilles) = (w.viewer("odile").await.unwrap(), w.viewer("gilles").await.unwrap());
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        calling::pass_on(&w.cx, &odile, call, Some(30)).await.unwrap();
        calling::pass_on(&w.cx, &gilles, call, Some(60)).await.unwrap();
        calling::pass_on(&w.cx, &gilles, call, None).await.unwrap();
        assert_eq!((state(&w.cx, call).await, row(&w.cx, call).await.promised_by), (State::Missed, odile.person()));
        calling::pass_on(&w.cx, &odile, call, None).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::NotCredited(NoCredit::Unanswered));
        assert_eq!(calling::answer(&w.cx, &odile, call).await, Err(Fault::Conflict("conflict-call-over")));
        assert_eq!(calling::pass_on(&w.cx, &odile, call, None).await, Err(Fault::Conflict("conflict-call-not-rung")));
    }

    async fn a_pathway_that_nobody_answers_says_so_at_once(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &[]).await;
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::NotCredited(NoCredit::Unanswered));
    }

    async fn who_gives_up_is_counted_and_nobody_comes_any_more(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        calling::give_up(&w.cx, &w.viewer("amara").await.unwrap(), call).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::NotCredited(NoCredit::GaveUp));
        let odile = w.viewer("odile").await.unwrap();
        assert_eq!(calling::answer(&w.cx, &odile, call).await, Err(Fault::Conflict("conflict-call-over")));
        assert!(letters(&w.cx, "consult-ring").await.iter().all(|l| l.1 == "cancelled"));
    }

    async fn r0_7_what_must_go_is_refused_and_what_may_tell_is_asked_about_once(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let amara = w.viewer("amara").await.unwrap();
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        let say = async |text: &str, looked: bool| thread::say(&w.cx, &amara, call, w.cx.new_id(), text, looked).await;
        let word = |done: Result<()>| match done {
            Err(Fault::Invalid(faults)) => faults[0].word.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!(word(say("PHN 9698 658 215", true).await), "fault-case-blocks");
        assert_eq!(word(say("Since May 14 the pain is worse", false).await), "fault-consult-warns");
        say("Since May 14 the pain is worse", true).await.unwrap();
        say("Pain is worse on the third day", false).await.unwrap();
        let typed = Request { community: "call me at 250 555 0199".to_owned(), ..typed(&w.cx) };
        let benoit = w.viewer("benoit").await.unwrap();
        assert!(matches!(calling::request(&w.cx, &benoit, line, &typed).await, Err(Fault::Invalid(_))));
        // Where one calls from is a place, and may be a small one.
        let typed = Request { community: "Skidegate".to_owned(), ..super::typed(&w.cx) };
        calling::request(&w.cx, &benoit, line, &typed).await.unwrap();
        let typed = Request { community: "Prince George".to_owned(), ..super::typed(&w.cx) };
        calling::request(&w.cx, &w.viewer("dara").await.unwrap(), line, &typed).await.unwrap();
    }

    async fn words_go_ninety_days_after_the_call_and_counts_stay(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let amara = w.viewer("amara").await.unwrap();
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        thread::say(&w.cx, &amara, call, w.cx.new_id(), "Which dose would you start with?", false).await.unwrap();
        calling::answer(&w.cx, &w.viewer("odile").await.unwrap(), call).await.unwrap();
        calling::hang_up(&w.cx, &amara, call).await.unwrap();
        let words = async || queries::call(&w.cx, &amara, call, Default::default()).await.unwrap().thread.len();
        bench.clock.pass(Duration::days(90));
        thread::forget_old(&w.cx).await.unwrap();
        assert_eq!(words().await, 1);
        bench.clock.pass(seconds(1));
        thread::forget_old(&w.cx).await.unwrap();
        assert_eq!(words().await, 0);
        assert_eq!(consults::Entity::find().all(w.cx.db()).await.unwrap().len(), 1);
    }

    async fn a_call_that_nobody_hangs_up_ends_at_the_longest_that_is_noted(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        calling::answer(&w.cx, &w.viewer("odile").await.unwrap(), call).await.unwrap();
        bench.clock.pass(Duration::hours(9));
        ringing::sweep(&reopen(&bench).await).await.unwrap();
        let row = row(&w.cx, call).await;
        assert_eq!((row.state.as_str(), row.ended_at.unwrap() - row.connected_at.unwrap()), ("ended", Duration::hours(8)));
    }
}

#[tokio::test]
async fn sixty_calls_are_each_answered_or_missed_and_none_is_left_ringing() {
    let bench = fresh(crate::testing::Engine::Sqlite).await;
    let w = world(&bench).await;
    let line = usual(&w).await;
    let callers = ["amara", "benoit", "chen", "dara", "eloise", "hana"];
    let crew = ["odile", "gilles", "fatima"];
    for n in 0..60_usize {
        let call = ask(&w, &w.cx, callers[n % callers.len()], line).await.unwrap();
        for step in 0..4 {
            if n % 7 != 6 && step == n % 3 {
                let who = if step == 0 { crew[0] } else { crew[n % 3] };
                let viewer = w.viewer(who).await.unwrap();
                if calling::answer(&w.cx, &viewer, call).await.is_ok() {
                    bench.clock.pass(Duration::minutes(12));
                    calling::hang_up(&w.cx, &viewer, call).await.unwrap();
                    break;
                }
            }
            bench.clock.pass(seconds(45));
            ringing::sweep(&w.cx).await.unwrap();
        }
        assert!(state(&w.cx, call).await.is_over(), "call {n}");
        bench.clock.pass(Duration::hours(3));
    }
}
