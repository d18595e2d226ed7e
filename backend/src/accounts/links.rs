//! One-time links: mailed, kept only as a hash, used once, by a press of a button and never by a mere visit.

use chrono::Duration;
use domain::id::{InvitationId, PersonId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::tables::{one_time_links, people};
use crate::{Cx, Fault, Result, Tx, secret};

/// What a link is for; one purpose never opens another's door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Seven days: choose a password or not, accept the terms, come in.
    Invitation,
    /// Half an hour: come in.
    SignIn,
    /// Half an hour: choose a new password.
    Password,
}

impl Purpose {
    /// The stable word in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::SignIn => "sign_in",
            Self::Password => "password",
        }
    }
    fn life(self) -> Duration {
        match self {
            Self::Invitation => Duration::days(7),
            Self::SignIn | Self::Password => Duration::minutes(30),
        }
    }
}

/// Makes a link and answers its token. Earlier ones keep working until one is used: whoever asks in somebody's name takes nothing from them.
pub async fn make(tx: &Tx, person: PersonId, purpose: Purpose, next: &str, made_by: Option<PersonId>) -> Result<String> {
    let (cx, now) = (tx.cx(), tx.cx().now());
    let token = secret::token(cx);
    let row = one_time_links::ActiveModel {
        id: Set(InvitationId(cx.new_id())),
        person_id: Set(person),
        purpose: Set(purpose.code().to_owned()),
        token_hash: Set(secret::hash(&token)),
        next: Set(domain::text::local_path(next)),
        created_at: Set(now),
        expires_at: Set(now + purpose.life()),
        used_at: Set(None),
        made_by: Set(made_by),
    };
    one_time_links::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(token)
}

/// Uses a link up, and with it every other of that person and purpose; the second of two racing presses finds it gone.
pub(super) async fn use_up(tx: &Tx, link: &one_time_links::Model) -> Result<()> {
    let done = unused(tx).filter(one_time_links::Column::Id.eq(link.id)).exec(tx.db()).await?;
    if done.rows_affected != 1 {
        return Err(Fault::Gone("link-used"));
    }
    let others = unused(tx).filter(one_time_links::Column::PersonId.eq(link.person_id));
    others.filter(one_time_links::Column::Purpose.eq(link.purpose.as_str())).exec(tx.db()).await?;
    Ok(())
}

fn unused(tx: &Tx) -> sea_orm::UpdateMany<one_time_links::Entity> {
    let spent = sea_orm::sea_query::Expr::value(tx.cx().now());
    let links = one_time_links::Entity::update_many().col_expr(one_time_links::Column::UsedAt, spent);
    links.filter(one_time_links::Column::UsedAt.is_null())
}

/// Whose link this is, when it still works; looking does not use it.
pub async fn look(cx: &Cx, token: &str, purpose: Purpose) -> Result<(people::Model, one_time_links::Model)> {
    let found = one_time_links::Entity::find()
        .filter(one_time_links::Column::TokenHash.eq(secret::hash(token)))
        .filter(one_time_links::Column::Purpose.eq(purpose.code()))
        .one(cx.db())
        .await?;
    let link = found.ok_or(Fault::Gone("link-unknown"))?;
    let person = people::Entity::find_by_id(link.person_id).one(cx.db()).await?.ok_or(Fault::Gone("link-unknown"))?;
    if link.used_at.is_some() {
        return Err(Fault::Gone("link-used"));
    }
    if link.expires_at <= cx.now() || person.state == "suspended" || person.state == "deleted" {
        return Err(Fault::Gone("link-expired"));
    }
    Ok((person, link))
}
