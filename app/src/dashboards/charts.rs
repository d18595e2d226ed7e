//! Charts drawn on the server: pure functions from numbers to SVG. Each has a title and a description; the numbers stand in a table beneath.

use leptos::prelude::*;

/// Width of every drawing, in its own units; at 360 pixels its words are still read.
const WIDTH: f64 = 480.0;
/// Height of one row.
const ROW: f64 = 34.0;

/// A row of bars: its name, its value (nothing where it is withheld), and the words beside it.
pub struct Bar {
    /// What it is about.
    pub name: String,
    /// How long; none draws nothing.
    pub value: Option<f64>,
    /// Beside the bar.
    pub said: String,
}

/// Bars one under the other, from 0 to `most`.
pub fn bars(id: &str, title: String, described: String, rows: &[Bar], most: f64) -> impl IntoView + use<> {
    let left = 130.0;
    let room = WIDTH - left - 90.0;
    let height = ROW * count(rows.len()) + 8.0;
    let scale = if most > 0.0 { room / most } else { 0.0 };
    let drawn = rows
        .iter()
        .zip(0_u32..)
        .map(|(row, n)| {
            let y = ROW * f64::from(n) + 6.0;
            let width = row.value.unwrap_or(0.0).max(0.0) * scale;
            let bar =
                row.value.map(|_| view! { <rect class="mark" x=px(left) y=px(y) width=px(width) height=px(ROW - 14.0) rx="3"></rect> });
            view! {
                <text class="label" x=px(left - 8.0) y=px(y + 15.0) text-anchor="end">{row.name.clone()}</text>
                {bar}
                <text class="label" x=px(left + width + 8.0) y=px(y + 15.0)>{row.said.clone()}</text>
            }
        })
        .collect_view();
    svg(id, title, described, height, drawn.into_any())
}

/// A mean difference with its 95 % interval.
pub struct Interval {
    /// What it is about.
    pub name: String,
    /// The difference and the ends of its interval; none draws a dash.
    pub ends: Option<(f64, f64, f64)>,
    /// Beside it, the n.
    pub said: String,
}

/// Dots and intervals around a line at zero.
pub fn intervals(id: &str, title: String, described: String, rows: &[Interval]) -> impl IntoView + use<> {
    let (left, right) = (150.0, 70.0);
    let reach = rows.iter().filter_map(|r| r.ends).flat_map(|(_, low, high)| [low.abs(), high.abs()]).fold(0.5_f64, f64::max) * 1.08;
    let middle = left + (WIDTH - left - right) / 2.0;
    let scale = (WIDTH - left - right) / 2.0 / reach;
    let height = ROW * count(rows.len()) + 30.0;
    let drawn = rows
        .iter()
        .zip(0_u32..)
        .map(|(row, n)| {
            let y = ROW * f64::from(n) + 22.0;
            let mark = row.ends.map(|(at, low, high)| {
                view! {
                    <line class="interval" x1=px(middle + low * scale) x2=px(middle + high * scale) y1=px(y) y2=px(y)></line>
                    <circle class="mark" cx=px(middle + at * scale) cy=px(y) r="5"></circle>
                }
            });
            view! {
                <text class="label" x=px(left - 10.0) y=px(y + 4.0) text-anchor="end">{short(&row.name, 22)}</text>
                {mark}
                <text class="label" x=px(WIDTH - right + 8.0) y=px(y + 4.0)>{row.said.clone()}</text>
            }
        })
        .collect_view();
    let body = view! {
        <line class="axis" x1=px(middle) x2=px(middle) y1="4" y2=px(height - 16.0)></line>
        <text class="label" x=px(middle) y=px(height - 3.0) text-anchor="middle">"0"</text>
        {drawn}
    };
    svg(id, title, described, height, body.into_any())
}

