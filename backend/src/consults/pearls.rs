//! A pearl: three lines that others can learn from, out of a call (G15). Nothing leaves a call before both of its two have agreed (R0.8): the
//! on-call drafts, the caller agrees or not, and an hour lies between that and the forum, in which either may take consent back. On the forum
//! neither is named unless they said so themselves.

use chrono::{DateTime, Duration, Utc};
use domain::consults::pearl::{Act, State};
use domain::fault::{Faults, FieldFault};
use domain::id::{BoardId, CohortId, ConsultId, PersonId, ThreadId};
use domain::lang::Lang;
use domain::text;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::reach::{self, ReachedConsult, Standing};
use super::tables::{consult_pearls, consults, pathways};
use super::{letters, words};
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::forum::{boards, commands};
use crate::programs::queries::names;
use crate::programs::tables::cohorts;
use crate::words::Words;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Between the caller's consent and the forum.
pub const HOUR: Duration = Duration::hours(1);
/// The most lines, and the longest text of them together.
const LINES: usize = 3;
const LONGEST: usize = 600;

/// A pearl as one of the two sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PearlView {
    /// What it is about.
    pub title: String,
    /// Its lines.
    pub body: String,
    /// Where it stands.
    pub state: State,
    /// When it goes to the forum.
    pub due_at: Option<DateTime<Utc>>,
    /// The one who answered wants to be named.
    pub name_author: bool,
    /// The one who asked wants to be named.
    pub name_caller: bool,
    /// Which text was read: whoever agrees, agrees to that one.
    pub version: i32,
    /// Where it stands in the forum, for who may read it there.
    pub thread: Option<(String, ThreadId)>,
}

/// What the two may do with it now.
#[derive(Debug, Clone, Default)]
pub struct Pearl {
    /// It, as it stands; one that was not agreed to is told to nobody but who wrote it.
    pub view: Option<PearlView>,
    /// The one who answered may write, or change what they wrote.
    pub may_offer: bool,
    /// The one who asked may agree or decline.
    pub may_settle: bool,
    /// Consent can be taken back.
    pub may_take_back: bool,
}

/// As typed by the one who answered.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// What it is about.
    pub title: String,
    /// At most three lines.
    pub body: String,
    /// They want to be named.
    pub named: bool,
    /// They looked at what may tell who somebody is.
    pub looked: bool,
}

fn state_of(row: &consult_pearls::Model) -> State {
    State::parse(&row.state).unwrap_or(State::Declined)
}

async fn of(db: &impl ConnectionTrait, id: ConsultId) -> Result<Option<consult_pearls::Model>> {
    Ok(consult_pearls::Entity::find().filter(consult_pearls::Column::ConsultId.eq(id)).one(db).await?)
}

/// Only of a call that was closed.
fn closed(reached: &ReachedConsult) -> bool {
    reached.row.connected_at.is_some() && reached.row.closed_at.is_some()
}

/// The part of a call's page.
pub(super) async fn part(cx: &Cx, viewer: &Viewer, reached: &ReachedConsult) -> Result<Pearl> {
    let mine = match reached.standing {
        Standing::OnCall => true,
        Standing::Caller => false,
        Standing::Rung | Standing::Outline => return Ok(Pearl::default()),
    };
    if !closed(reached) {
        return Ok(Pearl::default());
    }
    let row = of(cx.db(), reached.id).await?;
    let state = row.as_ref().map(state_of);
    let seen = row.filter(|_| mine || state.is_some_and(State::is_told));
    let view = match seen {
        Some(row) => Some(view(cx, viewer, row).await?),
        None => None,
    };
    let after = |act: Act| state.and_then(|s| s.after(act)).is_some();
    Ok(Pearl {
        view,
        may_offer: mine && (state.is_none() || after(Act::Offer)) && place(cx.db(), reached, cx).await?.is_some(),
        may_settle: !mine && after(Act::Agree),
        may_take_back: after(if mine { Act::Withdraw } else { Act::TakeBack }),
    })
}

