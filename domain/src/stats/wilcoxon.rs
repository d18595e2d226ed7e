//! Wilcoxon's signed-rank test. Wilcoxon, *Biometrics Bull.* 1 (1945) 80–83; the rules are those of R's `wilcox.test(paired = TRUE)`,
//! with an exact p also where ranks are tied.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, Normal};

/// Most non-zero pairs for which p is counted out; above, the normal approximation serves.
pub const MOST_EXACT: usize = 50;

/// How p was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Every assignment of signs was counted, ties and all.
    Exact,
    /// The normal approximation, corrected for ties and continuity.
    Normal,
}

/// The test, two-sided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignedRank {
    /// Sum of the ranks of the rises.
    pub w_plus: f64,
    /// Sum of the ranks of the falls.
    pub w_minus: f64,
    /// Pairs with a difference; the others are dropped before ranking.
    pub n_nonzero: usize,
    /// None when no pair differs.
    pub p: Option<f64>,
    /// None when no pair differs.
    pub method: Option<Method>,
}

/// Ranks the differences, rounded to nine decimals: floats make differences (0.3 − 0.2, 0.2 − 0.1) that are none on paper.
pub fn signed_rank(differences: &[f64]) -> SignedRank {
    let mut kept = nano(differences);
    kept.retain(|d| d.is_finite() && *d != 0.0);
    kept.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    let ranks = doubled_ranks(&kept);
    let (n, total) = (kept.len(), ranks.iter().sum::<u64>());
    let rises = kept.iter().zip(&ranks).filter(|(d, _)| **d > 0.0).map(|(_, rank)| rank).sum::<u64>();
    let method = (n > 0).then_some(if n <= MOST_EXACT { Method::Exact } else { Method::Normal });
    let p = method.and_then(|method| match method {
        Method::Exact => Some(exact_p(&ranks, rises.min(total - rises))),
        Method::Normal => normal_p(&kept, halved(rises)),
    });
    SignedRank { w_plus: halved(rises), w_minus: halved(total - rises), n_nonzero: n, p, method }
}

/// In whole billionths; as they are where that would overflow, as only their order counts.
fn nano(differences: &[f64]) -> Vec<f64> {
    let fits = differences.iter().all(|d| (d * 1e9).is_finite() || !d.is_finite());
    differences.iter().map(|d| if fits { (d * 1e9).round() } else { *d }).collect()
}

fn halved(doubled: u64) -> f64 {
    doubled as f64 / 2.0
}

/// Twice the mid-rank of each value of a list sorted by size: whole numbers, ties or not.
fn doubled_ranks(sorted: &[f64]) -> Vec<u64> {
    let mut ranks = Vec::with_capacity(sorted.len());
    for tied in sorted.chunk_by(|a, b| a.abs() == b.abs()) {
        let before = ranks.len();
        let rank = (2 * before + tied.len() + 1) as u64;
        ranks.resize(before + tied.len(), rank);
    }
    ranks
}

/// Of the 2ⁿ assignments of signs, the share whose rank sum is no larger than the smaller of the two found, doubled, at most 1.
/// The counts grow rank by rank: Streitberg & Röhmel, *Stat. Softw. Newsl.* 12 (1986) 10–17.
fn exact_p(ranks: &[u64], smaller: u64) -> f64 {
    let most = smaller as usize;
    let mut ways = vec![0_u64; most + 1];
    if let Some(none) = ways.first_mut() {
        *none = 1;
    }
    for rank in ranks {
        let rank = *rank as usize;
        for sum in (rank..=most).rev() {
            ways[sum] += ways[sum - rank];
        }
    }
    let share = ways.iter().sum::<u64>() as f64 / 2.0_f64.powi(ranks.len() as i32);
    (2.0 * share).min(1.0)
}

/// z = (|W₊ − n(n+1)/4| − ½) / √(n(n+1)(2n+1)/24 − Σ(t³ − t)/48), t the sizes of the ties.
/// Hollander & Wolfe, *Nonparametric Statistical Methods* (1999) §3.1, eqs 3.9 and 3.13.
fn normal_p(sorted: &[f64], w_plus: f64) -> Option<f64> {
    let n = sorted.len() as f64;
    let ties = sorted.chunk_by(|a, b| a.abs() == b.abs()).map(|tied| tied.len() as f64).map(|t| t * (t * t - 1.0)).sum::<f64>();
    let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ties / 48.0;
    let off = (w_plus - n * (n + 1.0) / 4.0).abs();
    let z = (off - 0.5).max(0.0) / variance.sqrt();
    let p = 2.0 * Normal::standard().sf(z);
    p.is_finite().then(|| p.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_samples_by_hand() {
        let one = signed_rank(&[2.0, 0.0]);
        assert_eq!((one.w_plus, one.w_minus, one.n_nonzero, one.p, one.method), (1.0, 0.0, 1, Some(1.0), Some(Method::Exact)));
        // Five rises: only 2 of 32 assignments are as far out.
        assert_eq!(signed_rank(&[1.0, 2.0, 3.0, 4.0, 5.0]).p, Some(0.0625));
        // |d| = 1, 1, 2 with ranks 1.5, 1.5, 3 and W₋ = 1.5: of 8 assignments 3 are no larger.
        let tied = signed_rank(&[1.0, -1.0, 2.0]);
        assert_eq!((tied.w_plus, tied.w_minus, tied.p), (4.5, 1.5, Some(0.75)));
    }

    #[test]
    fn nothing_to_rank_has_no_p() {
        for none in [&[][..], &[0.0, -0.0], &[0.1 + 0.2 - 0.3], &[f64::NAN]] {
            assert_eq!(signed_rank(none), SignedRank { w_plus: 0.0, w_minus: 0.0, n_nonzero: 0, p: None, method: None });
        }
    }

    #[test]
    fn floats_make_no_false_ranks_and_no_overflow() {
        assert_eq!(signed_rank(&[0.3 - 0.2, 0.2 - 0.1, 0.5]).w_plus, 6.0);
        assert_eq!(doubled_ranks(&nano(&[0.3 - 0.2, -(0.2 - 0.1)])), [3, 3]);
        assert_eq!(signed_rank(&[1e300, -1e299, 2e300]).w_minus, 1.0);
    }
}
