//! Scales from answers.

use serde::{Deserialize, Serialize};

use super::{Answers, Definition, Item};

/// A scale's number for one response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Key of the scale.
    pub scale: String,
    /// The mean of the answered items; none when too few are answered.
    pub value: Option<f64>,
    /// Items with a scored answer.
    pub answered: usize,
    /// Items of the scale.
    pub of: usize,
}

/// What one answer counts, reversed where the item is: min + max − x. None when missing, unknown, or a choice without score.
pub fn item_score(item: &Item, answers: &Answers) -> Option<f64> {
    let given = answers.get(&item.link_id)?;
    let score = item.choices().iter().find(|choice| choice.code == *given)?.score?;
    let (min, max) = item.range()?;
    Some(if item.reverse { min + max - score } else { score })
}

/// Every scale of the definition, in its order.
pub fn score(def: &Definition, answers: &Answers) -> Vec<Score> {
    def.scales.iter().map(|scale| of_items(def, &scale.key, &scale.items, scale.min_answered, answers)).collect()
}

fn of_items(def: &Definition, key: &str, items: &[String], min_answered: usize, answers: &Answers) -> Score {
    let scores: Vec<f64> = items.iter().filter_map(|id| item_score(def.item(id)?, answers)).collect();
    let answered = scores.len();
    let count = u32::try_from(answered).map(f64::from).unwrap_or(f64::INFINITY);
    let value = (answered > 0 && answered >= min_answered).then(|| scores.iter().sum::<f64>() / count);
    Score { scale: key.to_owned(), value, answered, of: items.len() }
}