async fn view(cx: &Cx, viewer: &Viewer, row: consult_pearls::Model) -> Result<PearlView> {
    let thread = match row.thread_id {
        Some(thread) => where_it_stands(cx, viewer, thread).await?,
        None => None,
    };
    let state = state_of(&row);
    Ok(PearlView {
        title: row.title,
        body: row.body,
        state,
        due_at: row.due_at,
        name_author: row.name_author,
        name_caller: row.name_caller,
        version: row.version,
        thread,
    })
}

/// The slug of the cohort in whose forum it stands; for who may read there.
async fn where_it_stands(cx: &Cx, viewer: &Viewer, thread: ThreadId) -> Result<Option<(String, ThreadId)>> {
    use crate::forum::tables::threads;
    let Some(row) = threads::Entity::find_by_id(thread).filter(threads::Column::Posts.gt(0)).one(cx.db()).await? else { return Ok(None) };
    let Some(cohort) = cohorts::Entity::find_by_id(row.cohort_id).one(cx.db()).await? else { return Ok(None) };
    let may = crate::programs::reach::cohort(cx.db(), viewer, &cohort.slug, crate::programs::reach::Ask::Content).await.is_ok();
    Ok(may.then_some((cohort.slug, thread)))
}

/// The rule of the place: of the program's open cohorts the one that began last, in its forum the board for practice, or else the first.
async fn place(db: &impl ConnectionTrait, reached: &ReachedConsult, cx: &Cx) -> Result<Option<CohortId>> {
    cohort_for(db, &reached.pathway, cx).await
}

async fn cohort_for(db: &impl ConnectionTrait, pathway: &pathways::Model, cx: &Cx) -> Result<Option<CohortId>> {
    let all = cohorts::Entity::find().filter(cohorts::Column::ProgramId.eq(pathway.program_id)).filter(cohorts::Column::State.eq("open"));
    let all = all.filter(cohorts::Column::Kind.eq("echo")).order_by_desc(cohorts::Column::StartsOn).order_by_asc(cohorts::Column::Id);
    let all = all.all(db).await?;
    let begun = all.iter().find(|c| c.starts_on <= cx.today());
    Ok(begun.or(all.first()).map(|c| c.id))
}

async fn board_of(tx: &Tx, cohort: CohortId) -> Result<BoardId> {
    use crate::forum::tables::boards::{Column, Entity};
    boards::ensure_boards(tx, cohort).await?;
    let all = Entity::find().filter(Column::CohortId.eq(cohort)).order_by_asc(Column::Position).all(tx.db()).await?;
    let practice = boards::id_of(cohort, "practice");
    all.iter().find(|b| b.id == practice).or(all.first()).map(|b| b.id).ok_or(Fault::Missing)
}

fn judged(viewer: &Viewer, draft: &Draft) -> Result<(String, String)> {
    let mut faults = Faults::new();
    let title = faults.take(words::line(viewer, "title", &draft.title, text::NAME, draft.looked)).unwrap_or_default();
    let body = faults.take(words::long(viewer, "body", &draft.body, LONGEST, draft.looked)).unwrap_or_default();
    if body.lines().filter(|line| !line.trim().is_empty()).count() > LINES {
        faults.add(FieldFault::new("body", "fault-pearl-lines").with("most", LINES));
    }
    faults.done()?;
    Ok((title, body))
}

