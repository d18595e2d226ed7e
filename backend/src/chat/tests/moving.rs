//! Rooms and messages of before there were kinds come through the change whole.
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

/// Changes before the one that this is about.
const BEFORE: u32 = 8;

const OLD: &[&str] = &[
    "INSERT INTO hubs (id, slug, name, zone, created_at) VALUES ($1, 'h', 'H', 'UTC', $9)",
    "INSERT INTO programs (id, hub_id, slug, name, short_code, summary, present_minutes, case_counter, created_at) VALUES ($2, $1, 'p', 'P', 'P', '', 1, 0, $9)",
    "INSERT INTO cohorts (id, program_id, slug, name, kind, starts_on, ends_on, capacity, zone, language, state, version, created_at, updated_at) \
     VALUES ($3, $2, 'c', 'C', 'echo', '2026-01-01', '2026-06-01', 9, 'UTC', 'en', 'open', 1, $9, $9)",
    "INSERT INTO people (id, email, name, state, administrator, profession, organisation, community, health_authority, language, zone, phone, licence, \
     calendar_token, created_at, updated_at) VALUES ($4, 'a@b.ca', 'A', 'active', FALSE, '', '', '', '', 'en', 'UTC', '', '', 't', $9, $9)",
    "INSERT INTO rooms (id, cohort_id, session_id, last_seq, last_rev, created_at) VALUES ($5, $3, NULL, 2, 3, $9)",
    "INSERT INTO messages (id, room_id, seq, rev, person_id, nonce, body, html, markup_version, created_at) VALUES ($6, $5, 1, 1, $4, $6, 'one', '<p>one</p>', 1, $9)",
    "INSERT INTO messages (id, room_id, seq, rev, person_id, nonce, body, html, markup_version, created_at, deleted_at, deleted_by) \
     VALUES ($7, $5, 2, 3, $4, $7, '', '', 1, $9, $9, $4)",
    "INSERT INTO search_documents (kind, object_id, group_id, cohort_id, author_id, audience, title, body, folded, happened_at) \
     VALUES ('post', $8, NULL, $3, $4, 'cohort', 'T', 'Été', 'ete', $9)",
];

async fn fill(db: &DatabaseConnection) {
    let at = chrono::DateTime::from_timestamp(1_774_537_200, 0).unwrap();
    for text in OLD {
        // Each statement is given only what it names: PostgreSQL wants a type for every value.
        let (mut text, mut values) = ((*text).to_owned(), Vec::<sea_orm::Value>::new());
        for n in (1..=9_u128).filter(|n| OLD.iter().any(|t| t.contains(&format!("${n}")))) {
            if text.contains(&format!("${n}")) {
                values.push(if n == 9 { at.into() } else { uuid::Uuid::from_u128(n).into() });
                text = text.replace(&format!("${n}"), &format!("$~{}", values.len()));
            }
        }
        let statement = Statement::from_sql_and_values(db.get_database_backend(), text.replace("$~", "$"), values);
        db.execute_raw(statement).await.unwrap_or_else(|why| panic!("{text}: {why}"));
    }
}

async fn one(db: &DatabaseConnection, sql: &str) -> String {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get::<String>("", "x").unwrap()
}

async fn moves(db: DatabaseConnection) {
    Migrator::up(&db, Some(BEFORE)).await.unwrap();
    fill(&db).await;
    Migrator::up(&db, None).await.unwrap();
    assert_eq!(one(&db, "SELECT kind AS x FROM rooms").await, "cohort");
    for (sql, n) in [
        ("SELECT CAST(COUNT(*) AS text) AS x FROM messages m JOIN rooms r ON r.id = m.room_id WHERE r.last_seq = 2", "2"),
        ("SELECT CAST(COUNT(*) AS text) AS x FROM messages WHERE deleted_at IS NOT NULL AND hidden_at IS NULL", "1"),
        ("SELECT body AS x FROM messages WHERE seq = 1", "one"),
        ("SELECT folded AS x FROM search_documents", "ete"),
    ] {
        assert_eq!(one(&db, sql).await, n, "{sql}");
    }
    // What points at a room still does, and a number is still given once.
    db.execute_unprepared("INSERT INTO room_marks SELECT person_id, room_id, 1, created_at FROM messages WHERE seq = 1").await.unwrap();
    let again = "INSERT INTO messages SELECT * FROM messages";
    assert!(db.execute_unprepared(again).await.is_err());
    db.execute_unprepared("DELETE FROM rooms").await.unwrap();
    assert_eq!(one(&db, "SELECT CAST(COUNT(*) AS text) AS x FROM messages").await, "0", "messages die with their room");
}

#[tokio::test]
async fn rooms_come_through_the_change_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let db = Database::connect(format!("sqlite://{}?mode=rwc", folder.path().join("old.db").display())).await.unwrap();
    moves(db.clone()).await;
    let bad = db.query_all_raw(Statement::from_string(db.get_database_backend(), "PRAGMA foreign_key_check")).await.unwrap();
    assert!(bad.is_empty());
    let found = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), "SELECT rowid FROM search_words WHERE search_words MATCH 'ete'"))
        .await
        .unwrap();
    assert_eq!(found.len(), 1, "search still knows its words");
    db.execute_unprepared("DELETE FROM search_documents").await.unwrap();
}

#[tokio::test]
async fn rooms_come_through_the_change_on_postgresql() {
    let base = std::env::var("KITH_TEST_PG").unwrap();
    let name = format!("kith_moving_{}", std::process::id());
    let admin = Database::connect(&base).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let root = base.rsplit_once('/').map(|(root, _)| root.to_owned()).unwrap();
    let db = Database::connect(format!("{root}/{name}")).await.unwrap();
    moves(db.clone()).await;
    db.close().await.unwrap();
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}
