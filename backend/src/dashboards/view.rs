//! What the page shows: every number in it may be seen by whoever may open the page.

use chrono::NaiveDate;
use domain::stats::paired::{Note, Paired};
use domain::stats::suppress::{Cell, Shielded};
use domain::stats::wilcoxon::Method;
use domain::timepoint::Timepoint;

use crate::programs::reach::Reached;
use crate::surveys::State;

/// A number of people as a reader may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// The number itself.
    Exact(u64),
    /// One to four.
    Few,
    /// This many or a few more: the exact number would tell how many are left out.
    AtLeast(u64),
    /// Counted in fives while a form is open.
    SoFar(u64),
    /// Not shown.
    Withheld,
    /// There is nothing to count yet.
    NotYet,
}

/// The whole page.
#[derive(Debug, Clone)]
pub struct Board {
    /// The cohort, and the viewer's place in it.
    pub reached: Reached,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// How many answered both times.
    pub both: Both,
    /// Who came, in numbers.
    pub attendance: Attendance,
    /// Every administration.
    pub waves: Vec<WaveLine>,
    /// Paired change, scale by scale.
    pub scales: Vec<Scale>,
    /// Paired change over single sessions.
    pub questions: Vec<Question>,
    /// From Novice to Expert.
    pub ladder: Vec<Domain>,
    /// How many lines "what I used since last time" were told in sessions that were held.
    pub used: Count,
    /// Polls of sessions that were held, as far as their counts tell nothing of one person.
    pub polls: Vec<(String, Vec<(String, u64)>)>,
    /// What became of the recommendations of its cases.
    pub advice: crate::cases::outcomes::Figures,
}

/// People who answered at the start and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Both {
    /// When they answered again; none while there is no second time.
    pub at: Option<Timepoint>,
    /// How many.
    pub n: Count,
}

/// Attendance and retention.
#[derive(Debug, Clone, PartialEq)]
pub struct Attendance {
    /// People with a place now.
    pub places: Count,
    /// People who left.
    pub left: Count,
    /// Per held session: its number, and how many were there; not yet, where nothing is known of it.
    pub sessions: Vec<(i32, Count)>,
    /// So many held sessions are not in the mean and the spread, because nothing is known of them.
    pub unread: usize,
    /// How many people came how often; none when it would tell too much.
    pub spread: Option<Vec<Band>>,
    /// Sessions per person; none when a session's count is withheld.
    pub mean: Option<f64>,
}

/// People who came to so many sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// At least so many sessions.
    pub low: usize,
    /// At most so many.
    pub high: usize,
    /// How many people.
    pub people: Cell,
}

/// One administration.
#[derive(Debug, Clone, PartialEq)]
pub struct WaveLine {
    /// When in the cohort's life.
    pub timepoint: Timepoint,
    /// The form's title.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// How many were asked.
    pub invited: Count,
    /// How many answered in time and to the end.
    pub answered: Count,
    /// How many of them had answered at the start; none for the start itself.
    pub paired: Option<Count>,
}

/// A paired change that is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The figures.
    pub found: Paired,
    /// Whether the sums of ranks are told. Together they tell how many pairs differ (W+ + W− = m(m+1)/2), and a small one how few went its way:
    /// they stay withheld where one to four people rose, fell or stayed.
    pub sums: bool,
}

impl std::ops::Deref for Shown {
    type Target = Paired;

    fn deref(&self) -> &Paired {
        &self.found
    }
}

/// One paired change, or why it is not shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Five pairs or more.
    Shown(Box<Shown>),
    /// Fewer than five pairs.
    Few,
    /// Everybody answered alike: how many, and what that leaves undefined.
    Alike(usize, Vec<Note>),
    /// The second form has not closed, or there is none.
    NotYet,
}

/// A scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Stable.
    pub key: String,
    /// For people.
    pub title: String,
    /// Smallest and largest possible score.
    pub range: (f64, f64),
    /// How many questions make it.
    pub items: usize,
    /// The second timepoint; the first is the baseline.
    pub after: Option<Timepoint>,
    /// What changed.
    pub change: Change,
}

/// A question asked before and after sessions.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its words.
    pub title: String,
    /// Smallest and largest possible score.
    pub range: (f64, f64),
    /// By session.
    pub sessions: Vec<(u16, Change)>,
}

/// One domain of the ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// Stable.
    pub key: String,
    /// For people.
    pub title: String,
    /// The words of the levels, lowest first.
    pub levels: Vec<String>,
    /// The second timepoint; the first is the baseline.
    pub after: Option<Timepoint>,
    /// People with both levels.
    pub n: Count,
    /// What may be shown of them.
    pub shown: Option<Rungs>,
}

/// Where people stood and which way they moved. Never everything that could be said: only what does not tell what is withheld.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rungs {
    /// People on each level before, then after.
    pub levels: Option<[Vec<Cell>; 2]>,
    /// From level to level.
    pub table: Option<Shielded>,
    /// Up, same, down.
    pub moves: Option<[Cell; 3]>,
}

/// One figure of a paired change: its key, its value, and how many decimals it deserves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// A stable key; the page's word is `dash-fig-` and this.
    pub key: &'static str,
    /// The figure; none when it does not exist or is withheld.
    pub value: Option<f64>,
    /// Decimals.
    pub decimals: usize,
}

impl Line {
    /// Whether it is a probability, of which the third decimal is the last that says anything.
    pub fn is_p(&self) -> bool {
        self.key == "p" || self.key.starts_with("p-")
    }
}

/// The figures of a paired change, in the order of the page and of the file.
pub fn lines(p: &Shown) -> Vec<Line> {
    let line = |key, value, decimals| Line { key, value, decimals };
    let whole = |n: usize| u32::try_from(n).ok().map(f64::from);
    let normal = p.wilcoxon_method == Some(Method::Normal);
    vec![
        line("n", whole(p.n_pairs), 0),
        line("mean-before", p.mean_pre, 2),
        line("sd-before", p.sd_pre, 2),
        line("mean-after", p.mean_post, 2),
        line("sd-after", p.sd_post, 2),
        line("difference", p.mean_diff, 2),
        line("low", p.ci_low, 2),
        line("high", p.ci_high, 2),
        line("t", p.t, 2),
        line("df", p.df.and_then(whole), 0),
        line("p", p.p, 3),
        line("w-plus", p.sums.then_some(p.w_plus), 1),
        line("w-minus", p.sums.then_some(p.w_minus), 1),
        line(if normal { "p-normal" } else { "p-exact" }, p.p_wilcoxon, 3),
        line("d-z", p.d_z, 2),
        line("d-av", p.d_av, 2),
        line("g-av", p.g_av, 2),
    ]
}
