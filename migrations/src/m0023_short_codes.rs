//! A program's short code is its own: case numbers begin with it. Where two had the same, the younger one gets a letter behind it; cases keep
//! the numbers that they were given.

use std::collections::BTreeSet;

use sea_orm_migration::sea_orm::prelude::Uuid;
use sea_orm_migration::sea_orm::{Statement, Value};

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        part(manager).await?;
        manager.create_index(index("programs_short_code", "programs", &["short_code"], true)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("programs_short_code").table(Alias::new("programs")).to_owned()).await
    }
}

/// Gives every program a code of its own, the oldest first.
async fn part(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let (db, engine) = (manager.get_connection(), manager.get_database_backend());
    let all = Statement::from_string(engine, "SELECT id, short_code FROM programs ORDER BY created_at, id");
    let mut taken = BTreeSet::new();
    for row in db.query_all_raw(all).await? {
        let (id, code): (Uuid, String) = (row.try_get("", "id")?, row.try_get("", "short_code")?);
        let own = free(&code.to_uppercase(), &taken);
        if own != code {
            let values: [Value; 2] = [own.clone().into(), id.into()];
            let change = "UPDATE programs SET short_code = $1 WHERE id = $2";
            db.execute_raw(Statement::from_sql_and_values(engine, change, values)).await?;
        }
        taken.insert(own);
    }
    Ok(())
}

fn free(code: &str, taken: &BTreeSet<String>) -> String {
    let stem: String = code.chars().take(5).collect();
    let letters = || 'A'..='Z';
    let with_one = letters().map(|a| format!("{stem}{a}"));
    let with_two =
        letters().flat_map(|a| letters().map(move |b| (a, b))).map(|(a, b)| format!("{}{a}{b}", stem.chars().take(4).collect::<String>()));
    std::iter::once(code.to_owned()).chain(with_one).chain(with_two).find(|c| !taken.contains(c)).unwrap_or_else(|| code.to_owned())
}
