//! Passwords: at least 12 characters, not among the guessable, kept as argon2id (19 MiB, 2 passes: OWASP's minimum).

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::fault::FieldFault;
use tokio::sync::Semaphore;

use crate::{Fault, Result};

/// Shortest password, in characters.
pub const SHORTEST: usize = 12;
/// Longest password, in bytes; all of them count.
pub const LONGEST: usize = 256;

/// Hashing is slow on purpose: two at a time, on threads of their own, so that pages stay quick.
static DESK: Semaphore = Semaphore::const_new(2);

/// A hash of nothing anyone can type, so that an unknown address takes as long as a known one.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now("\u{0}nobody\u{0}").ok());

/// Checks a new password; `about` are words that are easy to guess for this person (name, address).
pub fn judge(field: &str, password: &str, about: &[&str]) -> std::result::Result<(), FieldFault> {
    if password.chars().count() < SHORTEST {
        return Err(FieldFault::new(field, "fault-password-short").with("min", SHORTEST));
    }
    if password.len() > LONGEST {
        return Err(FieldFault::new(field, "fault-too-long").with("max", LONGEST));
    }
    let ours = ["kith", "echo", "palliative"];
    let inputs: Vec<&str> = about.iter().copied().chain(ours).collect();
    let strength = zxcvbn::zxcvbn(password, &inputs);
    // Joined, the parts of a name are many guesses to a general meter, and few to somebody who knows the person.
    let bare = bare(password);
    let own = inputs.iter().map(|w| bare_of(w)).filter(|w| w.len() > 3).fold(bare.clone(), |left, w| left.replace(&w, ""));
    let mostly_own = own.chars().count() * 2 < bare.chars().count();
    if strength.guesses() < 1_000_000 || mostly_own { Err(FieldFault::new(field, "fault-password-guessable")) } else { Ok(()) }
}

/// Letters and digits only, folded: "Amara.Okafor" is as guessable as "amaraokafor".
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The same of a known word; of an address, the part before the @.
fn bare_of(word: &str) -> String {
    bare(word.split('@').next().unwrap_or(word))
}

/// The argon2id hash of a password, in PHC form.
pub async fn hash(password: String) -> Result<String> {
    aside(move || hash_now(&password)).await?
}

/// Whether the password fits the hash; without a hash it takes as long and says no.
pub async fn fits(password: String, hash: Option<String>) -> Result<bool> {
    aside(move || {
        let known = hash.is_some();
        let Some(hash) = hash.or_else(|| NOBODY.clone()) else { return false };
        let Ok(parsed) = PasswordHash::new(&hash) else { return false };
        argon().verify_password(password.as_bytes(), &parsed).is_ok() && known
    })
    .await
}

fn argon() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or(Params::DEFAULT))
}

fn hash_now(password: &str) -> Result<String> {
    let hashed = argon().hash_password(password.as_bytes()).map_err(|e| Fault::Broken(e.to_string()))?;
    Ok(hashed.to_string())
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = DESK.acquire().await.map_err(|e| Fault::Broken(e.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|e| Fault::Broken(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_and_no_other() {
        let hashed = hash("correct horse battery".to_owned()).await.unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert!(fits("correct horse battery".to_owned(), Some(hashed.clone())).await.unwrap());
        assert!(!fits("correct horse batterz".to_owned(), Some(hashed)).await.unwrap());
        assert!(!fits("correct horse battery".to_owned(), None).await.unwrap());
    }

    #[test]
    fn short_and_guessable_passwords_are_refused() {
        for bad in ["short", "password1234", "123456789012", "amara.okafor", "kithkithkith"] {
            assert!(judge("password", bad, &["amara", "okafor", "amara.okafor@example.org"]).is_err(), "{bad}");
        }
        assert!(judge("password", "cedar-lantern-9-river", &["amara"]).is_ok());
        assert!(judge("password", &"é".repeat(129), &[]).is_err());
    }
}
