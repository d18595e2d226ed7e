//! Room: cases.
#[cfg(feature = "ssr")]
pub mod pages;

/// The routes of this room.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<crate::visit::House> {
    axum::Router::new()
}

/// What waits for this person among cases: address and words.
#[cfg(feature = "ssr")]
pub async fn waiting(_visit: &crate::visit::Visit) -> Result<Vec<(String, String)>, backend::Fault> {
    Ok(Vec::new())
}
