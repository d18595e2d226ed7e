//! A calendar of its own: days counted from the first of January 1970, by looking at every month.

fn leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

pub fn length(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Year, month and day of a number.
pub fn date(mut number: i64) -> (i64, i64, i64) {
    let (mut year, mut month) = (1970, 1);
    while number >= length(year, month) {
        number -= length(year, month);
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    (year, month, number + 1)
}

/// The number of a date.
pub fn number(year: i64, month: i64, day: i64) -> i64 {
    let years: i64 = (1970..year).map(|y| if leap(y) { 366 } else { 365 }).sum();
    let months: i64 = (1..month).map(|m| length(year, m)).sum();
    years + months + day - 1
}

/// R2.5: the same day so many months later; where that month is shorter, its last day.
pub fn months_later(from: i64, months: i64) -> i64 {
    let (year, month, day) = date(from);
    let count = year * 12 + (month - 1) + months;
    let (year, month) = (count / 12, count % 12 + 1);
    number(year, month, day.min(length(year, month)))
}
