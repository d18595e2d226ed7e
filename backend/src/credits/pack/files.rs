//! The files of a pack, one by one, and the page that names them.

use std::collections::{BTreeMap, HashMap};

use domain::credits::Credits;
use domain::credits::accreditation::Accreditation;
use domain::credits::agenda::{INTERACTIVE, interactive_share};
use domain::credits::certificate::State;
use domain::credits::rules::Rules;
use domain::day::{Dated, Stamp};
use domain::gate::meeting;
use domain::id::{ProgramId, SessionId};
use domain::when::{Zone, utc_to_local};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Called, Content, paper_code};
use crate::archive::{Archive, safe};
use crate::credits::facts::Sitting;
use crate::credits::issuing::state;
use crate::credits::tables::{certificates, session_disclosures};
use crate::credits::{disclosures, planning, printed};
use crate::sessions::agenda::{self, Item};
use crate::sessions::reach::ends_at;
use crate::words::{FluentValue, Words};
use crate::{Cx, Fault, Result, sheet};

/// Packs everything. The page that names the files comes first, and is written last.
pub(super) async fn written(cx: &Cx, content: &Content, figures: Vec<u8>) -> Result<Vec<u8>> {
    let sittings = covered(content);
    let ids: Vec<SessionId> = sittings.iter().map(|s| s.row.id).collect();
    let agendas = agenda::of_all(cx.db(), &ids).await?;
    let mut files: Vec<Filed> = vec![
        ("record", "record.csv".to_owned(), record(&content.record)?),
        ("statements", "statements.txt".to_owned(), statements(content)),
        ("rules", "rules.json".to_owned(), rules(content.known.versions())?),
        ("sessions", "sessions.csv".to_owned(), sessions(&sittings, &agendas)?),
        ("agenda", "agenda.csv".to_owned(), lines(&sittings, &agendas)?),
        ("disclosures", "disclosures.csv".to_owned(), disclosed(cx.db(), &sittings).await?),
        ("attendance", "attendance.csv".to_owned(), attendance(content, &sittings)?),
        ("evaluation", "evaluation.csv".to_owned(), figures),
        ("papers", "papers.csv".to_owned(), papers(content)?),
    ];
    files.extend(planned(cx.db(), content.known.program.id).await?);
    archived(readme(content, &sittings, &files), &files)
}

/// A file of a pack: the word by which the first page explains it, its name, what is in it.
pub(super) type Filed = (&'static str, String, Vec<u8>);

/// What was brought of the planning.
pub(super) async fn planned(db: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<Filed>> {
    let mut files = Vec::new();
    for (n, document) in planning::of(db, program).await?.iter().enumerate() {
        let word = planning::KINDS.iter().find(|kind| **kind == document.kind).copied().unwrap_or("other");
        let name = format!("planning/{:02}-{word}-{}", n + 1, safe(&document.name));
        files.push((word, name, planning::bytes(db, document.file).await?.bytes));
    }
    Ok(files)
}

pub(super) fn archived(readme: String, files: &[Filed]) -> Result<Vec<u8>> {
    let mut archive = Archive::default();
    archive.put("README.txt", readme.as_bytes())?;
    for (_, name, bytes) in files {
        archive.put(name, bytes)?;
    }
    archive.finish()
}

/// The sessions that the record covers, as they were held.
fn covered(content: &Content) -> Vec<&Sitting> {
    content.known.sittings.iter().filter(|s| content.record.covers(s.meeting.on) && !s.meeting.cancelled).collect()
}

pub(super) fn record(r: &Accreditation) -> Result<Vec<u8>> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let rows = [
        ("body", r.body.clone()),
        ("kind", r.kind.clone()),
        ("number", r.session_id.clone()),
        ("most_minutes", r.most_minutes.map(|n| n.to_string()).unwrap_or_default()),
        ("decided_on", day(r.decided_on)),
        ("valid_from", r.valid_from.to_string()),
        ("valid_to", r.valid_to.to_string()),
        ("withdrawn_on", day(r.withdrawn_on)),
    ];
    sheet::csv(["what", "value"], rows.map(|(what, value)| [what.to_owned(), value]))
}

/// The body's exact words, in each language that it has them in.
pub(super) fn exact_words(words: Words, record: &Accreditation) -> String {
    let both = [&record.statement, &record.statement_fr].into_iter().filter(|text| !text.is_empty());
    let both: Vec<&str> = both.map(String::as_str).collect();
    format!("{}\n\n{}\n", words.t("pack-statement-record"), both.join("\n\n"))
}

/// The body's exact words, then the words of each paper that was issued under them, once each.
fn statements(content: &Content) -> Vec<u8> {
    let words = content.words();
    let mut printed: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, said) in content.papers.iter().filter(|(_, said)| !said.statement.is_empty()) {
        *printed.entry(said.statement.as_str()).or_default() += 1;
    }
    let mut out = exact_words(words, &content.record);
    for (statement, n) in printed {
        out += &format!("\n{}\n\n{statement}\n", words.with("pack-statement-printed", &[("n", n.into())]));
    }
    out.into_bytes()
}

