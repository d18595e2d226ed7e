//! Built styles, scripts and wasm: compiled in, or read from a folder; addressed by the hash of their content, kept by browsers for ever.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use app::visit::Assets;
use axum::extract::{Path as UrlPath, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, body::Body};
use bytes::Bytes;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

/// What `scripts/wasm.sh` built before this binary was compiled. In debug builds it is read from disk.
#[derive(RustEmbed)]
#[folder = "../target/site/pkg"]
#[allow_missing = true]
struct Built;

const ICON: &str = include_str!("../../style/icon.svg");

/// All assets in memory.
#[derive(Clone)]
pub struct Shelf {
    files: Arc<BTreeMap<String, Bytes>>,
    hash: String,
}

impl Shelf {
    /// Loads what was built. Without a build, pages still work: they have no style and no islands.
    pub fn load(folder: Option<&Path>) -> Self {
        let mut files = match folder {
            Some(folder) => from_folder(folder),
            None => Built::iter().filter_map(|name| Some((name.to_string(), Bytes::from(Built::get(&name)?.data.into_owned())))).collect(),
        };
        files.insert("icon.svg".to_owned(), Bytes::from_static(ICON.as_bytes()));
        let mut digest = Sha256::new();
        for (name, bytes) in &files {
            digest.update(name.as_bytes());
            digest.update(bytes);
        }
        let hash = data_encoding::HEXLOWER.encode(&digest.finalize()[..8]);
        Self { files: Arc::new(files), hash }
    }

    /// The addresses that pages write.
    pub fn addresses(&self) -> Assets {
        let root = format!("/a/{}", self.hash);
        Assets { style: format!("{root}/pkg/kith.css"), root }
    }

    /// The routes that serve them.
    pub fn routes<S: Clone + Send + Sync + 'static>(self) -> Router<S> {
        Router::new()
            .route(
                "/a/{hash}/pkg/{file}",
                get(|State(s): State<Self>, UrlPath((h, f)): UrlPath<(String, String)>, m: HeaderMap| async move { s.serve(&h, &f, &m) }),
            )
            .route(
                "/a/{hash}/icon.svg",
                get(|State(s): State<Self>, UrlPath(h): UrlPath<String>, m: HeaderMap| async move { s.serve(&h, "icon.svg", &m) }),
            )
            .with_state(self)
    }

    fn serve(&self, hash: &str, file: &str, headers: &HeaderMap) -> Response {
        let Some(plain) = self.files.get(file) else { return StatusCode::NOT_FOUND.into_response() };
        let accepts = headers.get(ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let packed = [("br", ".br"), ("gzip", ".gz")]
            .into_iter()
            .filter(|(name, _)| accepts.contains(name))
            .find_map(|(name, tail)| Some((name, self.files.get(&format!("{file}{tail}"))?)));
        let mut response = Response::new(Body::from(packed.map_or_else(|| plain.clone(), |(_, bytes)| bytes.clone())));
        let out = response.headers_mut();
        out.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(file)));
        out.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Some((name, _)) = packed {
            out.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        // A page of the version before may still ask for its own hash: it gets today's file, but must not keep it.
        let keep = if hash == self.hash { "public, max-age=31536000, immutable" } else { "no-cache" };
        out.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
        response
    }
}

fn from_folder(folder: &Path) -> BTreeMap<String, Bytes> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    entries.flatten().filter_map(|e| Some((e.file_name().into_string().ok()?, Bytes::from(std::fs::read(e.path()).ok()?)))).collect()
}

fn media_type(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
