//! Jitsi: a room's address; with an app id and its secret, a token for one person (lib-jitsi-meet, "Authentication with tokens").

use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;

use super::Guest;
use super::settings::place;
use super::vault;
use crate::sessions::tables::video::video_servers;
use crate::{Cx, Fault, Result};

/// How long a token opens the door: long enough for a slow page, too short to hand on. Who drops out clicks again.
pub const LIFE: Duration = Duration::minutes(5);

/// Jitsi reads the moderator flag as a text.
#[derive(Serialize)]
struct User<'a> {
    id: &'a str,
    name: &'a str,
    moderator: &'static str,
    affiliation: &'static str,
}

#[derive(Serialize)]
struct Context<'a> {
    user: User<'a>,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'static str,
    iss: &'a str,
    sub: &'a str,
    room: &'a str,
    iat: i64,
    nbf: i64,
    exp: i64,
    context: Context<'a>,
}

/// Where this guest joins. No e-mail address and no key of a person leaves: a name, and a key that is the session's own.
pub(super) fn address(cx: &Cx, server: &video_servers::Model, guest: &Guest, now: DateTime<Utc>) -> Result<String> {
    let base = server.address.trim_end_matches('/');
    let room = &guest.room;
    if server.app_id.is_empty() || server.secret.is_empty() {
        return Ok(format!("{base}/{room}"));
    }
    let secret = vault::open(cx, &place(server), &server.secret)?;
    let host = base.split_once("://").map_or(base, |(_, rest)| rest).split(['/', ':']).next().unwrap_or_default();
    let user = User {
        id: &guest.key,
        name: &guest.name,
        moderator: if guest.moderates { "true" } else { "false" },
        affiliation: if guest.moderates { "owner" } else { "member" },
    };
    let until = std::cmp::min(now + LIFE, std::cmp::max(guest.ends_at, now + Duration::seconds(30)));
    let claims = Claims {
        aud: "jitsi",
        iss: &server.app_id,
        sub: host,
        room,
        iat: now.timestamp(),
        nbf: now.timestamp() - 10,
        exp: until.timestamp(),
        context: Context { user },
    };
    let token = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(secret.as_bytes()));
    let token = token.map_err(|_| Fault::Broken("a token for the video server could not be made".to_owned()))?;
    Ok(format!("{base}/{room}?jwt={token}"))
}
