//! Paired change: the same people before and after. The difference is always post − pre.

use serde::{Deserialize, Serialize};

use super::describe::{Scale, largest, mean, sd};
use super::wilcoxon::{Method, signed_rank};
use super::{effect, student};

/// Everything said about one paired change; the JSON keys are the fields, in this order. What does not exist is `null`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Paired {
    /// People with both sides.
    pub n_pairs: usize,
    /// People with one side missing: counted, not analysed.
    pub n_dropped: usize,
    /// Mean before.
    pub mean_pre: Option<f64>,
    /// Standard deviation before (n − 1).
    pub sd_pre: Option<f64>,
    /// Mean after.
    pub mean_post: Option<f64>,
    /// Standard deviation after (n − 1).
    pub sd_post: Option<f64>,
    /// Mean of post − pre.
    pub mean_diff: Option<f64>,
    /// Standard deviation of post − pre (n − 1).
    pub sd_diff: Option<f64>,
    /// The paired t: mean_diff / (sd_diff / √n).
    pub t: Option<f64>,
    /// Degrees of freedom, n − 1.
    pub df: Option<usize>,
    /// Two-sided p of t.
    pub p: Option<f64>,
    /// Lower end of the 95 % interval of the mean difference.
    pub ci_low: Option<f64>,
    /// Upper end of that interval.
    pub ci_high: Option<f64>,
    /// Mean difference in standard deviations of the differences.
    pub d_z: Option<f64>,
    /// Mean difference in average standard deviations of the two sides.
    pub d_av: Option<f64>,
    /// d_av with Hedges' correction for small samples.
    pub g_av: Option<f64>,
    /// Wilcoxon: sum of the ranks of the rises.
    pub w_plus: f64,
    /// Wilcoxon: sum of the ranks of the falls.
    pub w_minus: f64,
    /// Wilcoxon: pairs that differ.
    pub n_nonzero: usize,
    /// Wilcoxon: two-sided p.
    pub p_wilcoxon: Option<f64>,
    /// Wilcoxon: `exact` or `normal`.
    pub wilcoxon_method: Option<Method>,
    /// Why a figure is missing.
    pub sentences: Vec<Note>,
}

/// Why a figure does not exist. The word is a translator's key; [`Note::english`] is the plain sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// Nobody has both sides.
    NoPairs,
    /// One person has both sides.
    OnePair,
    /// Two pairs leave Hedges' correction undefined.
    TwoPairs,
    /// Everybody changed by the same amount.
    NoVariance,
    /// Nobody changed.
    AllZero,
    /// Everybody was equal before, and everybody was equal after.
    NoSpread,
    /// A figure is larger than a computer's number.
    TooLarge,
}

impl Note {
    /// The stable word, as in the JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoPairs => "no_pairs",
            Self::OnePair => "one_pair",
            Self::TwoPairs => "two_pairs",
            Self::NoVariance => "no_variance",
            Self::AllZero => "all_zero",
            Self::NoSpread => "no_spread",
            Self::TooLarge => "too_large",
        }
    }

    /// The sentence for the command line and for English exports.
    pub fn english(self) -> &'static str {
        match self {
            Self::NoPairs => "Nobody has both a score before and a score after, so there is nothing to compare.",
            Self::OnePair => "Only one person has both scores: one pair has no spread, so there is no test, interval or effect size.",
            Self::TwoPairs => "With two pairs the small-sample correction does not exist, so g_av is not given.",
            Self::NoVariance => "Everybody changed by the same amount, so t, its p, the interval and d_z do not exist.",
            Self::AllZero => "Nobody's score changed (to nine decimals), so there is nothing to rank and the Wilcoxon test does not exist.",
            Self::NoSpread => "Everybody had the same score before and everybody the same after, so d_av and g_av do not exist.",
            Self::TooLarge => "Some figures are too large to be written as numbers and are not given.",
        }
    }
}

