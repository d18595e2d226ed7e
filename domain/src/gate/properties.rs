//! What holds for whatever facts: every gate answers, answers the same twice, and nobody loses by doing more.
#![allow(clippy::unwrap_used)]

use chrono::{DateTime, Duration, NaiveDate};
use proptest::option::of;
use proptest::prelude::*;

use super::group::{GroupFacts, PlanFacts};
use super::meeting::{Meeting, Seen};
use super::{What, group};
use crate::credits::accreditation::{Accreditation, Activity};
use crate::credits::rules::Rules;
use crate::day::{Stamp, months_later};
use crate::improvement::PlanState;
use crate::presence::Threshold;

/// Any moment of eighty years, also such as no clock should show.
fn stamps() -> impl Strategy<Value = Stamp> {
    (0..40_000_i64, 0..1440_i64).prop_map(|(days, minutes)| {
        let at = DateTime::UNIX_EPOCH + Duration::days(days) + Duration::minutes(minutes);
        Stamp { at, on: at.date_naive() }
    })
}

fn plans() -> impl Strategy<Value = PlanFacts> {
    (prop::sample::select(PlanState::ALL.to_vec()), of(stamps()), of(stamps()), 0..3_u32, of(stamps()))
        .prop_map(|(state, submitted, approved, activities, linked)| PlanFacts { state, submitted, approved, activities, linked })
}

fn seens() -> impl Strategy<Value = Seen> {
    let thresholds = prop_oneof![(-5..200_i32).prop_map(Threshold::Minutes), (-5..300_i32).prop_map(Threshold::Percent)];
    (0..500_u32, 0..500_u32, thresholds, of((any::<bool>(), stamps()))).prop_map(|(minutes, scheduled, threshold, hand)| Seen {
        minutes,
        scheduled,
        threshold,
        hand,
    })
}

/// At least one of the three.
fn covered() -> impl Strategy<Value = Vec<Activity>> {
    prop::sample::subsequence(Activity::ALL.to_vec(), 1..=3)
}

fn records() -> impl Strategy<Value = Vec<Accreditation>> {
    let one =
        (of(stamps()), stamps(), 0..900_u32, of(stamps()), covered()).prop_map(|(decided, from, days, withdrawn, covers)| Accreditation {
            body: "CFPC".into(),
            kind: "mainpro".into(),
            statement: "…".into(),
            statement_fr: String::new(),
            session_id: String::new(),
            most_minutes: None,
            decided_on: decided.map(|s| s.on),
            valid_from: from.on,
            valid_to: crate::day::days_later(from.on, days),
            withdrawn_on: withdrawn.map(|s| s.on),
            covers,
        });
    prop::collection::vec(one, 0..4)
}

