//! Attendance in minutes: stretches of presence by source, the rule in force, wrong codes, letters to those who were missed.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["attendance_letters", "attendance_tries", "attendance_rules", "attendance_spans"]);

fn tables() -> Vec<TableCreateStatement> {
    vec![spans(), rules(), tries(), letters()]
}

/// A stretch of presence, as one source knows it. `to_at` is empty while it is open, `seen_at` is the last sign of life.
/// A source that only states how long (`minutes`) bounds it by the two moments, or by none. `origin` is the file it came from.
fn spans() -> TableCreateStatement {
    let mut t = table("attendance_spans");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    owned(&mut t, "person_id", "people");
    t.col(string_len("source", 16))
        .col(uuid_null("origin"))
        .col(at_null("from_at"))
        .col(at_null("to_at"))
        .col(at_null("seen_at"))
        .col(double_null("minutes"))
        .col(at("created_at"));
    points_null(&mut t, "noted_by", "people");
    t
}

/// From when on which threshold holds in a program: a session is judged by the newest one that held when it began.
fn rules() -> TableCreateStatement {
    let mut t = table("attendance_rules");
    t.col(pk_uuid("id"));
    owned(&mut t, "program_id", "programs");
    t.col(string_len("kind", 16)).col(integer("amount")).col(at("from_at")).col(at("created_at"));
    points(&mut t, "set_by", "people");
    t
}

/// How often a person typed a wrong code for a session.
fn tries() -> TableCreateStatement {
    let mut t = table("attendance_tries");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    owned(&mut t, "person_id", "people");
    t.col(integer("wrong"));
    t
}

/// Who was written to after a session that they missed.
fn letters() -> TableCreateStatement {
    let mut t = table("attendance_letters");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    owned(&mut t, "person_id", "people");
    t.col(uuid("letter_id")).col(at("created_at"));
    points(&mut t, "sent_by", "people");
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("attendance_spans_session", "attendance_spans", &["session_id", "person_id"], false),
        index("attendance_spans_origin", "attendance_spans", &["origin"], false),
        index("attendance_rules_program", "attendance_rules", &["program_id", "created_at"], false),
        index("attendance_tries_once", "attendance_tries", &["session_id", "person_id"], true),
        index("attendance_letters_once", "attendance_letters", &["session_id", "person_id"], true),
    ]
}
