//! What calls earn: inside the window, with both sentences, once, summed by year and rounded then.
use domain::consults::{NoCredit, State};
use domain::id::PathwayId;
use domain::lang::Lang;
use sea_orm::{ColumnTrait as _, PaginatorTrait as _, QueryFilter as _};

use super::after::{closing, taps};
use super::*;
use crate::consults::closing as after;
use crate::consults::{credit, pathways as lines, queries};
use crate::credits::calls::{self, entries};
use crate::credits::pack::{self, Called};
use crate::credits::tables::call_credits;
use crate::credits::tests::packing::unpacked;
use crate::credits::{accreditations, direct_entry, keeping, rules, transcript};
use crate::{Fault, both};

/// What RTVS was granted in August 2020, for calls and for nothing else.
fn august() -> accreditations::Form {
    accreditations::Form {
        body: "CFPC".into(),
        kind: "mainpro".into(),
        statement: "Certified.".into(),
        number: "271828".into(),
        decided_on: "2020-08-01".into(),
        valid_from: "2020-08-01".into(),
        valid_to: "2021-07-31".into(),
        covers: vec!["calls".into()],
        ..accreditations::Form::default()
    }
}

async fn accredit(w: &World, form: &accreditations::Form) {
    let corinne = w.viewer("corinne").await.unwrap();
    accreditations::add(&w.cx, &corinne, w.program, w.cx.new_id(), form).await.unwrap();
}

/// A call between Amara and Odile of so many minutes from now on, closed by both.
async fn talk(bench: &Bench, w: &World, line: PathwayId, minutes: i64) -> ConsultId {
    let (amara, odile) = (w.viewer("amara").await.unwrap(), w.viewer("odile").await.unwrap());
    let call = ask(w, &w.cx, "amara", line).await.unwrap();
    calling::answer(&w.cx, &odile, call).await.unwrap();
    bench.clock.pass(Duration::minutes(minutes));
    calling::hang_up(&w.cx, &odile, call).await.unwrap();
    after::close(&w.cx, &odile, call, &closing()).await.unwrap();
    after::close_out(&w.cx, &amara, call, &taps()).await.unwrap();
    call
}

/// The same, and Amara has reflected.
async fn learned(bench: &Bench, w: &World, line: PathwayId, minutes: i64) -> ConsultId {
    let call = talk(bench, w, line, minutes).await;
    reflect(w, "amara", call).await;
    call
}

async fn reflect(w: &World, short: &str, call: ConsultId) {
    let viewer = w.viewer(short).await.unwrap();
    after::reflect(&w.cx, &viewer, call, "Ask about fear first", "Ask it tomorrow", false).await.unwrap();
}

async fn earned(w: &World, call: ConsultId, short: &str) -> Option<u32> {
    calls::of(w.cx.db(), call, w.id(short)).await.unwrap().map(|earned| earned.minutes)
}

async fn year(w: &World, short: &str, from: &str) -> transcript::Transcript {
    transcript::mine(&w.cx, &w.viewer(short).await.unwrap(), from, "1").await.unwrap()
}

