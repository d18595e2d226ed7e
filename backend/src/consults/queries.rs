//! What pages of this room show.

use chrono::{DateTime, Duration, Utc};
use domain::consults::roster::on_shift;
use domain::consults::{Act, State};
use domain::gate::Gate;
use domain::id::{ConsultId, PathwayId, PersonId, ShiftId};
use domain::lang::Lang;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::reach::{self, Ask, ReachedConsult, ReachedPathway, Standing, state_of};
use super::swaps::{self, OfferLine};
use super::tables::{consult_close_outs, consult_feedback, consult_hops, consult_reflections, consults, pathway_people, pathways, shifts};
use super::{closing, credit, ringing, roster, thread};
use crate::accounts::tables::people;
use crate::programs::queries::names;
use crate::{Cx, Fault, Result, Viewer};

/// A pathway in the directory.
#[derive(Debug, Clone)]
pub struct PathwayCard {
    /// The pathway, and how the reader stands to it.
    pub reached: ReachedPathway,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub scope: String,
    /// When it is answered, in words.
    pub hours: String,
    /// 24 hours, every day.
    pub always: bool,
    /// "Not sure? Start here."
    pub start_here: bool,
    /// Takes calls.
    pub open: bool,
    /// Has a place for video calls.
    pub video: bool,
    /// The number to dial.
    pub dial_in: String,
    /// May see the roster.
    pub sees_roster: bool,
    /// Who is on shift now; nobody, or not told.
    pub on_shift: Option<String>,
}

fn lang_of(viewer: &Viewer) -> Lang {
    viewer.who().map(|w| w.lang).unwrap_or_default()
}

/// The directory, in the reader's language.
pub async fn directory(cx: &Cx, viewer: &Viewer, lang: Lang) -> Result<Vec<PathwayCard>> {
    let all = reach::visible(cx.db(), viewer).await?;
    let mut cards = Vec::with_capacity(all.len());
    for reached in all {
        cards.push(card(cx, reached, lang).await?);
    }
    Ok(cards)
}

/// One pathway, with what its page shows.
pub async fn pathway(cx: &Cx, viewer: &Viewer, id: PathwayId, ask: Ask, lang: Lang) -> Result<PathwayCard> {
    let reached = reach::pathway(cx.db(), viewer, id, ask).await?;
    card(cx, reached, lang).await
}

async fn card(cx: &Cx, reached: ReachedPathway, lang: Lang) -> Result<PathwayCard> {
    let now = cx.now();
    let sees_roster = reached.may(Ask::Roster);
    let mut on_now = None;
    if sees_roster {
        let rows = ringing::on_roster(cx.db(), reached.id, now, now + Duration::seconds(1)).await?;
        let shifts: Vec<_> = rows.iter().map(ringing::shift).collect();
        if let (Some(person), _) = on_shift(&shifts, now) {
            on_now = names(cx.db(), [person].into_iter()).await?.remove(&person);
        }
    }
    let row = &reached.row;
    Ok(PathwayCard {
        name: reach::name(row, lang),
        scope: reach::either(lang, &row.scope_en, &row.scope_fr),
        hours: reach::either(lang, &row.hours_en, &row.hours_fr),
        always: row.always,
        start_here: row.start_here,
        open: row.state == "open",
        video: !row.video_url.is_empty(),
        dial_in: row.dial_in.clone(),
        sees_roster,
        on_shift: on_now,
        reached,
    })
}

/// The reader's own community: where a call comes from unless they say otherwise.
pub async fn my_community(cx: &Cx, viewer: &Viewer) -> Result<String> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    Ok(people::Entity::find_by_id(me).one(cx.db()).await?.map(|p| p.community).unwrap_or_default())
}

/// A call in a list: what somebody who answers, or who runs the pathway, may know of it.
#[derive(Debug, Clone)]
pub struct CallLine {
    /// The call.
    pub id: ConsultId,
    /// Its pathway's name.
    pub pathway: String,
    /// The pathway's zone.
    pub zone: String,
    /// Where it stands.
    pub state: State,
    /// `video` or `phone`.
    pub mode: String,
    /// `now` or `today`.
    pub urgency: String,
    /// Where from, as wide as a health authority.
    pub region: String,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When it was over.
    pub ended_at: Option<DateTime<Utc>>,
    /// Until when this hop rings.
    pub until: Option<DateTime<Utc>>,
    /// How many hops rang so far.
    pub hop: i32,
    /// For when somebody promised to come.
    pub promised_for: Option<DateTime<Utc>>,
    /// Whether that was the reader.
    pub promised_by_me: bool,
}

