//! `kith serve` and `kith worker`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::visit::House;
use axum::serve::ListenerExt as _;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{End, context};
use crate::assets::Shelf;
use crate::bus::{self, LocalBus};
use crate::config::Config;
use crate::host::Host;
use crate::keys::Keys;
use crate::mail::Mailer;
use crate::{router, worker};

/// From being told to stop until the end, whatever still goes on: those who run machines wait ten seconds, then they kill.
const FAREWELL: Duration = Duration::from_secs(9);
/// Sockets are closed over this time, so that not all come back at once.
const CLOSING: Duration = Duration::from_secs(3);

/// Works through the queue until the process is told to stop.
pub async fn worker(config: &Config) -> anyhow::Result<End> {
    let bus = LocalBus::default();
    let cx = context(config, Arc::new(bus.clone())).await?;
    join_others(config, &bus, &cx).await?;
    let (tell, stop) = watch::channel(false);
    let working = tokio::spawn(worker::run(cx, Mailer::of(config)?, bus, stop));
    told_to_stop().await;
    finish(&tell, Some(working), FAREWELL).await;
    Ok(End::Done)
}

/// Serves until the process is told to stop.
pub async fn serve(config: &Config, demo: bool) -> anyhow::Result<End> {
    let bus = LocalBus::default();
    let cx = context(config, Arc::new(bus.clone())).await?;
    let keys = Keys::in_folder(&config.data, cx.bytes())?;
    if let Some(site) = config.site.as_deref().filter(|site| !site.is_dir()) {
        anyhow::bail!("KITH_SITE is {}, and there is no such folder", site.display());
    }
    let shelf = Shelf::load(config.site.as_deref());
    if demo {
        crate::demo::load_when_empty(&cx).await?;
    }
    join_others(config, &bus, &cx).await?;
    let house = House { cx: cx.clone(), assets: Arc::new(shelf.addresses()) };
    let host = Host::new(house, keys, bus.clone(), config.secure(), &config.trusted_proxies);
    let (tell, stop) = watch::channel(false);
    let mailer = Mailer::of(config)?;
    let working = config.worker.then(|| tokio::spawn(worker::run(cx.clone(), mailer, bus, stop.clone())));
    let listener =
        tokio::net::TcpListener::bind(&config.listen).await.map_err(|e| anyhow::anyhow!("{} cannot be listened on: {e}", config.listen))?;
    // A small frame is sent at once, not when the last one was acknowledged.
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    if demo {
        crate::demo::print_people(&cx).await?;
    }
    println!("Kith is at {}", config.origin);
    let board = host.board.clone();
    let service = router::build(&host, shelf).into_make_service_with_connect_info::<SocketAddr>();
    let mut stopped = stop.clone();
    let stopping = async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    let mut serving = tokio::spawn(async move { axum::serve(listener, service).with_graceful_shutdown(stopping).await });
    tokio::select! {
        () = told_to_stop() => {}
        ended = &mut serving => {
            ended??;
            return Ok(End::Done);
        }
    }
    tracing::info!(sockets = board.open(), "stopping");
    let farewell = async {
        // No new connection is taken from here on; requests that are being answered are answered to their end.
        let _ = tell.send(true);
        board.go(CLOSING).await;
        let _ = serving.await;
        finish(&tell, working, FAREWELL).await;
    };
    if tokio::time::timeout(FAREWELL, farewell).await.is_err() {
        tracing::warn!("what was still going on is cut off");
    }
    Ok(End::Done)
}

/// Lets the worker finish what it has begun.
async fn finish(tell: &watch::Sender<bool>, working: Option<JoinHandle<()>>, patience: Duration) {
    let _ = tell.send(true);
    if let Some(working) = working {
        let _ = tokio::time::timeout(patience, working).await;
    }
}

/// Joins other machines, when there is a bus for it.
async fn join_others(config: &Config, bus: &LocalBus, cx: &backend::Cx) -> anyhow::Result<()> {
    if config.nats_url.is_empty() { Ok(()) } else { bus::connect(bus, &config.nats_url, cx.random_id()).await }
}

/// Waits for Ctrl-C or SIGTERM.
async fn told_to_stop() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
