//! Credit for a call, where a consult stands by it, and which act has a place when.

use domain::consults::{Act, NoCredit, State};
use domain::credits::accreditation::Accreditation;
use domain::credits::{Rules, counting};
use domain::gate::Gate;
use domain::gate::call::{CallFacts, End, credit};

use super::super::model::calendar::{Day, Moment};
use super::super::model::call::{Call, after, by};
use super::super::model::law::{Grant, law_on};
use super::super::model::sitting::all;
use super::dice::{Dice, HISTORIES};
use super::making;
use super::told::{Tally, accreditations, at, date, rules_on, stamp};

fn call(dice: &Dice) -> Call {
    let day = dice.day();
    let (versions, grants) = (making::versions(dice, day), making::grants(dice, day));
    let answered = if dice.one_in(8) { None } else { Some(dice.moment(day)) };
    let rung = answered.unwrap_or(Moment::new(day, 40_000));
    let ended =
        answered.filter(|_| !dice.one_in(10)).map(|from| from.later(dice.pick(&[0, 59, 60, 61, 300, 3_600, 7_200, 30_000, -30, -4_000])));
    let quick = |dice: &Dice| if dice.one_in(20) { None } else { Some(rung.later(dice.between(0, 200_000))) };
    let (closed, taps, prompts, feedback) = (quick(dice), quick(dice), [quick(dice), quick(dice)], quick(dice));
    let told = if dice.one_in(4) { None } else { Some(dice.moment(day.plus(dice.pick(&[7, 8, 20])))) };
    let profession = dice.pick(&["physician", "physician", "nurse", "moa"]);
    let law = law_on(&versions, day).clone();
    Call { day, caller: !dice.one_in(3), profession, versions, law, grants, answered, ended, closed, taps, prompts, feedback, told }
}

fn facts<'a>(call: &'a Call, rules: &'a Rules, accreditations: &'a [Accreditation], now: Moment) -> CallFacts<'a> {
    let known = |m: Option<Moment>| m.filter(|m| *m <= now);
    let minutes = match (known(call.answered), known(call.ended)) {
        (Some(from), Some(to)) => counting::call_minutes(at(from), at(to)),
        _ => 0,
    };
    CallFacts {
        end: if call.caller { End::Caller } else { End::OnCall },
        answered_on: known(call.answered).map(|m| date(m.day)),
        ended: known(call.ended).map(stamp),
        minutes,
        closed: known(call.closed).map(stamp),
        closed_out: known(call.taps).map(stamp),
        reflections: call.prompts.map(|p| known(p).map(stamp)),
        feedback: known(call.feedback).map(stamp),
        followed_up: known(call.told).map(stamp),
        profession: call.profession,
        rules,
        accreditations,
        today: date(now.day),
    }
}

fn moments(call: &Call) -> Vec<Moment> {
    let mut moments: Vec<Moment> = call.moments().into_iter().flat_map(|m| [m.later(-1), m]).collect();
    moments.sort();
    moments
}

/// What nobody can bring any more, should the gate be closed.
fn never(call: &Call, now: Moment) -> Vec<NoCredit> {
    let lines = call.credit(now);
    let open = |word: &str| lines.iter().any(|(w, met)| *w == word && !met);
    let mut never = Vec::new();
    if open("Call") {
        never.push(NoCredit::NoCall);
    }
    if by(call.answered, now) && open("Accredited") {
        never.push(NoCredit::NotAccredited);
    }
    if open("Profession") {
        never.push(NoCredit::Profession);
    }
    never
}

/// §2.0: `closed → reflected → credited | not_credited(reason)`. Reading: a call that cannot be credited waits for its reflection all the same.
fn judge(call: &Call, gate: &Gate, now: Moment, scene: &dyn std::fmt::Debug) {
    let (lines, never) = (call.credit(now), never(call, now));
    let met = |word: &str| lines.iter().any(|(w, met)| *w == word && *met);
    match State::Closed.judged(gate) {
        State::Closed => assert!(!met("Reflected") || !met("CloseOut"), "{scene:#?}"),
        State::NotCredited(why) => assert!(never.contains(&why) && met("Reflected") && met("CloseOut"), "{why:?} {never:?} {scene:#?}"),
        State::Credited => assert!(all(&lines), "{scene:#?}"),
        State::Reflected => assert!(met("Reflected") && met("CloseOut") && never.is_empty() && !all(&lines), "{never:?} {scene:#?}"),
        other => panic!("{other:?} {scene:#?}"),
    }
    assert_eq!(State::Credited.judged(gate), State::Credited);
}

