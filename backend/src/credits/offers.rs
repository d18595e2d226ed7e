//! What papers a person of a cohort may get: one for each session, or one for the series, each with its gate and what it would say.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::credits::Credits;
use domain::credits::accreditation::{self, Coverage};
use domain::credits::certificate;
use domain::credits::rules::{Document, Per, Rules};
use domain::gate::session::{self, Earned, SessionFacts};
use domain::gate::{Gate, series};
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
    pub waits: Option<DateTime<Utc>>,
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

/// The papers of one person, in the order of the cohort. `used` are the minutes that other papers of theirs have taken of each accreditation.
pub(super) fn of(known: &Known, person: PersonId, named: &str, used: &HashMap<AccreditationId, u32>) -> Vec<Offer> {
    let profession = profession(named);
    let facts = known.facts(person, &profession);
    let parts = parts(known, &facts);
    let mut offers = Vec::new();
    for ((sitting, facts), part) in known.sittings.iter().zip(&facts).zip(&parts) {
        if facts.rules.certificate == Per::Session {
            offers.push(one(known, sitting, facts, part.clone()));
        }
    }
    let whole: Vec<usize> = (0..facts.len()).filter(|i| facts.get(*i).is_some_and(|f| f.rules.certificate == Per::Series)).collect();
    offers.extend(series_of(known, &facts, &parts, &whole));
    offers.into_iter().map(|offer| under(known, offer, used)).collect()
}

fn parts(known: &Known, facts: &[SessionFacts<'_>]) -> Vec<Part> {
    let earned = session::earned(facts);
    let part = |((sitting, facts), earned): ((&Sitting, &SessionFacts<'_>), Earned)| {
        // Without credit it is the bare time; with credit, what counts of it.
        let bare = if session::attendance(facts).is_open() { facts.content } else { 0 };
        Part {
            session: sitting.row.id,
            on: facts.meeting.on,
            number: sitting.row.number,
            title: sitting.row.title.clone(),
            earned: if facts.earns() { earned } else { Earned { minutes: bare, per_hour: 0 } },
            step: facts.rules.credit.step,
            record: record(known, facts),
        }
    };
    known.sittings.iter().zip(facts).zip(earned).map(part).collect()
}

fn record(known: &Known, facts: &SessionFacts<'_>) -> Option<AccreditationId> {
    let Coverage::By(found) = accreditation::coverage(facts.accreditations, &facts.rules.credit.kind, facts.meeting.on) else { return None };
    let at = facts.accreditations.iter().position(|a| std::ptr::eq(a, found))?;
    known.records.get(at).filter(|_| facts.earns()).map(|row| row.id)
}

fn waits(known: &Known, facts: &SessionFacts<'_>, session: SessionId) -> Option<DateTime<Utc>> {
    let form = known.evaluation(session).filter(|_| facts.rules.evaluation_for_credit)?;
    (!form.may_tell(known.now)).then(|| form.tells_at(known.now))
}

fn one(known: &Known, sitting: &Sitting, facts: &SessionFacts<'_>, part: Part) -> Offer {
    Offer {
        subject: sitting.row.id.0,
        session: Some(sitting.row.id),
        on: facts.meeting.on,
        gate: session::paper(facts),
        document: certificate::document(facts.rules, facts.profession),
        earns: facts.earns(),
        kind: kind(facts.rules, facts.earns()),
        waits: waits(known, facts, part.session),
        parts: vec![part],
    }
}

fn series_of(known: &Known, facts: &[SessionFacts<'_>], parts: &[Part], whole: &[usize]) -> Option<Offer> {
    let last = facts.get(*whole.last()?)?;
    let inside: Vec<(&SessionFacts<'_>, &Part)> = whole.iter().filter_map(|i| facts.get(*i).zip(parts.get(*i))).collect();
    let gates: Vec<_> = inside.iter().map(|(f, _)| (f.meeting, session::paper(f))).collect();
    let done = inside.iter().zip(&gates).filter(|(_, (_, gate))| gate.is_open()).map(|((_, part), _)| (*part).clone());
    Some(Offer {
        subject: known.cohort.id.0,
        session: None,
        on: last.meeting.on,
        gate: series::certificate(&gates, last.rules.least_sessions),
        document: certificate::document(last.rules, last.profession),
        earns: last.earns(),
        kind: kind(last.rules, last.earns()),
        waits: inside.iter().filter_map(|(f, part)| waits(known, f, part.session)).max(),
        parts: done.collect(),
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
