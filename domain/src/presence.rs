//! How long a person was in a session, from everything that is known of them. One truth, by one rule:
//!
//! 1. Stretches with a beginning and an end are united. Two devices at once, or two sources, count once; reconnects add up.
//! 2. Only what lies inside the scheduled time counts.
//! 3. A stretch that nobody ended is known up to its last sign of life. From there to the scheduled end it is *assumed*, and shown as that.
//!    A session's room and its small groups hear when somebody goes: there nothing is assumed. A file that says who came and not for how long
//!    is assumed in the same way.
//! 4. What is assumed yields to what is known. The join click yields to any file that was read in for the session; "I'm here" and the
//!    spoken code (several people before one screen, a telephone) yield only to a file that names the person.
//! 5. A source that states only how long counts for at least that: inside its bounds the longer of it and the known stretches holds.
//! 6. An hour that was closed is over: what no file says is neither known nor assumed after it, and the session was no longer than that.
//! 7. A correction by hand wins over all of this, and says nothing about the sources: taken back, they hold again.

use chrono::{DateTime, Utc};

#[cfg(test)]
mod tests;

/// A way in which presence becomes known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// The join button was pressed.
    Join,
    /// "I'm here".
    Here,
    /// The code that was read aloud.
    Code,
    /// The session's own room was open.
    Room,
    /// A small group of the session.
    Breakout,
    /// The report of a video program.
    File,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 6] = [Self::Join, Self::Here, Self::Code, Self::Room, Self::Breakout, Self::File];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Here => "here",
            Self::Code => "code",
            Self::Room => "room",
            Self::Breakout => "breakout",
            Self::File => "file",
        }
    }

    /// The way of a stored word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// The scheduled time of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// When it begins.
    pub start: DateTime<Utc>,
    /// When it ends.
    pub end: DateTime<Utc>,
}

impl Window {
    /// Its length in minutes.
    pub fn minutes(&self) -> f64 {
        minutes((self.end - self.start).num_seconds())
    }
}

/// One stretch of presence, as one source knows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// The source.
    pub way: Way,
    /// When it began; unknown for a code, and for sources that only state how long.
    pub from: Option<DateTime<Utc>>,
    /// When it ended.
    pub to: Option<DateTime<Utc>>,
    /// The last sign of life of an open one.
    pub seen: Option<DateTime<Utc>>,
    /// How long, where the source states it: the moments are only its bounds.
    pub stated: Option<f64>,
}

/// A correction by hand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hand {
    /// Whether they were there.
    pub present: bool,
    /// Minutes, when they were given; else those of the sources.
    pub minutes: Option<f64>,
}

/// The truth about one person in one session.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Presence {
    /// Minutes inside the scheduled time.
    pub minutes: f64,
    /// So many of them are assumed.
    pub assumed: f64,
    /// The first that is known of them, not clipped.
    pub first: Option<DateTime<Utc>>,
    /// The last that is known or assumed of them. What is known is not clipped to the scheduled end, but to the closing of the hour.
    pub last: Option<DateTime<Utc>>,
    /// How we know, each once.
    pub ways: Vec<Way>,
    /// Whether they were there as the sources have it.
    pub reached: bool,
    /// The correction, when there is one.
    pub hand: Option<Hand>,
}

impl Presence {
    /// Whether they count as present.
    pub fn present(&self) -> bool {
        self.hand.map_or(self.reached, |hand| hand.present)
    }
}

/// From how much on a person counts as present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// So many minutes; the whole of a session that is shorter.
    Minutes(i32),
    /// So many per cent of the scheduled minutes.
    Percent(i32),
}

impl Threshold {
    /// Minutes that are needed in a session of this length.
    pub fn needed(self, scheduled: f64) -> f64 {
        match self {
            Self::Minutes(n) => f64::from(n).min(scheduled),
            Self::Percent(n) => scheduled * f64::from(n) / 100.0,
        }
    }

    /// Whether so many minutes suffice. A thousandth of a minute is forgiven: it is less than a second.
    pub fn reached(self, minutes: f64, scheduled: f64) -> bool {
        minutes > 0.0 && minutes + 0.001 >= self.needed(scheduled)
    }
}

/// What the truth of a session depends on beside a person's own stretches.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// The scheduled time.
    pub window: Window,
    /// This moment: nothing is assumed beyond it.
    pub now: DateTime<Utc>,
    /// When the hour was closed, if it was.
    pub closed: Option<DateTime<Utc>>,
    /// A file of a video program was read in for this session.
    pub file_read: bool,
    /// The threshold.
    pub threshold: Threshold,
}

impl Frame {
    /// The time in which a source can say that somebody was there: a file knows better than the button that closed the hour.
    fn window_of(&self, span: &Span) -> Window {
        if span.way == Way::File || span.stated.is_some() { self.window } else { self.held() }
    }

