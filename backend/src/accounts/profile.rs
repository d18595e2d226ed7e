//! A person's own profile and devices, and what staff may do with an account.

use chrono::{DateTime, Utc};
use domain::fault::{Faults, FieldFault};
use domain::id::{PersonId, SignInId};
use domain::lang::Lang;
use domain::text;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::tables::{people, sign_ins};
use super::{devices, entry, letters, names, password};
use crate::audit::{self, Line};
use crate::ports::Hint;
use crate::programs::tables::{cohorts, enrolments};
use crate::{Cx, Fault, Result, Tx, Viewer, secret};

/// What a person may see and change of themselves.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Where letters go; changed by the coordinator.
    pub email: String,
    /// Name.
    pub name: String,
    /// Profession.
    pub profession: String,
    /// Site.
    pub organisation: String,
    /// Community.
    pub community: String,
    /// Language of pages and letters.
    pub lang: Lang,
    /// IANA zone.
    pub zone: String,
    /// Telephone; empty when none.
    pub phone: String,
    /// College number; empty when none.
    pub licence: String,
    /// Whether there is a password, or only mailed links.
    pub has_password: bool,
    /// The token of the private calendar address.
    pub calendar_token: String,
}

async fn row(cx: &Cx, viewer: &Viewer) -> Result<people::Model> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    people::Entity::find_by_id(person).one(cx.db()).await?.ok_or(Fault::SignIn)
}

/// The viewer's own profile.
pub async fn own(cx: &Cx, viewer: &Viewer) -> Result<Profile> {
    let p = row(cx, viewer).await?;
    Ok(Profile {
        email: p.email,
        name: p.name,
        profession: p.profession,
        organisation: p.organisation,
        community: p.community,
        lang: p.language.parse().unwrap_or_default(),
        zone: p.zone,
        phone: p.phone,
        licence: p.licence,
        has_password: p.password_hash.is_some(),
        calendar_token: p.calendar_token,
    })
}

/// Changes the viewer's own profile. E-mail and password have their own acts.
pub async fn change(cx: &Cx, viewer: &Viewer, wanted: &Profile) -> Result<()> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let mut faults = Faults::new();
    let name = faults.take(text::line("name", &wanted.name, text::NAME));
    let profession = faults.take(text::optional_line("profession", &wanted.profession, 120));
    let organisation = faults.take(text::optional_line("organisation", &wanted.organisation, 200));
    let community = faults.take(text::optional_line("community", &wanted.community, 120));
    let phone = faults.take(text::optional_line("phone", &wanted.phone, 40));
    let licence = faults.take(text::optional_line("licence", &wanted.licence, 40));
    let zone = domain::when::Zone::parse(&wanted.zone).map_err(|_| FieldFault::new("zone", "fault-choice"));
    let zone = faults.take(zone);
    faults.done()?;
    let (name, before) = (name.unwrap_or_default(), row(cx, viewer).await?.name);
    let mut tx = cx.begin().await?;
    names::free(&tx, person, &before, &name).await?;
    let change = people::ActiveModel {
        id: Set(person),
        name: Set(name),
        profession: Set(profession.unwrap_or_default()),
        organisation: Set(organisation.unwrap_or_default()),
        community: Set(community.unwrap_or_default()),
        phone: Set(phone.unwrap_or_default()),
        licence: Set(licence.unwrap_or_default()),
        language: Set(wanted.lang.code().to_owned()),
        zone: Set(zone.map(|z| z.name().to_owned()).unwrap_or_default()),
        updated_at: Set(cx.now()),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("profile.update_own", "person", person.0)).await?;
    tx.tell(Hint::Person(person));
    tx.commit().await
}

/// Sets or changes the viewer's own password; the old one is asked for when there is one. Other devices are signed out.
pub async fn change_password(cx: &Cx, viewer: &Viewer, old: &str, new: &str) -> Result<()> {
    let who = viewer.who().ok_or(Fault::SignIn)?.clone();
    let person = row(cx, viewer).await?;
    cx.ports.throttle.try_account(&person.email)?;
    if person.password_hash.is_some() && !password::fits(old.to_owned(), person.password_hash.clone()).await? {
        return Err(Fault::field("old", "fault-old-password"));
    }
    password::judge("new", new, &[&person.name, &person.email]).map_err(|f| Fault::Invalid(vec![f]))?;
    let hashed = password::hash(new.to_owned()).await?;
    let mut tx = cx.begin().await?;
    entry::set_password(&tx, who.person, hashed).await?;
    devices::end_all(&mut tx, who.person, Some(who.sign_in), "new_password").await?;
    letters::password_changed(&mut tx, &person).await?;
    audit::write(&tx, viewer, Line::new("profile.update_own", "person", who.person.0)).await?;
    tx.commit().await
}

/// A new private calendar address; the old one stops working.
pub async fn new_calendar_token(cx: &Cx, viewer: &Viewer) -> Result<()> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let tx = cx.begin().await?;
    let change = people::ActiveModel { id: Set(person), calendar_token: Set(secret::token(cx)), ..Default::default() };
    change.update(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("session.ics_feed", "person", person.0)).await?;
    tx.commit().await
}

/// A device on the viewer's own list.
#[derive(Debug, Clone)]
pub struct Device {
    /// Its id.
    pub id: SignInId,
    /// What the browser said of itself.
    pub name: String,
    /// When it was last refreshed.
    pub seen_at: DateTime<Utc>,
    /// Whether it is the one being used now.
    pub this: bool,
}

