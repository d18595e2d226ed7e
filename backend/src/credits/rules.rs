//! A program's rules as dated data (I14): versions are added, never changed, and a version never begins before the day it is written on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::credits::partial::Row;
use domain::credits::rules::{Counting, CreditRule, Document, Per, Rounding, Rules};
use domain::credits::{self};
use domain::day::{Dated, in_force};
use domain::fault::{Faults, FieldFault};
use domain::id::ProgramId;
use domain::text;
use domain::when::{Zone, utc_to_local};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::accreditations::{self, View};
use super::tables::credit_rules;
use super::{KINDS, door};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::programs::commands::{date, number};
use crate::programs::tables::{cohorts, enrolments, hubs, programs};
use crate::{Cx, Fault, Result, Viewer};

/// Rules as typed.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// From which day on they hold.
    pub from: String,
    /// session, series
    pub certificate: String,
    /// So many sessions make a series; may be empty.
    pub least_sessions: String,
    /// The evaluation form is a condition.
    pub evaluation: bool,
    /// In small groups the action plan is one (R2.7).
    pub plan: bool,
    /// One of `KINDS`.
    pub kind: String,
    /// Credits for an hour: `1`, `1.5`.
    pub per_hour: String,
    /// Minutes are counted in steps of so many.
    pub step: String,
    /// down, nearest
    pub rounding: String,
    /// minutes, whole
    pub counting: String,
    /// Most minutes that count of one session; may be empty.
    pub most_each: String,
    /// Rates by how much of a series is done (H12), one a line: sessions, questionnaires, credits for an hour. Empty: `per_hour` for everybody.
    pub partial: String,
    /// Professions that the credit is for, one a line; empty for everybody.
    pub professions: String,
    /// Professions that get a statement of attendance, one a line.
    pub statements: String,
}

/// A program's accreditation and rules.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The program.
    pub program: ProgramId,
    /// Its name.
    pub name: String,
    /// Its records, the newest first.
    pub records: Vec<View>,
    /// Its rules, the oldest first.
    pub versions: Vec<Dated<Rules>>,
    /// Today, where the program lives.
    pub today: NaiveDate,
    /// Professions of people with a place that today's rules name nowhere, and how many people have each. Professions are compared as they are
    /// written: whoever writes theirs in another language or another way stands here.
    pub unnamed: Vec<(String, u64)>,
}

/// The page of a program's accreditation and rules.
pub async fn desk(cx: &Cx, viewer: &Viewer, program: ProgramId) -> Result<Desk> {
    let row = door::program(cx.db(), viewer, program).await?;
    let records = accreditations::list(cx.db(), program).await?;
    let versions = versions(cx.db(), program).await?;
    let today = today(cx, &row).await?;
    let unnamed = match in_force(&versions, today) {
        Some(rules) => unnamed(cx.db(), program, rules).await?,
        None => Vec::new(),
    };
    Ok(Desk { program, name: row.name, records, versions, today, unnamed })
}

/// Nothing, where the rules treat everybody alike.
async fn unnamed(db: &impl ConnectionTrait, program: ProgramId, rules: &Rules) -> Result<Vec<(String, u64)>> {
    if rules.credit.professions.is_empty() && rules.documents.is_empty() {
        return Ok(Vec::new());
    }
    let open = cohorts::Entity::find().filter(cohorts::Column::ProgramId.eq(program)).filter(cohorts::Column::State.ne("archived"));
    let open: Vec<_> = open.all(db).await?.into_iter().map(|c| c.id).collect();
    let places =
        enrolments::Entity::find().filter(enrolments::Column::CohortId.is_in(open)).filter(enrolments::Column::State.eq("enrolled"));
    let members: BTreeSet<_> = places.all(db).await?.into_iter().map(|e| e.person_id).collect();
    let mut all: BTreeMap<String, u64> = BTreeMap::new();
    for person in people::Entity::find().filter(people::Column::Id.is_in(members)).all(db).await? {
        let name = profession(&person.profession);
        if !name.is_empty() && !rules.credit.professions.contains(&name) && !rules.documents.contains_key(&name) {
            *all.entry(name).or_default() += 1;
        }
    }
    Ok(all.into_iter().collect())
}

