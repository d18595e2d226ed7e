//! Dashboards: a cohort's figures without a name on them. What leaves this room is shielded already, so that no page, file or letter
//! can show more: no code, no name, no free text, no score of one person.
//!
//! The rules (security §2.5), beyond those of `domain::stats::suppress`:
//! - Answers enter a figure when their form has closed, never before: two looks at the page cannot be subtracted.
//! - A figure of fewer than five pairs is withheld; so is one of people who all answered alike, for it would tell what each of them said.
//! - Tables that speak of the same people are shown together only when no withheld number can be narrowed down from all of them (`guard`).

mod changes;
mod export;
pub(crate) mod guard;
mod ladder;
mod presence;
mod responding;
mod view;

use domain::timepoint::Timepoint;

pub use export::csv;
pub(crate) use export::sheet;
pub use view::{Attendance, Band, Board, Both, Change, Count, Domain, Line, Question, Rungs, Scale, Shown, WaveLine, lines};

use crate::programs::reach::{self, Ask};
use crate::surveys::{Measures, State, measures};
use crate::{Cx, Result, Viewer, sessions};

/// The figures of a cohort (`dash.cohort`, `dash.lead`, `survey.aggregate`): facilitator, coordinator, lead.
pub async fn board(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Board> {
    let reached = reach::cohort(cx.db(), viewer, slug, Ask::Figures).await?;
    let figures = sessions::attendance::figures(cx, viewer, slug).await?;
    let measured = measures(cx, viewer, slug).await?;
    let closed = Closed::of(&measured);
    let questions = changes::questions(&measured, &closed);
    Ok(Board {
        starts_on: reached.row.starts_on,
        ends_on: reached.row.ends_on,
        both: responding::both(&measured, &closed),
        attendance: presence::shielded(&figures),
        waves: responding::waves(&measured, &closed, figures.enrolled, &questions),
        scales: changes::scales(&measured, &closed),
        questions,
        ladder: ladder::domains(&measured, &closed),
        used: presence::alone(sessions::hour::used::count(cx.db(), reached.id).await?),
        polls: sessions::hour::polls::figures(cx.db(), reached.id).await?,
        advice: crate::cases::outcomes::figures(cx, &reached).await?,
        reached,
    })
}

/// The timepoints whose forms have all closed.
struct Closed(Vec<Timepoint>);

impl Closed {
    fn of(measured: &Measures) -> Self {
        let over =
            |at: Timepoint| measured.waves.iter().filter(|w| w.timepoint == at).all(|w| matches!(w.state, State::Late | State::Closed));
        let mut all: Vec<Timepoint> = measured.waves.iter().map(|w| w.timepoint).filter(|at| over(*at)).collect();
        all.dedup();
        Self(all)
    }

    fn has(&self, at: Timepoint) -> bool {
        self.0.contains(&at)
    }
}

#[cfg(test)]
mod tests;
