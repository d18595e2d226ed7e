//! What is noted of a call, in taps and never in words: nothing here can hold an identifier (R0.7).

/// How it is held. The telephone is as good as the picture (R0.2).
pub const MODES: [&str; 2] = ["video", "phone"];
/// How soon.
pub const URGENCIES: [&str; 2] = ["now", "today"];
/// What the call was: collaborative clinical support, case review, referral and transport.
pub const KINDS: [&str; 3] = ["support", "review", "transport"];
/// What it was about, in groups too wide to tell who.
pub const REASONS: [&str; 10] = ["heart", "breathing", "injury", "infection", "children", "birth", "mind", "pain", "end_of_life", "other"];
/// What came of it, as the on-call sees it.
pub const OUTCOMES: [&str; 6] = ["managed_here", "watched", "referred", "moved", "reassured", "cut_off"];
/// The caller: did it change the plan?
pub const PLANS: [&str; 3] = ["new", "confirmed", "same"];
/// The caller: a referral, or a journey of the patient's. Certain and perhaps are two answers: an estimate is a range between them.
pub const AVOIDED: [&str; 4] = ["avoided", "perhaps", "needed", "not_thought_of"];
/// Of no value to very much.
pub const VALUES: std::ops::RangeInclusive<i32> = 1..=5;
/// What happened, a week later (G14).
pub const WHAT_HAPPENED: [&str; 5] = ["better", "stable", "moved", "died", "unknown"];
/// The two prompts (R0.5).
pub const PROMPTS: [&str; 2] = ["learned", "will_do"];
/// Minutes in which somebody who cannot come now can.
pub const SOON: [i64; 4] = [5, 15, 30, 60];
/// The longest call that can be noted, in minutes.
pub const LONGEST: i32 = 480;

/// The word, if it is one of these.
pub fn one_of(text: &str, words: &[&'static str]) -> Option<&'static str> {
    words.iter().copied().find(|word| *word == text)
}
