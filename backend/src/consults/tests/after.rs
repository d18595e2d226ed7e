//! What is left after a call.
use chrono::NaiveDate;
use domain::consults::{NoCredit, State};
use domain::credits::accreditation::{Accreditation, Activity};
use domain::gate::What;
use domain::id::PersonId;

use super::*;
use crate::consults::closing::{self, CloseOut, Closing};
use crate::consults::{credit, pathways as lines, queries, ringing};
use crate::{Fault, both};

pub(super) fn closing() -> Closing {
    Closing { kind: "support".into(), reason: "pain".into(), outcome: "managed_here".into(), ..Closing::default() }
}

pub(super) fn taps() -> CloseOut {
    CloseOut { plan: "new".into(), referral: "avoided".into(), travel: "avoided".into(), value: "5".into() }
}

/// A record of the CFPC between two days, decided on the first.
fn record(from: &str, to: &str) -> Accreditation {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    Accreditation {
        body: "CFPC".into(),
        kind: "mainpro".into(),
        statement: "…".into(),
        statement_fr: String::new(),
        session_id: "123".into(),
        most_minutes: None,
        decided_on: Some(day(from)),
        valid_from: day(from),
        valid_to: day(to),
        withdrawn_on: None,
        covers: vec![Activity::Calls],
    }
}

async fn talk(bench: &crate::testing::Bench, w: &World, line: domain::id::PathwayId, minutes: i64) -> ConsultId {
    let call = ask(w, &w.cx, "amara", line).await.unwrap();
    let odile = w.viewer("odile").await.unwrap();
    calling::answer(&w.cx, &odile, call).await.unwrap();
    bench.clock.pass(Duration::minutes(minutes));
    calling::hang_up(&w.cx, &odile, call).await.unwrap();
    call
}

async fn judged(w: &World, call: ConsultId, records: &[Accreditation]) -> State {
    let tx = w.cx.begin().await.unwrap();
    let row = row(&w.cx, call).await;
    let pathway = crate::consults::tables::pathways::Entity::find_by_id(row.pathway_id).one(w.cx.db()).await.unwrap().unwrap();
    let row = credit::judge_by(&tx, row, &pathway, records).await.unwrap();
    crate::consults::reach::state_of(&row)
}

async fn gate(w: &World, call: ConsultId, who: PersonId, records: &[Accreditation]) -> domain::gate::Gate {
    let row = row(&w.cx, call).await;
    let pathway = crate::consults::tables::pathways::Entity::find_by_id(row.pathway_id).one(w.cx.db()).await.unwrap().unwrap();
    credit::gate(w.cx.db(), (&row, &pathway), who, records, w.cx.now()).await.unwrap()
}

