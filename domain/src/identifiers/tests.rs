//! What is found, what is let through, and the three promises.
#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::lang::Lang::{En, Fr};

fn found(text: &str) -> Vec<(Kind, Severity, &str)> {
    check(text, En).into_iter().map(|f| (f.kind, f.severity, text.get(f.start..f.end).unwrap())).collect()
}

fn has(text: &str, kind: Kind, severity: Severity, words: &str) {
    for lang in [En, Fr] {
        let all: Vec<_> = check(text, lang).into_iter().map(|f| (f.kind, f.severity, text.get(f.start..f.end).unwrap())).collect();
        assert!(all.contains(&(kind, severity, words)), "{text:?} gave {all:?}");
    }
}

fn blocks_as(kind: Kind, texts: &[(&str, &str)]) {
    texts.iter().for_each(|(text, words)| has(text, kind, Severity::Block, words));
}

fn warns_as(kind: Kind, texts: &[(&str, &str)]) {
    texts.iter().for_each(|(text, words)| has(text, kind, Severity::Warn, words));
}

fn quiet(texts: &[&str]) {
    for text in texts {
        for lang in [En, Fr] {
            assert_eq!(check(text, lang), [], "{text:?} gave {:?}", found(text));
        }
    }
}

const CLEAN: [&str; 2] = [include_str!("../../golden/data/cases/clean_1.md"), include_str!("../../golden/data/cases/clean_2.md")];
const IDENTIFYING: [&str; 2] =
    [include_str!("../../golden/data/cases/identifying_1.md"), include_str!("../../golden/data/cases/identifying_2.md")];

#[test]
fn the_clean_cases_pass_without_a_word() {
    quiet(&CLEAN);
}

#[test]
fn the_identifying_cases_are_held_back_for_each_of_their_reasons() {
    let all = found(IDENTIFYING[0]);
    for (kind, severity, words) in [
        (Kind::Name, Severity::Warn, "Mr. Albert Wong"),
        (Kind::BirthDate, Severity::Block, "1947-03-12"),
        (Kind::HealthNumber, Severity::Block, "9698 658 215"),
        (Kind::Address, Severity::Block, "114 Alder St"),
        (Kind::Place, Severity::Warn, "Ucluelet"),
        (Kind::PostalCode, Severity::Block, "V0R 3A0"),
        (Kind::Name, Severity::Warn, "Susan"),
        (Kind::Phone, Severity::Block, "250-555-0142"),
        (Kind::Date, Severity::Warn, "March 3rd, 2019"),
        (Kind::Facility, Severity::Warn, "Tofino General"),
        (Kind::RecordNumber, Severity::Block, "TG-004417"),
        (Kind::Age, Severity::Warn, "92F"),
        (Kind::Date, Severity::Warn, "Tuesday, May 14"),
        (Kind::Email, Severity::Block, "susan.wong@example.com"),
    ] {
        assert!(all.contains(&(kind, severity, words)), "{words}: {all:?}");
    }
    let all = found(IDENTIFYING[1]);
    for (kind, severity, words) in [
        (Kind::Name, Severity::Warn, "Jennifer H."),
        (Kind::Place, Severity::Warn, "Alert Bay"),
        (Kind::Room, Severity::Warn, "unit 4 West"),
        (Kind::Date, Severity::Warn, "3 mai 2019"),
        (Kind::RecordNumber, Severity::Block, "00184-22"),
        (Kind::Name, Severity::Warn, "Kyle"),
        (Kind::Coordinates, Severity::Block, "49.2827, -123.1207"),
        (Kind::Phone, Severity::Block, "(604) 555-0199 ext. 12"),
    ] {
        assert!(all.contains(&(kind, severity, words)), "{words}: {all:?}");
    }
    let admitted = found("Admitted March 3rd, 2019, by ambulance.");
    assert!(admitted.iter().all(|(k, ..)| *k != Kind::Name), "a month is no family name: {admitted:?}");
}