both! {
    async fn r0_3_the_14th_of_may_2020_earns_none_and_the_14th_of_september_earns(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        accredit(&w, &august()).await;
        bench.clock.set(at("2020-05-14T18:00:00Z"));
        let may = learned(&bench, &w, line, 24).await;
        assert_eq!((state(&w.cx, may).await, earned(&w, may, "amara").await), (State::NotCredited(NoCredit::NotAccredited), None));
        bench.clock.set(at("2020-09-14T18:00:00Z"));
        let september = learned(&bench, &w, line, 24).await;
        assert_eq!((state(&w.cx, september).await, earned(&w, september, "amara").await), (State::Credited, Some(24)));
        assert_eq!(earned(&w, september, "odile").await, None, "answering earns nothing until it is switched on");
        assert_eq!(crate::audit::actions(&w.cx).await.iter().filter(|a| *a == "credit.call").count(), 1);
        credit::sweep(&w.cx).await.unwrap();
        assert_eq!(earned(&w, may, "amara").await, None, "accreditation is not retroactive");
        let spring = year(&w, "amara", "2019-07-01").await;
        assert_eq!((spring.calls.len(), spring.calls_outside, spring.standing.total.0), (0, 1, 0));
        let autumn = year(&w, "amara", "2020-07-01").await;
        let sum = &autumn.calls[0];
        assert_eq!((sum.calls, sum.minutes, sum.credits.0, sum.body.as_str(), sum.number.as_str()), (1, 24, 25, "CFPC", "271828"));
        assert_eq!(autumn.standing.kinds.get("mainpro").unwrap().0, 25);
        let csv = transcript::export(&w.cx, &w.viewer("amara").await.unwrap(), "2020-07-01", "1").await.unwrap();
        assert!(csv.lines().nth(1).unwrap().contains(",calls,mainpro,0.25,24,CFPC,271828,"), "{csv}");
    }

    async fn r0_4_minutes_are_summed_by_year_and_rounded_then_and_one_call_has_a_cap(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        accredit(&w, &august()).await;
        let rule = rules::Form {
            from: "2020-08-01".into(), certificate: "session".into(), kind: "mainpro".into(), per_hour: "1".into(), step: "15".into(),
            rounding: "down".into(), counting: "minutes".into(), most_each: "30".into(), ..rules::Form::default()
        };
        rules::add(&w.cx, &w.viewer("corinne").await.unwrap(), w.program, &rule).await.unwrap();
        // Seven, seven and sixty minutes, of which thirty count: 44, which is half an hour.
        for (day, minutes) in [("2020-09-14T18:00:00Z", 7), ("2020-10-02T18:00:00Z", 7), ("2020-11-20T18:00:00Z", 60)] {
            bench.clock.set(at(day));
            learned(&bench, &w, line, minutes).await;
        }
        let sum = year(&w, "amara", "2020-07-01").await.calls.remove(0);
        assert_eq!((sum.calls, sum.minutes, sum.credits.0), (3, 44, 50));
        bench.clock.set(at("2021-02-01T18:00:00Z"));
        learned(&bench, &w, line, 1).await;
        let sum = year(&w, "amara", "2020-07-01").await.calls.remove(0);
        assert_eq!((sum.minutes, sum.credits.0), (45, 75), "one minute more is a quarter more");
        // Two cycles, two periods: each is rounded by itself.
        let two = transcript::mine(&w.cx, &w.viewer("amara").await.unwrap(), "2020-01-01", "2").await.unwrap();
        assert_eq!(two.calls.iter().map(|s| (s.minutes, s.credits.0)).collect::<Vec<_>>(), [(44, 50), (1, 0)]);
    }

    async fn r0_5_without_both_sentences_there_is_no_line_and_the_pages_say_what_is_missing(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        accredit(&w, &august()).await;
        bench.clock.set(at("2020-09-14T18:00:00Z"));
        let call = talk(&bench, &w, line, 24).await;
        let amara = w.viewer("amara").await.unwrap();
        let left = credit::left(&w.cx, &amara).await.unwrap().remove(0);
        assert_eq!((left.id, left.earned.clone(), left.gate.left().count()), (call, None, 1));
        assert!(year(&w, "amara", "2020-07-01").await.calls.is_empty());
        reflect(&w, "amara", call).await;
        let left = credit::left(&w.cx, &amara).await.unwrap().remove(0);
        assert_eq!((left.earned.unwrap().minutes, left.gate.is_open()), (24, true));
        assert_eq!(queries::call(&w.cx, &amara, call, Default::default()).await.unwrap().earned.unwrap().minutes, 24);
        reflect(&w, "amara", call).await;
        assert_eq!(year(&w, "amara", "2020-07-01").await.calls[0].calls, 1, "other words earn nothing more");
        assert!(credit::left(&w.cx, &w.viewer("odile").await.unwrap()).await.unwrap().is_empty(), "there is nothing in it for her");
    }

    async fn r0_6_the_on_call_earns_where_the_pathway_has_it_on(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        accredit(&w, &august()).await;
        bench.clock.set(at("2020-09-14T18:00:00Z"));
        let corinne = w.viewer("corinne").await.unwrap();
        let (_, form, version, _) = lines::stored(&w.cx, &corinne, line).await.unwrap();
        lines::change(&w.cx, &corinne, line, version, &lines::Form { on_call_earns: true, ..form }).await.unwrap();
        let call = talk(&bench, &w, line, 24).await;
        assert_eq!(credit::left(&w.cx, &w.viewer("odile").await.unwrap()).await.unwrap().len(), 1);
        reflect(&w, "odile", call).await;
        assert_eq!((earned(&w, call, "odile").await, earned(&w, call, "amara").await), (Some(24), None), "each by their own sentences");
        reflect(&w, "amara", call).await;
        assert_eq!(earned(&w, call, "amara").await, Some(24));
    }

    async fn a_record_entered_late_reaches_calls_that_it_covers_and_a_record_for_other_things_none(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        accredit(&w, &accreditations::Form { covers: vec!["sessions".into(), "groups".into()], ..august() }).await;
        bench.clock.set(at("2020-09-14T18:00:00Z"));
        let call = learned(&bench, &w, line, 24).await;
        assert_eq!(state(&w.cx, call).await, State::NotCredited(NoCredit::NotAccredited));
        assert!(credit::left(&w.cx, &w.viewer("amara").await.unwrap()).await.unwrap().is_empty());
        accredit(&w, &august()).await;
        credit::sweep(&w.cx).await.unwrap();
        assert_eq!((state(&w.cx, call).await, earned(&w, call, "amara").await), (State::Credited, Some(24)));
        credit::sweep(&w.cx).await.unwrap();
        assert_eq!(year(&w, "amara", "2020-07-01").await.calls[0].calls, 1);
        // What calls stand on is not edited either.
        let corinne = w.viewer("corinne").await.unwrap();
        let record = rules::desk(&w.cx, &corinne, w.program).await.unwrap().records.into_iter().find(|r| r.calls > 0).unwrap();
        let edited = accreditations::Form { valid_to: "2020-08-31".into(), ..august() };
        let refused = accreditations::change(&w.cx, &corinne, w.program, record.id, record.version, &edited).await;
        assert_eq!(refused.unwrap_err(), Fault::Conflict("conflict-accreditation-used"));
    }

    async fn i1_an_accreditation_gives_nobody_more_than_its_maximum(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        accredit(&w, &accreditations::Form { most_minutes: "40".into(), ..august() }).await;
        bench.clock.set(at("2020-09-14T18:00:00Z"));
        for (minutes, counts) in [(24, 24), (24, 16), (24, 0)] {
            bench.clock.pass(Duration::hours(1));
            let call = learned(&bench, &w, line, minutes).await;
            assert_eq!(earned(&w, call, "amara").await, Some(counts));
        }
        assert_eq!(year(&w, "amara", "2020-07-01").await.calls[0].credits.0, 50);
    }

    async fn judged_twice_at_once_it_earns_once(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        bench.clock.set(at("2020-09-14T18:00:00Z"));
        let call = learned(&bench, &w, line, 24).await;
        accredit(&w, &august()).await;
        let (a, b) = tokio::join!(credit::sweep(&w.cx), credit::sweep(&w.cx));
        a.unwrap();
        b.unwrap();
        assert_eq!((year(&w, "amara", "2020-07-01").await.calls[0].calls, earned(&w, call, "amara").await), (1, Some(24)));
        assert_eq!(crate::audit::actions(&w.cx).await.iter().filter(|a| *a == "credit.call").count(), 1);
    }

    async fn i10_what_a_call_earned_is_revoked_for_a_reason_and_is_not_earned_again(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        accredit(&w, &accreditations::Form { most_minutes: "30".into(), ..august() }).await;
        bench.clock.set(at("2020-09-14T18:00:00Z"));
        let call = learned(&bench, &w, line, 24).await;
        let (amara, corinne) = (w.viewer("amara").await.unwrap(), w.viewer("corinne").await.unwrap());
        let (record, entry) = of_record(&w).await;
        let which = (w.program, record);
        assert_eq!((entry.person, entry.minutes, entry.revoked.clone()), (w.id("amara"), 24, None));
        assert_eq!(entries::revoke(&w.cx, &amara, which, entry.id, "No").await.unwrap_err(), Fault::Missing);
        let other = (w.program, domain::id::AccreditationId(w.cx.new_id()));
        assert_eq!(entries::revoke(&w.cx, &corinne, other, entry.id, "No").await.unwrap_err(), Fault::Missing);
        assert!(matches!(entries::revoke(&w.cx, &corinne, which, entry.id, " ").await, Err(Fault::Invalid(_))));
        let two = tokio::join!(
            entries::revoke(&w.cx, &corinne, which, entry.id, "The call was a test"),
            entries::revoke(&w.cx, &corinne, which, entry.id, "The call was a test"),
        );
        let said = [two.0, two.1];
        assert_eq!(said.iter().filter(|r| r.is_ok()).count(), 1);
        assert!(said.contains(&Err(Fault::Conflict("conflict-call-credit-revoked"))), "{said:?}");
        credit::sweep(&w.cx).await.unwrap();
        reflect(&w, "amara", call).await;
        let year_of = year(&w, "amara", "2020-07-01").await;
        assert_eq!((year_of.calls.len(), year_of.standing.total.0), (0, 0));
        let earned_here = queries::call(&w.cx, &amara, call, Default::default()).await.unwrap().earned.unwrap();
        assert_eq!(earned_here.revoked.as_deref(), Some("The call was a test"));
        assert_eq!(of_record(&w).await.1.revoked.map(|(_, why)| why).as_deref(), Some("The call was a test"));
        let letters = crate::outbox::letters::Entity::find().filter(crate::outbox::letters::Column::PersonId.eq(w.id("amara")));
        let letters = letters.all(w.cx.db()).await.unwrap();
        let told: Vec<_> = letters.iter().filter(|l| l.body.contains(&format!("/consult/{call}")) && l.subject.contains("revoked")).collect();
        assert_eq!(told.len(), 1);
        // Its minutes are free again: 24 of the record's 30.
        let next = learned(&bench, &w, line, 24).await;
        assert_eq!(earned(&w, next, "amara").await, Some(24));
    }

    async fn the_pack_and_the_list_of_a_record_know_its_calls_and_tell_no_word_of_them(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        accredit(&w, &august()).await;
        let corinne = w.viewer("corinne").await.unwrap();
        for (day, minutes) in [("2020-09-14T18:00:00Z", 7), ("2020-10-02T18:00:00Z", 8)] {
            bench.clock.set(at(day));
            learned(&bench, &w, line, minutes).await;
        }
        direct_entry::give(&w.cx, &w.viewer("amara").await.unwrap(), "123456").await.unwrap();
        let (record, entry) = of_record(&w).await;
        let which = (w.program, record);
        let list = direct_entry::list(&w.cx, &corinne, w.program, record).await.unwrap();
        assert!(String::from_utf8(list.bytes).unwrap().ends_with("123456,271828,0.25\n"), "a quarter of an hour in two calls");
        let desk = pack::desk(&w.cx, &corinne, w.program, record).await.unwrap();
        assert_eq!((desk.cohorts.len(), desk.calls.map(|c| c.len())), (0, Some(2)), "there is no cohort in it");
        let codes = pack::of_calls(&w.cx, &corinne, which, Called::Codes, Lang::En).await.unwrap();
        assert_eq!(codes.bytes, pack::of_calls(&w.cx, &corinne, which, Called::Codes, Lang::En).await.unwrap().bytes);
        let all = unpacked(&codes.bytes);
        let names: Vec<&str> = all.keys().map(String::as_str).collect();
        assert_eq!(names, ["README.txt", "calls.csv", "record.csv", "rules.json", "statements.txt"]);
        let everything: String = all.values().map(|bytes| String::from_utf8(bytes.clone()).unwrap()).collect();
        for hidden in ["Amara", "Odile", "fear", "tomorrow", "pack-"] {
            assert!(!everything.contains(hidden), "{hidden} in {everything}");
        }
        entries::revoke(&w.cx, &corinne, which, entry.id, "Wrong").await.unwrap();
        let named = unpacked(&pack::of_calls(&w.cx, &corinne, which, Called::Names, Lang::En).await.unwrap().bytes);
        let calls = String::from_utf8(named["calls.csv"].clone()).unwrap();
        let state = |line: &str| (line.contains("Amara Okafor"), line.contains(",revoked,"));
        assert_eq!(calls.lines().skip(1).map(state).collect::<Vec<_>>(), [(true, true), (true, false)], "{calls}");
        let list = direct_entry::list(&w.cx, &corinne, w.program, record).await.unwrap();
        assert_eq!(list.counts, direct_entry::Counts::default(), "eight minutes are nothing");
        let amara = w.viewer("amara").await.unwrap();
        assert_eq!(pack::of_calls(&w.cx, &amara, which, Called::Codes, Lang::En).await.unwrap_err(), Fault::Missing);
    }

    async fn i6_what_calls_earned_outlives_whoever_goes_by_five_years(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        accredit(&w, &august()).await;
        bench.clock.set(at("2020-09-14T18:00:00Z"));
        learned(&bench, &w, line, 24).await;
        bench.clock.set(at("2020-10-02T18:00:00Z"));
        learned(&bench, &w, line, 24).await;
        let amara = w.viewer("amara").await.unwrap();
        let kept = crate::erasing::erase(&w.cx, &amara).await.unwrap();
        let until = domain::credits::kept_until("2020-10-02".parse().unwrap(), 5);
        assert_eq!((kept.papers, kept.calls, kept.until), (0, 2, Some(until)));
        let left = async || call_credits::Entity::find().count(w.cx.db()).await.unwrap();
        for (day, stay) in [("2025-09-14T18:00:00Z", 2), ("2025-09-15T18:00:00Z", 1), ("2025-10-02T18:00:00Z", 1), ("2025-10-03T18:00:00Z", 0)] {
            bench.clock.set(at(day));
            keeping::sweep(&w.cx).await.unwrap();
            assert_eq!(left().await, stay, "{day}");
        }
    }
}

/// The one record, and the first thing that a call earned under it.
async fn of_record(w: &World) -> (domain::id::AccreditationId, entries::Entry) {
    let corinne = w.viewer("corinne").await.unwrap();
    let record = rules::desk(&w.cx, &corinne, w.program).await.unwrap().records.remove(0).id;
    (record, entries::of_record(w.cx.db(), record).await.unwrap().remove(0))
}