both! {
    async fn a_call_goes_through_its_states_and_the_gate_says_what_is_left(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let (amara, odile) = (w.viewer("amara").await.unwrap(), w.viewer("odile").await.unwrap());
        let call = talk(&bench, &w, line, 18).await;
        assert_eq!(state(&w.cx, call).await, State::Ended);
        let left = |gate: domain::gate::Gate| gate.left().map(|r| r.what).collect::<Vec<_>>();
        let all = [record("2026-01-01", "2026-12-31")];
        assert_eq!(left(gate(&w, call, w.id("amara"), &all).await), [What::Closed, What::CloseOut, What::Reflected]);
        assert_eq!(queries::left(&w.cx, &odile).await.unwrap().iter().map(|l| l.2).collect::<Vec<_>>(), ["close"]);
        closing::close(&w.cx, &odile, call, &closing()).await.unwrap();
        assert_eq!((state(&w.cx, call).await, row(&w.cx, call).await.minutes), (State::Closed, Some(18)));
        assert_eq!(closing::close(&w.cx, &odile, call, &closing()).await, Err(Fault::Conflict("conflict-call-closed")));
        closing::close_out(&w.cx, &amara, call, &taps()).await.unwrap();
        assert_eq!(closing::close_out(&w.cx, &amara, call, &taps()).await, Err(Fault::Conflict("conflict-close-out-filed")));
        assert_eq!(queries::left(&w.cx, &amara).await.unwrap().iter().map(|l| l.2).collect::<Vec<_>>(), ["reflect"]);
        assert_eq!(judged(&w, call, &all).await, State::Closed, "R0.5: no reflection, no credit");
        closing::reflect(&w.cx, &amara, call, "Ask about fear first", "Ask it tomorrow", false).await.unwrap();
        assert_eq!(state(&w.cx, call).await, State::NotCredited(NoCredit::NotAccredited), "there is no accreditation here yet");
        assert!(gate(&w, call, w.id("amara"), &all).await.is_open());
        assert!(queries::left(&w.cx, &amara).await.unwrap().is_empty());
    }

    async fn r0_3_the_day_of_the_call_decides_and_midnight_does_not_move_it(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        // 23:50 in British Columbia, on the last day of the accreditation.
        bench.clock.set(at("2026-03-27T06:50:00Z"));
        let call = talk(&bench, &w, line, 30).await;
        assert_eq!(w.cx.now(), at("2026-03-27T07:20:00Z"), "it ended after midnight");
        let (amara, odile) = (w.viewer("amara").await.unwrap(), w.viewer("odile").await.unwrap());
        closing::close(&w.cx, &odile, call, &closing()).await.unwrap();
        closing::close_out(&w.cx, &amara, call, &taps()).await.unwrap();
        let through = |to: &str| [record("2026-01-01", to)];
        let open = async |records: &[Accreditation]| gate(&w, call, w.id("amara"), records).await.has(What::Accredited);
        assert!(open(&through("2026-03-26")).await, "it is of the day on which it began");
        assert!(!open(&through("2026-03-25")).await);
        assert!(!open(&[record("2026-03-27", "2026-12-31")]).await, "and never of the day after: not retroactive");
        let held = gate(&w, call, w.id("amara"), &[]).await;
        let told = held.get(What::Call).unwrap().why.with();
        assert_eq!(told.iter().find(|(name, _)| *name == "minutes").unwrap().1, domain::gate::Arg::Count(30));
    }

    async fn r0_6_answering_earns_only_where_it_is_switched_on_and_from_that_day(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let (corinne, odile) = (w.viewer("corinne").await.unwrap(), w.viewer("odile").await.unwrap());
        let before = talk(&bench, &w, line, 10).await;
        bench.clock.pass(Duration::days(1));
        let (_, form, version, _) = lines::stored(&w.cx, &corinne, line).await.unwrap();
        lines::change(&w.cx, &corinne, line, version, &lines::Form { on_call_earns: true, ..form.clone() }).await.unwrap();
        assert_eq!(lines::change(&w.cx, &corinne, line, version, &form).await, Err(Fault::Conflict("conflict-changed")));
        let after = talk(&bench, &w, line, 10).await;
        for (call, earns) in [(before, false), (after, true)] {
            closing::close(&w.cx, &odile, call, &closing()).await.unwrap();
            closing::reflect(&w.cx, &odile, call, "I say too much", "Ask back once", false).await.unwrap();
            let gate = gate(&w, call, w.id("odile"), &[record("2026-01-01", "2026-12-31")]).await;
            assert_eq!((gate.has(What::Teaching), gate.is_open()), (earns, earns));
        }
    }

    async fn the_minutes_can_be_noted_and_a_clock_that_jumps_makes_none_negative(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let odile = w.viewer("odile").await.unwrap();
        let call = talk(&bench, &w, line, -120).await;
        let seen = queries::call(&w.cx, &odile, call, Default::default()).await.unwrap();
        assert_eq!(seen.minutes, 0);
        let typed = |minutes: &str| Closing { minutes: minutes.into(), ..closing() };
        for wrong in ["-1", "481", "ten"] {
            assert!(matches!(closing::close(&w.cx, &odile, call, &typed(wrong)).await, Err(Fault::Invalid(_))), "{wrong}");
        }
        closing::close(&w.cx, &odile, call, &typed("22")).await.unwrap();
        assert_eq!(row(&w.cx, call).await.minutes, Some(22));
    }

    async fn closing_a_call_that_is_on_ends_it_and_nothing_is_said_before_it_is_over(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let (amara, odile) = (w.viewer("amara").await.unwrap(), w.viewer("odile").await.unwrap());
        let call = ask(&w, &w.cx, "amara", line).await.unwrap();
        assert_eq!(closing::close_out(&w.cx, &amara, call, &taps()).await, Err(Fault::Conflict("conflict-call-not-over")));
        calling::answer(&w.cx, &odile, call).await.unwrap();
        assert_eq!(closing::reflect(&w.cx, &amara, call, "a b", "c d", false).await, Err(Fault::Conflict("conflict-call-not-over")));
        bench.clock.pass(Duration::minutes(5));
        closing::close(&w.cx, &odile, call, &closing()).await.unwrap();
        assert_eq!((state(&w.cx, call).await, row(&w.cx, call).await.minutes), (State::Closed, Some(5)));
        assert!(matches!(closing::close(&w.cx, &amara, call, &closing()).await, Err(Fault::Refused(_))), "each closes their own side");
        assert!(matches!(closing::close_out(&w.cx, &odile, call, &taps()).await, Err(Fault::Refused(_))));
    }

    async fn g9_each_says_something_to_the_other_once_and_a_trend_is_told_from_five_on(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let (amara, odile) = (w.viewer("amara").await.unwrap(), w.viewer("odile").await.unwrap());
        for n in 1..=5_u64 {
            let call = talk(&bench, &w, line, 5).await;
            closing::feedback(&w.cx, &amara, call, "4", "Thank you, you stayed with us.", false).await.unwrap();
            closing::feedback(&w.cx, &amara, call, "4", "Thank you, you stayed with us.", false).await.unwrap();
            assert_eq!(closing::feedback(&w.cx, &amara, call, "5", "", false).await, Err(Fault::Conflict("conflict-feedback-given")));
            closing::feedback(&w.cx, &odile, call, "5", "", false).await.unwrap();
            let seen = queries::call(&w.cx, &odile, call, Default::default()).await.unwrap();
            assert_eq!(seen.heard, Some((4, "Thank you, you stayed with us.".to_owned())));
            let page = queries::on_call(&w.cx, &odile, Default::default()).await.unwrap();
            assert_eq!(page.heard, (n == 5).then_some((5, 4.0)));
        }
    }

    async fn g14_what_happened_is_asked_a_week_later(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let amara = w.viewer("amara").await.unwrap();
        let call = talk(&bench, &w, line, 5).await;
        assert_eq!(closing::follow_up(&w.cx, &amara, call, "better").await, Err(Fault::Conflict("conflict-follow-up-early")));
        bench.clock.pass(Duration::days(7));
        closing::follow_up(&w.cx, &amara, call, "better").await.unwrap();
        let seen = queries::call(&w.cx, &w.viewer("odile").await.unwrap(), call, Default::default()).await.unwrap();
        assert_eq!(seen.follow_up, "better", "the on-call learns it");
        ringing::sweep(&w.cx).await.unwrap();
    }
}