#[test]
fn health_and_insurance_numbers_are_known_by_their_check_digit() {
    assert!(numbers::is_bc_health_number("9698658215") && !numbers::is_bc_health_number("9698658216"));
    assert!(numbers::luhn("046454286") && !numbers::luhn("046454287"));
    blocks_as(
        Kind::HealthNumber,
        &[
            ("seen 9698658215 today", "9698658215"),
            ("9698-658-215", "9698-658-215"),
            ("9698 658\n215", "9698 658\n215"),
            ("９６９８ ６５８ ２１５", "９６９８ ６５８ ２１５"),
            ("96\u{200b}98 65\u{ad}8 215", "96\u{200b}98 65\u{ad}8 215"),
            ("9 6 9 8 6 5 8 2 1 5", "9 6 9 8 6 5 8 2 1 5"),
            ("&#57;698 658 215", "&#57;698 658 215"),
            ("9698 **658** 215", "9698 **658** 215"),
            ("Ontario health card 1234 567 890", "1234 567 890"),
            ("NAM : TREM 7453 1218", "TREM 7453 1218"),
        ],
    );
    warns_as(Kind::HealthNumber, &[("PHN 9698 658 216", "9698 658 216"), ("5584 486 674 AB", "5584 486 674 AB")]);
    blocks_as(
        Kind::SocialInsurance,
        &[("SIN 130 692 544", "130 692 544"), ("130692544", "130692544"), ("NAS : 130-692-544", "130-692-544")],
    );
}

#[test]
fn ways_to_reach_somebody_must_go() {
    blocks_as(
        Kind::Phone,
        &[
            ("call 604-555-0199", "604-555-0199"),
            ("604.555.0199", "604.555.0199"),
            ("1 (604) 555 0199", "1 (604) 555 0199"),
            ("6045550199", "6045550199"),
            ("tél. 819 555-0142, poste 3", "819 555-0142, poste 3"),
            ("+44 20 7946 0958", "+44 20 7946 0958"),
            ("call 555-0142", "555-0142"),
        ],
    );
    blocks_as(
        Kind::Email,
        &[
            ("mail susan.wong@example.com.", "susan.wong@example.com"),
            ("a_b+c@mail.example.org", "a_b+c@mail.example.org"),
            ("susan [at] example.com", "susan [at] example.com"),
            ("wong at example dot com", "wong at example dot com"),
        ],
    );
    blocks_as(Kind::PostalCode, &[("V0R 3A0", "V0R 3A0"), ("v6b1a1", "v6b1a1"), ("H2X-1Y4", "H2X-1Y4"), ("lives in V0N", "V0N")]);
    warns_as(Kind::PostalCode, &[("the V6B area", "V6B")]);
    blocks_as(
        Kind::Address,
        &[
            ("at 114 Alder Street", "114 Alder Street"),
            ("2200 W 4th Ave", "2200 W 4th Ave"),
            ("114, rue Principale", "114, rue Principale"),
            ("P.O. Box 114", "Box 114"),
            ("12 boul. de l'Église", "12 boul. de l'Église"),
        ],
    );
    warns_as(
        Kind::Url,
        &[("see https://www.bc-cpc.ca/tools.", "https://www.bc-cpc.ca/tools"), ("on virtualhospice.ca now", "virtualhospice.ca")],
    );
    blocks_as(
        Kind::Url,
        &[("https://example.org/chart?id=44", "https://example.org/chart?id=44"), ("https://x.org/p/0012345", "https://x.org/p/0012345")],
    );
    warns_as(Kind::Ip, &[("from 192.168.10.4", "192.168.10.4"), ("fe80:0:0:1:2:3:4:5 it is", "fe80:0:0:1:2:3:4:5")]);
    warns_as(Kind::Handle, &[("she posts as @susanwong", "@susanwong")]);
    blocks_as(Kind::Handle, &[("Instagram: susan.wong5", "susan.wong5")]);
}

