//! Letters and jobs (the outbox), notices, and the audit log.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["audit_log", "notices", "jobs", "letters"]);

fn tables() -> Vec<TableCreateStatement> {
    vec![letters(), jobs(), notices(), audit_log()]
}

/// Mail to be sent, written in the same transaction as what it tells of. `group_key` lets a later act cancel it.
fn letters() -> TableCreateStatement {
    let mut t = table("letters");
    t.col(pk_uuid("id"))
        .col(uuid_null("person_id"))
        .col(string_len("to_email", 254))
        .col(string_len("to_name", 200))
        .col(string_len("kind", 40))
        .col(string_len("group_key", 120))
        .col(string_len("language", 2))
        .col(string_len("subject", 300))
        .col(text("body"))
        .col(string_len("state", 16))
        .col(integer("attempts"))
        .col(at("due_at"))
        .col(at_null("locked_until"))
        .col(text("last_error"))
        .col(at("created_at"))
        .col(at_null("sent_at"));
    t
}

fn jobs() -> TableCreateStatement {
    let mut t = table("jobs");
    t.col(pk_uuid("id"))
        .col(string_len("kind", 40))
        .col(json("payload"))
        .col(string_len_null("once_key", 160).unique_key().take())
        .col(string_len("state", 16))
        .col(integer("attempts"))
        .col(at("due_at"))
        .col(at_null("locked_until"))
        .col(text("last_error"))
        .col(at("created_at"))
        .col(at_null("done_at"));
    t
}

fn notices() -> TableCreateStatement {
    let mut t = table("notices");
    t.col(pk_uuid("id"));
    owned(&mut t, "person_id", "people");
    t.col(string_len("kind", 40)).col(string_len("url", 400)).col(json("words")).col(at("created_at")).col(at_null("read_at"));
    t
}

/// Who did what to what, when. Rows are only ever added.
fn audit_log() -> TableCreateStatement {
    let mut t = table("audit_log");
    t.col(pk_uuid("id"))
        .col(uuid_null("person_id"))
        .col(string_len("action", 60))
        .col(string_len("object_kind", 40))
        .col(uuid_null("object_id"))
        .col(uuid_null("about_id"))
        .col(json("detail"))
        .col(at("created_at"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("letters_due", "letters", &["state", "due_at"], false),
        index("letters_group", "letters", &["group_key"], false),
        index("jobs_due", "jobs", &["state", "due_at"], false),
        index("notices_person", "notices", &["person_id", "created_at"], false),
        index("audit_log_object", "audit_log", &["object_id"], false),
        index("audit_log_about", "audit_log", &["about_id", "created_at"], false),
    ]
}
