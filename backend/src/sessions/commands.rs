//! Changing one session: when, where, what is taught.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::fault::{Faults, FieldFault};
use domain::id::{CohortId, SessionId};
use domain::text::{self, NAME};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::letters::News;
use super::tables::sessions;
use super::{letters, reach, schedule, video};
use crate::audit::{self, Line};
use crate::programs::commands::{date, number};
use crate::programs::reach::Ask;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// A session, as typed.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Its topic; may be empty.
    pub title: String,
    /// Local date.
    pub date: String,
    /// Local time.
    pub time: String,
    /// Minutes.
    pub minutes: String,
    /// Where to join by video; may be empty.
    pub join_url: String,
    /// Where to call in; may be empty.
    pub dial_in: String,
    /// The access code of that number; may be empty.
    pub dial_code: String,
    /// How one joins by video: a `video::Kind`, or nothing for what the program has.
    pub video: String,
    /// The didactic's title.
    pub didactic_title: String,
    /// Who gives it.
    pub didactic_by: String,
    /// Learning objectives, one a line.
    pub objectives: String,
    /// What the speaker discloses.
    pub disclosures: String,
    /// A day outside the cohort's, or one that is over, is meant.
    pub outside: bool,
}

struct Judged {
    title: String,
    date: NaiveDate,
    time: NaiveTime,
    starts_at: DateTime<Utc>,
    minutes: i32,
    join_url: String,
    dial_in: String,
    dial_code: String,
    didactic_title: String,
    didactic_by: String,
    objectives: String,
    disclosures: String,
}

fn judge(typed: &Form, zone: &str) -> Result<Judged> {
    let mut faults = Faults::new();
    let title = faults.take(text::optional_line("title", &typed.title, NAME));
    let day = faults.take(date("date", &typed.date));
    let time = faults.take(schedule::time("time", &typed.time));
    let minutes = faults.take(number("minutes", &typed.minutes, 15, 480));
    let join_url = faults.take(optional_address("join_url", &typed.join_url));
    let dial_in = faults.take(text::optional_line("dial_in", &typed.dial_in, 300));
    let dial_code = faults.take(text::optional_line("dial_code", &typed.dial_code, 60));
    if !typed.video.is_empty() && video::Kind::parse(&typed.video).is_none() {
        faults.add(FieldFault::new("video", "fault-choice"));
    }
    let didactic_title = faults.take(text::optional_line("didactic_title", &typed.didactic_title, NAME));
    let didactic_by = faults.take(text::optional_line("didactic_by", &typed.didactic_by, NAME));
    let objectives = faults.take(text::optional_long("objectives", &typed.objectives, 4000));
    let disclosures = faults.take(text::optional_long("disclosures", &typed.disclosures, 4000));
    let starts_at = match (day, time) {
        (Some(day), Some(time)) => match schedule::moment(day, time, zone) {
            Ok(at) => Some(at),
            Err(Fault::Invalid(more)) => {
                more.into_iter().for_each(|f| faults.add(f));
                None
            }
            Err(other) => return Err(other),
        },
        _ => None,
    };
    faults.done()?;
    Ok(Judged {
        title: title.unwrap_or_default(),
        date: day.unwrap_or_default(),
        time: time.unwrap_or_default(),
        starts_at: starts_at.unwrap_or_default(),
        minutes: minutes.unwrap_or(60),
        join_url: join_url.unwrap_or_default(),
        dial_in: dial_in.unwrap_or_default(),
        dial_code: dial_code.unwrap_or_default(),
        didactic_title: didactic_title.unwrap_or_default(),
        didactic_by: didactic_by.unwrap_or_default(),
        objectives: objectives.unwrap_or_default(),
        disclosures: disclosures.unwrap_or_default(),
    })
}

fn optional_address(field: &str, raw: &str) -> std::result::Result<String, FieldFault> {
    if raw.trim().is_empty() { Ok(String::new()) } else { text::web_address(field, raw) }
}

