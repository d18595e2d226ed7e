//! What a backup needs of the database itself: a consistent copy, a look at a copy before it is believed, and what must not come back to life.
//!
//! The file around the copy, and the programs of PostgreSQL, belong to the command line.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{
    ColumnTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, EntityTrait, QueryFilter, Statement,
};

use crate::accounts::tables::{one_time_links, sign_ins};
use crate::outbox::letters;
use crate::{Cx, Result as Done};

/// Why a copy was not made, or is not believed.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// There is no database at that place.
    #[error("there is no database at {}", .0.display())]
    Nowhere(PathBuf),
    /// The address names neither engine.
    #[error("the database address begins with neither sqlite: nor postgres:")]
    NoEngine,
    /// Somebody else has the database open.
    #[error("another program has the database open; stop Kith first")]
    Held,
    /// The copy is not whole.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The database said something else.
    #[error("{0}")]
    Database(#[from] DbErr),
}

type Result<T> = std::result::Result<T, Trouble>;

/// Where a database lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// This file.
    Sqlite(PathBuf),
    /// A server.
    Postgres,
}

/// Where the database of this address lies.
pub fn place(url: &str) -> Result<Place> {
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        return Ok(Place::Postgres);
    }
    let options: SqliteConnectOptions = url.parse().ok().filter(|_| url.starts_with("sqlite:")).ok_or(Trouble::NoEngine)?;
    Ok(Place::Sqlite(options.get_filename().to_owned()))
}

/// One connection that makes no file, changes no mode and does not wait long.
async fn quiet(url: &str) -> Result<DatabaseConnection> {
    if let Place::Sqlite(file) = place(url)?
        && !file.is_file()
    {
        return Err(Trouble::Nowhere(file));
    }
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .connect_timeout(Duration::from_secs(6))
        .acquire_timeout(Duration::from_secs(6))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| sqlite.create_if_missing(false).busy_timeout(Duration::from_secs(2)));
    Ok(Database::connect(options).await?)
}

/// The address of a SQLite file.
pub fn address(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

async fn column(db: &DatabaseConnection, sql: &str) -> std::result::Result<Vec<String>, DbErr> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect()
}

async fn number(db: &DatabaseConnection, sql: &str) -> std::result::Result<i64, DbErr> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    row.map_or(Ok(0), |row| row.try_get_by_index::<i64>(0))
}

async fn has_table(db: &DatabaseConnection, name: &str) -> std::result::Result<bool, DbErr> {
    let found = match db.get_database_backend() {
        DbBackend::Sqlite => number(db, &format!("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{name}'")).await?,
        _ => number(db, &format!("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename = '{name}'")).await?,
    };
    Ok(found > 0)
}

async fn changes_of(db: &DatabaseConnection) -> std::result::Result<Vec<String>, DbErr> {
    if has_table(db, "seaql_migrations").await? {
        column(db, "SELECT version FROM seaql_migrations ORDER BY version").await
    } else {
        Ok(Vec::new())
    }
}

/// The names of the changes that a database has seen, in order; none when it is no database of Kith.
pub async fn changes(url: &str) -> Result<Vec<String>> {
    let db = quiet(url).await?;
    let found = changes_of(&db).await?;
    db.close().await?;
    Ok(found)
}

/// How many people are in a database; none when it is not there, or not of Kith.
pub async fn people(url: &str) -> Result<i64> {
    let db = match quiet(url).await {
        Err(Trouble::Nowhere(_)) => return Ok(0),
        other => other?,
    };
    let found = if has_table(&db, "people").await? { number(&db, "SELECT count(*) FROM people").await? } else { 0 };
    db.close().await?;
    Ok(found)
}

/// Copies a SQLite database into a new file while it is in use: everything committed before, nothing half done.
pub async fn copy_sqlite(url: &str, to: &Path) -> Result<()> {
    let db = quiet(url).await?;
    let statement = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [to.display().to_string().into()]);
    db.execute_raw(statement).await?;
    db.close().await?;
    Ok(())
}

