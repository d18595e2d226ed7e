//! Late answers of a week, and what is told of them (G11); and journeys that may have been saved.
use domain::consults::answering::Verdict;
use domain::consults::travel::{Estimate, Known};
use sea_orm::{EntityTrait, QueryOrder};

use super::*;
use crate::both;
use crate::consults::closing::{self, CloseOut};
use crate::consults::{pathways as lines, report, ringing, weeks};

/// A call of Amara's that Odile answers after so many seconds; one that nobody answers when there are none.
async fn call_after(bench: &crate::testing::Bench, w: &World, line: PathwayId, seconds: Option<i64>) -> ConsultId {
    let mut cx = w.cx.clone();
    cx.ports.throttle = std::sync::Arc::default();
    let call = ask(w, &cx, "amara", line).await.unwrap();
    let odile = w.viewer("odile").await.unwrap();
    match seconds {
        Some(wait) => {
            bench.clock.pass(Duration::seconds(wait));
            calling::answer(&cx, &odile, call).await.unwrap();
            bench.clock.pass(Duration::minutes(3));
            calling::hang_up(&cx, &odile, call).await.unwrap();
        }
        None => {
            bench.clock.pass(Duration::minutes(30));
            for _ in 0..4 {
                ringing::sweep(&cx).await.unwrap();
                bench.clock.pass(Duration::minutes(2));
            }
        }
    }
    call
}

async fn told(cx: &Cx) -> Vec<(String, String)> {
    use crate::outbox::letters;
    let rows = letters::Entity::find().order_by_asc(letters::Column::ToName).all(cx.db()).await.unwrap();
    rows.into_iter().filter(|l| l.kind == "consult-late").map(|l| (l.to_name, l.body)).collect()
}

async fn verdicts(w: &World, line: PathwayId) -> Option<[Verdict; 2]> {
    let corinne = w.viewer("corinne").await.unwrap();
    report::report(&w.cx, &corinne, line, None, Default::default()).await.unwrap().weeks
}

both! {
    async fn g11_leads_and_coordinators_get_one_letter_for_a_week_of_late_answers(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        for _ in 0..4 {
            call_after(&bench, &w, line, Some(200)).await;
        }
        weeks::sweep(&w.cx).await.unwrap();
        assert_eq!(told(&w.cx).await, [], "of fewer than five nothing is said");
        assert_eq!(verdicts(&w, line).await, Some([Verdict::TooFew, Verdict::TooFew]));
        call_after(&bench, &w, line, Some(200)).await;
        weeks::sweep(&w.cx).await.unwrap();
        weeks::sweep(&w.cx).await.unwrap();
        let letters = told(&w.cx).await;
        let names: Vec<&str> = letters.iter().map(|(name, _)| name.as_str()).collect();
        let mut once = names.clone();
        once.dedup();
        assert_eq!(names, once, "one letter each");
        assert!(names.contains(&"Corinne Baptiste") && names.contains(&"Leo Lindqvist"), "{names:?}");
        assert!(letters[0].1.contains("Calls judged: 5") && letters[0].1.contains("3 min 20 s"), "{}", letters[0].1);
        call_after(&bench, &w, line, Some(400)).await;
        weeks::sweep(&w.cx).await.unwrap();
        assert_eq!(told(&w.cx).await.len(), letters.len(), "once for each week");
        bench.clock.pass(Duration::days(7));
        weeks::sweep(&w.cx).await.unwrap();
        assert_eq!(told(&w.cx).await.len(), letters.len(), "a week without calls says nothing");
        assert!(matches!(verdicts(&w, line).await, Some([Verdict::TooFew, Verdict::Late { calls: 6, .. }])));
    }

    async fn g11_a_call_that_nobody_answered_is_told_and_small_counts_are_not(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        for _ in 0..5 {
            call_after(&bench, &w, line, Some(20)).await;
        }
        weeks::sweep(&w.cx).await.unwrap();
        assert_eq!(told(&w.cx).await, []);
        assert!(matches!(verdicts(&w, line).await, Some([Verdict::Fine { ninety: 20 }, _])));
        call_after(&bench, &w, line, None).await;
        weeks::sweep(&w.cx).await.unwrap();
        let letters = told(&w.cx).await;
        assert!(letters[0].1.contains("Calls judged: 6") && letters[0].1.contains("Not answered: fewer than 5"), "{}", letters[0].1);
        let odile = w.viewer("odile").await.unwrap();
        assert_eq!(report::report(&w.cx, &odile, line, None, Default::default()).await.unwrap().weeks, None, "not for who only answers");
    }

    async fn f15_saved_journeys_are_a_range_of_what_was_certain_and_what_was_perhaps(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        let (amara, corinne) = (w.viewer("amara").await.unwrap(), w.viewer("corinne").await.unwrap());
        let mut say = Vec::new();
        for n in 0..10 {
            let call = call_after(&bench, &w, line, Some(20)).await;
            say.push((call, if n < 6 { "avoided" } else { "perhaps" }));
        }
        let travel = async || report::report(&w.cx, &corinne, line, None, Default::default()).await.unwrap().travel;
        for (call, word) in &say[..4] {
            let taps = CloseOut { plan: "new".into(), referral: "needed".into(), travel: (*word).into(), value: "5".into() };
            closing::close_out(&w.cx, &amara, *call, &taps).await.unwrap();
        }
        assert_eq!(travel().await, Estimate::TooFew);
        for (call, word) in &say[4..] {
            let taps = CloseOut { plan: "new".into(), referral: "needed".into(), travel: (*word).into(), value: "5".into() };
            closing::close_out(&w.cx, &amara, *call, &taps).await.unwrap();
        }
        assert_eq!(travel().await, Estimate::Said { journeys: (5, 10), km: None, known: Known::None }, "unknown is said so");
        let community = row(&w.cx, say[0].0).await.community;
        assert!(!community.is_empty());
        let (_, form, version, _) = lines::stored(&w.cx, &corinne, line).await.unwrap();
        let far = format!("{}, 97\nElsewhere, 12", community.to_uppercase());
        lines::change(&w.cx, &corinne, line, version, &lines::Form { distances: far.clone(), ..form.clone() }).await.unwrap();
        assert_eq!(travel().await, Estimate::Said { journeys: (5, 10), km: Some((1100, 2000)), known: Known::All }, "1164 and 1940 km");
        let (_, stored, version, _) = lines::stored(&w.cx, &corinne, line).await.unwrap();
        assert_eq!(stored.distances.lines().collect::<std::collections::BTreeSet<_>>(), far.lines().collect());
        let wrong = lines::change(&w.cx, &corinne, line, version, &lines::Form { distances: "Nowhere".into(), ..form }).await;
        assert_eq!(wrong, Err(crate::Fault::Invalid(vec![domain::fault::FieldFault::new("distances", "fault-distance").with("line", "Nowhere").with("most", 5000)])));
    }
}
