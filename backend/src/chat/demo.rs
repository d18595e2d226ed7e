//! The demo's conversation in its cohort's room.

use chrono::Duration;
use domain::id::MessageId;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use super::reach;
use super::tables::{messages, rooms};
use crate::world::World;
use crate::{Result, markup};

/// Who says what, how many minutes before now.
const TALK: &str = include_str!("../world/chat.tsv");

/// Writes the conversation, dated back from now.
pub async fn furnish(world: &World) -> Result<()> {
    let cx = &world.cx;
    let room = reach::room_of(cx, &world.viewer("fatima").await?, &world.slug, None).await?;
    let tx = cx.begin().await?;
    let mut seq = 0;
    for line in TALK.lines() {
        let mut cells = line.splitn(3, '\t');
        let (Some(before), Some(short), Some(body)) = (cells.next(), cells.next(), cells.next()) else { continue };
        seq += 1;
        let row = messages::ActiveModel {
            id: Set(MessageId(cx.new_id())),
            room_id: Set(room.id),
            seq: Set(seq),
            rev: Set(seq),
            person_id: Set(world.id(short)),
            nonce: Set(cx.random_id()),
            body: Set(body.to_owned()),
            html: Set(markup::to_html(body)),
            markup_version: Set(markup::VERSION),
            created_at: Set(cx.now() - Duration::minutes(before.parse().unwrap_or(0))),
            edited_at: Set(None),
            deleted_at: Set(None),
            deleted_by: Set(None),
            hidden_at: Set(None),
            hidden_by: Set(None),
            thread_id: Set(None),
        };
        messages::Entity::insert(row).exec_without_returning(tx.db()).await?;
    }
    let change = rooms::ActiveModel { id: Set(room.id), last_seq: Set(seq), last_rev: Set(seq), ..Default::default() };
    change.update(tx.db()).await?;
    tx.commit().await
}
