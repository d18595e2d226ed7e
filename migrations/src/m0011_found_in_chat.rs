//! Chat can be searched: a document may have no cohort (a direct room's), and says so by an empty column.

use sea_orm_migration::sea_orm::DbBackend;

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All or nothing on SQLite too: the table is written anew there.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = if manager.get_database_backend() == DbBackend::Sqlite {
            manager.create_table(search_documents()).await?;
            SQLITE_MOVES
        } else {
            &["ALTER TABLE search_documents ALTER COLUMN cohort_id DROP NOT NULL"]
        };
        for statement in statements {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    /// What has no cohort does not fit into the older table.
    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Custom("documents without a cohort do not fit into the older table; restore a backup instead".to_owned()))
    }
}

/// The words themselves stay where they are: their rows carry the documents' ids, which are copied as they stand.
const SQLITE_MOVES: &[&str] = &[
    "INSERT INTO search_documents_next SELECT id, kind, object_id, group_id, cohort_id, author_id, audience, title, body, folded, happened_at \
     FROM search_documents",
    "DROP TABLE search_documents",
    "ALTER TABLE search_documents_next RENAME TO search_documents",
    "CREATE UNIQUE INDEX search_documents_object ON search_documents (kind, object_id)",
    "CREATE INDEX search_documents_group ON search_documents (group_id)",
    "CREATE INDEX search_documents_cohort ON search_documents (cohort_id)",
    "CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN \
     INSERT INTO search_words(rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER search_documents_changed AFTER UPDATE OF folded ON search_documents BEGIN \
     DELETE FROM search_words WHERE rowid = old.id; INSERT INTO search_words(rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER search_documents_gone AFTER DELETE ON search_documents BEGIN DELETE FROM search_words WHERE rowid = old.id; END",
];

fn search_documents() -> TableCreateStatement {
    let mut t = table("search_documents_next");
    t.col(pk_auto("id")).col(string_len("kind", 24)).col(uuid("object_id")).col(uuid_null("group_id"));
    t.col(uuid_null("cohort_id")).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("cohort_id"))
            .to(Alias::new("cohorts"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    t.col(uuid_null("author_id"))
        .col(string_len("audience", 16))
        .col(string_len("title", 300))
        .col(text("body"))
        .col(text("folded"))
        .col(at("happened_at"));
    t
}
