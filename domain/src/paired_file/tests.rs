#![allow(clippy::unwrap_used)]
use super::*;
use crate::stats::paired::analyse;

fn read(text: &str) -> PairedInput {
    parse(text.as_bytes()).unwrap()
}

/// The faults of a file: line, column, word, value.
fn faults(text: &str) -> Vec<(u32, String, String, String)> {
    parse(text.as_bytes()).unwrap_err().into_iter().map(|f| (f.line, f.column, f.word.replace("fault-row-", ""), f.value)).collect()
}

fn fault(line: u32, column: &str, word: &str, value: &str) -> (u32, String, String, String) {
    (line, column.to_owned(), word.to_owned(), value.to_owned())
}

#[test]
fn published_pairs_have_their_published_test() {
    let sleep = parse(include_bytes!("../../golden/data/paired/student_sleep_1908.csv")).unwrap();
    let found = analyse(&sleep.pairs, sleep.dropped);
    assert_eq!((found.n_pairs, found.n_dropped, found.df), (10, 0, Some(9)));
    // R: t.test(extra ~ group, sleep, paired = TRUE) has t = −4.0621 (pre − post), p = 0.002833.
    assert!((found.t.unwrap() - 4.0621).abs() < 5e-5 && (found.p.unwrap() - 0.002833).abs() < 5e-7);
    let maths = parse(include_bytes!("../../golden/data/paired/upward_bound_maths.csv")).unwrap();
    assert_eq!((maths.pairs.len(), maths.dropped), (29, 0));
}

#[test]
fn wide_and_long_files_say_the_same() {
    let expected = PairedInput { pairs: vec![(1.5, 2.0), (-3.0, 0.0)], dropped: 3 };
    assert_eq!(read("participant,pre,post\nA,1.5,2\nB,-3,0\nC,1,\nD,,2\nE,,\n"), expected);
    assert_eq!(read("Participant ID;PRE;Post\nA;1,5;2\nB;\u{2212}3;0.0\nC;1;\nD;;2\nE;;\n"), expected);
    let long = "participant\ttimepoint\tscore\nA\tpost\t2\nB\tBaseline\t-3\nA\tBefore\t1,5\nB\tCOMPLETION\t0\nC\tpre\t1\nD\tafter\t2e0\nE\tpre\t\n";
    assert_eq!(read(long), expected);
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(long.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(parse(&wide).unwrap(), expected);
    assert_eq!(read("\u{feff}code;avant;après\r\nA;1,5;2\r\nB;-3;0\r\nC;1;\r\nD;;2\r\nE;;\r\n"), expected);
    assert_eq!(read("participant,pre,post\n"), PairedInput::default());
}

#[test]
fn every_bad_cell_is_named_by_line_and_column() {
    let found = faults("participant,pre,Post\nA,1,x\nB,\"1,5\",2\n,1,2\nA,NaN,1e999\nC,1,2,3\n");
    let expected = [
        fault(2, "Post", "score", "x"),
        fault(3, "pre", "decimal-comma", "1,5"),
        fault(4, "participant", "empty", ""),
        fault(5, "pre", "score", "NaN"),
        fault(5, "Post", "score", "1e999"),
        fault(5, "participant", "participant-twice", "A"),
        fault(6, "", "too-many-cells", "3"),
    ];
    assert_eq!(found, expected);
    let found = faults("participant,timepoint,score\nA,pre,1\nA,before,2\nA,later,two\n");
    let expected = [
        fault(3, "participant", "moment-twice", "A"),
        fault(4, "score", "score", "two"),
        fault(4, "timepoint", "paired-timepoint", "later"),
    ];
    assert_eq!(found, expected);
    assert_eq!(faults("participant;pre;post\nA;1,234,5;2\n"), [fault(2, "pre", "score", "1,234,5")]);
}

#[test]
fn a_header_must_be_there_and_known() {
    assert_eq!(faults(""), [fault(0, "", "file-empty", "")]);
    assert_eq!(faults("1,0.7,1.9\n2,-1.6,0.8\n"), [fault(1, "", "paired-header", "1")]);
    assert_eq!(faults("participant,pre\nA,1\n"), [fault(1, "post", "column-missing", "")]);
    assert_eq!(faults("participant,pre,post,site\nA,1,2,X\n"), [fault(1, "site", "column-unknown", "site")]);
    assert_eq!(faults("participant,pre,post,before\nA,1,2,3\n"), [fault(1, "before", "column-twice", "before")]);
    let mixed = faults("participant,timepoint,pre\nA,pre,1\n");
    assert_eq!(mixed, [fault(1, "score", "column-missing", ""), fault(1, "pre", "column-unknown", "pre")]);
}