/// The one who answered writes it, or writes it anew: what the caller may have read before is another text now. `version` is the one that the form
/// showed, 0 for none.
pub async fn offer(cx: &Cx, viewer: &Viewer, id: ConsultId, version: i32, draft: &Draft) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.on_call()?;
    if !closed(&reached) {
        return Err(Fault::Conflict("conflict-pearl-not-closed"));
    }
    let (title, body) = judged(viewer, draft)?;
    if place(tx.db(), &reached, cx).await?.is_none() {
        return Err(Fault::Conflict("conflict-pearl-no-forum"));
    }
    let known = of(tx.db(), id).await?;
    let before = known.as_ref().map(state_of);
    if let Some(row) = &known
        && (row.title.as_str(), row.body.as_str(), row.name_author) == (title.as_str(), body.as_str(), draft.named)
        && before == Some(State::Offered)
    {
        return Ok(());
    }
    if known.as_ref().map_or(0, |row| row.version) != version {
        return Err(Fault::Conflict("conflict-pearl-changed"));
    }
    let state = before.map_or(Some(State::Offered), |s| s.after(Act::Offer)).ok_or(Fault::Conflict("conflict-pearl-settled"))?;
    let row = consult_pearls::ActiveModel {
        id: Set(known.as_ref().map_or_else(|| cx.new_id(), |row| row.id)),
        consult_id: Set(id),
        author_id: Set(reached.me),
        title: Set(title),
        body: Set(body),
        state: Set(state.code().to_owned()),
        name_author: Set(draft.named),
        name_caller: Set(false),
        thread_id: Set(None),
        offered_at: Set(cx.now()),
        agreed_at: Set(None),
        due_at: Set(None),
        settled_at: Set(None),
        version: Set(version + 1),
    };
    match known {
        Some(_) => row.update(tx.db()).await.map(|_| ())?,
        None => consult_pearls::Entity::insert(row).exec_without_returning(tx.db()).await.map(|_| ())?,
    }
    letters::pearl(&mut tx, &reached.row, &reached.pathway, reached.row.caller_id, "letter-pearl-offered").await?;
    let line = Line::new("pearl.write", "consult", id.0).about(reached.row.caller_id);
    audit::write(&tx, viewer, line.detail(json!({ "named": draft.named }))).await?;
    tx.commit().await
}

/// What the one who asked says to it, or either says later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Say {
    /// Yes, to this very text; and whether they want to be named.
    Agree {
        /// They want to be named.
        named: bool,
    },
    /// No.
    Decline,
    /// No longer.
    TakeBack,
}

/// The caller agrees or declines, or either takes consent back. `version` is the text that was read.
pub async fn settle(cx: &Cx, viewer: &Viewer, id: ConsultId, version: i32, say: Say) -> Result<State> {
    let mut tx = cx.begin().await?;
    let reached = reach::hold(&tx, viewer, id).await?.party()?;
    let mine = reached.standing == Standing::OnCall;
    if mine && say != Say::TakeBack {
        return Err(Fault::Refused("refused-role"));
    }
    let row = of(tx.db(), id).await?.ok_or(Fault::Missing)?;
    if row.version != version {
        return Err(Fault::Conflict("conflict-pearl-changed"));
    }
    let act = match say {
        Say::Agree { .. } => Act::Agree,
        Say::Decline => Act::Decline,
        Say::TakeBack if mine => Act::Withdraw,
        Say::TakeBack => Act::TakeBack,
    };
    let before = state_of(&row);
    let state = before.after(act).ok_or(Fault::Conflict(if before == State::Published {
        "conflict-pearl-out"
    } else {
        "conflict-pearl-settled"
    }))?;
    let (now, agreed) = (cx.now(), state == State::Agreed);
    let mut change = consult_pearls::ActiveModel {
        id: Set(row.id),
        state: Set(state.code().to_owned()),
        name_caller: Set(say == Say::Agree { named: true }),
        agreed_at: Set(agreed.then_some(now)),
        due_at: Set(agreed.then_some(now + HOUR)),
        settled_at: Set((!agreed).then_some(now)),
        version: Set(row.version + 1),
        ..Default::default()
    };
    if !agreed {
        // What the two did not agree on is nobody's: the words go.
        change.title = Set(String::new());
        change.body = Set(String::new());
    }
    change.update(tx.db()).await?;
    let other = if mine { reached.row.caller_id } else { row.author_id };
    let told = if agreed { "letter-pearl-agreed" } else { "letter-pearl-back" };
    letters::pearl(&mut tx, &reached.row, &reached.pathway, other, told).await?;
    audit::write(&tx, viewer, Line::new("pearl.settle", "consult", id.0).about(other).detail(json!({ "to": state.code() }))).await?;
    tx.commit().await?;
    Ok(state)
}

/// Puts into the forum what both have agreed to and an hour has passed over. Twice, or from several machines at once, is once.
pub async fn sweep(cx: &Cx) -> Result<()> {
    let due = consult_pearls::Entity::find().filter(consult_pearls::Column::State.eq(State::Agreed.code()));
    for row in due.filter(consult_pearls::Column::DueAt.lte(cx.now())).limit(50).all(cx.db()).await? {
        publish(cx, row.consult_id).await?;
    }
    Ok(())
}

