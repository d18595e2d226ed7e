//! One kind of flag for everything that members write; what is hidden by it; and the breaches that were opened.

use sea_orm_migration::sea_orm::DbBackend;

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [flags(), breaches(), breach_people()] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        run(manager, &[MOVE]).await?;
        drop_all(manager, &["post_flags"]).await?;
        let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        for table in ["cases", "case_questions", "recommendations"] {
            let at = if sqlite { "timestamp_with_timezone_text" } else { "timestamptz" };
            run(manager, &[&format!("ALTER TABLE {table} ADD COLUMN hidden_at {at}")]).await?;
        }
        Ok(())
    }

    /// A breach that was entered may not be forgotten.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Custom(format!("flags and breaches would be lost ({:?}); restore a backup instead", manager.get_database_backend())))
    }
}

async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

/// What the forum had.
const MOVE: &str = "INSERT INTO flags (id, cohort_id, target_kind, target_id, person_id, kind, reason, created_at, settled_at, settled_by) \
     SELECT f.id, p.cohort_id, 'post', f.post_id, f.person_id, f.kind, f.reason, f.created_at, f.settled_at, f.settled_by \
     FROM post_flags f JOIN posts p ON p.id = f.post_id";

/// One flag for each person and thing. `target_kind`: case, question, recommendation, post, message.
fn flags() -> TableCreateStatement {
    let mut t = table("flags");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    t.col(string_len("target_kind", 16)).col(uuid("target_id"));
    owned(&mut t, "person_id", "people");
    t.col(string_len("kind", 16)).col(string_len("reason", 400)).col(at("created_at")).col(at_null("settled_at"));
    points_null(&mut t, "settled_by", "people");
    t
}

/// Patient information was there to be read. `from_at` and `to_at`: since when, and until it was hidden or blotted out.
fn breaches() -> TableCreateStatement {
    let mut t = table("breaches");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    t.col(string_len("target_kind", 16)).col(uuid("target_id"));
    points(&mut t, "author_id", "people");
    points(&mut t, "opened_by", "people");
    t.col(at("from_at")).col(at("to_at")).col(at("opened_at")).col(integer("places"));
    t
}

/// Who could have read it. `seen_at`: when they are known to have opened it.
fn breach_people() -> TableCreateStatement {
    let mut t = table("breach_people");
    owned(&mut t, "breach_id", "breaches");
    owned(&mut t, "person_id", "people");
    t.col(at_null("seen_at"));
    t.primary_key(Index::create().col(Alias::new("breach_id")).col(Alias::new("person_id")));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("flags_once", "flags", &["target_kind", "target_id", "person_id"], true),
        index("flags_cohort", "flags", &["cohort_id", "settled_at"], false),
        index("breaches_cohort", "breaches", &["cohort_id", "opened_at"], false),
    ]
}
