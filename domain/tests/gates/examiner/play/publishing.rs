//! Publishing an accredited session (I7, I9), and a pearl (R0.8).
//!
//! Reading: a disclosure holds to the same date two years on (29 February: to 28 February), that day with it; and for a day that lies before
//! the filing too, as it must be filed before the session is published and not before it is held.

use domain::gate::publish::{Discloser, pearl, session};

use super::super::model::calendar::Day;
use super::dice::{Dice, HISTORIES};
use super::told::{Tally, date, stamp};

#[test]
fn a_session_is_published_as_the_rules_say() {
    let mut tally = Tally::default();
    for seed in 0..HISTORIES {
        let dice = &Dice::new(seed + 900_000);
        let day = dice.day();
        let two_years_ago = Day { year: day.year - 2, ..day };
        let mut filed = Vec::new();
        for _ in 0..dice.pick(&[0, 1, 1, 2, 3]) {
            let near = two_years_ago.months(0).plus(dice.pick(&[-1, 0, 1]));
            let on = dice.pick(&[
                None,
                Some(near),
                Some(near.plus(1)),
                Some(day),
                Some(day.plus(-1)),
                Some(day.plus(-100)),
                Some(day.plus(-30)),
            ]);
            filed.push(on.map(|on| dice.moment(on)));
        }
        let content = dice.pick(&[0, 1, 59, 60, 60, 61, 100, 200, 400]);
        let quarter: u32 = content / 4;
        let interactive = dice.pick(&[0, quarter, quarter, quarter + 1, quarter + 1, quarter.saturating_sub(1), content]).min(content);
        let disclosed = !filed.is_empty() && filed.iter().all(|f| f.is_some_and(|at| at.day.months(24) >= day));
        let lines = [("Disclosed", disclosed), ("Interactive", content > 0 && interactive * 4 >= content)];
        let people: Vec<Discloser> = filed.iter().map(|f| Discloser { filed: f.map(stamp) }).collect();
        tally.compare(&session(date(day), &people, interactive, content), &lines, &(seed, day, &filed, interactive, content));
    }
    println!("publishing: {tally:?}");
    tally.is_fair();
}

#[test]
fn a_pearl_leaves_only_with_both() {
    let mut tally = Tally::default();
    for seed in 0..HISTORIES {
        let dice = &Dice::new(seed + 1_000_000);
        let said = || {
            if dice.one_in(3) {
                None
            } else {
                let day = dice.day();
                Some(dice.moment(day))
            }
        };
        let (caller, on_call) = (said(), said());
        let gate = pearl(caller.map(stamp), on_call.map(stamp));
        tally.compare(&gate, &[("CallerAgrees", caller.is_some()), ("OnCallAgrees", on_call.is_some())], &(caller, on_call));
        let both = if caller.is_some() && on_call.is_some() { caller.max(on_call) } else { None };
        assert_eq!(gate.since(), both.map(stamp));
    }
    tally.is_fair();
}
