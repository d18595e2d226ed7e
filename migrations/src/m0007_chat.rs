//! Chat: rooms with their own gap-free counter, and messages.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["messages", "rooms"]);

fn tables() -> Vec<TableCreateStatement> {
    vec![rooms(), messages()]
}

/// `last_seq` numbers messages, `last_rev` numbers every change (a message, an edit, a deletion): what a returning client asks for.
fn rooms() -> TableCreateStatement {
    let mut t = table("rooms");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    t.col(uuid_null("session_id")).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("session_id"))
            .to(Alias::new("sessions"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    t.col(big_integer("last_seq")).col(big_integer("last_rev")).col(at("created_at"));
    t
}

/// `nonce` is the sender's own id of a message: the same again is the same message.
fn messages() -> TableCreateStatement {
    let mut t = table("messages");
    t.col(pk_uuid("id"));
    owned(&mut t, "room_id", "rooms");
    t.col(big_integer("seq")).col(big_integer("rev"));
    points(&mut t, "person_id", "people");
    t.col(uuid("nonce"))
        .col(text("body"))
        .col(text("html"))
        .col(integer("markup_version"))
        .col(at("created_at"))
        .col(at_null("edited_at"))
        .col(at_null("deleted_at"));
    points_null(&mut t, "deleted_by", "people");
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("rooms_cohort", "rooms", &["cohort_id", "session_id"], false),
        index("messages_seq", "messages", &["room_id", "seq"], true),
        index("messages_rev", "messages", &["room_id", "rev"], false),
        index("messages_once", "messages", &["room_id", "person_id", "nonce"], true),
    ]
}
