//! What is left for me: for every session of my cohorts and groups, the very gate that decides on the paper.

use std::collections::BTreeSet;

use domain::credits::Credits;
use domain::credits::accreditation::Activity;
use domain::gate::Gate;
use domain::id::{CohortId, SessionId};
use domain::viewer::CohortRole;
use sea_orm::EntityTrait;

use super::facts::Known;
use super::issuing::{newest, state, used};
use super::offers::{self, Offer, Waits};
use crate::accounts::tables::people;
use crate::{Cx, Fault, Result, Viewer};

/// A paper that I may get, or have.
#[derive(Debug, Clone)]
pub struct Line {
    /// The session; nothing for the whole series.
    pub session: Option<SessionId>,
    /// Its number and topic.
    pub title: (i32, String),
    /// Its gate.
    pub gate: Gate,
    /// With credit, or a record of the hours.
    pub earns: bool,
    /// What it is called.
    pub document: domain::credits::rules::Document,
    /// The kind of credit.
    pub kind: String,
    /// What it would be worth, should the gate be open.
    pub credits: Credits,
    /// When it is made, together with everybody's; nothing for any time.
    pub waits: Option<Waits>,
    /// The number of the paper that stands.
    pub serial: Option<String>,
    /// The number of the paper that was revoked: none is made again before a coordinator has it issued anew.
    pub revoked: Option<String>,
    /// All is met, and its accreditation has no minute left.
    pub used_up: bool,
    /// All is met, and it is for less time than the smallest step that counts.
    pub too_short: bool,
}

/// A cohort of mine whose program gives papers.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its program.
    pub program: String,
    /// Its zone.
    pub zone: String,
    /// It is a small group: plans and questionnaires have a page of their own.
    pub group: bool,
    /// Its papers, in the order of the cohort.
    pub lines: Vec<Line>,
}

/// What is left for this person (`credit.own`).
pub async fn mine(cx: &Cx, viewer: &Viewer) -> Result<Vec<Place>> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let person = people::Entity::find_by_id(who.person).one(cx.db()).await?.ok_or(Fault::SignIn)?;
    let cohorts: BTreeSet<CohortId> = who.memberships.iter().filter(|m| m.role == CohortRole::Participant).map(|m| m.cohort).collect();
    let mut places = Vec::new();
    for cohort in cohorts {
        let known = Known::of(cx.db(), cx.now(), cohort).await?;
        if known.gives() {
            places.push(place(cx, &known, &person).await?);
        }
    }
    Ok(places)
}

async fn place(cx: &Cx, known: &Known, person: &people::Model) -> Result<Place> {
    let mut lines = Vec::new();
    for offer in offers::of(known, person.id, &person.profession, &Default::default()) {
        let standing = newest(cx.db(), person.id, offer.subject).await?;
        let (stands, revoked) = match standing {
            Some(row) if state(Some(&row)).is_valid() => (Some(row.serial), None),
            other => (None, other.map(|row| row.serial)),
        };
        let used = used(cx.db(), person.id, offer.subject).await?;
        let judged = offers::of(known, person.id, &person.profession, &used).into_iter().find(|o| o.subject == offer.subject);
        let counts = offer.minutes() > 0;
        lines.push(Line { revoked, ..line(known, judged.unwrap_or(offer), stands, counts) });
    }
    let (cohort, program) = (&known.cohort, &known.program);
    Ok(Place {
        slug: cohort.slug.clone(),
        name: cohort.name.clone(),
        program: program.name.clone(),
        zone: cohort.zone.clone(),
        group: known.activity() == Activity::Groups,
        lines,
    })
}

/// `counts` says whether there would be minutes, were there no other paper.
fn line(known: &Known, offer: Offer, serial: Option<String>, counts: bool) -> Line {
    let sitting = known.sittings.iter().find(|s| Some(s.row.id) == offer.session);
    Line {
        session: offer.session,
        title: sitting.map(|s| (s.row.number, s.row.title.clone())).unwrap_or_default(),
        credits: offer.credits(),
        used_up: offer.gate.is_open() && offer.minutes() == 0 && counts,
        too_short: offer.gate.is_open() && !counts,
        waits: offer.waits.filter(|_| offer.is_due()),
        earns: offer.earns,
        document: offer.document,
        kind: offer.kind,
        gate: offer.gate,
        serial,
        revoked: None,
    }
}
