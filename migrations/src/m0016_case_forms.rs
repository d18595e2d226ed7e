//! Case forms: a program may have its own, by version. A case's text moves from five columns into one that holds any sections; nothing is lost.
//! With it: files of cases, what became of each recommendation, a case that comes back, and what the reviewer answered.

use sea_orm_migration::sea_orm::DbBackend;

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All or nothing on SQLite too: text moves from column to column.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, if is_sqlite(manager) { SQLITE } else { POSTGRES }).await?;
        for table in [case_forms(), case_files(), case_file_openings(), recommendation_uses()] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    /// Sections of a program's own form have no column to go back to: then only a backup leads back.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let own = manager.get_connection().query_one_raw(statement(manager, "SELECT 1 FROM case_forms LIMIT 1")).await?;
        if own.is_some() {
            return Err(DbErr::Custom(
                "a program has a case form of its own, and its sections do not fit into the older table; restore a backup instead"
                    .to_owned(),
            ));
        }
        drop_all(manager, &["recommendation_uses", "case_file_openings", "case_files", "case_forms"]).await?;
        run(manager, if is_sqlite(manager) { SQLITE_BACK } else { POSTGRES_BACK }).await
    }
}

fn is_sqlite(manager: &SchemaManager<'_>) -> bool {
    manager.get_database_backend() == DbBackend::Sqlite
}

fn statement(manager: &SchemaManager<'_>, sql: &str) -> sea_orm_migration::sea_orm::Statement {
    sea_orm_migration::sea_orm::Statement::from_string(manager.get_database_backend(), sql)
}

async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

const SQLITE: &[&str] = &[
    "ALTER TABLE cases ADD COLUMN sections json_text NOT NULL DEFAULT '{}'",
    "UPDATE cases SET sections = json_object('background', background, 'situation', situation, 'tried', tried, 'strengths', strengths, 'question', question)",
    "ALTER TABLE cases DROP COLUMN background",
    "ALTER TABLE cases DROP COLUMN situation",
    "ALTER TABLE cases DROP COLUMN tried",
    "ALTER TABLE cases DROP COLUMN strengths",
    "ALTER TABLE cases DROP COLUMN question",
    "ALTER TABLE cases ADD COLUMN form_version integer NOT NULL DEFAULT 0",
    "ALTER TABLE cases ADD COLUMN earlier_case_id uuid_text REFERENCES cases (id) ON DELETE SET NULL",
    "ALTER TABLE case_revisions ADD COLUMN form_version integer NOT NULL DEFAULT 0",
    "ALTER TABLE case_revisions ADD COLUMN recognizable varchar(16) NOT NULL DEFAULT ''",
    "ALTER TABLE case_warnings ADD COLUMN severity varchar(8) NOT NULL DEFAULT 'warn'",
];

const POSTGRES: &[&str] = &[
    "ALTER TABLE cases ADD COLUMN sections json NOT NULL DEFAULT '{}', ADD COLUMN form_version integer NOT NULL DEFAULT 0, \
     ADD COLUMN earlier_case_id uuid REFERENCES cases (id) ON DELETE SET NULL",
    "UPDATE cases SET sections = json_build_object('background', background, 'situation', situation, 'tried', tried, 'strengths', strengths, 'question', question)",
    "ALTER TABLE cases DROP COLUMN background, DROP COLUMN situation, DROP COLUMN tried, DROP COLUMN strengths, DROP COLUMN question",
    "ALTER TABLE case_revisions ADD COLUMN form_version integer NOT NULL DEFAULT 0, ADD COLUMN recognizable varchar(16) NOT NULL DEFAULT ''",
    "ALTER TABLE case_warnings ADD COLUMN severity varchar(8) NOT NULL DEFAULT 'warn'",
];

