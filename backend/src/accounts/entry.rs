//! Coming in: by a mailed link, or by e-mail address and password.

use domain::id::PersonId;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::devices::{self, Opened};
use super::links::{self, Purpose};
use super::tables::{one_time_links, people};
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Viewer};

/// Whom a sign-in link greets, and where it leads; looking at it does not use it.
pub async fn greet(cx: &Cx, token: &str) -> Result<(String, String)> {
    let (person, link) = links::look(cx, token, Purpose::SignIn).await?;
    Ok((person.name, link.next))
}

/// Uses a sign-in link: signs in on this device, and answers where to go.
pub async fn by_link(cx: &Cx, token: &str, device: &str) -> Result<(Opened, String)> {
    let (person, link) = links::look(cx, token, Purpose::SignIn).await?;
    if person.state != "active" {
        return Err(Fault::Gone("link-expired"));
    }
    let tx = cx.begin().await?;
    use_up(&tx, &link).await?;
    let opened = devices::open(&tx, person.id, device).await?;
    audit::write(&tx, &Viewer::nobody(), Line::new("acct.sign_in", "sign_in", opened.sign_in.0).about(person.id)).await?;
    tx.commit().await?;
    Ok((opened, link.next))
}

/// Marks a link as used; the second of two racing presses finds it gone.
pub(crate) async fn use_up(tx: &crate::Tx, link: &one_time_links::Model) -> Result<()> {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let done = one_time_links::Entity::update_many()
        .col_expr(one_time_links::Column::UsedAt, sea_orm::sea_query::Expr::value(tx.cx().now()))
        .filter(one_time_links::Column::Id.eq(link.id))
        .filter(one_time_links::Column::UsedAt.is_null())
        .exec(tx.db())
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::Gone("link-used")) }
}

/// Makes an invited person active.
pub(crate) async fn activate(tx: &crate::Tx, person: PersonId) -> Result<()> {
    let change =
        people::ActiveModel { id: Set(person), state: Set("active".to_owned()), updated_at: Set(tx.cx().now()), ..Default::default() };
    change.update(tx.db()).await?;
    Ok(())
}
