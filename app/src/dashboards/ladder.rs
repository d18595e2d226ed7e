//! From Novice to Expert: two stacked bars per domain, the moves, and the transition table where it tells nothing small.

use backend::dashboards::{Count, Domain};
use domain::stats::ordinal::RUNGS;
use domain::stats::suppress::{Cell, Shielded};
use leptos::prelude::*;

use super::charts::{Pile, Stack, Words, stacks};
use super::pages::{count, figure, table};
use crate::parts;
use crate::surveys::pages::timepoint;
use crate::visit::Visit;

pub(super) fn section(visit: &Visit, domains: &[Domain]) -> impl IntoView + use<> {
    let after = domains.iter().find_map(|d| d.after);
    let body = match after {
        None => parts::empty(visit.t("dash-ladder-none")).into_any(),
        Some(at) => {
            let when = visit.tw("dash-from-to", &[("to", timepoint(visit, at).into())]);
            let tables = domains.iter().filter_map(|d| transitions(visit, d)).collect_view();
            view! {
                <p class="meta">{when}</p>
                {drawn(visit, domains)}
                {moves(visit, domains)}
                {tables}
                <p class="meta">{visit.t("dash-ladder-note")}</p>
            }
            .into_any()
        }
    };
    view! { <section><h2>{visit.t("dash-ladder")}</h2>{body}</section> }
}

/// The five rungs have words in each language; other levels keep those of their form.
fn names(visit: &Visit, domain: &Domain) -> Vec<String> {
    let known = domain.levels.iter().map(|l| domain::text::slug(l)).eq(RUNGS.map(str::to_owned));
    if known { RUNGS.iter().map(|r| visit.t(&format!("dash-rung-{r}"))).collect() } else { domain.levels.clone() }
}

fn cell(visit: &Visit, cell: Cell) -> String {
    if let Cell::Shown(n) = cell { n.to_string() } else { visit.t("dash-withheld") }
}

fn drawn(visit: &Visit, domains: &[Domain]) -> impl IntoView + use<> {
    let Some(first) = domains.first() else { return ().into_any() };
    let levels = names(visit, first);
    let sides = [visit.t("dash-before"), visit.t("dash-after")];
    let piles: Vec<Pile> = domains.iter().map(|d| pile(visit, d, &sides)).collect();
    let title = visit.t("dash-ladder-chart");
    let words = Words { id: "ladder".into(), title: title.clone(), desc: visit.t("dash-ladder-desc") };
    let heads: Vec<String> = [visit.t("dash-domain"), visit.t("dash-when")].into_iter().chain(levels.iter().cloned()).collect();
    let rows = domains.iter().flat_map(|d| {
        let both = d.shown.iter().flat_map(|r| r.levels.iter().flatten()).zip(&sides);
        both.map(|(cells, side)| [d.title.clone(), side.clone()].into_iter().chain(cells.iter().map(|c| cell(visit, *c))).collect())
    });
    let numbers = table(title.clone(), heads, rows.collect());
    figure(visit, title, stacks(&words, &levels, &visit.t("dash-withheld"), &piles), numbers).into_any()
}

fn pile(visit: &Visit, domain: &Domain, sides: &[String; 2]) -> Pile {
    let title = format!("{} (n\u{a0}=\u{a0}{})", domain.title, count(visit, domain.n));
    let levels = domain.shown.as_ref().and_then(|r| r.levels.as_ref());
    let bars = match (levels, domain.n) {
        (Some(two), Count::Exact(total)) => {
            let shown = |cells: &Vec<Cell>| cells.iter().map(|c| if let Cell::Shown(n) = c { Some(*n) } else { None }).collect();
            let [before, after] = two;
            let [first, second] = sides;
            Ok([(first, before), (second, after)].map(|(label, cells)| Stack { label: label.clone(), levels: shown(cells), total }))
        }
        (_, Count::NotYet) => Err(visit.t("dash-not-yet")),
        _ => Err(visit.t("dash-withheld")),
    };
    Pile { title, bars }
}

fn moves(visit: &Visit, domains: &[Domain]) -> impl IntoView + use<> {
    let heads = ["domain", "n", "up", "same", "down"].map(|key| visit.t(&format!("dash-{key}"))).to_vec();
    let rows = domains.iter().map(|d| {
        let three = d.shown.as_ref().and_then(|r| r.moves);
        let cells = three.map_or_else(|| vec![visit.t("dash-withheld"); 3], |m| m.iter().map(|c| cell(visit, *c)).collect());
        [d.title.clone(), count(visit, d.n)].into_iter().chain(cells).collect()
    });
    table(visit.t("dash-moves"), heads, rows.collect())
}

fn transitions(visit: &Visit, domain: &Domain) -> Option<impl IntoView + use<>> {
    let found: &Shielded = domain.shown.as_ref()?.table.as_ref()?;
    let levels = names(visit, domain);
    let heads = std::iter::once(visit.t("dash-from-level")).chain(levels.iter().cloned()).chain([visit.t("dash-all")]).collect();
    let line = |name: &String, cells: &[Cell], total: Cell| {
        let numbers = cells.iter().chain([&total]).map(|c| cell(visit, *c));
        std::iter::once(name.clone()).chain(numbers).collect::<Vec<_>>()
    };
    let all = if let Count::Exact(n) = domain.n { Cell::Shown(n) } else { Cell::Held };
    let mut rows: Vec<Vec<String>> =
        levels.iter().zip(&found.cells).zip(&found.row_totals).map(|((name, cells), total)| line(name, cells, *total)).collect();
    rows.push(line(&visit.t("dash-all"), &found.column_totals, all));
    Some(table(visit.tw("dash-transitions", &[("domain", domain.title.as_str().into())]), heads, rows))
}