prop_compose! {
    fn lives()(on in stamps(), over in of(stamps()), cancelled: bool, seen in seens(), plan in of(plans()), received in of(stamps()),
        today in stamps(), approval: bool, counts: bool, records in records()) -> (Meeting, Seen, Option<PlanFacts>, Option<Stamp>, NaiveDate, Rules, Vec<Accreditation>) {
        let rules = Rules { plan_approval: approval, plan_for_certificate: counts, ..Rules::default() };
        (Meeting { on: on.on, over, cancelled }, seen, plan, received, today.on, rules, records)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Total, and the same twice; open is nothing but every line met, since the last of them.
    #[test]
    fn a_gate_is_its_lines((meeting, seen, plan, received, today, rules, records) in lives()) {
        let facts = GroupFacts { meeting, seen, plan, received, rules: &rules, accreditations: &records, today };
        for gate in [group::payment(&facts), group::certificate(&facts)] {
            prop_assert_eq!(gate.is_open(), gate.requirements.iter().all(|r| r.met));
            prop_assert_eq!(gate.since().is_some(), gate.is_open());
            prop_assert_eq!(gate.left().count() == 0, gate.is_open());
            prop_assert!(gate.requirements.iter().all(|r| r.met || r.since.is_none()));
            prop_assert!(!(gate.is_open() && gate.is_lost()));
        }
        prop_assert_eq!(group::payment(&facts), group::payment(&facts));
    }

    /// The two tracks are independent: nothing of the one changes the other (R2.7 aside, where it is switched on).
    #[test]
    fn no_track_waits_for_the_other((meeting, seen, plan, received, today, rules, records) in lives(), other in of(plans()), at in of(stamps())) {
        let rules = Rules { plan_for_certificate: false, ..rules };
        let facts = GroupFacts { meeting, seen, plan, received, rules: &rules, accreditations: &records, today };
        prop_assert_eq!(group::certificate(&facts), group::certificate(&GroupFacts { plan: other, ..facts }));
        prop_assert_eq!(group::payment(&facts), group::payment(&GroupFacts { received: at, accreditations: &[], ..facts }));
    }

    /// Nobody loses by giving more: handing in a plan or being there longer closes no gate.
    #[test]
    fn doing_more_never_closes_a_gate((meeting, seen, plan, received, today, rules, records) in lives(), more in 0..300_u32) {
        let facts = GroupFacts { meeting, seen, plan, received, rules: &rules, accreditations: &records, today };
        let longer = GroupFacts { seen: Seen { minutes: seen.minutes + more, ..seen }, ..facts };
        let handed_in = plan.map(|p| PlanFacts { state: if p.state.is_handed_in() { p.state } else { PlanState::Submitted }, submitted: p.submitted.or(received), ..p });
        for better in [longer, GroupFacts { plan: handed_in, ..facts }] {
            prop_assert!(group::payment(&better).is_open() || !group::payment(&facts).is_open());
            prop_assert!(group::certificate(&better).is_open() || !group::certificate(&facts).is_open());
        }
    }

    /// Never retroactive, whatever is typed: what opens a certificate was decided by that day, and covers it.
    #[test]
    fn no_certificate_without_a_record_that_was_decided_by_its_day((meeting, seen, plan, received, today, rules, records) in lives()) {
        let facts = GroupFacts { meeting, seen, plan, received, rules: &rules, accreditations: &records, today };
        if group::certificate(&facts).is_open() {
            let on = meeting.on;
            prop_assert!(records.iter().any(|r| r.is_for(Activity::Groups) && r.decided_on.is_some_and(|d| d <= on) && r.valid_from <= on && on <= r.valid_to));
            prop_assert!(received.is_some_and(|s| s.on >= months_later(on, 2)));
        }
    }

    /// Whoever works in the practice and is of another profession (H14): the same as for the others, without the accreditation, whatever is on record.
    #[test]
    fn a_record_of_hours_asks_for_all_but_the_accreditation((meeting, seen, plan, received, today, mut rules, records) in lives()) {
        rules.credit.professions = vec!["family physician".into()];
        let facts = GroupFacts { meeting, seen, plan, received, rules: &rules, accreditations: &records, today };
        prop_assert_eq!(group::paper(&facts, "family physician"), group::certificate(&facts));
        let own = group::paper(&facts, "medical office assistant");
        prop_assert!(own.get(What::Accredited).is_none());
        let rest = group::certificate(&facts).requirements.into_iter().filter(|r| r.what != What::Accredited).collect::<Vec<_>>();
        prop_assert_eq!(own.requirements, rest);
    }

    /// A line says which values it speaks of, always under the same key.
    #[test]
    fn every_line_has_a_word((meeting, seen, plan, received, today, rules, records) in lives()) {
        let facts = GroupFacts { meeting, seen, plan, received, rules: &rules, accreditations: &records, today };
        for line in group::certificate(&facts).requirements {
            prop_assert!(super::Why::WORDS.contains(&line.why.word()));
            prop_assert_eq!(line.what == What::Accredited && !line.met, matches!(line.why.word(), "gate-accreditation-awaited" | "gate-before-accreditation" | "gate-after-accreditation" | "gate-not-accredited"));
        }
    }
}