/// Analyses pairs of (pre, post). `n_dropped` people had one side missing; pairs that are not finite numbers are added to them.
pub fn analyse(pairs: &[(f64, f64)], n_dropped: usize) -> Paired {
    let kept: Vec<(f64, f64)> = pairs.iter().copied().filter(|(pre, post)| pre.is_finite() && post.is_finite()).collect();
    let sides = Sides::of(&kept);
    let mut found = sides.described(kept.len(), n_dropped + pairs.len() - kept.len());
    sides.test(&mut found);
    sides.effects(&mut found);
    rank(&kept, &mut found);
    found.sentences = notes(&found, sides.lost(&found));
    found
}

/// The two sides and their difference, all brought near 1 by the same power of two.
struct Sides {
    scale: Scale,
    pre: [Option<f64>; 2],
    post: [Option<f64>; 2],
    diff: [Option<f64>; 2],
}

impl Sides {
    fn of(pairs: &[(f64, f64)]) -> Self {
        let (pre, post): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        let scale = Scale::of(&[largest(&pre), largest(&post)]);
        let (pre, post) = (scale.down(&pre), scale.down(&post));
        let diff: Vec<f64> = pre.iter().zip(&post).map(|(pre, post)| post - pre).collect();
        let (most_pre, most_post) = (largest(&pre), largest(&post));
        let both = |values: &[f64], magnitude: f64| [mean(values), sd(values, magnitude)];
        Self { scale, pre: both(&pre, most_pre), post: both(&post, most_post), diff: both(&diff, most_pre.max(most_post)) }
    }

    fn described(&self, n_pairs: usize, n_dropped: usize) -> Paired {
        let up = |x: Option<f64>| x.and_then(|x| self.scale.up(x));
        let ([mean_pre, sd_pre], [mean_post, sd_post], [mean_diff, sd_diff]) = (self.pre.map(up), self.post.map(up), self.diff.map(up));
        Paired {
            n_pairs,
            n_dropped,
            mean_pre,
            sd_pre,
            mean_post,
            sd_post,
            mean_diff,
            sd_diff,
            df: n_pairs.checked_sub(1).filter(|df| *df > 0),
            ..Paired::default()
        }
    }

    /// Student's paired t (*Biometrika* 6 (1908) 1–25) and the 95 % interval mean ± t₀.₉₇₅ · sd / √n.
    fn test(&self, found: &mut Paired) {
        let ([Some(mean), Some(sd)], Some(df)) = (self.diff, found.df) else { return };
        if sd <= 0.0 {
            return;
        }
        let (error, df) = (sd / (found.n_pairs as f64).sqrt(), df as f64);
        found.t = Some(mean / error).filter(|t| t.is_finite());
        found.p = found.t.and_then(|t| student::two_sided_p(t, df));
        if let Some(reach) = student::upper_quantile(0.025, df) {
            found.ci_low = self.scale.up(mean - reach * error);
            found.ci_high = self.scale.up(mean + reach * error);
        }
    }

    fn effects(&self, found: &mut Paired) {
        let ([_, Some(pre)], [_, Some(post)], [Some(mean), Some(sd)]) = (self.pre, self.post, self.diff) else { return };
        found.d_z = effect::d_z(mean, sd);
        found.d_av = effect::d_av(mean, pre, post);
        found.g_av = found.d_av.and_then(|d| effect::g_av(d, found.n_pairs));
    }

    /// Whether a figure that exists could not be written.
    fn lost(&self, found: &Paired) -> bool {
        let gone = |here: Option<f64>, there: Option<f64>| here.is_some() && there.is_none();
        let [mean, sd] = self.diff;
        let spread = |sd: Option<f64>| sd.filter(|sd| *sd > 0.0);
        gone(mean, found.mean_diff)
            || [(self.pre[1], found.sd_pre), (self.post[1], found.sd_post), (sd, found.sd_diff)].iter().any(|(a, b)| gone(*a, *b))
            || [found.t, found.p, found.ci_low, found.ci_high, found.d_z].iter().any(|figure| gone(spread(sd), *figure))
            || gone(spread(self.pre[1]).or(spread(self.post[1])), found.d_av)
    }
}