#[test]
fn numbers_with_a_label_must_go() {
    blocks_as(
        Kind::RecordNumber,
        &[
            ("MRN 00184-22", "00184-22"),
            ("MRN: A12 345", "A12 345"),
            ("chart # 4417", "4417"),
            ("dossier no 123456", "123456"),
            ("numéro de dossier : 4417-B", "4417-B"),
            ("WCB claim 1234567", "1234567"),
            ("encounter number 55123", "55123"),
            ("passport GA302922", "GA302922"),
        ],
    );
    blocks_as(
        Kind::Vehicle,
        &[("licence plate AB1 23C", "AB1 23C"), ("plaque ABC 123", "ABC 123"), ("driver's licence no. 1234567", "1234567")],
    );
    blocks_as(Kind::Device, &[("pacemaker serial no. PJN2281940", "PJN2281940"), ("pump S/N: serial 88123", "88123")]);
    warns_as(Kind::Room, &[("in room 412", "room 412"), ("bed 3B", "bed 3B"), ("la chambre 12", "chambre 12")]);
    warns_as(Kind::LongNumber, &[("it says 88231407", "88231407")]);
}

#[test]
fn days_of_the_calendar_are_found_however_they_are_written() {
    for date in [
        "March 3rd, 2019",
        "May 14",
        "Mar. 3",
        "Mar 3/19",
        "3 May 2019",
        "the third of May",
        "3rd of May",
        "2019-03-12",
        "2019/3/12",
        "12/03/2019",
        "3.12.2019",
        "20190312",
        "14-Mar-2019",
        "le 3 mai",
        "3 mai 2019",
        "1er janvier",
        "le trois mai",
        "mardi 14 mai",
        "Tuesday the 14th",
        "Tuesday, May 14",
        "December twenty-fifth",
        "on the 14th",
        "admitted 12/03",
        "14 août",
        "Sept. 9",
        "le 12 déc. 2021",
        "vendredi le 14",
    ] {
        let text = format!("It was {date} when");
        let all = found(&text);
        assert!(all.iter().any(|(k, s, _)| *k == Kind::Date && *s == Severity::Warn), "{date}: {all:?}");
        assert!(!all.iter().any(|(_, s, _)| *s == Severity::Block), "{date}: {all:?}");
    }
    blocks_as(
        Kind::BirthDate,
        &[
            ("DOB 1947-03-12", "1947-03-12"),
            ("D.O.B.: 12/03/47", "12/03/47"),
            ("born March 3, 1947", "March 3, 1947"),
            ("born in March 1947", "March 1947"),
            ("née le 3 mai 1947", "3 mai 1947"),
            ("date de naissance : 470312", "470312"),
            ("her birthday is May 14", "May 14"),
        ],
    );
}

#[test]
fn ages_of_ninety_and_more_are_found() {
    warns_as(
        Kind::Age,
        &[
            ("a 92-year-old man", "92-year-old"),
            ("92 years old", "92 years old"),
            ("aged 92", "92"),
            ("92F with pain", "92F"),
            ("une dame de 92 ans", "92 ans"),
            ("ninety-two-year-old", "ninety-two-year-old"),
            ("quatre-vingt-douze ans", "quatre-vingt-douze ans"),
            ("101 yo", "101 yo"),
        ],
    );
    quiet(&["an 88-year-old", "aged 90+", "temp 99F", "SpO2 92% on 2 L", "BP 120/92", "for 90 days", "92 mg", "quatre-vingt ans"]);
}

#[test]
fn names_are_found_by_what_stands_before_them_and_by_the_lists() {
    warns_as(
        Kind::Name,
        &[
            ("Mrs Tremblay wept", "Mrs Tremblay"),
            ("Dr. Singh said", "Dr. Singh"),
            ("M. Roy est venu", "M. Roy"),
            ("mr wong said", "mr wong"),
            ("Mme de la Durantaye", "Mme de la Durantaye"),
            ("her husband John", "John"),
            ("a patient named Zorana", "Zorana"),
            ("un homme nommé Vikash", "Vikash"),
            ("elle s'appelle Maïté", "Maïté"),
            ("sa fille Océane-Rose", "Océane-Rose"),
            ("with Susan Wong today", "Susan Wong"),
            ("asked Will Thompson", "Will Thompson"),
            ("Grace Okafor came", "Grace Okafor"),
            ("saw Jean-Pierre Gagnon", "Jean-Pierre Gagnon"),
            ("Her name is Blessing", "Blessing"),
        ],
    );
    let known = vec!["Amara Okafor".to_owned(), "Béa Zzyx".to_owned()];
    assert_eq!(check_with("i asked bea zzyx", En, &known).len(), 1);
}

