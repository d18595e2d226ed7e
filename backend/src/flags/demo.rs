//! The demo of this room: a post that waits hidden, and one out of which words were blotted.

use domain::id::ThreadId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::redaction::{Wish, redact};
use super::{Kind, raising};
use crate::forum::commands;
use crate::outbox::letters;
use crate::world::World;
use crate::{Result, Viewer, forum};

/// Furnishes the room. Nobody of the demo is written to.
pub async fn furnish(world: &World) -> Result<()> {
    let (cx, slug) = (&world.cx, world.slug.as_str());
    let (maya, fatima) = (world.viewer("maya").await?, world.viewer("fatima").await?);
    let index = forum::queries::index(cx, &fatima, slug).await?;
    let Some(thread) = index.recent.iter().find(|t| !t.locked).map(|t| t.id) else { return Ok(()) };
    let told = say(
        world,
        &world.viewer("johanna").await?,
        thread,
        "Thank you. This is how it went for us with Auntie Rosalind on the hill: we asked, and then we waited.",
    )
    .await?;
    raising::raise(cx, &maya, slug, Kind::Post, told.0, "patient", "The second sentence says who it is.").await?;
    let wish = Wish { passages: "Auntie Rosalind on the hill".to_owned(), whole: false, show: true };
    redact(cx, &fatima, slug, Kind::Post, told.0, &wish).await?;
    let waits = say(
        world,
        &world.viewer("gurpreet").await?,
        thread,
        "We had the same with the ferry captain from our island; everybody here knows who that is.",
    )
    .await?;
    raising::raise(cx, &maya, slug, Kind::Post, waits.0, "patient", "One person only has that job there.").await?;
    let quiet = letters::Entity::update_many().col_expr(letters::Column::State, sea_orm::sea_query::Expr::value("cancelled"));
    let tx = cx.begin().await?;
    quiet.filter(letters::Column::Kind.starts_with("flag_")).filter(letters::Column::State.eq("waiting")).exec(tx.db()).await?;
    tx.commit().await
}

async fn say(world: &World, who: &Viewer, thread: ThreadId, text: &str) -> Result<domain::id::PostId> {
    commands::reply(&world.cx, who, &world.slug, thread, world.cx.new_id(), None, text).await
}
