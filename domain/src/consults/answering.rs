//! How soon calls of a week were answered, and when the leads are told (G11).

/// Nine in ten are to be answered within so many seconds.
pub const GOAL: i64 = 180;
/// Of fewer calls nothing is said: one late answer would be a person's, not the line's.
pub const FEWEST: usize = 5;

/// What became of a call that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Somebody came after so many seconds.
    After(i64),
    /// Nobody came, or the caller waited longer than `GOAL` and went.
    Missed,
}

/// What is said of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Fewer than `FEWEST`: not judged.
    TooFew,
    /// Nine in ten within `GOAL`, and none missed.
    Fine {
        /// Nine in ten came within so many seconds.
        ninety: i64,
    },
    /// Too late, or missed.
    Late {
        /// All that were judged.
        calls: usize,
        /// Nine in ten came within so many seconds; nothing when so many were missed that there is no such time.
        ninety: Option<i64>,
        /// Those to which nobody came.
        missed: usize,
    },
}

/// Judges a week. A call that was missed is later than any that was answered.
pub fn judge(calls: &[Answer]) -> Verdict {
    if calls.len() < FEWEST {
        return Verdict::TooFew;
    }
    let mut waits: Vec<Option<i64>> = calls.iter().map(|c| if let Answer::After(s) = c { Some(*s) } else { None }).collect();
    waits.sort_by_key(|wait| wait.unwrap_or(i64::MAX));
    let ninety = waits.get((calls.len() * 9).div_ceil(10) - 1).copied().flatten();
    let missed = waits.iter().filter(|w| w.is_none()).count();
    match ninety {
        Some(ninety) if missed == 0 && ninety <= GOAL => Verdict::Fine { ninety },
        _ => Verdict::Late { calls: calls.len(), ninety, missed },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(seconds: &[i64], missed: usize) -> Verdict {
        let answered = seconds.iter().map(|s| Answer::After(*s));
        judge(&answered.chain(std::iter::repeat_n(Answer::Missed, missed)).collect::<Vec<_>>())
    }

    #[test]
    fn fewer_than_five_are_not_judged() {
        assert_eq!(week(&[900, 900, 900, 900], 0), Verdict::TooFew);
        assert_eq!(week(&[], 4), Verdict::TooFew);
    }

    #[test]
    fn g11_nine_in_ten_within_three_minutes() {
        let mut ten = vec![20; 9];
        ten.push(900);
        assert_eq!(week(&ten, 0), Verdict::Fine { ninety: 20 }, "one of ten may be late");
        ten[0] = 181;
        assert_eq!(week(&ten, 0), Verdict::Late { calls: 10, ninety: Some(181), missed: 0 });
        ten[0] = 180;
        assert_eq!(week(&ten, 0), Verdict::Fine { ninety: 180 });
    }

    #[test]
    fn one_that_nobody_answered_is_told_and_many_leave_no_time_at_all() {
        assert_eq!(week(&[20; 19], 1), Verdict::Late { calls: 20, ninety: Some(20), missed: 1 });
        assert_eq!(week(&[20; 5], 5), Verdict::Late { calls: 10, ninety: None, missed: 5 });
    }
}
