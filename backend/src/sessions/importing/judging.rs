//! What a file says, judged against the session: its order of dates, its zone, its day; and who of its people could be whom.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::attendance_file::{self, AttendanceFile, Attendee, DateOrder, Hint, Match, Member, Verdict};
use domain::fault::FieldFault;
use domain::when::{self, WallFault, Zone};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::super::attendance::spans::Told;
use super::super::attendance::{self, names};
use super::super::reach::{self, EARLY, ReachedSession};
use super::super::schedule;
use super::super::tables::sessions;
use super::Choice;
use crate::accounts::tables::people;
use crate::programs::tables::{cohort_roles, grants};
use crate::{Fault, Result, Tx};

/// A file, read as this session's.
pub(super) struct Read {
    pub file: AttendanceFile,
    /// The zone of its times.
    pub zone: Zone,
    /// Orders of day and month that fit, when somebody must say which: each with the day that it gives.
    pub open: Vec<(DateOrder, NaiveDate)>,
    /// It is not of the session's time and was taken all the same: its times say nothing about this session.
    timeless: bool,
}

/// Reads a file. A report that seems to be of another day, hour or session is refused unless it was chosen all the same.
pub(super) async fn read(db: &impl ConnectionTrait, reached: &ReachedSession, bytes: &[u8], choice: &Choice) -> Result<Read> {
    let zone = match choice.zone.trim() {
        "" => &reached.row.zone,
        other => other,
    };
    let zone = Zone::parse(zone).map_err(|_| Fault::field("zone", "fault-zone"))?;
    let others = schedule::of_cohort(db, reached.cohort.id).await?;
    let parse = |order| {
        let hint = Hint { order, date: Some(reached.row.local_date) };
        attendance_file::parse(bytes, &hint)
            .map_err(|f| Fault::Invalid(vec![FieldFault::new("file", f.word).with("value", f.value).with("line", f.line)]))
    };
    let mut file = parse(choice.order)?;
    let mut open = Vec::new();
    if file.ambiguous_order {
        for (order, _) in file.readings.clone() {
            let as_this = parse(Some(order))?;
            open.extend(first(&as_this).map(|at| (order, at.date())));
        }
        if let Some(order) = by_the_day(&open, reached, &others) {
            file = parse(Some(order))?;
            open.clear();
        }
    }
    let zone = if file.in_utc { Zone::utc() } else { zone };
    let mut read = Read { file, zone, open, timeless: false };
    if read.open.is_empty() && read.elsewhere(&reached.row) {
        if !choice.other_day {
            return Err(Fault::Invalid(vec![read.told_apart(reached, &others)]));
        }
        read.timeless = true;
    }
    Ok(read)
}

/// The one order that gives the session's own day, unless another gives the day of another session of the cohort.
fn by_the_day(open: &[(DateOrder, NaiveDate)], reached: &ReachedSession, others: &[sessions::Model]) -> Option<DateOrder> {
    let (mine, rest): (Vec<_>, Vec<_>) = open.iter().partition(|(_, day)| *day == reached.row.local_date);
    let taken = |day: &NaiveDate| others.iter().any(|s| s.id != reached.id && s.local_date == *day);
    match mine.as_slice() {
        [(order, _)] if !rest.iter().any(|(_, day)| taken(day)) => Some(*order),
        _ => None,
    }
}

/// The first moment of a report, local to the account.
fn first(file: &AttendanceFile) -> Option<NaiveDateTime> {
    file.joins.iter().filter_map(|j| j.join).min().or_else(|| file.meeting.as_ref().and_then(|m| m.start))
}

impl Read {
    /// A local time of the account as a moment. What the clock shows twice is taken the first time; what it skips, at the jump.
    fn moment(&self, local: NaiveDateTime) -> Option<DateTime<Utc>> {
        match when::local_to_utc(local.date(), local.time(), &self.zone) {
            Ok(at) | Err(WallFault::Ambiguous(at, _)) => Some(at),
            Err(WallFault::Skipped(shown)) => when::local_to_utc(local.date(), shown, &self.zone).ok(),
        }
    }

    /// From the first moment of the report to its last.
    fn span(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let start = self.moment(first(&self.file)?)?;
        let ends = self.file.joins.iter().filter_map(|j| j.leave.or(j.join)).chain(self.file.meeting.as_ref().and_then(|m| m.end));
        Some((start, ends.filter_map(|at| self.moment(at)).max().unwrap_or(start).max(start)))
    }

