//! Who could have read the places out of which words were blotted. Each place has its own door and its own time: a scheduled case is the
//! team's until its session begins, a small group's room is its members', a letter is the one's it was sent to.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::cases::State;
use domain::id::{CaseId, PersonId, RoomId, SessionId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement};
use uuid::Uuid;

use super::raising;
use super::sweep::Swept;
use crate::cases::tables::cases;
use crate::chat::tables::{room_members, rooms};
use crate::consults::tables::shifts;
use crate::programs::reach::Reached;
use crate::programs::tables::{cohort_roles, enrolments};
use crate::sessions::hour;
use crate::{Result, Tx, audit};

/// The most publishings of one case that are looked at.
const MOST: u64 = 1000;

/// Where a row of a table is asked who wrote it, whose it is to read, since when, and until when.
struct Source {
    table: &'static str,
    author: &'static str,
    /// `of_cohort`, `of_case`, `of_room`, `of_pathway` or `reader`, and its column.
    whose: (&'static str, &'static str),
    since: &'static str,
    until: &'static str,
    /// The row is `$1`.
    from: &'static str,
}

const fn source(
    table: &'static str,
    author: &'static str,
    whose: (&'static str, &'static str),
    (since, until): (&'static str, &'static str),
    from: &'static str,
) -> Source {
    Source { table, author, whose, since, until, from }
}

impl Source {
    fn sql(&self) -> String {
        let whose = ["of_cohort", "of_case", "of_room", "of_pathway", "reader"].map(|name| {
            let column = if self.whose.0 == name { self.whose.1 } else { "NULL" };
            format!("{column} AS {name}")
        });
        let (author, since, until, from) = (self.author, self.since, self.until, self.from);
        format!("SELECT {author} AS author, {}, {since} AS since, {until} AS until FROM {from}", whose.join(", "))
    }
}

/// The other one of a call.
const OTHER: &str = "CASE WHEN m.person_id = c.caller_id THEN c.acceptor_id ELSE c.caller_id END";
const CALL_MESSAGE: &str = "consult_messages m JOIN consults c ON c.id = m.consult_id WHERE m.id = $1";
/// What nobody of the team can open.
const NOT_THE_TEAMS: [&str; 7] =
    ["letters", "consults", "handovers", "consult_messages", "consult_reflections", "consult_feedback", "consult_pearls"];

