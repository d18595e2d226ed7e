//! Search over what a viewer may read. Rooms put documents in, in the transaction of their act; this finds them again.
//!
//! Words are folded here (no accents, lower case, parted at everything that is no letter or digit), so that both engines hold the same
//! ones: FTS5 on SQLite, kept in step by triggers; an array of lexemes under a GIN index on PostgreSQL. Only `matching` knows which.

pub(crate) mod fold;
mod scope;
mod snippet;
mod table;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use domain::fault::FieldFault;
use domain::id::{CohortId, PersonId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::NotSet, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, Statement,
    Value,
};
use uuid::Uuid;

pub use snippet::Piece;

use crate::{Cx, Fault, Result, Tx, Viewer};
use scope::Scope;
use table::{Column, Entity};

/// Results on one page.
pub const PAGE: u64 = 20;
/// The longest question, in characters.
pub const LONGEST: usize = 200;
/// The most words of one question.
const MOST_WORDS: usize = 16;

/// Who may find a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Members of the cohort and coordinators of its program.
    Cohort,
    /// Facilitators of the cohort and coordinators of its program.
    Staff,
    /// The people of the chat room that is its group, and those of `Staff` where it has a cohort.
    Room,
}

impl Audience {
    fn code(self) -> &'static str {
        match self {
            Self::Cohort => "cohort",
            Self::Staff => "staff",
            Self::Room => "room",
        }
    }
}

/// Something that can be found. `C` is a cohort, or perhaps one.
#[derive(Debug, Clone)]
pub struct Document<C = CohortId> {
    /// What it is: `thread`, `post`, `case`, `message`.
    pub kind: &'static str,
    /// Its id; one document for each kind and id.
    pub object: Uuid,
    /// What it belongs to, for `retitle`.
    pub group: Option<Uuid>,
    /// The cohort whose door stands before it; none for what is said between two people.
    pub cohort: C,
    /// Who wrote it.
    pub author: Option<PersonId>,
    /// Who may find it.
    pub audience: Audience,
    /// What the result is called.
    pub title: String,
    /// Whether words of the title find it.
    pub by_title: bool,
    /// Plain text.
    pub body: String,
    /// When it was written or held.
    pub happened_at: DateTime<Utc>,
}

/// Puts a document in, or replaces the one of the same kind and id.
pub async fn put<C: Into<Option<CohortId>>>(tx: &Tx, doc: Document<C>) -> Result<()> {
    let searched = if doc.by_title { format!("{} {}", doc.title, doc.body) } else { doc.body.clone() };
    let row = table::ActiveModel {
        id: NotSet,
        kind: Set(doc.kind.to_owned()),
        object_id: Set(doc.object),
        group_id: Set(doc.group),
        cohort_id: Set(doc.cohort.into()),
        author_id: Set(doc.author),
        audience: Set(doc.audience.code().to_owned()),
        title: Set(doc.title),
        body: Set(doc.body),
        folded: Set(fold::folded(&searched)),
        happened_at: Set(doc.happened_at),
    };
    let replace = OnConflict::columns([Column::Kind, Column::ObjectId])
        .update_columns([
            Column::GroupId,
            Column::CohortId,
            Column::AuthorId,
            Column::Audience,
            Column::Title,
            Column::Body,
            Column::Folded,
            Column::HappenedAt,
        ])
        .to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Takes a document out.
pub async fn remove(tx: &Tx, kind: &str, object: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::Kind.eq(kind)).filter(Column::ObjectId.eq(object)).exec(tx.db()).await?;
    Ok(())
}

/// Gives another title to every document of a group that is shown under it.
pub async fn retitle(tx: &Tx, kind: &str, group: Uuid, title: &str) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Title, sea_orm::sea_query::Expr::value(title))
        .filter(Column::Kind.eq(kind))
        .filter(Column::GroupId.eq(group))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Takes words out of every document of a cohort. Answers in how many places they were.
pub(crate) async fn blot_out(tx: &Tx, cohort: CohortId, blot: impl Fn(&str) -> (String, usize)) -> Result<usize> {
    let mut places = 0;
    for row in Entity::find().filter(Column::CohortId.eq(cohort)).all(tx.db()).await? {
        let ((title, in_title), (body, in_body)) = (blot(&row.title), blot(&row.body));
        if in_title + in_body == 0 {
            continue;
        }
        // Folded words are of the body alone where the title is only what a result is shown under.
        let by_title = !["post", "message"].contains(&row.kind.as_str());
        let title: String = title.chars().take(300).collect();
        let folded = fold::folded(&if by_title { format!("{title} {body}") } else { body.clone() });
        let change = table::ActiveModel { id: Set(row.id), title: Set(title), body: Set(body), folded: Set(folded), ..Default::default() };
        sea_orm::ActiveModelTrait::update(change, tx.db()).await?;
        places += in_title + in_body;
    }
    Ok(places)
}

