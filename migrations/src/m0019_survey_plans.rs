//! What a coordinator chose to ask a cohort when: kept apart from the forms that follow from it, so that a plan made before the schedule is
//! not forgotten when sessions come.

use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: ["survey_plans"]);

fn tables() -> Vec<TableCreateStatement> {
    let mut t = table("survey_plans");
    t.col(uuid("cohort_id").primary_key()).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("cohort_id"))
            .to(Alias::new("cohorts"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    for chosen in ["baseline", "before_each", "after_each", "completion"] {
        points_null(&mut t, chosen, "instruments");
    }
    t.col(at("updated_at"));
    vec![t]
}

fn indexes() -> Vec<IndexCreateStatement> {
    Vec::new()
}
