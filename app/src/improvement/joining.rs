//! Small groups in which one takes a place oneself and gives it back: what divisions offer, and the acts.

use axum::extract::Path;
use backend::Fault;
use backend::improvement::joining::{self, Left, Mine, Offered};
use backend::programs::enrolling::Place;
use domain::when::show_date;
use leptos::prelude::*;

use crate::answer::{Answer, go};
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit) -> Answer {
    let offers = joining::offered(&visit.cx, &visit.viewer).await?;
    let left = joining::left(&visit.cx, &visit.viewer).await?;
    let title = visit.t("groups-title");
    Ok(visit.show(Page::new(title.clone()), || {
        let none = offers.is_empty().then(|| parts::empty(visit.t("groups-none")));
        let cards = offers.iter().map(|offer| card(&visit, offer)).collect_view();
        view! {
            {parts::done(&visit)}
            <h1>{title}</h1>
            <p class="lede">{visit.t("groups-lede")}</p>
            {none}
            <div class="stack">{cards}</div>
            {were_in(&visit, &left)}
        }
    }))
}

/// Groups that the reader left: what is theirs there stays open to them.
fn were_in(visit: &Visit, left: &[Left]) -> impl IntoView + use<> {
    let rows = left.iter().map(|group| view! { <li><a href=format!("/cohorts/{}/group", group.slug)>{group.name.clone()}</a></li> });
    let rows = rows.collect_view();
    (!left.is_empty()).then(|| {
        view! {
            <section>
                <h2>{visit.t("groups-left")}</h2>
                <p class="meta">{visit.t("groups-left-hint")}</p>
                <ul class="list">{rows}</ul>
            </section>
        }
    })
}

fn card(visit: &Visit, offer: &Offered) -> impl IntoView + use<> {
    let day = |on| show_date(on, visit.lang());
    let (from, to) = (day(offer.dates.0), day(offer.dates.1));
    let dates = visit.tw("groups-dates", &[("from", from.into()), ("to", to.into())]);
    let meta: Vec<&str> = [offer.program.as_str(), offer.division.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    let ahead: Vec<String> = offer.sessions.iter().map(|on| day(*on)).collect();
    let ahead = (!ahead.is_empty()).then(|| view! { <p>{visit.tw("groups-sessions", &[("days", ahead.join(", ").into())])}</p> });
    view! {
        <section class="card">
            <h2>{offer.name.clone()}</h2>
            <p class="meta">{meta.join(" · ")}</p>
            <p>{offer.summary.clone()}</p>
            <p>{dates}</p>
            {ahead}
            {standing(visit, offer)}
        </section>
    }
}

/// A place, a turn, or the button for one.
fn standing(visit: &Visit, offer: &Offered) -> AnyView {
    match offer.mine {
        Mine::In => {
            let href = format!("/cohorts/{}", offer.slug);
            view! {
                <p><span class="badge is-done">{visit.t("groups-in")}</span>" "<a href=href>{visit.t("groups-open")}</a></p>
                {give_back(visit, &offer.slug, &offer.name, "groups-leave")}
            }
            .into_any()
        }
        Mine::Waits(n) => view! {
            <p><span class="badge is-wait">{visit.tw("groups-waits", &[("n", n.into())])}</span></p>
            {give_back(visit, &offer.slug, &offer.name, "groups-leave-line")}
        }
        .into_any(),
        Mine::Out => {
            let free = match offer.free {
                0 => visit.tw("groups-full", &[("n", offer.waiting.into())]),
                n => visit.tw("groups-free", &[("n", n.into())]),
            };
            let word = if offer.free == 0 { "groups-wait" } else { "groups-join" };
            let label = format!("{} · {}", visit.t(word), offer.name);
            view! {
                <p>{free}</p>
                <form class="inline-form" method="post" action=format!("/groups/{}", offer.slug)>
                    <button class="button" type="submit" aria-label=label>{visit.t(word)}</button>
                </form>
            }
            .into_any()
        }
    }
}

/// The way to the page that asks once more.
pub fn give_back(visit: &Visit, slug: &str, name: &str, word: &str) -> impl IntoView + use<> {
    let label = format!("{} · {name}", visit.t(word));
    view! { <p><a class="button quiet" href=format!("/groups/{slug}/leave") aria-label=label>{visit.t(word)}</a></p> }
}

/// Asks before a place is given back, and says what follows. Who holds none is at the list at once.
pub async fn leaving(visit: Visit, Path(slug): Path<String>) -> Answer {
    let (name, mine) = joining::leaving(&visit.cx, &visit.viewer, &slug).await?;
    let (title, what) = match mine {
        Mine::Out => return Ok(go("/groups")),
        Mine::In => ("groups-leave-title", "groups-leave-what"),
        Mine::Waits(_) => ("groups-leave-line-title", "groups-leave-line-what"),
    };
    let title = visit.tw(title, &[("group", name.into())]);
    Ok(visit.show(Page::new(title.clone()).crumb(visit.t("groups-title"), "/groups"), || {
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t(what)}</p>
            <form class="form" method="post">
                <p class="page-actions">
                    <button class="button danger" type="submit">{visit.t("groups-leave-do")}</button>
                    <a class="button quiet" href="/groups">{visit.t("cancel")}</a>
                </p>
            </form>
        }
    }))
}

/// Gives a place or a turn back.
pub async fn leave(visit: Visit, Path(slug): Path<String>) -> Answer {
    let given = joining::give_back(&visit.cx, &visit.viewer, &slug).await?;
    Ok(go(if given { "/groups?done=group-left" } else { "/groups" }))
}

/// Takes a place or a turn.
pub async fn join(visit: Visit, Path(slug): Path<String>) -> Answer {
    let place: Result<Place, Fault> = joining::join(&visit.cx, &visit.viewer, &slug).await;
    let word = match place? {
        Place::Enrolled => "group-joined",
        Place::Waiting(_) => "group-waits",
        Place::Already => "group-already",
    };
    Ok(go(format!("/groups?done={word}")))
}
