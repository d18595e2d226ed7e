//! `kith backup`: the whole database in one file, while Kith is running.

use std::path::{Path, PathBuf};

use backend::backup::{self, Place};
use backend::context::{Clock as _, SystemClock};
use clap::Args;

use super::parcel::{self, Label, Scrap};
use super::{End, postgres};
use crate::config::Config;

/// Shown below the help.
pub const EXAMPLE: &str = "\
SQLite is copied by Kith itself; PostgreSQL by pg_dump, which must be on PATH. Kith may go on serving meanwhile.
Everything that was acknowledged before is in the backup. The file ends in a sum over all of it.

NOT in the backup: the survey keys (losing them makes answers anonymous for ever) and the signing key. Keep a copy
of the survey key folder elsewhere, never beside a backup: together they tell who answered what.

Example:
  kith backup /var/backups/kith-$(date +%F).kith";

/// `kith backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to make; it must not exist yet.
    file: PathBuf,
}

/// Carries it out.
pub async fn run(config: &Config, asked: &Backup) -> anyhow::Result<End> {
    let label = make(config, &asked.file).await?;
    println!("Backup made: {} ({} bytes of {}, {} changes).", asked.file.display(), label.bytes, label.engine, label.changes.len());
    println!("Not in it: the survey keys in {} and the signing key.", config.survey_keys.display());
    Ok(End::Done)
}

async fn make(config: &Config, file: &Path) -> anyhow::Result<Label> {
    anyhow::ensure!(!file.exists(), "{} is there already; choose another name", file.display());
    let scrap = Scrap::beside(file)?;
    let (copy, packed) = (scrap.file("copy"), scrap.file("packed"));
    let url = &config.database_url;
    let made_at = SystemClock.now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let (engine, changes) = match backup::place(url)? {
        Place::Sqlite(_) => {
            backup::copy_sqlite(url, &copy).await?;
            ("sqlite", backup::examine_sqlite(&copy).await?)
        }
        Place::Postgres => {
            let changes = backup::changes(url).await?;
            postgres::dump(url, &copy).await?;
            postgres::examine(&copy).await?;
            ("postgres", changes)
        }
    };
    anyhow::ensure!(!changes.is_empty(), "this database is not one of Kith");
    let bytes = std::fs::metadata(&copy)?.len();
    let label = Label { engine: engine.to_owned(), kith: env!("CARGO_PKG_VERSION").to_owned(), made_at, changes, bytes };
    parcel::pack(&label, &copy, &packed)?;
    // A link, not a move: should somebody else have made the file meanwhile, it stays.
    std::fs::hard_link(&packed, file).map_err(|why| anyhow::anyhow!("{} cannot be made: {why}", file.display()))?;
    sync_folder(file)?;
    Ok(label)
}

/// Makes the name of a new file durable.
pub fn sync_folder(file: &Path) -> std::io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    std::fs::File::open(folder)?.sync_all()
}
