//! How far it is from a community to the referral centre, one way: written by who runs a pathway, one line each, and used for the estimate of
//! journeys alone.

use std::collections::BTreeMap;

use domain::fault::FieldFault;
use domain::id::PathwayId;
use domain::text;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::tables::pathway_distances;
use crate::search::fold::folded;
use crate::{Result, Tx};

/// Communities of a pathway, and the longest way in kilometres.
const MOST: usize = 300;
const FARTHEST: u32 = 5000;

/// What is known, by folded name.
#[derive(Debug, Clone, Default)]
pub(super) struct Distances(BTreeMap<String, u32>);

impl Distances {
    /// Of a community, however it is written; nothing when it is not known.
    pub(super) fn km(&self, community: &str) -> Option<u32> {
        self.0.get(&folded(community)).copied()
    }
}

async fn rows(db: &impl ConnectionTrait, pathway: PathwayId) -> Result<Vec<pathway_distances::Model>> {
    let rows = pathway_distances::Entity::find().filter(pathway_distances::Column::PathwayId.eq(pathway));
    Ok(rows.order_by_asc(pathway_distances::Column::Community).all(db).await?)
}

/// Those of a pathway.
pub(super) async fn of(db: &impl ConnectionTrait, pathway: PathwayId) -> Result<Distances> {
    let far = |r: pathway_distances::Model| (folded(&r.community), u32::try_from(r.km).unwrap_or(0));
    Ok(Distances(rows(db, pathway).await?.into_iter().map(far).collect()))
}

/// As the form shows them.
pub(super) async fn written(db: &impl ConnectionTrait, pathway: PathwayId) -> Result<String> {
    Ok(rows(db, pathway).await?.iter().map(|r| format!("{}, {}", r.community, r.km)).collect::<Vec<_>>().join("\n"))
}

/// Reads lines such as `Vanderhoof, 97`: a community, and whole kilometres behind the last comma or blank.
pub(super) fn parse(field: &str, raw: &str) -> std::result::Result<Vec<(String, u32)>, FieldFault> {
    let mut all: Vec<(String, u32)> = Vec::new();
    for line in raw.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let wrong =
            || FieldFault::new(field, "fault-distance").with("line", line.chars().take(60).collect::<String>()).with("most", FARTHEST);
        let plain = line.strip_suffix("km").unwrap_or(line).trim_end();
        let (name, km) = plain.rsplit_once([',', ';', '\t', ' ']).ok_or_else(wrong)?;
        let km = km.trim().parse().ok().filter(|km| (1..=FARTHEST).contains(km)).ok_or_else(wrong)?;
        let name = text::line(field, name.trim_end_matches([',', ';', ' ']), 120).map_err(|_| wrong())?;
        if all.iter().any(|(known, _)| folded(known) == folded(&name)) {
            return Err(FieldFault::new(field, "fault-distance-twice").with("community", name));
        }
        all.push((name, km));
    }
    if all.len() > MOST { Err(FieldFault::new(field, "fault-distance-many").with("max", MOST)) } else { Ok(all) }
}

/// Writes them in the place of those before.
pub(super) async fn set(tx: &Tx, pathway: PathwayId, all: &[(String, u32)]) -> Result<()> {
    let known = pathway_distances::Entity::delete_many().filter(pathway_distances::Column::PathwayId.eq(pathway));
    known.exec(tx.db()).await?;
    let row = |(community, km): &(String, u32)| pathway_distances::ActiveModel {
        id: Set(tx.cx().new_id()),
        pathway_id: Set(pathway),
        community: Set(community.clone()),
        km: Set(i32::try_from(*km).unwrap_or(0)),
    };
    for some in all.chunks(100) {
        pathway_distances::Entity::insert_many(some.iter().map(row)).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn lines_are_read_however_they_are_written() {
        let said = parse("distances", " Vanderhoof, 97 \n\nFort St. John; 440km\nMcBride\t213\nOld Massett 0127\n").unwrap();
        let plain: Vec<(&str, u32)> = said.iter().map(|(name, km)| (name.as_str(), *km)).collect();
        assert_eq!(plain, [("Vanderhoof", 97), ("Fort St. John", 440), ("McBride", 213), ("Old Massett", 127)]);
        assert!(parse("distances", "").unwrap().is_empty());
    }

    #[test]
    fn what_is_no_distance_is_told_with_its_line() {
        for wrong in ["Vanderhoof", "Vanderhoof, far", "Vanderhoof, 0", "Vanderhoof, 5001", ", 97", "97", "Vanderhoof, 1.5"] {
            let fault = parse("distances", &format!("McBride 213\n{wrong}")).unwrap_err();
            assert_eq!(fault.word, "fault-distance", "{wrong}");
        }
        assert_eq!(parse("distances", "Smithers 370\nsmithers, 371").unwrap_err().word, "fault-distance-twice");
        let many: String = (0..=MOST).map(|n| format!("Place {}x, {}\n", n, 1 + n % 9)).collect();
        assert_eq!(parse("distances", &many).unwrap_err().word, "fault-distance-many");
    }
}
