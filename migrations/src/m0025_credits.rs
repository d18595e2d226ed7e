//! Accreditation, rules as dated data, disclosures of those who plan and speak, certificates.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["certificate_choices", "certificates", "session_disclosures", "credit_rules", "accreditations"]);

fn tables() -> Vec<TableCreateStatement> {
    vec![accreditations(), rules(), disclosures(), certificates(), choices()]
}

/// What a body granted to a program. `decided_on` is empty while it is awaited. Once a certificate was issued under it, only `withdrawn_on`
/// and its reason change.
fn accreditations() -> TableCreateStatement {
    let mut t = table("accreditations");
    t.col(pk_uuid("id"));
    owned(&mut t, "program_id", "programs");
    t.col(string_len("body", 200))
        .col(string_len("kind", 40))
        .col(text("statement"))
        .col(string_len("number", 60))
        .col(integer_null("most_minutes"))
        .col(date_null("decided_on"))
        .col(date("valid_from"))
        .col(date("valid_to"))
        .col(date_null("withdrawn_on"))
        .col(string_len("withdrawn_why", 400))
        .col(integer("version"))
        .col(at("created_at"));
    points_null(&mut t, "created_by", "people");
    t
}

/// Versions of a program's rules (`domain::credits::Rules`), from which day on each holds. Rows are only ever added.
fn rules() -> TableCreateStatement {
    let mut t = table("credit_rules");
    t.col(pk_uuid("id"));
    owned(&mut t, "program_id", "programs");
    t.col(date("from_on")).col(json_binary("rules")).col(at("created_at"));
    points_null(&mut t, "set_by", "people");
    t
}

/// Somebody who plans or speaks in a session, and what they disclosed; `filed_on` is empty while that is awaited.
fn disclosures() -> TableCreateStatement {
    let mut t = table("session_disclosures");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    t.col(string_len("name", 200))
        .col(string_len("role", 16))
        .col(text("body"))
        .col(date_null("filed_on"))
        .col(at("created_at"))
        .col(at("updated_at"));
    points(&mut t, "noted_by", "people");
    t
}

/// What was issued. `printed` is all that the paper says, frozen. `subject` is the session, or the cohort for a whole series; `edition` counts
/// from 0 and grows when one is issued again. Nothing here dies with what it points at: records are kept five years at least.
fn certificates() -> TableCreateStatement {
    let mut t = table("certificates");
    t.col(pk_uuid("id")).col(string_len("serial", 24));
    points(&mut t, "person_id", "people");
    points(&mut t, "program_id", "programs");
    points(&mut t, "cohort_id", "cohorts");
    points_null(&mut t, "session_id", "sessions");
    points_null(&mut t, "accreditation_id", "accreditations");
    t.col(uuid("subject"))
        .col(integer("edition"))
        .col(date("on_day"))
        .col(string_len("kind", 40))
        .col(integer("minutes"))
        .col(integer("credits"))
        .col(json_binary("printed"))
        .col(at("issued_at"));
    points_null(&mut t, "issued_by", "people");
    t.col(at_null("revoked_at"));
    points_null(&mut t, "revoked_by", "people");
    t.col(string_len("revoked_why", 400));
    points_null(&mut t, "replaces", "certificates");
    t
}

/// What a holder chose: whether the public check page may show their name.
fn choices() -> TableCreateStatement {
    let mut t = table("certificate_choices");
    t.col(uuid("person_id").primary_key()).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("person_id"))
            .to(Alias::new("people"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    t.col(boolean("shows_name")).col(at("changed_at"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("accreditations_program", "accreditations", &["program_id", "valid_from"], false),
        index("credit_rules_day", "credit_rules", &["program_id", "from_on"], true),
        index("session_disclosures_session", "session_disclosures", &["session_id"], false),
        index("certificates_serial", "certificates", &["serial"], true),
        index("certificates_once", "certificates", &["person_id", "subject", "edition"], true),
        index("certificates_cohort", "certificates", &["cohort_id"], false),
        index("certificates_accreditation", "certificates", &["accreditation_id"], false),
    ]
}
