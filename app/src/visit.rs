//! One visit to one page: who comes, in which language, with which nonce. Every page and action takes it as its first argument.

use std::sync::Arc;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, REFERER};
use axum::http::request::Parts;
use backend::words::{FluentValue, Words};
use backend::{Cx, Fault, Viewer};
use chrono::{DateTime, Utc};
use domain::lang::Lang;
use domain::viewer::Who;

use crate::parts::named::Labels;

/// What every page stands on: the context and the addresses of the built assets.
#[derive(Clone)]
pub struct House {
    /// The backend's context.
    pub cx: Cx,
    /// Where styles and scripts lie.
    pub assets: Arc<Assets>,
}

/// Addresses of built assets; each carries the hash of its content, so that browsers keep it for ever.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// `/a/<hash>`: what stands before `/pkg/kith.js`.
    pub root: String,
    /// The style sheet's address.
    pub style: String,
}

/// The nonce of one response, put into the request by the middleware that writes the content security policy.
#[derive(Debug, Clone)]
pub struct Nonce(pub String);

/// The network address a request comes from, put into it by the floor above.
#[derive(Debug, Clone)]
pub struct From(pub String);

/// One visit.
#[derive(Clone)]
pub struct Visit {
    /// The backend's context.
    pub cx: Cx,
    /// Who comes.
    pub viewer: Viewer,
    /// Their words.
    pub words: Words,
    /// The nonce of this response.
    pub nonce: String,
    /// Path and query as asked.
    pub path: String,
    /// Where the built assets lie.
    pub assets: Arc<Assets>,
    /// The network address it comes from; empty when unknown.
    pub from: String,
    /// What this browser did just now, as the address says too; its page tells of it.
    pub done: Option<String>,
    /// How many conversations have something new, for the frame.
    pub news: u64,
    /// The page of ours that the reader came from: path and query.
    pub came_from: Option<String>,
    /// What its fields with faults are called.
    pub labels: Arc<Labels>,
}

impl Visit {
    /// A sentence.
    pub fn t(&self, key: &str) -> String {
        self.words.t(key)
    }
    /// A sentence with values.
    pub fn tw(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        self.words.with(key, values)
    }
    /// A colon between two things.
    pub fn colon(&self) -> &'static str {
        self.words.colon()
    }
    /// The language of this page.
    pub fn lang(&self) -> Lang {
        self.words.lang
    }
    /// The signed-in person, or the fault that leads to sign-in.
    pub fn who(&self) -> Result<&Who, Fault> {
        self.viewer.who().ok_or(Fault::SignIn)
    }
    /// The zone this person wants to read times in; the hub's when nobody is signed in.
    pub fn zone(&self) -> &str {
        self.viewer.who().map_or("America/Vancouver", |who| who.zone.as_str())
    }
    /// Counts one try at a secret from this network address.
    pub fn guess(&self) -> Result<(), Fault> {
        self.cx.ports.throttle.try_address(&self.from)
    }
    /// This moment.
    pub fn now(&self) -> DateTime<Utc> {
        self.cx.now()
    }
    /// The path without its query.
    pub fn place(&self) -> &str {
        self.path.split('?').next().unwrap_or("/")
    }
}

impl FromRequestParts<House> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Self::Rejection> {
        // The frame's middleware has it first, and hands it on to the page.
        if let Some(visit) = parts.extensions.get::<Self>() {
            return Ok(visit.clone());
        }
        let viewer = parts.extensions.get::<Viewer>().cloned().unwrap_or_default();
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        // Only a page that somebody reads has a frame; an act's answer is a way to one.
        let reads = parts.method == axum::http::Method::GET && viewer.who().is_some();
        let news = if reads { backend::chat::news::of(&house.cx, &viewer).await.unwrap_or(0) } else { 0 };
        let path = uri.path_and_query().map_or_else(|| uri.path().to_owned(), ToString::to_string);
        Ok(Self {
            cx: house.cx.clone(),
            words: Words::of(language(&viewer, &parts.headers)),
            viewer,
            nonce: parts.extensions.get::<Nonce>().map(|n| n.0.clone()).unwrap_or_default(),
            done: crate::done::told(&parts.headers, &path),
            // A form is often sent to its own page's address: that page is the way back.
            came_from: came_from(&parts.headers, &house.cx.ports.origin)
                .filter(|page| parts.method != axum::http::Method::GET || *page != path),
            path,
            assets: house.assets.clone(),
            from: parts.extensions.get::<From>().map(|f| f.0.clone()).unwrap_or_default(),
            news,
            labels: Arc::default(),
        })
    }
}

/// A person's own setting, else the cookie of this browser, else what the browser asks for, else English.
fn language(viewer: &Viewer, headers: &HeaderMap) -> Lang {
    if let Some(lang) = cookie(headers, "kith_lang").and_then(|v| v.parse().ok()) {
        return lang;
    }
    if let Some(who) = viewer.who() {
        return who.lang;
    }
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    asked.split(',').find_map(|part| part.trim().parse().ok()).unwrap_or_default()
}

/// The page that led here, where it is one of this site: its path and query.
pub fn came_from(headers: &HeaderMap, origin: &str) -> Option<String> {
    let page = headers.get(REFERER)?.to_str().ok()?.strip_prefix(origin)?;
    (page.starts_with('/') && !page.starts_with("//")).then(|| page.split('#').next().unwrap_or(page).to_owned())
}

/// The value of one cookie of the request.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}
