//! Cases: their text and life, versions, resolved warnings, questions, recommendations, letters. No column is for anybody's identity.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["case_letters", "recommendations", "case_questions", "case_warnings", "case_revisions", "cases"]);

fn tables() -> Vec<TableCreateStatement> {
    vec![cases(), case_revisions(), case_warnings(), case_questions(), recommendations(), case_letters()]
}

/// `id` comes with the form, so that a form sent twice makes one case. The number is given when it is first handed in.
fn cases() -> TableCreateStatement {
    let mut t = table("cases");
    t.col(pk_uuid("id"));
    points(&mut t, "program_id", "programs");
    owned(&mut t, "cohort_id", "cohorts");
    points(&mut t, "presenter_id", "people");
    t.col(string_len_null("number", 20))
        .col(string_len("state", 16))
        .col(string_len("title", 200))
        .col(text("background"))
        .col(text("situation"))
        .col(text("tried"))
        .col(text("strengths"))
        .col(text("question"))
        .col(boolean("consent"))
        .col(json("html"))
        .col(integer("version"));
    points_null(&mut t, "session_id", "sessions");
    t.col(at("created_at")).col(at("updated_at")).col(at_null("submitted_at")).col(at_null("reviewed_at"));
    points_null(&mut t, "reviewed_by", "people");
    t.col(text("review_note")).col(at_null("presented_at")).col(at_null("closed_at")).col(at_null("withdrawn_at"));
    points_null(&mut t, "withdrawn_by", "people");
    t.col(string_len_null("follow_up_used", 16)).col(text("follow_up")).col(text("follow_up_html")).col(at_null("followed_up_at"));
    t
}

/// Each version that was handed in, and what the second person said of it.
fn case_revisions() -> TableCreateStatement {
    let mut t = table("case_revisions");
    t.col(pk_uuid("id"));
    owned(&mut t, "case_id", "cases");
    t.col(integer("version"))
        .col(json("sections"))
        .col(json("html"))
        .col(at("created_at"))
        .col(string_len("decision", 16))
        .col(text("reason"));
    points_null(&mut t, "decided_by", "people");
    t.col(at_null("decided_at"));
    t
}

/// Soft warnings that the presenter judged: detector and place, never the words.
fn case_warnings() -> TableCreateStatement {
    let mut t = table("case_warnings");
    t.col(pk_uuid("id"));
    owned(&mut t, "case_id", "cases");
    t.col(integer("version"))
        .col(string_len("section", 16))
        .col(string_len("kind", 24))
        .col(integer("starts"))
        .col(integer("ends"))
        .col(string_len("reason", 300))
        .col(at("resolved_at"));
    t
}

fn case_questions() -> TableCreateStatement {
    let mut t = table("case_questions");
    t.col(pk_uuid("id"));
    owned(&mut t, "case_id", "cases");
    points(&mut t, "author_id", "people");
    t.col(text("body")).col(text("html")).col(text("answer")).col(text("answer_html")).col(at("created_at")).col(at_null("answered_at"));
    t
}

fn recommendations() -> TableCreateStatement {
    let mut t = table("recommendations");
    t.col(pk_uuid("id"));
    owned(&mut t, "case_id", "cases");
    points(&mut t, "author_id", "people");
    t.col(text("body")).col(text("html")).col(string_len("from_room", 200)).col(integer("position")).col(at("created_at"));
    t
}

/// One row per version; a signed one is never changed again.
fn case_letters() -> TableCreateStatement {
    let mut t = table("case_letters");
    t.col(pk_uuid("id"));
    owned(&mut t, "case_id", "cases");
    t.col(integer("version")).col(text("body")).col(text("html")).col(at("created_at")).col(at("updated_at"));
    points_null(&mut t, "signed_by", "people");
    t.col(at_null("signed_at"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("cases_number", "cases", &["program_id", "number"], true),
        index("cases_cohort", "cases", &["cohort_id", "state"], false),
        index("cases_presenter", "cases", &["presenter_id"], false),
        index("cases_session", "cases", &["session_id"], false),
        index("case_revisions_once", "case_revisions", &["case_id", "version"], true),
        index("case_warnings_case", "case_warnings", &["case_id", "version"], false),
        index("case_questions_case", "case_questions", &["case_id"], false),
        index("recommendations_case", "recommendations", &["case_id", "position"], false),
        index("case_letters_once", "case_letters", &["case_id", "version"], true),
    ]
}
