//! Answers, checked against their definition. Every fault is named at once; what is not shown is not kept.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::{Choice, Definition, Item, Kind};
use crate::fault::FieldFault;

/// Longest answer of several lines, in characters.
pub const NOTES: usize = 4_000;
/// Longest answer of one line, in characters.
pub const TEXT: usize = 500;

/// Answers by link id; a ticked box has its own key, `item___code` = `1`. A missing key and an empty text both mean "not answered".
pub type Answers = BTreeMap<String, String>;

/// Answers that may be stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clean {
    /// Answered, shown items only; in their one stored form.
    pub answers: Answers,
    /// Keys that were given and are not kept: of items that are not shown, or of no item.
    pub dropped: Vec<String>,
}

/// Checks answers as typed. Fails with every fault, in the order of the items.
pub fn validate(def: &Definition, answers: &Answers) -> Result<Clean, Vec<FieldFault>> {
    let mut kept = Answers::new();
    let mut judged: Vec<(&Item, FieldFault)> = Vec::new();
    for item in &def.items {
        match judge(item, answers) {
            Ok(found) => kept.extend(found),
            // The logic of other items sees what was typed.
            Err(fault) => {
                kept.insert(item.link_id.clone(), answers.get(&item.link_id).cloned().unwrap_or_default());
                judged.push((item, fault));
            }
        }
    }
    let shown = settle(def, &mut kept);
    let mut faults: Vec<FieldFault> = Vec::new();
    for (item, _) in def.items.iter().zip(&shown).filter(|(_, shown)| **shown) {
        match judged.iter().find(|(other, _)| other.link_id == item.link_id) {
            Some((_, fault)) => faults.push(fault.clone()),
            None if item.required && !is_answered(item, &kept) => faults.push(FieldFault::new(&item.link_id, "fault-answer-needed")),
            None => {}
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    judged.iter().for_each(|(item, _)| drop(kept.remove(&item.link_id)));
    let dropped = answers.iter().filter(|(key, value)| !value.trim().is_empty() && !kept.contains_key(*key)).map(|(key, _)| key.clone());
    Ok(Clean { dropped: dropped.filter(|key| !is_unticked(answers, key)).collect(), answers: kept })
}

/// Drops answers of items that are not shown, and of items that these made appear, until nothing changes. Tells which are shown.
fn settle(def: &Definition, kept: &mut Answers) -> Vec<bool> {
    loop {
        let shown: Vec<bool> = def.items.iter().map(|item| is_shown(item, kept)).collect();
        let before = kept.len();
        for (item, _) in def.items.iter().zip(&shown).filter(|(_, shown)| !**shown) {
            keys(item).iter().for_each(|key| drop(kept.remove(key)));
        }
        if kept.len() == before {
            return shown;
        }
    }
}

fn is_shown(item: &Item, answers: &Answers) -> bool {
    !item.hidden && item.branching.as_ref().is_none_or(|branching| branching.holds(answers))
}

fn is_answered(item: &Item, kept: &Answers) -> bool {
    matches!(item.kind, Kind::Descriptive) || keys(item).iter().any(|key| kept.get(key).is_some_and(|value| !value.is_empty()))
}

fn is_unticked(answers: &Answers, key: &str) -> bool {
    key.contains("___") && answers.get(key).is_some_and(|value| value == "0")
}

/// The keys under which an item's answers travel.
fn keys(item: &Item) -> Vec<String> {
    match &item.kind {
        Kind::Checkbox { choices } => choices.iter().map(|choice| item.box_key(&choice.code)).collect(),
        _ => vec![item.link_id.clone()],
    }
}

fn judge(item: &Item, answers: &Answers) -> Result<Answers, FieldFault> {
    let mut out = Answers::new();
    if matches!(item.kind, Kind::Descriptive) {
        return Ok(out);
    }
    for key in keys(item) {
        let value = judge_value(item, answers.get(&key).map_or("", String::as_str))?;
        let unticked = value == "0" && matches!(item.kind, Kind::Checkbox { .. });
        if !value.is_empty() && !unticked {
            out.insert(key, value);
        }
    }
    Ok(out)
}

/// One answer in its stored form; the empty text for none. For a checkbox: one box. Whether it is needed is for `validate`.
pub fn judge_value(item: &Item, raw: &str) -> Result<String, FieldFault> {
    let text = tidy(raw);
    let fault = |word: &str| FieldFault::new(&item.link_id, word);
    if text.is_empty() {
        return Ok(text);
    }
    match &item.kind {
        Kind::Choice { choices } => known(choices, text).ok_or_else(|| fault("fault-answer-unknown")),
        Kind::YesNo | Kind::TrueFalse | Kind::Checkbox { .. } => {
            if matches!(text.as_str(), "0" | "1") {
                Ok(text)
            } else {
                Err(fault("fault-answer-unknown"))
            }
        }
        Kind::Text => short_enough(text, TEXT).ok_or_else(|| fault("fault-answer-too-long").with("max", TEXT)),
        Kind::Notes => short_enough(text, NOTES).ok_or_else(|| fault("fault-answer-too-long").with("max", NOTES)),
        Kind::Number { min, max, integer } => number(&text, *min, *max, *integer, &fault),
        Kind::Slider { min, max, .. } => number(&text, Some(*min), Some(*max), true, &fault),
        Kind::Date => NaiveDate::parse_from_str(&text, "%Y-%m-%d").map(|day| day.to_string()).map_err(|_| fault("fault-answer-date")),
        Kind::Descriptive => Ok(String::new()),
    }
}

fn known(choices: &[Choice], text: String) -> Option<String> {
    choices.iter().any(|choice| choice.code == text).then_some(text)
}

fn short_enough(text: String, most: usize) -> Option<String> {
    (text.chars().count() <= most).then_some(text)
}

fn number(text: &str, min: Option<f64>, max: Option<f64>, integer: bool, fault: &dyn Fn(&str) -> FieldFault) -> Result<String, FieldFault> {
    let text = text.replace(',', ".");
    let plain = text.chars().all(|c| c.is_ascii_digit() || "+-.".contains(c));
    let value = text.parse::<f64>().ok().filter(|n| plain && n.is_finite()).ok_or_else(|| fault("fault-answer-number"))?;
    if integer && value.fract() != 0.0 {
        return Err(fault("fault-answer-whole"));
    }
    let below = min.filter(|min| value < *min).map(|min| fault("fault-answer-at-least").with("min", min));
    let above = max.filter(|max| value > *max).map(|max| fault("fault-answer-at-most").with("max", max));
    below.or(above).map_or(Ok(value.to_string()), Err)
}

/// NFC, line ends as `\n`, no control characters, no blank edges.
fn tidy(raw: &str) -> String {
    let joined = raw.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = joined.nfc().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    kept.trim().to_owned()
}
