//! The same histories as the facts that the crate asks for. Its clock is eight hours behind Greenwich.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::credits::accreditation::{Accreditation, Activity};
use domain::credits::partial::Row;
use domain::credits::rules::{Counting, Rounding};
use domain::credits::{CallRule, CreditRule, Per, Rules, agenda};
use domain::day::{Dated, Stamp, in_force};
use domain::gate::Gate;
use domain::gate::group::{GroupFacts, PlanFacts};
use domain::gate::meeting::{Meeting, Seen};
use domain::gate::session::SessionFacts;
use domain::improvement::{PlanAct, PlanState};
use domain::presence::{Frame, Hand, Span, Threshold, Way, Window, weigh};

use super::super::model::calendar::{Day, Moment};
use super::super::model::law::{Grant, Law};
use super::super::model::sitting::{Bar, Event, Sitting, Slot, all};

pub fn date(day: Day) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year, day.month, day.date).unwrap()
}

pub fn at(moment: Moment) -> DateTime<Utc> {
    date(moment.day).and_hms_opt(0, 0, 0).unwrap().and_utc() + Duration::seconds(moment.second) + Duration::hours(8)
}

pub fn stamp(moment: Moment) -> Stamp {
    Stamp { at: at(moment), on: date(moment.day) }
}

pub fn rules(law: &Law) -> Rules {
    Rules {
        certificate: Per::Session,
        least_sessions: law.least,
        plan_approval: law.approval,
        plan_for_certificate: law.plan_for_certificate,
        evaluation_for_credit: law.evaluation,
        questionnaire_months: law.months,
        credit: credit(law),
        calls: CallRule { feedback: law.feedback, follow_up: law.follow_up, on_call_earns: law.on_call_earns },
        ..Rules::default()
    }
}

pub fn credit(law: &Law) -> CreditRule {
    CreditRule {
        kind: law.kind.into(),
        per_hour: law.per_hour,
        step: law.step,
        rounding: if law.nearest { Rounding::Nearest } else { Rounding::Down },
        counting: if law.whole { Counting::Whole } else { Counting::Minutes },
        most_each: law.most_each,
        professions: law.professions.iter().map(|p| (*p).into()).collect(),
        partial: law.partial.iter().map(|&(sessions, tools, per_hour)| Row { sessions, tools, per_hour }).collect(),
    }
}

pub fn dated(versions: &[(Day, Law)]) -> Vec<Dated<Rules>> {
    versions.iter().map(|(from, law)| Dated { from: date(*from), what: rules(law) }).collect()
}

pub fn rules_on(versions: &[(Day, Law)], day: Day) -> Rules {
    in_force(&dated(versions), date(day)).unwrap().clone()
}

pub fn accreditations(grants: &[Grant]) -> Vec<Accreditation> {
    let one = |grant: &Grant| Accreditation {
        body: format!("body {}", grant.number),
        kind: grant.kind.into(),
        statement: "This activity is accredited.".into(),
        statement_fr: String::new(),
        session_id: grant.number.to_string(),
        most_minutes: grant.most,
        decided_on: grant.decided.map(date),
        valid_from: date(grant.from),
        valid_to: date(grant.to),
        withdrawn_on: grant.withdrawn.map(date),
        covers: Activity::ALL.to_vec(),
    };
    grants.iter().map(one).collect()
}

/// What the crate is told of one person in one session.
pub struct Told {
    pub meeting: Meeting,
    seen: Seen,
    content: u32,
    content_length: u32,
    evaluated: Option<Stamp>,
    plan: Option<PlanFacts>,
    received: Option<Stamp>,
    profession: &'static str,
    pub rules: Rules,
    accreditations: Vec<Accreditation>,
    today: NaiveDate,
}

/// Stretches of slots for which something is so; beyond the ends of the session where they touch them.
fn runs(sitting: &Sitting, is: impl Fn(&Slot) -> bool) -> Vec<Window> {
    let start = at(Moment::new(sitting.day, sitting.start));
    let moment = |i: usize| start + Duration::seconds(i as i64 * 20);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (i, _) in sitting.slots.iter().enumerate().filter(|(_, slot)| is(slot)) {
        match found.last_mut() {
            Some(run) if run.1 == i => run.1 = i + 1,
            _ => found.push((i, i + 1)),
        }
    }
    let early = |i: usize| if i == 0 { Duration::seconds(400) } else { Duration::zero() };
    let late = |i: usize| if i == sitting.slots.len() { Duration::seconds(700) } else { Duration::zero() };
    found.into_iter().map(|(from, to)| Window { start: moment(from) - early(from), end: moment(to) + late(to) }).collect()
}

