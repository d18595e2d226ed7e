//! Letters of this room: that a call rings, that nobody came, that it waits to be closed, that a shift has nobody. None has a name in it but its
//! reader's, nor a word of what was said.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::id::{ConsultId, PersonId};
use domain::lang::Lang;
use domain::viewer::Grant;
use fluent_bundle::FluentValue;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::reach;
use super::tables::{consults, pathways, shifts};
use crate::accounts::tables::people;
use crate::outbox::{self, Enclosed, Letter};
use crate::programs::tables::grants;
use crate::words::Words;
use crate::{Fault, Result, Tx};

fn group(id: ConsultId) -> String {
    format!("consult:{id}")
}

/// What still waits to be said of a call is not said.
pub(super) async fn hush(tx: &Tx, id: ConsultId) -> Result<()> {
    outbox::cancel(tx, &group(id)).await.map(|_| ())
}

/// A person who can read a letter.
async fn reader(tx: &Tx, person: PersonId) -> Result<Option<(people::Model, Words)>> {
    let row = people::Entity::find_by_id(person).one(tx.db()).await?.filter(|p| p.state == "active");
    Ok(row.map(|row| {
        let words = Words::of(row.language.parse::<Lang>().unwrap_or_default());
        (row, words)
    }))
}

async fn pathway_of(tx: &Tx, row: &consults::Model) -> Result<pathways::Model> {
    pathways::Entity::find_by_id(row.pathway_id).one(tx.db()).await?.ok_or(Fault::Missing)
}

/// A call rings: to one who can answer it. Of no use when it comes after that.
pub(super) async fn ring(tx: &mut Tx, row: &consults::Model, person: PersonId, until: DateTime<Utc>) -> Result<()> {
    let Some((reader, words)) = reader(tx, person).await? else { return Ok(()) };
    let pathway = pathway_of(tx, row).await?;
    let (name, link) = (reach::name(&pathway, words.lang), format!("{}/consult/{}", tx.cx().ports.origin, row.id));
    let region = if row.region.is_empty() { words.t("consult-region-unknown") } else { row.region.clone() };
    let values = [("pathway", name.as_str().into()), ("region", region.as_str().into()), ("link", link.as_str().into())];
    let letter = Letter::to(&reader, "consult-ring", "letter-ring", group(row.id), &values);
    let enclosed = Enclosed { good_until: Some(until + Duration::minutes(2)), ..Enclosed::default() };
    outbox::post_with(tx, letter, enclosed).await.map(|_| ())
}

/// Nobody came: to who asked.
pub(super) async fn unanswered(tx: &mut Tx, row: &consults::Model) -> Result<()> {
    hush(tx, row.id).await?;
    to_caller(tx, row, "letter-unanswered").await
}

/// The on-call closed it: to who asked, whose five taps and two sentences are left.
pub(super) async fn closed(tx: &mut Tx, row: &consults::Model) -> Result<()> {
    to_caller(tx, row, "letter-call-closed").await
}

async fn to_caller(tx: &mut Tx, row: &consults::Model, key: &str) -> Result<()> {
    let pathway = pathway_of(tx, row).await?;
    to_one(tx, row, &pathway, row.caller_id, key).await
}

/// Something happened to a pearl of a call: to one of its two. No word of it stands in the letter.
pub(super) async fn pearl(tx: &mut Tx, row: &consults::Model, pathway: &pathways::Model, to: PersonId, key: &str) -> Result<()> {
    to_one(tx, row, pathway, to, key).await
}

async fn to_one(tx: &mut Tx, row: &consults::Model, pathway: &pathways::Model, to: PersonId, key: &str) -> Result<()> {
    let Some((reader, words)) = reader(tx, to).await? else { return Ok(()) };
    let (name, link) = (reach::name(pathway, words.lang), format!("{}/consult/{}", tx.cx().ports.origin, row.id));
    let values = [("pathway", name.as_str().into()), ("link", link.as_str().into())];
    let letter = Letter::to(&reader, "consult", key, group(row.id), &values);
    outbox::post(tx, letter).await.map(|_| ())
}

/// Those of a program with one of these powers who can read a letter, each once.
async fn who_runs(tx: &Tx, pathway: &pathways::Model, kinds: &[Grant]) -> Result<Vec<(people::Model, Words)>> {
    let all = grants::Entity::find().filter(grants::Column::ProgramId.eq(pathway.program_id));
    let all = all.filter(grants::Column::Kind.is_in(kinds.iter().map(|kind| kind.code()))).all(tx.db()).await?;
    let people: std::collections::BTreeSet<PersonId> = all.into_iter().map(|grant| grant.person_id).collect();
    let mut told = Vec::new();
    for person in people {
        told.extend(reader(tx, person).await?);
    }
    Ok(told)
}

