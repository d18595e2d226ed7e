//! Who wrote the places out of which words were blotted: they stand in more than one person's texts.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["breach_authors"]);

fn tables() -> Vec<TableCreateStatement> {
    vec![breach_authors()]
}

/// One row for each who wrote one of the places of a breach.
fn breach_authors() -> TableCreateStatement {
    let mut t = table("breach_authors");
    owned(&mut t, "breach_id", "breaches");
    owned(&mut t, "person_id", "people");
    t.primary_key(Index::create().col(Alias::new("breach_id")).col(Alias::new("person_id")));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    Vec::new()
}
