#![allow(clippy::unwrap_used)]
use super::*;
use crate::instruments::{Answers, score, validate};

const DICTIONARY: &[u8] = include_bytes!("../../../golden/data/instruments_redcap.csv");

fn short(rows: &str) -> Dictionary {
    let header = "Variable / Field Name,Form Name,Field Type,Field Label,\"Choices, Calculations, OR Slider Labels\",Text Validation Type OR Show Slider Number,Text Validation Min,Text Validation Max,Branching Logic (Show field only if...),Required Field?,Matrix Group Name,Field Annotation";
    parse_dictionary(format!("{header}\n{rows}").as_bytes())
}

fn faults(dictionary: &Dictionary) -> Vec<(u32, &str, &str)> {
    dictionary.faults.iter().map(|f| (f.line, f.word.as_str(), f.value.as_str())).collect()
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

#[test]
fn the_competency_dictionary_has_three_forms_and_four_scales() {
    let dictionary = parse_dictionary(DICTIONARY);
    assert_eq!(dictionary.faults, []);
    let forms: Vec<_> = dictionary.definitions.iter().map(|d| (d.name.as_str(), d.title.as_str(), d.items.len(), d.scales.len())).collect();
    assert_eq!(forms, [("competency", "Competency", 32, 4), ("session_pre", "Session pre", 2, 0), ("session_post", "Session post", 6, 0)]);
    let competency = &dictionary.definitions[0];
    let scales: Vec<_> = competency.scales.iter().map(|s| (s.key.as_str(), s.items.len(), s.min_answered, s.min, s.max)).collect();
    assert_eq!(
        scales,
        [("ladder", 8, 6, 1.0, 5.0), ("self_efficacy", 10, 8, 1.0, 5.0), ("connection", 6, 5, 1.0, 5.0), ("collaboration", 4, 3, 1.0, 5.0)]
    );
    let reversed: Vec<_> = competency.items.iter().filter(|i| i.reverse).map(|i| i.link_id.as_str()).collect();
    assert_eq!(reversed, ["con_3"]);
    assert!(competency.items[0].hidden && !competency.items[1].hidden);
    assert_eq!(competency.single("lad_3").unwrap().items, ["lad_3"]);
    assert_eq!(competency.single("used_what"), None);
    assert_eq!(competency.item("se_1").unwrap().section, "Confidence");
}

#[test]
fn a_definition_survives_its_storage() {
    for def in parse_dictionary(DICTIONARY).definitions {
        let stored = serde_json::to_string(&def).unwrap();
        assert_eq!(serde_json::from_str::<Definition>(&stored).unwrap(), def);
    }
}

#[test]
fn a_mean_needs_three_quarters_and_turns_reversed_items() {
    let def = parse_dictionary(DICTIONARY).definitions.remove(0);
    let given = answers(&[("con_1", "5"), ("con_2", "4"), ("con_3", "1"), ("con_4", "3"), ("con_5", "4"), ("col_1", "5"), ("col_2", "5")]);
    let scores = score(&def, &given);
    // By hand: (5 + 4 + (1 + 5 − 1) + 3 + 4) / 5 = 21 / 5.
    assert_eq!((scores[2].value, scores[2].answered, scores[2].of), (Some(4.2), 5, 6));
    assert_eq!((scores[3].value, scores[3].answered), (None, 2));
    assert_eq!((scores[0].value, scores[0].answered), (None, 0));
}

#[test]
fn branching_decides_what_is_asked_and_what_is_kept() {
    let def = parse_dictionary(DICTIONARY).definitions.remove(2);
    let all = answers(&[
        ("post_conf", "4"),
        ("post_met", "5"),
        ("post_bias", "4"),
        ("post_bias_why", "left over"),
        ("post_super", "3"),
        ("stray", "x"),
    ]);
    let clean = validate(&def, &all).unwrap();
    assert_eq!(clean.dropped, ["post_bias_why", "stray"]);
    assert_eq!(clean.answers.len(), 4);
    let biased = answers(&[("post_conf", "7"), ("post_bias", "2"), ("post_bias_why", &"é".repeat(4_001))]);
    let found = validate(&def, &biased).unwrap_err();
    let words: Vec<_> = found.iter().map(|f| (f.field.as_str(), f.word.as_str())).collect();
    let expected = [
        ("post_conf", "fault-answer-unknown"),
        ("post_met", "fault-answer-needed"),
        ("post_bias_why", "fault-answer-too-long"),
        ("post_super", "fault-answer-needed"),
    ];
    assert_eq!(words, expected);
}

#[test]
fn faults_of_a_dictionary_are_named_line_by_line() {
    let found = short(
        "id,f,text,Id,,,,,,,,\n\
         1bad,f,text,Label,,,,,,,,\n\
         a,f,radio,A,\"1, One | 1, Two\",,,,,,,\n\
         b,f,radio,B,\"1, One\",,,,\"[nowhere] = 1\",,,\n\
         b,f,text,B,,,,,[b] = ,,,\n\
         c,f,hologram,C,,,,,,,,\n\
         d,f,text,D,,integer,ten,,,maybe,,\n\
         e,g,radio,E,\"1, One | 2, Two\",,,,[b] = 1,,m,\n\
         h,g,radio,H,\"1, One | 3, Two\",,,,,,m,\n\
         i,g,text,I,,,,,,,m,\n\
         j,g,checkbox,,One,,,,,,,\n\
         k,,notes,K,,,,,,,,,stray\n",
    );
    let expected = [
        (3, "fault-row-field-name", "1bad"),
        (4, "fault-row-choices", "1, One | 1, Two"),
        (5, "fault-row-branching-field", "nowhere"),
        (6, "fault-row-field-twice", "b"),
        (6, "fault-row-branching", "[b] ="),
        (7, "fault-row-type", "hologram"),
        (8, "fault-row-number", "ten"),
        (9, "fault-row-branching-field", "b"),
        (10, "fault-row-matrix-choices", "m"),
        (11, "fault-row-matrix-kind", "m"),
        (12, "fault-row-choices", "One"),
        (13, "fault-row-empty", ""),
        (13, "fault-row-too-many-cells", "stray"),
    ];
    assert_eq!(faults(&found), expected);
}

#[test]
fn a_dictionary_without_its_columns_is_refused_and_one_in_another_language_is_not() {
    let found = parse_dictionary(b"Variable / Field Name,Field Type\na,text\n");
    assert_eq!(found.faults.iter().map(|f| f.column.as_str()).collect::<Vec<_>>(), ["form name", "field label"]);
    let header = (1..=18).map(|n| format!("Colonne {n}")).collect::<Vec<_>>().join(",");
    let found = parse_dictionary(format!("{header}\nid,f,,text,Code,,,,,,,,,,,,,\nq,f,,yesno,Oui?,,,,,,,,y,,,,,\n").as_bytes());
    assert_eq!((found.faults.len(), found.definitions[0].items[1].required), (0, true));
}

#[test]
fn every_kind_is_read_and_checked() {
    let read = short(
        "id,f,text,Id,,,,,,,,\n\
         n,f,text,<b>How</b> many,,integer,1,10,,y,,\n\
         d,f,text,When,,date_ymd,,,,,,\n\
         s,f,slider,How much,\"None | Some | All\",,,,,,,\n\
         c,f,checkbox,Which,\"1, One | -9, None | B, Bee\",,,,,y,,\n\
         w,f,notes,Why,,,,,[c(-9)] = '1',,,\n\
         t,f,calc,Total,[n]*2,,,,,,,\n\
         x,f,radio,Fit,\"1, Low | 2, High | 99, Not applicable\",,,,,,fit,\n\
         z,f,descriptive,Thank you,,,,,,,,\n",
    );
    assert_eq!((faults(&read).len(), read.left_out.len()), (0, 1));
    let def = &read.definitions[0];
    assert_eq!((def.left_out.as_slice(), def.item("n").unwrap().label.as_str()), (["t".to_owned()].as_slice(), "How many"));
    assert_eq!((def.scales[0].min, def.scales[0].max), (1.0, 2.0));
    let good =
        answers(&[("n", "007"), ("d", "2026-02-28"), ("s", "50"), ("c____9", "1"), ("c___1", "0"), ("w", " a\r\nb\u{0} "), ("x", "99")]);
    let clean = validate(def, &good).unwrap();
    assert_eq!(clean.answers, answers(&[("n", "7"), ("d", "2026-02-28"), ("s", "50"), ("c____9", "1"), ("w", "a\nb"), ("x", "99")]));
    assert_eq!((clean.dropped.len(), score(def, &clean.answers)[0].value), (0, None));
    let bad = answers(&[("n", "10.5"), ("d", "2026-02-30"), ("s", "101"), ("w", "unseen"), ("x", "3")]);
    let words: Vec<_> = validate(def, &bad).unwrap_err().into_iter().map(|f| format!("{} {}", f.field, f.word)).collect();
    let expected =
        ["n fault-answer-whole", "d fault-answer-date", "s fault-answer-at-most", "c fault-answer-needed", "x fault-answer-unknown"];
    assert_eq!(words, expected);
    let far = validate(def, &answers(&[("n", "0"), ("c___1", "1"), ("s", "nan")])).unwrap_err();
    assert_eq!(
        far.iter().map(|f| (f.word.as_str(), f.with.len())).collect::<Vec<_>>(),
        [("fault-answer-at-least", 1), ("fault-answer-number", 0)]
    );
}