/// Two stacked bars, before and after: how many stand on each level. A bar with a withheld level is not drawn.
pub fn ladder(id: &str, title: String, described: String, rows: [(String, Option<Vec<u64>>); 2]) -> impl IntoView + use<> {
    let left = 90.0;
    let room = WIDTH - left - 8.0;
    let drawn = rows
        .into_iter()
        .zip(0_u32..)
        .map(|(row, n)| {
            let y = ROW * f64::from(n) + 6.0;
            let (name, levels) = row;
            let total: f64 = levels.iter().flatten().map(|n| to_f64(*n)).sum();
            let mut x = left;
            let parts = levels
                .into_iter()
                .flatten()
                .zip(1_u32..)
                .map(|(people, rung)| {
                    let width = if total > 0.0 { to_f64(people) / total * room } else { 0.0 };
                    let at = x;
                    x += width;
                    let text = (width > 16.0).then(|| {
                        let class = if rung > 3 { "label is-on" } else { "label" };
                        view! { <text class=class x=px(at + width / 2.0) y=px(y + 16.0) text-anchor="middle">{people.to_string()}</text> }
                    });
                    view! { <rect class=format!("rung-{rung}") x=px(at) y=px(y) width=px(width) height=px(ROW - 10.0)></rect>{text} }
                })
                .collect_view();
            view! { <text class="label" x=px(left - 8.0) y=px(y + 16.0) text-anchor="end">{name}</text>{parts} }
        })
        .collect_view();
    svg(id, title, described, ROW * 2.0 + 6.0, drawn.into_any())
}

fn svg(id: &str, title: String, described: String, height: f64, body: AnyView) -> impl IntoView + use<> {
    let (t, d) = (format!("{id}-t"), format!("{id}-d"));
    let labelled = format!("{t} {d}");
    view! {
        <div class="chart">
            <svg viewBox=format!("0 0 {WIDTH} {height:.0}") role="img" aria-labelledby=labelled>
                <title id=t>{title}</title>
                <desc id=d>{described}</desc>
                {body}
            </svg>
        </div>
    }
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}

fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(0.0, f64::from)
}

fn to_f64(n: u64) -> f64 {
    u32::try_from(n).map_or(0.0, f64::from)
}

/// A name cut to what fits; the whole of it stands in the table.
fn short(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        name.to_owned()
    } else {
        format!("{}…", name.chars().take(most - 1).collect::<String>().trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(view: impl IntoView) -> String {
        view.into_view().to_html()
    }

    #[test]
    fn a_withheld_value_has_no_bar_and_a_name_cannot_break_out() {
        let rows = [
            Bar { name: "<script>".into(), value: Some(5.0), said: "5".into() },
            Bar { name: "b".into(), value: None, said: "few".into() },
        ];
        let drawn = html(bars("x", "Title".into(), "Words".into(), &rows, 10.0));
        assert_eq!(drawn.matches("<rect").count(), 1);
        assert!(!drawn.contains("<script>") && drawn.contains("<title id=\"x-t\">Title"), "{drawn}");
    }

    #[test]
    fn zero_stands_in_the_middle_whatever_the_intervals_are() {
        let rows = [
            Interval { name: "a".into(), ends: Some((1.0, 0.5, 1.5)), said: "n = 21".into() },
            Interval { name: "b".into(), ends: None, said: String::new() },
        ];
        let drawn = html(intervals("x", "T".into(), "D".into(), &rows));
        assert!(drawn.contains("x1=\"280.0\" x2=\"280.0\""), "{drawn}");
        assert_eq!(drawn.matches("<circle").count(), 1);
    }

    #[test]
    fn a_ladder_shares_its_width_among_people() {
        let drawn = html(ladder("x", "T".into(), "D".into(), [("Before".into(), Some(vec![5, 15, 0, 0, 0])), ("After".into(), None)]));
        assert!(drawn.contains("class=\"rung-2\" x=\"185.5\""), "{drawn}");
        assert_eq!(drawn.matches("<rect").count(), 5);
    }
}
