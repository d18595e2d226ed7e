//! The page of one call.

use chrono::{DateTime, Utc};
use domain::consults::{Act, State};
use domain::gate::Gate;
use domain::id::{ConsultId, PersonId};
use domain::lang::Lang;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::lists::{CallLine, line};
use crate::accounts::tables::people;
use crate::consults::pearls::Pearl;
use crate::consults::reach::{self, ReachedConsult, Standing};
use crate::consults::tables::{consult_close_outs, consult_feedback, consult_hops, consult_reflections};
use crate::consults::{closing, credit, pearls, ringing, thread};
use crate::programs::queries::names;
use crate::{Cx, Result, Viewer};

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
    /// Who promised to come, and for when, the soonest first: all of them to the caller, their own to who promised. Without a name where that
    /// is not told.
    pub promises: Vec<(Option<String>, DateTime<Utc>)>,
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
    /// What it earned the reader.
    pub earned: Option<crate::credits::calls::Earned>,
    /// What of it others may learn from.
    pub pearl: Pearl,
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
    let ids = hops.iter().map(|h| h.person_id).chain([row.caller_id]).chain(row.acceptor_id);
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
    let promises = ringing::promises(&hops);
    let waits = !state.is_over() && state != State::Connected;
    let told = |(who, at): &(PersonId, DateTime<Utc>)| match standing {
        Standing::Caller => Some((name(*who), *at)),
        _ if *who == me => Some((None, *at)),
        _ => None,
    };
    let promised = promises.iter().any(|(who, _)| *who == me);
    let rang = hops.iter().any(|h| h.person_id == me && h.rung_at.is_some());
    Ok(CallView {
        line: line(row.clone(), &pathway, lang),
        caller: name(row.caller_id).filter(|_| standing == Standing::OnCall),
        acceptor: row.acceptor_id.and_then(name).filter(|_| standing == Standing::Caller),
        promises: if waits { promises.iter().filter_map(told).collect() } else { Vec::new() },
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
        pearl: pearls::part(cx, viewer, &reached).await?,
        may_answer: standing == Standing::Rung && rang && (state.rings() || (state == State::Missed && promised)),
        may_give_up: standing == Standing::Caller && state.after(Act::GiveUp).is_some(),
        reached,
    })
}
