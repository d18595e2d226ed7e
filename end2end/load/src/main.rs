//! The driver of `make bench`: it measures a Kith of its own, and beside each figure a bare server that does the least
//! that could be called the same. `scripts/bench.sh` builds both and runs it.

mod arena;
mod bare;
mod credits;
mod fan;
mod history;
mod http;
mod pages;
mod people;
mod process;
mod replies;
mod report;
mod run;
mod site;

use std::net::SocketAddr;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Measures Kith, each figure beside a bare server of the same run.
#[derive(Debug, Parser)]
#[command(name = "load")]
struct Load {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Measures everything, prints a table, and writes it as JSON.
    Run(run::Plan),
    /// Measures gates, a batch of papers, and how soon it rings.
    Credits(credits::Plan),
    /// Tries to make Kith lose, double or turn round messages, and judges the history.
    History(history::run::Plan),
    /// Measures the live room beside others.
    Arena(arena::Plan),
    /// The floor of a room: one thread, one send to each.
    Floor {
        /// Address to listen on.
        #[arg(long)]
        listen: SocketAddr,
    },
    /// One route that answers a fixed body: what pages are held against.
    BareAxum {
        /// Address to listen on.
        #[arg(long)]
        listen: SocketAddr,
        /// Size of the body.
        #[arg(long)]
        bytes: usize,
    },
    /// A room without doors, names or storage: every text goes to all.
    BareTungstenite {
        /// Address to listen on.
        #[arg(long)]
        listen: SocketAddr,
    },
    /// Only loads one page, for as long as is said: for looking at what a server does meanwhile.
    Page {
        /// A Kith that runs already with the demo in it.
        #[arg(long)]
        at: SocketAddr,
        /// The path to ask for.
        #[arg(long)]
        path: String,
        /// The `Cookie` header.
        #[arg(long, default_value = "")]
        cookie: String,
        /// For how many seconds.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
        /// The server's process.
        #[arg(long)]
        pid: u32,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Load::parse().what {
        What::Run(plan) => run::all(&plan).await,
        What::Credits(plan) => credits::all(&plan).await,
        What::History(plan) => history::run::run(&plan).await,
        What::Arena(plan) => arena::run(&plan).await,
        What::Floor { listen } => arena::floor::room(listen).map(|()| true),
        What::BareAxum { listen, bytes } => bare::page(listen, bytes).await.map(|()| true),
        What::BareTungstenite { listen } => bare::room(listen).await.map(|()| true),
        What::Page { at, path, cookie, seconds, pid } => one(at, path, cookie, seconds, pid).await.map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("load: {why:#}");
            ExitCode::FAILURE
        }
    }
}

async fn one(at: SocketAddr, path: String, cookie: String, seconds: u64, pid: u32) -> anyhow::Result<()> {
    let ask = pages::Ask { at, path, cookie, encoding: "identity", connections: pages::CONNECTIONS, pid };
    println!("{:#?}", pages::load(&ask, std::time::Duration::from_secs(1), std::time::Duration::from_secs(seconds)).await?);
    Ok(())
}
