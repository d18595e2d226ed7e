//! The gate of a session, and what a series of them earns.

use domain::gate::session::{self, SessionFacts};

use super::super::model::calendar::Moment;
use super::super::model::sitting::{Event, Sitting, earned};
use super::dice::{Dice, HISTORIES};
use super::making;
use super::told::{Tally, Told, stamp};

const PROFESSIONS: [&str; 5] = ["physician", "physician", "physician", "nurse", "moa"];

/// Every moment at which something happened, and a second before each.
pub fn moments(sittings: &[Sitting]) -> Vec<Moment> {
    let mut all: Vec<Moment> = sittings.iter().flat_map(|s| s.history.iter()).flat_map(|(at, _)| [at.later(-1), *at]).collect();
    all.sort();
    all.dedup();
    all
}

/// A history in which no hand repeats what was so already: the crate dates a correction from the last hand, the model from the first.
pub fn is_plain(sitting: &Sitting) -> bool {
    !sitting.history.iter().any(|(_, e)| matches!(e, Event::Hand(..)))
}

#[test]
fn a_session_is_credited_as_the_rules_say() {
    let (mut credit, mut letter, mut paper) = (Tally::default(), Tally::default(), Tally::default());
    for seed in 0..HISTORIES {
        let dice = &Dice::new(seed);
        let day = dice.day();
        let (versions, grants) = (making::versions(dice, day), making::grants(dice, day));
        let profession = dice.pick(&PROFESSIONS);
        let sitting = making::sitting(dice, day, &versions, &grants, profession);
        for now in moments(std::slice::from_ref(&sitting)) {
            let told = Told::of(&sitting, now);
            let facts = told.session();
            let scene = (seed, now, &sitting.history, sitting.bar, &sitting.law, &grants);
            let gate = session::credit(&facts);
            credit.compare(&gate, &sitting.credit(now), &scene);
            letter.compare(&session::attendance(&facts), &sitting.letter(now), &scene);
            paper.compare(&session::paper(&facts), &sitting.paper(now), &scene);
            assert_eq!(facts.minutes(), sitting.counted(now), "{scene:#?}");
            assert_eq!(facts.earns(), sitting.law.is_for(profession), "{scene:#?}");
            if seed % 3 == 0 && is_plain(&sitting) && sitting.history.iter().any(|(at, _)| *at == now) {
                assert_eq!(gate.since(), sitting.since(now, |t| sitting.credit(t)).map(stamp), "{scene:#?}");
            }
        }
    }
    for tally in [&credit, &letter, &paper] {
        println!("session: {tally:?}");
        tally.is_fair();
    }
}

/// One to five sessions of a person, in the order of their days.
pub fn series(dice: &Dice) -> Vec<Sitting> {
    let day = dice.day();
    let (versions, grants) = (making::versions(dice, day), making::grants(dice, day));
    let profession = dice.pick(&PROFESSIONS);
    let mut days: Vec<_> = (0..=dice.below(5)).map(|_| day.plus(dice.pick(&[-40, -1, 0, 1, 10, 31]))).collect();
    days.sort();
    days.into_iter().map(|day| making::sitting(dice, day, &versions, &grants, profession)).collect()
}

#[test]
fn a_series_earns_as_the_rules_say() {
    let (mut some, mut capped) = (0, 0);
    for seed in 0..HISTORIES {
        let sittings = series(&Dice::new(seed + 100_000));
        for now in moments(&sittings) {
            let told: Vec<Told> = sittings.iter().map(|s| Told::of(s, now)).collect();
            let facts: Vec<SessionFacts<'_>> = told.iter().map(Told::session).collect();
            let model = earned(&sittings, now);
            let crate_ = session::earned(&facts);
            let scene = || format!("{seed} {now:?}\n{model:?}\n{crate_:?}\n{sittings:#?}");
            for ((minutes, per_hour), earned) in model.iter().zip(&crate_) {
                assert_eq!(*minutes, earned.minutes, "{}", scene());
                assert!(*minutes == 0 || *per_hour == earned.per_hour, "{}", scene());
                assert_eq!(earned.credits().0 * 60, minutes * per_hour, "{}", scene());
            }
            let credits: Vec<u32> = session::credits(&facts).iter().map(|c| c.0 * 60).collect();
            assert_eq!(credits, model.iter().map(|(m, p)| m * p).collect::<Vec<_>>(), "{}", scene());
            some += u32::from(model.iter().any(|(m, _)| *m > 0));
            capped += u32::from(model.iter().zip(&sittings).any(|((m, _), s)| *m > 0 && *m < s.counted(now)));
        }
    }
    println!("series: {some} with credits, {capped} cut by a maximum");
    assert!(some > 1_000 && capped > 50, "{some} {capped}");
}
