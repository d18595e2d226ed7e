//! From minutes to credits (I3, R0.4): steps, caps, sums. Whole numbers only, so that a figure is the same on every page.

use super::Credits;
use super::rules::{CreditRule, Rounding};

/// The minutes of one session that count: rounded to steps, and not more than the cap.
pub fn of_one(rule: &CreditRule, minutes: u32) -> u32 {
    // Of an odd step the smaller half: 7 of 15 is nearer to nothing, 8 is nearer to 15.
    let half = if rule.rounding == Rounding::Nearest { rule.step / 2 } else { 0 };
    let counted = down(minutes.saturating_add(half), rule.step);
    rule.most_each.map_or(counted, |most| counted.min(down(most, rule.step)))
}

/// The minutes of calls that count in a period (R0.4): each between nothing and the cap, then summed, then rounded down.
pub fn of_calls(rule: &CreditRule, calls: impl IntoIterator<Item = i64>) -> u32 {
    let most = i64::from(rule.most_each.unwrap_or(u32::MAX));
    let sum = calls.into_iter().fold(0_i64, |sum, minutes| sum.saturating_add(minutes.clamp(0, most)));
    down(u32::try_from(sum).unwrap_or(u32::MAX), rule.step)
}

/// What an accreditation's maximum leaves of lines in the order of their days (I1): each gets what is left, in whole steps.
pub fn under_maximum(minutes: impl IntoIterator<Item = u32>, most: Option<u32>, step: u32) -> Vec<u32> {
    let mut left = most.map_or(u32::MAX, |most| down(most, step));
    let mut take = |wanted: u32| {
        let given = wanted.min(left);
        left -= given;
        given
    };
    minutes.into_iter().map(&mut take).collect()
}

/// The credits of counted minutes, at so many hundredths an hour.
pub fn credits(minutes: u32, per_hour: u32) -> Credits {
    let hundredths = u64::from(minutes) * u64::from(per_hour) / 60;
    Credits(u32::try_from(hundredths).unwrap_or(u32::MAX))
}

/// The length of a call (F07): whole minutes, and never less than nothing, whatever the clocks said.
pub fn call_minutes(answered: chrono::DateTime<chrono::Utc>, ended: chrono::DateTime<chrono::Utc>) -> u32 {
    u32::try_from((ended - answered).num_minutes()).unwrap_or(0)
}

fn down(minutes: u32, step: u32) -> u32 {
    minutes - minutes % step.max(1)
}
