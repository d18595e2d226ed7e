//! What may be said on the command line of an import.

use std::path::PathBuf;

use clap::Args;

/// What every import takes.
#[derive(Debug, Args)]
pub struct Common {
    /// The file (CSV).
    pub(super) file: PathBuf,
    /// Only look: report everything, write nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Print the report as JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// In whose name.
#[derive(Debug, Args)]
pub struct InName {
    /// The cohort, as in the address of its page.
    #[arg(long, value_name = "SLUG")]
    pub(super) cohort: String,
    /// In whose name; the earliest coordinator of the program without it.
    #[arg(long = "as", value_name = "EMAIL")]
    pub(super) by: Option<String>,
}

/// `kith import people`.
#[derive(Debug, Args)]
pub struct People {
    /// What every import takes.
    #[command(flatten)]
    pub(super) common: Common,
    /// In whose name.
    #[command(flatten)]
    pub(super) name: InName,
    /// Bring in the good rows although others are bad.
    #[arg(long)]
    pub(super) skip_bad: bool,
}

/// `kith import attendance`.
#[derive(Debug, Args)]
pub struct Attendance {
    /// What every import takes.
    #[command(flatten)]
    pub(super) common: Common,
    /// In whose name.
    #[command(flatten)]
    pub(super) name: InName,
    /// The session's number in the cohort.
    #[arg(long, value_name = "N")]
    pub(super) session: i32,
    /// Take the file although it is dated on another day.
    #[arg(long)]
    pub(super) other_day: bool,
    /// Read 3/4 as the third of April, where the file leaves it open.
    #[arg(long, conflicts_with = "month_first")]
    pub(super) day_first: bool,
    /// Read 3/4 as the fourth of March, where the file leaves it open.
    #[arg(long)]
    pub(super) month_first: bool,
}

/// `kith import instruments`.
#[derive(Debug, Args)]
pub struct Instruments {
    /// What every import takes.
    #[command(flatten)]
    pub(super) common: Common,
    /// The program: its short code, which stands under its name on the page of programs.
    #[arg(long, value_name = "CODE")]
    pub(super) program: String,
}

/// `kith import responses`.
#[derive(Debug, Args)]
pub struct Responses {
    /// What every import takes.
    #[command(flatten)]
    pub(super) common: Common,
    /// The cohort, as in the address of its page.
    #[arg(long, value_name = "SLUG")]
    pub(super) cohort: String,
    /// Bring in the good responses although others are bad.
    #[arg(long)]
    pub(super) skip_bad: bool,
}
