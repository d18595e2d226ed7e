//! Breakout groups: by chance or by name, each with a chat of its own; opened, and pulled back with a word to all (feature B19).
//!
//! Time in a group is membership while the group is open, of people who are there: checked in when it opens, or coming in by
//! "Go to my group". Being in the group's chat would be a worse proof: the video is elsewhere, and many only listen.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::fault::FieldFault;
use domain::hour::groups::{Split, count, deal};
use domain::hour::{Group, GroupState, Somebody};
use domain::id::{PersonId, RoomId, SessionId};
use domain::presence::Way;
use domain::text::{self, NAME};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::here;
use super::hold::{Held, Part, hold};
use super::tables::{breakout_members, breakout_spans, breakouts};
use crate::cases::form::clear;
use crate::chat::rooms;
use crate::programs::tables::{cohort_roles, enrolments};
use crate::sessions::attendance::{self, spans as presence};
use crate::words::Words;
use crate::{Cx, Fault, Result, Tx, Viewer, audit};

/// Most groups.
pub const MOST: usize = 20;

/// How to split, as typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// `groups` or `size`.
    pub by: String,
    /// How many groups, or how many people in each.
    pub n: String,
    /// Names, one a line; may stay empty.
    pub titles: String,
}

/// Puts groups together by chance: those who checked in, or everybody when nobody has. Again, before they are opened, shuffles again.
pub async fn put_together(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, typed: &Typed) -> Result<()> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Run).await?;
    held.open()?;
    let titles = titles(viewer, &typed.titles)?;
    let n: usize = typed.n.trim().parse().ok().filter(|n| (1..=MOST).contains(n)).ok_or_else(|| Fault::field("n", "fault-groups"))?;
    let people = people(&tx, &held).await?;
    let split = match typed.by.as_str() {
        "groups" => Split::Groups(n),
        "size" => Split::Size(n),
        _ => return Err(Fault::field("by", "fault-choice")),
    };
    let dealt = deal(people.clone(), count(people.len(), split), |below| chance(cx, below));
    let lang = viewer.who().map(|w| w.lang).unwrap_or_default();
    let title = |n: usize| titles.get(n).cloned().unwrap_or_else(|| Words::of(lang).with("group-n", &[("n", (n + 1).into())]));
    let groups = dealt.into_iter().enumerate().map(|(n, members)| (title(n), members)).collect();
    draft(&tx, id, groups).await?;
    held.leave(tx).await
}

/// Makes groups by name, with nobody in them yet: people are placed one by one. Like those by chance they stand in the place of a draft.
pub async fn name(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, typed: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Run).await?;
    held.open()?;
    let titles = titles(viewer, typed)?;
    if titles.is_empty() {
        return Err(Fault::field("titles", "fault-empty"));
    }
    draft(&tx, id, titles.into_iter().map(|title| (title, Vec::new())).collect()).await?;
    held.leave(tx).await
}

/// A new round of groups, not open yet.
async fn draft(tx: &Tx, id: SessionId, groups: Vec<(String, Vec<PersonId>)>) -> Result<()> {
    let round = fresh_round(tx, id).await?;
    for (position, (title, members)) in (1..).zip(groups) {
        let group = tx.cx().new_id();
        let row = breakouts::ActiveModel {
            id: Set(group),
            session_id: Set(id),
            round: Set(round),
            position: Set(position),
            title: Set(title),
            state: Set(GroupState::Draft.code().to_owned()),
            room_id: Set(None),
            opened_at: Set(None),
            closed_at: Set(None),
        };
        breakouts::Entity::insert(row).exec_without_returning(tx.db()).await?;
        for person in members {
            join(tx, group, person).await?;
        }
    }
    Ok(())
}

fn titles(viewer: &Viewer, raw: &str) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for line in raw.lines().map(str::trim).filter(|l| !l.is_empty()).take(MOST) {
        let title = text::line("titles", line, NAME).and_then(|t| clear(viewer, "titles", &t).map(|()| t));
        out.push(title.map_err(|f: FieldFault| Fault::Invalid(vec![f]))?);
    }
    Ok(out)
}

/// A number below `below`, as good as fair: a 64-bit throw over a handful of people.
fn chance(cx: &Cx, below: usize) -> usize {
    let below = u64::try_from(below.max(1)).unwrap_or(1);
    usize::try_from(u64::from_le_bytes(cx.bytes()) % below).unwrap_or(0)
}