/// SQLite's index keeps the words of documents that are gone until it tidies up by itself. After a redaction it is written afresh at once.
pub(crate) async fn forget_remains(tx: &Tx) -> Result<()> {
    if tx.db().get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    for sql in [
        "INSERT INTO search_words(search_words) VALUES ('delete-all')",
        "INSERT INTO search_words(rowid, folded) SELECT id, folded FROM search_documents",
    ] {
        tx.db().execute_unprepared(sql).await?;
    }
    Ok(())
}

/// One result.
#[derive(Debug, Clone)]
pub struct Hit {
    /// What it is: `thread`, `post`, `case`, `message`.
    pub kind: String,
    /// Its id.
    pub object: Uuid,
    /// Its title, with the words found marked where they count.
    pub title: Vec<Piece>,
    /// Words around the first match.
    pub snippet: Vec<Piece>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Slug of its cohort; empty when it has none.
    pub slug: String,
    /// Name of its cohort; empty when it has none.
    pub cohort: String,
    /// Zone of its cohort; its reader's when it has none.
    pub zone: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Open to facilitators and coordinators only.
    pub staff_only: bool,
}

/// A page of results.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// How many in all.
    pub total: u64,
    /// This page, beginning with 1.
    pub page: u64,
    /// This page's results: titles first, then the newest.
    pub hits: Vec<Hit>,
}

impl Found {
    /// How many pages there are.
    pub fn pages(&self) -> u64 {
        self.total.div_ceil(PAGE).max(1)
    }
}

/// Finds what holds all the words asked for; the last may be the beginning of one.
pub async fn find(cx: &Cx, viewer: &Viewer, question: &str, page: u64) -> Result<Found> {
    find_within(cx, viewer, question, page, None).await
}

/// The same, among what one group of a kind holds: the messages of a room.
pub async fn find_in(cx: &Cx, viewer: &Viewer, question: &str, page: u64, kind: &str, group: Option<Uuid>) -> Result<Found> {
    find_within(cx, viewer, question, page, Some((kind, group))).await
}

async fn find_within(cx: &Cx, viewer: &Viewer, question: &str, page: u64, within: Option<(&str, Option<Uuid>)>) -> Result<Found> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let terms = terms(question).map_err(|fault| Fault::Invalid(vec![fault]))?;
    let scope = Scope::of(cx.db(), viewer).await?;
    let page = page.clamp(1, 500);
    let mut sql = Sql::new(cx.store.backend());
    let mut wanted = wanted(&mut sql, &terms, &scope, who.person);
    if let Some((kind, group)) = within {
        let _ = write!(wanted, " AND d.kind = {}", sql.bind(kind));
        if let Some(group) = group {
            let _ = write!(wanted, " AND d.group_id = {}", sql.bind(group));
        }
    }
    let counted = sql.statement(&format!("SELECT COUNT(*) AS n FROM search_documents d WHERE {wanted}"));
    let total = cx.db().query_one_raw(counted).await?.map_or(Ok(0), |row| row.try_get::<i64>("", "n"))?;
    let (most, skip) = (sql.bind(i64::try_from(PAGE).unwrap_or(20)), sql.bind(i64::try_from((page - 1) * PAGE).unwrap_or(0)));
    let listed = sql.statement(&format!(
        "SELECT d.kind, d.object_id, d.title, d.body, d.audience, d.happened_at, \
         COALESCE(c.slug, '') AS slug, COALESCE(c.name, '') AS cohort, c.zone, a.name AS author \
         FROM search_documents d LEFT JOIN cohorts c ON c.id = d.cohort_id LEFT JOIN people a ON a.id = d.author_id WHERE {wanted} \
         ORDER BY CASE WHEN d.kind IN ('post', 'message') THEN 1 ELSE 0 END, d.happened_at DESC, d.id DESC LIMIT {most} OFFSET {skip}"
    ));
    let rows = Row::find_by_statement(listed).all(cx.db()).await?;
    let hits = rows.into_iter().map(|row| row.shown(&terms, &who.zone)).collect();
    Ok(Found { total: u64::try_from(total).unwrap_or(0), page, hits })
}

