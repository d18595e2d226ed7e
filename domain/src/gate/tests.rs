//! The rules by number.
#![allow(clippy::unwrap_used)]

use chrono::{Duration, NaiveDate};

use super::call::{CallFacts, End};
use super::group::{Form, GroupFacts, PlanFacts};
use super::meeting::{Meeting, Seen};
use super::session::SessionFacts;
use super::*;
use crate::credits::accreditation::{Accreditation, Activity};
use crate::credits::rules::Rules;
use crate::improvement::PlanState;
use crate::presence::Threshold;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn stamp(text: &str) -> Stamp {
    let at = format!("{text}T20:00:00Z").parse().unwrap();
    Stamp { at, on: day(text) }
}

/// RTVS: launched in April 2020, accredited in August.
pub(super) fn august() -> Vec<Accreditation> {
    vec![Accreditation {
        body: "CFPC".into(),
        kind: "mainpro".into(),
        statement: "This activity …".into(),
        statement_fr: String::new(),
        session_id: "123456789".into(),
        most_minutes: None,
        decided_on: Some(day("2020-08-01")),
        valid_from: day("2020-08-01"),
        valid_to: day("2021-07-31"),
        withdrawn_on: None,
        covers: Activity::ALL.to_vec(),
    }]
}

fn call<'a>(on: &str, rules: &'a Rules, records: &'a [Accreditation]) -> CallFacts<'a> {
    let at = Some(stamp(on));
    CallFacts {
        end: End::Caller,
        answered_on: Some(day(on)),
        ended: at,
        minutes: 6,
        closed: at,
        closed_out: at,
        reflections: [at, at],
        feedback: None,
        followed_up: None,
        profession: "physician",
        rules,
        accreditations: records,
        today: day(on),
    }
}

#[test]
fn r0_3_a_call_of_14_may_2020_earns_none_and_one_of_14_september_earns() {
    let (rules, records) = (Rules::default(), august());
    let may = call::credit(&call("2020-05-14", &rules, &records));
    assert_eq!(may.get(What::Accredited).unwrap().why, Why::BeforeAccreditation { day: day("2020-05-14"), from: day("2020-08-01") });
    assert!(!may.is_open() && may.is_lost());
    assert!(call::credit(&call("2020-09-14", &rules, &records)).is_open());
    for (edge, open) in [("2020-07-31", false), ("2020-08-01", true), ("2021-07-31", true), ("2021-08-01", false)] {
        assert_eq!(call::credit(&call(edge, &rules, &records)).is_open(), open, "{edge}");
    }
}

#[test]
fn r0_5_no_reflection_no_credit() {
    let (rules, records) = (Rules::default(), august());
    let facts = call("2020-09-14", &rules, &records);
    let one = CallFacts { reflections: [facts.reflections[0], None], ..facts };
    let gate = call::credit(&one);
    assert_eq!(gate.left().map(|r| &r.why).collect::<Vec<_>>(), [&Why::ReflectionMissing { have: 1, need: 2 }]);
    assert!(!gate.is_lost(), "they can still reflect");
}

#[test]
fn r0_6_whoever_answers_earns_only_where_the_pathway_says_so() {
    let (mut rules, records) = (Rules::default(), august());
    let answered =
        |rules: &Rules| call::credit(&CallFacts { end: End::OnCall, closed_out: None, ..call("2020-09-14", rules, &records) }).is_open();
    assert!(!answered(&rules));
    rules.calls.on_call_earns = true;
    assert!(answered(&rules));
}

#[test]
fn r0_8_a_pearl_needs_both() {
    let at = Some(stamp("2020-09-14"));
    assert!(publish::pearl(at, at).is_open());
    for (caller, on_call) in [(None, None), (at, None), (None, at)] {
        assert!(!publish::pearl(caller, on_call).is_open());
    }
}

pub(super) fn meeting(on: &str) -> Meeting {
    Meeting { on: day(on), over: Some(stamp(on)), cancelled: false }
}

pub(super) fn there() -> Seen {
    Seen { minutes: 85, scheduled: 90, threshold: Threshold::Percent(80), hand: None }
}

fn handed_in(on: &str) -> Option<PlanFacts> {
    let at = Some(stamp(on));
    Some(PlanFacts { state: PlanState::Submitted, submitted: at, approved: None, activities: 1, linked: at })
}

