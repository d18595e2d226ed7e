//! What a pathway is, and who answers it: for coordinators.

use chrono::{DateTime, Duration, Utc};
use domain::fault::{Faults, FieldFault};
use domain::id::{PathwayId, PersonId, ProgramId};
use domain::text;
use domain::when::{Zone, local_day};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

use super::reach::{self, Ask, ReachedPathway};
use super::tables::{consult_hops, consults, pathway_people, pathway_rules, pathways, shifts};
use super::{credit, distances, letters, ringing};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::programs::tables::programs;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// How long a hop rings, in seconds.
const RINGS: std::ops::RangeInclusive<i32> = 15..=180;

/// A pathway, as typed.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The key of what it makes.
    pub once: Uuid,
    /// Its name in English; one of the two must be there.
    pub name_en: String,
    /// Its name in French.
    pub name_fr: String,
    /// What it is for.
    pub scope_en: String,
    /// What it is for, in French.
    pub scope_fr: String,
    /// When it is answered, in words.
    pub hours_en: String,
    /// When it is answered, in French.
    pub hours_fr: String,
    /// 24 hours, every day (R0.1).
    pub always: bool,
    /// "Not sure? Start here."
    pub start_here: bool,
    /// `program` or `everyone`.
    pub opens_to: String,
    /// The zone of its roster and of its days.
    pub zone: String,
    /// Seconds of one hop.
    pub ring_seconds: String,
    /// Where a video call is held; `{call}` in it becomes the name of a call.
    pub video_url: String,
    /// The telephone number.
    pub dial_in: String,
    /// What is dialled after it.
    pub dial_code: String,
    /// Answering earns, too (R0.6).
    pub on_call_earns: bool,
    /// Feedback is a condition of the credit.
    pub feedback: bool,
    /// So is the answer a week later.
    pub follow_up: bool,
    /// Takes no calls.
    pub closed: bool,
    /// How far communities are from the referral centre: `Vanderhoof, 97`, one line each.
    pub distances: String,
}

struct Parsed {
    row: pathways::ActiveModel,
    rule: (bool, bool, bool),
    far: Vec<(String, u32)>,
}

fn parse(form: &Form) -> Result<Parsed> {
    let mut faults = Faults::new();
    let names = [("name_en", &form.name_en), ("name_fr", &form.name_fr)];
    let [name_en, name_fr] = names.map(|(f, t)| faults.take(text::optional_line(f, t, 120)).unwrap_or_default());
    let scopes = [("scope_en", &form.scope_en), ("scope_fr", &form.scope_fr)];
    let [scope_en, scope_fr] = scopes.map(|(f, t)| faults.take(text::optional_line(f, t, 600)).unwrap_or_default());
    let hours = [("hours_en", &form.hours_en), ("hours_fr", &form.hours_fr)];
    let [hours_en, hours_fr] = hours.map(|(f, t)| faults.take(text::optional_line(f, t, 120)).unwrap_or_default());
    if name_en.is_empty() && name_fr.is_empty() {
        faults.add(FieldFault::new("name_en", "fault-empty"));
    }
    let zone = faults.take(Zone::parse(&form.zone).map_err(|_| FieldFault::new("zone", "fault-choice")));
    if !["program", "everyone"].contains(&form.opens_to.as_str()) {
        faults.add(FieldFault::new("opens_to", "fault-choice"));
    }
    let seconds = form.ring_seconds.trim().parse().ok().filter(|s| RINGS.contains(s));
    let range = || FieldFault::new("ring_seconds", "fault-ring-seconds").with("least", RINGS.start()).with("most", RINGS.end());
    let seconds = faults.take(seconds.ok_or_else(range)).unwrap_or(45);
    let video = faults.take(video("video_url", &form.video_url)).unwrap_or_default();
    let dial_in = faults.take(dialled("dial_in", &form.dial_in)).unwrap_or_default();
    let dial_code = faults.take(dialled("dial_code", &form.dial_code)).unwrap_or_default();
    if dial_in.is_empty() {
        // The telephone is a mode of its own, not a way out (R0.2).
        faults.add(FieldFault::new("dial_in", "fault-pathway-no-phone"));
    }
    let far = faults.take(distances::parse("distances", &form.distances)).unwrap_or_default();
    faults.done()?;
    let row = pathways::ActiveModel {
        name_en: Set(name_en),
        name_fr: Set(name_fr),
        scope_en: Set(scope_en),
        scope_fr: Set(scope_fr),
        hours_en: Set(hours_en),
        hours_fr: Set(hours_fr),
        always: Set(form.always),
        start_here: Set(form.start_here),
        opens_to: Set(form.opens_to.clone()),
        zone: Set(zone.map(|z| z.name().to_owned()).unwrap_or_default()),
        ring_seconds: Set(seconds),
        video_url: Set(video),
        dial_in: Set(dial_in),
        dial_code: Set(dial_code),
        state: Set(if form.closed { "closed" } else { "open" }.to_owned()),
        ..Default::default()
    };
    Ok(Parsed { row, rule: (form.on_call_earns, form.feedback, form.follow_up), far })
}

