use crate::build::*;
use crate::migration;

migration!(tables: tables, indexes: indexes, drop: []);

fn tables() -> Vec<TableCreateStatement> {
    vec![]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![]
}
