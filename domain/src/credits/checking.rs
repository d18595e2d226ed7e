//! What is wrong with a set of rules, before anything is judged by it. The field is the path inside the data: `2.credit.step`.

use super::rules::{CreditRule, Rules};
use crate::day::Dated;
use crate::fault::FieldFault;

/// Longest wait for a questionnaire, in months.
const LONGEST_WAIT: u32 = 24;

/// Everything that is wrong with the versions of a program's rules; empty when they may be stored.
pub fn faults(versions: &[Dated<Rules>]) -> Vec<FieldFault> {
    let mut all: Vec<FieldFault> = versions.iter().enumerate().flat_map(|(i, v)| of_version(i, &v.what)).collect();
    if versions.is_empty() {
        all.push(FieldFault::new("rules", "fault-rules-none"));
    }
    for (i, pair) in versions.windows(2).enumerate() {
        if pair[1].from <= pair[0].from {
            all.push(FieldFault::new(format!("{}.from", i + 1), "fault-rules-order"));
        }
    }
    all
}

fn of_version(i: usize, rules: &Rules) -> Vec<FieldFault> {
    let mut all = of_credit(&rules.credit);
    if !(1..=LONGEST_WAIT).contains(&rules.questionnaire_months) {
        all.push(FieldFault::new("questionnaire_months", "fault-rules-months").with("max", LONGEST_WAIT));
    }
    if rules.least_sessions == Some(0) {
        all.push(FieldFault::new("least_sessions", "fault-rules-sessions"));
    }
    all.into_iter().map(|fault| FieldFault { field: format!("{i}.{}", fault.field), ..fault }).collect()
}

fn of_credit(rule: &CreditRule) -> Vec<FieldFault> {
    let mut all = Vec::new();
    if rule.kind.trim().is_empty() {
        all.push(FieldFault::new("credit.kind", "fault-empty"));
    }
    if !(1..=60).contains(&rule.step) || 60 % rule.step != 0 {
        all.push(FieldFault::new("credit.step", "fault-rules-step"));
    } else if let Some((field, rate)) = rates(rule).find(|(_, rate)| !is_exact(*rate, rule.step)) {
        all.push(FieldFault::new(field, "fault-rules-inexact").with("rate", rate).with("step", rule.step));
    }
    if rule.most_each.is_some_and(|most| most < rule.step) {
        all.push(FieldFault::new("credit.most_each", "fault-rules-cap").with("step", rule.step));
    }
    all.extend(super::partial::faults(&rule.partial));
    all
}

/// Every rate, with the field that it was typed into.
fn rates(rule: &CreditRule) -> impl Iterator<Item = (String, u32)> {
    let rows = rule.partial.iter().enumerate().map(|(i, row)| (format!("credit.partial.{i}"), row.per_hour));
    std::iter::once(("credit.per_hour".to_owned(), rule.per_hour)).chain(rows)
}

/// A step must be whole hundredths of a credit: a sum of rounded amounts would not be the amount of the sum.
fn is_exact(per_hour: u32, step: u32) -> bool {
    (1..=1000).contains(&per_hour) && (per_hour * step).is_multiple_of(60)
}