fn line(row: consults::Model, pathway: &pathways::Model, lang: Lang, me: PersonId) -> CallLine {
    CallLine {
        id: row.id,
        pathway: reach::name(pathway, lang),
        zone: pathway.zone.clone(),
        state: state_of(&row),
        mode: row.mode,
        urgency: row.urgency,
        region: row.region,
        requested_at: row.requested_at,
        ended_at: row.ended_at,
        until: row.due_at,
        hop: row.hop + 1,
        promised_for: row.promised_for,
        promised_by_me: row.promised_by == Some(me),
    }
}

/// What waits on a pathway: pathway, urgency and region, before anybody has accepted.
pub async fn queue(cx: &Cx, viewer: &Viewer, id: PathwayId, lang: Lang) -> Result<(ReachedPathway, Vec<CallLine>)> {
    let reached = reach::pathway(cx.db(), viewer, id, Ask::Queue).await?;
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let rows = consults::Entity::find().filter(consults::Column::PathwayId.eq(id));
    let rows = rows.filter(consults::Column::State.is_in(["requested", "ringing", "missed", "escalated"]));
    let rows = rows.order_by_asc(consults::Column::RequestedAt).all(cx.db()).await?;
    let lines = rows.into_iter().map(|row| line(row, &reached.row, lang, me)).collect();
    Ok((reached, lines))
}

/// The reader's own calls, newest first.
pub async fn mine(cx: &Cx, viewer: &Viewer, lang: Lang) -> Result<Vec<CallLine>> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let rows = consults::Entity::find().filter(consults::Column::CallerId.eq(me)).order_by_desc(consults::Column::RequestedAt);
    lines(cx, rows.limit(30).all(cx.db()).await?, lang, me).await
}

async fn lines(cx: &Cx, rows: Vec<consults::Model>, lang: Lang, me: PersonId) -> Result<Vec<CallLine>> {
    let all = pathways::Entity::find().filter(pathways::Column::Id.is_in(rows.iter().map(|r| r.pathway_id))).all(cx.db()).await?;
    let with = |row: consults::Model| all.iter().find(|p| p.id == row.pathway_id).map(|p| line(row, p, lang, me));
    Ok(rows.into_iter().filter_map(with).collect())
}

/// What rings for the reader now, what they promised, and what they have not closed yet.
#[derive(Debug, Clone, Default)]
pub struct Rings {
    /// Rings now.
    pub now: Vec<CallLine>,
    /// "Soon", they said.
    pub promised: Vec<CallLine>,
    /// On, or over and not closed.
    pub open: Vec<CallLine>,
}

/// What rings for the reader. Only for those who answer.
pub async fn rings(cx: &Cx, viewer: &Viewer, lang: Lang) -> Result<Rings> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    if places(cx.db(), me).await?.is_empty() {
        return Err(Fault::Refused("refused-not-on-call"));
    }
    let hops = consult_hops::Entity::find().filter(consult_hops::Column::PersonId.eq(me));
    let hops = hops.filter(consult_hops::Column::State.is_in(["rings", "missed"])).filter(consult_hops::Column::RungAt.is_not_null());
    let recent = hops.filter(consult_hops::Column::RungAt.gt(cx.now() - Duration::hours(1))).all(cx.db()).await?;
    let ringing = consults::Entity::find().filter(consults::Column::Id.is_in(recent.iter().map(|h| h.consult_id)));
    let ringing = ringing.filter(consults::Column::State.is_in(["ringing", "escalated"])).order_by_asc(consults::Column::RequestedAt);
    let promised = consults::Entity::find().filter(consults::Column::PromisedBy.eq(me));
    let promised = promised.filter(consults::Column::State.eq("missed")).order_by_asc(consults::Column::PromisedFor);
    let open = consults::Entity::find().filter(consults::Column::AcceptorId.eq(me));
    let open = open.filter(consults::Column::State.is_in(["connected", "ended"])).order_by_asc(consults::Column::RequestedAt);
    Ok(Rings {
        now: lines(cx, ringing.all(cx.db()).await?, lang, me).await?,
        promised: lines(cx, promised.all(cx.db()).await?, lang, me).await?,
        open: lines(cx, open.limit(30).all(cx.db()).await?, lang, me).await?,
    })
}

