//! Two people wrote into one text at once: a merge by lines, from the text both began with.

/// Longest text that is compared line by line; beyond it, two changes are a clash.
const MOST_LINES: usize = 1500;

/// The text with both changes in it; nothing when they changed the same lines. New lines at the same place are both kept, theirs first.
pub fn merge(base: &str, theirs: &str, mine: &str) -> Option<String> {
    weave(base, theirs, mine, false)
}

/// The same for somebody who has seen theirs and saves again: in lines that both changed mine stand, and all others of theirs stay. Nothing
/// when the text is too long to be compared.
pub fn merge_over(base: &str, theirs: &str, mine: &str) -> Option<String> {
    weave(base, theirs, mine, true)
}

fn weave(base: &str, theirs: &str, mine: &str, insist: bool) -> Option<String> {
    if mine == theirs || base == theirs {
        return Some(mine.to_owned());
    }
    if base == mine {
        return Some(theirs.to_owned());
    }
    let (o, a, b): (Vec<&str>, Vec<&str>, Vec<&str>) = (base.lines().collect(), theirs.lines().collect(), mine.lines().collect());
    if [o.len(), a.len(), b.len()].iter().any(|n| *n > MOST_LINES) {
        return None;
    }
    let (in_a, in_b) = (places(&o, &a), places(&o, &b));
    let both = |i: usize| Some((i, in_a.get(i).copied().flatten()?, in_b.get(i).copied().flatten()?));
    let mut out: Vec<&str> = Vec::new();
    let (mut from, mut from_a, mut from_b) = (0, 0, 0);
    loop {
        let (to, to_a, to_b) = (from..o.len()).find_map(both).unwrap_or((o.len(), a.len(), b.len()));
        let (was, left, right) = (o.get(from..to)?, a.get(from_a..to_a)?, b.get(from_b..to_b)?);
        if left == was || left == right {
            out.extend(right);
        } else if right == was {
            out.extend(left);
        } else if was.is_empty() && !(insist && holds(right, left)) {
            out.extend(left);
            out.extend(right);
        } else if insist {
            out.extend(right);
        } else {
            return None;
        }
        let Some(line) = o.get(to) else { break };
        out.push(line);
        (from, from_a, from_b) = (to + 1, to_a + 1, to_b + 1);
    }
    Some(out.join("\n"))
}

/// Whether these lines have all of those, in their order: whoever put two texts together has theirs already.
fn holds(these: &[&str], those: &[&str]) -> bool {
    let mut rest = these.iter();
    those.iter().all(|line| rest.any(|other| other == line))
}

/// For each line of `old`, where it stands in `new`: a longest common subsequence.
fn places(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let width = new.len() + 1;
    let mut best = vec![0_u16; (old.len() + 1) * width];
    let at = |best: &[u16], i: usize, j: usize| best.get(i * width + j).copied().unwrap_or(0);
    for (i, line) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            let value = if line == other { at(&best, i + 1, j + 1) + 1 } else { at(&best, i + 1, j).max(at(&best, i, j + 1)) };
            if let Some(cell) = best.get_mut(i * width + j) {
                *cell = value;
            }
        }
    }
    let (mut out, mut j) = (vec![None; old.len()], 0);
    for (i, (line, place)) in old.iter().zip(out.iter_mut()).enumerate() {
        while j < new.len()
            && new.get(j) != Some(line)
            && at(&best, i, j + 1) >= at(&best, i + 1, j)
            && at(&best, i, j) == at(&best, i, j + 1)
        {
            j += 1;
        }
        if new.get(j) == Some(line) && at(&best, i, j) == at(&best, i + 1, j + 1) + 1 {
            *place = Some(j);
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_in_different_lines_are_both_kept() {
        let base = "Agenda\nfirst\nsecond\nthird";
        assert_eq!(
            merge(base, "Agenda\nFIRST\nsecond\nthird", "Agenda\nfirst\nsecond\nTHIRD").as_deref(),
            Some("Agenda\nFIRST\nsecond\nTHIRD")
        );
        assert_eq!(
            merge(base, "Agenda\nsecond\nthird", "Agenda\nfirst\nsecond\nthird\nfourth").as_deref(),
            Some("Agenda\nsecond\nthird\nfourth")
        );
    }

    #[test]
    fn two_who_add_at_the_same_place_are_both_kept() {
        assert_eq!(merge("", "from Hana", "from Amara").as_deref(), Some("from Hana\nfrom Amara"));
        assert_eq!(merge("a", "a\nb", "a\nc").as_deref(), Some("a\nb\nc"));
        assert_eq!(merge("a", "a\nb", "a\nb").as_deref(), Some("a\nb"));
    }

    #[test]
    fn the_same_line_changed_twice_is_a_clash() {
        assert_eq!(merge("a\nb\nc", "a\nB\nc", "a\nbb\nc"), None);
        assert_eq!(merge("a\nb\nc", "a\nc", "a\nbb\nc"), None, "one deleted what the other changed");
    }

    #[test]
    fn who_saves_again_goes_over_the_lines_that_both_changed_and_no_others() {
        let (base, theirs) = ("Agenda\nfirst\nsecond\nthird", "Agenda\nFIRST of Maya\nsecond\nthird, by Maya\nfourth");
        let mine = "Agenda\nfirst of Benoit\nsecond\nthird";
        assert_eq!(merge(base, theirs, mine), None);
        assert_eq!(merge_over(base, theirs, mine).as_deref(), Some("Agenda\nfirst of Benoit\nsecond\nthird, by Maya\nfourth"));
        let together = "Agenda\nFIRST of Maya\nfirst of Benoit\nsecond\nthird, by Maya\nfourth\nfifth";
        assert_eq!(merge_over(base, theirs, together).as_deref(), Some(together), "what was put together by hand is not doubled");
    }

    #[test]
    fn one_who_changed_nothing_overwrites_nothing() {
        assert_eq!(merge("a\nb", "a\nB", "a\nb").as_deref(), Some("a\nB"));
        assert_eq!(merge("a\nb", "a\nb", "a").as_deref(), Some("a"));
    }

    /// Every pair of small edits: what both kept stands in the merge, and a merge in either order has the same lines.
    #[test]
    fn a_merge_loses_no_line_that_both_kept() {
        let words = ["a", "b", "c", "d"];
        let texts: Vec<String> = (0..81_u32)
            .map(|n| {
                let pick = |k: u32| ["", "a", "x"].get((n / 3_u32.pow(k) % 3) as usize).copied().unwrap_or_default();
                let lines = words.iter().zip(0..4).map(|(w, k)| match pick(k) {
                    "" => String::new(),
                    "a" => (*w).to_owned(),
                    _ => format!("{w}{n}"),
                });
                lines.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
            })
            .collect();
        let base = words.join("\n");
        for theirs in &texts {
            for mine in &texts {
                let Some(merged) = merge(&base, theirs, mine) else { continue };
                for word in words.iter().filter(|w| theirs.lines().any(|l| l == **w) && mine.lines().any(|l| l == **w)) {
                    assert!(merged.lines().any(|l| l == *word), "{theirs:?} and {mine:?} lost {word}: {merged:?}");
                }
                let (mut one, mut other): (Vec<&str>, String) = (merged.lines().collect(), merge(&base, mine, theirs).unwrap_or_default());
                let mut back: Vec<&str> = other.lines().collect();
                one.sort_unstable();
                back.sort_unstable();
                assert_eq!(one, back);
                drop(back);
                other.clear();
            }
        }
    }
}
