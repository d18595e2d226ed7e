//! `kith restore`: a backup in place of the database, after it was looked through; the former one is kept aside.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use backend::backup::{self, Place, Trouble, Voided};
use backend::ports::Silence;
use clap::Args;

use super::backup::sync_folder;
use super::parcel::{self, Label, Scrap};
use super::{End, context, context_at, known, postgres, sentence};
use crate::config::Config;

/// Shown below the help.
pub const EXAMPLE: &str = "\
Stop Kith first. The file is read through before anything is touched; a damaged one, one of another engine and one
of a newer Kith are refused. An older one is brought up to date. A database with people in it is only replaced with
--force, and kept: as FILE.before-restore (SQLite) or as the schema before_restore (PostgreSQL).

Afterwards nobody is signed in, mailed links open nothing, and letters that were due are not sent a second time.

Example:
  kith restore /var/backups/kith-2026-03-26.kith --check
  kith restore /var/backups/kith-2026-03-26.kith --force";

/// `kith restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
    /// Replace a database that has people in it.
    #[arg(long)]
    force: bool,
    /// Only read the backup through and say whether it is good.
    #[arg(long, conflicts_with = "force")]
    check: bool,
}

/// Carries it out.
pub async fn run(config: &Config, asked: &Restore) -> anyhow::Result<End> {
    let label = parcel::look(&asked.file)?;
    known(&label.changes).map_err(|why| anyhow::anyhow!("this backup {why}"))?;
    let place = backup::place(&config.database_url)?;
    let ours = if place == Place::Postgres { "postgres" } else { "sqlite" };
    anyhow::ensure!(asked.check || label.engine == ours, "this backup is of {}, but the settings name a database of {ours}", label.engine);
    crate::keys::private_folder(&config.data)?;
    if asked.check {
        let scrap = Scrap::beside(&config.data.join("restore"))?;
        unpacked(asked, &scrap).await?;
        println!("The backup of {} (Kith {}, {}) is good.", label.made_at, label.kith, label.engine);
        return Ok(End::Done);
    }
    let (kept, voided) = match place {
        Place::Sqlite(file) => in_place_of(config, asked, &file).await?,
        Place::Postgres => into_postgres(config, asked).await?,
    };
    tell(config, &label, kept, voided);
    Ok(End::Done)
}

/// The copy inside the backup, read through.
async fn unpacked(asked: &Restore, scrap: &Scrap) -> anyhow::Result<PathBuf> {
    let copy = scrap.file("kith.db");
    let label = parcel::unpack(&asked.file, &copy)?;
    if label.engine == "sqlite" {
        let changes = backup::examine_sqlite(&copy).await?;
        anyhow::ensure!(changes == label.changes && !changes.is_empty(), "the backup is damaged: its label does not fit its content");
    } else {
        postgres::examine(&copy).await?;
    }
    Ok(copy)
}

/// Without --force, a database that holds people or that a newer Kith has changed stays where it is. Answers the changes it has seen.
async fn refuse_standing(url: &str, force: bool) -> anyhow::Result<Vec<String>> {
    let (people, changes) = (backup::people(url).await?, backup::changes(url).await?);
    anyhow::ensure!(people == 0 || force, "the database has {people} people in it; --force replaces it, and keeps the former one aside");
    match known(&changes) {
        Err(why) if !force => anyhow::bail!("the database {why} To go back to this one, use --force; the former database is kept aside"),
        _ => Ok(changes),
    }
}

type Kept = Option<String>;