async fn places(db: &impl ConnectionTrait, me: PersonId) -> Result<Vec<pathway_people::Model>> {
    let rows = pathway_people::Entity::find().filter(pathway_people::Column::PersonId.eq(me));
    Ok(rows.filter(pathway_people::Column::LeftAt.is_null()).all(db).await?)
}

/// Whether somebody answers any pathway: whether their frame has a way to `/oncall`.
pub async fn answers_any(cx: &Cx, viewer: &Viewer) -> Result<bool> {
    match viewer.person() {
        Some(me) => Ok(!places(cx.db(), me).await?.is_empty()),
        None => Ok(false),
    }
}

/// One of the reader's own shifts.
#[derive(Debug, Clone)]
pub struct MyShift {
    /// Its key.
    pub id: ShiftId,
    /// Its pathway.
    pub pathway: PathwayId,
    /// Its name.
    pub name: String,
    /// Its zone.
    pub zone: String,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub to: DateTime<Utc>,
    /// Second in line.
    pub backup: bool,
    /// Offered to others.
    pub offered: Option<Uuid>,
}

/// A pathway that the reader answers, with its notes from shift to shift.
#[derive(Debug, Clone)]
pub struct MyPathway {
    /// The pathway.
    pub id: PathwayId,
    /// Its name.
    pub name: String,
    /// Its zone.
    pub zone: String,
    /// The number that the conversation is held on.
    pub dial_in: String,
    /// Key, who, what, when.
    pub notes: Vec<(Uuid, String, String, DateTime<Utc>)>,
}

/// The page of somebody who answers.
#[derive(Debug, Clone)]
pub struct OnCallView {
    /// What rings.
    pub rings: Rings,
    /// Their shifts of the coming fortnight.
    pub shifts: Vec<MyShift>,
    /// Shifts that others offer.
    pub offers: Vec<OfferLine>,
    /// Their pathways.
    pub pathways: Vec<MyPathway>,
    /// They cannot be reached until then.
    pub away_until: Option<DateTime<Utc>>,
    /// How many said something to them, and the mean of the numbers; told from five on.
    pub heard: Option<(u64, f64)>,
}

/// The page of somebody who answers.
pub async fn on_call(cx: &Cx, viewer: &Viewer, lang: Lang) -> Result<OnCallView> {
    let rings = rings(cx, viewer, lang).await?;
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let places = places(cx.db(), me).await?;
    let rows = pathways::Entity::find().filter(pathways::Column::Id.is_in(places.iter().map(|p| p.pathway_id)));
    let rows = rows.order_by_asc(pathways::Column::CreatedAt).all(cx.db()).await?;
    let named: Vec<(pathways::Model, String)> = rows.into_iter().map(|p| (p.clone(), reach::name(&p, lang))).collect();
    let mut mine = Vec::new();
    for (row, name) in &named {
        let notes = roster::notes(cx.db(), row.id).await?;
        mine.push(MyPathway { id: row.id, name: name.clone(), zone: row.zone.clone(), dial_in: row.dial_in.clone(), notes });
    }
    let heard = consult_feedback::Entity::find().filter(consult_feedback::Column::AboutId.eq(me)).all(cx.db()).await?;
    let n = heard.len();
    let mean = heard.iter().map(|f| f64::from(f.rating)).sum::<f64>() / f64::from(u32::try_from(n.max(1)).unwrap_or(1));
    Ok(OnCallView {
        rings,
        shifts: my_shifts(cx, me, &named).await?,
        offers: swaps::for_me(cx, me, &named).await?,
        pathways: mine,
        away_until: places.iter().filter_map(|p| p.away_until).filter(|at| *at > cx.now()).max(),
        heard: (n >= 5).then(|| (u64::try_from(n).unwrap_or(u64::MAX), mean)),
    })
}

