//! What a database says, in our words. Here, and not a floor higher, because only the crate of `Fault` may write its `From`.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

use super::Fault;

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(_)) = error.sql_err() {
            return Self::Conflict("conflict-twice");
        }
        match &error {
            DbErr::RecordNotFound(_) => Self::Missing,
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Busy,
            DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => of_driver(inner),
            _ => Self::Broken(error.to_string()),
        }
    }
}

/// SQLite: 5 busy, 6 locked, 13 full. PostgreSQL: 53100 disk full, 55P03/40P01/40001 lock trouble, 57P0x shutting down.
fn of_driver(error: &sqlx::Error) -> Fault {
    let Some(db) = error.as_database_error() else {
        return match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => Fault::Busy,
            other => Fault::Broken(other.to_string()),
        };
    };
    let code = db.code().unwrap_or_default();
    match code.as_ref() {
        "13" | "53100" => Fault::DiskFull,
        "5" | "6" | "261" | "517" | "55P03" | "40P01" | "40001" | "57P01" | "57P02" | "57P03" => Fault::Busy,
        _ => Fault::Broken(db.to_string()),
    }
}
