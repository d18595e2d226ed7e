//! A schedule in one act: "last Thursday monthly, 08:00 Pacific, six times".

use chrono::{NaiveDate, NaiveTime, Weekday};
use domain::fault::{Faults, FieldFault};
use domain::id::{CohortId, SessionId};
use domain::when::{Nth, Occurrence, Repeat, ScheduleFault, WallFault, Zone};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::tables::sessions;
use super::tables::told::{reminder_runs, session_invitations};
use crate::audit::{self, Line};
use crate::programs::commands::{date, number};
use crate::programs::reach::{self, Ask};
use crate::programs::tables::cohorts;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Most sessions of a cohort.
pub const MOST: usize = 104;

/// A schedule, as typed.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// `weekly` or `monthly`.
    pub repeat: String,
    /// Every so many weeks or months.
    pub every: String,
    /// `1` to `4`, or `last` (monthly).
    pub nth: String,
    /// `mon` to `sun`.
    pub weekday: String,
    /// The first day that counts.
    pub from: String,
    /// Local time, `08:00`.
    pub time: String,
    /// How many.
    pub count: String,
    /// How long each takes, in minutes.
    pub minutes: String,
    /// Months to skip, 1 to 12.
    pub skip: Vec<String>,
    /// Days outside the cohort's are meant.
    pub outside: bool,
    /// A second session on the same day is meant.
    pub double: bool,
    /// The dates as they were shown (`shown_as`); nothing where nobody looked.
    pub shown: Option<String>,
}

/// A date of a plan, and how it stands to what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    /// When.
    pub at: Occurrence,
    /// The number of a session on the same day.
    pub beside: Option<i32>,
    /// That session begins at the very moment: it is not added again.
    pub same: bool,
    /// It is over already, and would count as held.
    pub past: bool,
}

/// The dates a plan gives, without writing anything.
pub async fn preview(cx: &Cx, viewer: &Viewer, slug: &str, plan: &Plan) -> Result<Vec<Ahead>> {
    let reached = reach::cohort(cx.db(), viewer, slug, Ask::Host).await?;
    let dates = judge(plan, &reached.zone)?.0;
    let there = of_cohort(cx.db(), reached.id).await?;
    Ok(dates.into_iter().map(|at| ahead(at, &there, cx.now())).collect())
}

fn ahead(at: Occurrence, there: &[sessions::Model], now: chrono::DateTime<chrono::Utc>) -> Ahead {
    let open = || there.iter().filter(|s| s.state != "cancelled");
    let same = there.iter().find(|s| s.starts_at == at.at);
    let beside = same.or_else(|| open().find(|s| s.local_date == at.date)).map(|s| s.number);
    Ahead { at, beside, same: same.is_some(), past: at.at < now }
}

/// These dates in a line of text, to be carried by a form.
pub fn shown_as(dates: &[Ahead]) -> String {
    dates.iter().map(|d| d.at.at.timestamp().to_string()).collect::<Vec<_>>().join(" ")
}

/// Adds the sessions of a plan, behind those that are there; a moment that already has a session gets no second one.
pub async fn lay(cx: &Cx, viewer: &Viewer, slug: &str, plan: &Plan) -> Result<usize> {
    let tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Host).await?;
    let (dates, minutes) = judge(plan, &reached.zone)?;
    let there = of_cohort(tx.db(), reached.id).await?;
    let dates: Vec<Ahead> = dates.into_iter().map(|at| ahead(at, &there, cx.now())).collect();
    if plan.shown.as_ref().is_some_and(|shown| *shown != shown_as(&dates)) {
        return Err(Fault::field("from", "fault-dates-changed"));
    }
    let beside = dates.iter().filter(|d| d.beside.is_some() && !d.same).count();
    if beside > 0 && !plan.double {
        return Err(Fault::Invalid(vec![FieldFault::new("double", "fault-days-double").with("n", beside)]));
    }
    let fresh: Vec<Occurrence> = dates.into_iter().filter(|d| !d.same).map(|d| d.at).collect();
    if there.len() + fresh.len() > MOST {
        return Err(Fault::Invalid(vec![FieldFault::new("count", "fault-number").with("min", 1).with("max", MOST - there.len())]));
    }
    let away = fresh.iter().filter(|o| !in_cohort(&reached.row, o.date)).count();
    if away > 0 && !plan.outside {
        return Err(Fault::Invalid(vec![outside("outside", "fault-days-outside", &reached.row).with("n", away)]));
    }
    let added = fresh.len();
    for occurrence in fresh {
        insert(&tx, reached.id, &reached.zone, occurrence, minutes).await?;
    }
    renumber(&tx, reached.id).await?;
    audit::write(&tx, viewer, Line::new("session.write", "cohort", reached.id.0).detail(json!({ "added": added }))).await?;
    tx.commit().await?;
    Ok(added)
}

