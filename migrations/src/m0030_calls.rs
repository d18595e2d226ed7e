//! What the consult line lacked: every promise of a call by itself, seats and signals of a call from browser to browser, pearls, distances to
//! the referral centre, and the weeks that were told of.

use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let hops = Table::alter().table(Alias::new("consult_hops")).add_column(at_null("promised_for")).to_owned();
        manager.alter_table(hops).await?;
        let db = manager.get_connection();
        db.execute_unprepared(KNOWN_PROMISES).await?;
        for table in [seats(), signals(), pearls(), distances(), weeks()] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        // Signals live for moments: they are in no log, no copy of the log, and gone after a crash.
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            db.execute_unprepared("ALTER TABLE consult_signals SET UNLOGGED").await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["consult_weeks", "pathway_distances", "consult_pearls", "consult_signals", "consult_seats"]).await?;
        let hops = Table::alter().table(Alias::new("consult_hops")).drop_column(Alias::new("promised_for")).to_owned();
        manager.alter_table(hops).await
    }
}

/// Of the promises of calls that still wait, the soonest is known.
const KNOWN_PROMISES: &str = "UPDATE consult_hops SET promised_for = (SELECT c.promised_for FROM consults c WHERE c.id = consult_hops.consult_id) \
     WHERE state = 'soon' AND person_id = (SELECT c.promised_by FROM consults c WHERE c.id = consult_hops.consult_id)";

/// In which page each of the two sits in the call. One each: a later page takes the place. `holder` is the socket that holds it; a page that
/// comes back after a break has the same seat and another holder.
fn seats() -> TableCreateStatement {
    let mut t = table("consult_seats");
    t.col(pk_uuid("id"));
    owned(&mut t, "consult_id", "consults");
    owned(&mut t, "person_id", "people");
    t.col(uuid("seat")).col(uuid("holder")).col(at("taken_at"));
    t
}

/// What one browser tells the other so that they find each other; taken out when it was handed on, and at the latest when the call is over.
fn signals() -> TableCreateStatement {
    let mut t = table("consult_signals");
    t.col(pk_uuid("id"));
    owned(&mut t, "consult_id", "consults");
    t.col(uuid("from_seat")).col(uuid("to_seat")).col(text("body")).col(at("created_at"));
    t
}

/// `state`: offered, agreed, published, declined, withdrawn. Each of the two may be named or not; `thread_id` is where it stands.
fn pearls() -> TableCreateStatement {
    let mut t = table("consult_pearls");
    t.col(pk_uuid("id"));
    owned(&mut t, "consult_id", "consults");
    points(&mut t, "author_id", "people");
    t.col(string_len("title", 120))
        .col(text("body"))
        .col(string_len("state", 16))
        .col(boolean("name_author"))
        .col(boolean("name_caller"))
        .col(uuid_null("thread_id"))
        .col(at("offered_at"))
        .col(at_null("agreed_at"))
        .col(at_null("due_at"))
        .col(at_null("settled_at"))
        .col(integer("version"));
    t
}

/// One way, in kilometres.
fn distances() -> TableCreateStatement {
    let mut t = table("pathway_distances");
    t.col(pk_uuid("id"));
    owned(&mut t, "pathway_id", "pathways");
    t.col(string_len("community", 120)).col(integer("km"));
    t
}

/// A week in which answers came too late, or not at all, and of which the leads were told. `week_on` is its Monday where the pathway lives.
fn weeks() -> TableCreateStatement {
    let mut t = table("consult_weeks");
    t.col(pk_uuid("id"));
    owned(&mut t, "pathway_id", "pathways");
    t.col(date("week_on")).col(at("told_at"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("consult_seats_once", "consult_seats", &["consult_id", "person_id"], true),
        index("consult_signals_to", "consult_signals", &["consult_id", "to_seat", "created_at"], false),
        index("consult_pearls_once", "consult_pearls", &["consult_id"], true),
        index("consult_pearls_due", "consult_pearls", &["due_at"], false),
        index("pathway_distances_once", "pathway_distances", &["pathway_id", "community"], true),
        index("consult_weeks_once", "consult_weeks", &["pathway_id", "week_on"], true),
    ]
}
