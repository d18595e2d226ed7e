//! The key of a program, and what is made with it: codes and links. It lies in a file outside the database and its backups;
//! without it, answers are anonymous for ever.

use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use domain::id::{AdministrationId, PersonId, ProgramId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::{Cx, Fault, Result, secret};

/// How many characters of a code are kept: 80 bits.
const CODE: usize = 16;

/// The key of one program.
pub(crate) struct Key {
    program: ProgramId,
    bytes: [u8; 32],
}

impl Key {
    /// Reads the key of a program; made, readable by its owner only, when there is none yet.
    pub(crate) fn of(cx: &Cx, program: ProgramId) -> Result<Self> {
        let folder = cx.ports.survey_keys.as_path();
        let file = folder.join(format!("{program}.key"));
        if let Some(bytes) = read(&file)? {
            return Ok(Self { program, bytes });
        }
        make(folder, &file, &cx.bytes::<32>(), &secret::token(cx)).map_err(|why| broken(&file, &why))?;
        tracing::warn!(%program, "a new survey key was made; codes made with an earlier one will not match");
        let bytes = read(&file)?.ok_or_else(|| Fault::Broken("the survey key vanished".to_owned()))?;
        Ok(Self { program, bytes })
    }

    /// The pseudonymous code of a person in this program: the same in every wave, and meaningless without the key.
    pub(crate) fn code(&self, person: PersonId) -> Result<String> {
        let tag = self.tag(&[person.0.as_bytes(), self.program.0.as_bytes()])?;
        Ok(BASE32_NOPAD.encode(&tag).chars().take(CODE).collect())
    }

    /// The secret of a person's link to one administration: the same in every letter, so that no letter breaks an earlier one.
    pub(crate) fn token(&self, administration: AdministrationId, person: PersonId) -> Result<String> {
        let tag = self.tag(&[b"link", administration.0.as_bytes(), person.0.as_bytes()])?;
        Ok(BASE64URL_NOPAD.encode(&tag))
    }

    fn tag(&self, parts: &[&[u8]]) -> Result<Vec<u8>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.bytes).map_err(|_| Fault::Broken("the survey key has no length".to_owned()))?;
        parts.iter().for_each(|part| mac.update(part));
        Ok(mac.finalize().into_bytes().to_vec())
    }
}

/// Under what a draft is kept: made from the secret of the link, of which the database holds another hash.
pub(crate) fn draft(token: &str) -> String {
    secret::hash(&format!("draft {token}"))
}

fn broken(file: &Path, why: &std::io::Error) -> Fault {
    match why.kind() {
        ErrorKind::StorageFull => Fault::DiskFull,
        _ => Fault::Broken(format!("the survey key {} does not open: {why}", file.display())),
    }
}

fn read(file: &Path) -> Result<Option<[u8; 32]>> {
    match std::fs::read(file) {
        Ok(bytes) => match <[u8; 32]>::try_from(bytes) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(_) => Err(Fault::Broken(format!("the survey key {} is not 32 bytes long", file.display()))),
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
