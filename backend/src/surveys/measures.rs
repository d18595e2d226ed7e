//! The figures of a cohort, in memory: scores by code, never a person. What may be shown of them is for the dashboard to decide
//! (small cells, frozen releases); nothing is suppressed here.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::instruments::{Choice, Definition, Item, Kind, Scale, item_score, score};
use domain::timepoint::Timepoint;

use super::responses::{self, Stored};
use super::waves::{self, State, Wave};
use super::{instruments, queries};
use crate::programs::reach::{self, Ask, Reached};
use crate::{Cx, Result, Viewer};

/// Which end of a scale is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// Scores by timepoint, then by code.
pub type Points = BTreeMap<Timepoint, BTreeMap<String, f64>>;

/// One scale, or one scored item, over the cohort's life. Only on-time, complete responses are in it (rule R1.2).
#[derive(Debug, Clone)]
pub struct Series {
    /// Stable: the scale's name, or the item's.
    pub key: String,
    /// For people: the heading above the scale, or the question.
    pub title: String,
    /// Name of the form.
    pub form: String,
    /// Which end is the good one.
    pub direction: Direction,
    /// Smallest possible score.
    pub min: f64,
    /// Largest possible score.
    pub max: f64,
    /// How many items make it, and how many of them must be answered.
    pub items: (usize, usize),
    /// The scores.
    pub points: Points,
}

/// One domain of the ladder (Novice to Expert).
#[derive(Debug, Clone)]
pub struct Rung {
    /// The item.
    pub series: Series,
    /// The levels and their words, lowest first.
    pub levels: Vec<Choice>,
}

/// One administration in numbers.
#[derive(Debug, Clone)]
pub struct WaveCount {
    /// When in the cohort's life.
    pub timepoint: Timepoint,
    /// The form's title.
    pub title: String,
    /// From when on answers were taken.
    pub opens_at: DateTime<Utc>,
    /// Until when they counted.
    pub closes_at: DateTime<Utc>,
    /// Where it stands.
    pub state: State,
    /// How many were asked; where more answered, how many answered.
    pub invited: usize,
    /// More answered than were asked here: answers came from a file, and how many were asked is not known.
    pub from_elsewhere: bool,
    /// On-time, complete responses: those in the figures.
    pub answered: usize,
    /// Responses after the close: kept, and left out.
    pub late: usize,
    /// Responses that were not answered to the end: kept, and left out.
    pub partial: usize,
}

/// The figures of a cohort.
#[derive(Debug, Clone)]
pub struct Measures {
    /// The cohort.
    pub reached: Reached,
    /// Scales of several items.
    pub scales: Vec<Series>,
    /// Scored items outside any scale, and yes/no items as 1 and 0.
    pub items: Vec<Series>,
    /// The domains of the ladder.
    pub ladder: Vec<Rung>,
    /// Per administration, in the order of the cohort.
    pub waves: Vec<WaveCount>,
}

/// The scale whose rows are the domains of the ladder.
const LADDER: &str = "ladder";