    /// The scheduled time, up to the closing of the hour.
    fn held(&self) -> Window {
        let end = self.closed.filter(|at| *at > self.window.start).map_or(self.window.end, |at| at.min(self.window.end));
        Window { end, ..self.window }
    }

    /// Minutes that it takes to count as present: of an hour that was closed early, measured on what it was.
    pub fn needed(&self) -> f64 {
        self.threshold.needed(self.held().minutes())
    }
}

type Stretch = (DateTime<Utc>, DateTime<Utc>);

/// Weighs everything that is known of one person in one session.
pub fn weigh(frame: &Frame, spans: &[Span], hand: Option<Hand>) -> Presence {
    let named = spans.iter().any(|s| s.way == Way::File || s.stated.is_some());
    let file_read = frame.file_read || named;
    let window = frame.window;
    let certain = united(spans.iter().filter_map(|s| clip(known(s)?, frame.window_of(s))));
    let sum = length(&certain);
    let stated = spans.iter().filter_map(|s| Some(at_least(s, s.stated?, &certain, window))).fold(sum, f64::max);
    let guesses: Vec<Stretch> = spans.iter().filter(|s| assumes(s.way, file_read, named)).filter_map(|s| guess(s, frame)).collect();
    let all = united(certain.iter().chain(&guesses).copied());
    let whole = window.minutes();
    let first = spans.iter().filter_map(|s| s.from).min();
    // Who only told a code has no moments.
    let guessed = guesses.iter().map(|g| g.1).filter(|_| first.is_some());
    let counted = stated.max(length(&all)).min(whole);
    let assumed = (counted - stated).max(0.0);
    let mut ways: Vec<Way> = spans.iter().map(|s| s.way).collect();
    ways.sort_unstable();
    ways.dedup();
    Presence {
        minutes: hand.and_then(|h| h.minutes).unwrap_or(counted),
        assumed: if hand.is_some_and(|h| h.minutes.is_some()) { 0.0 } else { assumed },
        first,
        last: spans.iter().filter_map(|s| last_of(s, frame)).chain(guessed).max(),
        ways,
        reached: frame.threshold.reached(counted, frame.held().minutes()),
        hand,
    }
}

/// The part of a stretch that is known: up to its end, else up to the last sign of life.
fn known(span: &Span) -> Option<Stretch> {
    let from = span.from.filter(|_| span.stated.is_none())?;
    span.to.or(span.seen).map(|to| (from, to))
}

/// The part that is assumed: from the last sign of life to the scheduled end, or to this moment.
fn guess(span: &Span, frame: &Frame) -> Option<Stretch> {
    let open = span.to.is_none() && span.stated.is_none();
    let from = span.seen.or(span.from).unwrap_or(frame.window.start);
    clip((from, frame.now), frame.window_of(span)).filter(|_| open)
}

/// The last moment that a stretch shows: what goes on after the hour was closed is not the session.
fn last_of(span: &Span, frame: &Frame) -> Option<DateTime<Utc>> {
    let last = span.to.or(span.seen)?;
    let closed = frame.closed.filter(|at| span.way != Way::File && *at > frame.window.start);
    Some(closed.map_or(last, |at| last.min(at)))
}

fn assumes(way: Way, file_read: bool, named: bool) -> bool {
    match way {
        Way::Join => !file_read,
        Way::Here | Way::Code => !named,
        Way::File => true,
        Way::Room | Way::Breakout => false,
    }
}

/// The least that a statement makes of the known stretches: outside its bounds they are added, inside them the longer one holds.
fn at_least(span: &Span, said: f64, certain: &[Stretch], window: Window) -> f64 {
    let bounds = match (span.from, span.to) {
        (Some(from), Some(to)) => clip((from, to), window),
        _ => Some((window.start, window.end)),
    };
    let Some(bounds) = bounds else { return length(certain) };
    let inside: Vec<Stretch> = certain.iter().filter_map(|s| clip(*s, Window { start: bounds.0, end: bounds.1 })).collect();
    let room = length(&[bounds]);
    length(certain) - length(&inside) + said.min(room).max(length(&inside))
}

fn clip((from, to): Stretch, window: Window) -> Option<Stretch> {
    let (from, to) = (from.max(window.start), to.min(window.end));
    (from < to).then_some((from, to))
}

/// The union: sorted, touching and overlapping stretches made one.
fn united(stretches: impl Iterator<Item = Stretch>) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = stretches.collect();
    all.sort_unstable();
    let mut out: Vec<Stretch> = Vec::new();
    for (from, to) in all {
        match out.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = last.1.max(to),
            None => out.push((from, to)),
        }
    }
    out
}

fn length(stretches: &[Stretch]) -> f64 {
    minutes(stretches.iter().map(|(from, to)| (*to - *from).num_seconds()).sum())
}

/// Exact for every count of seconds below 2^31.
fn minutes(seconds: i64) -> f64 {
    f64::from(i32::try_from(seconds).unwrap_or(i32::MAX)) / 60.0
}