async fn my_shifts(cx: &Cx, me: PersonId, named: &[(pathways::Model, String)]) -> Result<Vec<MyShift>> {
    let rows = shifts::Entity::find().filter(shifts::Column::PersonId.eq(me)).filter(shifts::Column::ToAt.gt(cx.now()));
    let rows = rows.filter(shifts::Column::FromAt.lt(cx.now() + Duration::days(roster::DAYS)));
    let rows = rows.order_by_asc(shifts::Column::FromAt).all(cx.db()).await?;
    let offers = super::tables::shift_swaps::Entity::find().filter(super::tables::shift_swaps::Column::State.eq("asked"));
    let offers = offers.filter(super::tables::shift_swaps::Column::ShiftId.is_in(rows.iter().map(|r| r.id))).all(cx.db()).await?;
    let one = |r: shifts::Model| {
        let (pathway, name) = named.iter().find(|(p, _)| p.id == r.pathway_id)?;
        Some(MyShift {
            offered: offers.iter().find(|o| o.shift_id == r.id).map(|o| o.id),
            id: r.id,
            pathway: pathway.id,
            name: name.clone(),
            zone: pathway.zone.clone(),
            from: r.from_at,
            to: r.to_at,
            backup: r.backup,
        })
    };
    Ok(rows.into_iter().filter_map(one).collect())
}

/// One hop, as the two see it: when, and what came of it. Names only to those who may know them.
#[derive(Debug, Clone)]
pub struct HopLine {
    /// Which.
    pub hop: i32,
    /// Who; nothing where that is not told.
    pub name: Option<String>,
    /// When they were rung.
    pub rung_at: DateTime<Utc>,
    /// rings, answered, missed, passed, soon, over
    pub state: String,
}

/// What of a call stands on its page.
#[derive(Debug, Clone)]
pub struct CallView {
    /// The call.
    pub reached: ReachedConsult,
    /// What a list says of it.
    pub line: CallLine,
    /// The caller's name; told to the on-call.
    pub caller: Option<String>,
    /// The on-call's name; told to the caller.
    pub acceptor: Option<String>,
    /// Who promised to come; told to the caller.
    pub promised_by: Option<String>,
    /// The other's telephone number, while the call is open.
    pub other_phone: String,
    /// Where the video call is held.
    pub video: Option<String>,
    /// The number to dial, and what is dialled after it.
    pub dial: (String, String),
    /// Where from; told to the two.
    pub community: String,
    /// The hops that rang.
    pub hops: Vec<HopLine>,
    /// What the two wrote: whether it is the reader's, the text, when.
    pub thread: Vec<(bool, String, DateTime<Utc>)>,
    /// Words can be added.
    pub thread_open: bool,
    /// When they began to talk.
    pub connected_at: Option<DateTime<Utc>>,
    /// The minutes, noted or measured.
    pub minutes: u32,
    /// What the on-call noted: kind, reason, outcome.
    pub noted: Option<(String, String, String)>,
    /// The caller's taps are in.
    pub closed_out: bool,
    /// The reader's two sentences.
    pub reflections: [String; 2],
    /// The reader has given feedback.
    pub gave: bool,
    /// What the other said to the reader.
    pub heard: Option<(i32, String)>,
    /// The question of the week later is open to the caller.
    pub follow_up_open: bool,
    /// What happened; empty until it is told.
    pub follow_up: String,
    /// What is left for the reader's credit.
    pub gate: Option<Gate>,
    /// The minutes that it earned the reader.
    pub earned: Option<u32>,
    /// The reader may answer it now.
    pub may_answer: bool,
    /// The caller may give up.
    pub may_give_up: bool,
}