const SOURCES: &[Source] = &[
    source("cases", "presenter_id", ("of_case", "id"), ("created_at", "hidden_at"), "cases WHERE id = $1"),
    source(
        "case_revisions",
        "c.presenter_id",
        ("reader", "c.presenter_id"),
        ("r.created_at", "NULL"),
        "case_revisions r JOIN cases c ON c.id = r.case_id WHERE r.id = $1",
    ),
    source(
        "case_warnings",
        "c.presenter_id",
        ("reader", "c.presenter_id"),
        ("w.resolved_at", "NULL"),
        "case_warnings w JOIN cases c ON c.id = w.case_id WHERE w.id = $1",
    ),
    source(
        "case_questions",
        "q.author_id",
        ("of_case", "q.case_id"),
        ("q.created_at", "COALESCE(q.hidden_at, c.hidden_at)"),
        "case_questions q JOIN cases c ON c.id = q.case_id WHERE q.id = $1",
    ),
    source(
        "recommendations",
        "r.author_id",
        ("of_case", "r.case_id"),
        ("r.created_at", "COALESCE(r.hidden_at, c.hidden_at)"),
        "recommendations r JOIN cases c ON c.id = r.case_id WHERE r.id = $1",
    ),
    source(
        "recommendation_uses",
        "c.presenter_id",
        ("of_case", "u.case_id"),
        ("u.updated_at", "c.hidden_at"),
        "recommendation_uses u JOIN cases c ON c.id = u.case_id WHERE u.recommendation_id = $1",
    ),
    // One that is not signed is the team's.
    source(
        "case_letters",
        "l.signed_by",
        ("of_case", "CASE WHEN l.signed_at IS NULL THEN NULL ELSE l.case_id END"),
        ("COALESCE(l.signed_at, l.created_at)", "c.hidden_at"),
        "case_letters l JOIN cases c ON c.id = l.case_id WHERE l.id = $1",
    ),
    source("threads", "created_by", ("of_cohort", "cohort_id"), ("created_at", "NULL"), "threads WHERE id = $1"),
    source("posts", "author_id", ("of_cohort", "cohort_id"), ("created_at", "COALESCE(hidden_at, deleted_at)"), "posts WHERE id = $1"),
    source(
        "post_versions",
        "p.author_id",
        ("of_cohort", "p.cohort_id"),
        ("v.written_at", "COALESCE(p.hidden_at, p.deleted_at)"),
        "post_versions v JOIN posts p ON p.id = v.post_id WHERE v.id = $1",
    ),
    source(
        "post_additions",
        "p.author_id",
        ("of_cohort", "p.cohort_id"),
        ("a.created_at", "COALESCE(p.hidden_at, p.deleted_at)"),
        "post_additions a JOIN posts p ON p.id = a.post_id WHERE a.id = $1",
    ),
    source("messages", "person_id", ("of_room", "room_id"), ("created_at", "COALESCE(hidden_at, deleted_at)"), "messages WHERE id = $1"),
    source(
        "message_versions",
        "m.person_id",
        ("of_room", "m.room_id"),
        ("m.created_at", "COALESCE(m.hidden_at, m.deleted_at)"),
        "message_versions v JOIN messages m ON m.id = v.message_id WHERE v.id = $1",
    ),
    source("rooms", "NULL", ("of_room", "id"), ("created_at", "NULL"), "rooms WHERE id = $1"),
    source(
        "hour_notes",
        "n.person_id",
        ("of_cohort", "s.cohort_id"),
        ("n.created_at", "h.notes_hidden_at"),
        "hour_notes n JOIN sessions s ON s.id = n.session_id LEFT JOIN hours h ON h.session_id = n.session_id WHERE n.id = $1",
    ),
    source(
        "hour_used",
        "u.person_id",
        ("of_cohort", "s.cohort_id"),
        ("u.created_at", "u.hidden_at"),
        "hour_used u JOIN sessions s ON s.id = u.session_id WHERE u.id = $1",
    ),
    source(
        "hour_polls",
        "p.asked_by",
        ("of_cohort", "s.cohort_id"),
        ("p.created_at", "p.hidden_at"),
        "hour_polls p JOIN sessions s ON s.id = p.session_id WHERE p.id = $1",
    ),
    source(
        "hour_choices",
        "p.asked_by",
        ("of_cohort", "s.cohort_id"),
        ("p.created_at", "p.hidden_at"),
        "hour_choices c JOIN hour_polls p ON p.id = c.poll_id JOIN sessions s ON s.id = p.session_id WHERE c.id = $1",
    ),
    source(
        "hours",
        "h.host_id",
        ("of_cohort", "s.cohort_id"),
        ("h.told_at", "NULL"),
        "hours h JOIN sessions s ON s.id = h.session_id WHERE h.session_id = $1",
    ),
    source(
        "hour_lines",
        "NULL",
        ("of_cohort", "s.cohort_id"),
        ("NULL", "NULL"),
        "hour_lines l JOIN sessions s ON s.id = l.session_id WHERE l.id = $1",
    ),
    source(
        "breakouts",
        "NULL",
        ("of_cohort", "s.cohort_id"),
        ("b.opened_at", "NULL"),
        "breakouts b JOIN sessions s ON s.id = b.session_id WHERE b.id = $1",
    ),
    source(
        "session_offs",
        "o.called_by",
        ("of_cohort", "s.cohort_id"),
        ("o.told_at", "NULL"),
        "session_offs o JOIN sessions s ON s.id = o.session_id WHERE o.session_id = $1",
    ),
    source(
        "session_disclosures",
        "d.noted_by",
        ("of_cohort", "s.cohort_id"),
        ("d.created_at", "NULL"),
        "session_disclosures d JOIN sessions s ON s.id = d.session_id WHERE d.id = $1",
    ),
    source("certificates", "revoked_by", ("reader", "person_id"), ("revoked_at", "NULL"), "certificates WHERE id = $1"),
    // A plan is its writer's and the team's.
    source("action_plans", "person_id", ("reader", "person_id"), ("created_at", "NULL"), "action_plans WHERE id = $1"),
    source(
        "plan_versions",
        "p.person_id",
        ("reader", "p.person_id"),
        ("v.created_at", "NULL"),
        "plan_versions v JOIN action_plans p ON p.id = v.plan_id WHERE v.id = $1",
    ),
    source(
        "plan_comments",
        "c.author_id",
        ("reader", "p.person_id"),
        ("c.created_at", "NULL"),
        "plan_comments c JOIN action_plans p ON p.id = c.plan_id WHERE c.id = $1",
    ),
    source(
        "practice_visits",
        "COALESCE(v.reported_by, v.booked_by)",
        ("reader", "p.person_id"),
        ("v.created_at", "NULL"),
        "practice_visits v LEFT JOIN action_plans p ON p.id = v.plan_id WHERE v.id = $1",
    ),
    source("reflections", "person_id", ("reader", "person_id"), ("created_at", "NULL"), "reflections WHERE id = $1"),
    source(
        "reflection_answers",
        "r.person_id",
        ("reader", "r.person_id"),
        ("r.created_at", "NULL"),
        "reflection_answers a JOIN reflections r ON r.id = a.reflection_id WHERE a.id = $1",
    ),
    source("ledger_entries", "NULL", ("reader", "NULL"), ("created_at", "NULL"), "ledger_entries WHERE id = $1"),
    // A call is the two's who speak; what is handed over, those' who are on call.
    source("consults", "caller_id", ("reader", "acceptor_id"), ("requested_at", "NULL"), "consults WHERE id = $1"),
    source("handovers", "person_id", ("of_pathway", "pathway_id"), ("created_at", "NULL"), "handovers WHERE id = $1"),
    source("consult_messages", "m.person_id", ("reader", OTHER), ("m.created_at", "NULL"), CALL_MESSAGE),
    source("consult_reflections", "person_id", ("reader", "person_id"), ("created_at", "NULL"), "consult_reflections WHERE id = $1"),
    source("consult_feedback", "from_id", ("reader", "about_id"), ("created_at", "NULL"), "consult_feedback WHERE id = $1"),
    source(
        "consult_pearls",
        "p.author_id",
        ("reader", "c.caller_id"),
        ("p.offered_at", "NULL"),
        "consult_pearls p JOIN consults c ON c.id = p.consult_id WHERE p.id = $1",
    ),
    // Mail that has not left was read by nobody.
    source("letters", "NULL", ("reader", "person_id"), ("sent_at", "NULL"), "letters WHERE id = $1 AND sent_at IS NOT NULL"),
];

