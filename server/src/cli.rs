//! The `kith` command line: one binary, many roles.

mod admin;
mod analyse;
mod backup;
mod import;
mod parcel;
mod postgres;
mod report;
mod restore;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use backend::consults::turn::Turn;
use backend::context::{SystemClock, SystemDice};
use backend::db::Store;
use backend::ports::{Bus, Ports, Silence};
use backend::{Cx, Fault};
use clap::{Parser, Subcommand};
use migrations::MigratorTrait as _;

use crate::config::Config;

const AFTER: &str = "\
Settings come from kith.toml beside you, from KITH_* variables and DATABASE_URL; docs/OPERATIONS.md lists them all.

Exit codes: 0 done, 1 refused or faults found, 2 not understood.

Example:
  kith serve --demo";

/// A home for virtual communities of practice in health care.
#[derive(Debug, Parser)]
#[command(name = "kith", version, about, max_term_width = 100, after_help = AFTER)]
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
    #[command(after_help = "Example:\n  KITH_ORIGIN=https://kith.example.org kith serve")]
    Serve {
        /// Load the demo cohort when the database is empty, and print a table of demo people with a sign-in link each.
        #[arg(long)]
        demo: bool,
    },
    /// Work through the queue of letters and jobs, without serving.
    #[command(after_help = "Serve with KITH_WORKER=false on the other machines.\n\nExample:\n  kith worker")]
    Worker,
    /// Bring the database up to date. `serve` does it too.
    #[command(after_help = "Example:\n  kith backup before-upgrade.kith && kith migrate")]
    Migrate,
    /// Load the demo cohort into an empty database, and print sign-in links for its people.
    #[command(after_help = "Example:\n  KITH_DATA=/tmp/kith-demo kith demo")]
    Demo,
    /// Administrators of this install.
    #[command(subcommand, after_help = "Example:\n  kith admin invite ada@example.org --name \"Ada Fournier\"")]
    Admin(admin::Admin),
    /// Bring a file in: people, attendance, instruments or responses.
    #[command(subcommand, after_help = import::EXAMPLE)]
    Import(import::Import),
    /// Work out figures from a file, without a database.
    #[command(subcommand, after_help = analyse::EXAMPLE)]
    Analyse(analyse::Analyse),
    /// Make a new key for badges; it signs from then on. What the older ones signed stays good while their files stay in the folder of keys.
    #[command(after_help = "Example:\n  kith badge-key")]
    BadgeKey,
    /// Copy the whole database into one file, while Kith is running.
    #[command(after_help = backup::EXAMPLE)]
    Backup(backup::Backup),
    /// Put a backup in place of the database. Stop Kith first.
    #[command(after_help = restore::EXAMPLE)]
    Restore(restore::Restore),
}

/// How a command that was carried out ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Done.
    Done,
    /// Carried out, and what it found is not good.
    Faults,
}

/// Runs a command; the exit code is 0 when it succeeded, 1 when it was refused or found faults, 2 when it was not understood.
pub async fn run(kith: Kith) -> ExitCode {
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("KITH_LOG").unwrap_or_else(|_| "warn,server=info,app=info,backend=info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match carry_out(kith).await {
        Ok(End::Done) => ExitCode::SUCCESS,
        Ok(End::Faults) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("kith: {why:#}");
            ExitCode::FAILURE
        }
    }
}

async fn carry_out(kith: Kith) -> anyhow::Result<End> {
    if let Command::Analyse(analyse) = &kith.command {
        return analyse::run(analyse); // needs no settings, and must not fail for theirs
    }
    let config = Config::load(kith.config.as_deref())?;
    domain::when::self_test().map_err(|why| anyhow::anyhow!("the zone data of this build are wrong: {why}"))?;
    match kith.command {
        Command::Serve { demo } => serve::serve(&config, demo).await,
        Command::Worker => serve::worker(&config).await,
        Command::Migrate => {
            context(&config, Arc::new(Silence)).await?;
            println!("The database is up to date.");
            Ok(End::Done)
        }
        Command::Demo => {
            let cx = context(&config, Arc::new(Silence)).await?;
            crate::demo::load(&cx).await?;
            crate::demo::print_people(&cx).await?;
            Ok(End::Done)
        }
        Command::Admin(admin) => admin::run(&context(&config, Arc::new(Silence)).await?, &admin).await,
        Command::Import(import) => import::run(&context(&config, Arc::new(Silence)).await?, &import).await,
        Command::Analyse(analyse) => analyse::run(&analyse),
        Command::BadgeKey => {
            let cx = context(&config, Arc::new(Silence)).await?;
            println!("{} signs badges from now on.", backend::credits::badges::rotate(&cx)?);
            Ok(End::Done)
        }
        Command::Backup(backup) => backup::run(&config, &backup).await,
        Command::Restore(restore) => restore::run(&config, &restore).await,
    }
}

