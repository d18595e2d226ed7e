//! How a person wants to be seen: invisible, they are not among those who are here, and nobody hears that they type.

use domain::id::PersonId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::tables::chat_settings;
use crate::ports::Hint;
use crate::{Cx, Fault, Result, Viewer};

/// Whether a person wants not to be seen.
pub async fn invisible(cx: &Cx, person: PersonId) -> Result<bool> {
    Ok(chat_settings::Entity::find_by_id(person).one(cx.db()).await?.is_some_and(|s| s.invisible))
}

/// Keeps a person's own wish. Their sockets look again.
pub async fn set_invisible(cx: &Cx, viewer: &Viewer, invisible: bool) -> Result<()> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let mut tx = cx.begin().await?;
    let row = chat_settings::ActiveModel { person_id: Set(me), invisible: Set(invisible), updated_at: Set(cx.now()) };
    let instead = OnConflict::column(chat_settings::Column::PersonId)
        .update_columns([chat_settings::Column::Invisible, chat_settings::Column::UpdatedAt])
        .to_owned();
    chat_settings::Entity::insert(row).on_conflict(instead).exec_without_returning(tx.db()).await?;
    tx.tell(Hint::Person(me));
    tx.commit().await
}
