//! `kith analyse paired` against SciPy's figures, and on files that are none.

use serde_json::Value;

use crate::kith::{Desk, arg};

const GOLDEN: &str = include_str!("../../../domain/golden/stats.tsv");
const KEYS: [&str; 21] = [
    "n_pairs",
    "n_dropped",
    "mean_pre",
    "sd_pre",
    "mean_post",
    "sd_post",
    "mean_diff",
    "sd_diff",
    "t",
    "df",
    "p",
    "ci_low",
    "ci_high",
    "d_z",
    "d_av",
    "g_av",
    "w_plus",
    "w_minus",
    "n_nonzero",
    "p_wilcoxon",
    "wilcoxon_method",
];

/// Equal to 10⁻⁹, and to one part in 10⁹ of what is small.
fn same(found: &Value, cell: &str) -> bool {
    match (found.as_f64(), cell.parse::<f64>()) {
        (Some(a), Ok(b)) => (a - b).abs() <= 1e-9 * b.abs().max(f64::MIN_POSITIVE) || (a - b).abs() <= 1e-9 && b.abs() >= 1e-3,
        _ => found == &if cell == "null" { Value::Null } else { cell.into() },
    }
}

#[tokio::test]
async fn the_published_data_sets_give_scipys_figures() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/golden/data/paired");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let line = GOLDEN.lines().find(|line| line.split('\t').next() == Some(name)).expect("a golden line");
        let desk = Desk::empty();
        let found = desk.kith(&["analyse", "paired", arg(&path), "--json"]).await.expect(0).json();
        for (key, cell) in KEYS.iter().zip(line.split('\t').skip(3)) {
            assert!(same(&found[key], cell), "{name}: {key} is {}, not {cell}", found[key]);
        }
        assert_eq!(found.as_object().unwrap().len(), KEYS.len() + 1, "the keys of the struct and no other");
        assert_eq!(found["sentences"], serde_json::json!([]));
        assert!(desk.names().is_empty(), "nothing is left behind: {:?}", desk.names());
        desk.kith(&["analyse", "paired", arg(&path)]).await.expect(0).says("Wilcoxon signed-rank test").says("exact").says("Hedges");
        files += 1;
    }
    assert_eq!(files, 2);
}

#[tokio::test]
async fn what_does_not_exist_is_null_with_its_reason() {
    let cases = [
        ("participant,pre,post\na,1,2\n", "one_pair", "one pair has no spread"),
        ("participant,pre,post\na,1,2\nb,2,3\nc,5,6\n", "no_variance", "the same amount"),
        ("participant,pre,post\na,1,1\nb,2,2\nc,5,5\n", "all_zero", "Nobody's score changed"),
        ("participant,pre,post\na,1,\nb,,2\n", "no_pairs", "nothing to compare"),
    ];
    for (text, word, words) in cases {
        let desk = Desk::empty();
        let file = desk.file("scores.csv", text);
        let found = desk.kith(&["analyse", "paired", arg(&file), "--json"]).await.expect(0).json();
        assert!(found["sentences"].as_array().unwrap().contains(&word.into()), "{found}");
        assert_eq!(found["p"], Value::Null);
        let told = desk.kith(&["analyse", "paired", arg(&file)]).await.expect(0).says(words);
        assert!(!told.out.contains("NaN") && !told.out.contains("inf"), "{}", told.out);
    }
}

#[tokio::test]
async fn a_bad_file_is_refused_with_line_and_column() {
    let desk = Desk::empty();
    let cases: [(&str, &[u8], u64, &str, &str); 5] = [
        ("text.csv", b"participant,pre,post\na,1,2\nb,high,3\n", 3, "pre", "not a number"),
        ("twice.csv", b"participant,pre,post\na,1,2\na,1,3\n", 3, "participant", "earlier row"),
        ("empty.csv", b"", 0, "", "empty"),
        ("header.csv", b"name,colour\nx,y\n", 1, "", "first line"),
        ("latin.csv", b"participant,pre,post\nBeno\xEEt,\xE9,3\n", 2, "pre", "not a number"),
    ];
    for (name, bytes, line, column, words) in cases {
        let file = desk.file(name, bytes);
        let ran = desk.kith(&["analyse", "paired", arg(&file), "--json"]).await.expect(1);
        let fault = ran.json()["error"]["faults"][0].clone();
        assert_eq!((fault["line"].as_u64(), fault["column"].as_str()), (Some(line), Some(column)), "{fault}");
        assert!(fault["sentence"].as_str().unwrap().contains(words), "{fault}");
        assert!(ran.err.contains(words) && (line == 0 || ran.err.contains(&format!("line {line}"))), "{}", ran.err);
        let plain = desk.kith(&["analyse", "paired", arg(&file)]).await.expect(1);
        assert!(plain.out.is_empty() && plain.err.contains(words), "{plain:?}");
    }
    for path in [desk.at("missing.csv"), desk.at("")] {
        let ran = desk.kith(&["analyse", "paired", arg(&path), "--json"]).await.expect(1);
        assert_eq!(ran.json()["error"]["faults"][0]["word"], "file-unreadable");
        assert!(ran.err.contains("cannot be read"), "{}", ran.err);
    }
}

#[tokio::test]
async fn old_spreadsheets_hostile_names_and_broken_settings_do_no_harm() {
    let desk = Desk::empty().set("DATABASE_URL", "nonsense").set("KITH_WORKER", "maybe");
    let old = desk.file("old.csv", b"participant;avant;apr\xE8s\nBeno\xEEt;1,5;2\nZo\xEB;2;4\nL\xE9a;3;3,5\n");
    let found = desk.kith(&["analyse", "paired", arg(&old), "--json"]).await.expect(0).json();
    assert_eq!((found["n_pairs"].as_u64(), found["mean_pre"].as_f64()), (Some(3), Some(6.5 / 3.0)));
    let hostile = desk.file("hostile.csv", b"participant,pre,post\na,\x1b[31mred,2\n");
    let told = desk.kith(&["analyse", "paired", arg(&hostile)]).await.expect(1);
    assert!(!told.err.contains('\x1b'), "{:?}", told.err);
    let large = desk.file("large.csv", "participant,pre,post\n".to_owned() + &"a".repeat(6 * 1024 * 1024));
    desk.kith(&["analyse", "paired", arg(&large)]).await.expect(1).says("too large");
}
