//! The roster, its gaps and its swaps.
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::*;
use crate::consults::swaps::{self, Say};
use crate::consults::{alarm, pathways as lines, queries};
use crate::{Fault, both};

async fn alarms(cx: &Cx) -> usize {
    use crate::outbox::letters;
    letters::Entity::find().filter(letters::Column::Kind.eq("roster-gap")).all(cx.db()).await.unwrap().len()
}

fn word(done: Result<domain::id::ShiftId>) -> String {
    match done {
        Err(Fault::Invalid(faults)) => faults.iter().map(|f| f.word.as_str()).collect::<Vec<_>>().join(" "),
        other => format!("{:?}", other.map(|_| ())),
    }
}

both! {
    async fn r0_1_a_gap_is_told_once_72_hours_ahead_and_again_when_it_opens_again(bench) {
        let w = world(&bench).await;
        // It is 26 March, 08:00. Odile covers until 30 March, 08:00: more than 73 hours.
        let line = pathway(&w, &["odile", "gilles"]).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let one = shift(&w, "odile", ("2026-03-26", "00:00"), ("2026-03-28", "08:00"), false);
        let two = shift(&w, "odile", ("2026-03-28", "08:00"), ("2026-03-30", "08:00"), false);
        roster::add(&w.cx, &corinne, line, &one).await.unwrap();
        roster::add(&w.cx, &corinne, line, &two).await.unwrap();
        alarm::sweep(&w.cx).await.unwrap();
        assert_eq!(alarms(&w.cx).await, 0, "96 hours are left");
        bench.clock.pass(Duration::hours(24));
        alarm::sweep(&w.cx).await.unwrap();
        alarm::sweep(&w.cx).await.unwrap();
        bench.clock.pass(Duration::hours(1));
        alarm::sweep(&w.cx).await.unwrap();
        assert_eq!(alarms(&w.cx).await, 2, "both coordinators, once each");
        // It is filled for a year of shifts' sake, and opened again.
        let fill = shift(&w, "gilles", ("2026-03-30", "08:00"), ("2026-04-02", "08:00"), false);
        let filled = roster::add(&w.cx, &corinne, line, &fill).await.unwrap();
        alarm::sweep(&w.cx).await.unwrap();
        assert_eq!(alarms(&w.cx).await, 2, "the next gap is far");
        roster::remove(&w.cx, &corinne, line, filled, 1).await.unwrap();
        alarm::sweep(&w.cx).await.unwrap();
        assert_eq!(alarms(&w.cx).await, 4);
        // It has begun: nothing is told of it every half minute.
        bench.clock.pass(Duration::days(4));
        for _ in 0..3 {
            bench.clock.pass(seconds(30));
            alarm::sweep(&w.cx).await.unwrap();
        }
        assert_eq!(alarms(&w.cx).await, 4);
    }

    async fn an_empty_roster_is_told_once_and_a_closed_pathway_never(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile"]).await;
        let corinne = w.viewer("corinne").await.unwrap();
        for _ in 0..3 {
            alarm::sweep(&w.cx).await.unwrap();
            bench.clock.pass(Duration::hours(5));
        }
        assert_eq!(alarms(&w.cx).await, 2);
        let (_, form, version, _) = lines::stored(&w.cx, &corinne, line).await.unwrap();
        lines::change(&w.cx, &corinne, line, version, &Form { closed: true, ..form }).await.unwrap();
        bench.clock.pass(Duration::days(60));
        alarm::sweep(&w.cx).await.unwrap();
        assert_eq!(alarms(&w.cx).await, 2);
        assert_eq!(ask(&w, &w.cx, "amara", line).await, Err(Fault::Conflict("conflict-pathway-closed")), "whoever had its form open hears why");
        assert_eq!(crate::consults::reach::pathway(w.cx.db(), &w.viewer("amara").await.unwrap(), line, crate::consults::reach::Ask::See).await.err(), Some(Fault::Missing));
    }

    async fn a_page_of_the_roster_marks_gaps_and_who_stands_there_twice(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile", "gilles"]).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let put = async |typed| roster::add(&w.cx, &corinne, line, &typed).await;
        put(shift(&w, "odile", ("2026-03-26", "00:00"), ("2026-03-28", "00:00"), false)).await.unwrap();
        let beside = shift(&w, "gilles", ("2026-03-27", "20:00"), ("2026-03-29", "02:00"), false);
        assert_eq!(word(put(beside.clone()).await), "fault-shift-beside");
        put(roster::Form { beside: true, ..beside }).await.unwrap();
        put(shift(&w, "odile", ("2026-03-29", "08:00"), ("2026-03-31", "00:00"), false)).await.unwrap();
        let view = roster::view(&w.cx, &corinne, line, None).await.unwrap();
        assert_eq!(view.shifts.iter().map(|s| s.doubled).collect::<Vec<_>>(), [true, true, false]);
        let gaps: Vec<(DateTime<Utc>, DateTime<Utc>)> = view.gaps.iter().map(|g| (g.from, g.to)).collect();
        assert_eq!(gaps[0], (at("2026-03-29T09:00:00Z"), at("2026-03-29T15:00:00Z")), "02:00 to 08:00 in British Columbia");
        assert_eq!(gaps.len(), 2, "and the days that nobody planned yet");
    }

    async fn a_shift_is_checked_by_the_clock_of_its_pathway(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let typed = Form { zone: "America/Edmonton".into(), ..form(&w.cx) };
        let east = lines::add(&w.cx, &corinne, w.program, &typed).await.unwrap();
        let west = pathway(&w, &["odile"]).await;
        for line in [east, west] {
            lines::set_person(&w.cx, &corinne, line, &w.email("odile").await.unwrap(), true).await.unwrap();
        }
        let put = async |line, from, to| roster::add(&w.cx, &corinne, line, &shift(&w, "odile", from, to, false)).await;
        assert_eq!(word(put(west, ("2026-05-01", "08:00"), ("2026-05-01", "08:00")).await), "fault-shift-ends-first");
        assert_eq!(word(put(west, ("2026-05-01", "08:00"), ("2026-05-05", "08:00")).await), "fault-shift-long");
        assert_eq!(word(put(west, ("1 May", "8h"), ("2026-05-01", "08:00")).await), "fault-date");
        assert_eq!(word(put(west, ("2020-01-01", "08:00"), ("2020-01-02", "08:00")).await), "fault-shift-past");
        // Vancouver's clock went forward on 8 March 2026 for the last time: 02:30 was not, and a year later it is.
        assert_eq!(word(put(west, ("2026-03-08", "02:30"), ("2026-03-08", "12:00")).await), "fault-shift-skipped");
        put(west, ("2027-03-14", "02:30"), ("2027-03-14", "12:00")).await.unwrap();
        let night = put(west, ("2026-05-01", "20:00"), ("2026-05-02", "08:00")).await.unwrap();
        let view = roster::view(&w.cx, &corinne, west, "2026-05-01".parse().ok()).await.unwrap();
        let line = view.shifts.iter().find(|s| s.id == night).unwrap();
        assert_eq!((line.from, line.to), (at("2026-05-02T03:00:00Z"), at("2026-05-02T15:00:00Z")));
        assert_eq!(word(put(east, ("2026-05-02", "08:00"), ("2026-05-02", "12:00")).await), "fault-shift-twice", "nobody answers two lines at once");
        put(east, ("2026-05-02", "09:00"), ("2026-05-02", "12:00")).await.unwrap();
    }

    async fn who_is_taken_off_a_pathway_hears_of_it_and_how_many_shifts_went(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile", "gilles"]).await;
        let (corinne, email) = (w.viewer("corinne").await.unwrap(), w.email("gilles").await.unwrap());
        for day in ["2026-04-02", "2026-04-03"] {
            roster::add(&w.cx, &corinne, line, &shift(&w, "gilles", (day, "08:00"), (day, "20:00"), false)).await.unwrap();
        }
        for _ in 0..2 {
            lines::set_person(&w.cx, &corinne, line, &email, false).await.unwrap();
        }
        assert!(roster::view(&w.cx, &corinne, line, "2026-04-01".parse().ok()).await.unwrap().shifts.is_empty());
        let letters = crate::outbox::claim_letters(&w.cx, 100).await.unwrap();
        let told: Vec<_> = letters.iter().filter(|l| l.email == email && l.kind == "shift").collect();
        assert!(told.len() == 1 && told[0].body.contains(" 2 "), "taken off twice, told once: {told:?}");
    }

    async fn who_only_answers_changes_their_own_shifts(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let (odile, amara, corinne) = (w.viewer("odile").await.unwrap(), w.viewer("amara").await.unwrap(), w.viewer("corinne").await.unwrap());
        let typed = shift(&w, "gilles", ("2026-04-02", "08:00"), ("2026-04-02", "20:00"), false);
        let mine = roster::add(&w.cx, &odile, line, &typed).await.unwrap();
        let view = roster::view(&w.cx, &corinne, line, "2026-04-01".parse().ok()).await.unwrap();
        assert_eq!(view.shifts.iter().find(|s| s.id == mine).unwrap().name, "Odile Marchand", "whoever they typed, it is theirs");
        let gilles = view_of(&w, line, "Gilles Bouchard").await;
        assert_eq!(roster::remove(&w.cx, &odile, line, gilles, 1).await, Err(Fault::Refused("refused-role")));
        assert_eq!(roster::add(&w.cx, &amara, line, &typed).await, Err(Fault::Refused("refused-role")));
        assert_eq!(roster::remove(&w.cx, &odile, line, mine, 9).await, Err(Fault::Conflict("conflict-changed")), "from an old page");
        roster::remove(&w.cx, &odile, line, mine, 1).await.unwrap();
    }

    async fn a_shift_that_is_offered_goes_to_the_first_who_takes_it(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile", "gilles", "fatima", "johanna"]).await;
        on_shift(&w, line, "odile", false).await;
        let (odile, corinne) = (w.viewer("odile").await.unwrap(), w.viewer("corinne").await.unwrap());
        let mine = view_of(&w, line, "Odile Marchand").await;
        swaps::offer(&w.cx, &odile, line, mine, "").await.unwrap();
        assert_eq!(swaps::offer(&w.cx, &odile, line, mine, "").await, Err(Fault::Conflict("conflict-shift-offered")));
        let offer = queries::on_call(&w.cx, &w.viewer("fatima").await.unwrap(), Default::default()).await.unwrap().offers[0].id;
        let mut tries = Vec::new();
        for short in ["gilles", "fatima", "johanna"] {
            let (cx, viewer) = (w.cx.clone(), w.viewer(short).await.unwrap());
            tries.push(tokio::spawn(async move { swaps::settle(&cx, &viewer, line, offer, Say::Take).await }));
        }
        let mut taken = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(()) => taken += 1,
                Err(why) => assert!(matches!(why, Fault::Conflict("conflict-shift-settled") | Fault::Refused("refused-role")), "{why:?}"),
            }
        }
        assert_eq!(taken, 1);
        let view = roster::view(&w.cx, &corinne, line, None).await.unwrap();
        assert_ne!(view.shifts[0].name, "Odile Marchand");
        assert_eq!(view.shifts[0].offered, None);
    }

    async fn who_was_asked_and_cannot_says_so_and_the_shift_stays(bench) {
        let w = world(&bench).await;
        let line = pathway(&w, &["odile", "gilles"]).await;
        on_shift(&w, line, "odile", true).await;
        let odile = w.viewer("odile").await.unwrap();
        let mine = view_of(&w, line, "Odile Marchand").await;
        swaps::offer(&w.cx, &odile, line, mine, &w.id("gilles").to_string()).await.unwrap();
        let gilles = w.viewer("gilles").await.unwrap();
        let told = async || crate::outbox::claim_letters(&w.cx, 100).await.unwrap();
        let asked = told().await;
        assert!(asked.iter().any(|l| l.email.starts_with("gilles") && l.body.contains("une relève")), "it says what kind of shift: {asked:?}");
        let offer = queries::on_call(&w.cx, &gilles, Default::default()).await.unwrap().offers[0].id;
        swaps::settle(&w.cx, &gilles, line, offer, Say::Decline).await.unwrap();
        let told = told().await;
        assert!(told.iter().any(|l| l.kind == "shift" && l.email.starts_with("odile") && l.subject.contains("reste la vôtre")), "{told:?}");
        assert_eq!(swaps::settle(&w.cx, &gilles, line, offer, Say::Take).await, Err(Fault::Conflict("conflict-shift-settled")));
        swaps::offer(&w.cx, &odile, line, mine, "").await.unwrap();
    }

    async fn a_note_goes_from_shift_to_shift_without_a_word_that_tells_of_whom(bench) {
        let w = world(&bench).await;
        let line = usual(&w).await;
        let (odile, gilles) = (w.viewer("odile").await.unwrap(), w.viewer("gilles").await.unwrap());
        let leave = async |text: &str, looked| roster::leave_note(&w.cx, &odile, line, w.cx.new_id(), text, looked).await;
        assert!(matches!(leave("Call 250-555-0199", true).await, Err(Fault::Invalid(_))));
        leave("Two situations are open in the north; both wait for a bed.", false).await.unwrap();
        let page = queries::on_call(&w.cx, &gilles, Default::default()).await.unwrap();
        let note = page.pathways[0].notes[0].clone();
        assert_eq!(note.1, "Odile Marchand");
        roster::note_done(&w.cx, &gilles, line, note.0).await.unwrap();
        assert!(queries::on_call(&w.cx, &odile, Default::default()).await.unwrap().pathways[0].notes.is_empty());
        assert_eq!(roster::leave_note(&w.cx, &w.viewer("corinne").await.unwrap(), line, w.cx.new_id(), "Hello", false).await, Err(Fault::Refused("refused-role")));
    }

    async fn the_demo_stands_with_its_calls_and_one_night_that_nobody_took(bench) {
        let w = world(&bench).await;
        crate::consults::demo::furnish(&w).await.unwrap();
        let corinne = w.viewer("corinne").await.unwrap();
        let cards = queries::directory(&w.cx, &corinne, Default::default()).await.unwrap();
        assert_eq!(cards.iter().map(|c| c.start_here).collect::<Vec<_>>(), [true, false]);
        let line = cards[0].reached.id;
        let named = cards[0].on_shift.clone().unwrap();
        let short = if named.starts_with("Jóhanna") { "johanna".to_owned() } else { named.split(' ').next().unwrap().to_lowercase() };
        let who = w.viewer(&short).await.unwrap();
        crate::consults::pathways::away(&w.cx, &who, Some(4)).await.unwrap();
        let other = queries::directory(&w.cx, &corinne, Default::default()).await.unwrap()[0].on_shift.clone();
        assert!(other.is_some_and(|other| other != named), "who cannot be reached is not named; the backup is");
        crate::consults::pathways::away(&w.cx, &who, None).await.unwrap();
        assert_eq!(roster::view(&w.cx, &corinne, line, None).await.unwrap().gaps.len(), 1);
        alarm::sweep(&w.cx).await.unwrap();
        assert_eq!(alarms(&w.cx).await, 0, "it is more than 72 hours away");
        let odile = queries::on_call(&w.cx, &w.viewer("odile").await.unwrap(), Default::default()).await.unwrap();
        assert_eq!((odile.rings.open.len(), odile.rings.now.len()), (1, 0));
        assert!(odile.heard.is_some_and(|(n, _)| n >= 5));
        let report = crate::consults::report::report(&w.cx, &corinne, line, None, Default::default()).await.unwrap();
        assert!(!report.tables.is_empty(), "{report:?}");
    }
}

async fn view_of(w: &World, line: PathwayId, name: &str) -> domain::id::ShiftId {
    let view = roster::view(&w.cx, &w.viewer("corinne").await.unwrap(), line, None).await.unwrap();
    view.shifts.iter().find(|s| s.name == name).unwrap().id
}
