//! Coming in: by invitation, by a mailed link, or by e-mail address and password. An unknown address learns nothing.

use domain::fault::Faults;
use domain::id::PersonId;
use domain::lang::Lang;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::devices::{self, Opened};
use super::links::{self, Purpose};
use super::tables::people;
use super::{letters, names, password, terms};
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Whom a mailed link greets, and where it leads; looking at it does not use it.
#[derive(Debug, Clone)]
pub struct Greeting {
    /// The person's name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their language.
    pub lang: Lang,
    /// Where it leads.
    pub next: String,
}

/// Looks at a link of this purpose.
pub async fn greet(cx: &Cx, token: &str, purpose: Purpose) -> Result<Greeting> {
    let (person, link) = links::look(cx, token, purpose).await?;
    Ok(Greeting { lang: person.language.parse().unwrap_or_default(), name: person.name, email: person.email, next: link.next })
}

/// Uses a sign-in link: signs in on this device, and answers where to go.
pub async fn by_link(cx: &Cx, token: &str, device: &str) -> Result<(Opened, String)> {
    let (person, link) = links::look(cx, token, Purpose::SignIn).await?;
    if person.state != "active" {
        return Err(Fault::Gone("link-expired"));
    }
    let tx = cx.begin().await?;
    links::use_up(&tx, &link).await?;
    let opened = open(&tx, person.id, device, "link").await?;
    tx.commit().await?;
    Ok((opened, link.next))
}

/// Signs in with address and password. A wrong pair and an unknown address are one answer, after one length of time.
pub async fn by_password(cx: &Cx, email: &str, secret: &str, device: &str) -> Result<Opened> {
    let email = domain::text::tidy_line(email).to_lowercase();
    cx.ports.throttle.try_account(&email)?;
    let person = by_email(cx, &email).await?.filter(|p| p.state == "active");
    let secret: String = secret.chars().take(password::LONGEST).collect();
    let fits = password::fits(secret, person.as_ref().and_then(|p| p.password_hash.clone())).await?;
    let Some(person) = person.filter(|_| fits) else { return Err(Fault::field("password", "fault-sign-in")) };
    let tx = cx.begin().await?;
    let opened = open(&tx, person.id, device, "password").await?;
    tx.commit().await?;
    Ok(opened)
}

/// Mails a sign-in link to this address when somebody active has it; says nothing either way.
pub async fn ask_for_link(cx: &Cx, email: &str, next: &str) -> Result<()> {
    let email = domain::text::email("email", email).map_err(|f| Fault::Invalid(vec![f]))?;
    cx.ports.throttle.try_letter(&email)?;
    let Some(person) = by_email(cx, &email).await? else { return Ok(()) };
    let mut tx = cx.begin().await?;
    match person.state.as_str() {
        "active" => {
            let token = links::make(&tx, person.id, Purpose::SignIn, next, None).await?;
            letters::sign_in(&mut tx, &person, &token).await?;
        }
        "invited" => {
            let token = links::make(&tx, person.id, Purpose::Invitation, next, None).await?;
            letters::invitation(&mut tx, &person, &token, "").await?;
        }
        _ => return Ok(()),
    }
    tx.commit().await
}

/// What an invited person chose.
#[derive(Debug, Clone, Default)]
pub struct Acceptance {
    /// Name as they write it.
    pub name: String,
    /// A password, or nothing: then they sign in by mailed links.
    pub password: String,
    /// The language of their pages and letters.
    pub lang: Lang,
    /// Whether they accept the terms.
    pub terms: bool,
}

/// Accepts an invitation: the person becomes active, the terms are kept with their date, and this device is signed in.
pub async fn accept(cx: &Cx, token: &str, chosen: &Acceptance, device: &str) -> Result<(Opened, String)> {
    let (person, link) = links::look(cx, token, Purpose::Invitation).await?;
    let mut faults = Faults::new();
    let name = faults.take(domain::text::line("name", &chosen.name, domain::text::NAME));
    if !chosen.terms {
        faults.add(domain::fault::FieldFault::new("terms", "fault-terms"));
    }
    if !chosen.password.is_empty() {
        faults.take(password::judge("password", &chosen.password, &[&person.name, &person.email]));
    }
    faults.done()?;
    let hashed = if chosen.password.is_empty() { None } else { Some(password::hash(chosen.password.clone()).await?) };
    let tx = cx.begin().await?;
    links::use_up(&tx, &link).await?;
    names::free(&tx, person.id, &person.name, name.as_deref().unwrap_or_default()).await?;
    let change = people::ActiveModel {
        id: Set(person.id),
        name: Set(name.unwrap_or(person.name)),
        password_hash: Set(hashed.or(person.password_hash)),
        language: Set(chosen.lang.code().to_owned()),
        state: Set("active".to_owned()),
        updated_at: Set(cx.now()),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    terms::accept_in(&tx, person.id, chosen.lang).await?;
    let opened = open(&tx, person.id, device, "invitation").await?;
    tx.commit().await?;
    Ok((opened, link.next))
}

/// Mails a link to choose a new password; says nothing of whether the address is known.
pub async fn ask_for_password(cx: &Cx, email: &str) -> Result<()> {
    let email = domain::text::email("email", email).map_err(|f| Fault::Invalid(vec![f]))?;
    cx.ports.throttle.try_letter(&email)?;
    let Some(person) = by_email(cx, &email).await?.filter(|p| p.state == "active") else { return Ok(()) };
    let mut tx = cx.begin().await?;
    let token = links::make(&tx, person.id, Purpose::Password, "/", None).await?;
    letters::password(&mut tx, &person, &token).await?;
    tx.commit().await
}

/// Chooses a new password by a mailed link. Every device is signed out but this one.
pub async fn new_password(cx: &Cx, token: &str, secret: &str, device: &str) -> Result<Opened> {
    let (person, link) = links::look(cx, token, Purpose::Password).await?;
    password::judge("password", secret, &[&person.name, &person.email]).map_err(|f| Fault::Invalid(vec![f]))?;
    let hashed = password::hash(secret.to_owned()).await?;
    let mut tx = cx.begin().await?;
    links::use_up(&tx, &link).await?;
    set_password(&tx, person.id, hashed).await?;
    devices::end_all(&mut tx, person.id, None, "new_password").await?;
    let opened = open(&tx, person.id, device, "password_link").await?;
    letters::password_changed(&mut tx, &person).await?;
    tx.commit().await?;
    Ok(opened)
}

pub(crate) async fn set_password(tx: &Tx, person: PersonId, hashed: String) -> Result<()> {
    let change =
        people::ActiveModel { id: Set(person), password_hash: Set(Some(hashed)), updated_at: Set(tx.cx().now()), ..Default::default() };
    change.update(tx.db()).await?;
    Ok(())
}

async fn open(tx: &Tx, person: PersonId, device: &str, how: &str) -> Result<Opened> {
    let opened = devices::open(tx, person, device).await?;
    let line = Line::new("acct.sign_in", "sign_in", opened.sign_in.0).about(person).detail(serde_json::json!({ "how": how }));
    audit::write(tx, &Viewer::nobody(), line).await?;
    Ok(opened)
}

async fn by_email(cx: &Cx, email: &str) -> Result<Option<people::Model>> {
    Ok(people::Entity::find().filter(people::Column::Email.eq(email)).one(cx.db()).await?)
}
