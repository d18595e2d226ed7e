//! Counts of a pathway by quarter, with small cells withheld (security §2.5). Every table counts the same calls, so what one of them withholds
//! could stand in another: a table that would tell is left out as a whole.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use domain::consults::answering::Verdict;
use domain::consults::travel::{Avoided, Estimate, Told, estimate};
use domain::consults::{NoCredit, State, log};
use domain::id::{PathwayId, PersonId};
use domain::lang::Lang;
use domain::stats::suppress::{self, Cell, Threshold};
use domain::when::{Zone, utc_to_local};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::distances;
use super::reach::{self, Ask, ReachedPathway, state_of};
use super::tables::{consult_close_outs, consults, pathways};
use crate::dashboards::guard::{Crowd, Figure, Throws};
use crate::{Cx, Fault, Result, Viewer};

/// How soon somebody came, in seconds: up to one hop, two, three minutes, longer; or nobody, or the caller went.
pub const ANSWERS: [&str; 6] = ["first_hop", "second_hop", "three_minutes", "longer", "nobody", "gave_up"];
/// Blocks of the day, four hours each.
const BLOCKS: usize = 6;
/// Communities that have a row of their own, and how many calls each of them has at least (`Threshold::CUT`); the rest stand together.
const COMMUNITIES: usize = 20;
const LEAST: usize = 10;
/// Figures of a running quarter move by so many calls at once.
const STEP: usize = 5;

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    /// The year.
    pub year: i32,
    /// 1 to 4.
    pub n: u32,
}

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), n: day.month0() / 3 + 1 }
    }
    /// The one before.
    pub fn before(self) -> Self {
        if self.n > 1 { Self { n: self.n - 1, ..self } } else { Self { year: self.year - 1, n: 4 } }
    }
    /// Reads `2026-1`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, n) = text.split_once('-')?;
        let (year, n) = (year.parse().ok()?, n.parse().ok()?);
        ((2000..2200).contains(&year) && (1..=4).contains(&n)).then_some(Self { year, n })
    }
    /// Writes it.
    pub fn code(self) -> String {
        format!("{}-{}", self.year, self.n)
    }
}

/// A table of one row: what each count is of, and the count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// answers, hours, modes, outcomes, communities
    pub name: &'static str,
    /// A word of the lists, or a name, and its count.
    pub rows: Vec<(String, Cell)>,
}

/// What a report shows.
#[derive(Debug, Clone)]
pub struct Report {
    /// The pathway.
    pub reached: ReachedPathway,
    /// The quarter.
    pub quarter: Quarter,
    /// It is not over: its figures move five calls at a time.
    pub running: bool,
    /// Of the reader's own calls only.
    pub own: bool,
    /// All calls that are over.
    pub total: Cell,
    /// Half of the answered came within so many seconds; from five answered on.
    pub median: Option<i64>,
    /// Nine in ten came within so many seconds; from ten answered on.
    pub ninety: Option<i64>,
    /// The tables that can be shown.
    pub tables: Vec<Table>,
    /// Tables that would have told what others withhold.
    pub left_out: Vec<&'static str>,
    /// Journeys that may have been saved, by what callers said.
    pub travel: Estimate,
    /// How soon calls of this week and of the week before were answered; not for who only answers.
    pub weeks: Option<[Verdict; 2]>,
    /// The other pathways of the program: name and all calls; not for who only answers.
    pub beside: Vec<(String, Cell)>,
}

/// One call as the tables see it: places in answers, hours, modes, outcomes, communities.
type Seen = [u8; 5];
const NAMES: [&str; 5] = ["answers", "hours", "modes", "outcomes", "communities"];
/// In `outcomes`, behind the noted ones: not closed yet, and not answered.
const NOT_CLOSED: u8 = log::OUTCOMES.len() as u8;
const NOT_ANSWERED: u8 = NOT_CLOSED + 1;
/// In `answers`, from here on nobody came.
const NOBODY: u8 = 4;

