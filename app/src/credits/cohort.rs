//! The papers of a cohort, for its coordinator: what was issued, and what is due.

use axum::extract::Path;
use backend::credits::issuing;
use backend::credits::papers::{self, Board, PaperLine};
use leptos::prelude::*;

use super::words;
use crate::answer::{Answer, go};
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    let board = papers::board(&visit.cx, &visit.viewer, &slug).await?;
    let page = Page::new(visit.t("papers-title")).cohort(&board.reached).crumb(visit.t("nav-manage"), format!("/cohorts/{slug}/manage"));
    Ok(visit.show(page, || {
        view! {
            {parts::done(&visit)}
            <h1>{visit.t("papers-title")}</h1>
            <p class="lede">{visit.t("papers-lede")}</p>
            {due(&visit, &board)}
            {list(&visit, &board)}
        }
    }))
}

fn due(visit: &Visit, board: &Board) -> impl IntoView + use<> {
    if !board.gives {
        let href = format!("/manage/programs/{}/credits", board.reached.program);
        return view! { <p class="empty">{visit.t("papers-not-set")}" "<a href=href>{visit.t("accreditation-title")}</a></p> }.into_any();
    }
    let waiting = (board.waiting > 0).then(|| view! { <p>{visit.tw("papers-waiting", &[("n", board.waiting.into())])}</p> });
    let form = (board.due > 0).then(|| {
        view! {
            <form class="inline-form" method="post">
                <p>{visit.tw("papers-due", &[("n", board.due.into())])}</p>
                <button class="button" type="submit">{visit.t("papers-issue")}</button>
            </form>
        }
    });
    let changed = (!board.changed.is_empty())
        .then(|| view! { <p class="notice is-warn">{visit.tw("papers-changed", &[("n", board.changed.len().into())])}</p> });
    view! { {changed}{form}{waiting} }.into_any()
}

fn list(visit: &Visit, board: &Board) -> impl IntoView + use<> {
    if board.papers.is_empty() {
        return board.gives.then(|| parts::empty(visit.t("papers-none"))).into_any();
    }
    let rows = board.papers.iter().map(|paper| row(visit, paper, board.changed.contains(&paper.serial))).collect_view();
    let title = visit.t("papers-issued");
    let head = ["papers-name", "transcript-day", "papers-document", "transcript-credits", "transcript-serial"];
    let head = head.map(|word| view! { <th scope="col">{visit.t(word)}</th> }).collect_view();
    view! {
        <section>
            <h2>{title.clone()}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=title>
                <table class="table stacks"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </section>
    }
    .into_any()
}

fn row(visit: &Visit, paper: &PaperLine, changed: bool) -> impl IntoView + use<> {
    let said = &paper.printed;
    let worth = if said.kind.is_empty() { "–".to_owned() } else { words::credits(visit, paper.credits, &said.kind) };
    let revoked = (!paper.state.is_valid()).then(|| view! { " "<span class="badge">{visit.t("paper-revoked")}</span> });
    let changed = changed.then(|| view! { " "<span class="badge is-wait">{visit.t("paper-changed")}</span> });
    view! {
        <tr>
            <th scope="row">{said.name.clone()}</th>
            <td>{words::day(visit, paper.on)}</td>
            <td class="wide">{words::document(visit, said.document)}{revoked}{changed}</td>
            <td>{worth}</td>
            <td><a href=format!("/certificates/{}", paper.serial)>{paper.serial.clone()}</a></td>
        </tr>
    }
}

/// Issues what is due.
pub async fn issue(visit: Visit, Path(slug): Path<String>) -> Answer {
    let made = issuing::issue_due(&visit.cx, &visit.viewer, &slug).await?;
    let word = if made == 0 { "papers-nothing" } else { "papers-made" };
    Ok(go(format!("/cohorts/{slug}/certificates?done={word}")))
}
