//! Repeating dates: weekly, or the nth weekday of a month, as wall time in one zone.

use chrono::{DateTime, Datelike, Duration, Months, NaiveDate, NaiveTime, Utc, Weekday};

use super::{WallFault, Zone, local_to_utc};

/// Which of a month's weekdays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nth {
    /// The first to the fourth: 1 to 4.
    Number(u8),
    /// The last.
    Last,
}

impl Nth {
    /// `1` to `4`, or `last`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "last" => Some(Self::Last),
            digit => digit.parse().ok().filter(|n| (1..=4).contains(n)).map(Self::Number),
        }
    }
}

/// How a schedule repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Every `every` weeks (1 to 8) on a weekday.
    Weekly {
        /// How many weeks apart.
        every: u8,
        /// On which day.
        weekday: Weekday,
    },
    /// Every `every` months (1 to 6) on the nth weekday.
    Monthly {
        /// How many months apart.
        every: u8,
        /// Which one of the month.
        nth: Nth,
        /// On which day.
        weekday: Weekday,
    },
}

/// One date of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The local date.
    pub date: NaiveDate,
    /// The local time.
    pub time: NaiveTime,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// Why a schedule cannot be laid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScheduleFault {
    /// None, or more than 104.
    Count,
    /// `every` is outside its range.
    Every,
    /// On this date the wall time is not one moment.
    Wall(NaiveDate, WallFault),
}

impl Repeat {
    /// The first `count` dates from `start` on, without those of the months (1 to 12) to skip.
    pub fn occurrences(
        self,
        start: NaiveDate,
        time: NaiveTime,
        zone: &Zone,
        count: usize,
        skip_months: &[u32],
    ) -> Result<Vec<Occurrence>, ScheduleFault> {
        if !(1..=104).contains(&count) || skip_months.len() >= 12 {
            return Err(ScheduleFault::Count);
        }
        if !self.is_in_range() {
            return Err(ScheduleFault::Every);
        }
        let dates = self.dates(start).filter(|d| !skip_months.contains(&d.month())).take(count);
        dates
            .map(|date| {
                local_to_utc(date, time, zone).map(|at| Occurrence { date, time, at }).map_err(|why| ScheduleFault::Wall(date, why))
            })
            .collect()
    }

    fn is_in_range(self) -> bool {
        match self {
            Self::Weekly { every, .. } => (1..=8).contains(&every),
            Self::Monthly { every, .. } => (1..=6).contains(&every),
        }
    }

    fn dates(self, start: NaiveDate) -> Box<dyn Iterator<Item = NaiveDate>> {
        match self {
            Self::Weekly { every, weekday } => {
                let ahead = (7 + weekday.num_days_from_monday() - start.weekday().num_days_from_monday()) % 7;
                let first = start + Duration::days(i64::from(ahead));
                Box::new((0..2000).map(move |i| first + Duration::weeks(i * i64::from(every))))
            }
            Self::Monthly { every, nth, weekday } => {
                let month = start.with_day(1).unwrap_or(start);
                let months = (0..2000_u32).filter_map(move |i| month.checked_add_months(Months::new(i * u32::from(every))));
                let first_reachable = months.filter_map(move |m| in_month(m, nth, weekday)).filter(move |d| *d >= start);
                Box::new(first_reachable)
            }
        }
    }
}

/// The nth weekday of the month that begins on `first`.
fn in_month(first: NaiveDate, nth: Nth, weekday: Weekday) -> Option<NaiveDate> {
    match nth {
        Nth::Number(n) => NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, n),
        Nth::Last => [5, 4].into_iter().find_map(|n| NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, n)),
    }
}
