//! People, their signed-in devices, one-time links, and the terms they accepted.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["terms_acceptances", "terms", "one_time_links", "sign_ins", "people"]);

fn tables() -> Vec<TableCreateStatement> {
    vec![people(), sign_ins(), one_time_links(), terms(), terms_acceptances()]
}

fn people() -> TableCreateStatement {
    let mut t = table("people");
    t.col(pk_uuid("id"))
        .col(string_len_uniq("email", 254))
        .col(string_len("name", 200))
        .col(text_null("password_hash"))
        .col(string_len("state", 16))
        .col(boolean("administrator"))
        .col(string_len("profession", 120))
        .col(string_len("organisation", 200))
        .col(string_len("community", 120))
        .col(string_len("health_authority", 120))
        .col(boolean_null("rural"))
        .col(string_len("language", 2))
        .col(string_len("zone", 64))
        .col(string_len("phone", 40))
        .col(string_len("licence", 40))
        .col(string_len_uniq("calendar_token", 64))
        .col(at("created_at"))
        .col(at("updated_at"));
    t
}

/// One row per signed-in device. `spent_hash` is the refresh token before this one: seen again after its grace, the device is signed out.
fn sign_ins() -> TableCreateStatement {
    let mut t = table("sign_ins");
    t.col(pk_uuid("id"));
    owned(&mut t, "person_id", "people");
    t.col(string_len_uniq("refresh_hash", 64))
        .col(string_len_null("spent_hash", 64))
        .col(at("rotated_at"))
        .col(string_len("device", 200))
        .col(at("created_at"))
        .col(at("seen_at"))
        .col(at("expires_at"))
        .col(at_null("ended_at"))
        .col(string_len("ended_why", 24));
    t
}

/// Mailed links: invitation, sign-in, password. Only the hash is kept; each is used once.
fn one_time_links() -> TableCreateStatement {
    let mut t = table("one_time_links");
    t.col(pk_uuid("id"));
    owned(&mut t, "person_id", "people");
    t.col(string_len("purpose", 16))
        .col(string_len_uniq("token_hash", 64))
        .col(string_len("next", 400))
        .col(at("created_at"))
        .col(at("expires_at"))
        .col(at_null("used_at"));
    points_null(&mut t, "made_by", "people");
    t
}

fn terms() -> TableCreateStatement {
    let mut t = table("terms");
    t.col(pk_uuid("id")).col(date_uniq("version_on")).col(text("body_en")).col(text("body_fr")).col(at("created_at"));
    t
}

fn terms_acceptances() -> TableCreateStatement {
    let mut t = table("terms_acceptances");
    t.col(pk_uuid("id"));
    owned(&mut t, "person_id", "people");
    points(&mut t, "terms_id", "terms");
    t.col(string_len("language", 2)).col(at("accepted_at"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("sign_ins_person", "sign_ins", &["person_id"], false),
        index("sign_ins_spent", "sign_ins", &["spent_hash"], false),
        index("one_time_links_person", "one_time_links", &["person_id", "purpose"], false),
        index("terms_acceptances_once", "terms_acceptances", &["person_id", "terms_id"], true),
    ]
}
