//! Attendance files of Zoom, Teams and Meet: read, matched to people, shown, and only then written. What is doubtful waits for one decision,
//! which is remembered. The same file twice changes nothing; a file can be taken back.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::attendance_file::{self, DateOrder, Verdict, Why};
use domain::id::{PersonId, SessionId};
use domain::presence::{self, Span, Way};
use domain::table::RowFault;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::attendance::spans::{self, Told};
use super::attendance::truth::Truth;
use super::attendance::{self, names};
use super::reach::{self, ReachedSession};
use super::tables::{attendance_imports, attendance_spans, sessions};
use crate::audit::{self, Line};
use crate::programs::queries;
use crate::programs::reach::Ask;
use crate::{Cx, Fault, Result, Tx, Viewer};

mod judging;

use judging::{Read, read};

/// What the importer was told beside the file.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Only look, write nothing.
    pub dry_run: bool,
    /// Take the file although it does not seem to be of this session.
    pub other_day: bool,
    /// The order of day and month, where the file leaves it open.
    pub order: Option<DateOrder>,
    /// The zone of the account that wrote the file; the session's when empty.
    pub zone: String,
}

/// What came of it, or would.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The program that wrote the file, as in its own name.
    pub source: String,
    /// People of the file.
    pub people: usize,
    /// Those matched with certainty.
    pub sure: Vec<Seen>,
    /// Names that wait for a decision.
    pub doubtful: Vec<Pending>,
    /// What was left out, and why.
    pub dropped: Vec<LeftOut>,
    /// Rows of the waiting room, left out.
    pub waiting_room: usize,
    /// People with a place whom the file does not have.
    pub missing: Vec<String>,
    /// What could not be read.
    pub faults: Vec<RowFault>,
    /// Another order of day and month fits as well, and somebody must say which: each with the day that it gives.
    pub readings: Vec<(DateOrder, NaiveDate)>,
    /// The order that was taken.
    pub order: Option<DateOrder>,
    /// The zone in which its times were read.
    pub zone: String,
    /// People whose stretches are new or changed.
    pub written: usize,
}

impl Report {
    /// Whether somebody must say which order of day and month it is.
    pub fn ambiguous(&self) -> bool {
        !self.readings.is_empty()
    }
}

/// A person of the file.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The names that they bear in the file.
    pub shown: Vec<String>,
    /// Minutes inside the scheduled time, as this file alone has it.
    pub minutes: f64,
    /// When they came.
    pub first: Option<DateTime<Utc>>,
    /// When they left.
    pub last: Option<DateTime<Utc>>,
    /// A correction by hand stands, and goes on standing.
    pub corrected: bool,
}

/// Somebody of the file who is not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// As the file has it.
    pub name: String,
    /// `waiting-room`, `absent`, `bot`, `host`, `staff`, `nobody`.
    pub why: &'static str,
}

/// A name that nobody or several could bear.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct Pending {
    /// As the file has it.
    pub name: String,
    /// Minutes inside the session.
    pub minutes: f64,
    /// Perhaps one of these, the likeliest first.
    pub suggestions: Vec<PersonId>,
    /// Their stretches, to be written once it is known whose they are. Files of before today have none.
    #[serde(default)]
    pub told: Vec<Told>,
}

/// Reads a file into a session's attendance (`attendance.edit`).
pub async fn import(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, bytes: &[u8], choice: &Choice) -> Result<Report> {
    let tx = cx.begin().await?;
    let reached = door(tx.db(), viewer, slug, id).await?;
    // Two of the team at once: one after the other.
    sessions::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?;
    let read = read(tx.db(), &reached, bytes, choice).await?;
    let mut report = outline(&read);
    if report.ambiguous() {
        return if choice.dry_run { Ok(report) } else { Err(Fault::field("order", "fault-attendance-order")) };
    }
    let told = sort(&tx, &reached, &read, &mut report).await?;
    if choice.dry_run {
        // Counted by the same code that writes, so that the look cannot promise something else.
        let origin = there(tx.db(), id, &sha(bytes)).await?.map(|row| row.id);
        report.written = changed(&tx, origin, &told).await?.len();
        return Ok(report);
    }
    let origin = keep(&tx, viewer, &reached, bytes, &report).await?;
    report.written = replace(&tx, id, origin, &told).await?;
    let detail =
        json!({ "people": report.people, "sure": report.sure.len(), "doubtful": report.doubtful.len(), "written": report.written });
    audit::write(&tx, viewer, Line::new("attendance.edit", "session", id.0).detail(detail)).await?;
    tx.commit().await?;
    Ok(report)
}

