//! From signed-in devices to `Viewer`s: one look at everything that decides rights, for as many as ask at the same time.

use std::collections::{HashMap, HashSet};

use domain::id::{CohortId, PersonId, ProgramId, SignInId};
use domain::viewer::{CohortRole, Grant, Membership, Who};
use sea_orm::entity::prelude::{Linked, RelationDef};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};

use super::tables::{people, sign_ins, terms, terms_acceptances};
use crate::programs::tables::{cohort_roles, cohorts, enrolments, grants};
use crate::{Cx, Result, Viewer};

/// Devices that one statement asks for.
const AT_ONCE: usize = 256;

/// The viewer behind a signed-in device; nobody when it was ended, has expired, or the person is not active.
pub async fn of_sign_in(cx: &Cx, id: SignInId) -> Result<Viewer> {
    Ok(of_sign_ins(cx, &[id]).await?.remove(&id).unwrap_or_default())
}

/// The viewers behind signed-in devices. As many statements as for one; a device that is not there means nobody.
pub async fn of_sign_ins(cx: &Cx, ids: &[SignInId]) -> Result<HashMap<SignInId, Viewer>> {
    let mut all = HashMap::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let found = sign_ins::Entity::find().filter(sign_ins::Column::Id.is_in(padded(some))).find_also_linked(ToPerson);
        let devices: HashMap<SignInId, (sign_ins::Model, people::Model)> =
            found.all(cx.db()).await?.into_iter().filter_map(|(device, person)| Some((device.id, (device, person?)))).collect();
        let now = cx.now();
        let open = |(device, person): &&(sign_ins::Model, people::Model)| {
            device.ended_at.is_none() && device.expires_at > now && person.state == "active"
        };
        let open: Vec<&(sign_ins::Model, people::Model)> = devices.values().filter(open).collect();
        let rights = rights(cx, open.iter().map(|(_, person)| person.id).collect()).await?;
        all.extend(open.into_iter().map(|(device, person)| (device.id, Viewer::of(rights.who(person, device.id)))));
    }
    Ok(all)
}

/// An active person as viewer, without a device: for whoever runs the machine and acts in their name.
pub async fn of_person(cx: &Cx, id: PersonId) -> Result<Viewer> {
    match people::Entity::find_by_id(id).one(cx.db()).await?.filter(|p| p.state == "active") {
        Some(person) => Ok(Viewer::of(who(cx, person, SignInId(uuid::Uuid::nil())).await?)),
        None => Ok(Viewer::nobody()),
    }
}

/// Everything that decides a person's rights, read afresh.
pub async fn who(cx: &Cx, person: people::Model, sign_in: SignInId) -> Result<Who> {
    Ok(rights(cx, vec![person.id]).await?.who(&person, sign_in))
}

/// Repeats the last of a list until its length is a power of two: the store prepares each length of a question anew, and few are kept.
pub(crate) fn padded<T: Copy>(some: &[T]) -> impl Iterator<Item = T> {
    let length = if some.is_empty() { 0 } else { some.len().next_power_of_two() };
    some.iter().copied().chain(some.last().copied().into_iter().cycle()).take(length)
}

struct ToPerson;
impl Linked for ToPerson {
    type FromEntity = sign_ins::Entity;
    type ToEntity = people::Entity;
    fn link(&self) -> Vec<RelationDef> {
        vec![sign_ins::Entity::belongs_to(people::Entity).from(sign_ins::Column::PersonId).to(people::Column::Id).into()]
    }
}

/// What some people may do.
#[derive(Default)]
struct Rights {
    memberships: HashMap<PersonId, Vec<Membership>>,
    grants: HashMap<PersonId, Vec<(ProgramId, Grant)>>,
    /// Who accepted the newest terms; none when there are no terms.
    accepted: Option<HashSet<PersonId>>,
}

impl Rights {
    fn who(&self, person: &people::Model, sign_in: SignInId) -> Who {
        Who {
            person: person.id,
            sign_in,
            name: person.name.clone(),
            lang: person.language.parse().unwrap_or_default(),
            zone: person.zone.clone(),
            administrator: person.administrator,
            memberships: self.memberships.get(&person.id).cloned().unwrap_or_default(),
            grants: self.grants.get(&person.id).cloned().unwrap_or_default(),
            terms_accepted: self.accepted.as_ref().is_none_or(|accepted| accepted.contains(&person.id)),
        }
    }
}

/// What these people may do.
async fn rights(cx: &Cx, mut these: Vec<PersonId>) -> Result<Rights> {
    these.sort_unstable();
    these.dedup();
    let mut found = Rights::default();
    if these.is_empty() {
        return Ok(found);
    }
    let enrolled: Vec<(PersonId, CohortId, ProgramId)> = enrolments::Entity::find()
        .join(
            JoinType::InnerJoin,
            enrolments::Entity::belongs_to(cohorts::Entity).from(enrolments::Column::CohortId).to(cohorts::Column::Id).into(),
        )
        .filter(enrolments::Column::PersonId.is_in(padded(&these)))
        .filter(enrolments::Column::State.eq("enrolled"))
        .select_only()
        .column(enrolments::Column::PersonId)
        .column(cohorts::Column::Id)
        .column(cohorts::Column::ProgramId)
        .into_tuple()
        .all(cx.db())
        .await?;
    for (person, cohort, program) in enrolled {
        found.memberships.entry(person).or_default().push(Membership { cohort, program, role: CohortRole::Participant });
    }
    let roles: Vec<(PersonId, CohortId, ProgramId, String)> = cohort_roles::Entity::find()
        .join(
            JoinType::InnerJoin,
            cohort_roles::Entity::belongs_to(cohorts::Entity).from(cohort_roles::Column::CohortId).to(cohorts::Column::Id).into(),
        )
        .filter(cohort_roles::Column::PersonId.is_in(padded(&these)))
        .select_only()
        .column(cohort_roles::Column::PersonId)
        .column(cohorts::Column::Id)
        .column(cohorts::Column::ProgramId)
        .column(cohort_roles::Column::Role)
        .into_tuple()
        .all(cx.db())
        .await?;
    for (person, cohort, program, role) in roles {
        if let Some(role) = CohortRole::parse(&role) {
            found.memberships.entry(person).or_default().push(Membership { cohort, program, role });
        }
    }
    for row in grants::Entity::find().filter(grants::Column::PersonId.is_in(padded(&these))).all(cx.db()).await? {
        if let Some(grant) = Grant::parse(&row.kind) {
            found.grants.entry(row.person_id).or_default().push((row.program_id, grant));
        }
    }
    if let Some(newest) = terms::Entity::find()
        .select_only()
        .column(terms::Column::Id)
        .order_by_desc(terms::Column::VersionOn)
        .into_tuple::<uuid::Uuid>()
        .one(cx.db())
        .await?
    {
        let accepted = terms_acceptances::Entity::find()
            .filter(terms_acceptances::Column::PersonId.is_in(padded(&these)))
            .filter(terms_acceptances::Column::TermsId.eq(newest))
            .select_only()
            .column(terms_acceptances::Column::PersonId)
            .into_tuple::<PersonId>();
        found.accepted = Some(accepted.all(cx.db()).await?.into_iter().collect());
    }
    Ok(found)
}
