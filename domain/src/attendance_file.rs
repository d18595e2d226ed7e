//! Attendance reports of Zoom, Microsoft Teams and Google Meet, in every layout known from public parsers (there is no official schema).
//!
//! A report is recognised by its headings, never by its name. Its times carry no zone: they are read as the account wrote them.
//! The order of day and month comes from the file where it can; where it cannot, the report says so (`ambiguous_order`) and offers both.

mod bots;
mod layout;
mod matching;
mod merging;
mod read;
#[cfg(test)]
mod tests;
mod times;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

pub use matching::{Match, Member, Verdict, fold_name, match_people};
pub use merging::{Attendee, Interval, merge, minutes_inside, together};
pub use read::parse;

use crate::table::RowFault;

/// The program that wrote the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Zoom, a meeting: one row per join, or one per person.
    Zoom,
    /// Zoom, a webinar.
    ZoomWebinar,
    /// Microsoft Teams.
    Teams,
    /// Google Meet.
    GoogleMeet,
}

/// The order in which an account writes day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// Month, day, year.
    Mdy,
    /// Day, month, year.
    Dmy,
    /// Year, month, day.
    Ymd,
}

/// What the importer knows; used only where the file leaves room for doubt.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hint {
    /// What a person answered when every date of the file fits several orders.
    pub order: Option<DateOrder>,
    /// The session's local date: dates the times of reports that give none.
    pub date: Option<NaiveDate>,
}

/// Why a row was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// They waited to be let in.
    WaitingRoom,
    /// They registered and did not come.
    Absent,
    /// A program that takes notes.
    Bot,
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Line of the file.
    pub line: u32,
    /// The name that stands there.
    pub name: String,
    /// Why.
    pub why: Why,
}

/// The meeting as the report's own block tells it, local to the account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meeting {
    /// Its title; may be empty.
    pub topic: String,
    /// When it began.
    pub start: Option<NaiveDateTime>,
    /// When it ended.
    pub end: Option<NaiveDateTime>,
}

/// One row of the report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Join {
    /// Line of the file, 1 for the first.
    pub line: u32,
    /// The name shown in the meeting.
    pub name: String,
    /// The name before it was changed in the meeting.
    pub original_name: Option<String>,
    /// The address of the account, lower-cased; guests have none.
    pub email: Option<String>,
    /// When they came, local to the account.
    pub join: Option<NaiveDateTime>,
    /// When they left, local to the account.
    pub leave: Option<NaiveDateTime>,
    /// Minutes as the report states them.
    pub minutes: Option<f64>,
    /// `join` and `leave` are the first and the last of several: only `minutes` says how long.
    pub envelope: bool,
    /// A telephone, known by its number only.
    pub phone: bool,
    /// The meeting's own account: its host or organizer.
    pub host: bool,
}

/// A report, read.
#[derive(Debug, Clone, PartialEq)]
pub struct AttendanceFile {
    /// Who wrote it.
    pub source: Source,
    /// The meeting, when the report has a block about it.
    pub meeting: Option<Meeting>,
    /// The rows of people who were in the meeting, in file order.
    pub joins: Vec<Join>,
    /// Rows that were left out, in file order.
    pub dropped: Vec<Dropped>,
    /// The order of dates that was taken.
    pub date_order_guess: DateOrder,
    /// Another order fits the file as well, and nobody was asked yet.
    pub ambiguous_order: bool,
    /// Every order that fits the file and says something else, with the first date that it gives.
    pub readings: Vec<(DateOrder, NaiveDate)>,
    /// The headings say UTC: the times are not local.
    pub in_utc: bool,
    /// Times and durations that could not be read.
    pub faults: Vec<RowFault>,
}

impl AttendanceFile {
    /// How many rows were left out for this reason.
    pub fn left_out(&self, why: Why) -> usize {
        self.dropped.iter().filter(|d| d.why == why).count()
    }
}
