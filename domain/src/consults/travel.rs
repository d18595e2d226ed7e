//! How many journeys calls may have saved, as a range: what callers were certain of, and what they thought possible. No single figure is made of it,
//! and none is exact: the lower end is rounded down and the upper end up, so that no call can be counted out of them.

/// What one caller said in the close-out, and how far it is from where they called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Whether the patient's journey was avoided.
    pub avoided: Avoided,
    /// One way to the referral centre, in kilometres; nothing where nobody has entered it.
    pub km: Option<u32>,
}

/// A caller's word on a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Avoided {
    /// It was.
    Certainly,
    /// Perhaps.
    Perhaps,
    /// It was still needed, or no question.
    No,
}

impl Avoided {
    /// Reads the word of the close-out.
    pub fn of(word: &str) -> Self {
        match word {
            "avoided" => Self::Certainly,
            "perhaps" => Self::Perhaps,
            _ => Self::No,
        }
    }
}

/// From so many on; of fewer nothing is said.
pub const FEWEST: usize = 5;
/// Journeys are rounded to so many, kilometres to so many.
const JOURNEYS: u64 = 5;
const KILOMETRES: u64 = 100;

/// From, to.
pub type Range = (u64, u64);

/// What is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estimate {
    /// Fewer than `FEWEST` answers, or fewer than `FEWEST` of them with a journey that was avoided, perhaps.
    TooFew,
    /// A range.
    Said {
        /// Journeys.
        journeys: Range,
        /// Kilometres there and back; nothing where the distance of fewer than `FEWEST` of the journeys is known.
        km: Option<Range>,
        /// Of how many of the journeys the distance is known.
        known: Known,
    },
}

/// Of how many of the journeys the distance is known, in words: a count could be a small one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Of all.
    All,
    /// Of some: the kilometres are of those alone.
    Some,
    /// Of none, or too few.
    None,
}

/// The range. `calls` are those with a close-out.
pub fn estimate(calls: &[Told]) -> Estimate {
    let journeys = |of: &[Avoided]| calls.iter().filter(|c| of.contains(&c.avoided)).copied().collect::<Vec<Told>>();
    let (certain, both) = (journeys(&[Avoided::Certainly]), journeys(&[Avoided::Certainly, Avoided::Perhaps]));
    if calls.len() < FEWEST || both.len() < FEWEST {
        return Estimate::TooFew;
    }
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let known = both.iter().filter(|c| c.km.is_some()).count();
    let way = |all: &[Told]| all.iter().filter_map(|c| c.km).map(|km| 2 * u64::from(km)).sum::<u64>();
    let range = |(low, high): Range, step: u64| (low / step * step, high.div_ceil(step) * step);
    Estimate::Said {
        journeys: range((count(certain.len()), count(both.len())), JOURNEYS),
        km: (known >= FEWEST).then(|| range((way(&certain), way(&both)), KILOMETRES)),
        known: match known {
            n if n < FEWEST => Known::None,
            n if n == both.len() => Known::All,
            _ => Known::Some,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(avoided: Avoided, km: Option<u32>) -> Told {
        Told { avoided, km }
    }

    #[test]
    fn of_few_nothing_is_said() {
        assert_eq!(estimate(&[told(Avoided::Certainly, Some(97)); 4]), Estimate::TooFew);
        let mut calls = vec![told(Avoided::No, Some(97)); 40];
        calls.extend([told(Avoided::Perhaps, Some(97)); 4]);
        assert_eq!(estimate(&calls), Estimate::TooFew);
    }

    #[test]
    fn low_is_what_was_certain_and_high_what_was_perhaps() {
        let mut calls = vec![told(Avoided::Certainly, Some(97)); 12];
        calls.extend([told(Avoided::Perhaps, Some(400)); 6]);
        calls.extend([told(Avoided::No, Some(1000)); 9]);
        let said = Estimate::Said { journeys: (10, 20), km: Some((2300, 7200)), known: Known::All };
        assert_eq!(estimate(&calls), said, "2328 and 7128 km, there and back");
        calls.push(told(Avoided::Certainly, None));
        let Estimate::Said { known, .. } = estimate(&calls) else { unreachable!() };
        assert_eq!(known, Known::Some);
    }

    #[test]
    fn what_is_unknown_is_said_and_not_guessed() {
        let calls = [told(Avoided::Certainly, None); 8];
        assert_eq!(estimate(&calls), Estimate::Said { journeys: (5, 10), km: None, known: Known::None });
    }

    proptest! {
        /// The truth lies in the range, and neither end is a count that one call could be read from.
        #[test]
        fn the_range_holds_the_truth(certain in 0..40_usize, perhaps in 0..40_usize, km in 1..900_u32) {
            let mut calls = vec![told(Avoided::Certainly, Some(km)); certain];
            calls.extend(vec![told(Avoided::Perhaps, Some(km)); perhaps]);
            if let Estimate::Said { journeys: (low, high), km: Some((near, far)), .. } = estimate(&calls) {
                prop_assert!(low <= certain as u64 && (certain + perhaps) as u64 <= high && low % 5 == 0 && high % 5 == 0);
                prop_assert!(near <= far && near % 100 == 0 && far % 100 == 0);
            }
        }
    }
}