impl Told {
    pub fn of(sitting: &Sitting, now: Moment) -> Self {
        let start = at(Moment::new(sitting.day, sitting.start));
        let end = start + Duration::seconds(sitting.slots.len() as i64 * 20);
        let threshold = match sitting.bar {
            Bar::Minutes(n) => Threshold::Minutes(n as i32),
            Bar::Percent(p) => Threshold::Percent(p as i32),
        };
        let window = Window { start, end };
        let frame = Frame { window, now: end + Duration::days(400), closed: None, file_read: false, threshold };
        let span = |w: Window| Span { way: Way::Room, from: Some(w.start), to: Some(w.end), seen: None, stated: None };
        let mut spans: Vec<Span> = runs(sitting, |s| s.there).into_iter().map(span).collect();
        // A second device for the first part of each stretch.
        let second: Vec<Span> =
            spans.iter().map(|s| Span { way: Way::File, to: s.to.map(|to| to - Duration::seconds(10)), ..*s }).collect();
        spans.extend(second);
        let breaks = runs(sitting, |s| s.pause);
        let mut told = Self {
            meeting: Meeting { on: date(sitting.day), over: None, cancelled: false },
            seen: Seen {
                minutes: (weigh(&frame, &spans, None).minutes + 0.001) as u32,
                scheduled: sitting.scheduled(),
                threshold,
                hand: None,
            },
            content: 0,
            content_length: agenda::length(&agenda::content(window, &breaks)),
            evaluated: None,
            plan: None,
            received: None,
            profession: sitting.profession,
            rules: rules_on(&sitting.versions, sitting.day),
            accreditations: accreditations(&sitting.grants),
            today: date(now.day),
        };
        let mut hand = None;
        for (when, event) in sitting.so_far(now) {
            if let Event::Hand(present, minutes) = event {
                hand = Some(Hand { present, minutes: minutes.map(f64::from) });
            }
            told.hear(stamp(when), event);
        }
        told.content = agenda::attended(&frame, &breaks, &spans, hand);
        told
    }

    fn hear(&mut self, when: Stamp, event: Event) {
        let approves = self.rules.plan_approval;
        match event {
            Event::Over => self.meeting.over = Some(when),
            Event::CalledOff => self.meeting.cancelled = true,
            Event::Hand(yes, _) => self.seen.hand = Some((yes, when)),
            Event::Evaluated => self.evaluated = Some(when),
            Event::Received => self.received = Some(when),
            Event::Begin => {
                self.plan = Some(PlanFacts { state: PlanState::Draft, submitted: None, approved: None, activities: 0, linked: None });
            }
            Event::Link(count) => {
                let plan = self.act(PlanAct::Edit, approves);
                plan.activities = count;
                plan.linked = if count == 0 { None } else { plan.linked.or(Some(when)) };
            }
            Event::Submit => self.act(PlanAct::Submit, approves).submitted = Some(when),
            Event::Approve => self.act(PlanAct::Approve, approves).approved = Some(when),
            Event::SendBack => {
                self.act(PlanAct::SendBack, approves);
            }
            Event::Withdraw => {
                self.act(PlanAct::Withdraw, approves);
            }
            Event::Reopen => {
                self.act(PlanAct::Reopen, approves);
            }
        }
    }

    fn act(&mut self, act: PlanAct, approves: bool) -> &mut PlanFacts {
        let plan = self.plan.as_mut().unwrap();
        plan.state = plan.state.after(act, approves).unwrap_or_else(|| panic!("{act:?} of {:?}", plan.state));
        plan
    }

    pub fn session(&self) -> SessionFacts<'_> {
        SessionFacts {
            meeting: self.meeting,
            seen: self.seen,
            content: self.content,
            content_length: self.content_length,
            evaluated: self.evaluated,
            profession: self.profession,
            rules: &self.rules,
            accreditations: &self.accreditations,
        }
    }

    pub fn group(&self) -> GroupFacts<'_> {
        GroupFacts {
            meeting: self.meeting,
            seen: self.seen,
            plan: self.plan,
            received: self.received,
            rules: &self.rules,
            accreditations: &self.accreditations,
            today: self.today,
        }
    }
}

/// How often a gate was found open and closed: a play that saw only one of them proves nothing.
#[derive(Debug, Default)]
pub struct Tally {
    pub open: u32,
    pub closed: u32,
}

impl Tally {
    /// The gate and the model say the same, line by line and as a whole.
    pub fn compare(&mut self, gate: &Gate, model: &[(&'static str, bool)], scene: &dyn std::fmt::Debug) {
        for (word, met) in model {
            let line = gate.requirements.iter().find(|r| format!("{:?}", r.what) == *word);
            let line = line.unwrap_or_else(|| panic!("{word} is missing in {gate:#?}"));
            assert_eq!(line.met, *met, "{word} {:?}; {scene:#?}", line.why);
        }
        assert_eq!(gate.requirements.len(), model.len(), "{gate:#?}\n{model:?}");
        assert_eq!(gate.is_open(), all(model), "{gate:#?}");
        if gate.is_open() { self.open += 1 } else { self.closed += 1 }
    }

    pub fn is_fair(&self) {
        assert!(self.open > 200 && self.closed > 200, "{self:?}");
    }
}
