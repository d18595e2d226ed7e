//! Certificates of small groups: made at receipt of the questionnaire, by the very gate that the pages show, and by nothing else.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, TimeZone, Utc};
use domain::gate::steps::CertificateStep;
use domain::id::SessionId;

use super::*;
use crate::improvement::tests::Group;
use crate::improvement::tests::looking_back::{given, move_to};
use crate::improvement::{queries, reflecting, writing};
use crate::sessions::attendance;

const PEOPLE: [&str; 3] = ["amara", "benoit", "hana"];

fn on(month: u32, day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, month, day, 20, 0, 0).unwrap()
}

impl Group {
    async fn sends(&self, short: &str, session: SessionId) -> crate::Result<()> {
        let viewer = self.who(short).await;
        let form = reflecting::form(&self.w.cx, &viewer, &self.slug, session).await?;
        reflecting::send(&self.w.cx, &viewer, &self.slug, session, &given(form.commitments.len())).await.map(|_| ())
    }

    async fn papers(&self) -> Vec<certificates::Model> {
        certificates::Entity::find().all(self.w.cx.db()).await.unwrap()
    }

    async fn due(&self) -> usize {
        issuing::issue_due(&self.w.cx, &self.who("corinne").await, &self.slug).await.unwrap()
    }

    async fn rule(&self, edit: impl FnOnce(&mut rules::Form)) {
        let mut form = rules::Form {
            from: "2025-12-01".into(),
            certificate: "session".into(),
            kind: "mainpro".into(),
            per_hour: "1".into(),
            step: "15".into(),
            rounding: "down".into(),
            counting: "minutes".into(),
            ..rules::Form::default()
        };
        edit(&mut form);
        rules::add(&self.w.cx, &self.who("corinne").await, self.w.program, &form).await.unwrap();
    }

    async fn track(&self, short: &str, n: usize) -> queries::Tracks {
        queries::board(&self.w.cx, &self.who(short).await, &self.slug).await.unwrap().mine.remove(n)
    }
}

async fn turns(group: &Group, short: &str, profession: &str) {
    use sea_orm::{ActiveModelTrait, ActiveValue::Set};
    let change = people::ActiveModel { id: Set(group.w.id(short)), profession: Set(profession.to_owned()), ..Default::default() };
    change.update(group.w.cx.db()).await.unwrap();
}

