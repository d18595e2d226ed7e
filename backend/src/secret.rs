//! Tokens: made from chance, kept only as a hash, compared in constant time.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

use crate::Cx;

/// 256 bits as 43 characters that fit in a link.
pub fn token(cx: &Cx) -> String {
    BASE64URL_NOPAD.encode(&cx.bytes::<32>())
}

/// What is stored of a token: SHA-256, in hexadecimal (64 characters). A token of 256 random bits needs no salt.
pub fn hash(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
}
