//! Short words for building tables, the same on both databases.

pub use sea_orm_migration::prelude::*;
pub use sea_orm_migration::schema::*;

/// A new table.
pub fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).to_owned()
}

/// A UUID column that points at `to.id`, and dies with it.
pub fn owned(statement: &mut TableCreateStatement, col: &'static str, to: &'static str) {
    statement.col(uuid(col)).foreign_key(&mut key(col, to, ForeignKeyAction::Cascade));
}

/// A UUID column that points at `to.id`; the pointed-at row may not be deleted while this one stands.
pub fn points(statement: &mut TableCreateStatement, col: &'static str, to: &'static str) {
    statement.col(uuid(col)).foreign_key(&mut key(col, to, ForeignKeyAction::Restrict));
}

/// As `points`, but may be empty.
pub fn points_null(statement: &mut TableCreateStatement, col: &'static str, to: &'static str) {
    statement.col(uuid_null(col)).foreign_key(&mut key(col, to, ForeignKeyAction::Restrict));
}

fn key(col: &'static str, to: &'static str, on_delete: ForeignKeyAction) -> ForeignKeyCreateStatement {
    ForeignKey::create().from_col(Alias::new(col)).to(Alias::new(to), Alias::new("id")).on_delete(on_delete).to_owned()
}

/// UTC, to the microsecond.
pub fn at(col: &'static str) -> ColumnDef {
    timestamp_with_time_zone(col)
}

/// UTC, or never.
pub fn at_null(col: &'static str) -> ColumnDef {
    timestamp_with_time_zone_null(col)
}

/// An index over columns; name it `table_columns`.
pub fn index(name: &'static str, on: &'static str, cols: &[&'static str], unique: bool) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement.name(name).table(Alias::new(on));
    for col in cols {
        statement.col(Alias::new(*col));
    }
    if unique {
        statement.unique();
    }
    statement.to_owned()
}

/// Drops tables in the order given.
pub async fn drop_all(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for name in tables {
        manager.drop_table(Table::drop().table(Alias::new(*name)).if_exists().to_owned()).await?;
    }
    Ok(())
}

/// Writes a migration: its tables in order (dropped in reverse), then its indexes.
#[macro_export]
macro_rules! migration {
    (tables: $tables:ident, indexes: $indexes:ident, drop: [$($name:literal),* $(,)?]) => {
        /// The change that this file describes.
        #[derive(DeriveMigrationName)]
        pub struct Migration;

        #[async_trait::async_trait]
        impl MigrationTrait for Migration {
            async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                for table in $tables() {
                    manager.create_table(table).await?;
                }
                for index in $indexes() {
                    manager.create_index(index).await?;
                }
                Ok(())
            }

            async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                drop_all(manager, &[$($name),*]).await
            }
        }
    };
}
