//! Mean and standard deviation, without loss by cancellation or overflow.

use serde::{Deserialize, Serialize};

/// A column of numbers in short.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// How many numbers; those that are not finite are left out.
    pub n: usize,
    /// The arithmetic mean; none of nothing.
    pub mean: Option<f64>,
    /// The standard deviation with n − 1; none below two numbers.
    pub sd: Option<f64>,
}

/// n, mean and standard deviation (n − 1).
pub fn describe(values: &[f64]) -> Summary {
    let finite: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    let scale = Scale::of(&finite);
    let scaled = scale.down(&finite);
    let up = |x: Option<f64>| x.and_then(|x| scale.up(x));
    Summary { n: finite.len(), mean: up(mean(&scaled)), sd: up(sd(&scaled, largest(&scaled))) }
}

/// The sum, compensated. Neumaier, *ZAMM* 54 (1974) 39–51.
pub(crate) fn sum(values: &[f64]) -> f64 {
    let (total, lost) = values.iter().fold((0.0_f64, 0.0), |(total, lost), x| {
        let next = total + x;
        let gone = if total.abs() >= x.abs() { (total - next) + x } else { (x - next) + total };
        (next, lost + gone)
    });
    total + lost
}

/// Σx / n.
pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| sum(values) / values.len() as f64)
}

/// The corrected two-pass formula √((Σe² − (Σe)²/n) / (n − 1)), e = x − mean. Chan, Golub & LeVeque, *Am. Stat.* 37 (1983) 242–247.
///
/// A spread of at most 8ε × `magnitude` is what rounding alone can leave (0.3 − 0.2 is not 0.2 − 0.1): it counts as none.
pub(crate) fn sd(values: &[f64], magnitude: f64) -> Option<f64> {
    let centre = mean(values).filter(|_| values.len() > 1)?;
    let errors: Vec<f64> = values.iter().map(|x| x - centre).collect();
    let squares: Vec<f64> = errors.iter().map(|e| e * e).collect();
    let n = values.len() as f64;
    let spread = ((sum(&squares) - sum(&errors).powi(2) / n) / (n - 1.0)).max(0.0).sqrt();
    Some(if spread <= 8.0 * f64::EPSILON * magnitude { 0.0 } else { spread })
}

/// The largest absolute value; 0 of nothing.
pub(crate) fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |most, x| x.abs().max(most))
}

/// A power of two that brings numbers near 1, so that squares neither overflow nor vanish. Multiplying by it is exact.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale(i32);

impl Scale {
    /// The scale of these numbers.
    pub(crate) fn of(values: &[f64]) -> Self {
        let most = largest(values);
        Self(if most > 0.0 { (most.log2().floor() as i32).clamp(-1000, 1000) } else { 0 })
    }

    /// The numbers near 1.
    pub(crate) fn down(self, values: &[f64]) -> Vec<f64> {
        let factor = 2.0_f64.powi(-self.0);
        values.iter().map(|x| x * factor).collect()
    }

    /// A result in the numbers' own unit; none when it is too large to be written.
    pub(crate) fn up(self, x: f64) -> Option<f64> {
        Some(x * 2.0_f64.powi(self.0)).filter(|x| x.is_finite())
    }
}

/// Rounds a tie away from zero, as people do by hand: 2.975 and 3.275 are ties for them, whatever their nearest binary fractions are.
pub fn half_up(x: f64, decimals: usize) -> f64 {
    let unit = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let scaled = (x.abs() * unit * (1.0 + 4.0 * f64::EPSILON) + 0.5).floor() / unit;
    if scaled.is_finite() { scaled.copysign(x) } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_numbers_have_few_figures() {
        assert_eq!(describe(&[]), Summary { n: 0, mean: None, sd: None });
        assert_eq!(describe(&[3.0]), Summary { n: 1, mean: Some(3.0), sd: None });
        assert_eq!(describe(&[1.0, f64::NAN, 3.0]), Summary { n: 2, mean: Some(2.0), sd: Some(2.0_f64.sqrt()) });
        assert_eq!(describe(&[0.0, 0.0]), Summary { n: 2, mean: Some(0.0), sd: Some(0.0) });
    }

    #[test]
    fn cancellation_and_overflow_cost_nothing() {
        assert_eq!(describe(&[1e16, 1.0, -1e16]).mean, Some(1.0 / 3.0));
        assert_eq!(describe(&[1e300, 3e300]).mean, Some(2e300));
        assert_eq!(describe(&[5e-324, 5e-324]), Summary { n: 2, mean: Some(5e-324), sd: Some(0.0) });
        assert_eq!(describe(&[f64::MAX, -f64::MAX]).sd, None);
        assert_eq!(describe(&[0.1 + 0.2, 0.3, 0.3]).sd, Some(0.0));
    }
}