const SQLITE_BACK: &[&str] = &[
    "DROP INDEX IF EXISTS cases_earlier",
    "ALTER TABLE case_warnings DROP COLUMN severity",
    "ALTER TABLE case_revisions DROP COLUMN recognizable",
    "ALTER TABLE case_revisions DROP COLUMN form_version",
    "ALTER TABLE cases DROP COLUMN earlier_case_id",
    "ALTER TABLE cases DROP COLUMN form_version",
    "ALTER TABLE cases ADD COLUMN background text NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN situation text NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN tried text NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN strengths text NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN question text NOT NULL DEFAULT ''",
    "UPDATE cases SET background = COALESCE(json_extract(sections, '$.background'), ''), situation = COALESCE(json_extract(sections, '$.situation'), ''), \
     tried = COALESCE(json_extract(sections, '$.tried'), ''), strengths = COALESCE(json_extract(sections, '$.strengths'), ''), \
     question = COALESCE(json_extract(sections, '$.question'), '')",
    "ALTER TABLE cases DROP COLUMN sections",
];

const POSTGRES_BACK: &[&str] = &[
    "ALTER TABLE case_warnings DROP COLUMN severity",
    "ALTER TABLE case_revisions DROP COLUMN recognizable, DROP COLUMN form_version",
    "ALTER TABLE cases DROP COLUMN earlier_case_id, DROP COLUMN form_version, ADD COLUMN background text NOT NULL DEFAULT '', \
     ADD COLUMN situation text NOT NULL DEFAULT '', ADD COLUMN tried text NOT NULL DEFAULT '', ADD COLUMN strengths text NOT NULL DEFAULT '', \
     ADD COLUMN question text NOT NULL DEFAULT ''",
    "UPDATE cases SET background = COALESCE(sections ->> 'background', ''), situation = COALESCE(sections ->> 'situation', ''), \
     tried = COALESCE(sections ->> 'tried', ''), strengths = COALESCE(sections ->> 'strengths', ''), question = COALESCE(sections ->> 'question', '')",
    "ALTER TABLE cases DROP COLUMN sections",
];

/// Version 0 is every program's first form and has no row: it lives in the code and never changes.
fn case_forms() -> TableCreateStatement {
    let mut t = table("case_forms");
    t.col(pk_uuid("id"));
    owned(&mut t, "program_id", "programs");
    t.col(integer("version")).col(json("sections")).col(at("created_at"));
    points_null(&mut t, "created_by", "people");
    t
}

/// Pictures and papers of a case. Its own name is not kept: `position` gives it a neutral one.
fn case_files() -> TableCreateStatement {
    let mut t = table("case_files");
    t.col(pk_uuid("id"));
    owned(&mut t, "case_id", "cases");
    t.col(integer("position"))
        .col(string_len("media_type", 40))
        .col(big_integer("size"))
        .col(string_len("sha256", 64))
        .col(binary("bytes"))
        .col(at_null("attested_at"))
        .col(at("created_at"));
    t
}

/// Who opened a file, and when first.
fn case_file_openings() -> TableCreateStatement {
    let mut t = table("case_file_openings");
    owned(&mut t, "file_id", "case_files");
    owned(&mut t, "person_id", "people");
    t.col(at("opened_at"));
    t.primary_key(Index::create().col(Alias::new("file_id")).col(Alias::new("person_id")));
    t
}

/// What became of a recommendation, and why: said by the presenter.
fn recommendation_uses() -> TableCreateStatement {
    let mut t = table("recommendation_uses");
    t.col(uuid("recommendation_id").primary_key()).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("recommendation_id"))
            .to(Alias::new("recommendations"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    owned(&mut t, "case_id", "cases");
    t.col(string_len("used", 16)).col(text("why")).col(at("updated_at"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("case_forms_once", "case_forms", &["program_id", "version"], true),
        index("case_files_case", "case_files", &["case_id", "position"], true),
        index("recommendation_uses_case", "recommendation_uses", &["case_id"], false),
        index("cases_earlier", "cases", &["earlier_case_id"], false),
    ]
}
