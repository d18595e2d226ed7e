//! Drawings: from numbers and words to SVG. They are drawn here and coloured by the style sheet; each says in words what it shows.
//! Whatever is drawn may be seen: withheld numbers never come here.

use std::fmt::Write as _;

use crate::parts::escape;

/// What a drawing is called, and what it shows, in words.
#[derive(Debug, Clone)]
pub struct Words {
    /// Distinguishes the drawings of one page.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub desc: String,
}

/// A bar, from nothing to a share of the whole.
#[derive(Debug, Clone)]
pub struct Bar {
    /// Before the bar.
    pub label: String,
    /// Its length, 0 to 1; none when it is withheld.
    pub share: Option<f64>,
    /// Only the least it can be.
    pub least: bool,
    /// Behind the bar.
    pub text: String,
}

/// A dot and an interval around it.
#[derive(Debug, Clone)]
pub struct Dot {
    /// Before the row.
    pub label: String,
    /// Low end, dot, high end; none when it is withheld or does not exist.
    pub at: Option<(f64, f64, f64)>,
    /// Behind the row: its n.
    pub text: String,
}

/// A bar made of the people on each level.
#[derive(Debug, Clone)]
pub struct Stack {
    /// Before the bar.
    pub label: String,
    /// People on each level, lowest first; none where withheld.
    pub levels: Vec<Option<u64>>,
    /// All of them.
    pub total: u64,
}

/// Stacks that belong together.
#[derive(Debug, Clone)]
pub struct Pile {
    /// Above the bars.
    pub title: String,
    /// Before and after; or one line of words instead.
    pub bars: Result<[Stack; 2], String>,
}

/// How wide a drawing is, in its own units.
pub const WIDTH: f64 = 480.0;
/// Where its axis begins.
pub const LEFT: f64 = 112.0;
/// Where its axis ends.
pub const RIGHT: f64 = 376.0;

fn drawing(words: &Words, height: f64, inner: &str) -> String {
    let Words { id, title, desc } = words;
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>{inner}</svg>",
        escape(title),
        escape(desc)
    )
}

fn text(out: &mut String, x: f64, y: f64, anchor: &str, class: &str, words: &str) {
    let _ = write!(out, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>", escape(words));
}

fn rect(out: &mut String, class: &str, x: f64, y: f64, width: f64, height: f64) {
    let _ = write!(out, "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>");
}

fn line(out: &mut String, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
    let _ = write!(out, "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>");
}

/// Bars, one below the other.
pub fn bars(words: &Words, rows: &[Bar]) -> String {
    let mut out = String::new();
    let mut y = 6.0;
    for row in rows {
        text(&mut out, LEFT - 8.0, y + 16.0, "end", "label", &row.label);
        let length = row.share.unwrap_or(0.0).clamp(0.0, 1.0) * (RIGHT - LEFT);
        if length > 0.0 {
            rect(&mut out, if row.least { "mark-soft" } else { "mark" }, LEFT, y + 3.0, length, 18.0);
        }
        text(&mut out, LEFT + length + 6.0, y + 16.0, "start", "label", &row.text);
        y += 26.0;
    }
    line(&mut out, "axis", (LEFT, 4.0), (LEFT, y));
    drawing(words, y + 6.0, &out)
}

/// How far an axis around zero reaches, so that every interval lies on it: a round number.
pub fn reach(rows: &[Dot]) -> f64 {
    let far = rows.iter().filter_map(|r| r.at).fold(0.0_f64, |most, (low, _, high)| most.max(low.abs()).max(high.abs()));
    let steps = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];
    steps.into_iter().find(|step| *step >= far).unwrap_or_else(|| (far / 100.0).ceil() * 100.0)
}

/// Where a value lies on an axis around zero.
pub fn place(x: f64, reach: f64) -> f64 {
    LEFT + (x / reach + 1.0) / 2.0 * (RIGHT - LEFT)
}

