//! Every word that a file's or an answer's fault may carry has its sentence in both languages.

use std::collections::BTreeSet;

const SOURCES: [&str; 10] = [
    include_str!("../table.rs"),
    include_str!("../people_file.rs"),
    include_str!("../paired_file.rs"),
    include_str!("../attendance_file/read.rs"),
    include_str!("../instruments/dictionary.rs"),
    include_str!("../instruments/dictionary/fields.rs"),
    include_str!("../instruments/validating.rs"),
    include_str!("../responses_file.rs"),
    include_str!("../attendance_file/layout.rs"),
    include_str!("../attendance_file/times.rs"),
];
const ENGLISH: [&str; 2] = [include_str!("../../../locales/en/files-faults.ftl"), include_str!("../../../locales/en/surveys-faults.ftl")];
const FRENCH: [&str; 2] = [include_str!("../../../locales/fr/files-faults.ftl"), include_str!("../../../locales/fr/surveys-faults.ftl")];

fn spoken(files: &[&str]) -> BTreeSet<String> {
    files.iter().flat_map(|file| file.lines()).filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect()
}

/// Words between quotation marks in the sources; a form's answer faults return as a row's.
fn used() -> BTreeSet<String> {
    let mut words: BTreeSet<String> = BTreeSet::new();
    for part in SOURCES.iter().flat_map(|source| source.split('"')) {
        let word = part.starts_with("fault-")
            && part.len() > 12
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        words.extend(word.then(|| part.to_owned()));
    }
    let rows: Vec<String> = words
        .iter()
        .filter(|w| w.starts_with("fault-answer-") && *w != "fault-answer-needed")
        .map(|w| w.replace("fault-", "fault-row-"))
        .collect();
    words.extend(rows);
    words
}

#[test]
fn every_fault_is_said_in_both_languages_and_no_sentence_is_idle() {
    let used = used();
    assert!(used.len() > 40);
    assert_eq!(spoken(&ENGLISH), used);
    assert_eq!(spoken(&FRENCH), used);
}
