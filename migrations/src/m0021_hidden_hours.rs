//! What was written in a session's hour can be flagged: the notes, a line of the round, a poll is hidden until staff have looked.

use sea_orm_migration::sea_orm::DbBackend;

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Tables, and the column that says since when something of theirs is hidden.
const COLUMNS: [(&str, &str); 3] = [("hours", "notes_hidden_at"), ("hour_used", "hidden_at"), ("hour_polls", "hidden_at")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let at = if manager.get_database_backend() == DbBackend::Sqlite { "timestamp_with_timezone_text" } else { "timestamptz" };
        for (table, column) in COLUMNS {
            manager.get_connection().execute_unprepared(&format!("ALTER TABLE {table} ADD COLUMN {column} {at}")).await?;
        }
        Ok(())
    }

    /// What is hidden would be shown again.
    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Custom("what was hidden would be shown again; restore a backup instead".to_owned()))
    }
}
