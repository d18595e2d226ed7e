//! `kith serve` and `kith worker`.

use std::sync::Arc;

use app::visit::House;

use super::{End, context};
use crate::assets::Shelf;
use crate::bus::LocalBus;
use crate::config::Config;
use crate::host::Host;
use crate::keys::Keys;
use crate::mail::Mailer;
use crate::{router, worker};

/// Works through the queue until the process is told to stop.
pub async fn worker(config: &Config) -> anyhow::Result<End> {
    let bus = LocalBus::default();
    let cx = context(config, Arc::new(bus.clone())).await?;
    let mailer = Mailer::of(config)?;
    tokio::select! {
        () = worker::run(cx, mailer, bus) => {}
        () = stop() => {}
    }
    Ok(End::Done)
}

/// Serves until the process is told to stop.
pub async fn serve(config: &Config, demo: bool) -> anyhow::Result<End> {
    let bus = LocalBus::default();
    let cx = context(config, Arc::new(bus.clone())).await?;
    let keys = Keys::in_folder(&config.data, cx.bytes())?;
    let shelf = Shelf::load(config.site.as_deref());
    if demo {
        crate::demo::load_when_empty(&cx).await?;
    }
    let house = House { cx: cx.clone(), assets: Arc::new(shelf.addresses()) };
    let host = Host::new(house, keys, bus.clone(), config.secure(), &config.trusted_proxies);
    if config.worker {
        tokio::spawn(worker::run(cx.clone(), Mailer::of(config)?, bus));
    }
    let listener =
        tokio::net::TcpListener::bind(&config.listen).await.map_err(|e| anyhow::anyhow!("{} cannot be listened on: {e}", config.listen))?;
    if demo {
        crate::demo::print_people(&cx).await?;
    }
    println!("Kith is at {}", config.origin);
    let service = router::build(&host, shelf).into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop()).await?;
    Ok(End::Done)
}

/// Ends on Ctrl-C and on SIGTERM.
async fn stop() {
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