/// Participants and mentors who checked in; all of them when nobody has. Who runs the hour stays in the middle.
async fn people(tx: &Tx, held: &Held) -> Result<Vec<PersonId>> {
    let cohort = held.reached.cohort.id;
    let mut all = attendance::participants(tx.db(), &held.reached.cohort).await?;
    let mentors = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.eq(cohort));
    all.extend(mentors.filter(cohort_roles::Column::Role.eq("peer_mentor")).all(tx.db()).await?.into_iter().map(|r| r.person_id));
    all.sort_unstable();
    all.dedup();
    let there = here::all(tx.db(), held.row.session_id).await?;
    let here: Vec<PersonId> = all.iter().copied().filter(|p| there.contains(p)).collect();
    Ok(if here.is_empty() { all } else { here })
}

/// The next round's number; groups that were only being put together make room.
async fn fresh_round(tx: &Tx, id: SessionId) -> Result<i32> {
    let rows = newest(tx.db(), id).await?;
    if rows.iter().any(|g| g.state == "open") {
        return Err(Fault::Conflict("conflict-groups-open"));
    }
    drop_draft(tx, id).await?;
    let last = rows.iter().filter(|g| g.state != "draft").map(|g| g.round).max();
    let before = rows.iter().filter(|g| g.state == "draft").map(|g| g.round - 1).max();
    Ok(last.or(before).unwrap_or(0) + 1)
}

async fn drop_draft(tx: &Tx, id: SessionId) -> Result<()> {
    let draft = breakouts::Entity::delete_many().filter(breakouts::Column::SessionId.eq(id));
    draft.filter(breakouts::Column::State.eq("draft")).exec(tx.db()).await?;
    Ok(())
}

async fn join(tx: &Tx, group: Uuid, person: PersonId) -> Result<()> {
    let row = breakout_members::ActiveModel { id: Set(tx.cx().new_id()), breakout_id: Set(group), person_id: Set(person) };
    breakout_members::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The groups of the newest round, in order.
pub(super) async fn newest(db: &impl ConnectionTrait, id: SessionId) -> Result<Vec<breakouts::Model>> {
    let rows = breakouts::Entity::find().filter(breakouts::Column::SessionId.eq(id));
    let rows = rows.order_by_asc(breakouts::Column::Round).order_by_asc(breakouts::Column::Position).all(db).await?;
    let round = rows.iter().map(|g| g.round).max();
    Ok(rows.into_iter().filter(|g| Some(g.round) == round).collect())
}

async fn members(db: &impl ConnectionTrait, groups: &[breakouts::Model]) -> Result<Vec<breakout_members::Model>> {
    let all = breakout_members::Entity::find().filter(breakout_members::Column::BreakoutId.is_in(groups.iter().map(|g| g.id)));
    Ok(all.order_by_asc(breakout_members::Column::Id).all(db).await?)
}

/// Puts a person into a group of the newest round by name, or out of all; also while it is open: their time there ends, and begins anew.
pub async fn place(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, person: &str, group: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Run).await?;
    held.open()?;
    let person: PersonId = person.parse().map_err(|_| Fault::field("person", "fault-choice"))?;
    of_cohort(&tx, &held, person).await?;
    let groups = newest(tx.db(), id).await?;
    let to = match group {
        "" => None,
        text => {
            let chosen: Uuid = text.parse().map_err(|_| Fault::field("group", "fault-choice"))?;
            let found = groups.iter().find(|g| g.id == chosen && g.state != "closed");
            Some(found.ok_or_else(|| Fault::field("group", "fault-choice"))?)
        }
    };
    let before = members(tx.db(), &groups).await?;
    let was: Vec<Uuid> = before.iter().filter(|m| m.person_id == person).map(|m| m.breakout_id).collect();
    if was.as_slice() == to.map(|g| g.id).as_slice() {
        return Ok(());
    }
    let out = breakout_members::Entity::delete_many().filter(breakout_members::Column::BreakoutId.is_in(groups.iter().map(|g| g.id)));
    out.filter(breakout_members::Column::PersonId.eq(person)).exec(tx.db()).await?;
    end_spans(&tx, id, Some(person)).await?;
    if let Some(group) = to {
        join(&tx, group.id, person).await?;
        if group.state == "open" && is_here(&tx, id, person).await? {
            begin_span(&tx, id, group.id, person).await?;
        }
    }
    seat(&mut tx, &groups).await?;
    held.leave(tx).await
}