pub(super) fn rules(versions: &[Dated<Rules>]) -> Result<Vec<u8>> {
    serde_json::to_vec_pretty(versions).map_err(|why| Fault::Broken(why.to_string()))
}

fn whole(n: i32) -> u32 {
    u32::try_from(n).unwrap_or_default()
}

fn items<'a>(agendas: &'a HashMap<SessionId, Vec<Item>>, sitting: &Sitting) -> &'a [Item] {
    agendas.get(&sitting.row.id).map_or(&[][..], Vec::as_slice)
}

fn sessions(sittings: &[&Sitting], agendas: &HashMap<SessionId, Vec<Item>>) -> Result<Vec<u8>> {
    let row = |sitting: &&Sitting| {
        let (row, content) = (&sitting.row, sitting.content());
        let interactive = disclosures::interactive(items(agendas, sitting)).min(content);
        let share = interactive_share(interactive, content);
        let (_, time) = utc_to_local(row.starts_at, &Zone::or_utc(&row.zone));
        [
            row.number.to_string(),
            row.local_date.to_string(),
            time.format("%H:%M").to_string(),
            row.zone.clone(),
            row.title.clone(),
            row.minutes.to_string(),
            whole(row.minutes).saturating_sub(content).to_string(),
            content.to_string(),
            interactive.to_string(),
            share.to_string(),
            yes(share >= INTERACTIVE),
        ]
    };
    let header = [
        "session",
        "date",
        "begins",
        "zone",
        "topic",
        "minutes",
        "break_minutes",
        "content_minutes",
        "interactive_minutes",
        "interactive_percent",
        "at_least_25_percent",
    ];
    sheet::csv(header, sittings.iter().map(row))
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn lines(sittings: &[&Sitting], agendas: &HashMap<SessionId, Vec<Item>>) -> Result<Vec<u8>> {
    let rows = sittings.iter().flat_map(|sitting| {
        let (number, day) = (sitting.row.number.to_string(), sitting.row.local_date.to_string());
        items(agendas, sitting).iter().map(move |item| {
            let interactive = yes(agenda::INTERACTIVE.contains(&item.kind.as_str()));
            [
                number.clone(),
                day.clone(),
                item.offset.to_string(),
                item.minutes.to_string(),
                item.kind.clone(),
                item.title.clone(),
                interactive,
            ]
        })
    });
    sheet::csv(["session", "date", "from_minute", "minutes", "kind", "title", "interactive"], rows)
}

async fn disclosed(db: &impl ConnectionTrait, sittings: &[&Sitting]) -> Result<Vec<u8>> {
    let all = session_disclosures::Entity::find()
        .filter(session_disclosures::Column::SessionId.is_in(sittings.iter().map(|s| s.row.id)))
        .order_by_desc(session_disclosures::Column::Role)
        .order_by_asc(session_disclosures::Column::CreatedAt)
        .order_by_asc(session_disclosures::Column::Id)
        .all(db)
        .await?;
    let rows = sittings.iter().flat_map(|sitting| {
        let mine = all.iter().filter(move |line| line.session_id == sitting.row.id);
        mine.map(move |line| {
            let filed = line.filed_on.map(|on| on.to_string()).unwrap_or_default();
            [
                sitting.row.number.to_string(),
                sitting.row.local_date.to_string(),
                line.name.clone(),
                line.role.clone(),
                filed,
                line.body.clone(),
            ]
        })
    });
    sheet::csv(["session", "date", "name", "role", "filed_on", "disclosure"], rows)
}

fn attendance(content: &Content, sittings: &[&Sitting]) -> Result<Vec<u8>> {
    let known = &content.known;
    let held: Vec<SessionId> = sittings.iter().filter(|s| s.meeting.over.is_some()).map(|s| s.row.id).collect();
    let mut rows = Vec::new();
    for person in &content.people {
        let facts = known.facts(person.id, &person.profession);
        for (sitting, facts) in known.sittings.iter().zip(&facts).filter(|(s, _)| held.contains(&s.row.id)) {
            let present = meeting::attended(&facts.meeting, &facts.seen).met;
            // Nobody was absent from what was over before they had a place.
            if !present && content.joined.get(&person.id).is_some_and(|joined| ends_at(&sitting.row) <= *joined) {
                continue;
            }
            rows.push([
                person.called.clone(),
                person.profession.clone(),
                sitting.row.number.to_string(),
                sitting.row.local_date.to_string(),
                yes(present),
                facts.seen.minutes.to_string(),
                facts.content.min(facts.content_length).to_string(),
                facts.content_length.to_string(),
            ]);
        }
    }
    let header = ["person", "profession", "session", "date", "present", "minutes", "content_minutes", "of_content_minutes"];
    sheet::csv(header, rows)
}

fn papers(content: &Content) -> Result<Vec<u8>> {
    let zone = Zone::or_utc(&content.known.cohort.zone);
    let day = |at| utc_to_local(at, &zone).0.to_string();
    // By its number anybody learns the name of a holder who agreed to that: where people have codes, papers have codes, too.
    let number = |row: &certificates::Model| match content.called {
        Called::Names => row.serial.clone(),
        Called::Codes => paper_code(content.id, row.id),
    };
    let code = |state: State| if state.is_valid() { "valid" } else { "revoked" }.to_owned();
    let row = |(row, said): &(certificates::Model, printed::Printed)| {
        let credits = Credits(u32::try_from(row.credits).unwrap_or_default());
        let replaces = row.replaces.and_then(|id| content.papers.iter().find(|(other, _)| other.id == id));
        [
            number(row),
            content.call(row.person_id, &said.name),
            said.profession.clone(),
            printed::code(said.document).to_owned(),
            row.on_day.to_string(),
            row.kind.clone(),
            row.minutes.to_string(),
            credits.to_string(),
            said.issued_on.to_string(),
            code(state(Some(row))),
            row.revoked_at.map(day).unwrap_or_default(),
            row.revoked_why.clone(),
            replaces.map(|(other, _)| number(other)).unwrap_or_default(),
        ]
    };
    let header = [
        "serial",
        "person",
        "profession",
        "document",
        "date",
        "kind",
        "minutes",
        "credits",
        "issued_on",
        "state",
        "revoked_on",
        "revoked_why",
        "replaces",
    ];
    sheet::csv(header, content.papers.iter().map(row))
}

fn readme(content: &Content, sittings: &[&Sitting], files: &[Filed]) -> String {
    let words = content.words();
    let (record, known) = (&content.record, &content.known);
    let says = |key: &str, values: &[(&str, FluentValue<'_>)]| words.with(key, values);
    let over = sittings.iter().filter_map(|s| s.meeting.over).map(|over: Stamp| over.on).max();
    let mut out = vec![
        says("pack-title", &[("body", record.body.as_str().into()), ("number", record.session_id.as_str().into())]),
        says("pack-about", &[("program", known.program.name.as_str().into()), ("cohort", known.cohort.name.as_str().into())]),
        says("pack-hub", &[("hub", known.hub.as_str().into())]),
        says("pack-sessions", &[("n", sittings.len().into())]),
        says("pack-papers", &[("n", content.papers.len().into())]),
    ];
    out.extend(over.map(|day| says("pack-until", &[("day", domain::when::show_date(day, content.lang).into())])));
    out.extend(listed(words, content.called, files));
    out.join("\n")
}

/// The end of every first page: how people are called, and what each file is.
pub(super) fn listed(words: Words, called: Called, files: &[Filed]) -> Vec<String> {
    let mut out = vec![words.t(if called == Called::Names { "pack-names" } else { "pack-codes" }), String::new()];
    for (code, name, bytes) in files {
        let word = words.t(&format!("pack-holds-{code}"));
        out.push(format!("{name}\n    {word}\n    {}", words.with("pack-size", &[("n", bytes.len().into())])));
    }
    if !files.iter().any(|(_, name, _)| name.starts_with("planning/")) {
        out.push(words.t("pack-no-planning"));
    }
    out.push(String::new());
    out
}