async fn in_place_of(config: &Config, asked: &Restore, file: &Path) -> anyhow::Result<(Kept, Voided)> {
    if let Some(folder) = file.parent() {
        crate::keys::private_folder(folder)?;
    }
    let scrap = Scrap::beside(file)?;
    let copy = unpacked(asked, &scrap).await?;
    if file.exists() {
        if let Err(why) = refuse_standing(&config.database_url, asked.force).await {
            anyhow::ensure!(asked.force, "{}: {why}", file.display()); // with --force, one that cannot be read is put aside too
        }
        match backup::settle_sqlite(file).await {
            Err(Trouble::Held) => anyhow::bail!("{}", Trouble::Held),
            Err(why) => anyhow::ensure!(asked.force, "{} cannot be put aside: {why}", file.display()),
            Ok(()) => {}
        }
    }
    let url = backup::address(&copy);
    let cx = context_at(config, &url, Arc::new(Silence)).await?;
    let voided = backup::void_after_restore(&cx).await.map_err(|fault| anyhow::anyhow!(sentence(&fault)))?;
    cx.store.close().await?;
    backup::settle_sqlite(&copy).await?;
    let owner = std::fs::metadata(file).or_else(|_| std::fs::metadata(&config.data))?;
    let kept = put_aside(file)?;
    std::fs::rename(&copy, file)?;
    belongs_to(file, &owner);
    sync_folder(file)?;
    Ok((kept.map(|kept| kept.display().to_string()), voided))
}

/// Moves the former database and what belongs to it to the first free name.
fn put_aside(file: &Path) -> anyhow::Result<Option<PathBuf>> {
    let with = |end: &str| {
        let mut name = OsString::from(file);
        name.push(end);
        PathBuf::from(name)
    };
    let ends = std::iter::once(".before-restore".to_owned()).chain((2..).map(|n| format!(".before-restore.{n}")));
    let free = ends.into_iter().find(|end| !with(end).exists()).unwrap_or_default();
    for part in ["-wal", "-shm"] {
        if with(part).exists() {
            std::fs::rename(with(part), with(&format!("{free}{part}")))?;
        }
    }
    if !file.exists() {
        return Ok(None);
    }
    std::fs::rename(file, with(&free))?;
    Ok(Some(with(&free)))
}

/// The restored file belongs to whom the former one (or the data folder) belonged, so that root may restore for Kith's own user.
fn belongs_to(file: &Path, owner: &std::fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, chown};
    if let Err(why) = chown(file, Some(owner.uid()), Some(owner.gid())) {
        tracing::warn!("{} keeps your user as its owner: {why}", file.display());
    }
}

async fn into_postgres(config: &Config, asked: &Restore) -> anyhow::Result<(Kept, Voided)> {
    let url = &config.database_url;
    let scrap = Scrap::beside(&config.data.join("restore"))?;
    let dump = unpacked(asked, &scrap).await?;
    let former = refuse_standing(url, asked.force).await?;
    let others = others(url).await?;
    anyhow::ensure!(others == 0, "{others} other connections to the database are open; stop Kith first");
    let kept = if former.is_empty() { None } else { Some(backup::put_aside_postgres(url).await?) };
    if let Err(why) = postgres::restore(url, &dump).await {
        if let Some(kept) = &kept {
            backup::take_back_postgres(url, kept).await?;
        }
        return Err(why.context("the database is as it was"));
    }
    let cx = context(config, Arc::new(Silence)).await?;
    let voided = backup::void_after_restore(&cx).await.map_err(|fault| anyhow::anyhow!(sentence(&fault)))?;
    Ok((kept.map(|kept| format!("the schema {kept}")), voided))
}

/// Other connections. A server takes a moment to notice that one was closed, our own just now among them.
async fn others(url: &str) -> anyhow::Result<i64> {
    for _ in 0..10 {
        if backup::others_on_postgres(url).await? == 0 {
            return Ok(0);
        }
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
    Ok(backup::others_on_postgres(url).await?)
}

fn tell(config: &Config, label: &Label, kept: Kept, voided: Voided) {
    println!("Restored the backup of {} (Kith {}).", label.made_at, label.kith);
    if let Some(kept) = kept {
        println!("The former database is kept as {kept}.");
    }
    println!(
        "Signed out: {} devices. Mailed links that open nothing any more: {}. Letters that were due and are not sent again: {}.",
        voided.devices, voided.links, voided.letters
    );
    let keys = std::fs::read_dir(&config.survey_keys)
        .map(|folder| folder.flatten().filter(|e| e.path().extension().is_some_and(|x| x == "key")).count());
    println!(
        "Survey keys are in no backup: {} has {} of them. Without the right ones, answers cannot be joined to earlier waves.",
        config.survey_keys.display(),
        keys.unwrap_or_default()
    );
}
