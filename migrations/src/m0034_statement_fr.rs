//! A body's exact words in French, beside those that papers in English carry.

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let col = text("statement_fr").default("").to_owned();
        manager.alter_table(Table::alter().table(Alias::new(TABLE)).add_column(col).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table(Alias::new(TABLE)).drop_column(Alias::new("statement_fr")).to_owned()).await
    }
}

const TABLE: &str = "accreditations";