pub(super) fn member<'a>(on: &str, today: &str, rules: &'a Rules, records: &'a [Accreditation]) -> GroupFacts<'a> {
    GroupFacts { meeting: meeting(on), seen: there(), plan: None, received: None, rules, accreditations: records, today: day(today) }
}

#[test]
fn r2_2_payment_waits_for_the_plan_and_for_its_activity() {
    let (rules, records) = (Rules::default(), august());
    let facts = member("2020-12-15", "2020-12-20", &rules, &records);
    assert_eq!(group::payment(&facts).left().map(|r| r.what).collect::<Vec<_>>(), [What::Plan, What::Activity]);
    let eligible = group::payment(&GroupFacts { plan: handed_in("2020-12-18"), ..facts });
    assert_eq!(eligible.since(), Some(stamp("2020-12-18")));
    for (activities, linked) in [(0, None), (0, Some(stamp("2020-12-18"))), (1, None)] {
        let plan = handed_in("2020-12-18").map(|p| PlanFacts { activities, linked, ..p });
        assert!(!group::payment(&GroupFacts { plan, ..facts }).is_open(), "half a fact is none");
    }
}

#[test]
fn r2_5_the_questionnaire_of_31_december_opens_on_the_last_of_february_and_not_before() {
    let (rules, records) = (Rules::default(), august());
    let on = |today: &str| member("2020-12-31", today, &rules, &records);
    assert_eq!(on("2021-02-27").form(), Form::Scheduled);
    assert_eq!(on("2021-02-28").form(), Form::Open);
    let early = GroupFacts { received: Some(stamp("2021-02-27")), ..on("2021-03-05") };
    assert_eq!(early.form(), Form::Open, "what came too early is asked for again");
    assert!(!group::certificate(&early).is_open());
}

#[test]
fn r2_6_and_r2_7_certified_but_unpaid_and_paid_but_uncertified() {
    let (rules, records) = (Rules::default(), august());
    let certified = GroupFacts { received: Some(stamp("2021-02-15")), ..member("2020-12-15", "2021-02-15", &rules, &records) };
    assert!(group::certificate(&certified).is_open() && !group::payment(&certified).is_open());
    let paid = GroupFacts { plan: handed_in("2020-12-18"), ..member("2020-12-15", "2021-02-15", &rules, &records) };
    assert!(group::payment(&paid).is_open() && !group::certificate(&paid).is_open());
    let switched_on = Rules { plan_for_certificate: true, ..Rules::default() };
    assert!(!group::certificate(&GroupFacts { rules: &switched_on, ..certified }).is_open(), "only where it is switched on");
}

#[test]
fn r2_10_awaiting_certification_certifies_nothing() {
    let rules = Rules::default();
    let mut records = august();
    records[0].decided_on = None;
    let facts = GroupFacts { received: Some(stamp("2021-02-15")), ..member("2020-12-15", "2021-02-15", &rules, &records) };
    assert_eq!(group::certificate(&facts).get(What::Accredited).unwrap().why, Why::AccreditationAwaited { day: day("2020-12-15") });
    let granted_later = vec![Accreditation { decided_on: Some(day("2020-12-16")), ..august()[0].clone() }];
    assert!(!group::certificate(&GroupFacts { accreditations: &granted_later, ..facts }).is_open(), "nor when it comes a day late");
}

#[test]
fn b12_and_b13_minutes_decide_and_a_hand_with_a_reason_wins() {
    let short = Seen { minutes: 71, ..there() };
    assert_eq!(meeting::attended(&meeting("2020-12-15"), &short).why, Why::TooShort { minutes: 71, needed: 72 });
    let by = stamp("2020-12-17");
    let marked = meeting::attended(&meeting("2020-12-15"), &Seen { hand: Some((true, by)), ..short });
    assert_eq!((marked.met, marked.since), (true, Some(by)));
    assert!(!meeting::attended(&meeting("2020-12-15"), &Seen { hand: Some((false, by)), ..there() }).met);
}

#[test]
fn i7_and_i9_nothing_is_published_without_disclosures_and_a_quarter_of_it_is_interactive() {
    let person = |on: &str| publish::Discloser { filed: Some(stamp(on)) };
    let on = day("2021-01-10");
    assert!(publish::session(on, &[person("2019-01-10"), person("2020-12-01")], 15, 60).is_open());
    assert!(!publish::session(on, &[person("2019-01-09")], 15, 60).is_open(), "older than two years");
    assert!(!publish::session(on, &[], 15, 60).is_open(), "nobody disclosed");
    assert!(!publish::session(on, &[person("2020-12-01")], 14, 60).is_open());
}

