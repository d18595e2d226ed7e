//! Random histories, told to both.

mod call;
mod consult;
mod days;
mod dice;
mod group;
mod money;
mod pieces;
mod session;

/// How many histories each gate is told.
const HISTORIES: u64 = 1000;

/// One history by number, with the rule of this number bent (0: none). Says where both disagree.
type Play = fn(u64, u8) -> Result<(), String>;

/// A thousand histories, and no disagreement.
fn agree(play: Play) {
    let wrong: Vec<String> = (0..HISTORIES).filter_map(|n| play(n, 0).err().map(|why| format!("history {n}: {why}"))).collect();
    assert!(wrong.is_empty(), "{} disagreements, the first: {}", wrong.len(), wrong[0]);
}

/// Every bent rule is seen in the same thousand.
fn bent_rules_are_seen(play: Play, rules: &[&str]) {
    for (i, rule) in rules.iter().enumerate() {
        let bent = u8::try_from(i + 1).unwrap();
        assert!((0..HISTORIES).any(|n| play(n, bent).is_err()), "nobody sees that {rule}");
    }
}

/// Equal, or a sentence that says how not.
fn same<T: PartialEq + std::fmt::Debug>(crate_says: &T, rules_say: &T, of: &dyn std::fmt::Debug) -> Result<(), String> {
    if crate_says == rules_say { Ok(()) } else { Err(format!("after {of:?}\n crate: {crate_says:?}\n rules: {rules_say:?}")) }
}