/// An address to follow, with the place for the name of a call in it or not; it may be empty.
fn video(field: &str, raw: &str) -> std::result::Result<String, FieldFault> {
    if raw.trim().is_empty() {
        return Ok(String::new());
    }
    text::web_address(field, &raw.replace("{call}", "CALL-CALL")).map(|url| url.replace("CALL-CALL", "{call}"))
}

/// What a telephone dials.
fn dialled(field: &str, raw: &str) -> std::result::Result<String, FieldFault> {
    let line = text::optional_line(field, raw, 60)?;
    let fine = line.chars().all(|c| c.is_ascii_digit() || "+-() .,#*".contains(c));
    if fine { Ok(line) } else { Err(FieldFault::new(field, "fault-dial")) }
}

/// Makes a pathway of a program. The same `once` again changes nothing.
pub async fn add(cx: &Cx, viewer: &Viewer, program: ProgramId, form: &Form) -> Result<PathwayId> {
    let tx = cx.begin().await?;
    may_define(&tx, viewer, program).await?;
    let id = PathwayId(form.once);
    let mut parsed = parse(form)?;
    let row = &mut parsed.row;
    row.id = Set(id);
    row.program_id = Set(program);
    row.version = Set(1);
    row.created_at = Set(cx.now());
    row.updated_at = Set(cx.now());
    let there = OnConflict::column(pathways::Column::Id).do_nothing().to_owned();
    if pathways::Entity::insert(parsed.row).on_conflict(there).exec_without_returning(tx.db()).await? == 0 {
        return Ok(reach::pathway(tx.db(), viewer, id, Ask::Define).await?.id);
    }
    let zone = form.zone.as_str();
    set_rule(&tx, viewer, id, zone, parsed.rule).await?;
    distances::set(&tx, id, &parsed.far).await?;
    audit::write(&tx, viewer, Line::new("pathway.write", "pathway", id.0).detail(json!({ "did": "add" }))).await?;
    tx.commit().await?;
    Ok(id)
}

/// Who may say what a program's pathways are.
async fn may_define(tx: &Tx, viewer: &Viewer, program: ProgramId) -> Result<()> {
    viewer.who().ok_or(Fault::SignIn)?;
    programs::Entity::find_by_id(program).one(tx.db()).await?.ok_or(Fault::Missing)?;
    if viewer.coordinates(program) || viewer.is_administrator() { Ok(()) } else { Err(Fault::Missing) }
}

/// Changes a pathway. What calls must bring holds from today; earlier calls keep what held on their day.
pub async fn change(cx: &Cx, viewer: &Viewer, id: PathwayId, version: i32, form: &Form) -> Result<()> {
    let tx = cx.begin().await?;
    let reached = reach::pathway(tx.db(), viewer, id, Ask::Define).await?;
    let held = pathways::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?.ok_or(Fault::Missing)?;
    let mut parsed = parse(form)?;
    if held.version != version {
        return Err(Fault::Conflict("conflict-changed"));
    }
    parsed.row.id = Set(id);
    parsed.row.version = Set(version + 1);
    parsed.row.updated_at = Set(cx.now());
    parsed.row.update(tx.db()).await?;
    set_rule(&tx, viewer, id, &form.zone, parsed.rule).await?;
    distances::set(&tx, id, &parsed.far).await?;
    audit::write(&tx, viewer, Line::new("pathway.write", "pathway", reached.id.0).detail(json!({ "did": "change" }))).await?;
    tx.commit().await
}