#[test]
fn r1_6_letters_go_to_whoever_can_still_give_and_stop_when_they_gave() {
    let (rules, records) = (Rules::default(), august());
    let due = |today: &str, sent: usize| {
        let gate = group::certificate(&member("2020-12-15", today, &rules, &records));
        letters::due(&gate, What::Questionnaire, day(today), sent, false)
    };
    assert_eq!(due("2021-02-14", 0), None);
    assert_eq!(due("2021-02-15", 0), Some(1));
    assert_eq!(due("2021-02-15", 1), None);
    assert_eq!((due("2021-02-17", 1), due("2021-02-20", 2), due("2021-06-01", 3)), (Some(2), Some(3), None));
    assert_eq!(due("2021-06-01", 0), Some(3), "after a standstill one letter, not three");
    let answered = GroupFacts { received: Some(stamp("2021-02-16")), ..member("2020-12-15", "2021-02-17", &rules, &records) };
    let absent = GroupFacts { seen: Seen { minutes: 0, ..there() }, ..member("2020-12-15", "2021-02-17", &rules, &records) };
    for (facts, left) in [(answered, false), (absent, false), (member("2020-12-15", "2021-02-17", &rules, &records), true)] {
        assert_eq!(letters::due(&group::certificate(&facts), What::Questionnaire, facts.today, 0, left), None);
    }
    let nowhere: Vec<Accreditation> = Vec::new();
    let lost = group::certificate(&member("2020-12-15", "2021-02-17", &rules, &nowhere));
    assert_eq!(
        letters::due(&lost, What::Questionnaire, day("2021-02-17"), 0, false),
        None,
        "nobody is asked for a certificate that cannot be"
    );
}

#[test]
fn a_gate_without_lines_is_closed() {
    assert!(!Gate::of(Track::Credit, Vec::new()).is_open());
}

#[test]
fn every_reason_has_its_sentence_in_both_languages() {
    let lists = [include_str!("../../../locales/en/credits.ftl"), include_str!("../../../locales/fr/credits.ftl")];
    for word in Why::WORDS {
        assert!(lists.iter().all(|list| list.lines().any(|l| l.starts_with(&format!("{word} =")))), "{word}");
    }
}

#[test]
fn the_sentence_has_the_values_that_it_speaks_of() {
    let why = Why::TooShort { minutes: 30, needed: 48 };
    assert_eq!((why.word(), why.with()), ("gate-too-short", vec![("minutes", Arg::Count(30)), ("needed", Arg::Count(48))]));
}

#[test]
fn h14_an_moa_attends_with_their_own_record_and_no_physicians_credit() {
    let mut rules = Rules::default();
    rules.credit.professions = vec!["physician".into()];
    let records = august();
    let facts = SessionFacts {
        meeting: meeting("2020-12-15"),
        seen: there(),
        content: 80,
        content_length: 85,
        evaluated: None,
        profession: "moa",
        rules: &rules,
        accreditations: &records,
    };
    let gate = session::credit(&facts);
    assert!(gate.has(What::Attended) && !gate.is_open());
    assert!(session::credit(&SessionFacts { profession: "physician", ..facts }).is_open());
}

#[test]
fn r2_9_the_certificate_of_a_series_waits_for_its_end() {
    let open = |on: &str| Gate::of(Track::Credit, vec![Requirement::met(What::Attended, Why::Agreed { day: day(on) }, stamp(on))]);
    let ahead = Meeting { over: None, ..meeting("2021-01-15") };
    let closed = Gate::of(Track::Credit, vec![Requirement::open(What::Attended, Why::Absent { day: day("2021-01-15") })]);
    let (first, second) = ((meeting("2020-12-15"), open("2020-12-15")), (meeting("2021-01-15"), open("2021-01-15")));
    assert!(series::certificate(&[first.clone(), second.clone()], None).is_open());
    assert!(!series::certificate(&[first.clone(), (ahead, closed.clone())], Some(1)).is_open(), "it is not over");
    assert!(series::certificate(&[first.clone(), (second.0, closed.clone())], Some(1)).is_open());
    assert!(!series::certificate(&[first, (second.0, closed)], None).is_open());
    assert!(!series::certificate(&[], None).is_open(), "no session, no certificate");
    assert_eq!(stamp("2020-12-15").at + Duration::days(31), stamp("2021-01-15").at);
}