/// A row that held the words. Without a cohort, case or room it is the team's, and its reader's.
#[derive(Debug, FromQueryResult)]
struct Row {
    author: Option<Uuid>,
    of_cohort: Option<Uuid>,
    of_case: Option<Uuid>,
    of_room: Option<Uuid>,
    of_pathway: Option<Uuid>,
    reader: Option<Uuid>,
    since: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
}

/// What is known of all places together.
#[derive(Debug)]
pub(super) struct Audience {
    /// Who wrote them.
    pub authors: BTreeSet<PersonId>,
    /// Who else could have read one of them.
    pub readers: BTreeSet<PersonId>,
    /// Since when the first could be read, until when the last.
    pub span: (DateTime<Utc>, DateTime<Utc>),
}

/// Everybody of the cohort, with the times between which its doors were open to them.
struct Circle {
    staff: Vec<PersonId>,
    enrolled: Vec<enrolments::Model>,
    held: Vec<cohort_roles::Model>,
}

impl Circle {
    async fn of(tx: &Tx, cohort: &Reached) -> Result<Self> {
        let enrolled = enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(cohort.id));
        Ok(Self {
            staff: raising::staff_of(tx.db(), cohort.id, cohort.program).await?,
            enrolled: enrolled.filter(crate::programs::enrolling::had()).all(tx.db()).await?,
            held: cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.eq(cohort.id)).all(tx.db()).await?,
        })
    }

    /// Those who were of the cohort at some time between two moments.
    fn between(&self, since: DateTime<Utc>, until: DateTime<Utc>) -> impl Iterator<Item = PersonId> + '_ {
        let there = move |e: &&enrolments::Model| e.created_at <= until && e.left_at.is_none_or(|left| left >= since);
        let held = self.held.iter().filter(move |r| r.granted_at <= until).map(|r| r.person_id);
        self.enrolled.iter().filter(there).map(|e| e.person_id).chain(held)
    }
}