/// Changes a session. When its time moves, members get a letter with the new one.
pub async fn change(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, version: i32, typed: &Form) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Host).await?;
    let judged = judge(typed, &reached.row.zone)?;
    let held = sessions::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?;
    if held.is_none_or(|row| row.version != version) {
        return Err(Fault::Conflict("conflict-changed"));
    }
    let moved = judged.starts_at != reached.row.starts_at;
    if moved {
        free_moment(&tx, &reached, judged.starts_at).await?;
        usual_day(cx, &reached, &judged, typed.outside)?;
    }
    // An administrator changes times without ever having seen the link: it stays as it was.
    let reads_link = reached.cohort.staff();
    let change = sessions::ActiveModel {
        id: Set(id),
        title: Set(judged.title),
        local_date: Set(judged.date),
        local_time: Set(judged.time),
        starts_at: Set(judged.starts_at),
        minutes: Set(judged.minutes),
        join_url: Set(if reads_link { judged.join_url } else { reached.row.join_url.clone() }),
        dial_in: Set(if reads_link { judged.dial_in } else { reached.row.dial_in.clone() }),
        didactic_title: Set(judged.didactic_title),
        didactic_by: Set(judged.didactic_by),
        objectives: Set(judged.objectives),
        disclosures: Set(judged.disclosures),
        sequence: Set(reached.row.sequence + 1),
        version: Set(version + 1),
        updated_at: Set(cx.now()),
        ..Default::default()
    };
    let after = change.update(tx.db()).await?;
    if reads_link {
        video::set_own(&tx, id, &typed.video, &judged.dial_code).await?;
        leads_somewhere(&tx, &reached, &after, &typed.video).await?;
    }
    crate::improvement::asking::moved(&tx, viewer, &reached.row, &after).await?;
    if moved {
        schedule::renumber(&tx, reached.cohort.id).await?;
        let after = sessions::Entity::find_by_id(id).one(tx.db()).await?.ok_or(Fault::Missing)?;
        letters::tell_members(&mut tx, &reached.cohort.row, &after, News::Moved { from: reached.row.starts_at }).await?;
    }
    let detail = json!({ "moved": moved });
    audit::write(&tx, viewer, Line::new("session.write", "session", id.0).detail(detail)).await?;
    tx.commit().await
}

/// A way in that is chosen and leads nowhere is told now, and not when people stand before it.
async fn leads_somewhere(tx: &Tx, reached: &reach::ReachedSession, after: &sessions::Model, chosen: &str) -> Result<()> {
    let now = reach::ReachedSession { row: after.clone(), ..reached.clone() };
    let ways = video::ways(tx.db(), &now).await?;
    match video::Kind::parse(chosen) {
        Some(video::Kind::Link) if !ways.video => Err(Fault::field("join_url", "fault-video-link")),
        Some(video::Kind::Phone) if ways.phone.is_none() => Err(Fault::field("dial_in", "fault-video-number")),
        Some(_) if !ways.video && ways.phone.is_none() => Err(Fault::field("video", "fault-video-no-server")),
        _ => Ok(()),
    }
}

/// A slip of the year mails everybody: a day outside the cohort's dates, and one that is over, are asked about.
fn usual_day(cx: &Cx, reached: &reach::ReachedSession, judged: &Judged, meant: bool) -> Result<()> {
    let cohort = &reached.cohort.row;
    if meant {
        return Ok(());
    }
    if !(cohort.starts_on..=cohort.ends_on).contains(&judged.date) {
        return Err(Fault::Invalid(vec![schedule::outside("date", "fault-day-outside", cohort)]));
    }
    if judged.starts_at < cx.now() && reached.row.starts_at > cx.now() {
        return Err(Fault::field("date", "fault-day-over"));
    }
    Ok(())
}

async fn free_moment(tx: &Tx, reached: &reach::ReachedSession, at: DateTime<Utc>) -> Result<()> {
    let others = schedule::of_cohort(tx.db(), reached.cohort.id).await?;
    let taken = others.iter().any(|s| s.id != reached.id && s.starts_at == at);
    if taken { Err(Fault::field("time", "fault-time-taken")) } else { Ok(()) }
}

/// Somebody left: the check-in codes and the video rooms of coming sessions change. A plain link belongs to another program;
/// the page asks the coordinator to change it there.
pub(crate) async fn rotate_join_links(tx: &Tx, cohort: CohortId) -> Result<()> {
    let now = tx.cx().now();
    for row in schedule::of_cohort(tx.db(), cohort).await?.into_iter().filter(|s| s.starts_at > now) {
        let code = sea_orm::sea_query::Expr::value(schedule::code(tx.cx()));
        let one = sessions::Entity::update_many().col_expr(sessions::Column::CheckInCode, code);
        one.filter(sessions::Column::Id.eq(row.id)).exec(tx.db()).await?;
        video::leave_room(tx, row.id).await?;
    }
    Ok(())
}