/// Rooms of open groups hear who is in them now.
async fn seat(tx: &mut Tx, groups: &[breakouts::Model]) -> Result<()> {
    let all = members(tx.db(), groups).await?;
    for group in groups.iter().filter(|g| g.state == "open") {
        let people: Vec<PersonId> = all.iter().filter(|m| m.breakout_id == group.id).map(|m| m.person_id).collect();
        if let Some(room) = group.room_id {
            rooms::set_members(tx, room, &people).await?;
        }
    }
    Ok(())
}

async fn of_cohort(tx: &Tx, held: &Held, person: PersonId) -> Result<()> {
    let cohort = held.reached.cohort.id;
    let enrolled =
        enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(cohort)).filter(enrolments::Column::State.eq("enrolled"));
    let role = cohort_roles::Entity::find().filter(cohort_roles::Column::CohortId.eq(cohort));
    let known = enrolled.filter(enrolments::Column::PersonId.eq(person)).one(tx.db()).await?.is_some()
        || role.filter(cohort_roles::Column::PersonId.eq(person)).one(tx.db()).await?.is_some();
    if known { Ok(()) } else { Err(Fault::field("person", "fault-choice")) }
}

async fn is_here(tx: &Tx, id: SessionId, person: PersonId) -> Result<bool> {
    Ok(here::all(tx.db(), id).await?.contains(&person))
}

/// Opens the groups: each gets its chat, and the time in it begins for those who are here.
pub async fn open(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let tx = cx.begin().await?;
    let mut held = hold(&tx, viewer, slug, id, Part::Run).await?;
    held.open()?;
    let groups: Vec<_> = newest(tx.db(), id).await?.into_iter().filter(|g| g.state == "draft").collect();
    if groups.is_empty() {
        return Ok(());
    }
    let all = members(tx.db(), &groups).await?;
    let here = here::all(tx.db(), id).await?;
    for group in &groups {
        let people: Vec<PersonId> = all.iter().filter(|m| m.breakout_id == group.id).map(|m| m.person_id).collect();
        let room = rooms::make_breakout(&tx, held.reached.cohort.id, Some(id), &group.title, &people).await?;
        let change = breakouts::ActiveModel {
            id: Set(group.id),
            state: Set(GroupState::Open.code().to_owned()),
            room_id: Set(Some(room)),
            opened_at: Set(Some(cx.now())),
            ..Default::default()
        };
        change.update(tx.db()).await?;
        for person in people.into_iter().filter(|p| here.contains(p)) {
            begin_span(&tx, id, group.id, person).await?;
        }
    }
    held.set(|row| row.told = Set(String::new()));
    audit::write(&tx, viewer, audit::Line::new("chat.room_write", "session", id.0)).await?;
    held.leave(tx).await
}

/// Pulls everybody back, with a word to all. Their chats stay to be read.
pub async fn pull_back(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, told: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let mut held = hold(&tx, viewer, slug, id, Part::Run).await?;
    held.open()?;
    let told = text::optional_line("told", told, NAME).map_err(|f| Fault::Invalid(vec![f]))?;
    clear(viewer, "told", &told).map_err(|f| Fault::Invalid(vec![f]))?;
    if !call_back(&mut tx, id).await? {
        return Ok(());
    }
    held.set(|row| {
        row.told = Set(told);
        row.told_at = Set(Some(cx.now()));
    });
    held.leave(tx).await
}

/// Closes what is open. Answers whether anything was.
pub(super) async fn call_back(tx: &mut Tx, id: SessionId) -> Result<bool> {
    let open: Vec<_> = newest(tx.db(), id).await?.into_iter().filter(|g| g.state == "open").collect();
    end_spans(tx, id, None).await?;
    for group in &open {
        let change = breakouts::ActiveModel {
            id: Set(group.id),
            state: Set(GroupState::Closed.code().to_owned()),
            closed_at: Set(Some(tx.cx().now())),
            ..Default::default()
        };
        change.update(tx.db()).await?;
        if let Some(room) = group.room_id {
            rooms::archive(tx, room).await?;
        }
    }
    Ok(!open.is_empty())
}

