//! How large a change is, in standard deviations. Names as in Lakens, *Front. Psychol.* 4 (2013) 863; Cumming, *Understanding the New Statistics* (2012).

use statrs::function::gamma::ln_gamma;

/// d_z = mean of the differences / standard deviation of the differences (Lakens 2013, eq. 6). None without spread.
pub fn d_z(mean_diff: f64, sd_diff: f64) -> Option<f64> {
    ratio(mean_diff, sd_diff)
}

/// d_av = mean difference / √((s₁² + s₂²) / 2) (Cumming 2012, ch. 11). None when neither column has spread.
pub fn d_av(mean_diff: f64, sd_pre: f64, sd_post: f64) -> Option<f64> {
    ratio(mean_diff, sd_pre.hypot(sd_post) / 2.0_f64.sqrt())
}

/// g_av = d_av · J(n − 1): d_av without the upward bias of small samples. None below three pairs, where Γ(0) stands in J.
pub fn g_av(d_av: f64, n: usize) -> Option<f64> {
    let m = n.checked_sub(1)?;
    Some(d_av * hedges_j(m as f64)?)
}

/// J(m) = Γ(m/2) / (√(m/2) Γ((m − 1)/2)). Hedges, *J. Educ. Stat.* 6 (1981) 107–128, eq. 6e. None for m ≤ 1.
pub fn hedges_j(m: f64) -> Option<f64> {
    let j = (ln_gamma(m / 2.0) - ln_gamma((m - 1.0) / 2.0)).exp() / (m / 2.0).sqrt();
    (m > 1.0 && j.is_finite()).then_some(j)
}

fn ratio(mean: f64, sd: f64) -> Option<f64> {
    Some(mean / sd).filter(|d| sd > 0.0 && d.is_finite())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_correction_has_its_closed_forms() {
        // J(2) = Γ(1) / Γ(1/2) = 1/√π; J(3) = Γ(3/2) / (√1.5 Γ(1)) = √π / (2 √1.5).
        let pi = std::f64::consts::PI;
        assert!((hedges_j(2.0).unwrap() - 1.0 / pi.sqrt()).abs() < 1e-14);
        assert!((hedges_j(3.0).unwrap() - pi.sqrt() / (2.0 * 1.5_f64.sqrt())).abs() < 1e-14);
        assert_eq!((hedges_j(1.0), hedges_j(0.0), g_av(1.0, 0), g_av(1.0, 2)), (None, None, None, None));
    }

    #[test]
    fn without_spread_there_is_no_effect_size() {
        assert_eq!((d_z(1.0, 0.0), d_av(1.0, 0.0, 0.0), d_av(0.0, 0.0, 0.0)), (None, None, None));
        assert_eq!(d_av(3.0, 1.0, 7.0_f64.sqrt()), Some(1.5));
    }
}
