//! Surveys: instruments, administrations, who has answered, and, apart from it, what was answered.
//!
//! Nothing joins a person to an answer but a key that lies in a file outside the database: responses carry a code and a day, never a
//! person or a time; their keys are random; on SQLite their tables have no row counter, so that not even the order on disk tells who came
//! when. `survey_links` says whether a person has answered, and no more: neither when, nor a response.

use sea_orm_migration::sea_orm::DbBackend;

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let unordered = manager.get_database_backend() == DbBackend::Sqlite;
        for table in [instruments(), instrument_versions(), administrations(), survey_links()] {
            manager.create_table(table).await?;
        }
        for mut table in [survey_responses(), survey_answers(), survey_drafts()] {
            if unordered {
                table.extra("WITHOUT ROWID");
            }
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "survey_drafts",
            "survey_answers",
            "survey_responses",
            "survey_links",
            "administrations",
            "instrument_versions",
            "instruments",
        ];
        drop_all(manager, &tables).await
    }
}

fn instruments() -> TableCreateStatement {
    let mut t = table("instruments");
    t.col(pk_uuid("id"));
    owned(&mut t, "program_id", "programs");
    t.col(string_len("name", 100)).col(string_len("title", 200)).col(at("created_at"));
    t
}

/// Published, and never edited afterwards.
fn instrument_versions() -> TableCreateStatement {
    let mut t = table("instrument_versions");
    t.col(pk_uuid("id"));
    owned(&mut t, "instrument_id", "instruments");
    t.col(integer("number")).col(json("definition")).col(at("published_at"));
    t
}

/// One version, to one cohort, at one timepoint. The window is computed from the session when there is one; what is stored is the plan.
fn administrations() -> TableCreateStatement {
    let mut t = table("administrations");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    points(&mut t, "instrument_id", "instruments");
    points(&mut t, "version_id", "instrument_versions");
    t.col(string_len("timepoint", 24)).col(uuid_null("session_id")).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("session_id"))
            .to(Alias::new("sessions"), Alias::new("id"))
            .on_delete(ForeignKeyAction::SetNull),
    );
    t.col(at("opens_at")).col(at("closes_at")).col(at("created_at"));
    t
}

/// Whom an administration asks, the hash of their link, and whether they have answered.
fn survey_links() -> TableCreateStatement {
    let mut t = table("survey_links");
    t.col(pk_uuid("id"));
    owned(&mut t, "administration_id", "administrations");
    owned(&mut t, "person_id", "people");
    t.col(string_len("token_hash", 64)).col(boolean("answered")).col(date_null("reminded_on"));
    t
}

/// A filled instrument under a code. `answered_on` is a day, and unknown for what came from elsewhere; `language` is that of the
/// questions, the same for the whole cohort.
fn survey_responses() -> TableCreateStatement {
    let mut t = table("survey_responses");
    t.col(pk_uuid("id"));
    owned(&mut t, "administration_id", "administrations");
    t.col(string_len("code", 140))
        .col(string_len("language", 2))
        .col(date_null("answered_on"))
        .col(boolean("late"))
        .col(boolean("complete"));
    t
}

fn survey_answers() -> TableCreateStatement {
    let mut t = table("survey_answers");
    owned(&mut t, "response_id", "survey_responses");
    t.col(string_len("link_id", 220)).col(text("value"));
    t.primary_key(Index::create().col(Alias::new("response_id")).col(Alias::new("link_id")));
    t
}

/// What is typed and not yet sent. Its key is made from the secret link, which the database does not hold.
fn survey_drafts() -> TableCreateStatement {
    let mut t = table("survey_drafts");
    t.col(string_len("id", 64).primary_key());
    owned(&mut t, "administration_id", "administrations");
    t.col(text("answers")).col(date("expires_on"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("instruments_once", "instruments", &["program_id", "name"], true),
        index("instrument_versions_once", "instrument_versions", &["instrument_id", "number"], true),
        index("administrations_once", "administrations", &["cohort_id", "timepoint", "instrument_id"], true),
        index("survey_links_once", "survey_links", &["administration_id", "person_id"], true),
        index("survey_links_token", "survey_links", &["token_hash"], true),
        index("survey_links_person", "survey_links", &["person_id"], false),
        index("survey_responses_once", "survey_responses", &["administration_id", "code"], true),
    ]
}
