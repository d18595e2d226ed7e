//! What papers a person of a cohort may get: one for each session, or one for the series, each with its gate and what it would say. Sessions of
//! cohorts and evenings of small groups go the same way; their gates are told apart in `facts` alone.

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::credits::accreditation::{self, Activity, Coverage};
use domain::credits::certificate;
use domain::credits::rules::{Document, Per, Rules};
use domain::credits::{Credits, partial};
use domain::gate::session::{self, Earned, SessionFacts};
use domain::gate::{Gate, What, series};
use domain::id::{AccreditationId, PersonId, SessionId};
use uuid::Uuid;

use super::facts::{Known, Sitting};
use super::rules::profession;

/// One session in a paper.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub session: SessionId,
    pub on: NaiveDate,
    pub number: i32,
    pub title: String,
    pub earned: Earned,
    pub step: u32,
    /// Where in the program's records it is covered.
    pub record: Option<AccreditationId>,
    /// The day of the questionnaire that looked back on it, in a small group.
    pub looked_back: Option<NaiveDate>,
}

/// A paper that a person may get.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    /// What it is for: the session, or the cohort.
    pub subject: Uuid,
    /// The session, unless it is for the whole series.
    pub session: Option<SessionId>,
    /// The day of the session, or of the last one.
    pub on: NaiveDate,
    pub gate: Gate,
    pub document: Document,
    /// With credit, or a bare record of the hours.
    pub earns: bool,
    pub kind: String,
    /// The sessions that are in it.
    pub parts: Vec<Part>,
    /// When it may be made: together with everybody's where it tells who has evaluated; nothing for any time.
    pub waits: Option<Waits>,
}

impl Offer {
    /// Minutes that it would state.
    pub fn minutes(&self) -> u32 {
        self.parts.iter().map(|p| p.earned.minutes).sum()
    }

    /// Credits that it would state.
    pub fn credits(&self) -> Credits {
        if self.earns { self.parts.iter().map(|p| p.earned.credits()).sum() } else { Credits::NONE }
    }

    /// Whether it could be made, were it its turn.
    pub fn is_due(&self) -> bool {
        self.gate.is_open() && self.minutes() > 0
    }
}

/// One person in one session: what is known, and what their gate says.
struct Seat<'a> {
    sitting: &'a Sitting,
    facts: SessionFacts<'a>,
    gate: Gate,
    part: Part,
}

/// The papers of one person, in the order of the cohort. `used` are the minutes that other papers of theirs have taken of each accreditation.
pub(super) fn of(known: &Known, person: PersonId, named: &str, used: &HashMap<AccreditationId, u32>) -> Vec<Offer> {
    let profession = profession(named);
    let seats = seats(known, person, &profession);
    let (each, whole): (Vec<&Seat<'_>>, Vec<&Seat<'_>>) = seats.iter().partition(|s| s.facts.rules.certificate == Per::Session);
    let mut offers: Vec<Offer> = each.into_iter().map(|seat| one(known, seat)).collect();
    offers.extend(series_of(known, &whole));
    offers.into_iter().map(|offer| under(known, offer, used)).collect()
}

fn seats<'a>(known: &'a Known, person: PersonId, profession: &'a str) -> Vec<Seat<'a>> {
    let facts = known.facts(person, profession);
    let gates: Vec<Gate> = known.sittings.iter().zip(&facts).map(|(sitting, facts)| known.gate(sitting, facts, person)).collect();
    let earned = earned(known, &facts, &gates);
    let all = known.sittings.iter().zip(facts).zip(gates).zip(earned);
    all.map(|(((sitting, facts), gate), earned)| {
        let part = Part {
            session: sitting.row.id,
            on: facts.meeting.on,
            number: sitting.row.number,
            title: sitting.row.title.clone(),
            earned,
            step: facts.rules.credit.step,
            record: record(known, &facts),
            looked_back: known.looked_back(sitting.row.id, person).map(|stamp| stamp.on),
        };
        Seat { sitting, facts, gate, part }
    })
    .collect()
}