/// The words of a question, folded; a sentence when there are too few or too many.
fn terms(question: &str) -> std::result::Result<Vec<String>, FieldFault> {
    if question.chars().count() > LONGEST {
        return Err(FieldFault::new("q", "fault-search-long").with("max", LONGEST));
    }
    let terms: Vec<String> = fold::words(question).into_iter().map(|w| w.folded).collect();
    if terms.iter().map(|t| t.chars().count()).max().unwrap_or(0) < 2 {
        return Err(FieldFault::new("q", "fault-search-short"));
    }
    if terms.len() > MOST_WORDS {
        return Err(FieldFault::new("q", "fault-search-words").with("max", MOST_WORDS));
    }
    Ok(terms)
}

/// A statement being written, with its values; `$1` is understood by both engines.
struct Sql {
    backend: DbBackend,
    values: Vec<Value>,
}

impl Sql {
    fn new(backend: DbBackend) -> Self {
        Self { backend, values: Vec::new() }
    }
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }
    fn bind_ids(&mut self, ids: &BTreeSet<CohortId>) -> String {
        let marks: Vec<String> = ids.iter().map(|id| self.bind(id.0)).collect();
        if marks.is_empty() { "NULL".to_owned() } else { marks.join(", ") }
    }
    fn statement(&self, text: &str) -> Statement {
        Statement::from_sql_and_values(self.backend, text, self.values.clone())
    }
}

/// The same predicate as the doors: the cohort's content, what moderators see of it, and rooms of a few people for those people.
fn wanted(sql: &mut Sql, terms: &[String], scope: &Scope, me: PersonId) -> String {
    let words = matching(sql, terms);
    let readable = sql.bind_ids(&scope.readable);
    let staffed = sql.bind_ids(&scope.staffed);
    let me = sql.bind(me.0);
    // Whoever has left a cohort has left its small groups too; a room of two has no cohort to leave.
    format!(
        "{words} AND ((d.cohort_id IN ({readable}) AND d.audience = 'cohort') OR d.cohort_id IN ({staffed}) \
         OR (d.audience = 'room' AND (d.cohort_id IS NULL OR d.cohort_id IN ({readable})) \
         AND d.group_id IN (SELECT room_id FROM room_members WHERE person_id = {me})))"
    )
}

/// The one place where the engines differ. Terms hold letters and digits only, and are quoted all the same.
fn matching(sql: &mut Sql, terms: &[String]) -> String {
    let last = terms.len().saturating_sub(1);
    let spelled = |quote: char, prefix: &str, and: &str| {
        let one = |(i, term): (usize, &String)| {
            let inside = term.replace(quote, &format!("{quote}{quote}"));
            format!("{quote}{inside}{quote}{}", if i == last { prefix } else { "" })
        };
        terms.iter().enumerate().map(one).collect::<Vec<_>>().join(and)
    };
    if sql.backend == DbBackend::Sqlite {
        let question = sql.bind(spelled('"', " *", " AND "));
        format!("d.id IN (SELECT rowid FROM search_words WHERE search_words MATCH {question})")
    } else {
        let question = sql.bind(spelled('\'', ":*", " & "));
        format!("array_to_tsvector(string_to_array(d.folded, ' ')) @@ CAST(CAST({question} AS text) AS tsquery)")
    }
}

#[derive(FromQueryResult)]
struct Row {
    kind: String,
    object_id: Uuid,
    title: String,
    body: String,
    audience: String,
    happened_at: DateTime<Utc>,
    slug: String,
    cohort: String,
    zone: Option<String>,
    author: Option<String>,
}

impl Row {
    fn shown(self, terms: &[String], own_zone: &str) -> Hit {
        let own_title = !matches!(self.kind.as_str(), "post" | "message");
        Hit {
            title: if own_title { snippet::marked(&self.title, terms) } else { vec![Piece::plain(self.title)] },
            snippet: snippet::around(&self.body, terms),
            kind: self.kind,
            object: self.object_id,
            author: self.author,
            slug: self.slug,
            cohort: self.cohort,
            zone: self.zone.unwrap_or_else(|| own_zone.to_owned()),
            at: self.happened_at,
            staff_only: self.audience == Audience::Staff.code(),
        }
    }
}
