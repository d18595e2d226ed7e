//! BigBlueButton: `create`, then `join`, each with the checksum of its call (BigBlueButton API, "Usage": SHA-256 over the call's name,
//! its query exactly as sent, and the shared secret).
//!
//! `create` is asked by the server and not by redirecting the browser: it answers XML, which a browser would show instead of going on,
//! and a signed `create` in somebody's history would let them open the meeting again at any time. So this is the one request that Kith
//! makes of another machine, and only of the one an administrator named. Asking twice is harmless: the meeting has one id and fixed passwords.

use std::fmt::Write as _;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::Guest;
use super::settings::place;
use super::vault;
use crate::sessions::tables::video::video_servers;
use crate::{Cx, Fault, Result};

/// Where this guest joins; the meeting is opened first.
pub(super) async fn address(cx: &Cx, server: &video_servers::Model, guest: &Guest) -> Result<String> {
    let secret = vault::open(cx, &place(server), &server.secret)?;
    let base = base(&server.address);
    let answer = cx.ports.outside.get(call(&base, "create", &create(guest, &secret), &secret)).await;
    let answer = answer.map_err(|why| {
        tracing::warn!(server = server.address, why, "the video server did not answer");
        Fault::Conflict("conflict-video-silent")
    })?;
    if !answer.contains("<returncode>SUCCESS</returncode>") {
        let key = answer.split_once("<messageKey>").and_then(|(_, rest)| rest.split_once("</messageKey>")).map_or("", |(key, _)| key);
        let key: String = key.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        tracing::warn!(server = server.address, key, "the video server refused to open a meeting");
        return Err(Fault::Conflict("conflict-video-silent"));
    }
    let role = if guest.moderates { "MODERATOR" } else { "VIEWER" };
    let join =
        query(&[("fullName", &guest.name), ("meetingID", &guest.room), ("redirect", "true"), ("role", role), ("userID", &guest.key)]);
    Ok(call(&base, "join", &join, &secret))
}

/// Nothing is recorded: what is said of patients is not kept by a machine.
fn create(guest: &Guest, secret: &str) -> String {
    let password =
        |role: &str| HEXLOWER.encode(&Sha256::digest(format!("{role}|{}|{secret}", guest.room))).chars().take(24).collect::<String>();
    query(&[
        ("allowStartStopRecording", "false"),
        ("attendeePW", &password("attendee")),
        ("autoStartRecording", "false"),
        ("logoutURL", &guest.page),
        ("meetingID", &guest.room),
        ("moderatorPW", &password("moderator")),
        ("name", &guest.title),
        ("record", "false"),
    ])
}

/// `bbb-conf --secret` prints the address with or without a slash, some write `/api` behind it.
fn base(address: &str) -> String {
    let address = address.trim_end_matches('/');
    address.strip_suffix("/api").unwrap_or(address).to_owned()
}

/// The address of a call, with its checksum.
fn call(base: &str, name: &str, query: &str, secret: &str) -> String {
    format!("{base}/api/{name}?{query}&checksum={}", checksum(name, query, secret))
}

/// The checksum of a call.
pub fn checksum(name: &str, query: &str, secret: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(format!("{name}{query}{secret}")))
}

fn query(pairs: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
