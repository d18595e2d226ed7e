//! One's own transcript (I13): every paper across programs, what calls earned, and the sums of a cycle, kind by kind and year by year.

use chrono::{Datelike as _, NaiveDate};
use domain::credits::Credits;
use domain::credits::cycle::{Cycle, Line as CycleLine, Standing};
use domain::when::{Zone, utc_to_local};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::calls::{self, Sum};
use super::papers::{self, PaperLine};
use super::tables::certificates;
use crate::programs::commands::{date, number};
use crate::sessions::attendance::cell;
use crate::{Cx, Fault, Faults, Result, Viewer};

/// A transcript.
#[derive(Debug, Clone)]
pub struct Transcript {
    /// Whose.
    pub name: String,
    /// The cycle's first day, and how many years.
    pub from: NaiveDate,
    /// How many years.
    pub years: u32,
    /// The first day after it.
    pub until: NaiveDate,
    /// The papers of the cycle, the oldest first; also those that were revoked, which count for nothing.
    pub papers: Vec<PaperLine>,
    /// What calls earned, period by period: each year of the cycle is one.
    pub calls: Vec<Sum>,
    /// Where the person stands.
    pub standing: Standing,
    /// How many papers lie outside the cycle.
    pub outside: usize,
    /// How many calls do.
    pub calls_outside: usize,
}

/// The transcript of a cycle (`credit.own`). Nothing typed: the year from July that today lies in.
pub async fn mine(cx: &Cx, viewer: &Viewer, from: &str, years: &str) -> Result<Transcript> {
    let who = viewer.who().ok_or(Fault::SignIn)?;
    let zone = Zone::or_utc(&who.zone);
    let (from, years) = judge(from, years, utc_to_local(cx.now(), &zone).0)?;
    let all = certificates::Entity::find().filter(certificates::Column::PersonId.eq(who.person));
    let rows = all.order_by_asc(certificates::Column::OnDay).order_by_asc(certificates::Column::Id).all(cx.db()).await?;
    let papers = rows.iter().map(papers::line).collect::<Result<Vec<_>>>()?;
    let cycle = Cycle { from, years, total: Credits::NONE, yearly: Credits::NONE, kinds: Default::default() };
    let (calls, calls_outside) = calls::sums(cx.db(), who.person, |day| cycle.year_of(day)).await?;
    let of_calls = calls.iter().map(|sum| CycleLine { on: sum.on, kind: sum.kind.clone(), credits: sum.credits });
    let lines: Vec<CycleLine> = papers.iter().filter(|p| p.state.is_valid()).flat_map(lines).chain(of_calls).collect();
    let (inside, outside): (Vec<_>, Vec<_>) = papers.into_iter().partition(|p| touches(&cycle, p));
    let until = domain::day::months_later(from, years * 12);
    Ok(Transcript {
        name: who.name.clone(),
        from,
        years,
        until,
        standing: cycle.sum(&lines),
        papers: inside,
        calls,
        outside: outside.len(),
        calls_outside,
    })
}

fn touches(cycle: &Cycle, paper: &PaperLine) -> bool {
    paper.printed.held.iter().any(|held| cycle.year_of(held.on).is_some())
}

/// A series may reach over the end of a year: each session counts in its own.
fn lines(paper: &PaperLine) -> Vec<CycleLine> {
    let line = |held: &super::printed::Held| CycleLine { on: held.on, kind: paper.printed.kind.clone(), credits: held.credits };
    paper.printed.held.iter().filter(|held| held.credits > Credits::NONE).map(line).collect()
}

fn judge(from: &str, years: &str, today: NaiveDate) -> Result<(NaiveDate, u32)> {
    let mut faults = Faults::new();
    let usual = NaiveDate::from_ymd_opt(if today.month() >= 7 { today.year() } else { today.year() - 1 }, 7, 1).unwrap_or(today);
    let from = if from.trim().is_empty() { Some(usual) } else { faults.take(date("from", from)) };
    let years = if years.trim().is_empty() { Some(1) } else { faults.take(number("years", years, 1, 5)) };
    faults.done()?;
    Ok((from.unwrap_or(usual), years.and_then(|n| u32::try_from(n).ok()).unwrap_or(1)))
}

const HEADER: [&str; 10] =
    ["date", "program", "topic", "document", "kind", "credits", "minutes", "accredited_by", "accreditation_number", "serial"];

/// The same as CSV: a line for each session of each paper that is valid, and one for the calls of a year.
pub async fn export(cx: &Cx, viewer: &Viewer, from: &str, years: &str) -> Result<String> {
    let transcript = mine(cx, viewer, from, years).await?;
    let mut out = csv::Writer::from_writer(Vec::new());
    let broken = |e: &dyn std::fmt::Display| Fault::Broken(e.to_string());
    out.write_record(HEADER).map_err(|e| broken(&e))?;
    for paper in transcript.papers.iter().filter(|p| p.state.is_valid()) {
        for row in rows(paper) {
            out.write_record(row).map_err(|e| broken(&e))?;
        }
    }
    for sum in &transcript.calls {
        out.write_record(call_row(sum)).map_err(|e| broken(&e))?;
    }
    String::from_utf8(out.into_inner().map_err(|e| broken(&e))?).map_err(|e| broken(&e))
}

fn rows(paper: &PaperLine) -> Vec<[String; 10]> {
    let said = &paper.printed;
    let row = |held: &super::printed::Held| {
        [
            held.on.to_string(),
            cell(&said.program),
            cell(&held.title),
            super::printed::code(said.document).to_owned(),
            said.kind.clone(),
            held.credits.to_string(),
            held.minutes.to_string(),
            cell(&said.body),
            cell(&said.number),
            paper.serial.clone(),
        ]
    };
    said.held.iter().map(row).collect()
}

fn call_row(sum: &Sum) -> [String; 10] {
    [
        sum.on.to_string(),
        cell(&sum.program),
        format!("{} – {}", sum.from, sum.on),
        "calls".to_owned(),
        sum.kind.clone(),
        sum.credits.to_string(),
        sum.minutes.to_string(),
        cell(&sum.body),
        cell(&sum.number),
        String::new(),
    ]
}