/// The viewer's own signed-in devices, newest first.
pub async fn own_devices(cx: &Cx, viewer: &Viewer) -> Result<Vec<Device>> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let rows = sign_ins::Entity::find()
        .filter(sign_ins::Column::PersonId.eq(who.person))
        .filter(sign_ins::Column::EndedAt.is_null())
        .filter(sign_ins::Column::ExpiresAt.gt(cx.now()))
        .order_by_desc(sign_ins::Column::SeenAt)
        .all(cx.db())
        .await?;
    Ok(rows.into_iter().map(|d| Device { id: d.id, name: d.device, seen_at: d.seen_at, this: d.id == who.sign_in }).collect())
}

/// Signs one of the viewer's own devices out.
pub async fn end_own_device(cx: &Cx, viewer: &Viewer, device: SignInId) -> Result<()> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let found = sign_ins::Entity::find_by_id(device).one(cx.db()).await?;
    let device = found.filter(|d| d.person_id == who.person).ok_or(Fault::Missing)?;
    let mut tx = cx.begin().await?;
    devices::end(&mut tx, device.id, who.person, "signed_out_elsewhere").await?;
    audit::write(&tx, viewer, Line::new("acct.sessions_own", "sign_in", device.id.0)).await?;
    tx.commit().await
}

/// An account as staff see it.
#[derive(Debug, Clone)]
pub struct Account {
    /// The person.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// invited, active, suspended, deleted
    pub state: String,
    /// Administrator of the installation.
    pub administrator: bool,
}

impl From<people::Model> for Account {
    fn from(p: people::Model) -> Self {
        Self { id: p.id, name: p.name, email: p.email, state: p.state, administrator: p.administrator }
    }
}

/// The account of a person in a program that the viewer coordinates; the administrator reaches all.
pub async fn account(cx: &Cx, viewer: &Viewer, person: PersonId) -> Result<Account> {
    Ok(governed(cx, viewer, person).await?.into())
}

/// Suspends an account: every device is signed out, pages and sockets close within seconds. Not one's own; not the last administrator's.
pub async fn suspend(cx: &Cx, viewer: &Viewer, person: PersonId) -> Result<()> {
    let row = governed(cx, viewer, person).await?;
    if viewer.is(person) {
        return Err(Fault::Refused("refused-self"));
    }
    if row.administrator && last_administrator(cx).await? {
        return Err(Fault::Refused("refused-last-administrator"));
    }
    let mut tx = cx.begin().await?;
    set_state(&tx, &row, "active", "suspended").await?;
    devices::end_all(&mut tx, person, None, "suspended").await?;
    for kind in ["reminder", "calendar", "session", crate::credits::letters::KIND] {
        crate::outbox::cancel_kind(&tx, person, kind).await?;
    }
    audit::write(&tx, viewer, Line::new("acct.suspend", "person", person.0).about(person)).await?;
    tx.commit().await
}

/// Lets a suspended person in again.
pub async fn reactivate(cx: &Cx, viewer: &Viewer, person: PersonId) -> Result<()> {
    let row = governed(cx, viewer, person).await?;
    let tx = cx.begin().await?;
    set_state(&tx, &row, "suspended", "active").await?;
    audit::write(&tx, viewer, Line::new("acct.suspend", "person", person.0).about(person).detail(serde_json::json!({"to": "active"})))
        .await?;
    tx.commit().await
}

/// Signs every device of another person out (administrator).
pub async fn end_devices_of(cx: &Cx, viewer: &Viewer, person: PersonId) -> Result<()> {
    governed(cx, viewer, person).await?;
    if !viewer.is_administrator() {
        return Err(Fault::Refused("refused-role"));
    }
    let mut tx = cx.begin().await?;
    devices::end_all(&mut tx, person, None, "administrator").await?;
    audit::write(&tx, viewer, Line::new("acct.sessions_other", "person", person.0).about(person)).await?;
    tx.commit().await
}

/// A person whom the viewer may govern: administrator all, coordinator those with a place in a cohort of theirs.
pub(super) async fn governed(cx: &Cx, viewer: &Viewer, person: PersonId) -> Result<people::Model> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let row = people::Entity::find_by_id(person).one(cx.db()).await?.ok_or(Fault::Missing)?;
    if who.administrator {
        return Ok(row);
    }
    let programs: Vec<_> = who.grants.iter().filter(|(_, g)| *g == domain::viewer::Grant::Coordinator).map(|(p, _)| *p).collect();
    let mine: Vec<domain::id::CohortId> =
        cohorts::Entity::find().filter(cohorts::Column::ProgramId.is_in(programs)).all(cx.db()).await?.into_iter().map(|c| c.id).collect();
    let places = enrolments::Entity::find()
        .filter(enrolments::Column::PersonId.eq(person))
        .filter(enrolments::Column::CohortId.is_in(mine))
        .count(cx.db())
        .await?;
    match (places > 0, row.administrator) {
        (false, _) => Err(Fault::Missing),
        (true, true) => Err(Fault::Refused("refused-role")),
        (true, false) => Ok(row),
    }
}

async fn set_state(tx: &Tx, row: &people::Model, from: &str, to: &str) -> Result<()> {
    if row.state != from {
        return Err(Fault::Conflict("conflict-account-state"));
    }
    let change = people::ActiveModel { id: Set(row.id), state: Set(to.to_owned()), updated_at: Set(tx.cx().now()), ..Default::default() };
    change.update(tx.db()).await?;
    Ok(())
}

async fn last_administrator(cx: &Cx) -> Result<bool> {
    let all = people::Entity::find()
        .filter(people::Column::Administrator.eq(true))
        .filter(people::Column::State.eq("active"))
        .count(cx.db())
        .await?;
    Ok(all <= 1)
}
