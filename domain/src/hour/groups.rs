//! Splitting a room into groups by chance, so that no group is more than one larger than another.

/// How many groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// So many groups.
    Groups(usize),
    /// Groups of about so many people: none is larger.
    Size(usize),
}

/// How many groups these people make. Never none, never more than there are people.
pub fn count(people: usize, split: Split) -> usize {
    let wanted = match split {
        Split::Groups(n) => n,
        Split::Size(size) => people.div_ceil(size.max(1)),
    };
    wanted.clamp(1, people.max(1))
}

/// Shuffles and deals. `chance(n)` answers a number below `n`.
pub fn deal<T>(mut people: Vec<T>, groups: usize, mut chance: impl FnMut(usize) -> usize) -> Vec<Vec<T>> {
    for last in (1..people.len()).rev() {
        people.swap(last, chance(last + 1).min(last));
    }
    let groups = groups.max(1);
    let mut out: Vec<Vec<T>> = (0..groups).map(|_| Vec::new()).collect();
    for (n, person) in people.into_iter().enumerate() {
        if let Some(group) = out.get_mut(n % groups) {
            group.push(person);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_differ_by_one_at_most_and_nobody_is_lost_or_doubled() {
        for people in 0..40_usize {
            for split in [Split::Groups(1), Split::Groups(4), Split::Groups(90), Split::Size(1), Split::Size(5), Split::Size(0)] {
                let mut seed = 7;
                let n = count(people, split);
                let dealt = deal((0..people).collect(), n, |below| {
                    seed = (seed * 31 + 11) % 1009;
                    seed % below
                });
                let sizes: Vec<usize> = dealt.iter().map(Vec::len).collect();
                let (most, fewest) = (sizes.iter().max().copied().unwrap_or(0), sizes.iter().min().copied().unwrap_or(0));
                assert!(most - fewest <= 1, "{people} {split:?}: {sizes:?}");
                if let Split::Size(size) = split {
                    assert!(most <= size.max(1), "{people} {split:?}: {sizes:?}");
                }
                let mut all: Vec<usize> = dealt.into_iter().flatten().collect();
                all.sort_unstable();
                assert_eq!(all, (0..people).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn chance_decides_who_is_with_whom() {
        let still = deal((0..6).collect::<Vec<_>>(), 2, |below| below - 1);
        assert_eq!(still, [vec![0, 2, 4], vec![1, 3, 5]]);
        let moved = deal((0..6).collect::<Vec<_>>(), 2, |_| 0);
        assert_ne!(still, moved);
    }
}