/// Dots with their intervals over an axis around zero; `tick` writes a number.
pub fn dots(words: &Words, rows: &[Dot], tick: impl Fn(f64) -> String) -> String {
    let (mut out, far) = (String::new(), reach(rows));
    let bottom = 30.0_f64.mul_add(rows.len() as f64, 8.0);
    for at in [-1.0, -0.5, 0.0, 0.5, 1.0].map(|part| part * far) {
        let x = place(at, far);
        line(&mut out, if at == 0.0 { "axis" } else { "grid-line" }, (x, 4.0), (x, bottom));
        text(&mut out, x, bottom + 16.0, "middle", "label", &tick(at));
    }
    for (row, y) in rows.iter().zip((0_u16..).map(|n| f64::from(n).mul_add(30.0, 22.0))) {
        text(&mut out, LEFT - 14.0, y + 4.0, "end", "label", &row.label);
        text(&mut out, RIGHT + 14.0, y + 4.0, "start", "label", &row.text);
        if let Some((low, middle, high)) = row.at {
            let [low, middle, high] = [low, middle, high].map(|x| place(x, far));
            line(&mut out, "interval", (low, y), (high, y));
            line(&mut out, "interval", (low, y - 5.0), (low, y + 5.0));
            line(&mut out, "interval", (high, y - 5.0), (high, y + 5.0));
            let _ = write!(out, "<circle class=\"mark\" cx=\"{middle:.1}\" cy=\"{y:.1}\" r=\"5\"/>");
        }
    }
    drawing(words, bottom + 24.0, &out)
}

/// Stacked bars, with a key above them: the levels, and what is withheld.
pub fn stacks(words: &Words, levels: &[String], withheld: &str, piles: &[Pile]) -> String {
    let mut out = String::new();
    let mut y = key(&mut out, levels, withheld) + 10.0;
    for pile in piles {
        text(&mut out, 0.0, y + 14.0, "start", "label", &pile.title);
        y += 20.0;
        match &pile.bars {
            Ok(two) => {
                for bar in two {
                    stack(&mut out, bar, y);
                    y += 24.0;
                }
            }
            Err(words) => {
                text(&mut out, LEFT, y + 14.0, "start", "label", words);
                y += 24.0;
            }
        }
        y += 8.0;
    }
    drawing(words, y, &out)
}

fn key(out: &mut String, levels: &[String], withheld: &str) -> f64 {
    let names = levels.iter().enumerate().map(|(at, name)| (rung(at, levels.len()), name.as_str())).chain([("mark-soft", withheld)]);
    let mut bottom = 0.0;
    for ((class, name), at) in names.zip(0_u16..) {
        let (x, y) = (f64::from(at % 3) * 160.0, f64::from(at / 3) * 22.0);
        rect(out, class, x, y + 2.0, 14.0, 14.0);
        text(out, x + 20.0, y + 14.0, "start", "label", name);
        bottom = y + 22.0;
    }
    bottom
}

/// The class of a level: five shades, spread over however many levels there are.
pub fn rung(at: usize, levels: usize) -> &'static str {
    let shades = ["rung-1", "rung-2", "rung-3", "rung-4", "rung-5"];
    let last = levels.saturating_sub(1).max(1);
    shades.get((at * 4 + last / 2) / last).copied().unwrap_or("rung-5")
}

fn stack(out: &mut String, bar: &Stack, y: f64) {
    text(out, LEFT - 8.0, y + 15.0, "end", "label", &bar.label);
    let unit = (WIDTH - LEFT) / bar.total.max(1) as f64;
    let mut x = LEFT;
    for (at, n) in bar.levels.iter().enumerate().filter_map(|(at, n)| Some((at, (*n)?))).filter(|(_, n)| *n > 0) {
        let width = n as f64 * unit;
        let class = rung(at, bar.levels.len());
        rect(out, class, x, y, width, 20.0);
        let on = if ["rung-4", "rung-5"].contains(&class) { "label is-on" } else { "label" };
        text(out, x + width / 2.0, y + 15.0, "middle", on, &n.to_string());
        x += width;
    }
    if WIDTH - x > 0.5 {
        rect(out, "mark-soft", x, y, WIDTH - x, 20.0);
    }
}
