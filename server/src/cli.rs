//! The `kith` command line: one binary, many roles.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use app::visit::House;
use backend::context::{SystemClock, SystemDice};
use backend::db::Store;
use backend::ports::{Bus, Ports, Silence};
use backend::{Cx, Fault};
use clap::{Parser, Subcommand};
use migrations::MigratorTrait as _;

use crate::assets::Shelf;
use crate::bus::LocalBus;
use crate::config::Config;
use crate::host::Host;
use crate::keys::Keys;
use crate::mail::Mailer;
use crate::{router, worker};

/// A home for virtual communities of practice in health care.
#[derive(Debug, Parser)]
#[command(name = "kith", version, about, max_term_width = 100)]
pub struct Kith {
    /// Settings file (TOML). Without it, `kith.toml` beside you is read when it is there.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site, and work through the queue of letters and jobs.
    Serve {
        /// Load the demo cohort when the database is empty, and print a table of demo people with a sign-in link each.
        #[arg(long)]
        demo: bool,
    },
    /// Work through the queue of letters and jobs, without serving.
    Worker,
    /// Bring the database up to date.
    Migrate,
    /// Load the demo cohort into an empty database, and print sign-in links for its people.
    Demo,
}

/// Runs a command; the exit code is 0 when it succeeded, 1 when it did not, 2 when it was not understood.
pub async fn run(kith: Kith) -> ExitCode {
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("KITH_LOG").unwrap_or_else(|_| "warn,server=info,app=info,backend=info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match carry_out(kith).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("kith: {why:#}");
            ExitCode::FAILURE
        }
    }
}

async fn carry_out(kith: Kith) -> anyhow::Result<()> {
    let config = Config::load(kith.config.as_deref())?;
    domain::when::self_test().map_err(|why| anyhow::anyhow!("the zone data of this build are wrong: {why}"))?;
    match kith.command {
        Command::Serve { demo } => serve(&config, demo).await,
        Command::Worker => {
            let bus = LocalBus::default();
            let cx = context(&config, Arc::new(bus.clone())).await?;
            worker::run(cx, Mailer::of(&config)?, bus).await;
            Ok(())
        }
        Command::Migrate => {
            context(&config, Arc::new(Silence)).await?;
            println!("The database is up to date.");
            Ok(())
        }
        Command::Demo => {
            let cx = context(&config, Arc::new(Silence)).await?;
            crate::demo::load(&cx).await?;
            crate::demo::print_people(&cx).await
        }
    }
}

/// Connects, migrates, and puts the context together.
pub async fn context(config: &Config, bus: Arc<dyn Bus>) -> anyhow::Result<Cx> {
    std::fs::create_dir_all(&config.data).map_err(|e| anyhow::anyhow!("the data folder {} cannot be made: {e}", config.data.display()))?;
    let store = Store::connect(&config.database_url).await.map_err(|e| anyhow::anyhow!("the database does not open: {e}"))?;
    migrations::Migrator::up(store.connection(), None)
        .await
        .map_err(|e| anyhow::anyhow!("the database could not be brought up to date: {e}"))?;
    let ports = Ports { bus, origin: config.origin.as_str().into(), throttle: Arc::default(), survey_keys: Arc::new(config.survey_keys.clone()) };
    let cx = Cx { store, clock: Arc::new(SystemClock), dice: Arc::new(SystemDice), ports };
    backend::accounts::terms::ensure_first(&cx).await.map_err(|f| anyhow::anyhow!(sentence(&f)))?;
    Ok(cx)
}

async fn serve(config: &Config, demo: bool) -> anyhow::Result<()> {
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
    Ok(())
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

/// A fault as a sentence for the terminal.
pub fn sentence(fault: &Fault) -> String {
    let words = backend::words::Words::default();
    match fault {
        Fault::Invalid(faults) => faults.iter().map(|f| format!("{}: {}", f.field, words.fault(f))).collect::<Vec<_>>().join("\n"),
        Fault::Refused(word) | Fault::Conflict(word) | Fault::Gone(word) => words.t(word),
        other => other.to_string(),
    }
}
