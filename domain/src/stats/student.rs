//! Student's t distribution: two-sided p and the quantile of an interval.

use statrs::distribution::{Continuous, ContinuousCDF, StudentsT};
use statrs::function::beta::checked_beta_reg;

/// The two-sided p of t with `df` degrees of freedom: 2 · P(T > |t|).
///
/// Near zero by 1 − I_y(½, df/2), y = t² / (df + t²) (Abramowitz & Stegun 26.7.1): there df / (df + t²) would round towards 1 and lose digits.
pub fn two_sided_p(t: f64, df: f64) -> Option<f64> {
    let student = StudentsT::new(0.0, 1.0, df).ok().filter(|_| t.is_finite())?;
    let near = || checked_beta_reg(0.5, df / 2.0, t * t / (df + t * t)).ok().map(|i| 1.0 - i);
    let p = if t.abs() < 1.0 { near()? } else { 2.0 * student.sf(t.abs()) };
    p.is_finite().then(|| p.clamp(0.0, 1.0))
}

/// The t with `tail` (below one half) of the distribution above it: 0.025 for a 95 % interval.
///
/// Newton's method on the survival function, which is convex right of zero: from below the root it climbs and never oversteps.
/// The start, 0, lies below every such root.
pub fn upper_quantile(tail: f64, df: f64) -> Option<f64> {
    let t = StudentsT::new(0.0, 1.0, df).ok().filter(|_| tail > 0.0 && tail < 0.5)?;
    let mut x = 0.0_f64;
    for _ in 0..200 {
        let step = (t.sf(x) - tail) / t.pdf(x);
        x += step;
        if step.abs() <= 1e-14 * x {
            break;
        }
    }
    (x.is_finite() && x > 0.0).then_some(x)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn closed_forms_of_one_and_two_degrees() {
        // df = 1: tan(π/2 − π·tail); df = 2: (1 − 2·tail) √2 / (2 √(tail (1 − tail))).
        let near = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-12, "{a} {b}");
        near(upper_quantile(0.025, 1.0).unwrap(), (std::f64::consts::PI * 0.475).tan());
        near(upper_quantile(0.025, 2.0).unwrap(), 0.95 * 2.0_f64.sqrt() / (2.0 * (0.025 * 0.975_f64).sqrt()));
        near(two_sided_p(1.0, 1.0).unwrap(), 0.5);
        assert_eq!(two_sided_p(0.0, 7.0), Some(1.0));
        assert_eq!((upper_quantile(0.5, 3.0), upper_quantile(0.0, 3.0), two_sided_p(1.0, 0.0)), (None, None, None));
    }
}
