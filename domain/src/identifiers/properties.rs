//! What holds for every text: nothing invisible changes what is found, checking twice finds the same, and time grows with length alone.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{Finding, check, check_file_name, check_with};
use crate::lang::Lang::{En, Fr};

/// Characters that show nothing.
const SILENT: [&str; 6] = ["\u{200b}", "\u{200d}", "\u{2060}", "\u{feff}", "\u{ad}", "\u{fe0f}"];

fn sentences() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "PHN 9698 658 215",
        "SIN 130 692 544",
        "call 604-555-0142",
        "(250) 555-0142 ext. 12",
        "susan@example.com",
        "V0R 3A0",
        "MRN 00184-22",
        "chart no. TG-004417",
        "DOB 1947-03-12",
        "March 3rd, 2019",
        "le 3 mai",
        "mardi 14 mai",
        "a 92-year-old",
        "92F",
        "Mr. Wong",
        "her son Kyle",
        "Susan Wong",
        "in Tofino",
        "moved here from Zzyzx",
        "Première Nation de Timiskaming",
        "St. Mary's Hospital",
        "CHSLD Saint-Antoine",
        "114 Alder St",
        "114, rue Principale",
        "https://x.org/p/0012345",
        "192.168.10.4",
        "plate AB1 23C",
        "serial no. PJN2281940",
        "Castro_Kai.pdf",
        "pain 7/10",
        "morphine 2.5 mg",
        "Hope",
        "Karnofsky 50",
        "in",
        "the",
        "de",
        ".",
        ",",
        "\n",
        "\n\n",
        "９６９８",
        "é",
        "xʷməθkʷəy̓əm",
        "🙂",
    ]);
    prop::collection::vec((pieces, prop::sample::select(vec!["", " ", " ", "\u{a0}"])), 0..12)
        .prop_map(|all| all.into_iter().map(|(p, s)| format!("{p}{s}")).collect())
}

fn plain(found: &[Finding], text: &str) -> Vec<String> {
    let bare = |f: &Finding| SILENT.iter().fold(text.get(f.start..f.end).unwrap().to_owned(), |t, s| t.replace(s, ""));
    found.iter().map(|f| format!("{:?} {:?} {}", f.kind, f.severity, bare(f))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn what_shows_nothing_changes_nothing(text in sentences(), at in any::<prop::sample::Index>(), silent in prop::sample::select(SILENT.to_vec())) {
        let places: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let mut hidden = text.clone();
        hidden.insert_str(*at.get(&places), silent);
        for lang in [En, Fr] {
            prop_assert_eq!(plain(&check(&text, lang), &text), plain(&check(&hidden, lang), &hidden), "{:?}", hidden);
        }
    }

    #[test]
    fn checking_again_finds_the_same(text in prop_oneof![any::<String>(), sentences()]) {
        for lang in [En, Fr] {
            prop_assert_eq!(check(&text, lang), check(&text, lang));
            prop_assert_eq!(check_with(&text, lang, &[]), check(&text, lang));
        }
        for f in check_file_name(&text) {
            prop_assert!(f.start < f.end && text.get(f.start..f.end).is_some());
        }
    }

    #[test]
    fn an_offer_replaces_whole_characters(text in sentences()) {
        for lang in [En, Fr] {
            let found = check(&text, lang);
            let zero = super::first_day(&text, &found);
            for o in found.iter().filter_map(|f| super::offer(&text, f, zero, lang)) {
                prop_assert!(o.start < o.end && text.get(o.start..o.end).is_some() && !o.text.is_empty());
            }
        }
    }
}

fn quickest(text: &str) -> Duration {
    let once = || {
        let start = Instant::now();
        assert!(check(text, En).len() <= text.len());
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap()
}

#[test]
fn f22_time_grows_with_length_and_no_more() {
    for piece in [
        "a",
        "9",
        "A",
        "1 ",
        "a@",
        "Mr. ",
        "Mr",
        "::",
        "0:",
        "May 1 ",
        "1-",
        "(",
        ">",
        "[",
        "*",
        "_",
        "(604) ",
        "V0",
        "www.",
        "http://",
        "dr john de ",
        "Saint-",
        "St. ",
        "A-",
        "Ab-",
        "Ab ",
        "from Ab ",
        "Nation ",
        "la ",
        "Première Nation de ",
        "le ",
        "MRN ",
        "chart # ",
        "&#57;",
        "\u{200b}",
        "é",
        "🙂",
        "Hôpital ",
        "100 Mile ",
        "@",
        ".",
        "12 Ab ",
    ] {
        let text = |size: usize| piece.repeat(size / piece.len());
        let (short, long) = (quickest(&text(8 * 1024)), quickest(&text(64 * 1024)));
        assert!(long < short * 24 + Duration::from_millis(60), "{piece:?}: {short:?} for 8 KiB, {long:?} for 64 KiB");
    }
}

/// Security rule S17: 20 KiB in 50 ms at the 95th percentile. `cargo test -p domain --release quick -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, for an optimised build"]
fn how_quick_twenty_kibibytes_are() {
    let set = include_str!("../../golden/identifiers/tuned.jsonl");
    let all: String =
        set.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok()?.get("text")?.as_str().map(str::to_owned)).collect();
    let from = |i: usize| (i..).find(|i| all.is_char_boundary(*i)).unwrap();
    let mut times: Vec<Duration> = (0..200)
        .map(|i| {
            let start = from(i * 300);
            let text = &all[start..from(start + 20 * 1024)];
            let begun = Instant::now();
            assert!(!check(text, if i % 2 == 0 { En } else { Fr }).is_empty());
            begun.elapsed()
        })
        .collect();
    times.sort();
    println!("20 KiB: median {:?}, p95 {:?}, worst {:?}", times[100], times[190], times[199]);
}
