//! Which badges were revoked: one bit each in a list that is signed like a badge. A verifier fetches the whole list, so that nobody here learns
//! which one is looked at, and nobody there learns of any other.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{keys, said};
use crate::credits::tables::certificates;
use crate::credits::tables::proof::badge_places as places;
use crate::programs::tables::hubs;
use crate::{Cx, Fault, Result};

/// Badges of one list, and the fewest bits that the format allows: 16 KiB.
const BITS: i32 = 131_072;

fn address(cx: &Cx, list: i32) -> String {
    format!("{}/badges/status/{list}", cx.ports.origin)
}

/// What a badge says of where its status is found.
pub(super) fn entry(cx: &Cx, place: i32) -> Value {
    let (list, index) = (address(cx, place / BITS), (place % BITS).to_string());
    json!({
        "id": format!("{list}#{index}"),
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": index,
        "statusListCredential": list,
    })
}

/// A list as a signed credential (`cert.verify`).
pub async fn list(cx: &Cx, list: i32) -> Result<String> {
    let first = list.checked_mul(BITS).filter(|first| *first >= 0).ok_or(Fault::Missing)?;
    let there = places::Entity::find().filter(places::Column::Place.between(first, first.saturating_add(BITS - 1))).all(cx.db()).await?;
    // The first list is there before its first badge.
    if there.is_empty() && list > 0 {
        return Err(Fault::Missing);
    }
    let revoked = certificates::Entity::find()
        .filter(certificates::Column::RevokedAt.is_not_null())
        .filter(certificates::Column::Id.in_subquery(places_of(first)))
        .all(cx.db())
        .await?;
    let mut bits = vec![0_u8; usize::try_from(BITS / 8).unwrap_or_default()];
    for row in there.iter().filter(|row| row.revoked || revoked.iter().any(|paper| paper.id == row.certificate_id)) {
        let at = usize::try_from(row.place - first).unwrap_or_default();
        // The first bit is the leftmost one.
        if let Some(byte) = bits.get_mut(at / 8) {
            *byte |= 0x80 >> (at % 8);
        }
    }
    let hub = hubs::Entity::find().order_by_asc(hubs::Column::CreatedAt).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let (id, issuer) = (address(cx, list), said::issuer_address(cx, hub.id));
    let claims = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": said::moment(cx.now()),
        "credentialSubject": {
            "id": format!("{id}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": packed(&bits)?,
        },
        "iss": issuer,
        "jti": id,
        "nbf": cx.now().timestamp(),
    });
    keys::sign(cx, &claims)
}

fn places_of(first: i32) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::{QuerySelect as _, QueryTrait as _};
    let all = places::Entity::find().select_only().column(places::Column::CertificateId);
    all.filter(places::Column::Place.between(first, first.saturating_add(BITS - 1))).into_query()
}

/// Packed with gzip, then in base64url under the letter of multibase.
fn packed(bits: &[u8]) -> Result<String> {
    let broken = |why: std::io::Error| Fault::Broken(format!("a list cannot be packed: {why}"));
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bits).map_err(broken)?;
    Ok(format!("u{}", data_encoding::BASE64URL_NOPAD.encode(&packer.finish().map_err(broken)?)))
}
