//! Every conversation of a person on one page, and how many have something new: one statement each.

use chrono::{DateTime, Utc};
use domain::id::{CohortId, MessageId, PersonId, ProgramId, RoomId, SessionId};
use domain::viewer::{CohortRole, Grant, Who};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, Statement, Value};

use super::reach::Kind;
use super::tables::messages;
use crate::programs::queries::names;
use crate::{Cx, Fault, Result, Viewer, markup};

/// A conversation in the list.
#[derive(Debug, Clone)]
pub struct RoomLine {
    /// The room.
    pub id: RoomId,
    /// What kind of place it is.
    pub kind: Kind,
    /// What a breakout is called; the other one's name in a direct room; else empty.
    pub title: String,
    /// Slug of its cohort; empty when it has none.
    pub slug: String,
    /// Name of its cohort; empty when it has none.
    pub cohort: String,
    /// Its session, if it is one's: id, beginning, title.
    pub session: Option<(SessionId, DateTime<Utc>, String)>,
    /// Takes nothing more.
    pub archived: bool,
    /// Messages of others that were not seen.
    pub unread: i64,
    /// Of these, those that call the viewer.
    pub mentions: i64,
    /// Up to where it was seen.
    pub seen: i64,
    /// The number of its last message.
    pub last_seq: i64,
    /// The last message: who, when, and how it begins; empty words when it was taken back.
    pub last: Option<(String, DateTime<Utc>, String)>,
}

impl RoomLine {
    /// Where it is.
    pub fn address(&self) -> String {
        match (self.kind, &self.session) {
            (Kind::Cohort, _) => format!("/cohorts/{}/chat", self.slug),
            (Kind::Session, Some((session, ..))) => format!("/cohorts/{}/sessions/{session}/chat", self.slug),
            _ => format!("/chat/rooms/{}", self.id),
        }
    }
}

/// All conversations of a viewer: those with something new first, and among them those that call them; then the newest.
pub async fn rooms(cx: &Cx, viewer: &Viewer) -> Result<Vec<RoomLine>> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let mut sql = Sql { backend: cx.store.backend(), values: Vec::new() };
    let (mine, me) = (sql.mine(who), sql.bind(who.person.0));
    let text = format!(
        "SELECT r.id, r.kind, r.title, r.session_id, s.starts_at, s.title AS session_title, c.slug, c.name AS cohort, \
         CASE WHEN r.archived_at IS NOT NULL OR c.state = 'archived' THEN 1 ELSE 0 END AS archived, COALESCE(k.seen_seq, 0) AS seen, r.last_seq, \
         (SELECT COUNT(*) FROM messages m WHERE m.room_id = r.id AND m.seq > COALESCE(k.seen_seq, 0) AND m.person_id <> {me} \
          AND m.deleted_at IS NULL) AS unread, \
         (SELECT COUNT(*) FROM message_mentions a WHERE a.person_id = {me} AND a.room_id = r.id AND a.seq > COALESCE(k.seen_seq, 0)) AS mentions, \
         l.id AS last_id \
         FROM rooms r LEFT JOIN cohorts c ON c.id = r.cohort_id LEFT JOIN sessions s ON s.id = r.session_id \
         LEFT JOIN room_marks k ON k.room_id = r.id AND k.person_id = {me} \
         LEFT JOIN messages l ON l.room_id = r.id AND l.seq = r.last_seq \
         WHERE (r.last_seq > 0 OR r.kind IN ('breakout', 'direct')) AND {mine}"
    );
    let rows = Row::find_by_statement(Statement::from_sql_and_values(sql.backend, &text, sql.values)).all(cx.db()).await?;
    let mut lines = shown(cx, who.person, rows).await?;
    let newest = |l: &RoomLine| l.last.as_ref().map(|(_, at, _)| *at);
    lines.sort_by(|a, b| {
        let rank = |l: &RoomLine| (l.archived, l.mentions == 0, l.unread == 0);
        rank(a).cmp(&rank(b)).then_with(|| newest(b).cmp(&newest(a)))
    });
    Ok(lines)
}

/// How many conversations have something new for a viewer: for the frame of every page, so it is one statement and stops at the first in each.
pub async fn unread(cx: &Cx, viewer: &Viewer) -> Result<u64> {
    let Some(who) = viewer.who() else { return Ok(0) };
    let mut sql = Sql { backend: cx.store.backend(), values: Vec::new() };
    let (mine, me) = (sql.mine(who), sql.bind(who.person.0));
    let text = format!(
        "SELECT COUNT(*) AS n FROM rooms r LEFT JOIN cohorts c ON c.id = r.cohort_id \
         LEFT JOIN room_marks k ON k.room_id = r.id AND k.person_id = {me} \
         WHERE r.last_seq > COALESCE(k.seen_seq, 0) AND r.archived_at IS NULL AND (c.id IS NULL OR c.state <> 'archived') AND {mine} \
         AND EXISTS (SELECT 1 FROM messages m WHERE m.room_id = r.id AND m.seq > COALESCE(k.seen_seq, 0) AND m.person_id <> {me} \
         AND m.deleted_at IS NULL)"
    );
    let row = cx.db().query_one_raw(Statement::from_sql_and_values(sql.backend, &text, sql.values)).await?;
    let n: i64 = row.map_or(Ok(0), |row| row.try_get("", "n"))?;
    Ok(u64::try_from(n).unwrap_or(0))
}