/// Without credit it is the bare time; with credit, what counts of it.
fn earned(known: &Known, facts: &[SessionFacts<'_>], gates: &[Gate]) -> Vec<Earned> {
    let credit = match known.activity() {
        Activity::Groups => of_group(facts, gates),
        _ => session::earned(facts),
    };
    let bare = |facts: &SessionFacts<'_>, gate: &Gate| if gate.is_open() { facts.content } else { 0 };
    let one = |((facts, gate), earned): ((&SessionFacts<'_>, &Gate), Earned)| {
        if facts.earns() { earned } else { Earned { minutes: bare(facts, gate), per_hour: 0 } }
    };
    facts.iter().zip(gates).zip(credit).map(one).collect()
}

/// Evenings of a small group: the minutes of each whose gate is open, at the rate that so many of them done give (H12). What an accreditation
/// gives at most is looked at when a paper is made of them (`under`).
fn of_group(facts: &[SessionFacts<'_>], gates: &[Gate]) -> Vec<Earned> {
    let count = |what: What| u32::try_from(gates.iter().filter(|g| g.has(what)).count()).unwrap_or(u32::MAX);
    let (attended, received) = (count(What::Attended), count(What::Questionnaire));
    let one = |(facts, gate): (&SessionFacts<'_>, &Gate)| Earned {
        minutes: if gate.is_open() { facts.minutes() } else { 0 },
        per_hour: partial::rate(&facts.rules.credit, attended, received),
    };
    facts.iter().zip(gates).map(one).collect()
}

fn record(known: &Known, facts: &SessionFacts<'_>) -> Option<AccreditationId> {
    let covered = accreditation::coverage(facts.accreditations, known.activity(), &facts.rules.credit.kind, facts.meeting.on);
    let Coverage::By(found) = covered else { return None };
    let at = facts.accreditations.iter().position(|a| std::ptr::eq(a, found))?;
    known.records.get(at).filter(|_| facts.earns()).map(|row| row.id)
}

/// A paper is made no sooner than so long after its session's scheduled end and after its closing: who closed it early by a slip opens it again, and
/// whoever was missed is put right, before minutes stand on a paper that nobody changes.
const SETTLES: Duration = Duration::hours(2);

/// Until when a paper waits whose conditions are met, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waits {
    /// Until then.
    pub until: DateTime<Utc>,
    /// It comes with everybody's, so that nobody's answers can be told from it; otherwise attendance has to settle.
    pub together: bool,
}

fn waits(known: &Known, seat: &Seat<'_>) -> Option<Waits> {
    told(known, seat).max(settling(known, seat))
}

/// A small group's paper comes two months later, or at the receipt that opens it.
fn settling(known: &Known, seat: &Seat<'_>) -> Option<Waits> {
    let over = seat.sitting.meeting.over.filter(|_| known.activity() == Activity::Sessions)?.at;
    let until = over.max(crate::sessions::reach::ends_at(&seat.sitting.row)) + SETTLES;
    (known.now < until).then_some(Waits { until, together: false })
}

/// A paper of a small group says that its own questionnaire came, which is no secret form: it waits for nobody.
fn told(known: &Known, seat: &Seat<'_>) -> Option<Waits> {
    let conditional = seat.facts.rules.evaluation_for_credit && known.activity() == Activity::Sessions;
    let form = known.evaluation(seat.part.session).filter(|_| conditional)?;
    (!form.may_tell(known.now)).then(|| Waits { until: form.tells_at(known.now), together: true })
}

fn one(known: &Known, seat: &Seat<'_>) -> Offer {
    let facts = &seat.facts;
    Offer {
        subject: seat.sitting.row.id.0,
        session: Some(seat.sitting.row.id),
        on: facts.meeting.on,
        gate: seat.gate.clone(),
        document: certificate::document(facts.rules, facts.profession),
        earns: facts.earns(),
        kind: kind(facts.rules, facts.earns()),
        waits: waits(known, seat),
        parts: vec![seat.part.clone()],
    }
}

fn series_of(known: &Known, inside: &[&Seat<'_>]) -> Option<Offer> {
    let last = &inside.last()?.facts;
    let gates: Vec<_> = inside.iter().map(|seat| (seat.facts.meeting, seat.gate.clone())).collect();
    let done = inside.iter().filter(|seat| seat.gate.is_open());
    Some(Offer {
        subject: known.cohort.id.0,
        session: None,
        on: last.meeting.on,
        gate: series::certificate(&gates, last.rules.least_sessions),
        document: certificate::document(last.rules, last.profession),
        earns: last.earns(),
        kind: kind(last.rules, last.earns()),
        waits: inside.iter().filter_map(|seat| waits(known, seat)).max(),
        parts: done.map(|seat| seat.part.clone()).collect(),
    })
}

fn kind(rules: &Rules, earns: bool) -> String {
    if earns { rules.credit.kind.clone() } else { String::new() }
}

/// No accreditation gives one person more than its maximum (I1), whatever was issued in which order.
fn under(known: &Known, mut offer: Offer, used: &HashMap<AccreditationId, u32>) -> Offer {
    let mut used = used.clone();
    for part in &mut offer.parts {
        let Some(id) = part.record else { continue };
        let most = known.records.iter().find(|r| r.id == id).and_then(|r| r.most_minutes).and_then(|n| u32::try_from(n).ok());
        let taken = used.entry(id).or_default();
        part.earned = part.earned.under(most.map(|most| most.saturating_sub(*taken)), part.step);
        *taken += part.earned.minutes;
    }
    offer
}
