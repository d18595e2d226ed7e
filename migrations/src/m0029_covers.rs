//! What an accreditation covers; what calls earned; groups in which people take a place themselves.
//!
//! Records that stand already cover sessions of cohorts: until now nothing else was ever issued under them.

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "accreditations", string_len("covers", 60).default("sessions")).await?;
        add(manager, "small_groups", boolean("self_join").default(false)).await?;
        manager.create_table(call_credits()).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["call_credits"]).await?;
        for (from, col) in [("small_groups", "self_join"), ("accreditations", "covers")] {
            manager.alter_table(Table::alter().table(Alias::new(from)).drop_column(Alias::new(col)).to_owned()).await?;
        }
        Ok(())
    }
}

async fn add(manager: &SchemaManager<'_>, to: &'static str, col: &mut ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(Alias::new(to)).add_column(col).to_owned()).await
}

/// What one call earned one of its two people: written once, when its gate opened, with the rate and the step of the rules of its day. Nothing
/// here dies with what it points at: records of credit are kept five years at least.
fn call_credits() -> TableCreateStatement {
    let mut t = table("call_credits");
    t.col(pk_uuid("id"));
    points(&mut t, "consult_id", "consults");
    points(&mut t, "person_id", "people");
    points(&mut t, "program_id", "programs");
    points(&mut t, "accreditation_id", "accreditations");
    t.col(date("on_day"))
        .col(string_len("kind", 40))
        .col(integer("minutes"))
        .col(integer("per_hour"))
        .col(integer("step"))
        .col(at("earned_at"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("call_credits_once", "call_credits", &["consult_id", "person_id"], true),
        index("call_credits_person", "call_credits", &["person_id", "on_day"], false),
        index("call_credits_accreditation", "call_credits", &["accreditation_id"], false),
    ]
}
