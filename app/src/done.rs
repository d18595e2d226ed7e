//! That something was done is told on the page after it, and only to the browser that did it: an address alone (`?done=password-changed`)
//! may come from anybody. The act's answer leaves the word in a cookie for a moment; the page shows its sentence when both agree.

use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use crate::visit::cookie;

const COOKIE: &str = "kith_done";
/// For so long the page after an act may be loaded, and loaded again.
const SECONDS: u32 = 120;

/// The word of an address: lower-case letters and hyphens, never the query's own text.
pub fn word(address: &str) -> Option<&str> {
    let query = address.split('#').next()?.split_once('?')?.1;
    let word = query.split('&').find_map(|pair| pair.strip_prefix("done="))?;
    (!word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')).then_some(word)
}

/// An act leads to a page that tells of it: its browser remembers so.
pub fn remember(response: &mut Response) {
    let done = response.headers().get(LOCATION).and_then(|to| word(to.to_str().ok()?)).map(ToOwned::to_owned);
    let line =
        done.and_then(|word| HeaderValue::from_str(&format!("{COOKIE}={word}; Path=/; Max-Age={SECONDS}; HttpOnly; SameSite=Lax")).ok());
    if let Some(line) = line {
        response.headers_mut().append(SET_COOKIE, line);
    }
}

/// The word that this browser remembers, when it is the address's too.
pub fn told(headers: &HeaderMap, address: &str) -> Option<String> {
    word(address).filter(|word| cookie(headers, COOKIE) == Some(word)).map(ToOwned::to_owned)
}
