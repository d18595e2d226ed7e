//! Issuing: by the system, when its gate is open, judged in the very transaction that writes. Done twice, or twice at once, it makes one.

use std::collections::HashMap;

use domain::credits::certificate::{self, Act, Refusal, State};
use domain::credits::serial::Serial;
use domain::id::{AccreditationId, CertificateId, CohortId, PersonId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::facts::Known;
use super::offers::{self, Offer};
use super::printed::{self, For, Printed};
use super::tables::{accreditations, certificates};
use super::{door, letters};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::programs::tables::{cohorts, enrolments};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// A paper, made now or before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issued {
    /// Made now.
    Made(String),
    /// It stood already.
    Stood(String),
}

impl Issued {
    /// Its number.
    pub fn serial(&self) -> &str {
        match self {
            Self::Made(serial) | Self::Stood(serial) => serial,
        }
    }
}

/// Issues everything that is due in a cohort (`cert.issue`: its coordinator asks, the gates decide). Answers how many were made.
pub async fn issue_due(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<usize> {
    let cohort = door::cohort(cx.db(), viewer, slug).await?;
    due(cx, viewer, cohort.id).await
}

/// Issues again what was revoked, with what holds now; the paper says which one it replaces.
pub async fn issue_again(cx: &Cx, viewer: &Viewer, serial: &str) -> Result<Issued> {
    let row = door::paper(cx.db(), viewer, serial).await?;
    door::cohort_by_id(cx.db(), viewer, row.cohort_id).await?;
    issue(cx, viewer, row.cohort_id, row.person_id, row.subject, true).await
}

/// Makes what is due in a cohort, one transaction for each paper.
pub(super) async fn due(cx: &Cx, viewer: &Viewer, cohort: CohortId) -> Result<usize> {
    let mut made = 0;
    for (person, subject) in candidates(cx, cohort).await? {
        match issue(cx, viewer, cohort, person, subject, false).await {
            Ok(Issued::Made(_)) => made += 1,
            // Something changed since it was looked for: then it was not due.
            Ok(Issued::Stood(_)) | Err(Fault::Conflict(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(made)
}

/// Who has or had a place in a cohort, with their rows.
pub(super) async fn holders(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<people::Model>> {
    let places = enrolments::Entity::find()
        .filter(enrolments::Column::CohortId.eq(cohort))
        .filter(crate::programs::enrolling::had())
        .order_by_asc(enrolments::Column::Position)
        .all(db)
        .await?;
    let rows = people::Entity::find().filter(people::Column::Id.is_in(places.iter().map(|p| p.person_id))).all(db).await?;
    let mut by_id: HashMap<PersonId, people::Model> = rows.into_iter().map(|p| (p.id, p)).collect();
    let standing = places.iter().filter_map(|place| by_id.remove(&place.person_id));
    Ok(standing.filter(|p| p.state != "deleted").collect())
}

/// What looks due and is not there: read outside the transactions, and judged again in each.
async fn candidates(cx: &Cx, cohort: CohortId) -> Result<Vec<(PersonId, Uuid)>> {
    let known = Known::of(cx.db(), cx.now(), cohort).await?;
    if !known.gives() {
        return Ok(Vec::new());
    }
    let there = certificates::Entity::find().filter(certificates::Column::CohortId.eq(cohort)).all(cx.db()).await?;
    let mut out = Vec::new();
    for person in holders(cx.db(), cohort).await? {
        let used = HashMap::new();
        let offers = offers::of(&known, person.id, &person.profession, &used);
        let fresh = offers.iter().filter(|o| o.is_due() && o.waits.is_none());
        let fresh = fresh.filter(|o| !there.iter().any(|c| c.person_id == person.id && c.subject == o.subject));
        out.extend(fresh.map(|o| (person.id, o.subject)));
    }
    Ok(out)
}

/// Issues one paper.
pub(super) async fn issue(cx: &Cx, viewer: &Viewer, cohort: CohortId, person: PersonId, subject: Uuid, again: bool) -> Result<Issued> {
    let mut tx = cx.begin().await?;
    let issued = issue_in(&mut tx, viewer, (cohort, person, subject), again).await?;
    if matches!(issued, Issued::Made(_)) {
        tx.commit().await?;
    }
    Ok(issued)
}

/// Whatever became due for a person with an act of this very transaction: in a small group, that their questionnaire came (R2.6). The paper is
/// the system's, not theirs.
pub(crate) async fn received(tx: &mut Tx, cohort: CohortId, person: PersonId) -> Result<usize> {
    let known = Known::of(tx.db(), tx.cx().now(), cohort).await?;
    let Some(holder) = people::Entity::find_by_id(person).one(tx.db()).await?.filter(|_| known.gives()) else { return Ok(0) };
    let offers = offers::of(&known, person, &holder.profession, &HashMap::new());
    let mut made = 0;
    for offer in offers.iter().filter(|o| o.is_due() && o.waits.is_none()) {
        match issue_in(tx, &Viewer::nobody(), (cohort, person, offer.subject), false).await {
            Ok(Issued::Made(_)) => made += 1,
            // It stands, or was revoked, or its accreditation has nothing left to give: nothing was written.
            Ok(Issued::Stood(_)) | Err(Fault::Conflict(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(made)
}

/// Issues one paper in a transaction that goes on.
async fn issue_in(tx: &mut Tx, viewer: &Viewer, (cohort, person, subject): (CohortId, PersonId, Uuid), again: bool) -> Result<Issued> {
    // The cohort's row first, then the person's: two papers of one person are made one after the other. Then the records, which nobody changes
    // meanwhile.
    crate::programs::enrolling::hold(tx, cohort).await?;
    let holder = people::Entity::find_by_id(person).lock_exclusive().one(tx.db()).await?.ok_or(Fault::Missing)?;
    let program = cohorts::Entity::find_by_id(cohort).one(tx.db()).await?.ok_or(Fault::Missing)?.program_id;
    accreditations::Entity::find().filter(accreditations::Column::ProgramId.eq(program)).lock_exclusive().all(tx.db()).await?;
    let last = newest(tx.db(), person, subject).await?;
    if let Some(row) = last.as_ref().filter(|row| row.revoked_at.is_none() && !again) {
        return Ok(Issued::Stood(row.serial.clone()));
    }
    let known = Known::of(tx.db(), tx.cx().now(), cohort).await?;
    let used = used(tx.db(), person, subject).await?;
    let offer = offers::of(&known, person, &holder.profession, &used).into_iter().find(|o| o.subject == subject);
    let offer = offer.filter(|_| known.gives()).ok_or(Fault::Missing)?;
    judge(&offer, last.as_ref(), again)?;
    let serial = write(tx, viewer, &known, &offer, &holder, last.as_ref()).await?;
    letters::issued(tx, &holder, &serial, &known.program.name, last.is_some()).await?;
    Ok(Issued::Made(serial))
}

/// The newest edition.
pub(super) async fn newest(db: &impl ConnectionTrait, person: PersonId, subject: Uuid) -> Result<Option<certificates::Model>> {
    let all =
        certificates::Entity::find().filter(certificates::Column::PersonId.eq(person)).filter(certificates::Column::Subject.eq(subject));
    Ok(all.order_by_desc(certificates::Column::Edition).one(db).await?)
}

/// The newest edition of every paper of a cohort: by person and what it is for, where it stands and its number.
pub(crate) async fn newest_of(db: &impl ConnectionTrait, cohort: CohortId) -> Result<HashMap<(PersonId, Uuid), (State, String)>> {
    let all = certificates::Entity::find().filter(certificates::Column::CohortId.eq(cohort));
    let rows = all.order_by_asc(certificates::Column::Edition).all(db).await?;
    Ok(rows.into_iter().map(|row| ((row.person_id, row.subject), (state(Some(&row)), row.serial))).collect())
}

/// The state of a paper by its newest edition.
pub(super) fn state(row: Option<&certificates::Model>) -> State {
    match row {
        None => State::None,
        Some(row) if row.revoked_at.is_some() => State::Revoked,
        Some(row) if row.edition > 0 => State::Reissued,
        Some(_) => State::Issued,
    }
}

/// A paper without a minute is none, though every line of its gate is met: its accreditation had nothing left to give (I1).
fn judge(offer: &Offer, last: Option<&certificates::Model>, again: bool) -> Result<()> {
    let act = if again { Act::Reissue } else { Act::Issue };
    let refused = |why: Refusal| Fault::Conflict(why.word());
    certificate::step(state(last), act, &offer.gate).map_err(refused)?;
    if !offer.is_due() || (offer.waits.is_some() && !again) {
        return Err(refused(Refusal::Closed));
    }
    Ok(())
}

/// Minutes of each accreditation that a person's other papers, and their calls, have taken.
pub(super) async fn used(db: &impl ConnectionTrait, person: PersonId, but: Uuid) -> Result<HashMap<AccreditationId, u32>> {
    let rows = certificates::Entity::find()
        .filter(certificates::Column::PersonId.eq(person))
        .filter(certificates::Column::RevokedAt.is_null())
        .filter(certificates::Column::Subject.ne(but))
        .all(db)
        .await?;
    let mut out = super::calls::used(db, person).await?;
    for row in rows {
        for held in read(&row)?.held {
            if let Some(record) = held.record {
                *out.entry(record).or_default() += held.minutes;
            }
        }
    }
    Ok(out)
}

/// What a paper says.
pub(super) fn read(row: &certificates::Model) -> Result<Printed> {
    serde_json::from_value(row.printed.clone()).map_err(|why| Fault::Broken(format!("a certificate cannot be read: {why}")))
}

/// Where a paper is checked.
pub fn check_address(cx: &Cx, serial: &str) -> String {
    format!("{}/check/{serial}", cx.ports.origin)
}

async fn write(
    tx: &mut Tx,
    viewer: &Viewer,
    known: &Known,
    offer: &Offer,
    holder: &people::Model,
    last: Option<&certificates::Model>,
) -> Result<String> {
    let cx = tx.cx();
    let serial = Serial::of(cx.bytes());
    let address = check_address(cx, &serial.to_string());
    let lang = holder.language.parse().unwrap_or_default();
    let replaces = last.map(|row| row.serial.as_str());
    let to = For { name: &holder.name, profession: &holder.profession, lang, serial, replaces, address: &address };
    let printed = printed::freeze(known, offer, &to);
    let id = CertificateId(cx.new_id());
    let small = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    let row = certificates::ActiveModel {
        id: Set(id),
        serial: Set(serial.to_string()),
        person_id: Set(holder.id),
        program_id: Set(known.program.id),
        cohort_id: Set(known.cohort.id),
        session_id: Set(offer.session),
        accreditation_id: Set(offer.parts.iter().rev().find_map(|p| p.record).filter(|_| offer.earns)),
        subject: Set(offer.subject),
        edition: Set(last.map_or(0, |row| row.edition + 1)),
        on_day: Set(offer.on),
        kind: Set(offer.kind.clone()),
        minutes: Set(small(offer.minutes())),
        credits: Set(small(offer.credits().0)),
        printed: Set(json!(printed)),
        issued_at: Set(cx.now()),
        issued_by: Set(viewer.person()),
        revoked_at: Set(None),
        revoked_by: Set(None),
        revoked_why: Set(String::new()),
        replaces: Set(last.map(|row| row.id)),
    };
    certificates::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let detail = json!({ "minutes": offer.minutes(), "credits": offer.credits(), "edition": last.map_or(0, |row| row.edition + 1) });
    audit::write(tx, viewer, Line::new("cert.issue", "certificate", id.0).about(holder.id).detail(detail)).await?;
    Ok(serial.to_string())
}