/// Whether a day lies within the cohort's dates.
pub(crate) fn in_cohort(cohort: &cohorts::Model, day: NaiveDate) -> bool {
    (cohort.starts_on..=cohort.ends_on).contains(&day)
}

/// The fault of a day that does not, with the dates.
pub(crate) fn outside(field: &str, word: &str, cohort: &cohorts::Model) -> FieldFault {
    FieldFault::new(field, word).with("from", cohort.starts_on).with("to", cohort.ends_on)
}

fn judge(plan: &Plan, zone: &str) -> Result<(Vec<Occurrence>, i32)> {
    let zone = Zone::parse(zone).map_err(|_| Fault::field("zone", "fault-zone"))?;
    let mut faults = Faults::new();
    let from = faults.take(date("from", &plan.from)).unwrap_or_default();
    let time = faults.take(time("time", &plan.time)).unwrap_or_default();
    let count = faults.take(number("count", &plan.count, 1, 52)).unwrap_or(1);
    let minutes = faults.take(number("minutes", &plan.minutes, 15, 480)).unwrap_or(60);
    let repeat = faults.take(repeat(plan));
    let skip = faults.take(skipped(&plan.skip)).unwrap_or_default();
    faults.done()?;
    let count = usize::try_from(count).unwrap_or(1);
    let repeat = repeat.ok_or(Fault::field("repeat", "fault-choice"))?;
    let dates = repeat.occurrences(from, time, &zone, count, &skip).map_err(wall)?;
    Ok((dates, minutes))
}

/// Months to skip: what cannot be read is named, and one month at least is left.
fn skipped(typed: &[String]) -> std::result::Result<Vec<u32>, FieldFault> {
    let mut months = Vec::new();
    for word in typed {
        match word.parse().ok().filter(|m| (1..=12).contains(m)) {
            Some(month) => months.push(month),
            None => return Err(FieldFault::new("skip", "fault-skip").with("word", word)),
        }
    }
    months.sort_unstable();
    months.dedup();
    if months.len() == 12 { Err(FieldFault::new("skip", "fault-skip-all")) } else { Ok(months) }
}

fn repeat(plan: &Plan) -> std::result::Result<Repeat, FieldFault> {
    let weekday = weekday(&plan.weekday).ok_or_else(|| FieldFault::new("weekday", "fault-choice"))?;
    match plan.repeat.as_str() {
        "weekly" => Ok(Repeat::Weekly { every: small("every", &plan.every, 8)?, weekday }),
        "monthly" => {
            let nth = Nth::parse(&plan.nth).ok_or_else(|| FieldFault::new("nth", "fault-choice"))?;
            Ok(Repeat::Monthly { every: small("every", &plan.every, 6)?, nth, weekday })
        }
        _ => Err(FieldFault::new("repeat", "fault-choice")),
    }
}

fn small(field: &str, raw: &str, max: i32) -> std::result::Result<u8, FieldFault> {
    let n = number(field, if raw.is_empty() { "1" } else { raw }, 1, max)?;
    Ok(u8::try_from(n).unwrap_or(1))
}

fn weekday(word: &str) -> Option<Weekday> {
    word.parse().ok()
}

fn wall(fault: ScheduleFault) -> Fault {
    let fault = match fault {
        ScheduleFault::Wall(date, WallFault::Skipped(_)) => FieldFault::new("time", "fault-time-skipped").with("date", date),
        ScheduleFault::Wall(date, _) => FieldFault::new("time", "fault-time-twice").with("date", date),
        ScheduleFault::Count => FieldFault::new("count", "fault-number").with("min", 1).with("max", 52),
        ScheduleFault::Every => FieldFault::new("every", "fault-number").with("min", 1).with("max", 8),
    };
    Fault::Invalid(vec![fault])
}

/// A wall time as `<input type=time>` sends it.
pub(crate) fn time(field: &str, raw: &str) -> std::result::Result<NaiveTime, FieldFault> {
    let raw = raw.trim();
    let parsed = NaiveTime::parse_from_str(raw, "%H:%M").or_else(|_| NaiveTime::parse_from_str(raw, "%H:%M:%S"));
    parsed.map_err(|_| FieldFault::new(field, "fault-time"))
}

