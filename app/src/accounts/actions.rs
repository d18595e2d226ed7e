//! What people do in this room.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{HeaderMap, SET_COOKIE, USER_AGENT};
use backend::accounts::{devices, entry};
use domain::lang::Lang;
use domain::text::local_path;

use crate::answer::{Answer, go};
use crate::session::{signed_in, signed_out};
use crate::typed::Typed;
use crate::visit::Visit;

/// Uses a mailed sign-in link.
pub async fn by_link(visit: Visit, Path(token): Path<String>, headers: HeaderMap) -> Answer {
    let (opened, next) = entry::by_link(&visit.cx, &token, device(&headers)).await?;
    Ok(signed_in(go(next), opened))
}

/// Signs this device out.
pub async fn sign_out(visit: Visit) -> Answer {
    if let Some(who) = visit.viewer.who() {
        let mut tx = visit.cx.begin().await?;
        devices::end(&mut tx, who.sign_in, who.person, "signed_out").await?;
        tx.commit().await?;
    }
    Ok(signed_out(go("/sign-in?done=signed-out")))
}

/// Chooses the language of this browser, and comes back to where one was.
pub async fn language(_: Visit, typed: Typed) -> Answer {
    let lang: Lang = typed.get("language").parse().unwrap_or_default();
    let mut response = go(local_path(typed.get("next")));
    let cookie = format!("kith_lang={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.code());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What a browser says of itself, for the list of devices.
pub fn device(headers: &HeaderMap) -> &str {
    headers.get(USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or("")
}
