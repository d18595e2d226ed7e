//! Where words of a cohort stand in the store, and how they are taken out of all of it: current text, every version, rendered text,
//! search, queued and sent mail, chat, notes of a session. A test looks through every column of every table for what should be gone.
//!
//! Short passages are blotted out of the thing alone: "May 14" may stand elsewhere in its own right. Longer ones go wherever they stand in
//! the cohort: words that tell who a patient is tell it in a quotation too.

use std::collections::BTreeSet;

use domain::id::{CaseId, CohortId, PostId, ThreadId};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QueryResult, Statement, Value};
use uuid::Uuid;

mod places;
mod telling;

use places::{PLACES, Place, TWO};
pub(super) use telling::tell_rooms;

use super::Kind;
use super::blot::{self, BLOT};
use crate::cases::tables::cases;
use crate::{Result, Tx, markup};

/// From this length on, in characters, a passage is blotted out of the whole cohort.
pub const WIDE: usize = 6;

/// What is to go.
#[derive(Debug, Clone)]
pub struct Words {
    /// Out of the thing itself, of any length.
    pub passages: Vec<String>,
    /// The whole text of the thing.
    pub whole: bool,
}

/// What a sweep changed.
#[derive(Debug, Default)]
pub struct Swept {
    /// In how many places.
    pub places: usize,
    /// Passages that stood somewhere.
    pub found: BTreeSet<String>,
    /// Every row that changed, by its table.
    pub(super) rows: BTreeSet<(&'static str, Uuid)>,
    /// Cases whose text changed.
    cases: BTreeSet<Uuid>,
    /// Messages that changed.
    messages: BTreeSet<Uuid>,
    /// Posts that changed.
    posts: BTreeSet<Uuid>,
    /// Threads whose title changed.
    threads: BTreeSet<Uuid>,
    /// Letters to presenters that changed.
    letters: BTreeSet<Uuid>,
    /// Rows of tables that hours show, by their table.
    of_hours: BTreeSet<(&'static str, Uuid)>,
}

/// Every table of the list.
#[cfg(test)]
pub(super) fn tables() -> impl Iterator<Item = &'static str> {
    PLACES.iter().chain(TWO).map(|p| p.table)
}

/// Takes words out of a thing, and the longer ones out of its whole cohort.
pub async fn sweep(tx: &Tx, cohort: CohortId, thing: (Kind, Uuid), words: &Words, quoted: &[String]) -> Result<Swept> {
    // Posts and additions anywhere in the cohort may change: whoever changes posts takes their thread first.
    crate::forum::hold_threads(tx, cohort).await?;
    let mut swept = Swept::default();
    let wide: Vec<String> = quoted.iter().filter(|p| p.chars().count() >= WIDE).cloned().collect();
    if thing.0 == Kind::Message && !wide.is_empty() {
        for place in TWO {
            clean(tx, place, place.cohort, thing.1, &wide, false, &mut swept).await?;
        }
    }
    for place in PLACES {
        if !exists(tx, place.table).await? {
            continue;
        }
        if let Some((_, scope)) = place.own.iter().find(|(kind, _)| *kind == thing.0) {
            let all = words.whole && !["case_letters", "flags"].contains(&place.table);
            clean(tx, place, scope, thing.1, &words.passages, all, &mut swept).await?;
        }
        if !wide.is_empty() {
            clean(tx, place, place.cohort, cohort.0, &wide, false, &mut swept).await?;
        }
    }
    crate::search::blot_out(tx, cohort, |text| blot::all(text, &wide)).await?;
    settle(tx, &swept).await?;
    Ok(swept)
}

async fn exists(tx: &Tx, table: &str) -> Result<bool> {
    let sql = match tx.db().get_database_backend() {
        DbBackend::Sqlite => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1",
        _ => "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = $1",
    };
    Ok(tx.db().query_one_raw(statement(tx, sql, vec![table.into()])).await?.is_some())
}

fn statement(tx: &Tx, sql: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(tx.db().get_database_backend(), sql, values)
}

/// Cleans the rows of one place. The store gives those in which the longest plain word of a passage stands; the rest is decided here.
async fn clean(tx: &Tx, place: &Place, scope: &str, id: Uuid, passages: &[String], whole: bool, swept: &mut Swept) -> Result<()> {
    let columns: Vec<&str> = place.texts.iter().map(|(c, _)| *c).chain(place.json.iter().map(|(c, _)| *c)).collect();
    let listed: Vec<String> = columns.iter().map(|c| format!("CAST({c} AS TEXT) AS {c}")).collect();
    let (mut values, mut any) = (vec![Value::from(id)], Vec::new());
    let hints: Option<Vec<String>> = passages.iter().map(|p| plain_run(p)).collect();
    // The few rows of the thing itself are looked at whole: a hint misses a name with something unseen inside.
    if let Some(hints) = hints.filter(|_| !whole && scope == place.cohort) {
        for hint in hints {
            values.push(format!("%{hint}%").into());
            any.extend(columns.iter().map(|c| format!("LOWER(CAST({c} AS TEXT)) LIKE ${}", values.len())));
        }
    }
    let narrowed = if any.is_empty() { String::new() } else { format!(" AND ({})", any.join(" OR ")) };
    let sql = format!("SELECT {} AS swept_key, {} FROM {} WHERE ({scope}){narrowed}", place.key, listed.join(", "), place.table);
    for row in tx.db().query_all_raw(statement(tx, &sql, values)).await? {
        clean_row(tx, place, &row, passages, whole, swept).await?;
    }
    Ok(())
}

/// The longest run of plain letters and digits of a passage: both stores find it in any case. None when it has none.
fn plain_run(passage: &str) -> Option<String> {
    let runs = passage.split(|c: char| !c.is_ascii_alphanumeric());
    runs.max_by_key(|run| run.len()).filter(|run| run.len() > 1).map(str::to_ascii_lowercase)
}

async fn clean_row(tx: &Tx, place: &Place, row: &QueryResult, passages: &[String], whole: bool, swept: &mut Swept) -> Result<()> {
    let key: Uuid = row.try_get("", "swept_key")?;
    let (mut sets, mut values, mut places) = (Vec::new(), Vec::new(), 0);
    let postgres = tx.db().get_database_backend() == DbBackend::Postgres;
    let mut set = |column: &str, text: String, json: bool| {
        values.push(Value::from(text));
        let mark = format!("${}", values.len());
        sets.push(if json && postgres { format!("{column} = CAST({mark} AS json)") } else { format!("{column} = {mark}") });
    };
    let mut found = BTreeSet::new();
    let mut change = |text: &str| -> (String, usize) {
        // Asked of the text as it stood: what a longer passage takes along has been found too. A flag that quotes it wrongly is no finding.
        found.extend(passages.iter().filter(|p| place.table != "flags" && blot::stands(text, p)).cloned());
        if whole && !text.trim().is_empty() && text != BLOT { (BLOT.to_owned(), 1) } else { blot::all(text, passages) }
    };
    for (column, rendered) in place.texts {
        let Some(text) = row.try_get::<Option<String>>("", column)? else { continue };
        let (text, n) = change(&text);
        if n == 0 {
            continue;
        }
        places += n;
        // Short ones are cut to what their column holds.
        let text = match *column {
            "title" | "subject" | "from_room" => text.chars().take(200).collect(),
            "reason" => text.chars().take(300).collect(),
            _ => text,
        };
        if !rendered.is_empty() {
            let html = if place.table == "messages" { crate::chat::mentions::plain(&text) } else { markup::to_html(&text) };
            set(rendered, html, false);
        }
        set(column, text, false);
    }
    for (column, rendered) in place.json {
        let Some(stored) = row.try_get::<Option<String>>("", column)? else { continue };
        let mut sections: std::collections::BTreeMap<String, String> = serde_json::from_str(&stored).unwrap_or_default();
        let mut n = 0;
        for text in sections.values_mut() {
            let (clean, found) = change(text);
            (*text, n) = (clean, n + found);
        }
        if n == 0 {
            continue;
        }
        places += n;
        let html: std::collections::BTreeMap<&String, String> =
            sections.iter().filter(|(key, _)| *key != domain::cases::TITLE).map(|(key, text)| (key, markup::to_html(text))).collect();
        set(rendered, serde_json::to_string(&html).unwrap_or_else(|_| "{}".into()), true);
        set(column, serde_json::to_string(&sections).unwrap_or_else(|_| "{}".into()), true);
    }
    swept.found.append(&mut found);
    if places == 0 {
        return Ok(());
    }
    values.push(key.into());
    let sql = format!("UPDATE {} SET {} WHERE {} = ${}", place.table, sets.join(", "), place.key, values.len());
    tx.db().execute_raw(statement(tx, &sql, values)).await?;
    swept.places += places;
    swept.rows.insert((place.table, key));
    match place.table {
        "cases" => swept.cases.insert(key),
        "messages" => swept.messages.insert(key),
        "posts" => swept.posts.insert(key),
        "threads" => swept.threads.insert(key),
        "post_additions" => {
            let of: Option<QueryResult> =
                tx.db().query_one_raw(statement(tx, "SELECT post_id FROM post_additions WHERE id = $1", vec![key.into()])).await?;
            of.map(|row| row.try_get::<Uuid>("", "post_id")).transpose()?.is_some_and(|post| swept.posts.insert(post))
        }
        "case_letters" => swept.letters.insert(key),
        _ => true,
    };
    if telling::is_of_hours(place.table) {
        swept.of_hours.insert((place.table, key));
    }
    Ok(())
}

/// Versions move, so that a form that still holds the words cannot bring them back unseen; live screens are told.
async fn settle(tx: &Tx, swept: &Swept) -> Result<()> {
    let now = tx.cx().now();
    for id in &swept.cases {
        // The version that was handed in last moves with its case: a decision finds it by its number.
        for sql in [
            "UPDATE case_warnings SET version = version + 1 WHERE case_id = $1 AND version = (SELECT version FROM cases WHERE id = $1)",
            "UPDATE case_revisions SET version = version + 1 WHERE case_id = $1 AND version = (SELECT version FROM cases WHERE id = $1)",
            "UPDATE cases SET version = version + 1 WHERE id = $1",
        ] {
            tx.db().execute_raw(statement(tx, sql, vec![(*id).into()])).await?;
        }
        let row = cases::Entity::find_by_id(CaseId(*id)).one(tx.db()).await?;
        if let Some(row) = row {
            crate::cases::finding::keep_in_step(tx, &row).await?;
        }
    }
    for id in &swept.posts {
        let sql = "UPDATE posts SET version = version + 1, redacted_at = $2 WHERE id = $1";
        tx.db().execute_raw(statement(tx, sql, vec![(*id).into(), now.into()])).await?;
    }
    for id in &swept.threads {
        crate::forum::reindex_title(tx, ThreadId(*id)).await?;
    }
    for id in &swept.posts {
        crate::forum::reindex(tx, PostId(*id)).await?;
    }
    for id in &swept.letters {
        let sql = "UPDATE case_letters SET updated_at = $2 WHERE id = $1";
        tx.db().execute_raw(statement(tx, sql, vec![(*id).into(), now.into()])).await?;
    }
    Ok(())
}