async fn set_rule(tx: &Tx, viewer: &Viewer, id: PathwayId, zone: &str, (earns, feedback, follow_up): (bool, bool, bool)) -> Result<()> {
    let today = local_day(tx.cx().now(), zone);
    let now = credit::switches(tx.db(), id, today).await?;
    if (now.on_call_earns, now.feedback, now.follow_up) == (earns, feedback, follow_up) {
        return Ok(());
    }
    let row = pathway_rules::ActiveModel {
        id: Set(tx.cx().new_id()),
        pathway_id: Set(id),
        from_on: Set(today),
        on_call_earns: Set(earns),
        feedback: Set(feedback),
        follow_up: Set(follow_up),
        created_at: Set(tx.cx().now()),
        set_by: Set(viewer.person()),
    };
    let columns = [pathway_rules::Column::PathwayId, pathway_rules::Column::FromOn];
    let of_today = [
        pathway_rules::Column::OnCallEarns,
        pathway_rules::Column::Feedback,
        pathway_rules::Column::FollowUp,
        pathway_rules::Column::SetBy,
    ];
    let again = OnConflict::columns(columns).update_columns(of_today).to_owned();
    pathway_rules::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// A pathway as its form shows it, with who answers it, by name.
pub async fn stored(cx: &Cx, viewer: &Viewer, id: PathwayId) -> Result<(ReachedPathway, Form, i32, Vec<(PersonId, String)>)> {
    let reached = reach::pathway(cx.db(), viewer, id, Ask::Define).await?;
    let calls = credit::switches(cx.db(), id, local_day(cx.now(), &reached.row.zone)).await?;
    let row = reached.row.clone();
    let form = Form {
        once: id.0,
        name_en: row.name_en,
        name_fr: row.name_fr,
        scope_en: row.scope_en,
        scope_fr: row.scope_fr,
        hours_en: row.hours_en,
        hours_fr: row.hours_fr,
        always: row.always,
        start_here: row.start_here,
        opens_to: row.opens_to,
        zone: row.zone,
        ring_seconds: row.ring_seconds.to_string(),
        video_url: row.video_url,
        dial_in: row.dial_in,
        dial_code: row.dial_code,
        on_call_earns: calls.on_call_earns,
        feedback: calls.feedback,
        follow_up: calls.follow_up,
        closed: row.state != "open",
        distances: distances::written(cx.db(), id).await?,
    };
    let mut people: Vec<(PersonId, String)> = ringing::crew(cx.db(), id).await?.into_iter().map(|(_, p)| (p.id, p.name)).collect();
    people.sort_by_cached_key(|(_, name)| crate::search::fold::folded(name));
    Ok((reached, form, row.version, people))
}

/// The addresses of those who answer a pathway, for who says who they are.
pub async fn addresses(cx: &Cx, viewer: &Viewer, id: PathwayId) -> Result<std::collections::BTreeMap<PersonId, String>> {
    reach::pathway(cx.db(), viewer, id, Ask::Define).await?;
    Ok(ringing::crew(cx.db(), id).await?.into_iter().map(|(_, p)| (p.id, p.email)).collect())
}

/// The pathways of a program, for who runs it: name in the reader's language, and whether it is open.
pub async fn of_program(cx: &Cx, viewer: &Viewer, program: ProgramId) -> Result<Vec<(PathwayId, String, bool)>> {
    let tx = cx.begin().await?;
    may_define(&tx, viewer, program).await?;
    let lang = viewer.who().map(|w| w.lang).unwrap_or_default();
    let rows = pathways::Entity::find().filter(pathways::Column::ProgramId.eq(program)).order_by_asc(pathways::Column::CreatedAt);
    Ok(rows.all(tx.db()).await?.into_iter().map(|row| (row.id, reach::name(&row, lang), row.state == "open")).collect())
}

/// Puts somebody by their address among those who answer a pathway, or takes them out. Their shifts to come go with them.
pub async fn set_person(cx: &Cx, viewer: &Viewer, id: PathwayId, email: &str, answers: bool) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::pathway(tx.db(), viewer, id, Ask::Define).await?;
    let address = text::email("email", email).map_err(|f| Fault::Invalid(vec![f]))?;
    let person = people::Entity::find().filter(people::Column::Email.eq(&address)).one(tx.db()).await?;
    let person = person.filter(|p| p.state == "active").ok_or_else(|| Fault::field("email", "fault-pathway-nobody"))?.id;
    let ahead = shifts::Entity::find().filter(ahead(id, person, cx.now())).count(tx.db()).await?;
    let goes = !answers && reach::answers(tx.db(), id, person).await?;
    put(&tx, id, person, answers).await?;
    if goes && !viewer.is(person) {
        letters::off(&mut tx, &reached.row, person, ahead).await?;
    }
    let line = Line::new("pathway.write", "pathway", id.0).about(person).detail(json!({ "answers": answers }));
    audit::write(&tx, viewer, line).await?;
    tx.commit().await
}

