//! What a badge says, in the words of Open Badges 3.0; taken from what the paper says, and nothing beside it.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::credits::Credits;
use domain::credits::rules::Document;
use domain::id::HubId;
use domain::lang::Lang;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::status;
use crate::Cx;
use crate::credits::issuing::check_address;
use crate::credits::printed::Printed;
use crate::credits::tables::certificates;
use crate::words::Words;

/// Verifiable Credentials 2.0, then Open Badges 3.0.
const CONTEXT: [&str; 2] = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];
const SCHEMA: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

/// A paper, and what a badge needs beside it.
pub(super) struct About<'a> {
    pub paper: &'a Printed,
    pub row: &'a certificates::Model,
    pub hub: HubId,
    /// The holder's address, where they still have an account.
    pub email: Option<&'a str>,
    pub place: i32,
}

/// A moment as credentials write it.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The address of an issuer, which leads to its profile.
pub(super) fn issuer_address(cx: &Cx, hub: HubId) -> String {
    format!("{}/badges/issuers/{hub}", cx.ports.origin)
}

/// An issuer's profile.
pub(super) fn issuer(cx: &Cx, hub: HubId, name: &str) -> Value {
    let origin = &*cx.ports.origin;
    json!({ "@context": CONTEXT, "id": issuer_address(cx, hub), "type": ["Profile"], "name": name, "url": origin })
}

/// The claims of a badge: the credential's members and the registered ones beside each other (Open Badges 3.0, section 8.2).
pub(super) fn credential(cx: &Cx, about: &About<'_>) -> Value {
    let (paper, row) = (about.paper, about.row);
    let (id, from) = (check_address(cx, &row.serial), issuer_address(cx, about.hub));
    json!({
        "@context": CONTEXT,
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": format!("{}{}{}", paper.title, Words::of(paper.lang).colon(), paper.program),
        "issuer": { "id": from, "type": ["Profile"], "name": paper.hub, "url": &*cx.ports.origin },
        "validFrom": moment(row.issued_at),
        "credentialSubject": subject(about),
        "credentialStatus": status::entry(cx, about.place),
        "credentialSchema": [{ "id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019" }],
        "iss": from,
        "jti": id,
        "nbf": row.issued_at.timestamp(),
    })
}

fn subject(about: &About<'_>) -> Value {
    let (paper, row) = (about.paper, about.row);
    let mut identity = vec![identified("name", &paper.name, None)];
    identity.extend(about.email.map(|email| identified("emailAddress", email, Some(&row.serial))));
    let days = || paper.held.iter().map(|held| held.on);
    let (first, last) = (days().min().unwrap_or(row.on_day), days().max().unwrap_or(row.on_day));
    let mut out = Map::new();
    out.insert("type".to_owned(), json!(["AchievementSubject"]));
    out.insert("identifier".to_owned(), json!(identity));
    out.insert("activityStartDate".to_owned(), json!(noon(first)));
    out.insert("activityEndDate".to_owned(), json!(noon(last)));
    let credits: Credits = paper.held.iter().map(|held| held.credits).sum();
    if credits > Credits::NONE {
        out.insert("creditsEarned".to_owned(), json!(f64::from(credits.0) / 100.0));
    }
    out.insert("achievement".to_owned(), achievement(paper, row));
    Value::Object(out)
}

/// The format wants a moment where a paper has a day.
fn noon(day: NaiveDate) -> String {
    format!("{day}T12:00:00Z")
}

/// The name stands there, as it does on the paper. An address is hashed: who knows it can find it again, and nobody else can read it.
fn identified(kind: &str, plain: &str, salt: Option<&str>) -> Value {
    match salt {
        None => json!({ "type": "IdentityObject", "identityType": kind, "hashed": false, "identityHash": plain }),
        Some(salt) => {
            let told = data_encoding::HEXLOWER.encode(&Sha256::digest(format!("{plain}{salt}")));
            json!({ "type": "IdentityObject", "identityType": kind, "hashed": true, "salt": salt, "identityHash": format!("sha256${told}") })
        }
    }
}

fn achievement(paper: &Printed, row: &certificates::Model) -> Value {
    let topics: Vec<&str> = paper.held.iter().map(|held| held.title.as_str()).filter(|title| !title.is_empty()).collect();
    let name = if topics.is_empty() {
        paper.program.clone()
    } else {
        format!("{}{}{}", paper.program, Words::of(paper.lang).colon(), topics.join("; "))
    };
    // All that the paper says but whose it is, and its statement word by word.
    let said: Vec<&str> = paper.lines.iter().skip(1).map(String::as_str).collect();
    let mut out = Map::new();
    out.insert("id".to_owned(), json!(format!("urn:uuid:{}", row.subject)));
    out.insert("type".to_owned(), json!(["Achievement"]));
    out.insert("name".to_owned(), json!(name));
    out.insert("description".to_owned(), json!(said.join(" ")));
    out.insert("criteria".to_owned(), json!({ "narrative": said.join("\n\n") }));
    out.insert("inLanguage".to_owned(), json!(if paper.lang == Lang::Fr { "fr-CA" } else { "en-CA" }));
    // The word belongs to certificates alone (I11).
    if paper.document == Document::Certificate {
        out.insert("achievementType".to_owned(), json!("CertificateOfCompletion"));
    }
    if !paper.number.is_empty() {
        out.insert("humanCode".to_owned(), json!(paper.number));
    }
    Value::Object(out)
}
