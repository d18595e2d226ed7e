//! Keys of 32 bytes in files of their own, outside the database and its backups. Made when there is none yet, readable by their owner only.

use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use crate::{Cx, Fault, Result, secret};

/// The bytes of a key of this install, and whether it was made just now.
pub(crate) fn of(cx: &Cx, name: &str) -> Result<([u8; 32], bool)> {
    let folder = cx.ports.survey_keys.as_path();
    let file = folder.join(name);
    if let Some(bytes) = read(&file)? {
        return Ok((bytes, false));
    }
    make(folder, &file, &cx.bytes::<32>(), &secret::token(cx)).map_err(|why| broken(&file, &why))?;
    let bytes = read(&file)?.ok_or_else(|| Fault::Broken(format!("the key {} vanished", file.display())))?;
    Ok((bytes, true))
}

/// The names of the keys of this install that begin with this word, in order.
pub(crate) fn named(cx: &Cx, begins: &str) -> Result<Vec<String>> {
    let folder = cx.ports.survey_keys.as_path();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(why) => return Err(broken(folder, &why)),
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(begins) && name.ends_with(".key")).collect();
    names.sort();
    Ok(names)
}

fn broken(file: &Path, why: &std::io::Error) -> Fault {
    match why.kind() {
        ErrorKind::StorageFull => Fault::DiskFull,
        _ => Fault::Broken(format!("the key {} does not open: {why}", file.display())),
    }
}

fn read(file: &Path) -> Result<Option<[u8; 32]>> {
    match std::fs::read(file) {
        Ok(bytes) => match <[u8; 32]>::try_from(bytes) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(_) => Err(Fault::Broken(format!("the key {} is not 32 bytes long", file.display()))),
        },
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(None),
        Err(why) => Err(broken(file, &why)),
    }
}

/// Whole or not at all: written beside its place, then linked to it. Of two that try at once, the first one's key stays.
fn make(folder: &Path, file: &Path, key: &[u8; 32], unique: &str) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let beside = folder.join(format!(".{unique}"));
    let mut out = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    out.write_all(key)?;
    out.sync_all()?;
    let linked = std::fs::hard_link(&beside, file);
    std::fs::remove_file(&beside)?;
    match linked {
        Err(why) if why.kind() != ErrorKind::AlreadyExists => Err(why),
        _ => std::fs::File::open(folder)?.sync_all(),
    }
}