/// The figures of a cohort, for those who may see its aggregates (`survey.aggregate`).
pub async fn measures(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Measures> {
    let reached = reach::cohort(cx.db(), viewer, slug, Ask::Figures).await?;
    let waves = waves::of_cohort(cx.db(), reached.id).await?;
    let stored = responses::of(cx.db(), waves.iter().map(Wave::id).collect()).await?;
    let definitions = instruments::definitions(cx.db(), waves.iter().map(|w| w.row.version_id).collect()).await?;
    let mut out = Measures { scales: Vec::new(), items: Vec::new(), ladder: Vec::new(), waves: Vec::new(), reached };
    for (view, wave) in queries::views(cx, &waves).await?.into_iter().zip(&waves) {
        let own: Vec<&Stored> = stored.iter().filter(|one| one.row.administration_id == wave.id()).collect();
        let counted: Vec<&Stored> = own.iter().copied().filter(|one| !one.row.late && one.row.complete).collect();
        if let Some(definition) = definitions.get(&wave.row.version_id) {
            out.take(definition, wave.timepoint, &counted);
        }
        out.waves.push(WaveCount {
            timepoint: wave.timepoint,
            title: view.title,
            opens_at: wave.opens_at,
            closes_at: wave.closes_at,
            state: view.state,
            invited: view.invited.max(own.len()),
            from_elsewhere: own.len() > view.invited,
            answered: counted.len(),
            late: own.iter().filter(|one| one.row.late).count(),
            partial: own.iter().filter(|one| !one.row.late && !one.row.complete).count(),
        });
    }
    Ok(out)
}

impl Measures {
    fn take(&mut self, definition: &Definition, at: Timepoint, counted: &[&Stored]) {
        for scale in &definition.scales {
            let series = find(&mut self.scales, definition, &scale.key, || of_scale(definition, scale));
            let points = series.points.entry(at).or_default();
            for one in counted {
                let found = score(definition, &one.answers).into_iter().find(|s| s.scale == scale.key);
                points.extend(found.and_then(|s| s.value).map(|value| (one.row.code.clone(), value)));
            }
        }
        for item in &definition.items {
            let Some((min, max)) = range(item) else { continue };
            let scored = |one: &&Stored| Some((one.row.code.clone(), item_value(item, one)?));
            let points: BTreeMap<String, f64> = counted.iter().filter_map(scored).collect();
            let series = || of_item(definition, item, min, max);
            if item.matrix.as_deref() == Some(LADDER) {
                self.rung(definition, item, series).points.insert(at, points);
            } else if item.matrix.is_none() {
                find(&mut self.items, definition, &item.link_id, series).points.insert(at, points);
            }
        }
    }

    fn rung(&mut self, definition: &Definition, item: &Item, series: impl Fn() -> Series) -> &mut Series {
        let known = self.ladder.iter().position(|r| r.series.key == item.link_id && r.series.form == definition.name);
        let at = known.unwrap_or_else(|| {
            self.ladder.push(Rung { series: series(), levels: item.choices().to_vec() });
            self.ladder.len() - 1
        });
        &mut self.ladder[at].series
    }
}

/// The series of this key and form; made when it is not there yet.
fn find<'a>(all: &'a mut Vec<Series>, definition: &Definition, key: &str, make: impl Fn() -> Series) -> &'a mut Series {
    let known = all.iter().position(|s| s.key == key && s.form == definition.name);
    let at = known.unwrap_or_else(|| {
        all.push(make());
        all.len() - 1
    });
    &mut all[at]
}

fn of_scale(definition: &Definition, scale: &Scale) -> Series {
    let first = scale.items.first().and_then(|id| definition.items.iter().position(|item| item.link_id == *id)).unwrap_or_default();
    let heading = definition.items.iter().take(first + 1).rev().map(|item| item.section.as_str()).find(|section| !section.is_empty());
    Series {
        key: scale.key.clone(),
        title: heading.map_or_else(|| scale.key.replace('_', " "), str::to_owned),
        form: definition.name.clone(),
        direction: Direction::Higher,
        min: scale.min,
        max: scale.max,
        items: (scale.items.len(), scale.min_answered),
        points: Points::new(),
    }
}

fn of_item(definition: &Definition, item: &Item, min: f64, max: f64) -> Series {
    Series {
        key: item.link_id.clone(),
        title: item.label.clone(),
        form: definition.name.clone(),
        direction: Direction::Higher,
        min,
        max,
        items: (1, 1),
        points: Points::new(),
    }
}

fn range(item: &Item) -> Option<(f64, f64)> {
    match &item.kind {
        Kind::YesNo | Kind::TrueFalse => Some((0.0, 1.0)),
        _ => item.range(),
    }
}

fn item_value(item: &Item, one: &Stored) -> Option<f64> {
    match &item.kind {
        Kind::YesNo | Kind::TrueFalse => one.answers.get(&item.link_id)?.parse().ok(),
        _ => item_score(item, &one.answers),
    }
}
