//! Hubs, programs, cohorts, who holds which grant, and who has a place.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["enrolments", "cohort_roles", "cohorts", "grants", "programs", "hubs"]);

fn tables() -> Vec<TableCreateStatement> {
    vec![hubs(), programs(), grants(), cohorts(), cohort_roles(), enrolments()]
}

fn hubs() -> TableCreateStatement {
    let mut t = table("hubs");
    t.col(pk_uuid("id")).col(string_len_uniq("slug", 60)).col(string_len("name", 200)).col(string_len("zone", 64)).col(at("created_at"));
    t
}

fn programs() -> TableCreateStatement {
    let mut t = table("programs");
    t.col(pk_uuid("id"));
    points(&mut t, "hub_id", "hubs");
    t.col(string_len_uniq("slug", 60))
        .col(string_len("name", 200))
        .col(string_len("short_code", 8))
        .col(text("summary"))
        .col(integer("present_minutes"))
        .col(integer("case_counter"))
        .col(at("created_at"));
    t
}

/// Powers outside a cohort: coordinator, lead, evaluator, finance (of a program).
fn grants() -> TableCreateStatement {
    let mut t = table("grants");
    t.col(pk_uuid("id"));
    owned(&mut t, "person_id", "people");
    owned(&mut t, "program_id", "programs");
    t.col(string_len("kind", 16)).col(at("granted_at"));
    points_null(&mut t, "granted_by", "people");
    t
}

fn cohorts() -> TableCreateStatement {
    let mut t = table("cohorts");
    t.col(pk_uuid("id"));
    points(&mut t, "program_id", "programs");
    t.col(string_len_uniq("slug", 60))
        .col(string_len("name", 200))
        .col(string_len("kind", 16))
        .col(date("starts_on"))
        .col(date("ends_on"))
        .col(integer("capacity"))
        .col(string_len("zone", 64))
        .col(string_len("language", 2))
        .col(string_len("state", 16))
        .col(integer("version"))
        .col(at("created_at"))
        .col(at("updated_at"));
    t
}

/// Facilitators and peer mentors of a cohort. Participants are enrolments.
fn cohort_roles() -> TableCreateStatement {
    let mut t = table("cohort_roles");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    owned(&mut t, "person_id", "people");
    t.col(string_len("role", 16)).col(at("granted_at"));
    points_null(&mut t, "granted_by", "people");
    t
}

/// A participant's place: enrolled, waiting (with a position), or left.
fn enrolments() -> TableCreateStatement {
    let mut t = table("enrolments");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    owned(&mut t, "person_id", "people");
    t.col(string_len("state", 16)).col(integer("position")).col(at("created_at")).col(at("updated_at")).col(at_null("left_at"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("grants_once", "grants", &["person_id", "program_id", "kind"], true),
        index("cohorts_program", "cohorts", &["program_id"], false),
        index("cohort_roles_once", "cohort_roles", &["cohort_id", "person_id", "role"], true),
        index("cohort_roles_person", "cohort_roles", &["person_id"], false),
        index("enrolments_once", "enrolments", &["cohort_id", "person_id"], true),
        index("enrolments_person", "enrolments", &["person_id"], false),
    ]
}
