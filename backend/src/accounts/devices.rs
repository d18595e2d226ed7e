//! Signed-in devices: each holds a refresh token that is exchanged for a new one whenever it is used.
//!
//! A token that was spent more than a short grace ago and comes back means that two hold it: the device is signed out (ecosystem §4.6).
//! Within the grace it is answered with the very same successor: the answer that carried it may have been lost on the line. A successor is
//! made of the token before it with a key that lies outside the database, so that neither the store nor an old token tells it.

use chrono::Duration;
use data_encoding::BASE64URL_NOPAD;
use domain::id::{PersonId, SignInId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use sha2::Sha256;

use super::tables::sign_ins;
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Tx, keyfile, secret};

/// A device unseen for this long is signed out.
pub const LIFE: Duration = Duration::days(30);
/// Parallel tabs, and whoever never got the answer, may send the same spent token for this long.
pub const GRACE: Duration = Duration::seconds(60);

/// What a browser is given after sign-in or refresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The device.
    pub sign_in: SignInId,
    /// The person.
    pub person: PersonId,
    /// The refresh token; empty when it cannot be told again (the key is another one by now).
    pub refresh: String,
}

/// Signs a person in on a new device.
pub async fn open(tx: &Tx, person: PersonId, device: &str) -> Result<Opened> {
    let (cx, now) = (tx.cx(), tx.cx().now());
    let (id, refresh) = (SignInId(cx.new_id()), secret::token(cx));
    let row = sign_ins::ActiveModel {
        id: Set(id),
        person_id: Set(person),
        refresh_hash: Set(secret::hash(&refresh)),
        spent_hash: Set(None),
        rotated_at: Set(now),
        device: Set(device.chars().take(200).collect()),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now + LIFE),
        ended_at: Set(None),
        ended_why: Set(String::new()),
    };
    sign_ins::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(Opened { sign_in: id, person, refresh })
}

/// Exchanges a refresh token. `None`: unknown, expired, ended, or spent and seen again (which ends the device).
pub async fn refresh(cx: &Cx, token: &str) -> Result<Option<Opened>> {
    let hash = secret::hash(token);
    let now = cx.now();
    let mut tx = cx.begin().await?;
    let held = sign_ins::Column::RefreshHash.eq(&hash).or(sign_ins::Column::SpentHash.eq(&hash));
    let Some(row) = sign_ins::Entity::find().filter(held).one(tx.db()).await? else { return Ok(None) };
    if row.ended_at.is_some() || row.expires_at <= now {
        return Ok(None);
    }
    let opened = |refresh| Opened { sign_in: row.id, person: row.person_id, refresh };
    if row.refresh_hash != hash {
        if now - row.rotated_at <= GRACE {
            let same = successor(cx, row.id, token)?;
            return Ok(Some(opened(if secret::hash(&same) == row.refresh_hash { same } else { String::new() })));
        }
        end(&mut tx, row.id, row.person_id, "reused").await?;
        tx.commit().await?;
        return Ok(None);
    }
    let next = successor(cx, row.id, token)?;
    let change = sign_ins::ActiveModel {
        id: Set(row.id),
        refresh_hash: Set(secret::hash(&next)),
        spent_hash: Set(Some(hash)),
        rotated_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now + LIFE),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    tx.commit().await?;
    Ok(Some(opened(next)))
}

/// The token that follows this one on this device.
fn successor(cx: &Cx, device: SignInId, token: &str) -> Result<String> {
    let (key, _) = keyfile::of(cx, "refresh.key")?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| Fault::Broken("the refresh key has no length".to_owned()))?;
    mac.update(device.0.as_bytes());
    mac.update(token.as_bytes());
    Ok(BASE64URL_NOPAD.encode(&mac.finalize().into_bytes()))
}

/// Signs one device out.
pub async fn end(tx: &mut Tx, id: SignInId, person: PersonId, why: &str) -> Result<()> {
    sign_ins::Entity::update_many()
        .col_expr(sign_ins::Column::EndedAt, Expr::value(tx.cx().now()))
        .col_expr(sign_ins::Column::EndedWhy, Expr::value(why))
        .filter(sign_ins::Column::Id.eq(id))
        .filter(sign_ins::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    tx.tell(Hint::Person(person));
    Ok(())
}

/// Signs every device of a person out, except one.
pub async fn end_all(tx: &mut Tx, person: PersonId, except: Option<SignInId>, why: &str) -> Result<()> {
    let mut ending = sign_ins::Entity::update_many()
        .col_expr(sign_ins::Column::EndedAt, Expr::value(tx.cx().now()))
        .col_expr(sign_ins::Column::EndedWhy, Expr::value(why))
        .filter(sign_ins::Column::PersonId.eq(person))
        .filter(sign_ins::Column::EndedAt.is_null());
    if let Some(kept) = except {
        ending = ending.filter(sign_ins::Column::Id.ne(kept));
    }
    ending.exec(tx.db()).await?;
    tx.tell(Hint::Person(person));
    Ok(())
}
