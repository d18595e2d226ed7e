//! Inviting somebody: a person in state `invited`, and a letter with a link that lives seven days.

use domain::id::PersonId;
use domain::lang::Lang;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::letters;
use super::links::{self, Purpose};
use super::tables::people;
use crate::audit::{self, Line};
use crate::{Cx, Result, Tx, Viewer, secret};

/// Whom to invite.
#[derive(Debug, Clone, Default)]
pub struct Guest {
    /// Address, already checked and in lower case.
    pub email: String,
    /// Name; empty when only the address is known.
    pub name: String,
    /// Profession.
    pub profession: String,
    /// Site.
    pub organisation: String,
    /// Community.
    pub community: String,
    /// Health authority.
    pub health_authority: String,
    /// Whether the community is rural; unknown when empty.
    pub rural: Option<bool>,
    /// Language of the letter and the pages.
    pub lang: Lang,
    /// IANA zone; the hub's when empty.
    pub zone: String,
}

/// The person of this address, made when there is none. The second value tells whether they are new.
pub async fn person_for(tx: &Tx, guest: &Guest) -> Result<(PersonId, bool)> {
    let known = people::Entity::find().filter(people::Column::Email.eq(&guest.email)).one(tx.db()).await?;
    if let Some(known) = known {
        return Ok((known.id, false));
    }
    let (cx, now) = (tx.cx(), tx.cx().now());
    let id = PersonId(cx.new_id());
    let name = if guest.name.is_empty() { guest.email.split('@').next().unwrap_or_default() } else { &guest.name };
    let row = people::ActiveModel {
        id: Set(id),
        email: Set(guest.email.clone()),
        name: Set(name.to_owned()),
        password_hash: Set(None),
        state: Set("invited".to_owned()),
        administrator: Set(false),
        profession: Set(guest.profession.clone()),
        organisation: Set(guest.organisation.clone()),
        community: Set(guest.community.clone()),
        health_authority: Set(guest.health_authority.clone()),
        rural: Set(guest.rural),
        language: Set(guest.lang.code().to_owned()),
        zone: Set(if guest.zone.is_empty() { "America/Vancouver".to_owned() } else { guest.zone.clone() }),
        phone: Set(String::new()),
        licence: Set(String::new()),
        calendar_token: Set(secret::token(cx)),
        created_at: Set(now),
        updated_at: Set(now),
    };
    people::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok((id, true))
}

/// Mails an invitation to a person who has not come in yet; nothing for those who have. `to` names the cohort.
pub async fn send(tx: &mut Tx, viewer: &Viewer, person: PersonId, to: &str, next: &str) -> Result<()> {
    let Some(row) = people::Entity::find_by_id(person).one(tx.db()).await?.filter(|p| p.state == "invited") else { return Ok(()) };
    let token = links::make(tx, person, Purpose::Invitation, next, viewer.person()).await?;
    letters::invitation(tx, &row, &token, to).await?;
    audit::write(tx, viewer, Line::new("acct.invite", "person", person.0).about(person)).await
}

/// Invites an administrator from the command line; answers the link, which is mailed too.
pub async fn administrator(cx: &Cx, email: &str, name: &str) -> Result<String> {
    use sea_orm::ActiveModelTrait as _;
    let email = domain::text::email("email", email).map_err(|f| crate::Fault::Invalid(vec![f]))?;
    let mut tx = cx.begin().await?;
    let guest = Guest { email, name: domain::text::tidy_line(&domain::text::seen(name)), ..Guest::default() };
    let (id, _) = person_for(&tx, &guest).await?;
    let change = people::ActiveModel { id: Set(id), administrator: Set(true), ..Default::default() };
    let row = change.update(tx.db()).await?;
    let purpose = if row.state == "invited" { Purpose::Invitation } else { Purpose::SignIn };
    let token = links::make(&tx, id, purpose, "/manage", None).await?;
    let link = match purpose {
        Purpose::Invitation => {
            letters::invitation(&mut tx, &row, &token, "").await?;
            format!("{}/invitation/{token}", cx.ports.origin)
        }
        _ => format!("{}/in/{token}", cx.ports.origin),
    };
    audit::write(&tx, &Viewer::nobody(), Line::new("role.assign_privileged", "person", id.0).about(id)).await?;
    tx.commit().await?;
    Ok(link)
}
