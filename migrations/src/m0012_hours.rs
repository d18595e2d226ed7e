//! The hour of a session: its run, the speaking queue, shared notes, polls, the round, and who said which recommendation.

use crate::build::*;
use crate::migration;

migration!(
    tables: tables,
    indexes: indexes,
    drop: ["hour_advice", "hour_used", "hour_votes", "hour_choices", "hour_polls", "hour_notes", "hour_hands", "hour_lines", "hours"]
);

fn tables() -> Vec<TableCreateStatement> {
    vec![hours(), lines(), hands(), notes(), polls(), choices(), votes(), used(), advice()]
}

/// One row per session; `version` moves with every change of anything below it, so that all screens can be the same.
fn hours() -> TableCreateStatement {
    let mut t = table("hours");
    t.col(uuid("session_id").primary_key()).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("session_id"))
            .to(Alias::new("sessions"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    t.col(big_integer("version"));
    points_null(&mut t, "host_id", "people");
    points_null(&mut t, "scribe_id", "people");
    t.col(uuid_null("case_id")).foreign_key(
        ForeignKey::create().from_col(Alias::new("case_id")).to(Alias::new("cases"), Alias::new("id")).on_delete(ForeignKeyAction::SetNull),
    );
    t.col(integer("line"))
        .col(integer("step"))
        .col(boolean("paused"))
        .col(string("told"))
        .col(at_null("told_at"))
        .col(at_null("started_at"))
        .col(at_null("ended_at"))
        .col(at("updated_at"));
    t
}

/// The agenda and the case's steps as they are run. `since` is set while the clock of a line runs; `spent` is what it had before, in seconds.
fn lines() -> TableCreateStatement {
    let mut t = table("hour_lines");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    t.col(string("track"))
        .col(integer("position"))
        .col(string("kind"))
        .col(string("title"))
        .col(integer("minutes"))
        .col(integer("spent"))
        .col(at_null("since"))
        .col(at_null("began_at"))
        .col(at_null("ended_at"));
    t
}

fn hands() -> TableCreateStatement {
    let mut t = table("hour_hands");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    points(&mut t, "person_id", "people");
    t.col(string("state")).col(integer("position")).col(at("raised_at")).col(at_null("called_at")).col(at_null("done_at"));
    t
}

/// Every saved text stays, so that a writer who began from an older one can be merged.
fn notes() -> TableCreateStatement {
    let mut t = table("hour_notes");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    t.col(big_integer("version")).col(text("body"));
    points(&mut t, "person_id", "people");
    t.col(at("created_at"));
    t
}

fn polls() -> TableCreateStatement {
    let mut t = table("hour_polls");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    t.col(string("question")).col(boolean("several")).col(at("created_at")).col(at_null("closed_at"));
    points(&mut t, "asked_by", "people");
    t
}

fn choices() -> TableCreateStatement {
    let mut t = table("hour_choices");
    t.col(pk_uuid("id"));
    owned(&mut t, "poll_id", "hour_polls");
    t.col(integer("position")).col(string("text"));
    t
}

fn votes() -> TableCreateStatement {
    let mut t = table("hour_votes");
    t.col(pk_uuid("id"));
    owned(&mut t, "poll_id", "hour_polls");
    owned(&mut t, "choice_id", "hour_choices");
    points(&mut t, "person_id", "people");
    t
}

fn used() -> TableCreateStatement {
    let mut t = table("hour_used");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    points(&mut t, "person_id", "people");
    t.col(text("body")).col(at("created_at")).col(at("updated_at"));
    t
}

/// Whether a recommendation came from the hub or from the room.
fn advice() -> TableCreateStatement {
    let mut t = table("hour_advice");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    owned(&mut t, "recommendation_id", "recommendations");
    t.col(string("side"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("hour_lines_session", "hour_lines", &["session_id", "track", "position"], true),
        index("hour_hands_session", "hour_hands", &["session_id", "state"], false),
        index("hour_notes_version", "hour_notes", &["session_id", "version"], true),
        index("hour_polls_session", "hour_polls", &["session_id"], false),
        index("hour_choices_poll", "hour_choices", &["poll_id", "position"], true),
        index("hour_votes_once", "hour_votes", &["poll_id", "person_id", "choice_id"], true),
        index("hour_used_once", "hour_used", &["session_id", "person_id"], true),
        index("hour_advice_once", "hour_advice", &["recommendation_id"], true),
    ]
}
