//! The live socket: `GET /live`. One per page; rooms are joined and left by frames (`docs/LIVE.md`).

mod audience;
mod call;
mod clock;
mod ear;
mod frame;
mod here;
mod hints;
mod hour;
mod out;
mod plugs;
mod rights;
mod room;
mod say;
mod seen;
mod socket;
mod switchboard;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, HOST, ORIGIN, RETRY_AFTER, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use backend::Viewer;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use hyper_util::server::conn::auto::upgrade::downcast;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketContext};

use crate::host::Host;
use crate::middleware::{origin, session};
use ear::Ear;
pub use switchboard::Switchboard;

/// Sockets that are being opened at once; others wait their turn, as long as that is bearable.
const OPENING: usize = 32;
const BEARABLE: Duration = Duration::from_secs(2);

/// Turns at the door.
#[derive(Clone)]
struct Gate {
    host: Host,
    turns: Arc<Semaphore>,
    sent_away: Arc<AtomicU32>,
}

/// The route of the socket.
pub fn routes(host: &Host) -> Router {
    let gate = Gate { host: host.clone(), turns: Arc::new(Semaphore::new(OPENING)), sent_away: Arc::default() };
    Router::new()
        .route("/live", any(open))
        .with_state(host.clone())
        .layer(from_fn_with_state(host.clone(), session::recognize))
        .layer(from_fn_with_state(gate, queue))
}

/// Too many at once are told when to come again, each at another moment, instead of waiting until they give up. So is everybody when this
/// process is about to stop.
async fn queue(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let turn = async { if gate.host.board.is_going() { None } else { gate.turns.acquire().await.ok() } };
    match tokio::time::timeout(BEARABLE, turn).await {
        Ok(Some(_turn)) => next.run(request).await,
        _ => {
            let seconds = 1 + gate.sent_away.fetch_add(1, Ordering::Relaxed) % 8;
            (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, seconds.to_string())], "Many come at once. Please come again in a moment.")
                .into_response()
        }
    }
}

/// The handshake (RFC 6455 §4.2), by hand: axum's own carries another copy of the socket crate. A socket that no page of ours opened is refused.
async fn open(State(host): State<Host>, mut request: Request) -> Response {
    if request.method() != Method::GET {
        return (StatusCode::METHOD_NOT_ALLOWED, [("allow", "GET")], "").into_response();
    }
    let Some(key) = asked(request.headers()) else {
        return (StatusCode::UPGRADE_REQUIRED, [("upgrade", "websocket")], "This address speaks WebSocket only.").into_response();
    };
    if !request.headers().contains_key(ORIGIN) || !origin::is_ours(request.headers(), &host.origin) {
        return (StatusCode::FORBIDDEN, "This socket was not opened by a page of this site.").into_response();
    }
    let viewer = request.extensions().get::<Viewer>().filter(|viewer| viewer.who().is_some()).cloned();
    let Some(viewer) = viewer else {
        return (StatusCode::UNAUTHORIZED, "Please sign in.").into_response();
    };
    tokio::spawn(upgraded(host, viewer, hyper::upgrade::on(&mut request)));
    switching(&key)
}

/// Takes the bare connection out of the HTTP server, and gives it a task of its own that carries nothing of the request.
async fn upgraded(host: Host, viewer: Viewer, upgrade: OnUpgrade) {
    let Ok(upgraded) = upgrade.await else { return };
    let Ok(parts) = downcast::<TokioIo<TcpStream>>(upgraded) else {
        return tracing::error!("a socket is no TCP connection");
    };
    let Some((person, device)) = viewer.who().map(|who| (who.person, who.sign_in)) else { return };
    let ear = Arc::new(Ear::new(host.board.number(), person, device, parts.io.into_inner(), host.board.now()));
    let wire = match parts.read_buf.is_empty() {
        true => WebSocketContext::new(Role::Server, Some(socket::limits())),
        false => WebSocketContext::from_partially_read(parts.read_buf.to_vec(), Role::Server, Some(socket::limits())),
    };
    tokio::spawn(socket::serve(host, viewer, ear, wire));
}

/// The key of a proper upgrade request.
fn asked(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|v: &HeaderValue| v.to_str().ok()).unwrap_or_default();
    let has = |name, word: &str| text(name).split(',').any(|part| part.trim().eq_ignore_ascii_case(word));
    let proper =
        has(CONNECTION, "upgrade") && has(UPGRADE, "websocket") && text(SEC_WEBSOCKET_VERSION) == "13" && headers.contains_key(HOST);
    proper.then(|| text(SEC_WEBSOCKET_KEY).to_owned()).filter(|key| !key.is_empty())
}

fn switching(key: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(accept) = HeaderValue::from_str(&derive_accept_key(key.as_bytes())) {
        headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}
