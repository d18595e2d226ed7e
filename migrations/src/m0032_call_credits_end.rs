//! What a call earned can be revoked, as a paper can: the row stays and says why; by whom stands in the log.

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for col in [at_null("revoked_at"), string_len("revoked_why", 400).default("").to_owned()] {
            manager.alter_table(Table::alter().table(Alias::new(TABLE)).add_column(col).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for col in ["revoked_why", "revoked_at"] {
            manager.alter_table(Table::alter().table(Alias::new(TABLE)).drop_column(Alias::new(col)).to_owned()).await?;
        }
        Ok(())
    }
}

const TABLE: &str = "call_credits";
