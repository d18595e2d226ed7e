//! A case of before there were forms comes through the change whole, and back.

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

const OLD: &[&str] = &[
    "INSERT INTO hubs (id, slug, name, zone, created_at) VALUES ($1, 'h', 'H', 'UTC', $9)",
    "INSERT INTO programs (id, hub_id, slug, name, short_code, summary, present_minutes, case_counter, created_at) VALUES ($2, $1, 'p', 'P', 'P', '', 1, 0, $9)",
    "INSERT INTO cohorts (id, program_id, slug, name, kind, starts_on, ends_on, capacity, zone, language, state, version, created_at, updated_at) \
     VALUES ($3, $2, 'c', 'C', 'echo', '2026-01-01', '2026-06-01', 9, 'UTC', 'en', 'open', 1, $9, $9)",
    "INSERT INTO people (id, email, name, state, administrator, profession, organisation, community, health_authority, language, zone, phone, licence, \
     calendar_token, created_at, updated_at) VALUES ($4, 'a@b.ca', 'A', 'active', FALSE, '', '', '', '', 'en', 'UTC', '', '', 't', $9, $9)",
    "INSERT INTO cases (id, program_id, cohort_id, presenter_id, number, state, title, background, situation, tried, strengths, question, consent, html, \
     version, created_at, updated_at, review_note, follow_up, follow_up_html) \
     VALUES ($5, $2, $3, $4, 'P-0001', 'draft', 'T', 'Une « histoire »', 'hard \"words\"', '', 'line\nline', 'Why?', TRUE, '{}', 1, $9, $9, '', '', '')",
    "INSERT INTO boards (id, cohort_id, kind, name, about, position, version, created_at) VALUES ($6, $3, 'practice', '', '', 1, 1, $9)",
    "INSERT INTO threads (id, cohort_id, board_id, title, created_by, last_seq, posts, last_post_at, title_hidden, created_at) \
     VALUES ($7, $3, $6, 'T', $4, 1, 1, $9, FALSE, $9)",
    "INSERT INTO posts (id, cohort_id, thread_id, author_id, seq, depth, path, source, html, html_version, version, additions, created_at, hidden_reason) \
     VALUES ($8, $3, $7, $4, 1, 0, '00000001', 'S', 'S', 1, 1, 0, $9, '')",
    "INSERT INTO post_flags (id, post_id, person_id, kind, reason, created_at) VALUES ($8, $8, $4, 'patient', 'A name', $9)",
];

async fn fill(db: &DatabaseConnection) {
    let at = chrono::DateTime::from_timestamp(1_774_537_200, 0).unwrap();
    for text in OLD {
        // Each statement is given only what it names: PostgreSQL wants a type for every value.
        let (mut text, mut values) = ((*text).to_owned(), Vec::<sea_orm::Value>::new());
        for n in 1..=9_u128 {
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
    let all = Migrator::migrations();
    let before = all.iter().position(|m| m.name().starts_with("m0016")).unwrap();
    Migrator::up(&db, Some(u32::try_from(before).unwrap())).await.unwrap();
    fill(&db).await;
    // Forms first, and back; then all of it.
    Migrator::up(&db, Some(1)).await.unwrap();
    let sections: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&one(&db, "SELECT CAST(sections AS text) AS x FROM cases").await).unwrap();
    let kept: Vec<(&str, &str)> = sections.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let old = [
        ("background", "Une « histoire »"),
        ("question", "Why?"),
        ("situation", "hard \"words\""),
        ("strengths", "line\nline"),
        ("tried", ""),
    ];
    assert_eq!(kept, old);
    Migrator::down(&db, Some(1)).await.unwrap();
    for (key, text) in old {
        assert_eq!(one(&db, &format!("SELECT {key} AS x FROM cases")).await, text, "and back");
    }
    Migrator::up(&db, None).await.unwrap();
    assert_eq!(one(&db, "SELECT reason AS x FROM flags WHERE target_kind = 'post'").await, "A name");
    assert_eq!(one(&db, "SELECT title AS x FROM cases WHERE form_version = 0 AND hidden_at IS NULL").await, "T");
    db.close().await.unwrap();
}

#[tokio::test]
async fn an_old_case_and_an_old_flag_come_through_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    moves(Database::connect(format!("sqlite://{}?mode=rwc", path.display())).await.unwrap()).await;
}

#[tokio::test]
async fn an_old_case_and_an_old_flag_come_through_on_postgresql() {
    let bench = crate::testing::bench(crate::testing::Engine::Postgres).await;
    let name = format!("kith_old_cases_{}", std::process::id());
    bench.cx.db().execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
    bench.cx.db().execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let root = bench.url.rsplit_once('/').unwrap().0;
    moves(Database::connect(format!("{root}/{name}")).await.unwrap()).await;
    bench.cx.db().execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
}
