//! Attendance: how many were there, how often people came.

use domain::stats::suppress::{self, Cell, Threshold};

use super::guard::{Crowd, Figure, Throws};
use super::view::{Attendance, Band, Count};
use crate::sessions::attendance::Figures;

/// Fewer than this are few.
pub(super) const FEW: u64 = 5;

/// One count of people out of a number that is known: few, and few left out, are not told exactly.
pub(super) fn out_of(n: u64, all: u64) -> Count {
    let rest = all.saturating_sub(n);
    if all < FEW {
        Count::Withheld
    } else if (1..FEW).contains(&n) {
        Count::Few
    } else if (1..FEW).contains(&rest) && all < 2 * FEW {
        Count::Withheld
    } else if (1..FEW).contains(&rest) {
        Count::AtLeast(all - (FEW - 1))
    } else {
        Count::Exact(n)
    }
}

/// A count that stands alone.
pub(super) fn alone(n: u64) -> Count {
    if suppress::shown(n) == Cell::Few { Count::Few } else { Count::Exact(n) }
}

pub(super) fn shielded(found: &Figures) -> Attendance {
    let places = alone(found.enrolled);
    let left = alone(found.left);
    if found.enrolled < FEW {
        return Attendance { places, left, unread: 0, sessions: Vec::new(), spread: None, mean: None };
    }
    let sessions: Vec<(i32, Count)> = found.sessions.iter().map(|(number, present, places)| (*number, out_of(*present, *places))).collect();
    let mean = (!sessions.is_empty()).then(|| sum(&sessions)).flatten().map(|n| n / float(found.enrolled));
    let spread = spread(found, &sessions);
    let mut sessions = [sessions, found.unread.iter().map(|number| (*number, Count::NotYet)).collect()].concat();
    sessions.sort_by_key(|(number, _)| *number);
    Attendance { spread, unread: found.unread.len(), places, left, sessions, mean }
}

fn sum(sessions: &[(i32, Count)]) -> Option<f64> {
    sessions.iter().map(|(_, count)| if let Count::Exact(n) = count { Some(float(*n)) } else { None }).sum()
}

fn float(n: u64) -> f64 {
    u32::try_from(n).map_or(f64::INFINITY, f64::from)
}

/// The finest distribution that, beside the counts of the sessions, tells no small number: one step per session, else steps taken together.
fn spread(found: &Figures, sessions: &[(i32, Count)]) -> Option<Vec<Band>> {
    let most = sessions.len();
    if most == 0 || found.by_sessions.len() != most + 1 {
        return None;
    }
    cuts(&found.by_sessions).into_iter().find_map(|cuts| {
        let bands = shaded(&cuts, &found.by_sessions)?;
        tells_nothing(&found.by_sessions, &bands, sessions, found.enrolled).then_some(bands)
    })
}

/// Where bands begin, finest first: every number of sessions; neighbours joined until five people are in each, from either end; two halves.
fn cuts(by: &[u64]) -> Vec<Vec<usize>> {
    let fine: Vec<usize> = (0..by.len()).collect();
    let mut all = vec![fine, joined(by.iter().copied().enumerate())];
    let down = joined(by.iter().rev().copied().enumerate());
    let mut down: Vec<usize> = down.iter().skip(1).map(|at| by.len() - at).chain([0]).collect();
    down.sort_unstable();
    all.push(down);
    let mut middle: Vec<usize> = (1..by.len()).collect();
    middle.sort_by_key(|at| (2 * at).abs_diff(by.len()));
    all.extend(middle.into_iter().map(|at| vec![0, at]));
    all
}

fn joined(by: impl Iterator<Item = (usize, u64)>) -> Vec<usize> {
    let (mut begins, mut held, mut open) = (Vec::new(), 0, false);
    for (at, n) in by {
        if !open {
            begins.push(at);
        }
        held += n;
        open = held < FEW;
        if !open {
            held = 0;
        }
    }
    if open && begins.len() > 1 {
        begins.pop();
    }
    begins
}

/// The bands as a table with its total; none when the table withholds its total, which the page tells.
fn shaded(begins: &[usize], by: &[u64]) -> Option<Vec<Band>> {
    let ends = begins.iter().skip(1).map(|at| at - 1).chain([by.len() - 1]);
    let spans: Vec<(usize, usize)> = begins.iter().copied().zip(ends).collect();
    let counts: Vec<u64> = spans.iter().map(|(low, high)| by.iter().skip(*low).take(high + 1 - low).sum()).collect();
    let table = suppress::table(&[counts], Threshold::STANDARD);
    let cells = table.cells.into_iter().next()?;
    let shown = |cell: &Cell| matches!(cell, Cell::Shown(n) if *n > 0);
    let whole = matches!(table.total, Cell::Shown(_)) && cells.iter().any(shown) && spans.len() > 1;
    let bands = spans.into_iter().zip(cells).map(|((low, high), people)| Band { low, high, people });
    whole.then(|| bands.collect())
}

