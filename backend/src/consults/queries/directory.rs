//! The directory of pathways.

use chrono::Duration;
use domain::consults::roster::on_shift;
use domain::id::{PathwayId, PersonId};
use domain::lang::Lang;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::accounts::tables::people;
use crate::consults::reach::{self, Ask, ReachedPathway};
use crate::consults::ringing;
use crate::consults::tables::pathway_people;
use crate::programs::queries::names;
use crate::{Cx, Fault, Result, Viewer};

/// A pathway in the directory.
#[derive(Debug, Clone)]
pub struct PathwayCard {
    /// The pathway, and how the reader stands to it.
    pub reached: ReachedPathway,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub scope: String,
    /// When it is answered, in words.
    pub hours: String,
    /// 24 hours, every day.
    pub always: bool,
    /// "Not sure? Start here."
    pub start_here: bool,
    /// Takes calls.
    pub open: bool,
    /// Has a place for video calls.
    pub video: bool,
    /// The number to dial.
    pub dial_in: String,
    /// May see the roster.
    pub sees_roster: bool,
    /// Who is on shift now; nobody, or not told.
    pub on_shift: Option<String>,
}

/// The directory, in the reader's language.
pub async fn directory(cx: &Cx, viewer: &Viewer, lang: Lang) -> Result<Vec<PathwayCard>> {
    let all = reach::visible(cx.db(), viewer).await?;
    let mut cards = Vec::with_capacity(all.len());
    for reached in all {
        cards.push(card(cx, reached, lang).await?);
    }
    Ok(cards)
}

/// One pathway, with what its page shows.
pub async fn pathway(cx: &Cx, viewer: &Viewer, id: PathwayId, ask: Ask, lang: Lang) -> Result<PathwayCard> {
    let reached = reach::pathway(cx.db(), viewer, id, ask).await?;
    card(cx, reached, lang).await
}

async fn card(cx: &Cx, reached: ReachedPathway, lang: Lang) -> Result<PathwayCard> {
    let now = cx.now();
    let sees_roster = reached.may(Ask::Roster);
    let mut on_now = None;
    if sees_roster {
        let rows = ringing::on_roster(cx.db(), reached.id, now, now + Duration::seconds(1)).await?;
        let shifts: Vec<_> = rows.iter().map(ringing::shift).collect();
        // Whoever said that they cannot be reached is passed over by a ring, and is not named here either: the backup is, if there is one.
        let away = pathway_people::Entity::find().filter(pathway_people::Column::PathwayId.eq(reached.id));
        let away = away.filter(pathway_people::Column::LeftAt.is_null()).filter(pathway_people::Column::AwayUntil.gt(now));
        let away: Vec<PersonId> = away.all(cx.db()).await?.into_iter().map(|place| place.person_id).collect();
        let (first, backup) = on_shift(&shifts, now);
        if let Some(person) = first.into_iter().chain(backup).find(|person| !away.contains(person)) {
            on_now = names(cx.db(), [person].into_iter()).await?.remove(&person);
        }
    }
    let row = &reached.row;
    Ok(PathwayCard {
        name: reach::name(row, lang),
        scope: reach::either(lang, &row.scope_en, &row.scope_fr),
        hours: reach::either(lang, &row.hours_en, &row.hours_fr),
        always: row.always,
        start_here: row.start_here,
        open: row.state == "open",
        video: !row.video_url.is_empty(),
        dial_in: row.dial_in.clone(),
        sees_roster,
        on_shift: on_now,
        reached,
    })
}

/// The reader's own community: where a call comes from unless they say otherwise.
pub async fn my_community(cx: &Cx, viewer: &Viewer) -> Result<String> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    Ok(people::Entity::find_by_id(me).one(cx.db()).await?.map(|p| p.community).unwrap_or_default())
}
