//! A small HTTP client: one connection, kept alive, and what a browser would keep of an answer.

use std::net::{IpAddr, SocketAddr};

use anyhow::Context as _;
use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HOST, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request};
use bytes::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpSocket, TcpStream};

/// One kept-alive connection.
pub struct Line(SendRequest<Body>);

/// An answer, whole.
pub struct Reply {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its bytes as they came over the wire.
    pub body: Bytes,
}

impl Line {
    /// Connects.
    pub async fn open(at: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(at).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    /// Connects from an address of one's own: a server that counts by address sees another visitor.
    pub async fn open_from(source: IpAddr, at: SocketAddr) -> anyhow::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(source, 0))?;
        let stream = socket.connect(at).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    /// Asks, and reads the answer to its end.
    pub async fn ask(&mut self, request: Request<Body>) -> anyhow::Result<Reply> {
        self.0.ready().await?;
        let (head, body) = self.0.send_request(request).await?.into_parts();
        let body = axum::body::to_bytes(Body::new(body), usize::MAX).await?;
        Ok(Reply { status: head.status.as_u16(), headers: head.headers, body })
    }
}

impl Reply {
    /// As text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The `Cookie` header that a browser would send from now on.
    pub fn cookies(&self) -> String {
        let set = self.headers.get_all(SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
        set.filter_map(|c| c.split(';').next()).collect::<Vec<_>>().join("; ")
    }
}

/// A request to read a page.
pub fn get(at: SocketAddr, path: &str, cookie: &str, encoding: &str) -> anyhow::Result<Request<Body>> {
    let mut request = Request::get(path).header(HOST, at.to_string()).header(ACCEPT_ENCODING, encoding);
    if !cookie.is_empty() {
        request = request.header(COOKIE, cookie);
    }
    request.body(Body::empty()).context("not a request")
}

/// A form, sent from a page of that origin.
pub fn form(at: SocketAddr, path: &str, cookie: &str, body: String) -> anyhow::Result<Request<Body>> {
    let request = Request::builder().method(Method::POST).uri(path).header(HOST, at.to_string()).header(ORIGIN, format!("http://{at}"));
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").header(COOKIE, cookie);
    request.body(Body::from(body)).context("not a request")
}

/// One request over a connection of its own.
pub async fn once(at: SocketAddr, request: Request<Body>) -> anyhow::Result<Reply> {
    Line::open(at).await?.ask(request).await
}
