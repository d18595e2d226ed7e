//! The life of a certificate (H10, I10): issued once by an open gate, by hand only with a reason and never around presence or accreditation.
//!
//! Readings: a certificate that was revoked is issued again only through an open gate; a reason of blanks is none.

use domain::credits::certificate::{Act, State, step};
use domain::gate::group::certificate;

use super::super::model::sitting::all;
use super::dice::{Dice, HISTORIES};
use super::making;
use super::sessions::moments;
use super::told::Told;

fn expected(state: State, act: Act<'_>, lines: &[(&'static str, bool)]) -> Option<State> {
    let met = |word: &str| lines.iter().any(|(w, met)| *w == word && *met);
    let said = |reason: &str| reason.chars().any(|c| !c.is_whitespace());
    match (state, act) {
        (State::None, Act::Issue) if all(lines) => Some(State::Issued),
        (State::None, Act::ByHand(reason)) if said(reason) && met("Attended") && met("Accredited") => Some(State::Issued),
        (State::Issued | State::Reissued, Act::Revoke(reason)) if said(reason) => Some(State::Revoked),
        (State::Revoked, Act::Reissue) if all(lines) => Some(State::Reissued),
        _ => None,
    }
}

#[test]
fn a_certificate_lives_as_the_rules_say() {
    let mut done = std::collections::BTreeMap::new();
    for seed in 0..HISTORIES {
        let dice = &Dice::new(seed + 800_000);
        let day = dice.day();
        let (versions, grants) = (making::versions(dice, day), making::grants(dice, day));
        let sitting = making::sitting(dice, day, &versions, &grants, "physician");
        let mut state = State::None;
        for now in moments(std::slice::from_ref(&sitting)) {
            let told = Told::of(&sitting, now);
            let (gate, lines) = (certificate(&told.group()), sitting.certificate(now));
            let acts = [
                Act::Issue,
                Act::ByHand("their form was lost"),
                Act::ByHand(" \t"),
                Act::ByHand(""),
                Act::Revoke("wrong name"),
                Act::Revoke("  "),
                Act::Reissue,
            ];
            for state in State::ALL {
                for act in acts {
                    assert_eq!(step(state, act, &gate).ok(), expected(state, act, &lines), "{state:?} {act:?} {lines:?}");
                }
            }
            if let Some(next) = expected(state, dice.pick(&acts), &lines) {
                state = next;
                *done.entry(state.code()).or_insert(0) += 1;
            }
        }
    }
    println!("certificates: {done:?}");
    assert_eq!(done.len(), 3, "{done:?}");
}
