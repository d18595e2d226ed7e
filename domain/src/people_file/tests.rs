#![allow(clippy::unwrap_used)]
use super::*;

const PEOPLE: &[u8] = include_bytes!("../../golden/data/people.csv");

fn faults(file: &PeopleFile) -> Vec<(u32, &str, &str, &str)> {
    file.bad.iter().map(|f| (f.line, f.column.as_str(), f.word.as_str(), f.value.as_str())).collect()
}

#[test]
fn a_cohort_s_list_has_29_people_and_two_bad_rows() {
    let file = parse(PEOPLE);
    assert_eq!(file.good.len(), 29);
    let expected = [(16, "email", "fault-row-email", "not-an-address"), (23, "email", "fault-row-repeated", "AMARA.OKAFOR@EXAMPLE.ORG")];
    assert_eq!(faults(&file), expected);
    let first = &file.good[0];
    assert_eq!((first.line, first.name.as_str(), first.rural, first.language), (2, "Amara Okafor", Some(true), Some(Lang::En)));
    let last = file.good.last().unwrap();
    assert_eq!((last.line, last.email.as_str(), last.rural, last.language), (32, "camille.roy@example.org", Some(false), Some(Lang::Fr)));
    assert_eq!(file.good[3].health_authority, "Interior Health");
}

#[test]
fn a_french_list_with_semicolons_reads_the_same() {
    let file = parse("\u{feff}Langue;Prénom;Nom;Courriel;Régie de la santé;Milieu rural;Tél\nfrançais;E\u{301}loïse;Tremblay;Eloise@Exemple.CA;Île;oui;x\n".as_bytes());
    assert_eq!(file.bad, []);
    assert_eq!(file.ignored, ["Tél"]);
    let person = &file.good[0];
    assert_eq!((person.email.as_str(), person.name.as_str(), person.language), ("eloise@exemple.ca", "Éloïse Tremblay", Some(Lang::Fr)));
    assert_eq!((person.health_authority.as_str(), person.rural, person.profession.as_str()), ("Île", Some(true), ""));
}

#[test]
fn every_fault_of_a_row_is_named() {
    let long = "x".repeat(201);
    let text = format!("Name,E-mail,Rural,Language,Community\n,,perhaps,Klingon,{long}\nA,a@b.ca,,,,stray\nB, b@b.ca ,,,\n");
    let file = parse(text.as_bytes());
    let expected = [
        (2, "E-mail", "fault-row-empty", ""),
        (2, "Name", "fault-row-empty", ""),
        (2, "Community", "fault-row-too-long", &long[..60]),
        (2, "Rural", "fault-row-yes-no", "perhaps"),
        (2, "Language", "fault-row-language", "Klingon"),
        (3, "", "fault-row-too-many-cells", "stray"),
    ];
    assert_eq!(faults(&file), expected);
    assert_eq!(file.good.len(), 1);
}

#[test]
fn a_file_without_the_two_needed_columns_is_refused() {
    assert_eq!(
        faults(&parse(b"town\nNelson\n")),
        [(1, "email", "fault-row-column-missing", ""), (1, "name", "fault-row-column-missing", "")]
    );
    assert_eq!(faults(&parse(b"name,email,courriel\n")), [(1, "courriel", "fault-row-column-twice", "courriel")]);
    assert_eq!(faults(&parse(b"\n\n")), [(0, "", "fault-row-file-empty", "")]);
}

#[test]
fn an_address_has_one_at_sign_and_a_host_with_a_dot() {
    for good in ["a@b.ca", "amara.okafor+x@example.org", "o'brien@st-pauls.example"] {
        assert!(is_email(good), "{good}");
    }
    let long = format!("a@{}.ca", "b".repeat(250));
    for bad in
        ["", "a", "a@b", "a@@b.ca", "a b@c.ca", "@b.ca", "a@b..ca", "a@b.ca,c@d.ca", "a@b.ca\nBcc: x@y.ca", ".a@b.ca", "a@-b.ca", &long]
    {
        assert!(!is_email(bad), "{bad}");
    }
}
