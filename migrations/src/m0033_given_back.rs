//! A place that its holder gave back themselves: they may take one again, which whoever was taken out may not.

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let col = boolean("gave_back").default(false).to_owned();
        manager.alter_table(Table::alter().table(Alias::new(TABLE)).add_column(col).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table(Alias::new(TABLE)).drop_column(Alias::new("gave_back")).to_owned()).await
    }
}

const TABLE: &str = "enrolments";
