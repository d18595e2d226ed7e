//! The two bare servers: the same libraries as Kith, and nothing of Kith in them.

use std::net::SocketAddr;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::broadcast;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

/// A body of this size for whoever asks.
pub async fn page(listen: SocketAddr, bytes: usize) -> anyhow::Result<()> {
    let body = Bytes::from(vec![b'k'; bytes]);
    let route = get(move || {
        let body = body.clone();
        async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], body) }
    });
    axum::serve(TcpListener::bind(listen).await?, Router::new().route("/", route)).await?;
    Ok(())
}

/// Every text of anybody to everybody, by one channel.
pub async fn room(listen: SocketAddr) -> anyhow::Result<()> {
    let listener = TcpListener::bind(listen).await?;
    let (all, _) = broadcast::channel::<Utf8Bytes>(256);
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(one(stream, all.clone()));
    }
}

/// The small buffers that Kith's own sockets have: with the library's own, a socket takes 131 kB.
pub fn small() -> WebSocketConfig {
    WebSocketConfig::default().read_buffer_size(4 * 1024).write_buffer_size(0).max_write_buffer_size(256 * 1024)
}

async fn one(stream: TcpStream, all: broadcast::Sender<Utf8Bytes>) {
    let _ = stream.set_nodelay(true);
    let Ok(mut socket) = tokio_tungstenite::accept_async_with_config(stream, Some(small())).await else { return };
    let mut frames = all.subscribe();
    loop {
        let kept = tokio::select! {
            said = socket.next() => match said {
                Some(Ok(Message::Text(text))) => { let _ = all.send(text); true }
                Some(Ok(Message::Close(_)) | Err(_)) | None => false,
                Some(Ok(_)) => true,
            },
            frame = frames.recv() => match frame {
                Ok(text) => socket.send(Message::Text(text)).await.is_ok(),
                Err(_) => false,
            },
        };
        if !kept {
            return;
        }
    }
}
