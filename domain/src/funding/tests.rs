//! The ledger by its rules; a thousand random ones stand in `tests/gates`.
#![allow(clippy::unwrap_used)]

use uuid::Uuid;

use super::*;

fn id(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

fn line() -> BudgetLineId {
    BudgetLineId(Uuid::from_u128(1))
}

fn payee() -> Payee {
    Payee { person: PersonId(Uuid::from_u128(1)), session: SessionId(Uuid::from_u128(2)) }
}

fn booked(deeds: &[(Deed, &str)]) -> (Ledger, Vec<Option<Refusal>>) {
    let mut ledger = Ledger::default();
    let mut answers = Vec::new();
    for (deed, reason) in deeds {
        let entry = ledger.entry(id(ledger.0.len() as u128), *deed, reason);
        answers.push(entry.as_ref().err().copied());
        ledger.0.extend(entry);
    }
    (ledger, answers)
}

#[test]
fn r2_4_one_payment_stands_and_a_counter_entry_turns_it_back() {
    let pay = (Deed::Spend(line(), 100, Some(payee())), "");
    let (ledger, answers) = booked(&[
        (Deed::Plan(line(), 300), ""),
        (Deed::Commit(line(), 200), ""),
        pay,
        pay,
        (Deed::Reverse(id(2)), ""),
        (Deed::Reverse(id(2)), "wrong session"),
        (Deed::Reverse(id(2)), "again"),
        (Deed::Reverse(id(3)), "and back"),
        pay,
    ]);
    let refused =
        [None, None, None, Some(Refusal::Paid), Some(Refusal::Reason), None, Some(Refusal::Reversed), Some(Refusal::Counter), None];
    assert_eq!(answers, refused);
    assert_eq!(ledger.sheet(line()), Sheet { planned: 300, committed: 100, spent: 100 });
    assert_eq!(ledger.payment(payee()).unwrap().id, id(4), "the one that was paid again");
}

#[test]
fn r2_11_no_line_goes_below_zero_without_a_reason() {
    let over = |reason| booked(&[(Deed::Plan(line(), 100), ""), (Deed::Commit(line(), 150), reason)]);
    assert_eq!(over(" ").1[1], Some(Refusal::Budget));
    let (ledger, answers) = over("the room was double booked");
    assert_eq!((answers[1], ledger.sheet(line()).free()), (None, -50));
    assert_eq!(booked(&[(Deed::Spend(line(), 1, None), "because")]).1, [Some(Refusal::Committed)], "what was not promised is not spent");
}

#[test]
fn amounts_are_more_than_nothing_and_less_than_anybody_has() {
    for cents in [0, -5, i64::MIN, i64::MAX] {
        assert_eq!(booked(&[(Deed::Plan(line(), cents), "")]).1, [Some(Refusal::Amount)]);
    }
}

#[test]
fn h6_nobody_is_in_two_batches_and_a_paid_batch_is_done_with() {
    use super::batch::{BatchAct, BatchState, NotBatched};
    use crate::gate::{Gate, Requirement, Track, What, Why};
    let gate = |yes| Gate::of(Track::Payment, vec![Requirement::holds(What::Plan, yes, Why::PlanMissing)]);
    assert_eq!(BatchState::Open.admits(&gate(true), false, false), Ok(()));
    assert_eq!(BatchState::Open.admits(&gate(true), false, true), Err(NotBatched::Batched));
    assert_eq!(BatchState::Open.admits(&gate(true), true, false), Err(NotBatched::Paid));
    assert_eq!(BatchState::Open.admits(&gate(false), false, false), Err(NotBatched::NotEligible));
    assert_eq!(BatchState::Exported.admits(&gate(true), false, false), Err(NotBatched::Closed));
    let over = |state: BatchState, act| state.after(act).is_none();
    assert!(over(BatchState::Open, BatchAct::Pay) && over(BatchState::Paid, BatchAct::Drop) && over(BatchState::Paid, BatchAct::Pay));
}
