//! A paper as an Open Badge 3.0: a verifiable credential as a JWT (VC-JWT), signed with a key of this install, which anybody may check without
//! asking here; and the list in which a verifier sees that it was revoked (W3C Bitstring Status List).

mod keys;
mod said;
mod status;

use domain::credits::serial::Serial;
use domain::id::{CertificateId, HubId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};
use serde_json::Value;

use super::issuing::read;
use super::papers::File;
use super::tables::proof::badge_places as places;
use super::{door, printed};
use crate::accounts::tables::people;
use crate::programs::tables::{hubs, programs};
use crate::words::Words;
use crate::{Cx, Fault, Result, Viewer};

pub use keys::{rotate, set};
pub use status::list;

/// How a badge is called on its way.
pub const MEDIA_TYPE: &str = "application/vc+jwt";

/// A paper's badge (`cert.read`). One that was revoked is not made any more. The same paper and key give the same bytes.
pub async fn badge(cx: &Cx, viewer: &Viewer, serial: &str) -> Result<File> {
    let row = door::paper(cx.db(), viewer, serial).await?;
    if row.revoked_at.is_some() {
        return Err(Fault::Gone("gone-certificate-revoked"));
    }
    let serial: Serial = row.serial.parse().map_err(|_| Fault::Missing)?;
    let paper = read(&row)?;
    let program = programs::Entity::find_by_id(row.program_id).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let email = people::Entity::find_by_id(row.person_id).one(cx.db()).await?.filter(|p| p.state != "deleted").map(|p| p.email);
    let place = place(cx, row.id).await?;
    let about = said::About { paper: &paper, row: &row, hub: program.hub_id, email: email.as_deref(), place };
    let bytes = keys::sign(cx, &said::credential(cx, &about))?.into_bytes();
    let name = Words::of(paper.lang).t(&format!("paper-file-{}", printed::code(paper.document)));
    Ok(File { name: format!("{name}-{serial}.jwt"), bytes })
}

/// A paper's place in the list of revoked badges; given once, and never to another.
async fn place(cx: &Cx, id: CertificateId) -> Result<i32> {
    // Two that ask at once may want the same place; the second takes the next.
    for _ in 0..20 {
        if let Some(row) = places::Entity::find_by_id(id).one(cx.db()).await? {
            return Ok(row.place);
        }
        let tx = cx.begin().await?;
        let last = places::Entity::find().order_by_desc(places::Column::Place).one(tx.db()).await?;
        let row = places::ActiveModel { certificate_id: Set(id), place: Set(last.map_or(0, |row| row.place + 1)), revoked: Set(false) };
        let there = OnConflict::new().do_nothing().to_owned();
        places::Entity::insert(row).on_conflict(there).exec_without_returning(tx.db()).await?;
        tx.commit().await?;
    }
    Err(Fault::Busy)
}

/// The profile of a hub as an issuer (`cert.verify`).
pub async fn issuer(cx: &Cx, hub: HubId) -> Result<Value> {
    let row = hubs::Entity::find_by_id(hub).one(cx.db()).await?.ok_or(Fault::Missing)?;
    Ok(said::issuer(cx, hub, &row.name))
}

/// One public key by its thumbprint (`cert.verify`): what `kid` of a badge leads to.
pub fn key(cx: &Cx, thumbprint: &str) -> Result<Value> {
    keys::all(cx)?.into_iter().find(|key| key.thumbprint == thumbprint).map(|key| key.public(cx)).ok_or(Fault::Missing)
}
