//! A list of people as a file: judged whole, written whole or not at all; its good rows alone only when asked for explicitly.

use domain::people_file::{self, PersonRow};
use domain::table::RowFault;
use serde_json::json;

use super::enrolling::{self, Place};
use super::reach::{self, Ask};
use crate::accounts::invite::Guest;
use crate::audit::{self, Line};
use crate::{Cx, Result, Viewer};

/// What to do with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Only look.
    DryRun,
    /// All rows, or none when one is bad.
    AllOrNothing,
    /// The good rows; the bad ones are reported.
    SkipBad,
}

/// What came of it, or would.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Whether anything was written.
    pub written: bool,
    /// The good rows, in file order, with what happens to each.
    pub rows: Vec<(PersonRow, Outcome)>,
    /// The faults.
    pub bad: Vec<RowFault>,
    /// Headings that mean nothing here.
    pub ignored: Vec<String>,
}

/// What happens to one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Gets a place.
    Enrolled,
    /// Waits, as the nth.
    Waiting(i64),
    /// Is there already.
    Already,
}

impl Report {
    /// How many rows had this outcome: enrolled, waiting, already there.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |f: fn(&Outcome) -> bool| self.rows.iter().filter(|(_, o)| f(o)).count();
        (count(|o| matches!(o, Outcome::Enrolled)), count(|o| matches!(o, Outcome::Waiting(_))), count(|o| matches!(o, Outcome::Already)))
    }
}

/// Imports people into a cohort. A dry run does everything and takes it back, so it cannot differ from the real one.
pub async fn people(cx: &Cx, viewer: &Viewer, slug: &str, bytes: &[u8], how: How) -> Result<Report> {
    let mut tx = cx.begin().await?;
    let reached = reach::cohort(tx.db(), viewer, slug, Ask::Manage).await?;
    let file = people_file::parse(bytes);
    let mut report = Report { bad: file.bad, ignored: file.ignored, ..Report::default() };
    for row in file.good {
        let place = enrolling::place_for(&mut tx, viewer, &reached, &guest(&row, &reached)).await?;
        let outcome = match place {
            Place::Enrolled => Outcome::Enrolled,
            Place::Waiting(n) => Outcome::Waiting(n),
            Place::Already => Outcome::Already,
        };
        report.rows.push((row, outcome));
    }
    let write = match how {
        How::DryRun => false,
        How::AllOrNothing => report.bad.is_empty(),
        How::SkipBad => true,
    };
    if !write || report.rows.is_empty() {
        return Ok(report); // dropped: everything is taken back
    }
    let (enrolled, waiting, already) = report.counts();
    let detail = json!({ "enrolled": enrolled, "waiting": waiting, "already": already, "bad": report.bad.len() });
    audit::write(&tx, viewer, Line::new("import.participants", "cohort", reached.id.0).detail(detail)).await?;
    tx.commit().await?;
    report.written = true;
    Ok(report)
}

fn guest(row: &PersonRow, reached: &reach::Reached) -> Guest {
    Guest {
        email: row.email.clone(),
        name: row.name.clone(),
        profession: row.profession.clone(),
        organisation: row.organisation.clone(),
        community: row.community.clone(),
        health_authority: row.health_authority.clone(),
        rural: row.rural,
        lang: row.language.or_else(|| reached.row.language.parse().ok()).unwrap_or_default(),
        zone: reached.zone.clone(),
    }
}