/// Forgets groups that were put together and not opened.
pub async fn forget(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<()> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Run).await?;
    drop_draft(&tx, id).await?;
    held.leave(tx).await
}

/// "Go to my group": answers its room. Whoever comes is there, and the time begins if it had not.
pub async fn enter(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<RoomId> {
    let tx = cx.begin().await?;
    let held = hold(&tx, viewer, slug, id, Part::Take).await?;
    let groups = newest(tx.db(), id).await?;
    let all = members(tx.db(), &groups).await?;
    let own = groups.iter().find(|g| g.state == "open" && all.iter().any(|m| m.breakout_id == g.id && m.person_id == held.me));
    let (group, room) = own.and_then(|g| Some((g.id, g.room_id?))).ok_or(Fault::Conflict("conflict-no-group"))?;
    if !is_here(&tx, id, held.me).await? {
        here::come(&tx, id, held.me).await?;
    }
    begin_span(&tx, id, group, held.me).await?;
    held.leave(tx).await?;
    Ok(room)
}

async fn begin_span(tx: &Tx, id: SessionId, group: Uuid, person: PersonId) -> Result<()> {
    let open = breakout_spans::Entity::find().filter(breakout_spans::Column::BreakoutId.eq(group));
    let open = open.filter(breakout_spans::Column::PersonId.eq(person)).filter(breakout_spans::Column::UntilAt.is_null());
    if open.one(tx.db()).await?.is_some() {
        return Ok(());
    }
    let row = breakout_spans::ActiveModel {
        id: Set(tx.cx().new_id()),
        session_id: Set(id),
        breakout_id: Set(group),
        person_id: Set(person),
        from_at: Set(tx.cx().now()),
        until_at: Set(None),
    };
    breakout_spans::Entity::insert(row).exec_without_returning(tx.db()).await?;
    presence::begin(tx, id, person, Way::Breakout).await
}

/// Ends the time of one person, or of everybody who is in a group.
async fn end_spans(tx: &Tx, id: SessionId, person: Option<PersonId>) -> Result<()> {
    let open = breakout_spans::Entity::find().filter(breakout_spans::Column::SessionId.eq(id));
    for span in open.filter(breakout_spans::Column::UntilAt.is_null()).all(tx.db()).await? {
        if person.is_some_and(|p| p != span.person_id) {
            continue;
        }
        let change = breakout_spans::ActiveModel { id: Set(span.id), until_at: Set(Some(tx.cx().now())), ..Default::default() };
        change.update(tx.db()).await?;
        presence::end(tx, id, span.person_id, Way::Breakout).await?;
    }
    Ok(())
}

/// The stretches of time that people spent in groups of a session; open ones end now. Attendance has the same as its own (`Way::Breakout`).
pub async fn spans(cx: &Cx, db: &impl ConnectionTrait, id: SessionId) -> Result<Vec<(PersonId, DateTime<Utc>, DateTime<Utc>)>> {
    let rows = breakout_spans::Entity::find().filter(breakout_spans::Column::SessionId.eq(id));
    let rows = rows.order_by_asc(breakout_spans::Column::FromAt).all(db).await?;
    Ok(rows.into_iter().map(|s| (s.person_id, s.from_at, s.until_at.unwrap_or(cx.now()))).collect())
}

/// The groups as everybody sees them.
pub(super) async fn shown(
    db: &impl ConnectionTrait,
    rows: Vec<breakouts::Model>,
    name: impl Fn(PersonId) -> Somebody,
) -> Result<Vec<Group>> {
    let mut people: HashMap<Uuid, Vec<Somebody>> = HashMap::new();
    for member in members(db, &rows).await? {
        people.entry(member.breakout_id).or_default().push(name(member.person_id));
    }
    let one = |g: breakouts::Model| Group {
        members: people.remove(&g.id).unwrap_or_default(),
        id: g.id,
        title: g.title,
        state: GroupState::parse(&g.state),
        room: g.room_id,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Everybody who is in a group of the newest round.
pub(super) async fn everybody(db: &impl ConnectionTrait, rows: &[breakouts::Model]) -> Result<Vec<PersonId>> {
    Ok(members(db, rows).await?.into_iter().map(|m| m.person_id).collect())
}