/// Somebody's shifts on a pathway that have not begun.
fn ahead(id: PathwayId, person: PersonId, now: DateTime<Utc>) -> Condition {
    let theirs = Condition::all().add(shifts::Column::PathwayId.eq(id)).add(shifts::Column::PersonId.eq(person));
    theirs.add(shifts::Column::FromAt.gt(now))
}

/// Somebody answers a pathway, or no longer.
pub(super) async fn put(tx: &Tx, id: PathwayId, person: PersonId, answers: bool) -> Result<()> {
    let now = tx.cx().now();
    let row = pathway_people::ActiveModel {
        id: Set(tx.cx().new_id()),
        pathway_id: Set(id),
        person_id: Set(person),
        away_until: Set(None),
        joined_at: Set(now),
        left_at: Set((!answers).then_some(now)),
    };
    let columns = [pathway_people::Column::PathwayId, pathway_people::Column::PersonId];
    let again = OnConflict::columns(columns).update_columns([pathway_people::Column::LeftAt, pathway_people::Column::AwayUntil]).to_owned();
    pathway_people::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    if !answers {
        shifts::Entity::delete_many().filter(ahead(id, person, now)).exec(tx.db()).await?;
        look_again(tx, person).await?;
    }
    Ok(())
}

/// Hours for which somebody can say that they cannot be reached.
pub const AWAY: [i64; 4] = [1, 4, 8, 24];

/// "I cannot be reached" for so many hours, on every pathway; none: I can. What rings for them goes on to the next.
pub async fn away(cx: &Cx, viewer: &Viewer, hours: Option<i64>) -> Result<Option<DateTime<Utc>>> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let tx = cx.begin().await?;
    let mine = pathway_people::Entity::find().filter(pathway_people::Column::PersonId.eq(me));
    if mine.filter(pathway_people::Column::LeftAt.is_null()).one(tx.db()).await?.is_none() {
        return Err(Fault::Refused("refused-role"));
    }
    let hours = hours.map(|h| AWAY.into_iter().find(|a| *a == h).ok_or_else(|| Fault::field("hours", "fault-choice"))).transpose()?;
    let until = hours.map(|h| cx.now() + Duration::hours(h));
    pathway_people::Entity::update_many()
        .col_expr(pathway_people::Column::AwayUntil, Expr::value(until))
        .filter(pathway_people::Column::PersonId.eq(me))
        .exec(tx.db())
        .await?;
    look_again(&tx, me).await?;
    audit::write(&tx, viewer, Line::new("roster.write", "person", me.0).detail(json!({ "away": hours }))).await?;
    tx.commit().await?;
    Ok(until)
}

/// What rings for somebody is looked at anew at once.
async fn look_again(tx: &Tx, person: PersonId) -> Result<()> {
    let rings = consult_hops::Entity::find().filter(consult_hops::Column::PersonId.eq(person));
    let rings = rings.filter(consult_hops::Column::State.eq("rings")).all(tx.db()).await?;
    consults::Entity::update_many()
        .col_expr(consults::Column::DueAt, Expr::value(tx.cx().now()))
        .filter(consults::Column::Id.is_in(rings.iter().map(|r| r.consult_id)))
        .filter(consults::Column::State.is_in(["ringing", "escalated"]))
        .exec(tx.db())
        .await?;
    Ok(())
}
