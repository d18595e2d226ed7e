//! The source's own scale: six hundred calls in half a year, from the roster to the transcript, by the acts that people press.
use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike as _, NaiveDate};
use domain::id::PathwayId;
use domain::when::local_day;

use super::after::{closing, taps};
use super::*;
use crate::both;
use crate::consults::closing as after;
use crate::consults::ringing;
use crate::credits::{accreditations, calls, transcript};

const CALLS: usize = 600;
const CREW: [&str; 6] = ["odile", "gilles", "fatima", "johanna", "chen", "dara"];
const CALLERS: [&str; 8] = ["amara", "benoit", "eloise", "fraser", "gurpreet", "hana", "rosa", "maya"];

/// Chance that is the same in every run.
struct Throws(u64);

impl Throws {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % n
    }
}

/// What became of a call, told without asking the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Fate {
    GivenUp,
    Unreflected,
    Whole,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A record for calls that was decided on the first of September 2020 and not a day before.
async fn accredit(w: &World) {
    let form = accreditations::Form {
        body: "CFPC".into(),
        kind: "mainpro".into(),
        statement: "Certified.".into(),
        number: "314159265".into(),
        decided_on: "2020-09-01".into(),
        valid_from: "2020-09-01".into(),
        valid_to: "2021-08-31".into(),
        covers: vec!["calls".into()],
        ..accreditations::Form::default()
    };
    let corinne = w.viewer("corinne").await.unwrap();
    accreditations::add(&w.cx, &corinne, w.program, w.cx.new_id(), &form).await.unwrap();
}

/// Somebody is on shift at every hour of the half year, with somebody behind them: three days each, the longest that a shift may last, in turn. Answers how many turns.
async fn fill_roster(w: &World, line: PathwayId) -> usize {
    let corinne = w.viewer("corinne").await.unwrap();
    let (mut from, mut n) = (day("2020-04-01"), 0);
    while from < day("2020-10-08") {
        let to = from + Duration::days(3);
        for (turn, backup) in [(n, false), (n + 1, true)] {
            let typed = shift(w, CREW[turn % CREW.len()], (&from.to_string(), "00:00"), (&to.to_string(), "00:00"), backup);
            roster::add(&w.cx, &corinne, line, &typed).await.unwrap();
        }
        (from, n) = (to, n + 1);
    }
    n
}

/// One call by the acts of its two people. Some ring on to the backup, some callers give up, some never reflect.
async fn one(bench: &Bench, w: &World, line: PathwayId, caller: &str, minutes: u64, throw: u64) -> (ConsultId, Fate) {
    let who = w.viewer(caller).await.unwrap();
    let call = ask(w, &w.cx, caller, line).await.unwrap();
    if throw.is_multiple_of(12) {
        bench.clock.pass(seconds(20));
        calling::give_up(&w.cx, &who, call).await.unwrap();
        return (call, Fate::GivenUp);
    }
    if throw.is_multiple_of(5) {
        bench.clock.pass(seconds(46));
        ringing::sweep(&w.cx).await.unwrap();
    }
    let rung = rings(w, call).await;
    assert_eq!(rung.len(), 1, "by the roster one is rung at a time: {rung:?}");
    let taker = w.viewer(&rung[0]).await.unwrap();
    calling::answer(&w.cx, &taker, call).await.unwrap();
    bench.clock.pass(Duration::minutes(i64::try_from(minutes).unwrap()));
    calling::hang_up(&w.cx, &taker, call).await.unwrap();
    after::close(&w.cx, &taker, call, &closing()).await.unwrap();
    after::close_out(&w.cx, &who, call, &taps()).await.unwrap();
    if throw.is_multiple_of(7) {
        return (call, Fate::Unreflected);
    }
    after::reflect(&w.cx, &who, call, "Ask about fear first", "Ask it tomorrow", false).await.unwrap();
    (call, Fate::Whole)
}

