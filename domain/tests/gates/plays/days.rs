//! The calendar, day for day.

use domain::day::months_later;

use super::pieces::day;
use crate::model::days;

#[test]
fn r2_5_every_day_of_a_century_and_its_day_some_months_later() {
    for number in days::number(1999, 12, 1)..days::number(2101, 3, 1) {
        for months in [1, 2, 3, 12] {
            let wanted = day(days::months_later(number, i64::from(months)));
            assert_eq!(months_later(day(number), months), wanted, "{} + {months}", day(number));
        }
    }
}
