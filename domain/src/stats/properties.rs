//! What holds for any numbers.
#![allow(clippy::unwrap_used)]

use proptest::collection::vec;
use proptest::prelude::*;

use super::paired::{Paired, analyse};

type Pairs = Vec<(f64, f64)>;

/// Scores as people have them: whole points or tenths.
fn scores() -> impl Strategy<Value = Pairs> {
    vec((-500i32..500, -500i32..500, 0i32..3).prop_map(|(a, b, same)| (f64::from(a), f64::from(if same == 0 { a } else { b }))), 0..70)
}

/// Any numbers, of any size.
fn anything() -> impl Strategy<Value = Pairs> {
    let number =
        prop_oneof![any::<f64>(), -10.0..10.0, Just(0.0), Just(f64::MAX), Just(-f64::MAX), Just(5e-324), Just(0.1 + 0.2), Just(0.3)];
    vec((number.clone(), number), 0..60)
}

fn swapped(pairs: &[(f64, f64)]) -> Pairs {
    pairs.iter().map(|(pre, post)| (*post, *pre)).collect()
}

fn figures(found: &Paired) -> [Option<f64>; 9] {
    let Paired { mean_diff, sd_diff, t, p, ci_low, ci_high, d_z, d_av, g_av, .. } = found;
    [*mean_diff, *sd_diff, *t, *p, *ci_low, *ci_high, *d_z, *d_av, *g_av]
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
        _ => a == b,
    }
}

fn ranks(found: &Paired) -> (f64, f64, usize, Option<f64>) {
    (found.w_plus, found.w_minus, found.n_nonzero, found.p_wilcoxon)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_numbers_make_a_figure_that_is_none(pairs in anything()) {
        let found = analyse(&pairs, 0);
        for figure in figures(&found).into_iter().chain([found.mean_pre, found.sd_pre, found.mean_post, found.sd_post]).flatten() {
            prop_assert!(figure.is_finite());
        }
        prop_assert!([found.p, found.p_wilcoxon].into_iter().flatten().all(|p| (0.0..=1.0).contains(&p)));
        prop_assert!([found.sd_pre, found.sd_post, found.sd_diff].into_iter().flatten().all(|sd| sd >= 0.0));
        prop_assert_eq!(found.n_pairs + found.n_dropped, pairs.len());
        let n = found.n_nonzero as f64;
        prop_assert_eq!(found.w_plus + found.w_minus, n * (n + 1.0) / 2.0);
        let missing = serde_json::to_string(&found).unwrap().contains("null");
        prop_assert_eq!(missing, !found.sentences.is_empty());
    }

    #[test]
    fn swapping_before_and_after_turns_the_signs(pairs in scores()) {
        let (found, turned) = (analyse(&pairs, 0), analyse(&swapped(&pairs), 0));
        let minus = |x: Option<f64>| x.map(|x| -x);
        prop_assert_eq!((turned.mean_pre, turned.sd_post), (found.mean_post, found.sd_pre));
        prop_assert_eq!((turned.mean_diff, turned.t, turned.d_z), (minus(found.mean_diff), minus(found.t), minus(found.d_z)));
        prop_assert!(near(turned.d_av, minus(found.d_av)) && near(turned.g_av, minus(found.g_av)));
        prop_assert_eq!((turned.ci_low, turned.ci_high), (minus(found.ci_high), minus(found.ci_low)));
        prop_assert_eq!((turned.p, turned.p_wilcoxon), (found.p, found.p_wilcoxon));
        prop_assert_eq!((turned.w_plus, turned.w_minus), (found.w_minus, found.w_plus));
        prop_assert_eq!(turned.sentences, found.sentences);
    }

    #[test]
    fn order_does_not_matter(pairs in scores(), turn in any::<prop::sample::Index>()) {
        let mut other = pairs.clone();
        other.rotate_left(turn.index(pairs.len().max(1)).min(pairs.len()));
        let half = other.len() / 2;
        other[..half].reverse();
        let (found, again) = (analyse(&pairs, 1), analyse(&other, 1));
        prop_assert!(figures(&found).iter().zip(figures(&again)).all(|(a, b)| near(*a, b)), "{found:?} {again:?}");
        prop_assert_eq!(ranks(&found), ranks(&again));
    }

    #[test]
    fn moving_every_score_moves_only_the_means(pairs in scores(), by in -1000i32..1000) {
        let moved: Pairs = pairs.iter().map(|(pre, post)| (pre + f64::from(by), post + f64::from(by))).collect();
        let (found, again) = (analyse(&pairs, 0), analyse(&moved, 0));
        prop_assert!(figures(&found).iter().zip(figures(&again)).all(|(a, b)| near(*a, b)), "{found:?} {again:?}");
        prop_assert!(near(found.mean_pre.map(|m| m + f64::from(by)), again.mean_pre));
        prop_assert_eq!(ranks(&found), ranks(&again));
        prop_assert_eq!(found.sentences, again.sentences);
    }

    #[test]
    fn p_falls_inside_the_interval_as_it_should(pairs in scores()) {
        let found = analyse(&pairs, 0);
        if let (Some(p), Some(low), Some(high)) = (found.p, found.ci_low, found.ci_high) {
            prop_assert_eq!(p < 0.05, low > 0.0 || high < 0.0);
        }
    }
}
