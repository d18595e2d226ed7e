//! A paper that was issued: its page, its file, its revocation; and those of a whole cohort, for its coordinator.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::credits::Credits;
use domain::credits::certificate::{self, Act, State};
use domain::fault::Faults;
use domain::gate::{Gate, Track, What};
use domain::id::PersonId;
use domain::text;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::facts::Known;
use super::issuing::{self, check_address, read, state};
use super::offers::{self, Offer};
use super::printed::{self, Printed};
use super::tables::certificates;
use super::{REASON, door, letters};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::programs::reach::Reached;
use crate::words::Words;
use crate::{Cx, Fault, Result, Viewer};

/// A paper, for its page.
#[derive(Debug, Clone)]
pub struct View {
    /// Its number.
    pub serial: String,
    /// What it says.
    pub printed: Printed,
    /// Where it is checked.
    pub address: String,
    /// Where it stands.
    pub state: State,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When it was revoked, and why.
    pub revoked: Option<(DateTime<Utc>, String)>,
    /// The number of the one that took its place.
    pub replaced_by: Option<String>,
    /// The viewer's own.
    pub mine: bool,
    /// The viewer may revoke it (`cert.revoke`).
    pub may_revoke: bool,
    /// The viewer may have it issued again (`cert.issue`).
    pub may_reissue: bool,
}

/// One paper (`cert.read`).
pub async fn one(cx: &Cx, viewer: &Viewer, serial: &str) -> Result<View> {
    let row = door::paper(cx.db(), viewer, serial).await?;
    let next = certificates::Entity::find().filter(certificates::Column::Replaces.eq(row.id)).one(cx.db()).await?;
    let coordinates = viewer.coordinates(row.program_id);
    let state = state(Some(&row));
    Ok(View {
        address: check_address(cx, &row.serial),
        printed: read(&row)?,
        issued_at: row.issued_at,
        revoked: row.revoked_at.map(|at| (at, row.revoked_why.clone())),
        mine: viewer.is(row.person_id),
        may_revoke: state.is_valid() && (coordinates || viewer.is_administrator()),
        may_reissue: state == State::Revoked && next.is_none() && coordinates,
        replaced_by: next.map(|n| n.serial),
        serial: row.serial,
        state,
    })
}