both! {
    async fn r2_6_it_is_made_in_the_transaction_that_receives_the_questionnaire(bench) {
        let group = Group::new(&bench).await;
        let cx = &group.w.cx;
        group.accredit(&["groups"], "2025-12-01").await;
        assert_eq!(group.due().await, 0, "attended is not enough");
        group.sends("hana", group.first).await.unwrap();
        let rows = group.papers().await;
        assert_eq!((rows.len(), rows[0].person_id, rows[0].session_id), (1, group.w.id("hana"), Some(group.first)));
        assert_eq!((rows[0].issued_by, rows[0].kind.as_str(), rows[0].credits), (None, "mainpro", 100), "by the system, an hour for an hour");
        assert_eq!(group.logged("cert.issue").await, 1);
        let track = group.track("hana", 0).await;
        assert_eq!((track.certificate_step, track.serial.as_deref()), (CertificateStep::CertificateIssued, Some(rows[0].serial.as_str())));
        assert!(group.track("amara", 0).await.serial.is_none());
        let hana = group.who("hana").await;
        let said = papers::one(cx, &hana, &rows[0].serial).await.unwrap().printed;
        assert!(said.lines.iter().any(|l| l.contains("received on")), "{:?}", said.lines);
        assert!(checking::check(cx, &rows[0].serial).await.unwrap().valid);
        assert_eq!(transcript::mine(cx, &hana, "", "").await.unwrap().standing.total.0, 100);
        let line = left::mine(cx, &hana).await.unwrap().into_iter().find(|p| p.slug == group.slug).unwrap();
        assert_eq!((line.group, line.lines[0].serial.as_deref()), (true, Some(rows[0].serial.as_str())));
        group.sends("hana", group.first).await.unwrap();
        assert_eq!((group.papers().await.len(), group.due().await), (1, 0), "sent again it is one");
    }

    async fn sent_twice_at_once_it_is_one_paper(bench) {
        let group = Group::new(&bench).await;
        group.accredit(&["groups"], "2025-12-01").await;
        let (a, b, c) = tokio::join!(group.sends("hana", group.first), group.sends("hana", group.first), group.sends("amara", group.first));
        assert!(c.is_ok() && (a.is_ok() || b.is_ok()), "{a:?} {b:?} {c:?}");
        let rows = group.papers().await;
        assert_eq!(rows.iter().map(|r| (r.person_id, r.subject)).collect::<HashSet<_>>().len(), rows.len());
        assert_eq!(rows.len(), 2);
    }

    async fn r2_10_what_is_awaited_prints_no_credits_and_a_record_entered_late_reaches_those_who_wait(bench) {
        let group = Group::new(&bench).await;
        group.record(&["groups"], "2025-12-01", "").await;
        group.accredit(&["sessions", "calls"], "2025-12-01").await;
        group.sends("hana", group.first).await.unwrap();
        assert!(group.papers().await.is_empty());
        assert_eq!(group.track("hana", 0).await.certificate_step, CertificateStep::Received);
        group.accredit(&["groups"], "2026-01-01").await;
        assert_eq!(group.due().await, 0, "not retroactive");
        // The body had decided in time; its record is entered now, and the worker finds who waits for it.
        group.accredit(&["groups", "sessions"], "2025-12-15").await;
        bench.clock.set(on(3, 27));
        sweep(&group.w.cx).await.unwrap();
        assert_eq!(group.papers().await.len(), 1);
    }

    async fn h14_whoever_works_in_the_practice_gets_their_own_record_and_no_credit(bench) {
        let group = Group::new(&bench).await;
        group.rule(|r| {
            r.professions = "Family physician\nPharmacist".into();
            r.statements = "Pharmacist".into();
        }).await;
        for (short, profession) in [("amara", "Family physician"), ("benoit", "Medical office assistant"), ("hana", "Pharmacist")] {
            turns(&group, short, profession).await;
        }
        group.record(&["groups"], "2025-12-01", "").await;
        for short in PEOPLE {
            group.sends(short, group.first).await.unwrap();
        }
        let rows = group.papers().await;
        assert_eq!(rows.iter().map(|r| r.person_id).collect::<Vec<_>>(), [group.w.id("benoit")], "a record of hours stands under no accreditation");
        let said = issuing::read(&rows[0]).unwrap();
        assert_eq!((printed::code(said.document), rows[0].credits, said.statement.as_str()), ("letter", 0, ""));
        assert!(!format!("{:?}", said.lines).to_lowercase().contains("crédit"));
        group.accredit(&["groups"], "2025-12-02").await;
        assert_eq!(group.due().await, 2);
        let code = |short: &str, rows: &[certificates::Model]| {
            let row = rows.iter().find(|r| r.person_id == group.w.id(short)).unwrap();
            printed::code(issuing::read(row).unwrap().document)
        };
        let rows = group.papers().await;
        assert_eq!((code("amara", &rows), code("hana", &rows)), ("certificate", "statement"));
    }

    async fn r2_9_one_for_the_series_comes_with_the_last_questionnaire(bench) {
        let group = Group::new(&bench).await;
        group.rule(|r| r.certificate = "series".into()).await;
        group.accredit(&["groups"], "2025-12-01").await;
        group.came("hana", group.second).await;
        group.sends("hana", group.first).await.unwrap();
        assert!(group.papers().await.is_empty());
        let board = queries::board(&group.w.cx, &group.who("hana").await, &group.slug).await.unwrap();
        assert!(board.series.is_some_and(|(gate, state, serial)| !gate.is_open() && state == State::None && serial.is_none()));
        bench.clock.set(on(5, 19));
        group.sends("hana", group.second).await.unwrap();
        let rows = group.papers().await;
        assert_eq!((rows.len(), rows[0].session_id, rows[0].minutes, rows[0].credits), (1, None, 120, 200));
        let board = queries::board(&group.w.cx, &group.who("hana").await, &group.slug).await.unwrap();
        assert_eq!(board.series.unwrap().2.as_deref(), Some(rows[0].serial.as_str()));
    }

    async fn r2_7_the_plan_is_a_condition_only_where_it_is_switched_on(bench) {
        let group = Group::new(&bench).await;
        group.rule(|r| r.plan = true).await;
        group.accredit(&["groups"], "2025-12-01").await;
        group.sends("hana", group.first).await.unwrap();
        assert!(group.papers().await.is_empty() && !group.track("hana", 0).await.certificate.has(What::Plan));
        group.hand_in("hana", group.first).await;
        assert_eq!(group.due().await, 1, "and the sweep finds it");
    }

    async fn what_was_issued_stays_though_the_session_moves_or_its_record_is_withdrawn(bench) {
        let group = Group::new(&bench).await;
        let (cx, corinne) = (&group.w.cx, group.who("corinne").await);
        group.accredit(&["groups"], "2025-12-01").await;
        group.sends("hana", group.first).await.unwrap();
        let before = group.papers().await;
        let record = rules::desk(cx, &corinne, group.w.program).await.unwrap().records.remove(0);
        assert_eq!((record.issued, record.calls), (1, 0));
        let edited = accreditations::Form { statement: "Other words.".into(), ..typed(&record) };
        let refused = accreditations::change(cx, &corinne, group.w.program, record.id, record.version, &edited).await;
        assert_eq!(refused.unwrap_err(), Fault::Conflict("conflict-accreditation-used"));
        move_to(&group, "2026-02-15").await;
        accreditations::withdraw(cx, &corinne, group.w.program, record.id, "2025-12-01", "Taken back").await.unwrap();
        assert_eq!(group.papers().await, before);
        assert_eq!(group.track("hana", 0).await.certificate_step, CertificateStep::CertificateIssued, "only a revocation undoes it");
        let serial = before[0].serial.clone();
        papers::revoke(cx, &corinne, &serial, "The session was not held as it was accredited").await.unwrap();
        assert_eq!(group.track("hana", 0).await.certificate_step, CertificateStep::Revoked);
        let again = issuing::issue_again(cx, &corinne, &serial).await;
        assert_eq!(again.unwrap_err(), Fault::Conflict("refused-certificate-closed"), "the gate is judged now");
        assert_eq!(group.due().await, 0);
    }

    async fn letters_say_that_a_paper_is_issued_revoked_and_issued_again(bench) {
        let group = Group::new(&bench).await;
        let (cx, corinne) = (&group.w.cx, group.who("corinne").await);
        group.accredit(&["groups"], "2025-12-01").await;
        for letter in crate::outbox::claim_letters(cx, 500).await.unwrap() {
            crate::outbox::settle(cx, letter.id, crate::outbox::Outcome::Sent).await.unwrap();
        }
        let heard = async || {
            let all = crate::outbox::claim_letters(cx, 500).await.unwrap();
            for letter in &all {
                crate::outbox::settle(cx, letter.id, crate::outbox::Outcome::Sent).await.unwrap();
            }
            all.into_iter().filter(|l| l.kind == "paper").map(|l| (l.subject, l.body)).collect::<Vec<_>>()
        };
        group.sends("benoit", group.first).await.unwrap();
        let serial = group.papers().await[0].serial.clone();
        let told = heard().await;
        assert_eq!(told.len(), 1);
        assert!(told[0].0.starts_with("Votre document est délivré") && told[0].1.contains(&format!("/certificates/{serial}")), "{told:?}");
        papers::revoke(cx, &corinne, &serial, "Wrong hours").await.unwrap();
        let told = heard().await;
        assert!(told.len() == 1 && told[0].0.contains("révoqué") && !told[0].1.contains("Wrong hours"), "{told:?}");
        let fresh = issuing::issue_again(cx, &corinne, &serial).await.unwrap();
        let told = heard().await;
        assert!(told.len() == 1 && told[0].1.contains(fresh.serial()), "{told:?}");
        // What still waits is not said to somebody who left, nor of a paper that was revoked meanwhile.
        group.sends("hana", group.first).await.unwrap();
        group.sends("amara", group.first).await.unwrap();
        crate::programs::enrolling::remove(cx, &corinne, &group.slug, group.w.id("hana")).await.unwrap();
        let amaras = group.papers().await.into_iter().find(|r| r.person_id == group.w.id("amara")).unwrap().serial;
        papers::revoke(cx, &corinne, &amaras, "Wrong hours").await.unwrap();
        let told = heard().await;
        assert!(told.len() == 1 && told[0].0.contains("revoked"), "{told:?}");
        // Nobody writes to an account that is suspended.
        bench.clock.set(on(5, 20));
        group.came("amara", group.second).await;
        group.sends("amara", group.second).await.unwrap();
        crate::accounts::profile::suspend(cx, &group.who("ada").await, group.w.id("amara")).await.unwrap();
        assert!(heard().await.is_empty());
    }

    async fn nobody_is_absent_in_the_pack_from_what_was_over_before_they_had_a_place(bench) {
        use crate::programs::enrolling::{self, NewMember};
        let group = Group::new(&bench).await;
        let (cx, corinne) = (&group.w.cx, group.who("corinne").await);
        let member = NewMember { email: group.w.email("dara").await.unwrap(), name: "Dara".into(), ..NewMember::default() };
        enrolling::enrol(cx, &corinne, &group.slug, &member).await.unwrap();
        group.accredit(&["groups"], "2025-12-01").await;
        let record = rules::desk(cx, &corinne, group.w.program).await.unwrap().records.remove(0).id;
        let (named, lang) = (pack::Called::Names, domain::lang::Lang::En);
        let bytes = pack::pack(cx, &corinne, (group.w.program, record), &group.slug, named, lang).await.unwrap().bytes;
        let file = String::from_utf8(super::packing::unpacked(&bytes).remove("attendance.csv").unwrap()).unwrap();
        assert!(file.contains("Amara Okafor"), "{file}");
        assert!(!file.contains("Dara"), "{file}");
    }

    async fn after_each_act_of_a_random_history_the_papers_are_what_the_gates_say(bench) {
        let group = Group::new(&bench).await;
        let mut dice = Throw(0x5eed_1dea);
        let mut stood: BTreeSet<(usize, usize)> = BTreeSet::new();
        let (mut made, mut refused) = (0, 0);
        for step in 0..160 {
            let (who, n) = (dice.below(3), dice.below(2));
            let (short, session) = (PEOPLE[who], if n == 0 { group.first } else { group.second });
            let act = dice.below(10);
            let done = deed(&group, &bench, &mut dice, (act, short, session)).await;
            refused += usize::from(done.is_err());
            // A questionnaire is answered at once; all else by the sweep.
            let at_once = act < 4 && done.is_ok();
            if !at_once {
                group.due().await;
            }
            let open = open(&group).await;
            let now: BTreeSet<(usize, usize)> = issued(&group).await;
            for seat in &now - &stood {
                assert!(open.contains(&seat), "step {step}: a paper was made though its gate is closed: {seat:?}");
                made += 1;
            }
            let due: BTreeSet<_> = if at_once { open.iter().copied().filter(|s| *s == (who, n)).collect() } else { open };
            assert!(due.is_subset(&now), "step {step}: a gate is open and nothing was made: {:?}", &due - &now);
            assert!(stood.is_subset(&now), "step {step}: what was issued is gone");
            stood = now;
        }
        assert!(made >= 4 && refused > 5, "{made} made, {refused} refused: the history was too poor to show anything");
    }
}

