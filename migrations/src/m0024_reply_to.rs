//! Whom an answer to a letter reaches.

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter().table(Alias::new("letters")).add_column(string_len_null("reply_to", 320)).to_owned();
        manager.alter_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table(Alias::new("letters")).drop_column(Alias::new("reply_to")).to_owned()).await
    }
}