struct Sql {
    backend: DbBackend,
    values: Vec<Value>,
}

impl Sql {
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn cohorts(&mut self, ids: impl Iterator<Item = CohortId>) -> String {
        let marks: Vec<String> = ids.map(|id| self.bind(id.0)).collect();
        if marks.is_empty() { "NULL".to_owned() } else { marks.join(", ") }
    }

    fn programs(&mut self, ids: impl Iterator<Item = ProgramId>) -> String {
        let marks: Vec<String> = ids.map(|id| self.bind(id.0)).collect();
        if marks.is_empty() { "NULL".to_owned() } else { marks.join(", ") }
    }

    /// The same predicate as the door. A small group is in the list of its people, and of those of its staff who have been there or were called.
    fn mine(&mut self, who: &Who) -> String {
        let member = self.cohorts(who.memberships.iter().map(|m| m.cohort));
        let facilitated = self.cohorts(who.memberships.iter().filter(|m| m.role == CohortRole::Facilitator).map(|m| m.cohort));
        let run = self.programs(who.grants.iter().filter(|(_, g)| *g == Grant::Coordinator).map(|(p, _)| *p));
        let me = self.bind(who.person.0);
        format!(
            "((r.kind IN ('cohort', 'session') AND (r.cohort_id IN ({member}) OR c.program_id IN ({run}))) \
             OR (r.kind = 'direct' AND EXISTS (SELECT 1 FROM room_members p WHERE p.room_id = r.id AND p.person_id = {me})) \
             OR (r.kind = 'breakout' AND (r.cohort_id IN ({member}) OR c.program_id IN ({run})) \
              AND (EXISTS (SELECT 1 FROM room_members p WHERE p.room_id = r.id AND p.person_id = {me}) \
               OR ((r.cohort_id IN ({facilitated}) OR c.program_id IN ({run})) AND (k.seen_seq IS NOT NULL \
                OR EXISTS (SELECT 1 FROM message_mentions a WHERE a.person_id = {me} AND a.room_id = r.id))))))"
        )
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: RoomId,
    kind: String,
    title: String,
    session_id: Option<SessionId>,
    starts_at: Option<DateTime<Utc>>,
    session_title: Option<String>,
    slug: Option<String>,
    cohort: Option<String>,
    archived: i32,
    seen: i64,
    last_seq: i64,
    unread: i64,
    mentions: i64,
    last_id: Option<MessageId>,
}

async fn shown(cx: &Cx, me: PersonId, rows: Vec<Row>) -> Result<Vec<RoomLine>> {
    let last = last_of(cx, &rows).await?;
    let others = others(cx, me, &rows).await?;
    let line = |row: Row| {
        let kind = Kind::parse(&row.kind);
        let title = if kind == Kind::Direct { others.get(&row.id).cloned().unwrap_or_default() } else { row.title };
        RoomLine {
            id: row.id,
            kind,
            title,
            slug: row.slug.unwrap_or_default(),
            cohort: row.cohort.unwrap_or_default(),
            session: row.session_id.zip(row.starts_at).map(|(id, at)| (id, at, row.session_title.unwrap_or_default())),
            archived: row.archived != 0,
            unread: row.unread,
            mentions: row.mentions,
            seen: row.seen,
            last_seq: row.last_seq,
            last: row.last_id.and_then(|id| last.get(&id).cloned()),
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

type Last = (String, DateTime<Utc>, String);

async fn last_of(cx: &Cx, rows: &[Row]) -> Result<std::collections::HashMap<MessageId, Last>> {
    use sea_orm::{ColumnTrait, QueryFilter};
    let found = messages::Entity::find().filter(messages::Column::Id.is_in(rows.iter().filter_map(|r| r.last_id))).all(cx.db()).await?;
    let names = names(cx.db(), found.iter().map(|m| m.person_id)).await?;
    let one = |m: messages::Model| {
        let shown = m.deleted_at.is_none() && m.hidden_at.is_none();
        let words: String = if shown { markup::to_plain(&m.body).chars().take(140).collect() } else { String::new() };
        (m.id, (names.get(&m.person_id).cloned().unwrap_or_default(), m.created_at, words))
    };
    Ok(found.into_iter().map(one).collect())
}

async fn others(cx: &Cx, me: PersonId, rows: &[Row]) -> Result<std::collections::HashMap<RoomId, String>> {
    use super::tables::room_members;
    use sea_orm::{ColumnTrait, QueryFilter};
    let direct = rows.iter().filter(|r| Kind::parse(&r.kind) == Kind::Direct).map(|r| r.id);
    let found =
        room_members::Entity::find().filter(room_members::Column::RoomId.is_in(direct)).filter(room_members::Column::PersonId.ne(me));
    let found = found.all(cx.db()).await?;
    let names = names(cx.db(), found.iter().map(|m| m.person_id)).await?;
    Ok(found.into_iter().filter_map(|m| Some((m.room_id, names.get(&m.person_id)?.clone()))).collect())
}
