//! What changed between two texts, word by word: what went, what came, what stayed.

/// A stretch of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// In both.
    Same(String),
    /// Only in the earlier one.
    Gone(String),
    /// Only in the later one.
    New(String),
}

/// Above this many pairs of words what differs is shown as replaced in one piece: the exact answer would cost more than it tells.
const MOST_PAIRS: usize = 4_000_000;

/// Compares two texts. Put together, what is same and gone is the earlier one, what is same and new the later one.
pub fn compare(before: &str, after: &str) -> Vec<Part> {
    let (a, b) = (words(before), words(after));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (left, right) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut out = Parts::default();
    out.same(&a[..head]);
    if left.len().saturating_mul(right.len()) > MOST_PAIRS {
        out.gone(left);
        out.new(right);
    } else {
        longest(left, right, &mut out);
    }
    out.same(&a[a.len() - tail..]);
    out.0
}

/// Words, each with the white space behind it.
fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut space) = (0, false);
    for (at, c) in text.char_indices() {
        if space && !c.is_whitespace() {
            out.push(&text[start..at]);
            start = at;
        }
        space = c.is_whitespace();
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

/// The longest common row of words, by the table of its lengths.
fn longest(a: &[&str], b: &[&str], out: &mut Parts) {
    let wide = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * wide];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * wide + j] =
                if a[i] == b[j] { lengths[(i + 1) * wide + j + 1] + 1 } else { lengths[(i + 1) * wide + j].max(lengths[i * wide + j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            out.same(&a[i..=i]);
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && lengths[(i + 1) * wide + j] >= lengths[i * wide + j + 1]) {
            out.gone(&a[i..=i]);
            i += 1;
        } else {
            out.new(&b[j..=j]);
            j += 1;
        }
    }
}

#[derive(Default)]
struct Parts(Vec<Part>);

impl Parts {
    fn same(&mut self, words: &[&str]) {
        self.add(words, Part::Same);
    }
    fn gone(&mut self, words: &[&str]) {
        self.add(words, Part::Gone);
    }
    fn new(&mut self, words: &[&str]) {
        self.add(words, Part::New);
    }
    fn add(&mut self, words: &[&str], make: fn(String) -> Part) {
        if words.is_empty() {
            return;
        }
        let more = words.concat();
        match (self.0.last_mut(), make(more.clone())) {
            (Some(Part::Same(text)), Part::Same(_)) | (Some(Part::Gone(text)), Part::Gone(_)) | (Some(Part::New(text)), Part::New(_)) => {
                text.push_str(&more);
            }
            (_, part) => self.0.push(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn side(parts: &[Part], keep: fn(&Part) -> Option<&str>) -> String {
        parts.iter().filter_map(keep).collect()
    }

    fn sides(parts: &[Part]) -> (String, String) {
        let before = side(parts, |p| match p {
            Part::Same(t) | Part::Gone(t) => Some(t),
            Part::New(_) => None,
        });
        let after = side(parts, |p| match p {
            Part::Same(t) | Part::New(t) => Some(t),
            Part::Gone(_) => None,
        });
        (before, after)
    }

    #[test]
    fn it_names_the_words_that_changed() {
        let parts = compare("A person in their seventies, at home.", "A person in their sixties, at home.");
        assert_eq!(
            parts,
            [
                Part::Same("A person in their ".into()),
                Part::Gone("seventies, ".into()),
                Part::New("sixties, ".into()),
                Part::Same("at home.".into())
            ]
        );
        assert_eq!(compare("", ""), []);
        assert_eq!(compare("one", "one"), [Part::Same("one".into())]);
    }

    #[test]
    fn a_very_long_change_is_told_in_one_piece() {
        let (a, b) = ("a ".repeat(3000), "b ".repeat(3000));
        assert_eq!(compare(&a, &b).len(), 2);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_comparison(a in "[ab \n]{0,40}", b in "[ab \n]{0,40}") {
            prop_assert_eq!(sides(&compare(&a, &b)), (a, b));
        }
    }
}
