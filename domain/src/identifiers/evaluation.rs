//! The check measured on invented vignettes (`golden/identifiers/`, security rule S17): what share of the identifiers it finds, and how
//! often it stops a text that has none. `docs/IDENTIFIERS.md` shows the table that `cargo test -p domain evaluation -- --nocapture` prints.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use super::{Finding, Severity, blocks, check, check_file_name};
use crate::lang::Lang;

#[derive(Deserialize)]
struct Document {
    id: String,
    lang: Lang,
    text: String,
    spans: Vec<Span>,
}

/// Places are in characters.
#[derive(Deserialize)]
struct Span {
    start: usize,
    end: usize,
    class: String,
}

/// Found and all of each class; warned, blocked and all of the clean documents of each language.
#[derive(Default)]
struct Tally {
    recall: BTreeMap<String, (u32, u32)>,
    clean: BTreeMap<&'static str, (u32, u32, u32)>,
    missed: Vec<String>,
}

/// Classes that must be held back, not only warned of.
fn must_block(class: &str) -> bool {
    matches!(
        class,
        "phn" | "card" | "sin" | "record" | "phone" | "email" | "postal" | "url_id" | "birth" | "address" | "vehicle" | "device"
    )
}

fn measure(set: &str) -> Tally {
    let mut tally = Tally::default();
    for line in set.lines() {
        let document: Document = serde_json::from_str(line).unwrap();
        let found = if document.id.contains("-file-") { check_file_name(&document.text) } else { check(&document.text, document.lang) };
        if document.spans.is_empty() {
            let entry = tally.clean.entry(document.lang.code()).or_default();
            *entry = (entry.0 + u32::from(!found.is_empty()), entry.1 + u32::from(blocks(&found)), entry.2 + 1);
            tally
                .missed
                .extend(found.iter().map(|f| format!("alarm {:?} {:?}: {}", f.kind, f.severity, around(&document.text, f.start, f.end))));
            continue;
        }
        for span in &document.spans {
            let (start, end) = (byte(&document.text, span.start), byte(&document.text, span.end));
            let hit = found
                .iter()
                .any(|f: &Finding| f.start < end && f.end > start && (f.severity == Severity::Block || !must_block(&span.class)));
            let entry = tally.recall.entry(span.class.clone()).or_default();
            *entry = (entry.0 + u32::from(hit), entry.1 + 1);
            if !hit {
                tally.missed.push(format!("missed {}: {}", span.class, around(&document.text, start, end)));
            }
        }
    }
    tally
}

fn byte(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

fn around(text: &str, start: usize, end: usize) -> String {
    let from = (0..=start.saturating_sub(40)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let to = (end + 15..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    format!("{} [[{}]] {}", &text[from..start], &text[start..end], &text[end..to]).replace('\n', "⏎")
}

/// The table of a set, as the document shows it.
fn table(name: &str, tally: &Tally) -> String {
    let mut out = format!("{name}\n| class | found | of | recall |\n|---|---:|---:|---:|\n");
    for (class, (hit, all)) in &tally.recall {
        let _ = writeln!(out, "| {class} | {hit} | {all} | {:.3} |", f64::from(*hit) / f64::from(*all));
    }
    for (lang, (warned, blocked, all)) in &tally.clean {
        let share = |n: u32| 100.0 * f64::from(n) / f64::from(all.to_owned());
        let _ = writeln!(
            out,
            "| clean {lang}: warned {warned} ({:.1} %), blocked {blocked} ({:.1} %) of {all} | | | |",
            share(*warned),
            share(*blocked)
        );
    }
    out
}

/// The bars of S17.
fn wanted(class: &str) -> f64 {
    match class {
        "date" | "birth" | "age" => 0.97,
        "name" => 0.90,
        "place" | "address" => 0.85,
        "file" => 0.90,
        _ => 0.995,
    }
}

fn holds(name: &str, set: &str) {
    let tally = measure(set);
    println!("{}", table(name, &tally));
    for (class, (hit, all)) in &tally.recall {
        let share = f64::from(*hit) / f64::from(*all);
        assert!(share >= wanted(class), "{name}: {class}: {hit} of {all}");
    }
    for (lang, (warned, blocked, all)) in &tally.clean {
        assert!(f64::from(*blocked) <= 0.01 * f64::from(*all), "{name}: {blocked} clean documents of {all} in {lang} are held back");
        assert!(f64::from(*warned) <= 0.15 * f64::from(*all), "{name}: {warned} clean documents of {all} in {lang} are warned of");
    }
}

#[test]
fn s17_bars_hold_on_the_set_it_was_tuned_on() {
    holds("tuned", include_str!("../../golden/identifiers/tuned.jsonl"));
}

#[test]
fn s17_bars_hold_on_the_held_out_set() {
    holds("held-out", include_str!("../../golden/identifiers/held.jsonl"));
}

/// What was missed on the tuned set, for whoever tunes. The held-out set has no such list on purpose.
#[test]
#[ignore = "prints, for tuning"]
fn misses_on_the_tuned_set() {
    for line in measure(include_str!("../../golden/identifiers/tuned.jsonl")).missed {
        println!("{line}");
    }
}