/// The report of a quarter; the running one when none is named.
pub async fn report(cx: &Cx, viewer: &Viewer, id: PathwayId, quarter: Option<Quarter>, lang: Lang) -> Result<Report> {
    let reached = reach::pathway(cx.db(), viewer, id, Ask::Figures).await?;
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let own = !reached.staff() && !reached.lead;
    let zone = Zone::or_utc(&reached.row.zone);
    let today = Quarter::of(utc_to_local(cx.now(), &zone).0);
    let quarter = quarter.filter(|q| *q <= today).unwrap_or(today);
    let calls = calls(cx.db(), &reached.row, quarter, &zone, own.then_some(me)).await?;
    let calls = frozen(calls, quarter == today);
    let places = communities(&calls);
    let seen: Vec<Seen> = calls.iter().map(|c| see(c, &zone, &places, reached.row.ring_seconds)).collect();
    let (tables, left_out) = safe_tables(&seen, &places);
    let mut waits: Vec<i64> = calls.iter().filter_map(wait).collect();
    waits.sort_unstable();
    let at = |share: usize, least: usize| {
        (waits.len() >= least).then(|| waits.get((waits.len() * share).div_ceil(100).max(1) - 1).copied()).flatten()
    };
    Ok(Report {
        quarter,
        running: quarter == today,
        own,
        total: suppress::shown(count(seen.len())),
        median: at(50, 5),
        ninety: at(90, 10),
        travel: travel(cx.db(), id, &calls).await?,
        weeks: if own { None } else { Some(super::weeks::both(cx, &reached.row).await?) },
        tables,
        left_out,
        beside: if own { Vec::new() } else { beside(cx, &reached, quarter, today, lang).await? },
        reached,
    })
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// The calls of a quarter that are over, by the day on which they were asked for, in the order in which they ended.
async fn calls(
    db: &impl ConnectionTrait,
    pathway: &pathways::Model,
    quarter: Quarter,
    zone: &Zone,
    own: Option<PersonId>,
) -> Result<Vec<consults::Model>> {
    let begin = NaiveDate::from_ymd_opt(quarter.year, (quarter.n - 1) * 3 + 1, 1).ok_or(Fault::Missing)?;
    let around = |days: i64| (begin + chrono::Duration::days(days)).and_time(chrono::NaiveTime::MIN).and_utc();
    let rows = consults::Entity::find().filter(consults::Column::PathwayId.eq(pathway.id)).filter(consults::Column::EndedAt.is_not_null());
    let rows = rows.filter(consults::Column::RequestedAt.between(around(-2), around(95)));
    let rows = match own {
        Some(person) => rows.filter(consults::Column::AcceptorId.eq(person)),
        None => rows,
    };
    let rows = rows.order_by_asc(consults::Column::EndedAt).order_by_asc(consults::Column::Id).all(db).await?;
    let inside = |at: DateTime<Utc>| Quarter::of(utc_to_local(at, zone).0) == quarter;
    Ok(rows.into_iter().filter(|c| inside(c.requested_at)).collect())
}

/// Of a quarter that is not over, only whole steps: two looks a day apart never differ by one call.
fn frozen(mut calls: Vec<consults::Model>, running: bool) -> Vec<consults::Model> {
    if running {
        calls.truncate(calls.len() / STEP * STEP);
    }
    calls
}

/// The communities with a row of their own, those with most calls first. A row would tell that somebody called from there: a community whose
/// count would be withheld has none, and stands with those that were not told under "elsewhere".
fn communities(calls: &[consults::Model]) -> Vec<String> {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for call in calls.iter().filter(|c| !c.community.is_empty()) {
        *counts.entry(call.community.as_str()).or_default() += 1;
    }
    let mut all: Vec<(&str, usize)> = counts.into_iter().collect();
    all.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
    all.into_iter().filter(|(_, n)| *n >= LEAST).take(COMMUNITIES).map(|(name, _)| name.to_owned()).collect()
}

/// Journeys that the callers of these calls said were avoided, with what is known of their ways.
async fn travel(db: &impl ConnectionTrait, pathway: PathwayId, calls: &[consults::Model]) -> Result<Estimate> {
    let far = distances::of(db, pathway).await?;
    let mut told = Vec::new();
    for some in calls.chunks(500) {
        let out = consult_close_outs::Entity::find().filter(consult_close_outs::Column::ConsultId.is_in(some.iter().map(|c| c.id)));
        for out in out.all(db).await? {
            let community = some.iter().find(|c| c.id == out.consult_id).map(|c| c.community.as_str()).unwrap_or_default();
            told.push(Told { avoided: Avoided::of(&out.travel), km: far.km(community) });
        }
    }
    Ok(estimate(&told))
}

/// Seconds until somebody came.
pub(super) fn wait(call: &consults::Model) -> Option<i64> {
    call.connected_at.map(|at| (at - call.requested_at).num_seconds().max(0))
}

fn see(call: &consults::Model, zone: &Zone, places: &[String], hop: i32) -> Seen {
    let hop = i64::from(hop);
    let answer = match (wait(call), state_of(call)) {
        (Some(s), _) if s <= hop => 0,
        (Some(s), _) if s <= 2 * hop => 1,
        (Some(s), _) if s <= 180 => 2,
        (Some(_), _) => 3,
        (None, State::NotCredited(NoCredit::GaveUp)) => NOBODY + 1,
        (None, _) => NOBODY,
    };
    let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    let hour = utc_to_local(call.requested_at, zone).1.hour() / 4;
    let noted = log::OUTCOMES.iter().position(|o| *o == call.outcome).map_or(NOT_CLOSED, small);
    let outcome = if answer >= NOBODY { NOT_ANSWERED } else { noted };
    let place = places.iter().position(|p| *p == call.community).unwrap_or(places.len());
    [answer, u8::try_from(hour).unwrap_or(0), u8::from(call.mode == "phone"), outcome, small(place)]
}

fn sizes(places: &[String]) -> [usize; 5] {
    [ANSWERS.len(), BLOCKS, log::MODES.len(), usize::from(NOT_ANSWERED) + 1, places.len() + 1]
}

/// The tables that together tell nothing that one of them withholds. The finest are left out first.
fn safe_tables(seen: &[Seen], places: &[String]) -> (Vec<Table>, Vec<&'static str>) {
    if seen.len() < STEP {
        return (Vec::new(), Vec::new());
    }
    let sizes = sizes(places);
    let counted = |dim: usize| {
        let of = |value: usize| count(seen.iter().filter(|s| usize::from(s[dim]) == value).count());
        (0..sizes[dim]).map(of).collect::<Vec<u64>>()
    };
    let shield = |dim: usize| {
        let k = if NAMES[dim] == "communities" { Threshold::CUT } else { Threshold::STANDARD };
        suppress::table(&[counted(dim)], k).cells.into_iter().next().unwrap_or_default()
    };
    let all: Vec<Vec<Cell>> = (0..NAMES.len()).map(shield).collect();
    let mut shown: Vec<usize> = (0..NAMES.len()).collect();
    let mut left_out = Vec::new();
    while !keep_secrets(seen, &sizes, &shown, &all) {
        let Some(finest) = shown.pop() else { break };
        left_out.push(NAMES[finest]);
    }
    let table = |dim: usize| Table { name: NAMES[dim], rows: (0..sizes[dim]).map(|at| (label(dim, at, places), all[dim][at])).collect() };
    (shown.into_iter().map(table).collect(), left_out)
}

/// The key of a row's word; a community is its own name.
fn label(dim: usize, at: usize, places: &[String]) -> String {
    match dim {
        0 => format!("report-answer-{}", ANSWERS[at].replace('_', "-")),
        1 => format!("{:02}:00–{:02}:00", at * 4, at * 4 + 4),
        2 => format!("consult-mode-{}", log::MODES[at]),
        3 => match log::OUTCOMES.get(at) {
            Some(word) => format!("consult-outcome-{}", word.replace('_', "-")),
            None if at == usize::from(NOT_CLOSED) => "report-not-closed".to_owned(),
            None => "report-not-answered".to_owned(),
        },
        _ => places.get(at).cloned().unwrap_or_else(|| "report-elsewhere".to_owned()),
    }
}

/// Whether a reader of all these tables can place no withheld count closer than it should be.
fn keep_secrets(seen: &[Seen], sizes: &[usize; 5], shown: &[usize], all: &[Vec<Cell>]) -> bool {
    let mut figures = vec![Figure::known(count(seen.len()))];
    let mut begins = Vec::new();
    for dim in shown {
        begins.push(figures.len());
        for cell in &all[*dim] {
            figures.push(if let Cell::Shown(n) = cell { Figure::known(*n) } else { Figure::held() });
        }
    }
    if figures.len() > 128 {
        return false;
    }
    let counts_in = |s: &Seen| shown.iter().zip(&begins).fold(1_u128, |mask, (dim, begin)| mask | 1 << (begin + usize::from(s[*dim])));
    let imagine = |throws: &mut Throws, a: Seen, b: Seen| {
        let dim = throws.below(NAMES.len());
        let both = throws.below(2) == 0;
        (other(throws, a, dim, sizes), if both { other(throws, b, dim, sizes) } else { b })
    };
    Crowd { people: seen.to_vec(), figures, counts_in: &counts_in, imagine: &imagine }.keeps_its_secrets()
}

/// The same call, imagined otherwise in one respect; what was not answered has no outcome, and what was has one.
fn other(throws: &mut Throws, mut call: Seen, dim: usize, sizes: &[usize; 5]) -> Seen {
    let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    match dim {
        0 => {
            call[0] = small(throws.below(sizes[0]));
            if call[0] >= NOBODY {
                call[3] = NOT_ANSWERED;
            } else if call[3] == NOT_ANSWERED {
                call[3] = small(throws.below(usize::from(NOT_ANSWERED)));
            }
        }
        3 if call[3] == NOT_ANSWERED => {}
        3 => call[3] = small(throws.below(usize::from(NOT_ANSWERED))),
        _ => call[dim] = small(throws.below(sizes[dim])),
    }
    call
}

/// All calls of the other pathways of this program. Each stands alone: no sum is told that would give a small one away.
async fn beside(cx: &Cx, reached: &ReachedPathway, quarter: Quarter, today: Quarter, lang: Lang) -> Result<Vec<(String, Cell)>> {
    let others =
        pathways::Entity::find().filter(pathways::Column::ProgramId.eq(reached.program)).filter(pathways::Column::Id.ne(reached.id));
    let mut all = Vec::new();
    for row in others.order_by_asc(pathways::Column::CreatedAt).all(cx.db()).await? {
        let zone = Zone::or_utc(&row.zone);
        let calls = frozen(calls(cx.db(), &row, quarter, &zone, None).await?, quarter == today);
        all.push((reach::name(&row, lang), suppress::shown(count(calls.len()))));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tables: &[Table], name: &str) -> Option<Vec<Cell>> {
        tables.iter().find(|t| t.name == name).map(|t| t.rows.iter().map(|(_, cell)| *cell).collect())
    }

    #[test]
    fn fewer_than_five_calls_show_no_table_at_all() {
        let four = [[0, 1, 0, 0, 0]; 4];
        assert!(safe_tables(&four, &[]).0.is_empty());
    }

    #[test]
    fn what_one_table_withholds_no_other_tells() {
        // Three were not answered, in two ways; the table of outcomes has all three in one row, and must not be the difference.
        let mut calls = vec![[0, 1, 0, 0, 0]; 20];
        calls.extend([[NOBODY, 1, 0, NOT_ANSWERED, 0]; 2]);
        calls.push([NOBODY + 1, 1, 0, NOT_ANSWERED, 0]);
        let (tables, _) = safe_tables(&calls, &[]);
        let answers = shown(&tables, "answers").unwrap_or_default();
        assert!(answers.iter().skip(4).all(|cell| *cell != Cell::Shown(1) && *cell != Cell::Shown(2)), "{answers:?}");
        if let Some(outcomes) = shown(&tables, "outcomes") {
            assert_ne!(outcomes[usize::from(NOT_ANSWERED)], Cell::Shown(3));
        }
    }

    /// No shown count is of one to four calls, and of communities none is of one to nine.
    #[test]
    fn no_small_cell_is_shown() {
        let mut throws = Throws::of(26);
        for _ in 0..24 {
            let mut call = || {
                let answer = throws.below(6) as u8;
                let outcome = if answer >= NOBODY { NOT_ANSWERED } else { throws.below(7) as u8 };
                [answer, throws.below(6) as u8, throws.below(2) as u8, outcome, throws.below(3) as u8]
            };
            let calls: Vec<Seen> = (0..60).map(|_| call()).collect();
            let calls = &calls[..throws.below(60)];
            let places = ["Smithers".to_owned(), "Skidegate".to_owned()];
            let (tables, left_out) = safe_tables(calls, &places);
            assert!(calls.len() < STEP || tables.len() + left_out.len() == NAMES.len());
            for table in tables {
                let least = if table.name == "communities" { 10 } else { 5 };
                for (name, cell) in table.rows {
                    if let Cell::Shown(n) = cell {
                        assert!(n == 0 || n >= least, "{}: {name} {n}", table.name);
                    }
                }
            }
        }
    }
}
