#![allow(clippy::unwrap_used, clippy::panic)]
use domain::funding::batch::{BatchAct, BatchState};
use domain::funding::line::LineKind;
use domain::id::{BatchId, PaymentId};
use domain::viewer::Grant;
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::budget::{self, Typed};
use super::tables::payments as rows;
use super::{export, paying, payments, waiting};
use crate::improvement::tests::Group;
use crate::improvement::writing;
use crate::programs::enrolling::{self, NewMember};
use crate::programs::roles;
use crate::{Fault, both};

fn typed(line: &str, act: &str, amount: &str, reason: &str) -> Typed {
    Typed { line: line.into(), act: act.into(), amount: amount.into(), reason: reason.into() }
}

impl Group {
    async fn book(&self, typed: Typed) -> crate::Result<()> {
        budget::book(&self.w.cx, &self.who("corinne").await, &self.slug, self.w.cx.new_id(), &typed).await
    }

    async fn line(&self, kind: LineKind) -> (i64, i64, i64) {
        let budget = budget::budget(&self.w.cx, &self.who("corinne").await, &self.slug).await.unwrap();
        let sheet = budget.lines.iter().find(|(of, _)| *of == kind).unwrap().1;
        (sheet.planned, sheet.committed, sheet.spent)
    }

    /// A batch of whoever is eligible, on a line that holds enough.
    async fn batch(&self) -> BatchId {
        self.book(typed("sessional", "plan", "10000", "")).await.unwrap();
        paying::batch(&self.w.cx, &self.who("corinne").await, &self.slug, Uuid::from_u128(71), "").await.unwrap()
    }

    async fn step(&self, batch: BatchId, act: BatchAct) -> crate::Result<paying::Done> {
        paying::step(&self.w.cx, &self.who("corinne").await, &self.slug, batch, act, None).await
    }

    async fn payments(&self) -> payments::Payments {
        payments::overview(&self.w.cx, &self.who("corinne").await, &self.slug).await.unwrap()
    }
}

