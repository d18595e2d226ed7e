//! The live socket: `GET /live`. One per page; rooms are joined and left by frames (`docs/LIVE.md`).

mod plugs;
mod socket;
mod switchboard;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, HOST, ORIGIN, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use hyper_util::rt::TokioIo;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use crate::host::Host;
use crate::middleware::{origin, session};
use backend::Viewer;
pub use switchboard::Switchboard;

/// Bytes that may wait for one slow reader before it is closed; it comes back and catches up.
const WAITING: usize = 256 * 1024;

#[derive(Clone)]
struct Live {
    host: Host,
    board: Switchboard,
}

/// The route of the socket.
pub fn routes(host: &Host) -> Router {
    let board = Switchboard::new(host.house.cx.clone(), &host.bus);
    let recognize = axum::middleware::from_fn_with_state(host.clone(), session::recognize);
    Router::new().route("/live", any(open)).with_state(Live { host: host.clone(), board }).layer(recognize)
}

/// The handshake (RFC 6455 §4.2), by hand: axum's own carries another copy of the socket crate. A socket that no page of ours opened is refused.
async fn open(State(live): State<Live>, mut request: Request) -> Response {
    if request.method() != Method::GET {
        return (StatusCode::METHOD_NOT_ALLOWED, [("allow", "GET")], "").into_response();
    }
    let Some(key) = asked(request.headers()) else {
        return (StatusCode::UPGRADE_REQUIRED, [("upgrade", "websocket")], "This address speaks WebSocket only.").into_response();
    };
    if !request.headers().contains_key(ORIGIN) || !origin::is_ours(request.headers(), &live.host.origin) {
        return (StatusCode::FORBIDDEN, "This socket was not opened by a page of this site.").into_response();
    }
    let device = request.extensions().get::<Viewer>().and_then(Viewer::who).map(|who| who.sign_in);
    let Some(device) = device else {
        return (StatusCode::UNAUTHORIZED, "Please sign in.").into_response();
    };
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let Ok(upgraded) = upgrade.await else { return };
        let stream = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(limits())).await;
        socket::serve(live.host, live.board, device, stream).await;
    });
    switching(&key)
}

fn limits() -> WebSocketConfig {
    WebSocketConfig::default()
        .max_message_size(Some(domain::live::LARGEST_FRAME))
        .max_frame_size(Some(domain::live::LARGEST_FRAME))
        .read_buffer_size(4 * 1024)
        .write_buffer_size(0)
        .max_write_buffer_size(WAITING)
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
