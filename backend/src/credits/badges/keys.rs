//! The keys that sign badges: Ed25519, one file each (`badge-0001.key`) in the private folder of keys. The newest signs; all of them are
//! published for as long as their files are there, so that what an older one signed can still be checked.

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{Cx, Fault, Result, keyfile};

/// What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410).
const PKCS8: [u8; 16] = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
const BEGINS: &str = "badge-";

/// A key of this install.
pub(super) struct Key {
    seed: [u8; 32],
    x: String,
    /// RFC 7638.
    pub thumbprint: String,
}

impl Key {
    fn of(seed: [u8; 32]) -> Result<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| Fault::Broken("a badge key is no key".to_owned()))?;
        let x = data_encoding::BASE64URL_NOPAD.encode(pair.public_key().as_ref());
        let told = Sha256::digest(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#));
        Ok(Self { seed, thumbprint: data_encoding::BASE64URL_NOPAD.encode(&told), x })
    }

    /// Where the public half is: the key's name in badges, which anybody may follow.
    pub fn address(&self, cx: &Cx) -> String {
        format!("{}/badges/keys/{}", cx.ports.origin, self.thumbprint)
    }

    /// The public half as a JWK.
    pub fn public(&self, cx: &Cx) -> Value {
        json!({ "kty": "OKP", "crv": "Ed25519", "x": self.x, "kid": self.address(cx), "use": "sig", "alg": "EdDSA" })
    }
}

/// Every key, the oldest first; the first one is made when there is none.
pub(super) fn all(cx: &Cx) -> Result<Vec<Key>> {
    let mut names = keyfile::named(cx, BEGINS)?;
    if names.is_empty() {
        names.push(name(1));
    }
    names.iter().map(|name| Key::of(keyfile::of(cx, name)?.0)).collect()
}

fn name(n: usize) -> String {
    format!("{BEGINS}{n:04}.key")
}

/// The public halves (`cert.verify`), as a JWK set.
pub fn set(cx: &Cx) -> Result<Value> {
    let keys: Vec<Value> = all(cx)?.iter().map(|key| key.public(cx)).collect();
    Ok(json!({ "keys": keys }))
}

/// Makes a new key, which signs from now on; answers its name. What the older ones signed stays good while their files stay.
pub fn rotate(cx: &Cx) -> Result<String> {
    let last = all(cx)?.len();
    let names = keyfile::named(cx, BEGINS)?;
    let number = |name: &String| name.strip_prefix(BEGINS)?.strip_suffix(".key")?.parse::<usize>().ok();
    let next = name(names.iter().filter_map(number).max().unwrap_or(last) + 1);
    keyfile::of(cx, &next)?;
    Ok(next)
}

/// Signs claims with the newest key.
pub(super) fn sign(cx: &Cx, claims: &impl Serialize) -> Result<String> {
    let key = all(cx)?.pop().ok_or_else(|| Fault::Broken("there is no badge key".to_owned()))?;
    let header = Header { kid: Some(key.address(cx)), ..Header::new(Algorithm::EdDSA) };
    let secret = EncodingKey::from_ed_der(&[&PKCS8[..], &key.seed[..]].concat());
    jsonwebtoken::encode(&header, claims, &secret).map_err(|why| Fault::Broken(format!("a badge cannot be signed: {why}")))
}