both! {
    async fn pay_goes_from_eligible_to_paid_and_back_by_a_counter_entry(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, corinne) = (&group.w.cx, group.slug.as_str(), group.who("corinne").await);
        let none = paying::batch(cx, &corinne, slug, Uuid::from_u128(70), "").await;
        assert_eq!(none.unwrap_err(), Fault::Conflict("conflict-batch-nobody"), "attended is not enough");
        for short in ["amara", "benoit"] {
            group.hand_in(short, group.first).await;
        }
        assert_eq!(group.payments().await.eligible.len(), 2);
        let batch = group.batch().await;
        assert_eq!(group.line(LineKind::Sessional).await, (1_000_000, 90_000, 0));
        assert!(group.payments().await.eligible.is_empty(), "whoever is batched is not due again");
        assert_eq!(group.step(batch, BatchAct::Pay).await.unwrap_err(), Fault::Conflict("conflict-batch-state"), "not before it was exported");
        assert!(export::file(cx, &corinne, slug, batch).await.is_err());
        group.step(batch, BatchAct::Export).await.unwrap();
        let (name, file) = export::file(cx, &corinne, slug, batch).await.unwrap();
        assert!(name.ends_with("-payments-1.csv") && file.lines().count() == 3 && file.contains("\"Amara Okafor\",\"amara.okafor@example.org\",1,2025-12-31,450.00"), "{file}");
        assert_eq!(export::file(cx, &corinne, slug, batch).await.unwrap().1, file, "again it is the same");
        group.step(batch, BatchAct::Pay).await.unwrap();
        assert_eq!(group.line(LineKind::Sessional).await, (1_000_000, 0, 90_000));
        let paid = group.payments().await.batches.remove(0);
        let payment = paid.lines.iter().find(|l| l.name == "Amara Okafor").unwrap().id.unwrap();
        assert!(matches!(paying::reverse(cx, &corinne, slug, payment, " ").await, Err(Fault::Invalid(f)) if f[0].field == "reason"));
        paying::reverse(cx, &corinne, slug, payment, "Paid by the other group").await.unwrap();
        assert_eq!(group.line(LineKind::Sessional).await, (1_000_000, 0, 45_000));
        let batch = group.payments().await.batches.remove(0);
        assert_eq!((batch.cents, batch.reversed), (45_000, 45_000), "what went, and what of it was turned back");
        assert_eq!(paying::reverse(cx, &corinne, slug, payment, "Again").await.unwrap_err(), Fault::Conflict("conflict-payment-state"));
        let entries = budget::budget(cx, &corinne, slug).await.unwrap().entries.unwrap();
        assert!(entries.iter().any(|e| e.counter && e.reason == "Paid by the other group") && entries.iter().any(|e| e.reversed));
        assert_eq!(group.payments().await.eligible.len(), 1, "and may be paid again as the facts have it");
    }

    async fn a_form_sent_twice_books_once_and_a_batch_that_is_taken_back_is_told(bench) {
        let group = Group::new(&bench).await;
        let (cx, w, slug, corinne) = (&group.w.cx, &group.w, group.slug.as_str(), group.who("corinne").await);
        roles::grant(cx, &group.who("ada").await, w.program, w.id("odile"), Grant::Finance, true).await.unwrap();
        for _ in 0..2 {
            budget::book(cx, &corinne, slug, Uuid::from_u128(9), &typed("catering", "plan", "10", "")).await.unwrap();
        }
        assert_eq!(group.line(LineKind::Catering).await, (1_000, 0, 0));
        group.hand_in("amara", group.first).await;
        let batch = group.batch().await;
        group.step(batch, BatchAct::Export).await.unwrap();
        let told = async || {
            let letters = crate::outbox::claim_letters(cx, 100).await.unwrap();
            for letter in &letters {
                crate::outbox::settle(cx, letter.id, crate::outbox::Outcome::Sent).await.unwrap();
            }
            letters.into_iter().filter(|l| l.kind == "batch").map(|l| l.subject).collect::<Vec<_>>()
        };
        assert_eq!(told().await.len(), 1);
        paying::step(cx, &corinne, slug, batch, BatchAct::Drop, Some(BatchState::Exported)).await.unwrap();
        let off = told().await;
        assert!(off.len() == 1 && off[0].contains("abandonné"), "{off:?}");
        assert_eq!(export::file(cx, &group.who("odile").await, slug, batch).await.unwrap_err(), Fault::Conflict("conflict-batch-dropped"));
    }

    async fn two_coordinators_who_pay_at_once_pay_once_and_one_is_told(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug) = (group.w.cx.clone(), group.slug.clone());
        for short in ["amara", "benoit", "hana"] {
            group.hand_in(short, group.first).await;
        }
        group.book(typed("sessional", "plan", "10000", "")).await.unwrap();
        let (corinne, evan) = (group.who("corinne").await, group.who("evan").await);
        let (a, b) = tokio::join!(
            paying::batch(&cx, &corinne, &slug, Uuid::from_u128(81), ""),
            paying::batch(&cx, &evan, &slug, Uuid::from_u128(82), "")
        );
        let batch = match (a, b) {
            (Ok(batch), Err(why)) | (Err(why), Ok(batch)) => {
                assert_eq!(why, Fault::Conflict("conflict-batch-nobody"));
                batch
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(group.line(LineKind::Sessional).await, (1_000_000, 135_000, 0));
        group.step(batch, BatchAct::Export).await.unwrap();
        let (a, b) = tokio::join!(
            paying::step(&cx, &corinne, &slug, batch, BatchAct::Pay, None),
            paying::step(&cx, &evan, &slug, batch, BatchAct::Pay, None)
        );
        assert!(matches!((&a, &b), (Ok(_), Err(Fault::Conflict("conflict-batch-state"))) | (Err(Fault::Conflict("conflict-batch-state")), Ok(_))), "{a:?} {b:?}");
        assert_eq!(group.line(LineKind::Sessional).await, (1_000_000, 0, 135_000), "each once");
        let told = crate::audit::actions(&cx).await.iter().filter(|a| *a == "claim.approve").count();
        assert_eq!(told, 5, "batch, export, pay, and both who came too late");
    }

    async fn the_store_itself_takes_no_second_payment(bench) {
        let group = Group::new(&bench).await;
        group.hand_in("amara", group.first).await;
        let batch = group.batch().await;
        let payment = group.payments().await.batches[0].lines[0].id.unwrap();
        let row = rows::Entity::find_by_id(payment).one(group.w.cx.db()).await.unwrap().unwrap();
        let tx = group.w.cx.begin().await.unwrap();
        let second = rows::ActiveModel { id: Set(PaymentId(Uuid::from_u128(3))), batch_id: Set(batch), ..row.into() };
        let why = rows::Entity::insert(second).exec_without_returning(tx.db()).await.unwrap_err();
        assert_eq!(Fault::from(why), Fault::Conflict("conflict-twice"));
    }

    async fn a_plan_withdrawn_before_the_export_is_let_go_and_after_paying_it_is_flagged(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug) = (&group.w.cx, group.slug.as_str());
        let plans = [group.hand_in("amara", group.first).await.id, group.hand_in("benoit", group.first).await.id];
        let batch = group.batch().await;
        writing::withdraw(cx, &group.who("benoit").await, slug, plans[1]).await.unwrap();
        let done = group.step(batch, BatchAct::Export).await.unwrap();
        assert_eq!((done.stand, done.let_go), (1, 1));
        assert_eq!(group.line(LineKind::Sessional).await, (1_000_000, 45_000, 0));
        group.step(batch, BatchAct::Pay).await.unwrap();
        assert!(writing::withdraw(cx, &group.who("amara").await, slug, plans[0]).await.unwrap(), "she is told that it was paid");
        let view = group.payments().await.batches.remove(0);
        let hers = view.lines.iter().find(|l| l.name == "Amara Okafor").unwrap();
        assert!(hers.flagged && hers.state == "paid" && view.state == BatchState::Paid, "no claw-back, and a flag (R2.8)");
        assert_eq!(group.line(LineKind::Sessional).await, (1_000_000, 0, 45_000));
        assert_eq!(group.logged("plan.write").await, 4, "handed in and withdrawn, each by both");
        let mine = payments::overview(cx, &group.who("amara").await, slug).await.unwrap().mine;
        assert_eq!(mine.len(), 1);
    }

    async fn finance_hears_of_a_batch_and_whoever_is_paid_of_their_pay(bench) {
        let group = Group::new(&bench).await;
        let (cx, w) = (&group.w.cx, &group.w);
        roles::grant(cx, &group.who("ada").await, w.program, w.id("odile"), Grant::Finance, true).await.unwrap();
        for short in ["amara", "benoit"] {
            group.hand_in(short, group.first).await;
        }
        let waits = async || waiting::waiting_for(cx, &group.who("odile").await).await.unwrap();
        let batch = group.batch().await;
        assert!(waits().await.is_empty(), "an open batch is the coordinator's");
        let mailed = async || {
            let letters = crate::outbox::claim_letters(cx, 100).await.unwrap();
            let of = letters.into_iter().filter(|l| ["batch", "payment"].contains(&l.kind.as_str()));
            let mut told: Vec<_> = of.map(|l| (l.kind, l.email.split(['.', '@']).next().unwrap_or_default().to_owned(), l.body)).collect();
            told.sort();
            told
        };
        group.step(batch, BatchAct::Export).await.unwrap();
        group.step(batch, BatchAct::Export).await.unwrap();
        assert_eq!(waits().await.len(), 1);
        assert!(waiting::waiting_for(cx, &group.who("corinne").await).await.unwrap().is_empty(), "who keeps no money is asked for none");
        let told = mailed().await;
        assert!(told.len() == 1 && told[0].0 == "batch" && told[0].1 == "odile", "handed over twice, told once: {told:?}");
        assert!(!told[0].2.contains("Amara"), "no name of anybody");
        let old = paying::step(cx, &group.who("corinne").await, &group.slug, batch, BatchAct::Drop, Some(BatchState::Open)).await;
        assert_eq!(old.unwrap_err(), Fault::Conflict("conflict-batch-state"), "a page that shows it open does not take it from finance");
        group.step(batch, BatchAct::Pay).await.unwrap();
        assert!(waits().await.is_empty());
        let told = mailed().await;
        let to: Vec<&str> = told.iter().map(|(_, to, _)| to.as_str()).collect();
        assert_eq!(to, ["amara", "benoit"]);
        assert!(told[0].2.contains("$450.00") && told[1].2.contains("450,00\u{a0}$"), "{told:?}");
        let paid = group.payments().await.batches[0].lines.iter().find(|l| l.name.starts_with("Amara")).unwrap().id.unwrap();
        paying::reverse(cx, &group.who("corinne").await, &group.slug, paid, "Paid at the wrong rate").await.unwrap();
        let told = mailed().await;
        assert!(told.len() == 1 && told[0].1 == "amara" && !told[0].2.contains("wrong rate"), "{told:?}");
    }

    async fn no_line_goes_below_zero_without_a_reason(bench) {
        let group = Group::new(&bench).await;
        group.hand_in("amara", group.first).await;
        let poor = paying::batch(&group.w.cx, &group.who("corinne").await, &group.slug, Uuid::from_u128(60), "").await;
        assert!(matches!(poor, Err(Fault::Invalid(f)) if f[0].word == "refused-ledger-budget"));
        assert!(group.payments().await.batches.is_empty(), "nothing is half-written");
        group.book(typed("space", "plan", "100", "")).await.unwrap();
        for (act, amount, reason, word) in [
            ("commit", "120", "", Some("refused-ledger-budget")),
            ("commit", "120", "The hall was dearer", None),
            ("spend", "130", "", Some("refused-ledger-committed")),
            ("spend", "0", "", Some("refused-ledger-amount")),
            ("spend", "abc", "", Some("fault-amount")),
            ("spend", "120", "", None),
        ] {
            let got = match group.book(typed("space", act, amount, reason)).await {
                Err(Fault::Invalid(faults)) => Some(faults[0].word.clone()),
                Err(other) => panic!("{other:?}"),
                Ok(()) => None,
            };
            assert_eq!(got.as_deref(), word, "{act} {amount}");
        }
        assert_eq!(group.line(LineKind::Space).await, (10_000, 0, 12_000));
    }

    async fn an_entry_is_turned_back_once_and_a_payment_not_here(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, corinne) = (&group.w.cx, group.slug.as_str(), group.who("corinne").await);
        group.book(typed("catering", "plan", "300", "")).await.unwrap();
        let entry = budget::budget(cx, &corinne, slug).await.unwrap().entries.unwrap()[0].id;
        assert!(matches!(budget::reverse(cx, &corinne, slug, entry, "").await, Err(Fault::Invalid(_))));
        budget::reverse(cx, &corinne, slug, entry, "Wrong line").await.unwrap();
        assert_eq!(budget::reverse(cx, &corinne, slug, entry, "Wrong line").await.unwrap_err(), Fault::Conflict("refused-ledger-reversed"));
        assert_eq!(group.line(LineKind::Catering).await, (0, 0, 0));
        group.hand_in("amara", group.first).await;
        let batch = group.batch().await;
        for act in [BatchAct::Export, BatchAct::Pay] {
            group.step(batch, act).await.unwrap();
        }
        let entries = budget::budget(cx, &corinne, slug).await.unwrap().entries.unwrap();
        let paid = entries.iter().find(|e| e.payee == "Amara Okafor").unwrap();
        assert!(!paid.reversible);
        assert_eq!(budget::reverse(cx, &corinne, slug, paid.id, "Back").await.unwrap_err(), Fault::Conflict("conflict-entry-payment"));
    }

    async fn nobody_pays_themselves_and_a_division_sees_its_sums(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, corinne) = (&group.w.cx, group.slug.as_str(), group.who("corinne").await);
        let member = NewMember { email: group.w.email("corinne").await.unwrap(), name: "Corinne".into(), ..NewMember::default() };
        enrolling::enrol(cx, &corinne, slug, &member).await.unwrap();
        group.came("corinne", group.first).await;
        for short in ["hana", "corinne"] {
            group.hand_in(short, group.first).await;
        }
        let batch = group.batch().await;
        let view = group.payments().await;
        assert_eq!((view.batches[0].lines.len(), view.eligible[0].own), (1, true), "her own pay is another coordinator's to batch");
        let others = paying::batch(cx, &group.who("evan").await, slug, Uuid::from_u128(72), "").await.unwrap();
        assert_ne!(others, batch);
        assert_eq!(group.step(others, BatchAct::Export).await.unwrap_err(), Fault::Refused("refused-own-payment"));
        let division = budget::budget(cx, &corinne, slug).await.unwrap().division.unwrap();
        let page = budget::division(cx, &group.who("leo").await, division.0).await.unwrap();
        assert_eq!((page.name.as_str(), page.groups.len(), page.groups[0].sum.committed), ("Sea to Sky", 1, 90_000));
        assert_eq!(budget::division(cx, &group.who("amara").await, division.0).await.unwrap_err(), Fault::Refused("refused-role"));
        assert_eq!(budget::division(cx, &group.who("gurpreet").await, division.0).await.unwrap_err(), Fault::Missing);
    }
}
