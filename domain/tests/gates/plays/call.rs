//! The credit of calls, for the one who asked and the one who answered.

use domain::consults::State;
use domain::credits::accreditation::Accreditation;
use domain::credits::counting;
use domain::credits::rules::{CallRule, CreditRule, Rules};
use domain::day::{Dated, Stamp, in_force};
use domain::gate::Gate;
use domain::gate::call::{CallFacts, End, credit};

use super::consult::STEPS;
use super::dice::Dice;
use super::pieces::{BENT_RECORDS, bend, day, moment, paper, record, stamp, verdict};
use super::{agree, bent_rules_are_seen, same};
use crate::model::call::{Deed, Rule, Story, period};

/// What a store would hold.
struct Store {
    state: State,
    answered: Option<i64>,
    ended: Option<i64>,
    closed: Option<Stamp>,
    closed_out: Option<Stamp>,
    reflections: [Option<Stamp>; 2],
    feedback: Option<Stamp>,
    followed_up: Option<Stamp>,
    basis: (Vec<Dated<Rules>>, Vec<Accreditation>),
    on_call: bool,
    bent: u8,
}

fn rules_of(rule: &Rule, profession: bool, bent: u8) -> Rules {
    let professions = vec![if profession || bent == 8 { "physician" } else { "midwife" }.into()];
    let calls = CallRule {
        feedback: rule.feedback && bent != 3,
        follow_up: rule.follow_up && bent != 4,
        on_call_earns: rule.on_call_earns || bent == 5,
    };
    Rules { credit: CreditRule { professions, ..CreditRule::default() }, calls, ..Rules::default() }
}

impl Store {
    fn of(story: &Story, bent: u8) -> Self {
        let rules = story.rules.iter().map(|r| Dated { from: day(r.from), what: rules_of(r, story.profession, bent) }).collect();
        let mut records: Vec<Accreditation> = story.papers.iter().map(record).collect();
        if bent > 10 {
            bend(&mut records, bent - 10);
        }
        Self {
            state: State::Requested,
            answered: None,
            ended: None,
            closed: None,
            closed_out: None,
            reflections: [None; 2],
            feedback: None,
            followed_up: None,
            basis: (rules, records),
            on_call: story.on_call,
            bent,
        }
    }

    fn gate(&self, now: i64) -> Gate {
        let day_of = if self.bent == 9 { self.ended } else { self.answered };
        let on = day_of.map(|at| day(at.div_euclid(1440)));
        let newest = self.basis.0.iter().max_by_key(|r| r.from).map(|r| &r.what);
        let today = day(now.div_euclid(1440));
        let held = if self.bent == 10 { newest } else { in_force(&self.basis.0, on.unwrap_or(today)) };
        let minutes = self.answered.zip(self.ended).map_or(0, |(a, b)| counting::call_minutes(moment(a), moment(b)));
        let mut reflections = self.reflections;
        if self.bent == 1 {
            reflections = [reflections[0].or(reflections[1]); 2];
        }
        credit(&CallFacts {
            end: if self.on_call { End::OnCall } else { End::Caller },
            answered_on: on,
            ended: self.ended.map(stamp),
            minutes: if self.bent == 6 { minutes + 1 } else { minutes },
            closed: if self.bent == 7 { self.ended.map(stamp) } else { self.closed },
            closed_out: if self.bent == 2 { self.ended.map(stamp) } else { self.closed_out },
            reflections,
            feedback: self.feedback,
            followed_up: self.followed_up,
            profession: "physician",
            rules: held.unwrap(),
            accreditations: &self.basis.1,
            today,
        })
    }

    fn tell(&mut self, at: i64, deed: Deed) -> bool {
        let now = Some(stamp(at));
        if let Deed::Step(name) = deed {
            let act = STEPS.iter().find(|s| s.0 == name).unwrap().1;
            let Some(next) = self.state.after(act) else { return false };
            self.state = next;
            match name {
                "answer" => self.answered = Some(at),
                "hang_up" => self.ended = Some(at),
                "close" => self.closed = now,
                _ => {}
            }
            return true;
        }
        let early = self.answered.is_none_or(|day| at.div_euclid(1440) < day.div_euclid(1440) + 7);
        let place = match deed {
            Deed::CloseOut => &mut self.closed_out,
            Deed::Reflect(prompt) => &mut self.reflections[prompt],
            Deed::Feedback => &mut self.feedback,
            _ => &mut self.followed_up,
        };
        let fits = matches!(self.state, State::Ended | State::Closed) && place.is_none() && !(deed == Deed::FollowUp && early);
        if fits {
            *place = now;
        }
        fits
    }
}

