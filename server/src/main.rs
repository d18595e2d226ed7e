//! The `kith` command.

use clap::Parser as _;
use server::cli;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    // Several libraries ask for a TLS provider at run time; there is one, and it is ring.
    let _ = rustls::crypto::ring::default_provider().install_default();
    cli::run(cli::Kith::parse()).await
}