async fn door(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str, id: SessionId) -> Result<ReachedSession> {
    let reached = reach::session(db, viewer, slug, id, Ask::Outline).await?;
    if reached.cohort.staff() { Ok(reached) } else { Err(Fault::Refused("refused-role")) }
}

/// What can be said before anybody is matched.
fn outline(read: &Read) -> Report {
    let file = &read.file;
    let word = |why: Why| match why {
        Why::WaitingRoom => "waiting-room",
        Why::Absent => "absent",
        Why::Bot => "bot",
    };
    Report {
        source: format!("{:?}", file.source),
        people: attendance_file::merge(&file.joins).len(),
        dropped: file.dropped.iter().map(|d| LeftOut { name: d.name.clone(), why: word(d.why) }).collect(),
        waiting_room: file.left_out(Why::WaitingRoom),
        faults: file.faults.clone(),
        readings: read.open.clone(),
        order: read.open.is_empty().then_some(file.date_order_guess),
        zone: read.zone.name().to_owned(),
        ..Report::default()
    }
}

/// Who is who: the sure, the doubtful, and those who are left out. Answers the stretches of the sure.
async fn sort(tx: &Tx, reached: &ReachedSession, read: &Read, report: &mut Report) -> Result<BTreeMap<PersonId, Vec<Told>>> {
    let crew = judging::crew(tx, reached).await?;
    let truth = Truth::of(tx.db(), tx.cx().now(), &reached.cohort.program_row, std::slice::from_ref(&reached.row)).await?;
    let frame = *truth.frame(reached.id).ok_or(Fault::Missing)?;
    let counted = |told: &[Told]| {
        let all: Vec<Span> = told.iter().map(span).collect();
        presence::weigh(&frame, &all, None)
    };
    let mut told: BTreeMap<PersonId, Vec<Told>> = BTreeMap::new();
    let mut shown: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
    for one in attendance_file::match_people(attendance_file::merge(&read.file.joins), &crew.members) {
        let name = one.attendee.names.first().cloned().unwrap_or_default();
        let mine = read.told(&one.attendee);
        let why = crew.left_out(&one, &name);
        match (one.verdict, why) {
            (Verdict::Sure(person), _) => {
                told.entry(person).or_default().extend(mine);
                shown.entry(person).or_default().extend(one.attendee.names);
            }
            (_, Some(why)) => report.dropped.push(LeftOut { name, why }),
            (other, None) => {
                let suggestions = if let Verdict::Doubtful(some) = other { some } else { Vec::new() };
                report.doubtful.push(Pending { minutes: counted(&mine).minutes, name, suggestions, told: mine });
            }
        }
    }
    for member in &crew.members {
        let Some(told) = told.get(&member.id) else {
            report.missing.push(member.name.clone());
            continue;
        };
        let seen = counted(told);
        report.sure.push(Seen {
            person: member.id,
            name: member.name.clone(),
            shown: shown.remove(&member.id).unwrap_or_default(),
            minutes: seen.minutes,
            first: seen.first,
            last: seen.last,
            corrected: truth.about(reached.id, member.id).adjusted.is_some(),
        });
    }
    Ok(told)
}

fn span(told: &Told) -> Span {
    Span { way: Way::File, from: told.from, to: told.to, seen: None, stated: told.minutes }
}

