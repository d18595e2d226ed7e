//! The demo's accreditation: a year of Mainpro+ over the cohort, who disclosed what, and the papers of the first session.

use chrono::{Duration, NaiveDate};
use domain::id::SessionId;
use sea_orm::EntityTrait;

use super::disclosures::{self, Form as Disclosure};
use super::{accreditations, issuing, rules};
use crate::programs::tables::cohorts;
use crate::sessions::tables::sessions;
use crate::world::World;
use crate::{Fault, Result, Viewer, outbox};

/// The words that the body asks for.
const STATEMENT: &str = "This one-credit-per-hour Group Learning program meets the certification criteria of the College of Family Physicians of \
     Canada and has been certified by the Pacific Palliative Hub for up to 6 Mainpro+® credits.";

/// The same in French.
const STATEMENT_FR: &str = "Ce programme d’apprentissage en groupe d’un crédit par heure répond aux critères de certification du Collège des médecins de famille \
     du Canada et a été certifié par le Pacific Palliative Hub pour un maximum de 6 crédits Mainpro+®.";

/// The same for calls.
const STATEMENT_OF_CALLS: &str = "This self-directed learning from consult calls meets the certification criteria of the College of Family Physicians of \
     Canada and has been certified by the Pacific Palliative Hub for one Mainpro+® credit per hour.";

/// Furnishes this room. Session 6 waits for the disclosure of who speaks.
pub async fn furnish(world: &World, sessions: &[SessionId]) -> Result<()> {
    accredit(world).await?;
    calls(world).await?;
    for (n, session) in sessions.iter().enumerate() {
        disclose(world, *session, n + 1 < sessions.len()).await?;
    }
    let Some(first) = sessions.first() else { return Ok(()) };
    for person in issuing::holders(world.cx.db(), world.cohort).await? {
        match issuing::issue(&world.cx, &Viewer::nobody(), world.cohort, person.id, first.0, false).await {
            Ok(_) | Err(Fault::Conflict(_)) => {}
            Err(other) => return Err(other),
        }
    }
    hush(world).await
}

/// What the demo's past would have told is not mailed now.
async fn hush(world: &World) -> Result<()> {
    let tx = world.cx.begin().await?;
    for id in world.people.values() {
        outbox::cancel_kind(&tx, *id, super::letters::KIND).await?;
    }
    tx.commit().await
}

/// A record for calls of the consult line, and what the calls of the last weeks earned under it.
async fn calls(world: &World) -> Result<()> {
    let (cx, corinne) = (&world.cx, world.viewer("corinne").await?);
    let day = |back: i64| (cx.today() - Duration::days(back)).to_string();
    let record = accreditations::Form {
        body: "CFPC".to_owned(),
        kind: "mainpro".to_owned(),
        statement: STATEMENT_OF_CALLS.to_owned(),
        number: "204117-009".to_owned(),
        decided_on: day(60),
        valid_from: day(54),
        valid_to: day(-310),
        covers: vec!["calls".to_owned()],
        ..accreditations::Form::default()
    };
    accreditations::add(cx, &corinne, world.program, cx.new_id(), &record).await?;
    crate::consults::credit::sweep(cx).await
}

/// The record, and rules for social workers, nurses and physicians; the others get a letter of attendance.
pub(crate) async fn accredit(world: &World) -> Result<()> {
    let (cx, corinne) = (&world.cx, world.viewer("corinne").await?);
    let cohort = cohorts::Entity::find_by_id(world.cohort).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let day = |day: NaiveDate| day.to_string();
    let text = |t: &str| t.to_owned();
    let begins = cohort.starts_on - Duration::days(14);
    let record = accreditations::Form {
        body: text("CFPC"),
        kind: text("mainpro"),
        statement: text(STATEMENT),
        statement_fr: text(STATEMENT_FR),
        number: text("204117-001"),
        most_minutes: text("360"),
        decided_on: day(begins - Duration::days(21)),
        valid_from: day(begins),
        valid_to: day(begins + Duration::days(364)),
        covers: vec![text("sessions")],
    };
    accreditations::add(cx, &corinne, world.program, cx.new_id(), &record).await?;
    let form = rules::Form {
        from: day(begins),
        certificate: text("session"),
        kind: text("mainpro"),
        per_hour: text("1"),
        step: text("15"),
        rounding: text("down"),
        counting: text("minutes"),
        professions: text("Family physician\nNurse\nPalliative physician\nPharmacist\nSocial worker"),
        statements: text("Pharmacist"),
        ..rules::Form::default()
    };
    rules::add(cx, &corinne, world.program, &form).await
}

async fn disclose(world: &World, id: SessionId, filed: bool) -> Result<()> {
    let (cx, corinne) = (&world.cx, world.viewer("corinne").await?);
    let row = sessions::Entity::find_by_id(id).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let body = if filed { row.disclosures.clone() } else { String::new() };
    let speaker = Disclosure { name: row.didactic_by, role: "speaker".to_owned(), body, filed_on: String::new() };
    let planner =
        Disclosure { name: "Corinne Baptiste".to_owned(), role: "planner".to_owned(), body: "None.".to_owned(), filed_on: String::new() };
    for form in [speaker, planner] {
        disclosures::set(cx, &corinne, &world.slug, id, cx.new_id(), &form).await?;
    }
    Ok(())
}
