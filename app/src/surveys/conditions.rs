//! Branching logic in words: "Only if “Have you used something new?” is “Yes”."

use backend::words::Words;
use domain::instruments::{Branching, Definition, Expr, Item, Kind, Operand, Operator};

/// When an item is asked.
pub fn only_if(words: Words, definition: &Definition, branching: &Branching) -> String {
    let when = said(words, definition, branching.expr());
    words.with("survey-only-if", &[("when", when.into())])
}

fn said(words: Words, definition: &Definition, expr: &Expr) -> String {
    let join = |parts: &[Expr], key: &str| parts.iter().map(|part| said(words, definition, part)).collect::<Vec<_>>().join(&words.t(key));
    match expr {
        Expr::All(parts) => join(parts, "survey-and"),
        Expr::Any(parts) => join(parts, "survey-or"),
        Expr::Not(part) => words.with("survey-not", &[("what", said(words, definition, part).into())]),
        Expr::Compare(left, operator, right) => compared(words, definition, left, *operator, right),
    }
}

fn compared(words: Words, definition: &Definition, left: &Operand, operator: Operator, right: &Operand) -> String {
    let (asked, operator, value) = match (left, right) {
        (Operand::Text(value), asked) => (asked, flipped(operator), value.clone()),
        (asked, Operand::Text(value)) => (asked, operator, value.clone()),
        (asked, Operand::Field(name) | Operand::Ticked(name, _)) => (asked, operator, label(definition, name)),
    };
    match asked {
        Operand::Ticked(name, code) => {
            let ticked = (value == "1") == (operator == Operator::Equal);
            let key = if ticked { "survey-is" } else { "survey-is-not" };
            sentence(words, key, &label(definition, name), &quoted(words, definition, name, code))
        }
        Operand::Field(name) => of_field(words, definition, name, operator, &value),
        Operand::Text(text) => sentence(words, "survey-is", text, &value),
    }
}

fn of_field(words: Words, definition: &Definition, name: &str, operator: Operator, value: &str) -> String {
    let item = label(definition, name);
    if value.is_empty() {
        let key = if operator == Operator::Equal { "survey-is-empty" } else { "survey-is-answered" };
        return sentence(words, key, &item, "");
    }
    let fitting = fitting(definition.item(name), operator, value);
    if !fitting.is_empty() {
        let names: Vec<String> = fitting.iter().map(|code| quoted(words, definition, name, code)).collect();
        return sentence(words, "survey-is", &item, &names.join(&words.t("survey-or")));
    }
    let key = match operator {
        Operator::Equal => return sentence(words, "survey-is", &item, &quoted(words, definition, name, value)),
        Operator::Unequal => return sentence(words, "survey-is-not", &item, &quoted(words, definition, name, value)),
        Operator::Less => "survey-is-less",
        Operator::AtMost => "survey-is-at-most",
        Operator::More => "survey-is-more",
        Operator::AtLeast => "survey-is-at-least",
    };
    sentence(words, key, &item, value)
}

/// The choices that an order ("at most 2") lets through: people read words, not codes.
fn fitting(item: Option<&Item>, operator: Operator, value: &str) -> Vec<String> {
    let Some(Kind::Choice { choices }) = item.map(|item| &item.kind) else { return Vec::new() };
    let Ok(limit) = value.parse::<f64>() else { return Vec::new() };
    let fits = |code: &str| {
        code.parse::<f64>().is_ok_and(|n| match operator {
            Operator::Less => n < limit,
            Operator::AtMost => n <= limit,
            Operator::More => n > limit,
            Operator::AtLeast => n >= limit,
            Operator::Equal | Operator::Unequal => false,
        })
    };
    choices.iter().filter(|choice| fits(&choice.code)).map(|choice| choice.code.clone()).collect()
}

fn flipped(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::More,
        Operator::AtMost => Operator::AtLeast,
        Operator::More => Operator::Less,
        Operator::AtLeast => Operator::AtMost,
        same => same,
    }
}

fn sentence(words: Words, key: &str, item: &str, value: &str) -> String {
    words.with(key, &[("item", item.into()), ("value", value.into())])
}

fn label(definition: &Definition, name: &str) -> String {
    definition.item(name).map_or_else(|| name.to_owned(), |item| item.label.clone())
}

fn quoted(words: Words, definition: &Definition, name: &str, code: &str) -> String {
    let item = definition.item(name);
    let choice = item.and_then(|item| item.choices().iter().find(|choice| choice.code == code)).map(|choice| choice.label.clone());
    let flag = match (item.map(|item| &item.kind), code) {
        (Some(Kind::YesNo), "1") => Some("survey-yes"),
        (Some(Kind::YesNo), "0") => Some("survey-no"),
        (Some(Kind::TrueFalse), "1") => Some("survey-true"),
        (Some(Kind::TrueFalse), "0") => Some("survey-false"),
        _ => None,
    };
    let value = choice.or(flag.map(|key| words.t(key))).unwrap_or_else(|| code.to_owned());
    words.with("survey-quote", &[("value", value.into())])
}