async fn publish(cx: &Cx, id: ConsultId) -> Result<()> {
    let mut tx = cx.begin().await?;
    // The call's row is held by everybody who changes its pearl: who takes consent back at this moment is before or behind it.
    let Some(call) = consults::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await? else { return Ok(()) };
    let Some(row) = of(tx.db(), id).await?.filter(|r| state_of(r) == State::Agreed && r.due_at.is_some_and(|at| at <= cx.now())) else {
        return Ok(());
    };
    let Some(pathway) = pathways::Entity::find_by_id(call.pathway_id).one(tx.db()).await? else { return Ok(()) };
    let Some(cohort) = cohort_for(tx.db(), &pathway, cx).await? else { return Ok(()) };
    let board = board_of(&tx, cohort).await?;
    let body = format!("{}\n\n{}", lines(&row.body), signed(&tx, &row, &call).await?);
    let nobody = nobody(&tx).await?;
    let thread = commands::open_for(&tx, nobody, (cohort, board), &row.title, &body).await?;
    let change = consult_pearls::ActiveModel {
        id: Set(row.id),
        state: Set(State::Published.code().to_owned()),
        thread_id: Set(Some(thread)),
        settled_at: Set(Some(cx.now())),
        due_at: Set(None),
        version: Set(row.version + 1),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    for one in [call.caller_id, row.author_id] {
        letters::pearl(&mut tx, &call, &pathway, one, "letter-pearl-out").await?;
    }
    audit::write(&tx, &Viewer::nobody(), Line::new("pearl.publish", "consult", id.0).detail(json!({ "thread": thread }))).await?;
    tx.commit().await
}

/// Each line by itself.
fn lines(body: &str) -> String {
    body.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("- {}", line.trim())).collect::<Vec<_>>().join("\n")
}

/// Where it comes from, and who is named: whoever wanted to be.
async fn signed(tx: &Tx, row: &consult_pearls::Model, call: &consults::Model) -> Result<String> {
    let author = people::Entity::find_by_id(row.author_id).one(tx.db()).await?;
    let words = Words::of(author.and_then(|p| p.language.parse::<Lang>().ok()).unwrap_or_default());
    let named: Vec<PersonId> =
        [(row.name_author, row.author_id), (row.name_caller, call.caller_id)].into_iter().filter(|(on, _)| *on).map(|(_, p)| p).collect();
    if named.is_empty() {
        return Ok(words.t("pearl-signed-nobody"));
    }
    let known = names(tx.db(), named.iter().copied()).await?;
    let named: Vec<String> = named.iter().filter_map(|p| known.get(p)).map(|name| plain(name)).collect();
    Ok(words.with("pearl-signed", &[("names", named.join(", ").into())]))
}

/// A name as text, whatever of it Markdown would read otherwise.
fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_punctuation() && !"-.',()".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whom the forum shows as author: nobody. An account that cannot sign in, gets no letter and stands in no list.
async fn nobody(tx: &Tx) -> Result<PersonId> {
    use sea_orm::sea_query::OnConflict;
    let id = PersonId(NOBODY);
    let now = tx.cx().now();
    let row = people::ActiveModel {
        id: Set(id),
        email: Set("consult-line@kith.invalid".to_owned()),
        name: Set("Consult line · Ligne de consultation".to_owned()),
        password_hash: Set(None),
        state: Set("deleted".to_owned()),
        administrator: Set(false),
        profession: Set(String::new()),
        organisation: Set(String::new()),
        community: Set(String::new()),
        health_authority: Set(String::new()),
        rural: Set(None),
        language: Set(Lang::En.code().to_owned()),
        zone: Set("UTC".to_owned()),
        phone: Set(String::new()),
        licence: Set(String::new()),
        calendar_token: Set(crate::secret::token(tx.cx())),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let there = OnConflict::column(people::Column::Id).do_nothing().to_owned();
    people::Entity::insert(row).on_conflict(there).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// The key of that account, the same on every install.
const NOBODY: uuid::Uuid = uuid::Uuid::from_u128(0x6b69_7468_0000_7000_8000_0000_0000_0001);