fn sha(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

/// The same file, read into this session before.
async fn there(db: &impl ConnectionTrait, session: SessionId, sha: &str) -> Result<Option<attendance_imports::Model>> {
    let found = attendance_imports::Entity::find()
        .filter(attendance_imports::Column::SessionId.eq(session))
        .filter(attendance_imports::Column::FileSha256.eq(sha));
    Ok(found.one(db).await?)
}

/// Notes the file; the same one again is the same row.
async fn keep(tx: &Tx, viewer: &Viewer, reached: &ReachedSession, bytes: &[u8], report: &Report) -> Result<Uuid> {
    let sha = sha(bytes);
    let attendees = serde_json::to_string(&report.doubtful).map_err(|e| Fault::Broken(e.to_string()))?;
    let state = if report.doubtful.is_empty() { "done" } else { "doubtful" }.to_owned();
    if let Some(row) = there(tx.db(), reached.id, &sha).await? {
        let change =
            attendance_imports::ActiveModel { id: Set(row.id), attendees: Set(attendees), state: Set(state), ..Default::default() };
        change.update(tx.db()).await?;
        return Ok(row.id);
    }
    let id = tx.cx().new_id();
    let row = attendance_imports::ActiveModel {
        id: Set(id),
        session_id: Set(reached.id),
        file_sha256: Set(sha),
        source: Set(report.source.chars().take(16).collect()),
        attendees: Set(attendees),
        state: Set(state),
        created_at: Set(tx.cx().now()),
        imported_by: Set(viewer.person().ok_or(Fault::SignIn)?),
    };
    attendance_imports::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// Of whom the file says something else than it did before.
async fn changed(tx: &Tx, origin: Option<Uuid>, told: &BTreeMap<PersonId, Vec<Told>>) -> Result<Vec<PersonId>> {
    let mut before: BTreeMap<PersonId, Vec<Told>> = BTreeMap::new();
    let rows = match origin {
        Some(origin) => spans::of_file(tx.db(), origin).await?,
        None => Vec::new(),
    };
    for row in rows {
        before.entry(row.person_id).or_default().push(Told { from: row.from_at, to: row.to_at, minutes: row.minutes });
    }
    // Rows of one moment come in any order.
    let sorted = |all: Option<&Vec<Told>>| {
        let mut all = all.cloned().unwrap_or_default();
        all.sort_by_key(|one| (one.from, one.to));
        all
    };
    let differs = |person: &PersonId| sorted(before.get(person)) != sorted(told.get(person));
    Ok(told.keys().chain(before.keys().filter(|p| !told.contains_key(p))).copied().filter(differs).collect())
}

/// Puts these stretches in the place of what the file said before; answers of how many people something changed.
async fn replace(tx: &Tx, session: SessionId, origin: Uuid, told: &BTreeMap<PersonId, Vec<Told>>) -> Result<usize> {
    let people = changed(tx, Some(origin), told).await?;
    attendance_spans::Entity::delete_many()
        .filter(attendance_spans::Column::Origin.eq(origin))
        .filter(attendance_spans::Column::PersonId.is_in(people.iter().copied()))
        .exec(tx.db())
        .await?;
    for person in &people {
        for one in told.get(person).into_iter().flatten() {
            spans::insert(tx, session, *person, Way::File, Some(origin), *one, None).await?;
        }
    }
    Ok(people.len())
}

async fn files(db: &impl ConnectionTrait, id: SessionId) -> Result<Vec<attendance_imports::Model>> {
    let rows = attendance_imports::Entity::find().filter(attendance_imports::Column::SessionId.eq(id));
    Ok(rows.order_by_asc(attendance_imports::Column::CreatedAt).all(db).await?)
}

fn undecided(row: &attendance_imports::Model) -> Vec<Pending> {
    serde_json::from_str(&row.attendees).unwrap_or_default()
}

/// The names of a session's files that still wait for a decision, each once.
pub(crate) async fn waiting(db: &impl ConnectionTrait, id: SessionId) -> Result<Vec<Pending>> {
    let mut out: Vec<Pending> = Vec::new();
    for one in files(db, id).await?.iter().flat_map(undecided) {
        match out.iter_mut().find(|p| p.name == one.name) {
            Some(there) => there.minutes = there.minutes.max(one.minutes),
            None => out.push(one),
        }
    }
    Ok(out)
}

/// The same, for those who run the session.
pub async fn pending(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Vec<Pending>> {
    door(cx.db(), viewer, slug, id).await?;
    waiting(cx.db(), id).await
}

/// A file that was read in.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Its key.
    pub id: Uuid,
    /// The program that wrote it.
    pub source: String,
    /// When it was read in.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// People it counts for.
    pub people: usize,
}

/// The files of a session.
pub async fn taken(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Vec<Taken>> {
    door(cx.db(), viewer, slug, id).await?;
    let rows = files(cx.db(), id).await?;
    let called = queries::names(cx.db(), rows.iter().map(|r| r.imported_by)).await?;
    let mut out = Vec::new();
    for row in rows {
        let people: std::collections::BTreeSet<PersonId> = spans::of_file(cx.db(), row.id).await?.iter().map(|s| s.person_id).collect();
        let by = called.get(&row.imported_by).cloned().unwrap_or_default();
        out.push(Taken { id: row.id, source: row.source, at: row.created_at, by, people: people.len() });
    }
    Ok(out)
}

/// Takes a file back: what it said no longer counts; corrections, names and every other source stay.
pub async fn take_back(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, file: Uuid) -> Result<()> {
    let tx = cx.begin().await?;
    door(tx.db(), viewer, slug, id).await?;
    let gone = attendance_imports::Entity::delete_many()
        .filter(attendance_imports::Column::Id.eq(file))
        .filter(attendance_imports::Column::SessionId.eq(id))
        .exec(tx.db())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(());
    }
    attendance_spans::Entity::delete_many().filter(attendance_spans::Column::Origin.eq(file)).exec(tx.db()).await?;
    let detail = json!({ "file_taken_back": file });
    audit::write(&tx, viewer, Line::new("attendance.edit", "session", id.0).detail(detail)).await?;
    tx.commit().await
}

/// Writes the stretches of a name that turned out to be somebody's.
async fn give(tx: &Tx, session: SessionId, file: Uuid, person: Option<PersonId>, one: &Pending) -> Result<()> {
    let Some(person) = person else { return Ok(()) };
    let bare = vec![Told { minutes: Some(one.minutes), ..Told::default() }];
    let told = if one.told.is_empty() { &bare } else { &one.told };
    for told in told {
        spans::insert(tx, session, person, Way::File, Some(file), *told, None).await?;
    }
    Ok(())
}

/// Says who a doubtful name is (`None`: nobody of this cohort). Remembered for the cohort's next files.
pub async fn settle(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, name: &str, person: Option<PersonId>) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = door(tx.db(), viewer, slug, id).await?;
    sessions::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?;
    if let Some(person) = person
        && !attendance::participants(tx.db(), &reached.cohort).await?.contains(&person)
    {
        return Err(Fault::field("person", "fault-choice"));
    }
    let mut found = false;
    for row in files(tx.db(), id).await? {
        let (mine, rest): (Vec<Pending>, Vec<Pending>) = undecided(&row).into_iter().partition(|p| p.name == name);
        if mine.is_empty() {
            continue;
        }
        found = true;
        for one in &mine {
            give(&tx, id, row.id, person, one).await?;
        }
        let state = if rest.is_empty() { "done" } else { "doubtful" };
        let attendees = serde_json::to_string(&rest).map_err(|e| Fault::Broken(e.to_string()))?;
        let change = attendance_imports::ActiveModel {
            id: Set(row.id),
            attendees: Set(attendees),
            state: Set(state.to_owned()),
            ..Default::default()
        };
        change.update(tx.db()).await?;
    }
    if !found {
        return Ok(());
    }
    names::remember(&tx, viewer, reached.cohort.id, name, person).await?;
    let mut line = Line::new("attendance.edit", "session", id.0);
    line.about = person;
    audit::write(&tx, viewer, line).await?;
    tx.commit().await
}
