//! Breakout groups of a session: who is in which, its chat room, and the time spent there.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["breakout_spans", "breakout_members", "breakouts"]);

fn tables() -> Vec<TableCreateStatement> {
    vec![breakouts(), members(), spans()]
}

/// Groups of one round belong together; a session may have several rounds.
fn breakouts() -> TableCreateStatement {
    let mut t = table("breakouts");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    t.col(integer("round")).col(integer("position")).col(string("title")).col(string("state"));
    t.col(uuid_null("room_id")).foreign_key(
        ForeignKey::create().from_col(Alias::new("room_id")).to(Alias::new("rooms"), Alias::new("id")).on_delete(ForeignKeyAction::SetNull),
    );
    t.col(at_null("opened_at")).col(at_null("closed_at"));
    t
}

fn members() -> TableCreateStatement {
    let mut t = table("breakout_members");
    t.col(pk_uuid("id"));
    owned(&mut t, "breakout_id", "breakouts");
    points(&mut t, "person_id", "people");
    t
}

/// A stretch of time in a group. Open while `until_at` is empty.
fn spans() -> TableCreateStatement {
    let mut t = table("breakout_spans");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    owned(&mut t, "breakout_id", "breakouts");
    points(&mut t, "person_id", "people");
    t.col(at("from_at")).col(at_null("until_at"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("breakouts_session", "breakouts", &["session_id", "round", "position"], true),
        index("breakout_members_once", "breakout_members", &["breakout_id", "person_id"], true),
        index("breakout_spans_session", "breakout_spans", &["session_id", "person_id"], false),
    ]
}
