//! Sessions: the series, one session, its attendance; the library and the calendar.
#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod attendance;
#[cfg(feature = "ssr")]
pub mod edit;
pub mod hour;
#[cfg(feature = "ssr")]
pub mod library;
#[cfg(feature = "ssr")]
pub mod off;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod schedule;
#[cfg(feature = "ssr")]
pub mod video;
#[cfg(feature = "ssr")]
pub mod ways;

#[cfg(feature = "ssr")]
use axum::routing::{get, post};

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    let limit = || axum::extract::DefaultBodyLimit::max(crate::typed::upload::LARGEST);
    axum::Router::new()
        .merge(hour::routes())
        .route("/calendar/{file}", get(pages::calendar))
        .route("/cohorts/{slug}/sessions", get(pages::list))
        .route("/cohorts/{slug}/sessions/schedule", get(schedule::page).post(schedule::lay))
        .route("/cohorts/{slug}/sessions/{id}", get(pages::session))
        .route("/cohorts/{slug}/sessions/{id}/check-in", post(attendance::ways::check_in))
        .route("/cohorts/{slug}/sessions/{id}/join", get(ways::join).post(attendance::ways::join))
        .route("/cohorts/{slug}/sessions/{id}/leave", post(attendance::ways::leave))
        .route("/cohorts/{slug}/sessions/{id}/code", post(attendance::ways::code))
        .route("/cohorts/{slug}/sessions/{id}/claim", post(attendance::ways::claim))
        .route("/cohorts/{slug}/sessions/{id}/reply", post(ways::reply))
        .route("/manage/programs/{id}/video", get(video::program).post(video::set_program))
        .route("/manage/hubs/{id}/video", get(video::hub).post(video::set_hub))
        .route("/cohorts/{slug}/sessions/{id}/edit", get(edit::page).post(actions::change))
        .route("/cohorts/{slug}/sessions/{id}/agenda", post(actions::agenda))
        .route("/cohorts/{slug}/sessions/{id}/call-off", get(off::page).post(off::act))
        .route("/cohorts/{slug}/sessions/{id}/attendance", get(attendance::page).post(attendance::correct))
        .route("/cohorts/{slug}/sessions/{id}/attendance/import", post(attendance::files::import).layer(limit()))
        .route("/cohorts/{slug}/sessions/{id}/attendance/settle", post(attendance::files::settle))
        .route("/cohorts/{slug}/sessions/{id}/attendance/take-back", post(attendance::files::take_back))
        .route("/cohorts/{slug}/sessions/{id}/attendance/code", post(attendance::caller))
        .route("/cohorts/{slug}/sessions/{id}/attendance/missed", get(attendance::absent::page).post(attendance::absent::send))
        .route("/cohorts/{slug}/sessions/{id}/attendance/missed/stop", post(attendance::absent::stop))
        .route("/cohorts/{slug}/attendance", get(attendance::cohort::page))
        .route("/cohorts/{slug}/attendance/rule", post(attendance::cohort::set_rule))
        .route("/cohorts/{slug}/attendance/forget", post(attendance::cohort::forget))
        .route("/cohorts/{slug}/attendance.csv", get(attendance::export))
        .route("/cohorts/{slug}/library", get(library::page).post(library::add).layer(limit()))
        .route("/cohorts/{slug}/library/{id}", get(library::download))
        .route("/cohorts/{slug}/library/{id}/remove", post(library::remove))
        .layer(axum::middleware::from_fn(crate::brief::brief))
}

/// A part of the session's page, drawn when the page is.
#[cfg(feature = "ssr")]
pub type Part = Box<dyn FnOnce() -> leptos::prelude::AnyView>;

/// What other rooms show on a session's page: its cases, its chat.
#[cfg(feature = "ssr")]
pub async fn beside(visit: &crate::visit::Visit, slug: &str, id: domain::id::SessionId) -> Result<Vec<Part>, backend::Fault> {
    use leptos::prelude::*;
    let cards = backend::cases::queries::of_session(&visit.cx, &visit.viewer, id).await?;
    let hour = hour::record::beside(visit, slug, id).await?;
    let (cases, chat, visit) = (visit.t("session-cases"), visit.t("session-chat"), visit.clone());
    let address = crate::chat::pages::address_in(slug, id);
    let room: Part = Box::new(move || view! { <p class="cluster"><a class="button quiet" href=address>{chat}</a></p> }.into_any());
    let list: Part = Box::new(move || {
        if cards.is_empty() {
            return ().into_any();
        }
        let zone = visit.zone().to_owned();
        let rows =
            cards.iter().map(|c| view! { <li class="card case-card">{crate::cases::pages::card(&visit, c, &zone)}</li> }).collect_view();
        view! { <section><h2>{cases}</h2><ul class="cards">{rows}</ul></section> }.into_any()
    });
    Ok(vec![hour, room, list])
}
