//! Sessions: schedule, agenda, resources, attendance.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["attendance_names", "attendance_imports", "attendances", "resources", "files", "agenda_items", "sessions"]);

fn tables() -> Vec<TableCreateStatement> {
    vec![sessions(), agenda_items(), files(), resources(), attendances(), attendance_imports(), attendance_names()]
}

/// Local wall time and zone are the promise to people; `starts_at` is computed from them and recomputed when zone data change.
fn sessions() -> TableCreateStatement {
    let mut t = table("sessions");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    t.col(integer("number"))
        .col(string_len("title", 200))
        .col(date("local_date"))
        .col(time("local_time"))
        .col(string_len("zone", 64))
        .col(at("starts_at"))
        .col(integer("minutes"))
        .col(string_len("state", 16))
        .col(string_len("join_url", 600))
        .col(string_len("dial_in", 300))
        .col(string_len("check_in_code", 8))
        .col(string_len("didactic_title", 200))
        .col(string_len("didactic_by", 200))
        .col(text("objectives"))
        .col(text("disclosures"))
        .col(integer("sequence"))
        .col(integer("version"))
        .col(at("created_at"))
        .col(at("updated_at"));
    t
}

fn agenda_items() -> TableCreateStatement {
    let mut t = table("agenda_items");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    t.col(integer("position")).col(string_len("kind", 24)).col(string_len("title", 200)).col(integer("minutes"));
    t
}

/// Bytes that people uploaded: random name, sniffed type, never served without the object's own door.
fn files() -> TableCreateStatement {
    let mut t = table("files");
    t.col(pk_uuid("id"))
        .col(string_len("name", 255))
        .col(string_len("media_type", 100))
        .col(big_integer("size"))
        .col(string_len("sha256", 64))
        .col(binary("bytes"))
        .col(at("created_at"));
    points(&mut t, "uploaded_by", "people");
    t
}

fn resources() -> TableCreateStatement {
    let mut t = table("resources");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    t.col(uuid_null("session_id")).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("session_id"))
            .to(Alias::new("sessions"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    t.col(string_len("title", 200)).col(string_len("url", 600));
    points_null(&mut t, "file_id", "files");
    t.col(at("created_at"));
    points(&mut t, "added_by", "people");
    t
}

/// What is known of a person in a session: minutes and where the knowledge comes from; the newest mark counts.
fn attendances() -> TableCreateStatement {
    let mut t = table("attendances");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    owned(&mut t, "person_id", "people");
    t.col(string_len("source", 16)).col(double("minutes")).col(boolean("present")).col(text("reason")).col(at("created_at"));
    points_null(&mut t, "marked_by", "people");
    t
}

fn attendance_imports() -> TableCreateStatement {
    let mut t = table("attendance_imports");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    t.col(string_len("file_sha256", 64))
        .col(string_len("source", 16))
        .col(text("attendees"))
        .col(string_len("state", 16))
        .col(at("created_at"));
    points(&mut t, "imported_by", "people");
    t
}

/// Doubtful names that a coordinator matched once; remembered for the program's next file.
fn attendance_names() -> TableCreateStatement {
    let mut t = table("attendance_names");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    t.col(string_len("name", 200)).col(uuid_null("person_id")).col(at("created_at"));
    points(&mut t, "matched_by", "people");
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("sessions_cohort", "sessions", &["cohort_id", "number"], true),
        index("sessions_starts", "sessions", &["starts_at"], false),
        index("agenda_items_session", "agenda_items", &["session_id", "position"], false),
        index("resources_cohort", "resources", &["cohort_id"], false),
        index("attendances_session", "attendances", &["session_id", "person_id"], false),
        index("attendance_names_once", "attendance_names", &["cohort_id", "name"], true),
    ]
}
