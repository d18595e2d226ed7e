//! Days by walking the calendar one at a time, as with a finger on the wall.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: i32,
    pub month: u32,
    pub date: u32,
}

/// How many days a month has.
pub fn length(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Day {
    pub fn new(year: i32, month: u32, date: u32) -> Self {
        Self { year, month, date }
    }

    fn next(self) -> Self {
        if self.date < length(self.year, self.month) {
            Self { date: self.date + 1, ..self }
        } else if self.month < 12 {
            Self::new(self.year, self.month + 1, 1)
        } else {
            Self::new(self.year + 1, 1, 1)
        }
    }

    fn before(self) -> Self {
        if self.date > 1 {
            Self { date: self.date - 1, ..self }
        } else if self.month > 1 {
            Self::new(self.year, self.month - 1, length(self.year, self.month - 1))
        } else {
            Self::new(self.year - 1, 12, 31)
        }
    }

    pub fn plus(self, days: i32) -> Self {
        (0..days.abs()).fold(self, |day, _| if days > 0 { day.next() } else { day.before() })
    }

    /// R2.5: the same date so many months on; where that month is shorter, its last day.
    pub fn months(self, count: u32) -> Self {
        let (mut year, mut month) = (self.year, self.month);
        for _ in 0..count {
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        Self::new(year, month, self.date.min(length(year, month)))
    }
}

/// A moment by the wall clock of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub day: Day,
    pub second: i64,
}

pub const DAY: i64 = 86_400;

impl Moment {
    pub fn new(day: Day, second: i64) -> Self {
        Self { day, second }
    }

    pub fn later(self, seconds: i64) -> Self {
        let (mut day, mut second) = (self.day, self.second + seconds);
        while second >= DAY {
            (day, second) = (day.next(), second - DAY);
        }
        while second < 0 {
            (day, second) = (day.before(), second + DAY);
        }
        Self { day, second }
    }

    /// Seconds from this moment to a later one; below zero where it is earlier.
    pub fn until(self, other: Self) -> i64 {
        let mut seconds = other.second - self.second;
        let mut day = self.day;
        while day < other.day {
            (day, seconds) = (day.next(), seconds + DAY);
        }
        while day > other.day {
            (day, seconds) = (day.before(), seconds - DAY);
        }
        seconds
    }
}
