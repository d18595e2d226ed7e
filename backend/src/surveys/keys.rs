//! The key of a program, and what is made with it: codes and links. It lies in a file outside the database and its backups;
//! without it, answers are anonymous for ever.

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use domain::id::{AdministrationId, PersonId, ProgramId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::{Cx, Fault, Result, keyfile, secret};

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
        let (bytes, made) = keyfile::of(cx, &format!("{program}.key"))?;
        if made {
            tracing::warn!(%program, "a new survey key was made; codes made with an earlier one will not match");
        }
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
