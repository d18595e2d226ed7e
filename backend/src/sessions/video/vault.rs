//! Secrets of video servers, sealed: ChaCha20-Poly1305 (of ring, which is in the tree for TLS) with a key in a file outside the database.
//!
//! Sealed columns rather than a file for each secret: where several machines share one database, a secret set on one is there on all,
//! and they share one key file as they already share the survey keys. A backup or a stolen database alone opens nothing. The place of
//! a secret is bound into its seal, so that one copied to another row does not open there.

use data_encoding::BASE64;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::{Cx, Fault, Result, keyfile};

/// Seals a secret for its place.
pub(crate) fn seal(cx: &Cx, place: &str, plain: &str) -> Result<String> {
    let nonce = cx.bytes::<NONCE_LEN>();
    let mut bytes = plain.as_bytes().to_vec();
    let sealed = key(cx)?.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place.as_bytes()), &mut bytes);
    sealed.map_err(|_| Fault::Broken("a secret could not be sealed".to_owned()))?;
    Ok(BASE64.encode(&[&nonce[..], &bytes].concat()))
}

/// Opens a secret at its place.
pub(crate) fn open(cx: &Cx, place: &str, sealed: &str) -> Result<String> {
    let broken =
        || Fault::Broken(format!("the secret of the {place} does not open: its key in the key folder is another one; set it again"));
    let mut bytes = BASE64.decode(sealed.as_bytes()).map_err(|_| broken())?;
    if bytes.len() < NONCE_LEN {
        return Err(broken());
    }
    let mut body = bytes.split_off(NONCE_LEN);
    let nonce = Nonce::try_assume_unique_for_key(&bytes).map_err(|_| broken())?;
    let plain = key(cx)?.open_in_place(nonce, Aad::from(place.as_bytes()), &mut body).map_err(|_| broken())?;
    String::from_utf8(plain.to_vec()).map_err(|_| broken())
}

fn key(cx: &Cx) -> Result<LessSafeKey> {
    let (bytes, _) = keyfile::of(cx, "video.key")?;
    let key = UnboundKey::new(&CHACHA20_POLY1305, &bytes);
    Ok(LessSafeKey::new(key.map_err(|_| Fault::Broken("the key of the video servers has no length".to_owned()))?))
}
