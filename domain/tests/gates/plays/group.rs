//! Small groups: payment and certificate of one person in one session.

use domain::credits::accreditation::Accreditation;
use domain::credits::certificate::{self, Act, State};
use domain::credits::rules::Rules;
use domain::day::{Dated, Stamp, in_force};
use domain::funding::{Deed as Booking, Ledger, Payee};
use domain::gate::group::{self, Form, GroupFacts, PlanFacts};
use domain::gate::meeting::{Meeting, Seen};
use domain::gate::steps::{CertificateStep, PaymentStep, is_flagged};
use domain::id::{BudgetLineId, EntryId, PersonId, SessionId};
use domain::improvement::{PlanAct, PlanState};
use domain::presence::Threshold;

use super::dice::Dice;
use super::lives::life;
use super::pieces::{BENT_RECORDS, bend, day, id, record, stamp, verdict};
use super::{agree, bent_rules_are_seen, same};
use crate::model::Paper;
use crate::model::group::{Deed, END, Event, Said, Story};

/// What a store would hold of the history, and nothing that is judged.
#[derive(Default)]
struct Store {
    day: i64,
    cancelled: bool,
    came: (i64, i64),
    hand: Option<(bool, Stamp)>,
    plan: Option<PlanFacts>,
    received: Option<Stamp>,
    records: Vec<Accreditation>,
    rules: Vec<Dated<(Threshold, Rules)>>,
    ledger: Ledger,
    certificate: Option<State>,
    bent: u8,
}

/// The rules in force for a session, and its accreditations.
type Basis = (Threshold, Rules, Vec<Accreditation>);

impl Store {
    fn basis(&self) -> Basis {
        let held = if self.bent == 17 { self.rules.last().map(|r| &r.what) } else { in_force(&self.rules, day(self.day)) };
        let (mut threshold, mut rules) = held.cloned().unwrap_or((Threshold::Percent(80), Rules::default()));
        let mut records = self.records.clone();
        match self.bent {
            7 => rules.plan_approval = false,
            8 => rules.plan_for_certificate = true,
            9 => rules.plan_for_certificate = false,
            10 => rules.questionnaire_months = 1,
            16 => threshold = Threshold::Minutes(1),
            bent @ 18.. => bend(&mut records, bent - 17),
            _ => {}
        }
        (threshold, rules, records)
    }