#[test]
fn small_places_and_facilities_are_found() {
    warns_as(
        Kind::Place,
        &[
            ("lives in Bella Coola", "Bella Coola"),
            ("flown from 100 Mile House", "100 Mile House"),
            ("in Hope with", "Hope"),
            ("a Tla-o-qui-aht First Nation elder", "Tla-o-qui-aht First Nation"),
            // Both readings of the one word: a nation's name before it, and a French one after it.
            ("the Kelwood Nation Mistissini road", "Kelwood Nation"),
            ("the Kelwood Nation Mistissini road", "Nation Mistissini"),
            ("the Soda Creek Band", "Soda Creek Band"),
            ("Village of Telqua", "Village of Telqua"),
            ("on Denman Island", "Denman Island"),
        ],
    );
    warns_as(
        Kind::Facility,
        &[
            ("at St. Mary's Hospital", "Mary's Hospital"),
            ("Cedar Grove Care Home", "Grove Care Home"),
            ("à l'Hôpital Saint-Luc", "Hôpital Saint-Luc"),
            ("Tofino General", "Tofino General"),
        ],
    );
}

#[test]
fn ordinary_clinical_text_passes() {
    quiet(&[
        "Pain 7/10, ESAS 9/7/8/4/2/0/1/5/6, PPS 40%, ECOG 3, HADS 12, K10 24, PHQ-9 14, GAD-7 11.",
        "Hydromorphone 0.5 to 1 mg SC q4h PRN; methadone 2.5 mg; dexamethasone 4 mg at 08:00; lorazepam 0.5-1 mg SL.",
        "WBC 12.5, Hb 98, platelets 150 000, creatinine 110, A1C 7.2, T2N1M0, HbA1c, Ca 2.45, BP 120/80, HR 92, 37.8 C.",
        "May we ask what the family hopes? Will they agree? Mark the place. Hope is not a plan. Grace and joy remain.",
        "We used Advance Care Planning, the Serious Illness Conversation Guide and the Patient Dignity Inventory.",
        "The Edmonton Symptom Assessment System and the Palliative Performance Scale were filled in twice.",
        "A First Nations family from the north; the health authority's Indigenous navigator came on Monday and Thursday.",
        "Medical Assistance in Dying (MAiD) was raised in March 2019; the assessor came within 10 days, twice in week 3.",
        "Two of 12 people, 1,500 mL, 5-10 minutes, 24/7, 2 to 3 times a day, grade 11, 3rd visit, first of three visits.",
        "Une personne dans la soixantaine, SLA, suivie depuis 18 mois; douleur 6/10; morphine 2,5 mg aux 4 heures.",
        "La famille demande de ne pas dire « mourir ». Le mari veut protéger. Objectifs de soins revus; l'équipe hésite.",
        "The patient may die in May or June. The daughter, a nurse, and the son disagree. Her mother prays the rosary.",
        "The social worker, the chaplain and the GP met. MS and COPD. The MS patient. Ms. X and Mr. A are from the vignette.",
        "Parkinson disease, Alzheimer disease, Crohn's, Kübler-Ross, the Lewy body dementia clinic, Gardasil, Haldol, Botox.",
    ]);
}

#[test]
fn a_long_hostile_text_is_read_in_a_moment() {
    for piece in ["1 ", "9", "a@", "Mr. ", "::", "0:", "May 1 ", "1-", "(", "(604) ", "V0", "*_", "www.", "dr john de "] {
        let text = piece.repeat(64 * 1024 / piece.len());
        assert!(check(&text, En).iter().all(|f| text.is_char_boundary(f.start) && text.is_char_boundary(f.end)));
    }
}