/// Reads a copy through, page by page and link by link; answers the changes it has seen.
pub async fn examine_sqlite(file: &Path) -> Result<Vec<String>> {
    let damaged = |why: DbErr| Trouble::Damaged(why.to_string());
    let db = quiet(&address(file)).await?;
    let said = column(&db, "PRAGMA integrity_check").await.map_err(damaged)?;
    if said != ["ok"] {
        return Err(Trouble::Damaged(said.into_iter().take(3).collect::<Vec<_>>().join("; ")));
    }
    let orphans = column(&db, "PRAGMA foreign_key_check").await.map_err(damaged)?;
    if let Some(table) = orphans.first() {
        return Err(Trouble::Damaged(format!("{} rows point at nothing, the first in {table}", orphans.len())));
    }
    let found = changes_of(&db).await.map_err(damaged)?;
    db.close().await?;
    Ok(found)
}

/// Writes everything of a SQLite database into its one file, and proves that nobody else has it open.
pub async fn settle_sqlite(file: &Path) -> Result<()> {
    let db = quiet(&address(file)).await?;
    let mode = column(&db, "PRAGMA journal_mode = DELETE").await;
    let closed = db.close().await;
    match mode {
        Ok(mode) if mode == ["delete"] => Ok(closed?),
        Ok(_) => Err(Trouble::Held),
        Err(why) if crate::Fault::from(why.clone()) == crate::Fault::Busy => Err(Trouble::Held),
        Err(why) => Err(Trouble::Damaged(why.to_string())),
    }
}

/// How many other programs are connected to a PostgreSQL database.
pub async fn others_on_postgres(url: &str) -> Result<i64> {
    let db = quiet(url).await?;
    let found = number(
        &db,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    )
    .await?;
    db.close().await?;
    Ok(found)
}

/// Puts the tables of a PostgreSQL database aside under another schema, whose name it answers; `public` is empty afterwards.
pub async fn put_aside_postgres(url: &str) -> Result<String> {
    let db = quiet(url).await?;
    let taken = column(&db, "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'before_restore%'").await?;
    let mut names = std::iter::once("before_restore".to_owned()).chain((2..).map(|n| format!("before_restore_{n}")));
    let name = names.find(|name| !taken.contains(name)).unwrap_or_default();
    db.execute_unprepared(&format!("ALTER SCHEMA public RENAME TO {name}; CREATE SCHEMA public")).await?;
    db.close().await?;
    Ok(name)
}

/// Takes the tables that were put aside back.
pub async fn take_back_postgres(url: &str, name: &str) -> Result<()> {
    let db = quiet(url).await?;
    db.execute_unprepared(&format!("DROP SCHEMA public CASCADE; ALTER SCHEMA {name} RENAME TO public")).await?;
    db.close().await?;
    Ok(())
}

/// What did not come back from a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Voided {
    /// Devices that were signed in.
    pub devices: u64,
    /// Mailed links that had not been used.
    pub links: u64,
    /// Letters that waited and were due: they were sent since, or are stale.
    pub letters: u64,
}

/// After a restore: nobody is signed in, no mailed link opens anything, and letters that were due are not sent a second time.
pub async fn void_after_restore(cx: &Cx) -> Done<Voided> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let devices = sign_ins::Entity::update_many()
        .col_expr(sign_ins::Column::EndedAt, Expr::value(now))
        .col_expr(sign_ins::Column::EndedWhy, Expr::value("restored"))
        .filter(sign_ins::Column::EndedAt.is_null())
        .exec(tx.db())
        .await?;
    let links = one_time_links::Entity::update_many()
        .col_expr(one_time_links::Column::UsedAt, Expr::value(now))
        .filter(one_time_links::Column::UsedAt.is_null())
        .exec(tx.db())
        .await?;
    let due = letters::Entity::update_many()
        .col_expr(letters::Column::State, Expr::value("cancelled"))
        .col_expr(letters::Column::LastError, Expr::value("restored from a backup"))
        .filter(letters::Column::State.eq("waiting"))
        .filter(letters::Column::DueAt.lte(now))
        .exec(tx.db())
        .await?;
    tx.commit().await?;
    Ok(Voided { devices: devices.rows_affected, links: links.rows_affected, letters: due.rows_affected })
}