/// Numbers without chance.
struct Throw(u64);

impl Throw {
    fn below(&mut self, n: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n).unwrap()
    }
}

/// One act of somebody, wherever it leads; the clock only goes on.
async fn deed(group: &Group, bench: &Bench, dice: &mut Throw, (act, short, session): (usize, &str, SessionId)) -> crate::Result<()> {
    let (cx, corinne) = (&group.w.cx, group.who("corinne").await);
    match act {
        0..4 => group.sends(short, session).await,
        4 | 5 => {
            bench.clock.pass(Duration::days(i64::try_from(dice.below(12)).unwrap()));
            Ok(())
        }
        6 => {
            let there = dice.below(3) > 0;
            attendance::correct(cx, &corinne, &group.slug, session, group.w.id(short), there, "Looked again").await.map(|_| ())
        }
        7 => {
            let from = ["2025-12-01", "2026-01-05", "2026-03-18", "2026-03-25"][dice.below(4)];
            let covers = [&["groups"][..], &["sessions"], &["groups", "calls"], &["calls"]][dice.below(4)];
            group.record(covers, from, if dice.below(2) == 0 { "" } else { from }).await;
            Ok(())
        }
        8 => {
            let records = rules::desk(cx, &corinne, group.w.program).await?.records;
            let Some(record) = records.get(dice.below(4)) else { return Err(Fault::Missing) };
            let from = ["2026-01-01", "2026-03-01", "2026-04-01"][dice.below(3)];
            accreditations::withdraw(cx, &corinne, group.w.program, record.id, from, "Taken back").await
        }
        _ => {
            let mine = group.papers().await.into_iter().find(|r| r.person_id == group.w.id(short) && r.revoked_at.is_none());
            let Some(paper) = mine else {
                return writing::withdraw(cx, &corinne, &group.slug, domain::id::PlanId(cx.new_id())).await.map(|_| ());
            };
            papers::revoke(cx, &corinne, &paper.serial, "Looked again").await
        }
    }
}

/// Whose gate is open for which session, as the pages show it.
async fn open(group: &Group) -> BTreeSet<(usize, usize)> {
    let mut out = BTreeSet::new();
    for (who, short) in PEOPLE.iter().enumerate() {
        let mine = queries::board(&group.w.cx, &group.who(short).await, &group.slug).await.unwrap().mine;
        out.extend(mine.iter().enumerate().filter(|(_, t)| t.certificate.is_open()).map(|(n, _)| (who, n)));
    }
    out
}

/// Who has or had a paper for which session.
async fn issued(group: &Group) -> BTreeSet<(usize, usize)> {
    let seat = |row: certificates::Model| {
        let who = PEOPLE.iter().position(|short| group.w.id(short) == row.person_id).unwrap();
        (who, usize::from(row.session_id == Some(group.second)))
    };
    group.papers().await.into_iter().map(seat).collect()
}
