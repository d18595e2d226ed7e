//! What the identifier check made of the words in a paper of a case. Of those put in before, nothing is known: a person looks.

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = "ALTER TABLE case_files ADD COLUMN words varchar(16) NOT NULL DEFAULT 'unread'";
        manager.get_connection().execute_unprepared(column).await.map(|_| ())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("ALTER TABLE case_files DROP COLUMN words").await.map(|_| ())
    }
}