/// The moment of a wall time, or what is wrong with it.
pub(crate) fn moment(date: NaiveDate, time: NaiveTime, zone: &str) -> Result<chrono::DateTime<chrono::Utc>> {
    let zone = Zone::parse(zone).map_err(|_| Fault::field("zone", "fault-zone"))?;
    domain::when::local_to_utc(date, time, &zone).map_err(|why| wall(ScheduleFault::Wall(date, why)))
}

/// The sessions of a cohort in order of time.
pub(crate) async fn of_cohort(db: &impl sea_orm::ConnectionTrait, cohort: CohortId) -> Result<Vec<sessions::Model>> {
    let rows = sessions::Entity::find().filter(sessions::Column::CohortId.eq(cohort)).order_by_asc(sessions::Column::StartsAt);
    Ok(rows.all(db).await?)
}

/// Writes one planned session with the usual agenda; answers its id.
pub(crate) async fn insert(tx: &Tx, cohort: CohortId, zone: &str, occurrence: Occurrence, minutes: i32) -> Result<SessionId> {
    let (cx, now) = (tx.cx(), tx.cx().now());
    let id = SessionId(cx.new_id());
    let highest = of_cohort(tx.db(), cohort).await?.iter().map(|s| s.number).max().unwrap_or(0);
    let row = sessions::ActiveModel {
        id: Set(id),
        cohort_id: Set(cohort),
        number: Set(highest + 1),
        title: Set(String::new()),
        local_date: Set(occurrence.date),
        local_time: Set(occurrence.time),
        zone: Set(zone.to_owned()),
        starts_at: Set(occurrence.at),
        minutes: Set(minutes),
        state: Set("planned".to_owned()),
        join_url: Set(String::new()),
        dial_in: Set(String::new()),
        check_in_code: Set(code(cx)),
        didactic_title: Set(String::new()),
        didactic_by: Set(String::new()),
        objectives: Set(String::new()),
        disclosures: Set(String::new()),
        sequence: Set(0),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    };
    sessions::Entity::insert(row).exec_without_returning(tx.db()).await?;
    super::agenda::usual(tx, id, minutes).await?;
    Ok(id)
}

/// Numbers the sessions of a cohort by time, as long as nobody was told a number: from then on each keeps the one that letters, calendars
/// and forms call it by, and a new one gets the next. Two steps, as numbers are unique within a cohort.
pub(crate) async fn renumber(tx: &Tx, cohort: CohortId) -> Result<()> {
    let rows = of_cohort(tx.db(), cohort).await?;
    if rows.iter().zip(1..).all(|(row, n)| row.number == n) || told(tx, cohort, &rows).await? {
        return Ok(());
    }
    for base in [10_000, 0] {
        for (row, n) in rows.iter().zip(1..) {
            let number = sea_orm::sea_query::Expr::value(base + n);
            let one = sessions::Entity::update_many().col_expr(sessions::Column::Number, number);
            one.filter(sessions::Column::Id.eq(row.id)).exec(tx.db()).await?;
        }
    }
    Ok(())
}

/// Whether a number of this series is known outside the team: a session has begun, a letter went out, or forms are planned around one.
async fn told(tx: &Tx, cohort: CohortId, rows: &[sessions::Model]) -> Result<bool> {
    if rows.iter().any(|row| row.starts_at <= tx.cx().now()) {
        return Ok(true);
    }
    let ids: Vec<SessionId> = rows.iter().map(|row| row.id).collect();
    let calendars = session_invitations::Entity::find().filter(session_invitations::Column::SessionId.is_in(ids.clone()));
    let rounds = reminder_runs::Entity::find().filter(reminder_runs::Column::SessionId.is_in(ids.clone()));
    Ok(calendars.count(tx.db()).await? + rounds.count(tx.db()).await? > 0
        || super::letters::any(tx, &ids).await?
        || crate::surveys::planned(tx.db(), cohort).await?)
}

/// Four digits to be read aloud.
pub(crate) fn code(cx: &Cx) -> String {
    format!("{:04}", u32::from_le_bytes(cx.bytes()) % 10_000)
}

/// The days of a cohort's sessions that take place.
pub(crate) async fn days(db: &impl sea_orm::ConnectionTrait, cohort: CohortId) -> Result<Vec<NaiveDate>> {
    Ok(of_cohort(db, cohort).await?.into_iter().filter(|s| s.state != "cancelled").map(|s| s.local_date).collect())
}
