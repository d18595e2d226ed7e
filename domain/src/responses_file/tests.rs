#![allow(clippy::unwrap_used)]
use super::*;
use crate::instruments::parse_dictionary;

const EXPORTED: &[u8] = include_bytes!("../../golden/data/responses_redcap.csv");

fn definitions() -> Vec<Definition> {
    parse_dictionary(include_bytes!("../../golden/data/instruments_redcap.csv")).definitions
}

fn small() -> Vec<Definition> {
    let header = "Variable / Field Name,Form Name,Field Type,Field Label,\"Choices, Calculations, OR Slider Labels\",Text Validation Type OR Show Slider Number";
    let rows = "code,a,text,Code,,\nq,a,radio,Q,\"1, One | 2, Two\",\nc,a,checkbox,C,\"1, One | -9, None\",\nsum,a,calc,Sum,[q],\nn,b,text,N,,integer\n";
    parse_dictionary(format!("{header}\n{rows}").as_bytes()).definitions
}

fn read(text: &str) -> ResponsesFile {
    parse(text.as_bytes(), &small())
}

fn faults(file: &ResponsesFile) -> Vec<(u32, &str, &str, &str)> {
    file.faults.iter().map(|f| (f.line, f.column.as_str(), f.word.as_str(), f.value.as_str())).collect()
}

#[test]
fn the_export_gives_each_timepoint_its_responses() {
    let file = parse(EXPORTED, &definitions());
    assert_eq!(file.faults, []);
    let mut table: BTreeMap<String, (usize, usize, u32)> = BTreeMap::new();
    for response in &file.responses {
        let moment = timepoint(&response.event, &response.form, response.instance).unwrap().to_string();
        let line = table.entry(moment).or_default();
        line.0 += 1;
        line.1 += response.answers.len();
        line.2 += response.answers.values().filter_map(|v| v.parse::<u32>().ok()).sum::<u32>();
    }
    let codes: BTreeSet<&str> = file.responses.iter().map(|r| r.code.as_str()).collect();
    let mut found: String = table.iter().map(|(moment, (n, answers, sum))| format!("{moment}\t{n}\t{answers}\t{sum}\n")).collect();
    found.push_str(&format!("codes\t{}\n", codes.len()));
    assert_eq!(found, include_str!("../../golden/responses.tsv"));
    assert!(file.responses.iter().all(|r| r.complete == 2));
}

#[test]
fn a_row_may_carry_several_forms_and_boxes() {
    let file = read(
        "record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,redcap_data_access_group,a_timestamp,q,c___1,c____9,sum,a_complete,n,b_complete\n\
         X1,pre_arm_1,,,north,2026-01-02 10:00,2,0,1,4,2,12,0\n\
         X1,sessions_arm_1,b,2,north,,,,,,,,1\n\
         X2,pre_arm_1,,,,,,0,0,,,,\n",
    );
    assert_eq!(faults(&file), []);
    let found: Vec<_> =
        file.responses.iter().map(|r| (r.line, r.code.as_str(), r.form.as_str(), r.instance, r.answers.len(), r.complete)).collect();
    assert_eq!(found, [(2, "X1", "a", None, 2, 2), (2, "X1", "b", None, 1, 0), (3, "X1", "b", Some(2), 0, 1)]);
    assert_eq!(file.responses[0].answers.get("c____9").map(String::as_str), Some("1"));
}

#[test]
fn faults_of_an_export_are_named_by_line_and_column() {
    let header = "record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,q,a_complete,n,b_complete";
    let file = read(&format!(
        "{header}\nX1,pre,,,3,2,,\nX2,pre,,,1,,,\n,pre,,,1,2,,\nX3,s,b,,,,5,2\nX4,s,zz,1,,,,\nX5,s,b,1,1,2,,\nX6,pre,,,1,7,,\nX7,pre,,,1,2,five,2\nX8,pre,,,1,2,,\nX8,pre,,,2,2,,\n"
    ));
    let expected = [
        (2, "q", "fault-row-answer-unknown", "3"),
        (3, "a_complete", "fault-row-complete", ""),
        (4, "record_id", "fault-row-empty", ""),
        (5, "redcap_repeat_instance", "fault-row-instance", ""),
        (6, "redcap_repeat_instrument", "fault-row-form-unknown", "zz"),
        (7, "a_complete", "fault-row-other-form", "2"),
        (8, "a_complete", "fault-row-complete", "7"),
        (9, "n", "fault-row-answer-number", "five"),
        (11, "record_id", "fault-row-response-twice", "X8"),
    ];
    assert_eq!(faults(&file), expected);
    assert_eq!(file.responses.iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), ["X7", "X8"]);
}

#[test]
fn columns_that_no_definition_knows_are_refused() {
    assert_eq!(
        faults(&read("record_id,q,mystery,q\nX,1,2,3\n")),
        [
            (1, "a_complete", "fault-row-column-missing", ""),
            (1, "mystery", "fault-row-column-unknown", "mystery"),
            (1, "q", "fault-row-column-twice", "q"),
        ]
    );
    assert_eq!(faults(&read("record_id\nX\n")), [(0, "", "fault-row-file-layout", "")]);
    assert_eq!(faults(&parse(b"", &[])), [(0, "", "fault-row-file-empty", "")]);
}