/// Pieces that the rules speak of, so that random texts reach them.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Mr.",
        "Mrs",
        "Susan",
        "Wong",
        "de",
        "la",
        "her husband",
        "named",
        "9698",
        "658",
        "215",
        "604",
        "555-0199",
        "(250)",
        "V0R",
        "3A0",
        "MRN",
        "chart no.",
        "TG-004417",
        "DOB",
        "born",
        "March",
        "3rd",
        "2019",
        "le 3 mai",
        "12/03/47",
        "92",
        "years old",
        "92F",
        "-",
        "/",
        ".",
        ",",
        ":",
        "#",
        "@",
        "susan.wong@example.com",
        "https://x.org/1",
        "Alder",
        "St",
        "114",
        "rue Principale",
        "Hôpital",
        "Saint-Luc",
        "General",
        "Tofino",
        "First Nation",
        "Nation",
        "Première Nation",
        "Indian Reserve",
        "réserve de",
        "Soda Creek",
        "Village of",
        "lives in",
        "Prince",
        "Hodgkin",
        "born in",
        "patient",
        "her name is",
        "Anne",
        "Zarif",
        "Castro",
        "Clinic",
        "school",
        "room",
        "4",
        "West",
        "\u{200b}",
        "９",
        "é",
        "\n",
        "\n\n",
        "*",
        "&#57;",
        "pain 7/10",
        "May",
        "Will",
        "Hope",
        "in",
        "49.2827",
        "-123.1207",
        "Box",
        "plate",
        "AB1",
        "23C",
        "PHN",
        "SIN",
        "130 692 544",
        "ext. 12",
        "TREM",
        "O'",
        "Instagram:",
        "at",
        "dot com",
    ]);
    prop::collection::vec((pieces, prop::sample::select(vec!["", " ", " ", " "])), 0..24)
        .prop_map(|all| all.into_iter().map(|(p, s)| format!("{p}{s}")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic_and_findings_stand_between_characters(text in prop_oneof![any::<String>(), texts(), ".{0,80}"]) {
        for lang in [En, Fr] {
            for f in check(&text, lang) {
                prop_assert!(f.start < f.end && text.get(f.start..f.end).is_some());
            }
        }
    }

    #[test]
    fn words_added_at_the_end_never_take_a_finding_away(
        text in texts(),
        telling in prop::sample::select(vec!["", "", "", "George ", "lymphoma ", "disease ", "scale "]),
        more in texts(),
        between in prop::sample::select(vec![" ", "\n", "\n\n", ". ", ", "]),
    ) {
        let more = format!("{telling}{more}");
        let longer = format!("{text}{between}{more}");
        let after = check(&longer, En);
        for f in check(&text, En) {
            // The one word right after a name may show that it is a thing's or a large town's.
            // What shows nothing and what makes bold stands between no words.
            let blank = text.get(f.end..).is_some_and(|rest| rest.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '*')));
            let told = !telling.is_empty() && matches!(between, " " | "\n") && blank;
            prop_assert!(
                told && f.severity == Severity::Warn && matches!(f.kind, Kind::Name | Kind::Place) ||
                after.iter().any(|g| g.start <= f.start && g.end >= f.end && g.severity >= f.severity),
                "{:?} of {:?} is gone in {:?}: {:?}", f, text, longer, after
            );
        }
    }
}

/// Sentences made by Faker and python-stdnum (`golden/identifiers.py`): the share found must stay where security rule S17 wants it.
#[test]
fn s17_made_sentences_are_found() {
    let mut tally: std::collections::BTreeMap<&str, (u32, u32)> = std::collections::BTreeMap::new();
    for line in include_str!("../../golden/identifiers.tsv").lines() {
        let [kind, start, end, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
        let hard = matches!(kind, "phn" | "sin" | "phone" | "email" | "postal" | "mrn");
        let hit = check(text, En).iter().any(|f| f.start < end && f.end > start && (!hard || f.severity == Severity::Block));
        let entry = tally.entry(kind).or_default();
        *entry = (entry.0 + u32::from(hit), entry.1 + 1);
    }
    for (kind, (hit, all)) in tally {
        let share = f64::from(hit) / f64::from(all);
        let wanted = match kind {
            "name" => 0.90,
            "address" => 0.85,
            "date" | "phone" => 0.97,
            _ => 0.995,
        };
        assert!(share >= wanted, "{kind}: {hit} of {all}");
    }
}