both! {
    async fn six_hundred_calls_in_half_a_year_earn_from_the_day_of_the_accreditation_and_never_before(bench) {
        bench.clock.set(at("2020-04-01T07:00:00Z"));
        let mut w = world(&bench).await;
        let line = pathway(&w, &CREW).await;
        let turns = fill_roster(&w, line).await;
        accredit(&w).await;
        let mut throws = Throws(0x5EED);
        let mut fates: Vec<(NaiveDate, &str, u64, ConsultId, Fate)> = Vec::new();
        // Two calls on the two days that the source names; the rest at any hour of any day.
        let named = [at("2020-05-14T19:00:00Z"), at("2020-09-14T19:00:00Z")];
        let span = 183 * 24 * 60;
        let mut when: Vec<DateTime<Utc>> = (0..CALLS - named.len())
            .map(|_| at("2020-04-01T08:00:00Z") + Duration::minutes(i64::try_from(throws.below(span)).unwrap()))
            .chain(named)
            .collect();
        when.sort();
        for (n, moment) in when.iter().enumerate() {
            // The limit on calls counts the machine's own seconds, and half a year passes in a few of them.
            w.cx.ports.throttle = std::sync::Arc::default();
            if *moment > w.cx.now() {
                bench.clock.set(*moment);
            }
            let is_named = named.contains(moment);
            if is_named {
                bench.clock.set(*moment);
            }
            let caller = CALLERS[usize::try_from(throws.below(8)).unwrap()];
            let (minutes, throw) = (3 + throws.below(38), if is_named { 1 } else { throws.below(10_000) });
            let on = local_day(w.cx.now(), "America/Vancouver");
            // A call is of the day on which it was answered, and a second hop may pass midnight.
            let answered = if throw % 12 != 0 && throw % 5 == 0 {
                local_day(w.cx.now() + seconds(46), "America/Vancouver")
            } else {
                on
            };
            let (call, fate) = one(&bench, &w, line, caller, minutes, throw).await;
            fates.push((answered, caller, minutes, call, fate));
            if n % 100 == 99 {
                crate::consults::credit::sweep(&w.cx).await.unwrap();
            }
        }
        crate::consults::credit::sweep(&w.cx).await.unwrap();
        let begins = day("2020-09-01");
        let (mut wrong, mut by_month): (Vec<String>, BTreeMap<u32, [u32; 4]>) = (Vec::new(), BTreeMap::new());
        let mut sums: HashMap<&str, u32> = HashMap::new();
        for (on, caller, minutes, call, fate) in &fates {
            let earned = calls::of(w.cx.db(), *call, w.id(caller)).await.unwrap().map(|earned| earned.minutes);
            let due = (*fate == Fate::Whole && *on >= begins).then(|| u32::try_from(*minutes).unwrap());
            if earned != due {
                wrong.push(format!("{on} {caller} {fate:?}: {earned:?}, not {due:?}"));
            }
            let month = by_month.entry(on.month()).or_default();
            month[0] += 1;
            month[1] += u32::from(*fate != Fate::GivenUp);
            month[2] += u32::from(earned.is_some());
            month[3] += earned.unwrap_or_default();
            *sums.entry(caller).or_default() += due.unwrap_or_default();
        }
        assert!(wrong.is_empty(), "{} of {CALLS} calls:\n{}", wrong.len(), wrong.join("\n"));
        println!("{CALLS} calls, {turns} turns on the roster; by month: calls, answered, credited, minutes credited");
        by_month.iter().for_each(|(month, n)| println!("  2020-{month:02} {n:?}"));
        assert!(by_month.iter().all(|(month, n)| (*month < 9) == (n[2] == 0)), "{by_month:?}");
        for (moment, earns) in named.iter().zip([false, true]) {
            let on = local_day(*moment, "America/Vancouver");
            let there = fates.iter().filter(|f| f.0 == on && f.4 == Fate::Whole);
            let earned: Vec<bool> = { let mut all = Vec::new(); for f in there { all.push(calls::of(w.cx.db(), f.3, w.id(f.1)).await.unwrap().is_some()); } all };
            assert!(!earned.is_empty() && earned.iter().all(|e| *e == earns), "{on}: {earned:?}");
        }
        for caller in CALLERS {
            let year = transcript::mine(&w.cx, &w.viewer(caller).await.unwrap(), "2020-07-01", "1").await.unwrap();
            let minutes: u32 = year.calls.iter().map(|sum| sum.minutes).sum();
            assert_eq!(minutes, sums.get(caller).copied().unwrap_or_default(), "{caller}: the transcript has every minute once");
        }
    }
}