#[test]
fn a_call_is_credited_as_the_rules_say() {
    let mut tally = Tally::default();
    for seed in 0..HISTORIES {
        let call = call(&Dice::new(seed + 400_000));
        let accreditations = accreditations(&call.grants);
        let rules = rules_on(&call.versions, call.day);
        for now in moments(&call) {
            let scene = (seed, now, &call);
            let gate = credit(&facts(&call, &rules, &accreditations, now));
            tally.compare(&gate, &call.credit(now), &scene);
            if call.caller && by(call.closed, now) && (call.answered.is_none() || by(call.ended, now)) {
                judge(&call, &gate, now, &scene);
            }
            let first = call.moments().into_iter().filter(|t| *t <= now).find(|t| all(&call.credit(*t)));
            assert_eq!(gate.since(), first.map(stamp), "{scene:#?}");
        }
    }
    println!("call: {tally:?}");
    tally.is_fair();
}

/// G8, R0.3: the seed's own case. Launched in April 2020, accredited in August.
#[test]
fn no_call_from_before_the_accreditation_earns() {
    let decided = Some(Day::new(2020, 8, 1));
    let grant = |from: Day| Grant { number: 1, kind: "mainpro", from, to: Day::new(2021, 7, 31), decided, withdrawn: None, most: None };
    for (day, from, earns) in [
        (Day::new(2020, 5, 14), Day::new(2020, 8, 1), false),
        (Day::new(2020, 5, 14), Day::new(2020, 4, 1), false),
        (Day::new(2020, 7, 31), Day::new(2020, 4, 1), false),
        (Day::new(2020, 8, 1), Day::new(2020, 4, 1), true),
        (Day::new(2020, 9, 14), Day::new(2020, 8, 1), true),
        (Day::new(2021, 7, 31), Day::new(2020, 8, 1), true),
        (Day::new(2021, 8, 1), Day::new(2020, 8, 1), false),
    ] {
        let versions = vec![(Day::new(2019, 1, 1), making::plain())];
        let when = |minute: i64| Some(Moment::new(day, minute * 60));
        let call = Call {
            day,
            caller: true,
            profession: "physician",
            law: making::plain(),
            versions,
            grants: vec![grant(from)],
            answered: when(1),
            ended: when(7),
            closed: when(8),
            taps: when(9),
            prompts: [when(10); 2],
            feedback: None,
            told: None,
        };
        let (rules, accreditations, now) = (rules_on(&call.versions, day), accreditations(&call.grants), Moment::new(day, 40_000));
        assert_eq!(credit(&facts(&call, &rules, &accreditations, now)).is_open(), earns, "{day:?} {from:?}");
        assert_eq!(all(&call.credit(now)), earns, "{day:?} {from:?}");
    }
}

#[test]
fn a_consult_goes_only_where_the_rules_lead() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..HISTORIES {
        let dice = &Dice::new(seed + 500_000);
        let mut state = State::Requested;
        for _ in 0..14 {
            for act in Act::ALL {
                let told = after(&format!("{state:?}"), &format!("{act:?}")).map(String::from);
                assert_eq!(state.after(act).map(|s| format!("{s:?}")), told, "{act:?} of {state:?}");
            }
            seen.insert(format!("{state:?}"));
            let Some(next) = Act::ALL.iter().filter_map(|a| state.after(*a)).nth(dice.below(3) as usize) else { continue };
            state = next;
        }
    }
    println!("consult: {seen:?}");
    assert_eq!(seen.len(), 9, "{seen:?}");
    let finished = NoCredit::ALL.map(State::NotCredited).into_iter().chain([State::Closed, State::Reflected, State::Credited]);
    for state in finished {
        assert!(Act::ALL.iter().all(|act| state.after(*act).is_none()), "{state:?}");
    }
}