/// The versions of a program's rules, the oldest first.
pub(crate) async fn versions(db: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<Dated<Rules>>> {
    let all = credit_rules::Entity::find().filter(credit_rules::Column::ProgramId.eq(program));
    let rows = all.order_by_asc(credit_rules::Column::FromOn).all(db).await?;
    rows.into_iter().map(read).collect()
}

fn read(row: credit_rules::Model) -> Result<Dated<Rules>> {
    let what = serde_json::from_value(row.rules).map_err(|why| Fault::Broken(format!("rules cannot be read: {why}")))?;
    Ok(Dated { from: row.from_on, what })
}

async fn today(cx: &Cx, program: &programs::Model) -> Result<NaiveDate> {
    let hub = hubs::Entity::find_by_id(program.hub_id).one(cx.db()).await?;
    let zone = hub.and_then(|h| Zone::parse(&h.zone).ok()).unwrap_or_else(Zone::utc);
    Ok(utc_to_local(cx.now(), &zone).0)
}

/// Adds a version (`accreditation.write`). The first may begin on any day; a later one after those before it, and not before today.
pub async fn add(cx: &Cx, viewer: &Viewer, program: ProgramId, typed: &Form) -> Result<()> {
    let tx = cx.begin().await?;
    let row = door::program(tx.db(), viewer, program).await?;
    let mut all = versions(tx.db(), program).await?;
    let fresh = judge(typed)?;
    if all.last().is_some_and(|last| last.from == fresh.from && last.what == fresh.what) {
        return Ok(());
    }
    let mut faults = Faults::new();
    if !all.is_empty() && fresh.from < today(cx, &row).await? {
        faults.add(FieldFault::new("from", "fault-rules-past"));
    }
    all.push(fresh.clone());
    credits::faults(&all).into_iter().map(of_form).for_each(|f| faults.add(f));
    faults.done()?;
    let line = credit_rules::ActiveModel {
        id: Set(cx.new_id()),
        program_id: Set(program),
        from_on: Set(fresh.from),
        rules: Set(json!(fresh.what)),
        created_at: Set(cx.now()),
        set_by: Set(viewer.person()),
    };
    credit_rules::Entity::insert(line).exec_without_returning(tx.db()).await?;
    audit::write(&tx, viewer, Line::new("credit.rules", "program", program.0).detail(json!({ "version": fresh }))).await?;
    tx.commit().await
}

/// The domain names a path inside the data; a form has one field for it.
fn of_form(fault: FieldFault) -> FieldFault {
    let field = fault.field.split_once('.').map_or(fault.field.as_str(), |(_, rest)| rest);
    let field = field.strip_prefix("credit.").unwrap_or(field);
    let field = if field.starts_with("partial.") { "partial" } else { field }.to_owned();
    FieldFault { field, ..fault }
}

fn judge(typed: &Form) -> Result<Dated<Rules>> {
    let mut faults = Faults::new();
    let from = faults.take(date("from", &typed.from)).unwrap_or_default();
    let certificate = faults.take(choice("certificate", &typed.certificate, &[("session", Per::Session), ("series", Per::Series)]));
    let least = faults.take(optional("least_sessions", &typed.least_sessions, 1, 60)).unwrap_or_default();
    let rounding = faults.take(choice("rounding", &typed.rounding, &[("down", Rounding::Down), ("nearest", Rounding::Nearest)]));
    let counting = faults.take(choice("counting", &typed.counting, &[("minutes", Counting::Minutes), ("whole", Counting::Whole)]));
    let per_hour = faults.take(hundredths("per_hour", &typed.per_hour)).unwrap_or(100);
    let step = faults.take(number("step", &typed.step, 1, 60)).and_then(|n| u32::try_from(n).ok()).unwrap_or(15);
    let most_each = faults.take(optional("most_each", &typed.most_each, 1, 1440)).unwrap_or_default();
    let professions = faults.take(professions("professions", &typed.professions)).unwrap_or_default();
    let statements = faults.take(self::professions("statements", &typed.statements)).unwrap_or_default();
    let partial = faults.take(rows_of(&typed.partial)).unwrap_or_default();
    // A paper of one session is out before it is known how many sessions there will be.
    if !partial.is_empty() && certificate == Some(Per::Session) {
        faults.add(FieldFault::new("partial", "fault-rules-partial-series"));
    }
    if !KINDS.contains(&typed.kind.as_str()) {
        faults.add(FieldFault::new("kind", "fault-choice"));
    }
    faults.done()?;
    let credit = CreditRule {
        kind: typed.kind.clone(),
        per_hour,
        step,
        rounding: rounding.unwrap_or(Rounding::Down),
        counting: counting.unwrap_or(Counting::Minutes),
        most_each,
        professions,
        partial,
    };
    let documents = statements.into_iter().map(|p| (p, Document::StatementOfAttendance)).collect();
    let certificate = certificate.unwrap_or(Per::Session);
    let what = Rules {
        certificate,
        least_sessions: least,
        evaluation_for_credit: typed.evaluation,
        plan_for_certificate: typed.plan,
        credit,
        documents,
        ..Rules::default()
    };
    Ok(Dated { from, what })
}

fn choice<T: Copy>(field: &str, raw: &str, of: &[(&str, T)]) -> std::result::Result<T, FieldFault> {
    of.iter().find(|(word, _)| *word == raw).map(|(_, value)| *value).ok_or_else(|| FieldFault::new(field, "fault-choice"))
}

fn optional(field: &str, raw: &str, min: i32, max: i32) -> std::result::Result<Option<u32>, FieldFault> {
    if raw.trim().is_empty() {
        return Ok(None);
    }
    number(field, raw, min, max).map(|n| u32::try_from(n).ok())
}

/// Credits for an hour as people write them, with a point or a comma, in hundredths.
fn hundredths(field: &str, raw: &str) -> std::result::Result<u32, FieldFault> {
    let fault = || FieldFault::new(field, "fault-credits-hour");
    let text = raw.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 2 || part.len() > 2 || !digits(whole) || !digits(part) {
        return Err(fault());
    }
    let number = |t: &str| t.parse::<u32>().unwrap_or_default();
    let total = number(whole) * 100 + number(&format!("{part:0<2}"));
    if (1..=1000).contains(&total) { Ok(total) } else { Err(fault()) }
}

/// The most rows of such a table.
const MOST_ROWS: usize = 12;

/// A table of rates as people write it: each line holds three numbers, with spaces, semicolons or bars between them.
fn rows_of(raw: &str) -> std::result::Result<Vec<Row>, FieldFault> {
    let lines: Vec<&str> = raw.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST_ROWS {
        return Err(FieldFault::new("partial", "fault-rules-partial-rows").with("max", MOST_ROWS));
    }
    lines.into_iter().map(row_of).collect()
}

fn row_of(line: &str) -> std::result::Result<Row, FieldFault> {
    let parts: Vec<&str> = line.split([' ', '\t', ';', '|']).filter(|part| !part.is_empty()).collect();
    let count = |text: &str| text.parse::<u32>().ok().filter(|n| *n <= 60);
    let row = match parts.as_slice() {
        [sessions, tools, rate] => count(sessions).zip(count(tools)).zip(hundredths("partial", rate).ok()),
        _ => None,
    };
    let fault = || FieldFault::new("partial", "fault-rules-partial-line").with("line", line.chars().take(60).collect::<String>());
    row.map(|((sessions, tools), per_hour)| Row { sessions, tools, per_hour }).ok_or_else(fault)
}

/// A profession as rules compare it: in small letters, so that "Social Worker" is a social worker.
pub(crate) fn profession(raw: &str) -> String {
    text::tidy_line(raw).to_lowercase()
}

fn professions(field: &str, raw: &str) -> std::result::Result<Vec<String>, FieldFault> {
    let mut all: Vec<String> = raw.lines().map(profession).filter(|p| !p.is_empty()).collect();
    all.sort();
    all.dedup();
    let fits = all.len() <= 60 && all.iter().all(|p| p.chars().count() <= text::NAME);
    if fits { Ok(all) } else { Err(FieldFault::new(field, "fault-professions")) }
}
