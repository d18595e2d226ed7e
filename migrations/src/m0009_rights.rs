//! That rights changed, for every process that serves: kept for a quarter of an hour.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["rights_changes"]);

fn tables() -> Vec<TableCreateStatement> {
    let mut t = table("rights_changes");
    t.col(pk_uuid("id")).col(string_len("kind", 10)).col(uuid("about")).col(at("created_at"));
    vec![t]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![index("rights_changes_created", "rights_changes", &["created_at"], false)]
}