/// Nobody is on shift from a moment on: to those who coordinate the program. Answers how many were told.
pub(super) async fn gap(tx: &mut Tx, pathway: &pathways::Model, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<i32> {
    let mut told = 0;
    for (reader, words) in who_runs(tx, pathway, &[Grant::Coordinator]).await? {
        let show = |at| domain::when::show_from(tx.cx().now(), at, &reader.zone, &pathway.zone, words.lang).text;
        let (name, from, to) = (reach::name(pathway, words.lang), show(from), show(to));
        let link = format!("{}/consult/pathways/{}/roster", tx.cx().ports.origin, pathway.id);
        let values: [(&str, FluentValue<'_>); 4] =
            [("pathway", name.as_str().into()), ("from", from.as_str().into()), ("to", to.as_str().into()), ("link", link.as_str().into())];
        let letter = Letter::to(&reader, "roster-gap", "letter-gap", format!("roster:{}", pathway.id), &values);
        outbox::post(tx, letter).await?;
        told += 1;
    }
    Ok(told)
}

/// Calls of a week were answered too late, or not at all: to those who lead and coordinate the program (G11). Counts under five are told as such.
pub(super) async fn late(
    tx: &mut Tx,
    pathway: &pathways::Model,
    week: NaiveDate,
    (calls, ninety, missed): (usize, Option<i64>, usize),
) -> Result<()> {
    for (reader, words) in who_runs(tx, pathway, &[Grant::Lead, Grant::Coordinator]).await? {
        let day = domain::when::show_date(week, words.lang);
        let few = |n: usize| match n {
            0 => words.t("letter-late-none"),
            1..5 => words.t("report-few"),
            n => n.to_string(),
        };
        let soon = ninety.map_or_else(
            || words.t("letter-late-no-time"),
            |s| words.with("letter-late-minutes", &[("n", (s / 60).into()), ("s", (s % 60).into())]),
        );
        let (name, missed) = (reach::name(pathway, words.lang), few(missed));
        let link = format!("{}/consult/pathways/{}/report", tx.cx().ports.origin, pathway.id);
        let values: [(&str, FluentValue<'_>); 6] = [
            ("pathway", name.as_str().into()),
            ("week", day.as_str().into()),
            ("calls", FluentValue::from(calls)),
            ("ninety", soon.as_str().into()),
            ("missed", missed.as_str().into()),
            ("link", link.as_str().into()),
        ];
        let letter = Letter::to(&reader, "consult-late", "letter-late", format!("week:{}:{week}", pathway.id), &values);
        outbox::post(tx, letter).await?;
    }
    Ok(())
}

/// A shift is offered: to who may take it.
pub(super) async fn offered(tx: &mut Tx, pathway: &pathways::Model, shift: &shifts::Model, to: PersonId) -> Result<()> {
    shift_letter(tx, pathway, shift, to, "letter-shift-offered").await
}

/// A shift has another owner: to who gave it away, and to whom it was given.
pub(super) async fn given(tx: &mut Tx, pathway: &pathways::Model, shift: &shifts::Model, to: PersonId) -> Result<()> {
    shift_letter(tx, pathway, shift, to, "letter-shift-given").await
}

/// The one who was asked cannot take a shift: to who offered it.
pub(super) async fn declined(tx: &mut Tx, pathway: &pathways::Model, shift: &shifts::Model) -> Result<()> {
    shift_letter(tx, pathway, shift, shift.person_id, "letter-shift-declined").await
}

/// Somebody was taken off a pathway, and so many of their shifts to come with them.
pub(super) async fn off(tx: &mut Tx, pathway: &pathways::Model, person: PersonId, shifts: u64) -> Result<()> {
    let Some((reader, words)) = reader(tx, person).await? else { return Ok(()) };
    let (name, link) = (reach::name(pathway, words.lang), format!("{}/consult", tx.cx().ports.origin));
    let values = [("pathway", name.as_str().into()), ("n", shifts.into()), ("link", link.as_str().into())];
    let letter = Letter::to(&reader, "shift", "letter-pathway-off", format!("pathway-off:{}:{person}", pathway.id), &values);
    outbox::post(tx, letter).await.map(|_| ())
}

async fn shift_letter(tx: &mut Tx, pathway: &pathways::Model, shift: &shifts::Model, to: PersonId, key: &str) -> Result<()> {
    let Some((reader, words)) = reader(tx, to).await? else { return Ok(()) };
    let show = |at| domain::when::show_from(tx.cx().now(), at, &reader.zone, &pathway.zone, words.lang).text;
    let (name, from, until) = (reach::name(pathway, words.lang), show(shift.from_at), show(shift.to_at));
    let link = format!("{}/oncall", tx.cx().ports.origin);
    let values: [(&str, FluentValue<'_>); 5] = [
        ("pathway", name.as_str().into()),
        ("backup", if shift.backup { "yes" } else { "no" }.into()),
        ("from", from.as_str().into()),
        ("to", until.as_str().into()),
        ("link", link.as_str().into()),
    ];
    let letter = Letter::to(&reader, "shift", key, format!("shift:{}", shift.id), &values);
    outbox::post_with(tx, letter, Enclosed { good_until: Some(shift.to_at), ..Enclosed::default() }).await.map(|_| ())
}
