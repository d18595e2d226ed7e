//! Letters of this room: plain text, in the reader's language. Links are the only secret in them, and each works once.

use super::tables::people;
use crate::outbox::{self, Letter};
use crate::{Result, Tx};

/// An invitation; `to` names the cohort, or is empty.
pub async fn invitation(tx: &mut Tx, person: &people::Model, token: &str, to: &str) -> Result<()> {
    let link = format!("{}/invitation/{token}", tx.cx().ports.origin);
    let key = if to.is_empty() { "letter-invitation" } else { "letter-invitation-cohort" };
    send(tx, person, "invitation", key, &[("link", link.as_str()), ("cohort", to)]).await
}

/// A sign-in link.
pub async fn sign_in(tx: &mut Tx, person: &people::Model, token: &str) -> Result<()> {
    let link = format!("{}/in/{token}", tx.cx().ports.origin);
    send(tx, person, "sign_in", "letter-sign-in", &[("link", link.as_str())]).await
}

/// A link to choose a new password.
pub async fn password(tx: &mut Tx, person: &people::Model, token: &str) -> Result<()> {
    let link = format!("{}/password/{token}", tx.cx().ports.origin);
    send(tx, person, "password", "letter-password", &[("link", link.as_str())]).await
}

/// Tells that the password was changed, so that a stranger's change is noticed.
pub async fn password_changed(tx: &mut Tx, person: &people::Model) -> Result<()> {
    send(tx, person, "password_changed", "letter-password-changed", &[]).await
}

/// Tells, at one of the two addresses, that a person has another address now.
pub async fn address_changed(tx: &mut Tx, person: &people::Model, old: &str, new: &str) -> Result<()> {
    let kind = if person.email == old { "address_old" } else { "address_new" };
    send(tx, person, kind, "letter-address", &[("old", old), ("new", new)]).await
}

/// Queues one letter: subject `<key>-subject`, body `<key>-body`, both given `name` and the values.
async fn send(tx: &mut Tx, person: &people::Model, kind: &'static str, key: &str, values: &[(&str, &str)]) -> Result<()> {
    let values: Vec<_> = values.iter().map(|(k, v)| (*k, (*v).into())).collect();
    let group = format!("account:{}:{kind}", person.id);
    outbox::post(tx, Letter::to(person, kind, key, group, &values)).await.map(|_| ())
}
