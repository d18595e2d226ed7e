//! The attendance of a cohort as CSV, for its coordinator. Every cell that a person wrote is kept from being run as a formula.

use chrono::{DateTime, Utc};
use domain::id::PersonId;
use domain::when::{self, Zone};

use super::super::schedule;
use super::super::tables::sessions;
use super::cell;
use super::roll::{Entry, Roll};
use super::truth::{Known, Truth};
use crate::audit::{self, Line};
use crate::programs::queries;
use crate::programs::reach::{self, Ask};
use crate::{Cx, Fault, Result, Viewer};

const HEADER: [&str; 15] = [
    "name",
    "session",
    "date",
    "present",
    "minutes",
    "assumed_minutes",
    "first",
    "last",
    "source",
    "adjusted",
    "marked_by",
    "marked_at",
    "reason",
    "left_at",
    "called_off",
];

/// One row per person and session, those who left too, for the sessions before (`export.attendance`); the download is logged.
pub async fn export(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<String> {
    let tx = cx.begin().await?;
    let cohort = reach::cohort(tx.db(), viewer, slug, Ask::Outline).await?;
    if !cohort.coordinator {
        return Err(Fault::Refused("refused-role"));
    }
    let roll = Roll::of(tx.db(), &cohort).await?;
    let held = schedule::of_cohort(tx.db(), cohort.id).await?;
    let truth = Truth::of(tx.db(), cx.now(), &cohort.program_row, &held).await?;
    let known: Vec<(Entry, &sessions::Model, Known)> = roll
        .all()
        .iter()
        .flat_map(|entry| held.iter().map(move |s| (*entry, s)))
        .filter(|(entry, s)| roll.counts(entry, s, &truth))
        .map(|(entry, s)| (entry, s, truth.about(s.id, entry.person)))
        .collect();
    let by = known.iter().filter_map(|(.., k)| k.adjusted.as_ref()?.by);
    let names = queries::names(tx.db(), roll.all().iter().map(|entry| entry.person).chain(by)).await?;
    let called = |id: PersonId| names.get(&id).map_or("", String::as_str);
    let mut out = csv::Writer::from_writer(Vec::new());
    let broken = |e: &dyn std::fmt::Display| Fault::Broken(e.to_string());
    out.write_record(HEADER).map_err(|e| broken(&e))?;
    for (entry, session, known) in &known {
        let by = known.adjusted.as_ref().and_then(|a| a.by).map_or("", called);
        out.write_record(row((called(entry.person), entry.left), by, session, known)).map_err(|e| broken(&e))?;
    }
    audit::write(&tx, viewer, Line::new("export.attendance", "cohort", cohort.id.0)).await?;
    tx.commit().await?;
    String::from_utf8(out.into_inner().map_err(|e| broken(&e))?).map_err(|e| broken(&e))
}

fn row((name, left): (&str, Option<DateTime<Utc>>), by: &str, session: &sessions::Model, known: &Known) -> [String; 15] {
    let seen = &known.presence;
    let ways: Vec<&str> = seen.ways.iter().map(|w| w.code()).chain(known.adjusted.as_ref().map(|_| "hand")).collect();
    let number = |n: f64| if ways.is_empty() { String::new() } else { format!("{n:.1}") };
    let local = |at: Option<DateTime<Utc>>| at.map_or_else(String::new, |at| local_time(at, &session.zone));
    [
        cell(name),
        session.number.to_string(),
        session.local_date.to_string(),
        known.verdict.map_or("", |there| if there { "yes" } else { "no" }).to_owned(),
        number(seen.minutes),
        number(seen.assumed),
        local(seen.first),
        local(seen.last),
        ways.join(" "),
        if known.adjusted.is_some() { "yes" } else { "no" }.to_owned(),
        cell(by),
        local(known.adjusted.as_ref().map(|a| a.at)),
        cell(known.adjusted.as_ref().map_or("", |a| a.reason.as_str())),
        local(left),
        if session.state == "cancelled" { "yes" } else { "no" }.to_owned(),
    ]
}

fn local_time(at: DateTime<Utc>, zone: &str) -> String {
    let zone = Zone::or_utc(zone);
    let (date, time) = when::utc_to_local(at, &zone);
    format!("{date} {}", time.format("%H:%M:%S"))
}