fn deeds(dice: &mut Dice, start: i64, on_call: bool) -> Vec<(i64, Deed)> {
    let mut at = start;
    let mut all = vec![(at, Deed::Step("ring"))];
    let mut add = |all: &mut Vec<(i64, Deed)>, minutes: i64, deed: Deed| {
        at += minutes;
        all.push((at, deed));
    };
    for _ in 0..dice.from(0, 2) {
        add(&mut all, 1, Deed::Step("miss"));
        add(&mut all, 0, Deed::Step("escalate"));
    }
    let reply = dice.once_in(12);
    add(&mut all, dice.from(0, 1), Deed::Step(if reply { "reply" } else { "answer" }));
    add(&mut all, dice.pick(&[0, 0, 1, 6, 25, 90]), Deed::Step("hang_up"));
    let mut rest = vec![Deed::Step("close"), Deed::Reflect(0), Deed::Reflect(1), Deed::Feedback, Deed::CloseOut];
    rest.retain(|deed| !(on_call && *deed == Deed::CloseOut));
    while !rest.is_empty() {
        let deed = rest.remove(usize::try_from(dice.from(0, i64::try_from(rest.len()).unwrap() - 1)).unwrap());
        if !dice.once_in(8) {
            add(&mut all, dice.from(0, 700), deed);
        }
        if dice.once_in(6) {
            let any = dice.pick(&STEPS).0;
            add(&mut all, 1, Deed::Step(any));
        }
    }
    add(&mut all, dice.pick(&[10, 8000, 10_079]), Deed::FollowUp);
    add(&mut all, 3000, Deed::FollowUp);
    all
}

fn play(number: u64, bent: u8) -> Result<(), String> {
    let mut dice = Dice::of(number);
    let on = dice.from(18_300, 19_500);
    // Some calls begin shortly before midnight.
    let start = on * 1440 + dice.pick(&[600, 900, 1430, 1438, 1439]);
    let rule = |dice: &mut Dice, from| Rule { from, feedback: dice.once_in(3), follow_up: dice.once_in(3), on_call_earns: dice.once_in(2) };
    let mut rules = vec![rule(&mut dice, 0)];
    if dice.once_in(2) {
        let from = on + dice.pick(&[-1, 0, 1]);
        rules.push(rule(&mut dice, from));
    }
    let papers = (0..dice.from(1, 2)).map(|_| paper(&mut dice, "calls", on)).collect();
    let mut story = Story { on_call: dice.once_in(3), profession: !dice.once_in(8), papers, rules, past: Vec::new() };
    let mut store = Store::of(&story, bent);
    for (at, deed) in deeds(&mut dice, start, story.on_call) {
        same(&store.tell(at, deed), &story.tell(at, deed), &(at, deed, &story))?;
        let gate = store.gate(at);
        same(&verdict(&gate), &story.said(at), &(at, deed, &story))?;
        if !story.on_call {
            same(&store.state.judged(&gate).code(), &story.state(at), &(at, deed, &story))?;
        }
    }
    Ok(())
}

#[test]
fn a_thousand_calls_come_out_as_the_rules_say() {
    agree(play);
}

#[test]
fn every_bent_rule_of_calls_is_seen() {
    let mut rules = vec![
        "one reflection is enough",
        "the close-out is not needed",
        "feedback is never asked for",
        "the answer a week later is never asked for",
        "whoever answers always earns",
        "a call of no minute earns",
        "a call need not be closed",
        "the credit is for everybody",
        "a call belongs to the day on which it ended",
        "the newest rules judge old calls",
    ];
    rules.extend(BENT_RECORDS);
    bent_rules_are_seen(play, &rules);
}

/// R0.4: a period of calls, some of them with clocks that went back.
fn period_play(number: u64, bent: u8) -> Result<(), String> {
    let mut dice = Dice::of(number);
    let minutes: Vec<i64> = (0..dice.from(0, 40)).map(|_| dice.pick(&[-30, 0, 1, 6, 14, 15, 16, 44, 59, 61, 200])).collect();
    let cap = dice.pick(&[30, 45, 60, 100_000]);
    let most_each = if bent == 2 { None } else { Some(u32::try_from(cap).unwrap()) };
    let rule = CreditRule { most_each, ..CreditRule::default() };
    let sum = match bent {
        1 => minutes.iter().map(|m| counting::of_one(&rule, u32::try_from(*m).unwrap_or(0))).sum(),
        3 => counting::of_calls(&rule, minutes.iter().map(|m| m.abs())),
        _ => counting::of_calls(&rule, minutes.clone()),
    };
    same(&i64::from(counting::credits(sum, 100).0), &period(&minutes, cap), &(cap, &minutes))
}

#[test]
fn r0_4_a_thousand_periods_of_calls_sum_as_the_rule_says() {
    agree(period_play);
    bent_rules_are_seen(period_play, &["each call is rounded by itself", "the cap is forgotten", "a clock that went back adds minutes"]);
}
