//! `kith admin`: the first administrator comes in by the command line, because nobody is there yet to invite them.

use backend::Cx;
use clap::Subcommand;

use super::{End, sentence};

/// What to do for administrators.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make somebody an administrator. Prints the link by which they come in, and mails it too.
    #[command(
        after_help = "The link works once: an invitation for seven days, a sign-in link for a shorter time.\n\nExample:\n  kith admin invite ada@example.org --name \"Ada Fournier\""
    )]
    Invite {
        /// Their e-mail address.
        email: String,
        /// Their name; the part before the @ when it is not given.
        #[arg(long, default_value = "")]
        name: String,
    },
}

/// Carries it out.
pub async fn run(cx: &Cx, admin: &Admin) -> anyhow::Result<End> {
    let Admin::Invite { email, name } = admin;
    let link = backend::accounts::invite::administrator(cx, email, name).await.map_err(|fault| anyhow::anyhow!(sentence(&fault)))?;
    println!("{link}");
    Ok(End::Done)
}
