//! Whether several published counts of the same people tell a withheld one.
//!
//! A count is a sum over people of yes or no. Here other crowds are looked for, of as many people, with which every published number would be
//! the same: when a withheld count can be five apart in such crowds, a reader cannot place it closer. What is found is a proof;
//! what is not found within a bounded search counts as told, so a miss withholds more, never less.

/// A count that the reader knows to lie in `low..=high`, and how far apart its possible values must be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    low: i64,
    high: i64,
    need: i64,
}

const MANY: i64 = i64::MAX;

impl Figure {
    /// Published as it is.
    pub(crate) fn known(n: u64) -> Self {
        let n = i64::try_from(n).unwrap_or(MANY);
        Self { low: n, high: n, need: 0 }
    }
    /// Withheld from a table: it may be anything but zero.
    pub(crate) fn held() -> Self {
        Self { low: 1, high: MANY, need: 5 }
    }
    /// Never spoken of, and yet not to be worked out closer than "one to four" would tell.
    pub(crate) fn unsaid(most: u64) -> Self {
        Self { low: 0, high: i64::try_from(most).unwrap_or(MANY), need: 3 }
    }
}

/// The same throws every time: a figure must not come and go.
pub(crate) struct Throws(u64);

impl Throws {
    /// Others than those of a page, for tests.
    #[cfg(test)]
    pub(crate) fn of(seed: u64) -> Self {
        Self(0x9E37_79B9_7F4A_7C15 ^ seed)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % u64::try_from(n.max(1)).unwrap_or(1)).unwrap_or(0)
    }
}

/// A crowd, what is published of it, and how two of its people may be imagined otherwise.
pub(crate) struct Crowd<'a, S> {
    pub(crate) people: Vec<S>,
    pub(crate) figures: Vec<Figure>,
    /// The figures a person counts in, bit by bit.
    pub(crate) counts_in: &'a dyn Fn(&S) -> u128,
    pub(crate) imagine: &'a dyn Fn(&mut Throws, S, S) -> (S, S),
}

const STEPS: usize = 4000;

impl<S: Copy> Crowd<'_, S> {
    /// Whether every figure keeps as much room as it needs.
    pub(crate) fn keeps_its_secrets(&self) -> bool {
        if self.figures.len() > 128 || self.people.is_empty() {
            return self.figures.iter().all(|f| f.need == 0);
        }
        let weak = |at: &usize| self.figures.get(*at).is_some_and(|f| f.need > 0);
        (0..self.figures.len()).filter(weak).all(|at| self.has_room(at))
    }

    fn has_room(&self, at: usize) -> bool {
        let need = self.figures.get(at).map_or(0, |f| f.need);
        let up = self.reach(at, 1, need);
        up >= need || up + self.reach(at, -1, need - up) >= need
    }

    /// How far the figure moves this way, at most `most`, while every other stays within what is known of it.
    fn reach(&self, at: usize, way: i64, most: i64) -> i64 {
        let mut throws = Throws(0x9E37_79B9_7F4A_7C15);
        let mut people = self.people.clone();
        let masks: Vec<u128> = people.iter().map(self.counts_in).collect();
        let mut counts: Vec<i64> = (0..self.figures.len()).map(|f| masks.iter().map(|m| bit(*m, f)).sum()).collect();
        let begin = counts.get(at).copied().unwrap_or(0);
        for _ in 0..STEPS {
            let (a, b) = (throws.below(people.len()), throws.below(people.len()));
            let (Some(old_a), Some(old_b)) = (people.get(a).copied(), people.get(b).copied()) else { continue };
            if a == b {
                continue;
            }
            let (new_a, new_b) = (self.imagine)(&mut throws, old_a, old_b);
            let [gone_a, gone_b, come_a, come_b] = [old_a, old_b, new_a, new_b].map(|s| (self.counts_in)(&s));
            let shift = |f: usize| bit(come_a, f) + bit(come_b, f) - bit(gone_a, f) - bit(gone_b, f);
            let fits = |(f, (n, figure)): (usize, (&i64, &Figure))| (figure.low..=figure.high).contains(&(n + shift(f)));
            if shift(at) * way < 0 || !counts.iter().zip(&self.figures).enumerate().all(fits) {
                continue;
            }
            counts.iter_mut().enumerate().for_each(|(f, n)| *n += shift(f));
            people[a] = new_a;
            people[b] = new_b;
            let moved = (counts.get(at).copied().unwrap_or(begin) - begin) * way;
            if moved >= most {
                return moved;
            }
        }
        (counts.get(at).copied().unwrap_or(begin) - begin) * way
    }
}

fn bit(mask: u128, at: usize) -> i64 {
    i64::from(mask >> at & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(people: &[u8], figures: Vec<Figure>, counts_in: &dyn Fn(&u8) -> u128) -> bool {
        let imagine = |throws: &mut Throws, _: u8, b: u8| (u8::try_from(throws.below(4)).unwrap_or(0), b);
        !Crowd { people: people.to_vec(), figures, counts_in, imagine: &imagine }.keeps_its_secrets()
    }

    #[test]
    fn a_difference_of_two_known_counts_is_told() {
        let people = [[0; 8].as_slice(), &[1; 8], &[2; 2], &[3; 9]].concat();
        let apart = |s: &u8| 1_u128 << s;
        assert!(told(&people, vec![Figure::known(8), Figure::known(8), Figure::held(), Figure::known(9)], &apart));
        assert!(told(&people, vec![Figure::known(8), Figure::known(8), Figure::unsaid(99), Figure::known(9)], &apart));
        assert!(!told(&people, vec![Figure::known(8), Figure::held(), Figure::held(), Figure::known(9)], &apart));
    }

    #[test]
    fn an_overlapping_count_tells_what_a_table_withholds() {
        // 8 + 2 are withheld in one table; another counts the second and the third together.
        let people = [[0; 8].as_slice(), &[1; 2], &[2; 9]].concat();
        let figures = vec![Figure::held(), Figure::held(), Figure::known(9)];
        assert!(!told(&people, figures.clone(), &|s| 1 << s));
        let more = [figures, vec![Figure::known(11)]].concat();
        assert!(told(&people, more, &|s| 1 << s | u128::from(*s == 1 || *s == 2) << 3));
    }

    #[test]
    fn nobody_and_too_much_are_never_proven() {
        assert!(told(&[], vec![Figure::held()], &|_| 0));
        assert!(told(&[0; 9], vec![Figure::unsaid(99); 129], &|_| 0));
        assert!(!told(&[0; 9], vec![Figure::known(9)], &|_| 1));
    }
}
