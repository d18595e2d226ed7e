//! Partial credit (H12): the rate follows from how much of a series is done. Three credits an hour for both sessions and both tools, else two:
//! `[{sessions: 2, tools: 2, per_hour: 300}, {sessions: 1, per_hour: 200}]`.

use serde::{Deserialize, Serialize};

use super::rules::CreditRule;
use crate::fault::FieldFault;

/// One row: from so much on, so much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Sessions attended, at least.
    pub sessions: u32,
    /// Tools filed, at least.
    #[serde(default)]
    pub tools: u32,
    /// Hundredths of a credit for an hour.
    pub per_hour: u32,
}

/// The rate of somebody who attended so many sessions and filed so many tools: the first row that holds, or nothing.
pub fn rate(rule: &CreditRule, sessions: u32, tools: u32) -> u32 {
    if rule.partial.is_empty() {
        return rule.per_hour;
    }
    rule.partial.iter().find(|row| sessions >= row.sessions && tools >= row.tools).map_or(0, |row| row.per_hour)
}

/// Every row must ask for less than the one above and give less: else it is never reached, or doing more would earn less.
pub(super) fn faults(rows: &[Row]) -> Vec<FieldFault> {
    let falls = |a: &Row, b: &Row| b.sessions <= a.sessions && b.tools <= a.tools && b != a && b.per_hour < a.per_hour;
    let wrong = rows.windows(2).enumerate().filter(|(_, pair)| !falls(&pair[0], &pair[1]));
    wrong.map(|(i, _)| FieldFault::new(format!("credit.partial.{}", i + 1), "fault-rules-partial")).collect()
}
