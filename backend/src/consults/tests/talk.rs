//! A call from browser to browser, as far as this floor carries it.
use domain::live::call::{LONGEST_SDP, Signal};
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::*;
use crate::consults::tables::{consult_seats, consult_signals};
use crate::consults::{ringing, signals};
use crate::ports::Hint;
use crate::{Fault, both};

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn offer() -> Signal {
    Signal::Offer("v=0".to_owned())
}

/// Amara called, Odile answered.
async fn on(w: &World) -> (ConsultId, crate::Viewer, crate::Viewer) {
    let line = usual(w).await;
    let call = ask(w, &w.cx, "amara", line).await.unwrap();
    let (amara, odile) = (w.viewer("amara").await.unwrap(), w.viewer("odile").await.unwrap());
    calling::answer(&w.cx, &odile, call).await.unwrap();
    (call, amara, odile)
}

async fn rows(cx: &Cx) -> (u64, u64) {
    let seats = consult_seats::Entity::find().count(cx.db()).await.unwrap();
    (seats, consult_signals::Entity::find().count(cx.db()).await.unwrap())
}

both! {
    async fn only_the_two_of_a_call_come_in_and_only_while_it_is_on(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        let (amara, odile) = (w.viewer("amara").await.unwrap(), w.viewer("odile").await.unwrap());
        let enter = async |who: &crate::Viewer, n: u128| signals::enter(&w.cx, who, call, Some((id(n), id(n + 100)))).await;
        let early = Err(Fault::Conflict("conflict-call-not-on"));
        assert_eq!(enter(&amara, 1).await, early, "it rings still");
        calling::answer(&w.cx, &odile, call).await.unwrap();
        let first = enter(&amara, 1).await.unwrap();
        assert_eq!((first.polite, first.other), (true, None), "who asked yields");
        let second = enter(&odile, 2).await.unwrap();
        assert_eq!((second.polite, second.other), (false, Some(id(1))));
        for (who, why) in [("gilles", "rung, or to be rung"), ("corinne", "runs the pathway"), ("ada", "administrator"), ("benoit", "nobody")] {
            let viewer = w.viewer(who).await.unwrap();
            assert!(matches!(enter(&viewer, 3).await, Err(Fault::Refused(_) | Fault::Missing)), "{who}: {why}");
            assert!(matches!(signals::enter(&w.cx, &viewer, call, None).await, Err(Fault::Refused(_) | Fault::Missing)), "{who} listens: {why}");
            for (from, to) in [(1, 2), (2, 1), (3, 1)] {
                let said = signals::hand_on(&w.cx, &viewer, call, (id(from), id(to)), &offer()).await;
                assert!(matches!(said, Err(Fault::Refused(_) | Fault::Missing)), "{who}: {why}");
            }
        }
        assert_eq!(rows(&w.cx).await, (2, 0));
        calling::hang_up(&w.cx, &odile, call).await.unwrap();
        assert_eq!(rows(&w.cx).await, (0, 0), "nothing of it is left");
        assert_eq!(signals::hand_on(&w.cx, &amara, call, (id(1), id(2)), &offer()).await, early.map(|_| None));
        assert_eq!(signals::door(&w.cx, &amara, call).await, Err(Fault::Conflict("conflict-call-not-on")));
    }

    async fn a_signal_goes_from_ones_own_seat_to_the_others_and_no_further(bench) {
        let w = world(&bench).await;
        let (call, amara, odile) = on(&w).await;
        signals::enter(&w.cx, &amara, call, Some((id(1), id(101)))).await.unwrap();
        signals::enter(&w.cx, &odile, call, Some((id(2), id(102)))).await.unwrap();
        let hand = async |who: &crate::Viewer, from: u128, to: u128, what: &Signal| signals::hand_on(&w.cx, who, call, (id(from), id(to)), what).await;
        assert_eq!(hand(&amara, 1, 2, &offer()).await, Ok(Some(id(102))));
        assert_eq!(hand(&amara, 2, 1, &offer()).await, Err(Fault::Refused("refused-consult")), "in the name of the other");
        assert_eq!(hand(&amara, 1, 1, &offer()).await, Ok(None), "to oneself");
        assert_eq!(hand(&amara, 1, 2, &Signal::Offer("x".repeat(LONGEST_SDP + 1))).await, Err(Fault::TooLarge));
        // The same page again is the same seat by another line; another page takes the place.
        signals::enter(&w.cx, &odile, call, Some((id(2), id(202)))).await.unwrap();
        assert_eq!(hand(&amara, 1, 2, &offer()).await, Ok(Some(id(202))));
        signals::leave(&w.cx, call, id(102)).await.unwrap();
        assert_eq!(hand(&amara, 1, 2, &offer()).await, Ok(Some(id(202))), "the line before has nothing to give back");
        signals::enter(&w.cx, &odile, call, Some((id(3), id(103)))).await.unwrap();
        assert_eq!((hand(&amara, 1, 2, &offer()).await, hand(&odile, 2, 1, &offer()).await), (Ok(None), Err(Fault::Refused("refused-consult"))));
        signals::leave(&w.cx, call, id(103)).await.unwrap();
        let stand = signals::stand(&w.cx, &[call]).await.unwrap();
        assert_eq!(stand[&call], [(w.id("amara"), id(1), id(101))]);
    }

    async fn what_waits_for_another_machine_is_fetched_once_in_order_and_goes_with_the_call(bench) {
        let w = world(&bench).await;
        let (call, amara, odile) = on(&w).await;
        signals::enter(&w.cx, &amara, call, Some((id(1), id(101)))).await.unwrap();
        signals::enter(&w.cx, &odile, call, Some((id(2), id(102)))).await.unwrap();
        bench.ear.take();
        for n in 0..3 {
            bench.clock.pass(seconds(1));
            signals::put_by(&w.cx, call, (id(1), id(2)), &Signal::Answer(format!("{n}"))).await.unwrap();
        }
        assert!(bench.ear.take().contains(&Hint::Call(call)), "the other machine is woken");
        assert_eq!(signals::fetch(&w.cx, call, &[id(1)]).await.unwrap(), [], "not for this seat");
        let got = signals::fetch(&w.cx, call, &[id(2)]).await.unwrap();
        let said: Vec<_> = got.iter().map(|(from, to, what)| (*from, *to, what.clone())).collect();
        assert_eq!(said, ["0", "1", "2"].map(|n| (id(1), id(2), Signal::Answer(n.to_owned()))));
        assert_eq!(rows(&w.cx).await, (2, 0), "what was fetched is gone");
        // One that nobody fetches is forgotten after a minute, and one that comes as the call ends is never left.
        signals::put_by(&w.cx, call, (id(1), id(2)), &offer()).await.unwrap();
        bench.clock.pass(seconds(59));
        signals::forget_old(&w.cx).await.unwrap();
        assert_eq!(rows(&w.cx).await, (2, 1));
        bench.clock.pass(seconds(2));
        signals::forget_old(&w.cx).await.unwrap();
        assert_eq!(rows(&w.cx).await, (2, 0));
        signals::put_by(&w.cx, call, (id(1), id(2)), &offer()).await.unwrap();
        bench.clock.pass(Duration::minutes(480));
        ringing::sweep(&w.cx).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::Ended, "nobody said that it was over");
        signals::put_by(&w.cx, call, (id(1), id(2)), &offer()).await.unwrap();
        assert_eq!(rows(&w.cx).await, (0, 0));
    }

    async fn who_sends_without_end_is_told_to_wait(bench) {
        let w = world(&bench).await;
        let (call, amara, odile) = on(&w).await;
        signals::enter(&w.cx, &amara, call, Some((id(1), id(101)))).await.unwrap();
        signals::enter(&w.cx, &odile, call, Some((id(2), id(102)))).await.unwrap();
        let mut refused = 0;
        for _ in 0..200 {
            match signals::hand_on(&w.cx, &amara, call, (id(1), id(2)), &offer()).await {
                Ok(to) => assert_eq!(to, Some(id(102))),
                Err(Fault::TooMany(_)) => refused += 1,
                other => panic!("{other:?}"),
            }
        }
        assert!(refused > 0);
        assert_eq!(signals::hand_on(&w.cx, &odile, call, (id(2), id(1)), &offer()).await, Ok(Some(id(101))), "the other is not held back");
    }

    async fn the_turn_server_is_opened_for_who_sits_until_the_call_must_end(bench) {
        let mut w = world(&bench).await;
        w.cx.ports.turn = std::sync::Arc::new(crate::consults::turn::Turn::new(&["turn:t.example.org:3478".to_owned()], "north"));
        let (call, amara, _) = on(&w).await;
        assert_eq!(signals::enter(&w.cx, &amara, call, None).await.unwrap().ice, []);
        let ice = signals::enter(&w.cx, &amara, call, Some((id(1), id(101)))).await.unwrap().ice;
        let until = row(&w.cx, call).await.due_at.unwrap().timestamp();
        assert!(ice[0].username.starts_with(&format!("{until}:")) && !ice[0].credential.is_empty(), "{ice:?}");
    }
}
