//! Brief answers. A script that sends a form and stays on its page asks for one (`Prefer: return=minimal`, RFC 7240): the address to go to is
//! only named, so that it can tell a form that was taken from one that leads elsewhere.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;

/// Middleware: 303 becomes 204 with the same `Location`, for who asks so.
pub async fn brief(request: Request, next: Next) -> Response {
    let asked = request.headers().get("prefer").is_some_and(|how| how == "return=minimal");
    let mut response = next.run(request).await;
    if asked && response.status() == StatusCode::SEE_OTHER {
        *response.status_mut() = StatusCode::NO_CONTENT;
    }
    response
}
