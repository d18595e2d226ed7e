//! Who came, in numbers.

use backend::dashboards::{Attendance, Band, Count};
use domain::stats::suppress::Cell;
use leptos::prelude::*;

use super::charts::{Bar, Words, bars};
use super::numbers::number;
use super::pages::{count, figure, share, table};
use crate::parts;
use crate::visit::Visit;

pub(super) fn section(visit: &Visit, found: &Attendance) -> impl IntoView + use<> {
    let facts = [("dash-places", found.places), ("dash-left", found.left)].map(|(key, n)| (visit.t(key), count(visit, n)));
    let mean = found.mean.map(|mean| (visit.t("dash-mean-sessions"), number(visit.lang(), Some(mean), 1)));
    let facts = facts.into_iter().chain(mean).map(|(name, n)| view! { <div><dt>{name}</dt><dd>{n}</dd></div> }).collect_view();
    let body = match found.places {
        Count::Exact(places) if !found.sessions.is_empty() => {
            let unread = (found.unread > 0).then(|| {
                view! { <p class="notice">{visit.tw("dash-sessions-unread", &[("n", found.unread.into())])}</p> }
            });
            view! { {unread}{sessions(visit, found, places)}{spread(visit, found, places)} }.into_any()
        }
        _ => parts::empty(visit.t("dash-sessions-none")).into_any(),
    };
    view! { <section><h2>{visit.t("dash-attendance")}</h2><dl class="facts">{facts}</dl>{body}</section> }
}

fn sessions(visit: &Visit, found: &Attendance, places: u64) -> impl IntoView + use<> {
    let name = |k: i32| visit.tw("dash-session", &[("k", k.into())]);
    let known = |n: Count| visit.tw("dash-of", &[("n", count(visit, n).into()), ("all", places.to_string().into())]);
    let told = |n: Count| if n == Count::NotYet { visit.t("dash-not-read") } else { known(n) };
    let bar = |(k, n): &(i32, Count)| {
        let (length, least) = match n {
            Count::Exact(n) => (Some(*n), false),
            Count::AtLeast(n) => (Some(*n), true),
            _ => (None, false),
        };
        let share = length.map(|n| n as f64 / places.max(1) as f64);
        Bar { label: name(*k), share, least, text: told(*n) }
    };
    let rows: Vec<Bar> = found.sessions.iter().map(bar).collect();
    let desc = rows.iter().map(|r| format!("{} : {}", r.label, r.text)).collect::<Vec<_>>().join("; ");
    let words = Words { id: "attendance".into(), title: visit.t("dash-attendance-chart"), desc };
    let heads = ["dash-session-head", "dash-present", "dash-share"].map(|key| visit.t(key));
    let all = Count::Exact(places);
    let numbers = found.sessions.iter().map(|(k, n)| vec![name(*k), told(*n), share(visit, *n, all)]).collect();
    let caption = words.title.clone();
    figure(visit, caption.clone(), bars(&words, &rows), table(caption, heads.to_vec(), numbers))
}

fn spread(visit: &Visit, found: &Attendance, places: u64) -> impl IntoView + use<> {
    let Some(bands) = &found.spread else { return view! { <p class="meta">{visit.t("dash-spread-none")}</p> }.into_any() };
    let name = |b: &Band| {
        if b.low == b.high {
            visit.tw("dash-times", &[("n", b.low.into())])
        } else {
            visit.tw("dash-times-range", &[("low", b.low.into()), ("high", b.high.into())])
        }
    };
    let people = |cell: Cell| if let Cell::Shown(n) = cell { Count::Exact(n) } else { Count::Withheld };
    let bar = |b: &Band| {
        let share = if let Cell::Shown(n) = b.people { Some(n as f64 / places.max(1) as f64) } else { None };
        Bar { label: name(b), share, least: false, text: count(visit, people(b.people)) }
    };
    let rows: Vec<Bar> = bands.iter().map(bar).collect();
    let desc = rows.iter().map(|r| format!("{} : {}", r.label, r.text)).collect::<Vec<_>>().join("; ");
    let words = Words { id: "spread".into(), title: visit.t("dash-spread"), desc };
    let heads = ["dash-sessions-attended", "dash-people", "dash-share"].map(|key| visit.t(key));
    let all = Count::Exact(places);
    let numbers = bands.iter().map(|b| vec![name(b), count(visit, people(b.people)), share(visit, people(b.people), all)]).collect();
    let caption = words.title.clone();
    figure(visit, caption.clone(), bars(&words, &rows), table(caption, heads.to_vec(), numbers)).into_any()
}
