//! People: coming in, going out, the profile, the terms, the start page.
#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod erase;
#[cfg(feature = "ssr")]
pub mod governing;
#[cfg(feature = "ssr")]
pub mod home;
#[cfg(feature = "ssr")]
pub mod notices;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod profile;

#[cfg(feature = "ssr")]
use axum::routing::{get, post};

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    axum::Router::new()
        .route("/", get(home::home))
        .route("/in/{token}", get(pages::link).post(actions::by_link))
        .route("/invitation/{token}", get(pages::invitation).post(actions::accept))
        .route("/password/{token}", get(pages::password).post(actions::new_password))
        .route("/sign-in", get(pages::sign_in).post(actions::by_password))
        .route("/sign-in/link", post(actions::ask_for_link))
        .route("/sign-in/password", post(actions::ask_for_password))
        .route("/sign-out", post(actions::sign_out))
        .route("/language", post(actions::language))
        .route("/terms", get(pages::terms).post(actions::accept_terms))
        .route("/privacy", get(pages::privacy))
        .route("/me", get(profile::page).post(profile::change))
        .route("/me/notices", get(notices::page).post(notices::choose))
        .route("/unsubscribe/{token}/{list}", get(notices::way_out).post(notices::leave))
        .route("/me/cfpc", post(profile::give_number))
        .route("/me/erase", get(erase::page).post(erase::ask))
        .route("/me/erase/keep", post(erase::keep))
        .route("/me/password", post(profile::change_password))
        .route("/me/calendar", post(profile::new_calendar))
        .route("/me/devices", post(profile::end_device))
        .route("/accounts", get(governing::list))
        .route("/accounts/{id}", get(governing::account))
        .route("/accounts/{id}/address", post(governing::readdress))
        .route("/accounts/{id}/suspend", post(profile::suspend))
        .route("/accounts/{id}/reactivate", post(profile::reactivate))
        .route("/accounts/{id}/devices", post(profile::end_devices_of))
}