/// Who wrote the places that a sweep changed, and who could have read them until now.
pub(super) async fn of(tx: &Tx, cohort: &Reached, swept: &Swept) -> Result<Audience> {
    let (circle, now) = (Circle::of(tx, cohort).await?, tx.cx().now());
    let (mut authors, mut readers) = (BTreeSet::new(), BTreeSet::new());
    let (mut first, mut last) = (now, None);
    let mut opened: BTreeMap<Uuid, Option<DateTime<Utc>>> = BTreeMap::new();
    let mut rooms: BTreeMap<Uuid, Inside> = BTreeMap::new();
    for (table, key) in &swept.rows {
        let Some(row) = read(tx, table, *key).await? else { continue };
        authors.extend(row.author.map(PersonId));
        readers.extend(row.reader.map(PersonId));
        let (mut since, until) = (row.since.unwrap_or(now), row.until.unwrap_or(now));
        let mut members = row.of_cohort.is_some();
        let mut team = !NOT_THE_TEAMS.contains(table);
        if let Some(pathway) = row.of_pathway {
            readers.extend(on_call(tx, pathway).await?);
        }
        if let Some(case) = row.of_case {
            if let Entry::Vacant(place) = opened.entry(case) {
                place.insert(case_opened(tx, CaseId(case)).await?);
            }
            match opened.get(&case).copied().flatten() {
                Some(at) if at <= until => (members, since) = (true, since.max(at)),
                _ => {}
            }
        }
        if let Some(room) = row.of_room {
            if let Entry::Vacant(place) = rooms.entry(room) {
                place.insert(inside(tx, RoomId(room)).await?);
            }
            match rooms.get(&room) {
                Some(Inside::Few(people, looked_after)) => {
                    readers.extend(people);
                    team = *looked_after;
                }
                _ => members = true,
            }
        }
        if team {
            readers.extend(&circle.staff);
        }
        if members {
            readers.extend(circle.between(since, until));
        }
        (first, last) = (first.min(since), last.max(Some(until)));
    }
    readers.retain(|p| !authors.contains(p));
    Ok(Audience { authors, readers, span: (first, last.unwrap_or(now)) })
}

/// Whoever has a shift on a pathway.
async fn on_call(tx: &Tx, pathway: Uuid) -> Result<Vec<PersonId>> {
    let rows = shifts::Entity::find().filter(shifts::Column::PathwayId.eq(pathway)).all(tx.db()).await?;
    Ok(rows.into_iter().map(|s| s.person_id).collect())
}

async fn read(tx: &Tx, table: &str, key: Uuid) -> Result<Option<Row>> {
    // What quotes the words in a flag is the team's, and nobody's text.
    let Some(source) = SOURCES.iter().find(|s| s.table == table) else { return Ok(None) };
    let statement = Statement::from_sql_and_values(tx.db().get_database_backend(), source.sql(), [key.into()]);
    Ok(Row::find_by_statement(statement).one(tx.db()).await?)
}

/// Who is in a room: a few, and whether the team looks after them; or the whole cohort.
enum Inside {
    Few(Vec<PersonId>, bool),
    All,
}

async fn inside(tx: &Tx, id: RoomId) -> Result<Inside> {
    let room = rooms::Entity::find_by_id(id).one(tx.db()).await?.filter(|r| ["breakout", "direct"].contains(&r.kind.as_str()));
    let Some(room) = room else { return Ok(Inside::All) };
    let members = room_members::Entity::find().filter(room_members::Column::RoomId.eq(id)).all(tx.db()).await?;
    // A room of two has no staff: whoever looked at the flagged message looked because they were asked to.
    Ok(Inside::Few(members.into_iter().map(|m| m.person_id).collect(), room.cohort_id.is_some()))
}

/// Since when members could open a case: from its presentation, or from the first of the sessions it was given that began while it had it.
/// None for a case that was the team's alone.
async fn case_opened(tx: &Tx, id: CaseId) -> Result<Option<DateTime<Utc>>> {
    let (db, now) = (tx.db(), tx.cx().now());
    let mut steps = audit::about(db, &["case.publish"], id.0, MOST).await?;
    steps.reverse();
    let row = cases::Entity::find_by_id(id).one(db).await?;
    let over = row.filter(|c| State::parse(&c.state) == Some(State::Withdrawn)).and_then(|c| c.withdrawn_at);
    for (n, step) in steps.iter().enumerate() {
        let until = steps.get(n + 1).map(|next| next.at).or(over).unwrap_or(now);
        let session = step.detail.get("session").and_then(|s| s.as_str()).and_then(|s| s.parse::<SessionId>().ok());
        let began = match session {
            Some(session) => hour::queries::began(db, session).await?,
            None => Some(step.at),
        };
        if let Some(at) = began.map(|at| at.max(step.at)).filter(|at| *at <= until) {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::SOURCES;
    use crate::flags::sweep::tables;

    #[test]
    fn every_place_that_is_swept_has_an_audience() {
        let missed: Vec<&str> = tables().filter(|t| *t != "flags" && !SOURCES.iter().any(|s| s.table == *t)).collect();
        assert_eq!(missed, Vec::<&str>::new());
    }
}
