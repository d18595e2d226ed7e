//! The consult line: the directory, a call, who answers, the roster, the figures.
#[cfg(feature = "ssr")]
pub mod acts;
#[cfg(feature = "ssr")]
pub mod after;
#[cfg(feature = "ssr")]
pub mod call;
#[cfg(feature = "ssr")]
pub mod directory;
#[cfg(feature = "ssr")]
pub mod manage;
#[cfg(feature = "ssr")]
pub mod oncall;
#[cfg(feature = "ssr")]
pub mod pearl;
#[cfg(feature = "ssr")]
pub mod report;
#[cfg(feature = "ssr")]
pub mod roster;
#[cfg(feature = "ssr")]
pub mod talk_here;

#[cfg(feature = "ssr")]
use axum::routing::{get, post};

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    axum::Router::new()
        .route("/consult", get(directory::page).post(directory::request))
        .route("/consult/pathways/{id}", get(directory::pathway))
        .route("/consult/pathways/{id}/queue", get(oncall::queue))
        .route("/consult/pathways/{id}/report", get(report::page))
        .route("/consult/pathways/{id}/edit", get(manage::page).post(manage::change))
        .route("/consult/pathways/{id}/people", post(manage::people))
        .route("/consult/pathways/{id}/roster", get(roster::page).post(roster::add))
        .route("/consult/pathways/{id}/shifts/{shift}", get(roster::shift).post(roster::change))
        .route("/consult/pathways/{id}/shifts/{shift}/offer", post(roster::offer))
        .route("/consult/pathways/{id}/offers/{offer}", post(roster::settle))
        .route("/consult/pathways/{id}/notes", post(oncall::note))
        .route("/consult/pathways/{id}/notes/{note}", post(oncall::note_done))
        .route("/consult/{id}", get(call::page))
        .route("/consult/{id}/answer", post(acts::answer))
        .route("/consult/{id}/pass", post(acts::pass))
        .route("/consult/{id}/give-up", post(acts::give_up))
        .route("/consult/{id}/hang-up", post(acts::hang_up))
        .route("/consult/{id}/messages", post(acts::say))
        .route("/consult/{id}/close", post(acts::close))
        .route("/consult/{id}/close-out", post(acts::close_out))
        .route("/consult/{id}/reflection", post(acts::reflect))
        .route("/consult/{id}/feedback", post(acts::feedback))
        .route("/consult/{id}/follow-up", post(acts::follow_up))
        .route("/consult/{id}/pearl", post(pearl::offer))
        .route("/consult/{id}/pearl/answer", post(pearl::answered))
        .route("/manage/programs/{id}/pathways", get(manage::list).post(manage::add))
        .route("/oncall", get(oncall::page))
        .route("/oncall/away", post(oncall::away))
        .layer(axum::middleware::from_fn(crate::brief::brief))
}

/// What asks the writer whether their words tell who somebody is: shown only where the check found something.
#[cfg(feature = "ssr")]
pub(crate) fn looked(visit: &crate::visit::Visit, typed: &crate::typed::Typed) -> impl leptos::prelude::IntoView + use<> {
    use crate::parts::fields::field;
    let asked = typed.faults().iter().any(|f| f.word == "fault-consult-warns") || typed.get("looked") == "yes";
    asked.then(|| field(visit, typed, "looked", "consult-looked").hint("consult-looked-hint").tick())
}

/// Words of the lists as choices: `stem-word`, with hyphens.
#[cfg(feature = "ssr")]
pub(crate) fn choices(visit: &crate::visit::Visit, stem: &str, words: &[&str]) -> Vec<(String, String)> {
    words.iter().map(|word| ((*word).to_owned(), visit.t(&format!("{stem}-{}", word.replace('_', "-"))))).collect()
}