/// A printed paper.
#[derive(Debug, Clone)]
pub struct File {
    /// The file's name.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The paper as a tagged PDF. One that was revoked is not printed any more.
pub async fn file(cx: &Cx, viewer: &Viewer, serial: &str) -> Result<File> {
    let row = door::paper(cx.db(), viewer, serial).await?;
    if row.revoked_at.is_some() {
        return Err(Fault::Gone("gone-certificate-revoked"));
    }
    let printed = read(&row)?;
    let bytes = cx.ports.press.print(&printed.paper(&row.serial, &check_address(cx, &row.serial)))?;
    let name = Words::of(printed.lang).t(&format!("paper-file-{}", printed::code(printed.document)));
    Ok(File { name: format!("{name}-{}.pdf", row.serial), bytes })
}

/// Revokes a paper, for a reason (I10).
pub async fn revoke(cx: &Cx, viewer: &Viewer, serial: &str, why: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let row = door::paper(tx.db(), viewer, serial).await?;
    if !viewer.coordinates(row.program_id) && !viewer.is_administrator() {
        return Err(Fault::Refused("refused-role"));
    }
    let row = certificates::Entity::find_by_id(row.id).lock_exclusive().one(tx.db()).await?.ok_or(Fault::Missing)?;
    let mut faults = Faults::new();
    let why = faults.take(text::line("why", why, REASON)).unwrap_or_default();
    faults.done()?;
    // A revocation looks at no line of the gate.
    let unlooked = Gate::of(Track::Certificate, Vec::new());
    certificate::step(state(Some(&row)), Act::Revoke(&why), &unlooked).map_err(|refusal| Fault::Conflict(refusal.word()))?;
    let change = certificates::ActiveModel {
        id: Set(row.id),
        revoked_at: Set(Some(cx.now())),
        revoked_by: Set(viewer.person()),
        revoked_why: Set(why),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("cert.revoke", "certificate", row.id.0).about(row.person_id).detail(json!({}))).await?;
    letters::revoked(&mut tx, &row, &read(&row)?.program).await?;
    tx.commit().await
}

/// A paper in a list.
#[derive(Debug, Clone)]
pub struct PaperLine {
    /// Its number.
    pub serial: String,
    /// What it says.
    pub printed: Printed,
    /// Whose it is.
    pub person: PersonId,
    /// The day of the session, or of the last one.
    pub on: NaiveDate,
    /// What it is worth.
    pub credits: Credits,
    /// Where it stands.
    pub state: State,
}

pub(super) fn line(row: &certificates::Model) -> Result<PaperLine> {
    Ok(PaperLine {
        serial: row.serial.clone(),
        printed: read(row)?,
        person: row.person_id,
        on: row.on_day,
        credits: Credits(u32::try_from(row.credits).unwrap_or_default()),
        state: state(Some(row)),
    })
}

/// The papers of a cohort.
#[derive(Debug, Clone)]
pub struct Board {
    /// The cohort.
    pub reached: Reached,
    /// What was issued, the newest first.
    pub papers: Vec<PaperLine>,
    /// How many are due and not made yet.
    pub due: usize,
    /// How many wait for a day on which they are made for all together.
    pub waiting: usize,
    /// Whether the program gives papers at all.
    pub gives: bool,
    /// Numbers of the valid papers that state other minutes than they would now: attendance was put right after they were made.
    pub changed: BTreeSet<String>,
}

/// The papers of a cohort, for the coordinators of its program.
pub async fn board(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Board> {
    let reached = door::cohort(cx.db(), viewer, slug).await?;
    let all = certificates::Entity::find().filter(certificates::Column::CohortId.eq(reached.id));
    let rows = all.order_by_desc(certificates::Column::IssuedAt).order_by_desc(certificates::Column::Id).all(cx.db()).await?;
    let known = Known::of(cx.db(), cx.now(), reached.id).await?;
    let (mut due, mut waiting, mut changed) = (0, 0, BTreeSet::new());
    for person in issuing::holders(cx.db(), reached.id).await? {
        let used = Default::default();
        let offers = offers::of(&known, person.id, &person.profession, &used);
        let fresh = |o: &&offers::Offer| o.is_due() && !rows.iter().any(|c| c.person_id == person.id && c.subject == o.subject);
        let (now, later): (Vec<_>, Vec<_>) = offers.iter().filter(fresh).partition(|o| o.waits.is_none());
        due += now.len();
        waiting += later.len();
        for row in rows.iter().filter(|row| row.person_id == person.id && row.revoked_at.is_none()) {
            if states_other(cx, row, &offers, (&known, &person)).await? {
                changed.insert(row.serial.clone());
            }
        }
    }
    let gives = known.gives();
    let papers = rows.iter().map(line).collect::<Result<Vec<_>>>()?;
    Ok(Board { reached, papers, due: if gives { due } else { 0 }, waiting: if gives { waiting } else { 0 }, gives, changed })
}

/// Whether a paper states other minutes than it would now. What its accreditation has left is looked at where that alone may be why.
async fn states_other(cx: &Cx, row: &certificates::Model, offers: &[Offer], (known, person): (&Known, &people::Model)) -> Result<bool> {
    let stated: u32 = read(row)?.held.iter().map(|held| held.minutes).sum();
    // A line that closed since and is not about being there, such as a record that was withdrawn, is no matter of attendance.
    let now = |offers: &[Offer]| {
        let offer = offers.iter().find(|o| o.subject == row.subject)?;
        match offer.gate.is_open() {
            true => Some(offer.minutes()),
            false => offer.gate.left().any(|r| r.what == What::Attended).then_some(0),
        }
    };
    if now(offers).is_none_or(|minutes| minutes == stated) {
        return Ok(false);
    }
    let used = issuing::used(cx.db(), person.id, row.subject).await?;
    let offers = offers::of(known, person.id, &person.profession, &used);
    Ok(now(&offers).is_some_and(|minutes| minutes != stated))
}
