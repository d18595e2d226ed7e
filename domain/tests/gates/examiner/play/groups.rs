//! Small groups: payment, certificate, questionnaire, series; and that neither track knows of the other.

use domain::gate::group::{self, Form};
use domain::gate::{self, Gate, session};

use super::super::model::group as model;
use super::super::model::sitting::{Event, Sitting, all};
use super::dice::{Dice, HISTORIES};
use super::making;
use super::sessions::{is_plain, moments, series};
use super::told::{Tally, Told, date, stamp};

fn one(seed: u64) -> Sitting {
    let dice = &Dice::new(seed + 200_000);
    let day = dice.day();
    let (versions, grants) = (making::versions(dice, day), making::grants(dice, day));
    making::sitting(dice, day, &versions, &grants, "physician")
}

fn form(form: Form) -> model::Form {
    match form {
        Form::None => model::Form::None,
        Form::Scheduled => model::Form::Scheduled,
        Form::Open => model::Form::Open,
        Form::Received => model::Form::Received,
    }
}

#[test]
fn a_group_pays_and_certifies_as_the_rules_say() {
    let (mut payment, mut certificate) = (Tally::default(), Tally::default());
    for seed in 0..HISTORIES {
        let sitting = one(seed);
        for now in moments(std::slice::from_ref(&sitting)) {
            let told = Told::of(&sitting, now);
            let facts = told.group();
            let scene = (seed, now, &sitting);
            let (paid, certified) = (group::payment(&facts), group::certificate(&facts));
            payment.compare(&paid, &sitting.payment(now), &scene);
            certificate.compare(&certified, &sitting.certificate(now), &scene);
            assert_eq!(facts.due(), date(sitting.due()), "{scene:#?}");
            assert_eq!(form(facts.form()), sitting.form(now), "{scene:#?}");
            if seed % 3 == 0 && is_plain(&sitting) && sitting.history.iter().any(|(at, _)| *at == now) {
                assert_eq!(paid.since(), sitting.since(now, |t| sitting.payment(t)).map(stamp), "{scene:#?}");
                assert_eq!(certified.since(), sitting.since(now, |t| sitting.certificate(t)).map(stamp), "{scene:#?}");
            }
        }
    }
    println!("group: payment {payment:?}, certificate {certificate:?}");
    payment.is_fair();
    certificate.is_fair();
}

/// R2.7, and "the two tracks must be independent": a history without the other track's events opens the same gate at the same moment.
#[test]
fn neither_track_of_a_group_knows_of_the_other() {
    let of_plan = |e: &Event| {
        matches!(e, Event::Begin | Event::Link(_) | Event::Submit | Event::Approve | Event::SendBack | Event::Withdraw | Event::Reopen)
    };
    let mut apart = 0;
    for seed in 0..HISTORIES {
        let whole = one(seed);
        let mut planless = whole.clone();
        planless.history.retain(|(_, e)| !of_plan(e));
        let mut unasked = whole.clone();
        unasked.history.retain(|(_, e)| *e != Event::Received);
        unasked.grants.clear();
        for now in moments(std::slice::from_ref(&whole)) {
            let told = Told::of(&whole, now);
            let (paid, certified) = (group::payment(&told.group()), group::certificate(&told.group()));
            assert_eq!(paid, group::payment(&Told::of(&unasked, now).group()));
            if !whole.law.plan_for_certificate {
                assert_eq!(certified, group::certificate(&Told::of(&planless, now).group()));
            }
            apart += u32::from(paid.is_open() != certified.is_open());
        }
    }
    assert!(apart > 1_000, "{apart}");
}

#[test]
fn a_series_is_certified_as_the_rules_say() {
    let (mut by_credit, mut by_form) = (Tally::default(), Tally::default());
    for seed in 0..HISTORIES {
        let dice = &Dice::new(seed + 300_000);
        let sittings = series(dice);
        let least = dice.pick(&[None, None, Some(1), Some(2), Some(3), Some(5)]);
        for now in moments(&sittings) {
            let told: Vec<Told> = sittings.iter().map(|s| Told::of(s, now)).collect();
            let credits: Vec<(_, Gate)> = told.iter().map(|t| (t.meeting, session::credit(&t.session()))).collect();
            let scene = (seed, now, least, &sittings);
            let model = model::series(&sittings, least, now, |s| all(&s.credit(now)));
            by_credit.compare(&gate::series::certificate(&credits, least), &model, &scene);
            let forms: Vec<(_, Gate)> = told.iter().map(|t| (t.meeting, group::certificate(&t.group()))).collect();
            let model = model::series(&sittings, least, now, |s| all(&s.certificate(now)));
            by_form.compare(&gate::series::certificate(&forms, least), &model, &scene);
        }
    }
    println!("series: by credit {by_credit:?}, by questionnaire {by_form:?}");
    assert!(by_credit.open > 300 && by_form.open > 100, "{by_credit:?} {by_form:?}");
}