fn rank(pairs: &[(f64, f64)], found: &mut Paired) {
    let ranked = signed_rank(&differences(pairs));
    found.w_plus = ranked.w_plus;
    found.w_minus = ranked.w_minus;
    found.n_nonzero = ranked.n_nonzero;
    found.p_wilcoxon = ranked.p;
    found.wilcoxon_method = ranked.method;
}

/// post − pre; of halves where the whole would overflow, as ranks only ask for the order.
fn differences(pairs: &[(f64, f64)]) -> Vec<f64> {
    let times = |factor: f64| pairs.iter().map(|(pre, post)| post * factor - pre * factor).collect::<Vec<f64>>();
    let whole = times(1.0);
    if whole.iter().all(|d| d.is_finite()) { whole } else { times(0.5) }
}

fn notes(found: &Paired, lost: bool) -> Vec<Note> {
    let n = found.n_pairs;
    let none = |sd: Option<f64>| sd == Some(0.0);
    let reasons = [
        (n == 0, Note::NoPairs),
        (n == 1, Note::OnePair),
        (none(found.sd_diff), Note::NoVariance),
        (n > 0 && found.n_nonzero == 0, Note::AllZero),
        (none(found.sd_pre) && none(found.sd_post), Note::NoSpread),
        (n == 2 && found.d_av.is_some(), Note::TwoPairs),
        (lost, Note::TooLarge),
    ];
    reasons.iter().filter(|(holds, _)| *holds).map(|(_, note)| *note).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn words(pairs: &[(f64, f64)]) -> Vec<&'static str> {
        analyse(pairs, 0).sentences.into_iter().map(Note::word).collect()
    }

    #[test]
    fn missing_figures_say_why() {
        assert_eq!(words(&[]), ["no_pairs"]);
        assert_eq!(words(&[(1.0, 2.0)]), ["one_pair"]);
        assert_eq!(words(&[(1.0, 1.0)]), ["one_pair", "all_zero"]);
        assert_eq!(words(&[(1.0, 2.0), (2.0, 3.0)]), ["no_variance", "two_pairs"]);
        assert_eq!(words(&[(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]), ["no_variance", "all_zero"]);
        assert_eq!(words(&[(1.0, 2.0), (1.0, 2.0), (1.0, 2.0)]), ["no_variance", "no_spread"]);
        assert_eq!(words(&[(0.1, 0.2), (0.2, 0.3), (0.3, 0.4)]), ["no_variance"]);
        assert_eq!(words(&[(-1.7e308, 1.7e308), (1.0, 2.0), (3.0, 1.0)]), ["too_large"]);
        assert_eq!(words(&[(1.0, 2.0), (2.0, 4.0), (3.0, 3.0)]), [""; 0]);
    }

    #[test]
    fn the_json_has_its_keys_in_order_and_null_for_what_is_not_there() {
        let json = serde_json::to_string(&analyse(&[(1.0, 2.0), (f64::NAN, 1.0)], 3)).unwrap();
        assert_eq!(
            json,
            "{\"n_pairs\":1,\"n_dropped\":4,\"mean_pre\":1.0,\"sd_pre\":null,\"mean_post\":2.0,\"sd_post\":null,\"mean_diff\":1.0,\
             \"sd_diff\":null,\"t\":null,\"df\":null,\"p\":null,\"ci_low\":null,\"ci_high\":null,\"d_z\":null,\"d_av\":null,\"g_av\":null,\
             \"w_plus\":1.0,\"w_minus\":0.0,\"n_nonzero\":1,\"p_wilcoxon\":1.0,\"wilcoxon_method\":\"exact\",\"sentences\":[\"one_pair\"]}"
        );
    }

    #[test]
    fn every_note_is_one_word_and_one_sentence() {
        use Note::*;
        for note in [NoPairs, OnePair, TwoPairs, NoVariance, AllZero, NoSpread, TooLarge] {
            assert_eq!(serde_json::to_value(note).unwrap(), note.word());
            assert!(note.english().ends_with('.'));
        }
    }
}
