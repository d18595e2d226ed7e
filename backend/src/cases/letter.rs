//! The first words of a letter: greeting, what the hub and the room advised and who said it, thanks.

use domain::identifiers::{self, Severity};
use domain::lang::Lang;
use domain::text;

use super::form::{Passage, key};
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
        for (advice, n) in here.into_iter().zip(1..) {
            let number = format!("{n}. ");
            // What follows the first line stands under it, or Markdown ends the point.
            let body = advice.body.replace('\n', &format!("\n{}", " ".repeat(number.len())));
            // Whoever wrote it down did not give it: without a name it is the room's, or the hub's, as the heading says.
            let who = match (advice.from_room.as_str(), advice.noted) {
                ("", true) => words.t(&format!("hour-from-{}", side.code())),
                ("", false) => advice.author.clone(),
                (from, _) => from.to_owned(),
            };
            out.push_str(&format!("\n\n{number}{body} ({who})"));
        }
    }
    out.push_str("\n\n");
    out.push_str(&words.t("case-letter-closing"));
    out
}

/// Passages of a letter that could tell who somebody is, for its writer to judge. Those who advised and the presenter are named in it on
/// purpose: `own` are the names of the cohort.
pub(super) fn doubts(body: &str, lang: Lang, own: &[String]) -> Vec<Passage> {
    let own: Vec<String> = own.iter().map(|n| n.to_lowercase()).filter(|n| n.len() > 1).collect();
    let found = identifiers::check(body, lang).into_iter().filter(|f| f.severity == Severity::Warn);
    let mut all: Vec<Passage> = Vec::new();
    for finding in found {
        let words = text::tidy_line(body.get(finding.start..finding.end).unwrap_or_default());
        let plain = words.to_lowercase();
        let key = key("letter", finding.kind, &words);
        if !own.iter().any(|name| name.contains(&plain) || plain.contains(name.as_str())) && all.iter().all(|p| p.key != key) {
            all.push(Passage { section: "letter".to_owned(), finding, words, key });
        }
    }
    all
}