/// Connects, migrates, and puts the context together.
pub async fn context(config: &Config, bus: Arc<dyn Bus>) -> anyhow::Result<Cx> {
    crate::keys::private_folder(&config.data)
        .map_err(|e| anyhow::anyhow!("the data folder {} cannot be made: {e}", config.data.display()))?;
    context_at(config, &config.database_url, bus).await
}

/// As `context`, on another database.
async fn context_at(config: &Config, url: &str, bus: Arc<dyn Bus>) -> anyhow::Result<Cx> {
    refuse_newer(url).await?;
    let store = Store::connect(url).await.map_err(|e| anyhow::anyhow!("the database {} does not open: {e}", named(url)))?;
    migrations::Migrator::up(store.connection(), None)
        .await
        .map_err(|e| anyhow::anyhow!("the database could not be brought up to date: {e}"))?;
    let ports = Ports {
        bus,
        origin: config.origin.as_str().into(),
        throttle: Arc::default(),
        desk: Arc::default(),
        marks: Arc::default(),
        kept: Arc::default(),
        survey_keys: Arc::new(config.survey_keys.clone()),
        press: Arc::new(crate::press::Printer),
        outside: Arc::new(crate::outside::Https::default()),
        turn: Arc::new(Turn::new(&config.turn_urls, &config.turn_secret)),
    };
    let cx = Cx { store, clock: Arc::new(SystemClock), dice: Arc::new(SystemDice), ports };
    backend::accounts::terms::ensure_first(&cx).await.map_err(|f| anyhow::anyhow!(sentence(&f)))?;
    Ok(cx)
}

/// A database that a newer Kith has changed is not touched by this one.
async fn refuse_newer(url: &str) -> anyhow::Result<()> {
    use backend::backup::Trouble;
    match backend::backup::changes(url).await {
        Ok(changes) => known(&changes).map_err(|why| anyhow::anyhow!("the database {why}")),
        Err(Trouble::Nowhere(_)) => Ok(()),
        Err(why) => Err(anyhow::anyhow!("the database {} does not open: {why}", named(url))),
    }
}

/// A database's address without what is secret in it.
fn named(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let (place, _) = rest.split_once('?').unwrap_or((rest, ""));
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    plain(&format!("{scheme}://{place}"))
}

/// Whether this build knows every change that a database has seen.
fn known(changes: &[String]) -> anyhow::Result<()> {
    let ours = migrations::names();
    match changes.iter().find(|change| !ours.contains(change)) {
        None => Ok(()),
        Some(change) => anyhow::bail!(
            "was written by a newer Kith: it has the change “{change}”, and this Kith {} knows none later than “{}”. Install the newer Kith.",
            env!("CARGO_PKG_VERSION"),
            ours.last().map(String::as_str).unwrap_or_default()
        ),
    }
}

/// A fault as a sentence for the terminal.
pub fn sentence(fault: &Fault) -> String {
    let words = backend::words::Words::default();
    match fault {
        Fault::Invalid(faults) => faults.iter().map(|f| words.fault(f)).collect::<Vec<_>>().join("\n"),
        Fault::Refused(word) | Fault::Conflict(word) | Fault::Gone(word) => words.t(word),
        other => other.to_string(),
    }
}

/// Text of a file or a name as one line for a terminal: nothing in it can move the cursor or colour the screen.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '·' } else { c }).collect()
}

/// Reads a file that may be no larger than this; `-` is the standard input.
fn read(path: &std::path::Path, most: u64) -> std::io::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().take(most + 1).read_to_end(&mut bytes)?;
    } else {
        if path.is_dir() {
            return Err(std::io::Error::other("it is a folder"));
        }
        std::fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