/// Whether the bands, beside the counts of the sessions, leave room for every number that is not told. A reader knows how many seats were
/// taken in all: the sessions add up to it, and so do people times how often they came.
fn tells_nothing(by: &[u64], bands: &[Band], sessions: &[(i32, Count)], all: u64) -> bool {
    let ranges: Vec<(u64, u64)> = sessions.iter().map(|(_, count)| range(*count, all)).collect();
    let inner: Vec<usize> = bands.iter().filter(|b| b.low < b.high && b.people != Cell::Shown(0)).flat_map(|b| b.low..=b.high).collect();
    let most = |times: usize| match times {
        0 => all - ranges.iter().map(|r| r.0).max().unwrap_or(0),
        _ if times == sessions.len() => ranges.iter().map(|r| r.1).min().unwrap_or(all),
        _ => all,
    };
    let of_band = bands.iter().map(|band| if let Cell::Shown(n) = band.people { Figure::known(n) } else { Figure::held() });
    let figures: Vec<Figure> = of_band.chain(inner.iter().map(|times| Figure::unsaid(most(*times)))).collect();
    let counts_in = |times: &usize| {
        let band = bands.iter().position(|b| (b.low..=b.high).contains(times)).unwrap_or(0);
        1 << band | inner.iter().position(|t| t == times).map_or(0, |at| 1_u128 << (bands.len() + at))
    };
    // One seat more for one, one less for the other: the seats stay.
    let imagine = |_: &mut Throws, a: usize, b: usize| if a < sessions.len() && b > 0 { (a + 1, b - 1) } else { (a, b) };
    let people = by.iter().enumerate().flat_map(|(times, n)| std::iter::repeat_n(times, usize::try_from(*n).unwrap_or(0))).collect();
    figures.len() <= 128
        && hides_sessions(bands, &ranges)
        && Crowd { people, figures, counts_in: &counts_in, imagine: &imagine }.keeps_its_secrets()
}

/// What a reader knows of the people in one session.
fn range(count: Count, all: u64) -> (u64, u64) {
    match count {
        Count::Exact(n) => (n, n),
        Count::Few => (1, FEW - 1),
        Count::AtLeast(n) => (n, all.saturating_sub(1)),
        _ => (0, all),
    }
}

/// Whether the seats that the bands allow leave each session's count as wide as it is told.
fn hides_sessions(bands: &[Band], ranges: &[(u64, u64)]) -> bool {
    let seats = |end: fn(&Band) -> usize| -> Option<u64> {
        let one = |b: &Band| if let Cell::Shown(n) = b.people { Some(n * u64::try_from(end(b)).ok()?) } else { None };
        bands.iter().map(one).sum()
    };
    let (low, high): (u64, u64) = (ranges.iter().map(|r| r.0).sum(), ranges.iter().map(|r| r.1).sum());
    let wide = |width: u64| match (seats(|b| b.low), seats(|b| b.high)) {
        (Some(least), Some(most)) => least + width <= high && most >= low + width,
        _ => false,
    };
    ranges.iter().map(|r| r.1 - r.0).filter(|width| *width > 0).all(wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(presents: &[u64], by: &[u64]) -> Figures {
        let all = by.iter().sum();
        Figures {
            sessions: (1..).zip(presents).map(|(n, p)| (n, *p, all)).collect(),
            by_sessions: by.to_vec(),
            enrolled: all,
            left: 2,
            unread: Vec::new(),
        }
    }

    #[test]
    fn few_and_few_left_out_are_not_told() {
        assert_eq!(
            [0, 3, 5, 21, 22, 25, 26].map(|n| out_of(n, 26)).map(|c| format!("{c:?}")).join(" "),
            "Exact(0) Few Exact(5) Exact(21) AtLeast(22) AtLeast(22) Exact(26)"
        );
        assert_eq!((out_of(7, 8), out_of(4, 4)), (Count::Withheld, Count::Withheld));
    }

    #[test]
    fn the_sum_of_the_sessions_does_not_tell_a_withheld_step() {
        // 0:1 1:3 2:8 3:14 and 61 seats: with 14 and 26 known, the first steps follow from the sum.
        let found = shielded(&figures(&[21, 20, 20], &[1, 3, 8, 14]));
        assert_eq!((found.spread, found.left, found.mean), (None, Count::Few, Some(61.0 / 26.0)));
    }

    #[test]
    fn wide_steps_are_shown() {
        let found = shielded(&figures(&[20, 18, 19, 17, 19, 19], &[1, 1, 2, 3, 5, 6, 8])).spread.unwrap_or_default();
        assert!(found.len() > 1 && found.iter().all(|b| !matches!(b.people, Cell::Shown(1..=4))), "{found:?}");
        let whole = shielded(&figures(&[20, 20, 20], &[10, 0, 0, 20])).spread.unwrap_or_default();
        assert_eq!(whole.iter().map(|b| b.people).collect::<Vec<_>>(), [10, 0, 0, 20].map(Cell::Shown));
    }

    #[test]
    fn a_tiny_cohort_shows_nothing() {
        let found = shielded(&figures(&[3, 2], &[1, 1, 2]));
        assert_eq!((found.places, found.sessions.len(), found.spread, found.mean), (Count::Few, 0, None, None));
    }
}