    /// Whether the report has times, and none of them touches this session.
    fn elsewhere(&self, session: &sessions::Model) -> bool {
        self.span().is_some_and(|(from, to)| to < session.starts_at - EARLY || from > reach::ends_at(session) + EARLY)
    }

    /// Why it does not seem to be this session's report.
    fn told_apart(&self, reached: &ReachedSession, others: &[sessions::Model]) -> FieldFault {
        let fits = others.iter().find(|s| s.id != reached.id && !self.elsewhere(s));
        let local = first(&self.file).unwrap_or_default();
        let fault = |word: &str| FieldFault::new("other_day", word).with("file", local.date()).with("session", reached.row.local_date);
        match fits {
            Some(other) => fault("fault-attendance-other").with("n", other.number),
            None if local.date() == reached.row.local_date => fault("fault-attendance-hour")
                .with("at", local.time().format("%H:%M"))
                .with("begins", reached.row.local_time.format("%H:%M")),
            None => fault("fault-attendance-day"),
        }
    }

    /// The stretches of one attendee. What a report only states is kept as stated, with the first and the last moment as its bounds.
    pub fn told(&self, who: &Attendee) -> Vec<Told> {
        let nothing = who.intervals.is_empty() && !who.stated && who.open_since.is_none();
        if nothing {
            return vec![Told::default()];
        }
        if self.timeless {
            return vec![Told { minutes: Some(who.minutes), ..Told::default() }];
        }
        let open = who.open_since.map(|at| Told { from: self.moment(at), ..Told::default() });
        if who.stated {
            let bounds = who.intervals.first().zip(who.intervals.last());
            let told = Told {
                from: bounds.and_then(|(first, _)| self.moment(first.0)),
                to: bounds.and_then(|(_, last)| self.moment(last.1)),
                minutes: Some(who.minutes),
            };
            return std::iter::once(told).chain(open).collect();
        }
        let stretch = |(from, to): &(NaiveDateTime, NaiveDateTime)| Told { from: self.moment(*from), to: self.moment(*to), minutes: None };
        who.intervals.iter().map(stretch).chain(open).collect()
    }
}

/// Who could be in a file: those with a place, and those who run the cohort.
pub(super) struct Crew {
    /// With a place.
    pub members: Vec<Member>,
    staff: Vec<Member>,
    /// Names that are nobody of the cohort.
    nobody: Vec<String>,
}

pub(super) async fn crew(tx: &Tx, reached: &ReachedSession) -> Result<Crew> {
    let db = tx.db();
    let known = names::of(db, reached.cohort.id).await?;
    let ids = attendance::participants(db, &reached.cohort).await?;
    let roles = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.eq(reached.cohort.id)).all(db).await?;
    let grants = grants::Entity::find().filter(grants::Column::ProgramId.eq(reached.cohort.program)).all(db).await?;
    let runs: Vec<_> = roles.into_iter().map(|r| r.person_id).chain(grants.into_iter().map(|g| g.person_id)).collect();
    let mut cards = people::Entity::find().filter(people::Column::Id.is_in(ids.iter().chain(&runs).copied())).all(db).await?;
    cards.sort_by_cached_key(|card| attendance_file::fold_name(&card.name));
    let names = |id| known.iter().filter(|k| k.person_id == Some(id)).map(|k| k.name.clone()).collect();
    let member = |p: people::Model| Member { remembered_names: names(p.id), id: p.id, name: p.name, email: p.email };
    let (members, staff): (Vec<people::Model>, Vec<people::Model>) = cards.into_iter().partition(|p| ids.contains(&p.id));
    Ok(Crew {
        members: members.into_iter().map(member).collect(),
        staff: staff.into_iter().map(member).collect(),
        nobody: known.iter().filter(|k| k.person_id.is_none()).map(|k| k.name.clone()).collect(),
    })
}

impl Crew {
    /// Why somebody who is not surely one of the members is left out, if they are.
    pub fn left_out(&self, one: &Match, name: &str) -> Option<&'static str> {
        let known = attendance_file::match_people(vec![one.attendee.clone()], &self.staff);
        let runs = known.first().is_some_and(|m| matches!(m.verdict, Verdict::Sure(_)));
        if self.nobody.iter().any(|known| known == name) {
            Some("nobody")
        } else if runs {
            Some("staff")
        } else if one.attendee.host {
            Some("host")
        } else {
            None
        }
    }
}