    fn facts<'a>(&self, now: i64, (threshold, rules, records): &'a Basis) -> GroupFacts<'a> {
        let end = self.day * 1440 + END;
        let seen = |n: i64| u32::try_from(n).unwrap();
        let mut facts = GroupFacts {
            meeting: Meeting { on: day(self.day), over: (now >= end).then(|| stamp(end)), cancelled: self.cancelled },
            seen: Seen { minutes: seen(self.came.0), scheduled: seen(self.came.1.max(1)), threshold: *threshold, hand: self.hand },
            plan: self.plan,
            received: self.received,
            rules,
            accreditations: records,
            today: day(now.div_euclid(1440)),
        };
        match self.bent {
            1 => facts.seen.hand = None,
            2 => facts.meeting.cancelled = false,
            3 => facts.meeting.over = Some(stamp(end)),
            4 => facts.plan = facts.plan.map(|p| PlanFacts { activities: 1, linked: p.linked.or(p.submitted), ..p }),
            5 if facts.plan.is_some_and(|p| p.state == PlanState::Withdrawn) => facts.plan.as_mut().unwrap().state = PlanState::Submitted,
            6 if facts.plan.is_some_and(|p| p.state == PlanState::SentBack) => facts.plan.as_mut().unwrap().state = PlanState::Submitted,
            11 => facts.today = day(now.div_euclid(1440) + 1),
            12 => facts.received = facts.received.map(|s| Stamp { on: day(40000), ..s }),
            _ => {}
        }
        facts
    }

    fn payee(&self) -> Payee {
        Payee { person: PersonId(id(1)), session: SessionId(id(2)) }
    }

    fn book(&mut self, deed: Booking, reason: &str) -> bool {
        let entry = self.ledger.entry(EntryId(id(self.ledger.0.len())), deed, reason);
        entry.map(|e| self.ledger.0.push(e)).is_ok()
    }

    fn pay(&mut self) -> bool {
        let line = BudgetLineId(id(3));
        let (payee, paid) = (self.payee(), self.ledger.payment(self.payee()).is_some());
        let payee = if self.bent == 13 { Payee { session: SessionId(id(self.ledger.0.len())), ..payee } } else { payee };
        if paid && self.bent != 13 {
            return self.book(Booking::Spend(line, 100, Some(payee)), "");
        }
        self.book(Booking::Plan(line, 100), "");
        self.book(Booking::Commit(line, 100), "");
        self.book(Booking::Spend(line, 100, Some(payee)), "")
    }

    fn plan_act(&mut self, deed: &str, activities: u32, at: i64, approves: bool) -> bool {
        if deed == "edit" && self.plan.is_none() {
            self.plan = Some(PlanFacts { state: PlanState::Draft, submitted: None, approved: None, activities: 0, linked: None });
        }
        let act = match deed {
            "edit" => PlanAct::Edit,
            "submit" => PlanAct::Submit,
            "approve" => PlanAct::Approve,
            "send_back" => PlanAct::SendBack,
            "withdraw" => PlanAct::Withdraw,
            _ => PlanAct::Reopen,
        };
        let Some(plan) = self.plan.as_mut() else { return false };
        let Some(next) = plan.state.after(act, approves) else { return false };
        plan.state = next;
        match act {
            PlanAct::Edit => {
                plan.activities = activities;
                plan.linked = if activities == 0 { None } else { plan.linked.or(Some(stamp(at))) };
            }
            PlanAct::Submit => plan.submitted = Some(stamp(at)),
            PlanAct::Approve => plan.approved = Some(stamp(at)),
            _ => {}
        }
        true
    }

    fn certify(&mut self, act: Act<'_>, now: i64) -> bool {
        let basis = self.basis();
        let gate = group::certificate(&self.facts(now, &basis));
        let act = if self.bent == 14 && matches!(act, Act::ByHand(_)) { Act::ByHand("because") } else { act };
        let act = if self.bent == 15 && matches!(act, Act::Revoke(_)) { Act::Revoke("because") } else { act };
        let next = certificate::step(self.certificate.unwrap_or(State::None), act, &gate);
        next.map(|state| self.certificate = Some(state)).is_ok()
    }

    /// Whether the crate lets it happen; what happens is stored.
    fn tell(&mut self, event: &Event) -> bool {
        let reason = |given: bool| if given { "because" } else { "  " };
        let basis = self.basis();
        match event.deed.clone() {
            Deed::Day(day) => self.day = day,
            Deed::Cancelled => self.cancelled = true,
            Deed::Came(minutes, of) => self.came = (minutes, of),
            Deed::Marked(there) => self.hand = Some((there, stamp(event.at))),
            Deed::Unmarked => self.hand = None,
            Deed::Paper((of, decided, from, to, ended)) => self.records.push(record(&Paper { of, decided, from, to, ended, most: None })),
            Deed::Rule(from, percent, approves, counts, months) => self.rules.push(Dated {
                from: day(from),
                what: (
                    Threshold::Percent(i32::try_from(percent).unwrap()),
                    Rules {
                        plan_approval: approves,
                        plan_for_certificate: counts,
                        questionnaire_months: u32::try_from(months).unwrap(),
                        ..Rules::default()
                    },
                ),
            }),
            Deed::Plan(deed, activities) => return self.plan_act(deed, activities, event.at, basis.1.plan_approval),
            Deed::Received if self.facts(event.at, &basis).form() != Form::Open => return false,
            Deed::Received => self.received = Some(stamp(event.at)),
            Deed::Pay if !group::payment(&self.facts(event.at, &basis)).is_open() => return false,
            Deed::Pay => return self.pay(),
            Deed::TurnBack => {
                let Some(entry) = self.ledger.payment(self.payee()).map(|e| e.id) else { return false };
                return self.book(Booking::Reverse(entry), "because");
            }
            Deed::Issue => return self.certify(Act::Issue, event.at),
            Deed::ByHand(given) => return self.certify(Act::ByHand(reason(given)), event.at),
            Deed::Revoke(given) => return self.certify(Act::Revoke(reason(given)), event.at),
            Deed::Reissue => return self.certify(Act::Reissue, event.at),
        }
        true
    }

    fn said(&self, now: i64) -> Said {
        let basis = self.basis();
        let facts = self.facts(now, &basis);
        let (payment, paid) = (group::payment(&facts), self.ledger.payment(self.payee()).is_some());
        let form = match facts.form() {
            Form::None => "none",
            Form::Scheduled => "scheduled",
            Form::Open => "open",
            Form::Received => "received",
        };
        Said {
            payment: verdict(&payment),
            certificate: verdict(&group::certificate(&facts)),
            form,
            plan: self.plan.map_or("none", |p| p.state.code()),
            payment_step: PaymentStep::of(&facts, paid).code(),
            certificate_step: CertificateStep::of(&facts, self.certificate.unwrap_or(State::None)).code(),
            flagged: is_flagged(&payment, paid),
            due: (facts.due() - day(0)).num_days(),
        }
    }
}

fn play(number: u64, bent: u8) -> Result<(), String> {
    let mut dice = Dice::of(number);
    let (mut store, mut story) = (Store { bent, ..Store::default() }, Story::default());
    for event in life(&mut dice) {
        same(&store.tell(&event), &story.tell(event.clone()), &event)?;
        let later = event.at + dice.pick(&[0, 0, 1, 1440, 90_000]);
        same(&store.said(later), &story.said(later), &(&event, later))?;
    }
    Ok(())
}

#[test]
fn a_thousand_lives_in_small_groups_come_out_as_the_rules_say() {
    agree(play);
}

#[test]
fn every_bent_rule_of_small_groups_is_seen() {
    let mut rules = vec![
        "a correction by hand is ignored",
        "a session that was called off counts",
        "a session counts before it is over",
        "a plan needs no activity",
        "a withdrawn plan is as good as one that was handed in",
        "so is one that was sent back",
        "approval is never asked for",
        "the plan is always a condition of the certificate",
        "the plan is never one",
        "the questionnaire comes after one month",
        "the questionnaire opens a day early",
        "what came too early counts",
        "somebody is paid twice",
        "a certificate by hand needs no reason",
        "a revocation needs none",
        "a minute is enough to be there",
        "the newest rules judge old sessions",
    ];
    rules.extend(BENT_RECORDS);
    bent_rules_are_seen(play, &rules);
}
