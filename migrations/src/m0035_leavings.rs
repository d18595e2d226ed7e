//! Who asked to be deleted, and when that happens: until then they may keep their account.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["leavings"]);

fn tables() -> Vec<TableCreateStatement> {
    let mut t = table("leavings");
    t.col(uuid("person_id").primary_key()).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("person_id"))
            .to(Alias::new("people"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    t.col(at("asked_at")).col(at("goes_at"));
    vec![t]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![index("leavings_goes", "leavings", &["goes_at"], false)]
}
