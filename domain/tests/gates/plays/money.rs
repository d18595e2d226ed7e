//! Budgets and payments.

use domain::funding::{Account, Deed as Booking, Ledger, Payee, Refusal};
use domain::id::{BudgetLineId, EntryId, PersonId, SessionId};

use super::dice::Dice;
use super::pieces::id;
use super::{agree, bent_rules_are_seen, same};
use crate::model::money::{Books, Deed, Heaps};

fn line(number: usize) -> BudgetLineId {
    BudgetLineId(id(number))
}

fn booking(deed: Deed) -> Booking {
    let payee = |(person, session): (usize, usize)| Payee { person: PersonId(id(person)), session: SessionId(id(session)) };
    match deed {
        Deed::Plan { line: l, cents } => Booking::Plan(line(l), cents),
        Deed::Commit { line: l, cents } => Booking::Commit(line(l), cents),
        Deed::Release { line: l, cents } => Booking::Release(line(l), cents),
        Deed::Spend { line: l, cents, payee: who } => Booking::Spend(line(l), cents, who.map(payee)),
        Deed::Turn { entry } => Booking::Reverse(EntryId(id(entry))),
    }
}

fn random_deed(dice: &mut Dice, entries: usize) -> Deed {
    let index = |dice: &mut Dice, most: usize| usize::try_from(dice.from(0, i64::try_from(most).unwrap())).unwrap();
    let line = index(dice, 1);
    let cents = dice.pick(&[-5, 0, 1, 50, 100, 100, 100, 150, 400]);
    match dice.from(0, 11) {
        0..=2 => Deed::Plan { line, cents },
        3..=5 => Deed::Commit { line, cents },
        6 => Deed::Release { line, cents },
        7..=9 => Deed::Spend { line, cents, payee: (!dice.once_in(3)).then(|| (index(dice, 1), index(dice, 1))) },
        _ => Deed::Turn { entry: index(dice, entries) },
    }
}

fn word(refusal: Refusal) -> &'static str {
    refusal.word().trim_start_matches("refused-ledger-")
}

fn play(number: u64, bent: u8) -> Result<(), String> {
    let mut dice = Dice::of(number);
    let (mut ledger, mut books) = (Ledger::default(), Books::default());
    for _ in 0..dice.from(5, 40) {
        let deed = random_deed(&mut dice, books.booked.len());
        let reason = dice.once_in(3);
        let because = if reason || bent == 1 { "because" } else { " " };
        let asked = if bent == 2 && matches!(deed, Deed::Spend { .. }) {
            let Deed::Spend { line, cents, .. } = deed else { unreachable!() };
            Deed::Spend { line, cents, payee: None }
        } else {
            deed
        };
        let entry = ledger.entry(EntryId(id(ledger.0.len())), booking(asked), because);
        same(&entry.as_ref().err().copied().map(word), &books.book(deed, reason), &(deed, reason, &books))?;
        ledger.0.extend(entry);
        for (number, heaps) in books.heaps() {
            let sheet = ledger.sheet(line(number));
            let found = Heaps { planned: sheet.planned, committed: sheet.committed, spent: sheet.spent };
            same(&found, &heaps, &(deed, &books))?;
        }
        let accounts = [0, 1].map(line).into_iter().flat_map(|l| [Account::Free(l), Account::Committed(l), Account::Spent(l)]);
        let all: i64 = accounts.chain([Account::Funds]).map(|a| ledger.balance(a)).sum();
        same(&all, &0, &"the sum of all accounts")?;
    }
    Ok(())
}

#[test]
fn a_thousand_ledgers_come_out_as_the_rules_say() {
    agree(play);
    bent_rules_are_seen(play, &["a line goes below zero without a reason", "somebody is paid twice for a session"]);
}
