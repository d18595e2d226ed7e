//! What an action tells the server floor about cookies: the floor above mints and clears them.

use axum::response::Response;
use backend::accounts::devices::Opened;

/// Set on a response: give this browser its cookies, or take them away.
#[derive(Debug, Clone)]
pub enum Cookies {
    /// Somebody signed in on this browser.
    Give(Opened),
    /// Somebody signed out here.
    Take,
}

/// The response with cookies for a fresh sign-in.
pub fn signed_in(mut response: Response, opened: Opened) -> Response {
    response.extensions_mut().insert(Cookies::Give(opened));
    response
}

/// The response that forgets the sign-in.
pub fn signed_out(mut response: Response) -> Response {
    response.extensions_mut().insert(Cookies::Take);
    response
}