/// The page of one call, as much of it as the reader may see.
pub async fn call(cx: &Cx, viewer: &Viewer, id: ConsultId, lang: Lang) -> Result<CallView> {
    let reached = reach::consult(cx.db(), viewer, id).await?;
    let (row, pathway, me, standing) = (reached.row.clone(), reached.pathway.clone(), reached.me, reached.standing);
    let party = matches!(standing, Standing::Caller | Standing::OnCall);
    let hops = ringing::hops_of(cx.db(), id).await?;
    let ids = hops.iter().map(|h| h.person_id).chain([row.caller_id]).chain(row.acceptor_id).chain(row.promised_by);
    let known = names(cx.db(), ids).await?;
    let name = |p: PersonId| known.get(&p).cloned();
    let state = reached.state();
    let rung = |h: &consult_hops::Model| {
        let told = standing == Standing::Caller || h.person_id == me;
        h.rung_at.map(|rung_at| HopLine { hop: h.hop + 1, name: name(h.person_id).filter(|_| told), rung_at, state: h.state.clone() })
    };
    let written = consult_reflections::Entity::find().filter(consult_reflections::Column::ConsultId.eq(id));
    let written = written.filter(consult_reflections::Column::PersonId.eq(me)).all(cx.db()).await?;
    let reflection = |prompt: &str| written.iter().find(|r| r.prompt == prompt).map(|r| r.body.clone()).unwrap_or_default();
    let said = consult_feedback::Entity::find().filter(consult_feedback::Column::ConsultId.eq(id)).all(cx.db()).await?;
    let records = credit::accreditations(cx.db(), pathway.program_id).await?;
    let over = state.is_over() && row.connected_at.is_some();
    let gate = if party && row.connected_at.is_some() {
        Some(credit::gate(cx.db(), (&row, &pathway), me, &records, cx.now()).await?)
    } else {
        None
    };
    let other_phone = match (closing::other(&reached), thread::is_open(&reached) && party) {
        (Some(other), true) => people::Entity::find_by_id(other).one(cx.db()).await?.map(|p| p.phone).unwrap_or_default(),
        _ => String::new(),
    };
    let thread = thread::read(cx.db(), &reached).await?;
    let rang = hops.iter().any(|h| h.person_id == me && h.rung_at.is_some());
    Ok(CallView {
        line: line(row.clone(), &pathway, lang, me),
        caller: name(row.caller_id).filter(|_| standing == Standing::OnCall),
        acceptor: row.acceptor_id.and_then(name).filter(|_| standing == Standing::Caller),
        promised_by: row.promised_by.and_then(name).filter(|_| standing == Standing::Caller),
        other_phone,
        video: (party && row.mode == "video" && !pathway.video_url.is_empty()).then(|| pathway.video_url.replace("{call}", &row.room)),
        dial: if party { (pathway.dial_in.clone(), pathway.dial_code.clone()) } else { Default::default() },
        community: if party { row.community.clone() } else { String::new() },
        hops: hops.iter().filter_map(rung).collect(),
        thread: thread.into_iter().map(|(who, body, at)| (who == me, body, at)).collect(),
        thread_open: party && thread::is_open(&reached),
        connected_at: row.connected_at,
        minutes: credit::minutes(&row),
        noted: (party && row.closed_at.is_some()).then(|| (row.kind.clone(), row.reason_group.clone(), row.outcome.clone())),
        closed_out: consult_close_outs::Entity::find_by_id(id).one(cx.db()).await?.is_some(),
        reflections: [reflection("learned"), reflection("will_do")],
        gave: said.iter().any(|f| f.from_id == me),
        heard: said.iter().find(|f| f.about_id == me && party).map(|f| (f.rating, f.words.clone())),
        follow_up_open: standing == Standing::Caller && over && closing::follow_up_is_open(cx, &reached),
        follow_up: if party { row.follow_up.clone() } else { String::new() },
        gate,
        earned: if party { crate::credits::calls::of(cx.db(), id, me).await? } else { None },
        may_answer: standing == Standing::Rung && rang && (state.rings() || (state == State::Missed && row.promised_by == Some(me))),
        may_give_up: standing == Standing::Caller && state.after(Act::GiveUp).is_some(),
        reached,
    })
}

/// What is left to do after calls, for the start page: the call, its pathway, and a word of what (`close`, `close_out`).
pub async fn left(cx: &Cx, viewer: &Viewer) -> Result<Vec<(ConsultId, String, &'static str)>> {
    let Some(me) = viewer.person() else { return Ok(Vec::new()) };
    let lang = lang_of(viewer);
    let answered = consults::Entity::find().filter(consults::Column::AcceptorId.eq(me)).filter(consults::Column::State.eq("ended"));
    let mut all: Vec<(ConsultId, String, &'static str)> =
        lines(cx, answered.limit(20).all(cx.db()).await?, lang, me).await?.into_iter().map(|l| (l.id, l.pathway, "close")).collect();
    let asked = consults::Entity::find().filter(consults::Column::CallerId.eq(me)).filter(consults::Column::ConnectedAt.is_not_null());
    let asked = asked.filter(consults::Column::State.is_in(["ended", "closed"])).order_by_asc(consults::Column::RequestedAt);
    for line in lines(cx, asked.limit(20).all(cx.db()).await?, lang, me).await? {
        let filed = consult_close_outs::Entity::find_by_id(line.id).one(cx.db()).await?.is_some();
        let reflected = consult_reflections::Entity::find().filter(consult_reflections::Column::ConsultId.eq(line.id));
        let reflected = reflected.filter(consult_reflections::Column::PersonId.eq(me)).all(cx.db()).await?.len() == 2;
        if !filed || !reflected {
            all.push((line.id, line.pathway, if filed { "reflect" } else { "close_out" }));
        }
    }
    Ok(all)
}
