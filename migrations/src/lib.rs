//! How the tables came to be: one file per room, in order. This floor stands alone and never sees live types.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod build;
mod m0001_accounts;
mod m0002_programs;
mod m0003_sessions;
mod m0004_notices;
mod m0005_cases;
mod m0006_forum;
mod m0007_chat;
mod m0008_surveys;
mod m0009_rights;
mod m0010_conversations;
mod m0011_found_in_chat;
mod m0012_hours;
mod m0013_breakouts;
mod m0014_presence;
mod m0015_reminders;
mod m0016_case_forms;
mod m0017_flags;
mod m0018_thread_stamps;
mod m0019_survey_plans;
mod m0020_called_off;
mod m0021_hidden_hours;
mod m0022_read_papers;
mod m0023_short_codes;
mod m0024_reply_to;
mod m0025_credits;
mod m0026_groups;
mod m0027_consults;
mod m0028_breach_authors;
mod m0029_covers;
mod m0030_calls;
mod m0031_proof;
mod m0032_call_credits_end;
mod m0033_given_back;
mod m0034_statement_fr;
mod m0035_leavings;

/// Runs every change that a database has not seen yet.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts::Migration),
            Box::new(m0002_programs::Migration),
            Box::new(m0003_sessions::Migration),
            Box::new(m0004_notices::Migration),
            Box::new(m0005_cases::Migration),
            Box::new(m0006_forum::Migration),
            Box::new(m0007_chat::Migration),
            Box::new(m0008_surveys::Migration),
            Box::new(m0009_rights::Migration),
            Box::new(m0010_conversations::Migration),
            Box::new(m0011_found_in_chat::Migration),
            Box::new(m0012_hours::Migration),
            Box::new(m0013_breakouts::Migration),
            Box::new(m0014_presence::Migration),
            Box::new(m0015_reminders::Migration),
            Box::new(m0016_case_forms::Migration),
            Box::new(m0017_flags::Migration),
            Box::new(m0018_thread_stamps::Migration),
            Box::new(m0019_survey_plans::Migration),
            Box::new(m0020_called_off::Migration),
            Box::new(m0021_hidden_hours::Migration),
            Box::new(m0022_read_papers::Migration),
            Box::new(m0023_short_codes::Migration),
            Box::new(m0024_reply_to::Migration),
            Box::new(m0025_credits::Migration),
            Box::new(m0026_groups::Migration),
            Box::new(m0027_consults::Migration),
            Box::new(m0028_breach_authors::Migration),
            Box::new(m0029_covers::Migration),
            Box::new(m0030_calls::Migration),
            Box::new(m0031_proof::Migration),
            Box::new(m0032_call_credits_end::Migration),
            Box::new(m0033_given_back::Migration),
            Box::new(m0034_statement_fr::Migration),
            Box::new(m0035_leavings::Migration),
        ]
    }
}

/// The names of all changes that this build knows, in order.
pub fn names() -> Vec<String> {
    Migrator::migrations().iter().map(|m| m.name().to_owned()).collect()
}
