//! Servers through which two browsers reach each other when nothing leads from one to the other directly. A password is made for each call and
//! runs out with it: what coturn calls `use-auth-secret`. Nothing of a person is in the name.

use chrono::{DateTime, Utc};
use data_encoding::{BASE64, HEXLOWER};
use domain::id::ConsultId;
use domain::live::call::IceServer;
use ring::hmac;

/// What is known of such servers. Without any, browsers find each other in one network, or not at all; then there is the telephone.
#[derive(Default)]
pub struct Turn {
    stun: Vec<String>,
    turn: Vec<String>,
    secret: String,
}

impl Turn {
    /// `turn:` and `turns:` addresses with the secret that the server knows, too; `stun:` addresses need none.
    pub fn new(urls: &[String], secret: &str) -> Self {
        let (stun, turn) = urls.iter().cloned().partition(|url: &String| url.starts_with("stun:"));
        Self { stun, turn, secret: secret.to_owned() }
    }

    /// What the two of a call may use until then.
    pub fn servers(&self, call: ConsultId, until: DateTime<Utc>) -> Vec<IceServer> {
        let stun =
            (!self.stun.is_empty()).then(|| IceServer { urls: self.stun.clone(), username: String::new(), credential: String::new() });
        let turn = (!self.turn.is_empty() && !self.secret.is_empty()).then(|| {
            let username = format!("{}:{}", until.timestamp(), self.code(call));
            IceServer { urls: self.turn.clone(), credential: self.credential(&username), username }
        });
        stun.into_iter().chain(turn).collect()
    }

    /// A name for the call that only we can lead back to it: whoever reads the server's log learns when two talked, not who.
    fn code(&self, call: ConsultId) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.secret.as_bytes());
        HEXLOWER.encode(&hmac::sign(&key, call.0.as_bytes()).as_ref()[..8])
    }

    /// coturn wants SHA-1 here (draft-uberti-behave-turn-rest); as a key of a moment it is good enough, and nothing else is signed with it.
    fn credential(&self, username: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, self.secret.as_bytes());
        BASE64.encode(hmac::sign(&key, username.as_bytes()).as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls() -> Vec<String> {
        ["turn:t.example.org:3478", "stun:t.example.org:3478", "turns:t.example.org:5349"].map(str::to_owned).to_vec()
    }

    #[test]
    fn the_password_is_what_coturn_works_out() {
        // RFC 2202, the second case; and `printf 1774544400:abc | openssl dgst -sha1 -hmac north -binary | base64`.
        assert_eq!(Turn::new(&urls(), "Jefe").credential("what do ya want for nothing?"), "7/zfauXrL6LSdBbV8YTfnCWafHk=");
        assert_eq!(Turn::new(&urls(), "north").credential("1774544400:abc"), "sqGMw9r9kpoABuojVRzUSqlul6Q=");
    }

    #[test]
    fn it_is_made_for_one_call_and_names_nobody() {
        let (turn, at) = (Turn::new(&urls(), "north"), DateTime::from_timestamp(1_774_544_400, 0).unwrap_or_default());
        let call = |n: u128| ConsultId(uuid::Uuid::from_u128(n));
        let (one, two) = (turn.servers(call(1), at), turn.servers(call(2), at));
        assert_eq!(one.iter().map(|s| s.urls.len()).collect::<Vec<_>>(), [1, 2]);
        assert!(one[0].username.is_empty() && one[0].credential.is_empty());
        assert!(one[1].username.starts_with("1774544400:") && !one[1].username.contains(&call(1).0.simple().to_string()));
        assert_ne!(one[1].credential, two[1].credential);
    }

    #[test]
    fn without_a_secret_there_is_no_password_and_without_servers_nothing() {
        let at = DateTime::UNIX_EPOCH;
        assert_eq!(Turn::new(&urls(), "").servers(ConsultId(uuid::Uuid::nil()), at).len(), 1);
        assert!(Turn::default().servers(ConsultId(uuid::Uuid::nil()), at).is_empty());
    }
}
