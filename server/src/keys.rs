//! The access token: a JWT of ten minutes that names a device and a person, and is believed only while the store agrees.

use std::path::Path;

use chrono::{DateTime, Utc};
use domain::id::{PersonId, SignInId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

/// How long an access token is believed, in seconds.
pub const ACCESS_SECONDS: i64 = 600;

const ISSUER: &str = "kith";
const AUDIENCE: &str = "kith-access";

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: PersonId,
    sid: SignInId,
    iat: i64,
    exp: i64,
    iss: String,
    aud: String,
}

/// The signing key of this install (HS256, 256 bits).
#[derive(Clone)]
pub struct Keys {
    sign: EncodingKey,
    verify: DecodingKey,
    rules: Validation,
}

impl Keys {
    /// Reads the key from `access.key` in the folder, or makes it there (readable by its owner only).
    pub fn in_folder(folder: &Path, chance: [u8; 32]) -> anyhow::Result<Self> {
        let path = folder.join("access.key");
        let secret = match std::fs::read(&path) {
            Ok(bytes) if bytes.len() >= 32 => bytes,
            Ok(_) => anyhow::bail!("{} is too short to be a key", path.display()),
            Err(_) => {
                write_private(&path, &chance)?;
                chance.to_vec()
            }
        };
        Ok(Self::of(&secret))
    }

    /// Keys from bytes.
    pub fn of(secret: &[u8]) -> Self {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        rules.set_issuer(&[ISSUER]);
        rules.set_audience(&[AUDIENCE]);
        // The time is checked against the context's clock below, so that tests and the store agree on it.
        rules.validate_exp = false;
        Self { sign: EncodingKey::from_secret(secret), verify: DecodingKey::from_secret(secret), rules }
    }

    /// An access token for this device.
    pub fn mint(&self, person: PersonId, sign_in: SignInId, now: DateTime<Utc>) -> anyhow::Result<String> {
        let iat = now.timestamp();
        let claims = Claims { sub: person, sid: sign_in, iat, exp: iat + ACCESS_SECONDS, iss: ISSUER.into(), aud: AUDIENCE.into() };
        Ok(jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.sign)?)
    }

    /// The device of a token, when it is ours and has not expired.
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Option<SignInId> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.verify, &self.rules).ok()?.claims;
        let fresh = claims.exp > now.timestamp() && claims.iat <= now.timestamp() + 60;
        fresh.then_some(claims.sid)
    }
}

/// Makes a folder that only its owner can look into: database, letters with live links and keys lie in it. One that is there stays as it is.
pub fn private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Writes a secret that only its owner can read.
pub fn write_private(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    if let Some(folder) = path.parent() {
        private_folder(folder)?;
    }
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ids() -> (PersonId, SignInId) {
        (PersonId(uuid::Uuid::from_u128(1)), SignInId(uuid::Uuid::from_u128(2)))
    }

    #[test]
    fn a_token_is_believed_for_ten_minutes_and_only_by_its_own_key() {
        let now = DateTime::from_timestamp(1_774_537_200, 0).unwrap();
        let (keys, (person, device)) = (Keys::of(&[7; 32]), ids());
        let token = keys.mint(person, device, now).unwrap();
        assert_eq!(keys.read(&token, now), Some(device));
        assert_eq!(keys.read(&token, now + chrono::Duration::seconds(ACCESS_SECONDS)), None);
        assert_eq!(keys.read(&token, now - chrono::Duration::minutes(5)), None);
        assert_eq!(Keys::of(&[8; 32]).read(&token, now), None);
    }

    #[test]
    fn a_token_without_a_signature_or_with_another_algorithm_is_refused() {
        let now = DateTime::from_timestamp(1_774_537_200, 0).unwrap();
        let (keys, (person, device)) = (Keys::of(&[7; 32]), ids());
        let token = keys.mint(person, device, now).unwrap();
        let body = token.split('.').nth(1).unwrap();
        let none = format!("{}.{body}.", data_encoding::BASE64URL_NOPAD.encode(br#"{"alg":"none","typ":"JWT"}"#));
        assert_eq!(keys.read(&none, now), None);
        let claims = jsonwebtoken::decode::<Claims>(&token, &keys.verify, &keys.rules).unwrap().claims;
        let other = jsonwebtoken::encode(&Header::new(Algorithm::HS512), &claims, &keys.sign).unwrap();
        assert_eq!(keys.read(&other, now), None);
    }
}
