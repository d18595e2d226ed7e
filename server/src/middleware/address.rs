//! Which network address a request comes from. `X-Forwarded-For` is read from the right, past the proxies that the
//! operator named, and not at all from anyone else: its left end is whatever the visitor wrote.

use std::net::{IpAddr, SocketAddr};

use app::visit::From;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

use crate::host::Host;

/// Middleware: notes the address in the request.
pub async fn note(State(host): State<Host>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
    if let Some(peer) = peer {
        let from = visitor(peer, request.headers(), &host.trusted_proxies);
        request.extensions_mut().insert(From(from.to_string()));
    }
    next.run(request).await
}

fn visitor(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut from = peer;
    let hops = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    let hops: Vec<Option<IpAddr>> = hops.map(|hop| hop.trim().parse().ok()).collect();
    for hop in hops.into_iter().rev() {
        match hop {
            Some(hop) if trusted.contains(&from) => from = hop,
            _ => break,
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let trusted: Vec<IpAddr> = trusted.iter().map(|t| t.parse().unwrap()).collect();
        visitor(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_named_proxies_are_believed_and_only_from_the_right() {
        assert_eq!(from("203.0.113.9", "198.51.100.1", &[]), "203.0.113.9");
        assert_eq!(from("127.0.0.1", "198.51.100.1", &["127.0.0.1"]), "198.51.100.1");
        assert_eq!(from("127.0.0.1", "1.2.3.4, 198.51.100.1", &["127.0.0.1"]), "198.51.100.1");
        assert_eq!(from("127.0.0.1", "nonsense", &["127.0.0.1"]), "127.0.0.1");
    }
}
