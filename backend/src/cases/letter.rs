//! The first words of a letter: greeting, what the hub and the room advised and who said it, thanks.

use domain::lang::Lang;

use super::view::{Advice, Side, View};
use crate::words::Words;

/// A first letter, in the presenter's language.
pub(super) fn compose(view: &View, lang: Lang) -> String {
    let words = Words::of(lang);
    let number = view.number.clone().unwrap_or_default();
    let mut out = words.with("case-letter-opening", &[("name", view.presenter.as_str().into()), ("number", number.into())]);
    for side in [Side::Hub, Side::Room] {
        let here: Vec<&Advice> = view.advice.iter().filter(|a| a.side == side && a.hidden_at.is_none()).collect();
        if here.is_empty() {
            continue;
        }
        out.push_str(&format!("\n\n{}", words.t(&format!("case-letter-side-{}", side.code()))));
        for advice in here {
            let body = advice.body.replace('\n', "\n   ");
            let who = if advice.from_room.is_empty() { &advice.author } else { &advice.from_room };
            out.push_str(&format!("\n\n1. {body} ({who})"));
        }
    }
    out.push_str("\n\n");
    out.push_str(&words.t("case-letter-closing"));
    out
}
