//! Credits: a program's accreditation and rules, what is left for me, my transcript, papers and their public check.
#[cfg(feature = "ssr")]
pub mod accreditation;
#[cfg(feature = "ssr")]
pub mod badge;
#[cfg(feature = "ssr")]
pub mod check;
#[cfg(feature = "ssr")]
pub mod cohort;
#[cfg(feature = "ssr")]
pub mod disclose;
#[cfg(feature = "ssr")]
pub mod left;
#[cfg(feature = "ssr")]
pub mod pack;
#[cfg(feature = "ssr")]
pub mod paper;
#[cfg(feature = "ssr")]
pub mod publishing;
#[cfg(feature = "ssr")]
pub mod rules;
#[cfg(feature = "ssr")]
pub mod transcript;
#[cfg(feature = "ssr")]
pub mod words;

#[cfg(feature = "ssr")]
use axum::routing::{get, post};

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    axum::Router::new()
        .route("/manage/programs/{id}/credits", get(accreditation::page))
        .route("/manage/programs/{id}/accreditations", post(accreditation::add))
        .route("/manage/programs/{id}/accreditations/{record}", get(accreditation::one).post(accreditation::change))
        .route("/manage/programs/{id}/accreditations/{record}/withdraw", post(accreditation::withdraw))
        .route("/manage/programs/{id}/accreditations/{record}/pack", get(pack::page))
        .route("/manage/programs/{id}/accreditations/{record}/pack.zip", get(pack::zip))
        .route("/manage/programs/{id}/accreditations/{record}/calls.zip", get(pack::calls))
        .route("/manage/programs/{id}/accreditations/{record}/calls/{call}/revoke", post(pack::revoke))
        .route("/manage/programs/{id}/accreditations/{record}/direct-entry.csv", get(pack::list))
        .route("/manage/programs/{id}/planning", post(pack::bring))
        .route("/manage/programs/{id}/planning/{document}", get(pack::document))
        .route("/manage/programs/{id}/planning/{document}/remove", post(pack::remove))
        .route("/manage/programs/{id}/rules", post(rules::add))
        .route("/cohorts/{slug}/sessions/{id}/disclosures", post(publishing::set))
        .route("/cohorts/{slug}/sessions/{id}/disclosures/{line}/remove", post(publishing::remove))
        .route("/cohorts/{slug}/sessions/{id}/disclosures/{line}/ask", post(disclose::ask))
        .route("/disclose/{token}", get(disclose::form).post(disclose::file))
        .route("/cohorts/{slug}/certificates", get(cohort::page).post(cohort::issue))
        .route("/left", get(left::page))
        .route("/transcript", get(transcript::page))
        .route("/transcript.csv", get(transcript::file))
        .route("/transcript/name", post(transcript::choose))
        .route("/certificates/{serial}", get(paper::page))
        .route("/certificates/{serial}/paper.pdf", get(paper::pdf))
        .route("/certificates/{serial}/badge.jwt", get(badge::badge))
        .route("/.well-known/jwks.json", get(badge::keys))
        .route("/badges/keys/{thumbprint}", get(badge::key))
        .route("/badges/issuers/{hub}", get(badge::issuer))
        .route("/badges/status/{list}", get(badge::status))
        .route("/certificates/{serial}/revoke", post(paper::revoke))
        .route("/certificates/{serial}/again", post(paper::again))
        .route("/check", get(check::form))
        .route("/check/{serial}", get(check::page))
}
