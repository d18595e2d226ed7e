//! The one way out: a GET to the video server that an administrator named. Small on purpose: it follows no redirect, reads no more
//! than 64 KiB, waits no longer than eight seconds, and repeats no address in its faults, as those are signed.
//!
//! It stands on hyper and rustls, which are here for the live socket and for mail, instead of a second HTTP stack.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use backend::ports::{Heard, Outside};
use bytes::Bytes;
use hyper::Request;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use rustls_platform_verifier::ConfigVerifierExt as _;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

const PATIENCE: Duration = Duration::from_secs(8);
const MOST: usize = 64 * 1024;

/// Asks over TLS, with the certificates that this machine trusts; in the clear only on this machine itself.
#[derive(Default)]
pub struct Https {
    trust: OnceLock<Arc<ClientConfig>>,
}

impl Https {
    fn trust(&self) -> Result<Arc<ClientConfig>, String> {
        if let Some(known) = self.trust.get() {
            return Ok(known.clone());
        }
        let made = ClientConfig::with_platform_verifier().map_err(|_| "this machine trusts no certificates".to_owned())?;
        Ok(self.trust.get_or_init(|| Arc::new(made)).clone())
    }
}

impl Outside for Https {
    fn get(&self, address: String) -> Heard {
        let trust = if address.starts_with("https://") { self.trust().map(Some) } else { Ok(None) };
        Box::pin(async move {
            let asked = ask(&address, trust?);
            tokio::time::timeout(PATIENCE, asked).await.map_err(|_| "it took too long".to_owned())?
        })
    }
}

async fn ask(address: &str, trust: Option<Arc<ClientConfig>>) -> Result<String, String> {
    let uri: hyper::Uri = address.parse().map_err(|_| "the address is none".to_owned())?;
    let host = uri.host().ok_or("the address has no host")?.to_owned();
    let bare = host.trim_matches(['[', ']']).to_owned();
    let port = uri.port_u16().unwrap_or(if trust.is_some() { 443 } else { 80 });
    let here = bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if trust.is_none() && !here {
        return Err("only TLS leaves this machine".to_owned());
    }
    let stream = TcpStream::connect((bare.as_str(), port)).await.map_err(|why| why.kind().to_string())?;
    match trust {
        None => exchange(stream, &uri).await,
        Some(trust) => {
            let name = ServerName::try_from(bare).map_err(|_| "the host has no name for a certificate".to_owned())?;
            let stream = TlsConnector::from(trust).connect(name, stream).await.map_err(|why| why.to_string())?;
            exchange(stream, &uri).await
        }
    }
}

async fn exchange(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, uri: &hyper::Uri) -> Result<String, String> {
    let broken = |_: hyper::Error| "the connection broke".to_owned();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let driver = tokio::spawn(connection);
    let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
    let path = uri.path_and_query().map_or("/", |p| p.as_str());
    let request = Request::get(path).header("host", authority).header("accept", "text/xml").header("connection", "close");
    let request = request.body(axum::body::Body::empty()).map_err(|_| "the address is none".to_owned())?;
    let response = sender.send_request(request).await.map_err(broken)?;
    let status = response.status();
    let body: Result<Bytes, _> = axum::body::to_bytes(axum::body::Body::new(response.into_body()), MOST).await;
    driver.abort();
    let body = body.map_err(|_| "the answer was cut off or too long".to_owned())?;
    if status.is_success() { Ok(String::from_utf8_lossy(&body).into_owned()) } else { Err(format!("it answered {}", status.as_u16())) }
}
