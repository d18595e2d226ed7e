//! What kind of item a row of the dictionary is.

use super::{CHOICES, MAX, MIN, TYPE, VALIDATION, choices};
use crate::instruments::Kind;
use crate::table::{fold, one_line};

/// The column at fault, and the word for it.
type Wrong = (usize, &'static str);

/// The kind of a field; `cell` gives the row's text in a column.
pub(super) fn kind(cell: &dyn Fn(usize) -> String) -> Result<Kind, Wrong> {
    let offered = || choices(&cell(CHOICES)).ok_or((CHOICES, "fault-row-choices"));
    match cell(TYPE).to_lowercase().as_str() {
        "text" => text(cell),
        "notes" | "textarea" => Ok(Kind::Notes),
        "radio" | "dropdown" | "select" => Ok(Kind::Choice { choices: offered()? }),
        "checkbox" => Ok(Kind::Checkbox { choices: offered()? }),
        "yesno" => Ok(Kind::YesNo),
        "truefalse" => Ok(Kind::TrueFalse),
        "slider" => slider(cell),
        "descriptive" => Ok(Kind::Descriptive),
        "calc" | "file" | "signature" | "sql" => Err((TYPE, "fault-row-left-out")),
        _ => Err((TYPE, "fault-row-type")),
    }
}

fn text(cell: &dyn Fn(usize) -> String) -> Result<Kind, Wrong> {
    let validation = cell(VALIDATION).to_lowercase();
    if validation == "integer" || validation == "int" || validation.starts_with("number") {
        let (min, max) = bounds(cell)?;
        Ok(Kind::Number { min, max, integer: validation.starts_with("int") })
    } else if validation.starts_with("date_") || validation == "date" {
        Ok(Kind::Date)
    } else {
        Ok(Kind::Text)
    }
}

fn slider(cell: &dyn Fn(usize) -> String) -> Result<Kind, Wrong> {
    let (min, max) = bounds(cell)?;
    let labels = cell(CHOICES).split('|').map(plain).collect();
    let (min, max) = (min.unwrap_or(0.0), max.unwrap_or(100.0));
    if min < max { Ok(Kind::Slider { min, max, labels }) } else { Err((MAX, "fault-row-number")) }
}

fn bounds(cell: &dyn Fn(usize) -> String) -> Result<(Option<f64>, Option<f64>), Wrong> {
    let bound = |column: usize| {
        let text = cell(column).replace(',', ".");
        let number = text.parse::<f64>().ok().filter(|n| n.is_finite());
        if text.is_empty() || number.is_some() { Ok(number) } else { Err((column, "fault-row-number")) }
    };
    let (min, max) = (bound(MIN)?, bound(MAX)?);
    if min.zip(max).is_some_and(|(min, max)| min > max) { Err((MAX, "fault-row-number")) } else { Ok((min, max)) }
}

/// A label without the tags that REDCap allows in it.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        let opens = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        out.push_str(before);
        rest = match tag.split_once('>').filter(|_| opens) {
            Some((_, after)) => {
                out.push(' ');
                after
            }
            None => {
                out.push('<');
                tag
            }
        };
    }
    out.push_str(rest);
    one_line(&out)
}

/// Answers that say nothing on the scale: they have a code (often 9 or 99) but no score.
pub(super) fn is_no_answer(label: &str) -> bool {
    const WORDS: [&str; 12] = [
        "not applicable",
        "n a",
        "na",
        "prefer not",
        "i prefer not",
        "don t know",
        "i don t know",
        "do not know",
        "sans objet",
        "s o",
        "ne s applique pas",
        "je ne sais pas",
    ];
    let word = fold(label);
    let french = ["je prefere ne pas", "prefere ne pas", "ne sais pas"].iter().any(|start| word.starts_with(start));
    french || WORDS.iter().any(|known| word == *known || word.starts_with(&format!("{known} ")))
}
