//! Sessions that are called off: why, and when their people are told. Until then it can be undone, and nobody hears of it.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["session_offs"]);

fn tables() -> Vec<TableCreateStatement> {
    let mut t = table("session_offs");
    t.col(uuid("session_id").primary_key()).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("session_id"))
            .to(Alias::new("sessions"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    t.col(string_len("reason", 300)).col(at("due_at")).col(at_null("told_at"));
    points_null(&mut t, "called_by", "people");
    vec![t]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![index("session_offs_due", "session_offs", &["due_at"], false)]
}
