//! What the pages of a small group show.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::credits::certificate::State as CertificateState;
use domain::credits::rules::Per;
use domain::gate::group::{Form, paper, payment};
use domain::gate::steps::{CertificateStep, PaymentStep};
use domain::gate::{Gate, What};
use domain::id::{PersonId, PlanId, ReflectionId, SessionId};
use domain::improvement::{PlanAct, PlanState};
use domain::stats::suppress::{Cell, shown};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::door::{self, Group};
use super::facts::Facts;
use super::reflecting::facts_of;
use super::sheet::Written;
use super::tables::{divisions, plan_comments, plan_versions, practice_visits};
use super::{comments, joining, writing};
use crate::accounts::tables::people;
use crate::credits::issuing;
use crate::credits::rules::profession;
use crate::programs::enrolling;
use crate::programs::queries::names;
use crate::programs::reach::Reached;
use crate::sessions::tables::sessions;
use crate::{Cx, Fault, Result, Viewer};

/// A session of the group, as its pages name it.
#[derive(Debug, Clone)]
pub struct SessionName {
    /// The session.
    pub id: SessionId,
    /// Its number.
    pub number: i32,
    /// Its topic; may be empty.
    pub title: String,
    /// Its day.
    pub on: NaiveDate,
    /// It was called off.
    pub off: bool,
}

impl From<&sessions::Model> for SessionName {
    fn from(s: &sessions::Model) -> Self {
        Self { id: s.id, number: s.number, title: s.title.clone(), on: s.local_date, off: s.state == "cancelled" }
    }
}

/// One person in one session: two tracks, neither of which waits for the other.
#[derive(Debug, Clone)]
pub struct Tracks {
    /// The session.
    pub session: SessionName,
    /// The plan and where it stands.
    pub plan: Option<(PlanId, PlanState)>,
    /// What opens the payment.
    pub payment: Gate,
    /// How far it has come.
    pub payment_step: PaymentStep,
    /// What was paid, in cents.
    pub paid: Option<i64>,
    /// Where the questionnaire stands.
    pub form: Form,
    /// Its day.
    pub opens_on: NaiveDate,
    /// The questionnaire, once received.
    pub reflection: Option<ReflectionId>,
    /// What opens the certificate.
    pub certificate: Gate,
    /// How far it has come.
    pub certificate_step: CertificateStep,
    /// The number of the newest paper, valid or not.
    pub serial: Option<String>,
    /// It comes with the others of the series (R2.9).
    pub in_series: bool,
    /// It was over before the person had a place: there is nothing to plan for.
    pub before: bool,
}

impl Tracks {
    /// Whether the person was there.
    pub fn attended(&self) -> bool {
        self.payment.has(What::Attended)
    }

    /// Whether there is nothing in it for the person: it was over before they had a place, and nothing of theirs is about it.
    pub fn is_past(&self) -> bool {
        self.before && self.plan.is_none() && self.reflection.is_none() && self.serial.is_none() && !self.attended()
    }
}

/// Everybody's tracks, for those who accompany the group.
#[derive(Debug, Clone)]
pub struct PersonLine {
    /// Who.
    pub name: String,
    /// One for each session.
    pub tracks: Vec<Tracks>,
}

/// The group in figures, for its lead: no name, no small number.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Sessions held.
    pub held: usize,
    /// People with a place.
    pub people: Cell,
    /// Plans that are handed in.
    pub plans: Cell,
    /// Questionnaires that came.
    pub received: Cell,
    /// Visits that were reported.
    pub visits: Cell,
}

/// A group's page.
#[derive(Debug, Clone)]
pub struct Board {
    /// Its cohort.
    pub reached: Reached,
    /// Its division.
    pub division: Option<(domain::id::DivisionId, String)>,
    /// One's own tracks, for participants one for each session; for who gave their place back, of the sessions that they have something of.
    pub mine: Vec<Tracks>,
    /// Its reader holds a place that they may give back themselves.
    pub may_leave: bool,
    /// One certificate for the series, where the rules have it so (R2.9); with it where the paper stands, and its number.
    pub series: Option<(Gate, CertificateState, Option<String>)>,
    /// Everybody's, for mentor and coordinator.
    pub people: Option<Vec<PersonLine>>,
    /// Figures, for the lead.
    pub figures: Option<Figures>,
}

/// Opens a group's page: participants, mentor, coordinator and lead, each with their part (R2.12).
pub async fn board(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Board> {
    let may = |g: &Group| g.reached.own() || g.accompanies() || g.reached.lead;
    let group = door::group_for(cx.db(), viewer, slug, may).await?;
    let facts = facts_of(cx.db(), cx.now(), &group).await?;
    let paid = crate::funding::payments::paid_of(cx.db(), group.reached.id).await?;
    let members = crate::sessions::attendance::participants(cx.db(), &group.reached).await?;
    let me = viewer.person().filter(|_| group.reached.own());
    let papers = issuing::newest_of(cx.db(), group.reached.id).await?;
    let named = professions(cx, members.iter().copied().chain(me)).await?;
    let joined = enrolling::joined(cx.db(), group.reached.id).await?;
    let known = Known { facts: &facts, paid: &paid, papers: &papers, professions: &named, joined: &joined };
    let all = |person: PersonId| -> Vec<Tracks> {
        facts.sessions.iter().filter(|s| group.shows(s.id)).map(|s| tracks(&known, s, person)).collect()
    };
    let people = if group.accompanies() { Some(lines(cx, &members, all).await?) } else { None };
    let figures = if group.reached.lead { Some(figures(cx, &group, &facts, &members).await?) } else { None };
    Ok(Board {
        division: division(cx, &group).await?,
        mine: me.map(all).unwrap_or_default(),
        may_leave: group.reached.participant && joining::is_open(&group.reached.row, &group.row, cx.today()),
        series: me.and_then(|me| {
            let gate = facts.series(me, known.profession(me))?;
            let (state, serial) = known.paper(me, group.reached.id.0);
            Some((gate, state, serial))
        }),
        people,
        figures,
        reached: group.reached,
    })
}

async fn lines(cx: &Cx, members: &[PersonId], all: impl Fn(PersonId) -> Vec<Tracks>) -> Result<Vec<PersonLine>> {
    let called = names(cx.db(), members.iter().copied()).await?;
    let line = |id: &PersonId| PersonLine { name: called.get(id).cloned().unwrap_or_default(), tracks: all(*id) };
    let mut lines: Vec<PersonLine> = members.iter().map(line).collect();
    lines.sort_by_cached_key(|l| domain::attendance_file::fold_name(&l.name));
    Ok(lines)
}

/// What is known of a group beside its facts.
struct Known<'a> {
    facts: &'a Facts,
    paid: &'a HashMap<(SessionId, PersonId), i64>,
    papers: &'a HashMap<(PersonId, Uuid), (CertificateState, String)>,
    professions: &'a HashMap<PersonId, String>,
    joined: &'a HashMap<PersonId, DateTime<Utc>>,
}

impl Known<'_> {
    fn profession(&self, person: PersonId) -> &str {
        self.professions.get(&person).map_or("", String::as_str)
    }

    fn paper(&self, person: PersonId, subject: Uuid) -> (CertificateState, Option<String>) {
        let found = self.papers.get(&(person, subject));
        (found.map_or(CertificateState::None, |(state, _)| *state), found.map(|(_, serial)| serial.clone()))
    }
}

/// People's professions as rules compare them.
async fn professions(cx: &Cx, of: impl Iterator<Item = PersonId>) -> Result<HashMap<PersonId, String>> {
    let rows = people::Entity::find().filter(people::Column::Id.is_in(of)).all(cx.db()).await?;
    Ok(rows.into_iter().map(|p| (p.id, profession(&p.profession))).collect())
}

fn tracks(known: &Known<'_>, session: &sessions::Model, person: PersonId) -> Tracks {
    let facts = known.facts;
    let of = facts.about(session, person);
    let cents = known.paid.get(&(session.id, person)).copied();
    let (state, serial) = known.paper(person, session.id.0);
    Tracks {
        session: session.into(),
        plan: facts.plan(session.id, person).map(|p| (p.id, writing::state_of(p))),
        payment: payment(&of),
        payment_step: PaymentStep::of(&of, cents.is_some()),
        paid: cents,
        form: of.form(),
        opens_on: of.due(),
        reflection: facts.reflection(session.id, person).map(|r| r.id),
        certificate: paper(&of, known.profession(person)),
        certificate_step: CertificateStep::of(&of, state),
        serial,
        in_series: of.rules.certificate == Per::Series,
        before: known.joined.get(&person).is_some_and(|joined| crate::sessions::reach::ends_at(session) <= *joined),
    }
}

async fn division(cx: &Cx, group: &Group) -> Result<Option<(domain::id::DivisionId, String)>> {
    let Some(id) = group.row.division_id else { return Ok(None) };
    Ok(divisions::Entity::find_by_id(id).one(cx.db()).await?.map(|d| (d.id, d.name)))
}

async fn figures(cx: &Cx, group: &Group, facts: &Facts, members: &[PersonId]) -> Result<Figures> {
    let held = facts.sessions.iter().filter(|s| s.state != "cancelled" && crate::sessions::reach::ends_at(s) <= cx.now()).count();
    let pairs = || facts.sessions.iter().flat_map(|s| members.iter().map(move |p| (s, *p)));
    let count = |is: &dyn Fn(&sessions::Model, PersonId) -> bool| u64::try_from(pairs().filter(|(s, p)| is(s, *p)).count()).unwrap_or(0);
    let plans = count(&|s, p| facts.plan(s.id, p).is_some_and(|plan| writing::state_of(plan).is_handed_in()));
    let received = count(&|s, p| facts.about(s, p).form() == Form::Received);
    let visits = practice_visits::Entity::find()
        .filter(practice_visits::Column::CohortId.eq(group.reached.id))
        .filter(practice_visits::Column::State.eq("reported"))
        .all(cx.db())
        .await?;
    let number = |n: usize| shown(u64::try_from(n).unwrap_or(u64::MAX));
    Ok(Figures { held, people: number(members.len()), plans: shown(plans), received: shown(received), visits: number(visits.len()) })
}

/// The form of one's plan for a session.
#[derive(Debug, Clone)]
pub struct PlanForm {
    /// The group's cohort.
    pub reached: Reached,
    /// The session.
    pub session: SessionName,
    /// The plan that is there.
    pub id: Option<PlanId>,
    /// Its version; 0 where there is none.
    pub version: i32,
    /// Where it stands.
    pub state: PlanState,
    /// Its words.
    pub sheet: Written,
    /// The latest words of one's plan for an earlier session, where this one is not begun.
    pub earlier: Option<Written>,
}

/// Opens the form.
pub async fn plan_form(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<PlanForm> {
    let group = door::group_for(cx.db(), viewer, slug, |g| g.reached.own()).await?;
    let session = door::session(cx.db(), &group, id).await?;
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let facts = facts_of(cx.db(), cx.now(), &group).await?;
    let row = facts.plan(id, me);
    let before = facts.sessions.iter().filter(|s| s.starts_at < session.starts_at).filter_map(|s| facts.plan(s.id, me)).next_back();
    Ok(PlanForm {
        session: (&session).into(),
        id: row.map(|r| r.id),
        version: row.map_or(0, |r| r.version),
        state: row.map_or(PlanState::Draft, writing::state_of),
        sheet: row.map(Written::from).unwrap_or_default(),
        earlier: before.filter(|_| row.is_none()).map(Written::from),
        reached: group.reached,
    })
}

/// What was said to a plan.
#[derive(Debug, Clone)]
pub struct Comment {
    /// By whom.
    pub author: String,
    /// When.
    pub at: DateTime<Utc>,
    /// As safe HTML.
    pub html: String,
}

/// A plan to be read.
#[derive(Debug, Clone)]
pub struct PlanView {
    /// The group's cohort.
    pub reached: Reached,
    /// The plan.
    pub id: PlanId,
    /// The session.
    pub session: SessionName,
    /// Whose it is.
    pub owner: String,
    /// One's own.
    pub mine: bool,
    /// Where it stands.
    pub state: PlanState,
    /// Its version.
    pub version: i32,
    /// When it was handed in.
    pub submitted_at: Option<DateTime<Utc>>,
    /// It was paid (R2.8).
    pub paid: bool,
    /// Its words.
    pub sheet: Written,
    /// What was said to it, the earliest first.
    pub comments: Vec<Comment>,
    /// As it was before, the latest first, without the one that stands.
    pub past: Vec<(DateTime<Utc>, Written)>,
    /// May say something to it.
    pub comments_on: bool,
    /// May be approved or sent back now.
    pub reviews: bool,
    /// May be withdrawn now.
    pub withdraws: bool,
    /// May be begun again now.
    pub reopens: bool,
}

/// Opens a plan: one's own, as the mentor of the group, or as its coordinator (`plan.read`). To everybody else it is not there.
pub async fn plan(cx: &Cx, viewer: &Viewer, slug: &str, id: PlanId) -> Result<PlanView> {
    let group = door::group(cx.db(), viewer, slug).await?;
    let row = writing::of_group(cx.db(), &group, id).await?;
    if !comments::reads(&group, viewer, &row) {
        return Err(Fault::Missing);
    }
    let session = door::session(cx.db(), &group, row.session_id).await?;
    let said = plan_comments::Entity::find()
        .filter(plan_comments::Column::PlanId.eq(id))
        .order_by_asc(plan_comments::Column::CreatedAt)
        .all(cx.db())
        .await?;
    let called = names(cx.db(), said.iter().map(|c| c.author_id).chain([row.person_id])).await?;
    let name = |id: PersonId| called.get(&id).cloned().unwrap_or_default();
    let state = writing::state_of(&row);
    let may = |act: PlanAct| state.after(act, group.row.plan_approval).is_some();
    let mine = viewer.is(row.person_id);
    Ok(PlanView {
        id,
        session: (&session).into(),
        owner: name(row.person_id),
        mine,
        state,
        version: row.version,
        submitted_at: row.submitted_at,
        paid: crate::funding::payments::is_paid(cx.db(), row.session_id, row.person_id).await?,
        sheet: Written::from(&row),
        comments: said.into_iter().map(|c| Comment { author: name(c.author_id), at: c.created_at, html: c.html }).collect(),
        past: past(cx, id, row.version).await?,
        comments_on: mine || group.accompanies(),
        reviews: !mine && group.accompanies() && may(PlanAct::Approve),
        withdraws: mine && may(PlanAct::Withdraw),
        reopens: mine && may(PlanAct::Reopen),
        reached: group.reached,
    })
}

async fn past(cx: &Cx, id: PlanId, version: i32) -> Result<Vec<(DateTime<Utc>, Written)>> {
    let rows = plan_versions::Entity::find()
        .filter(plan_versions::Column::PlanId.eq(id))
        .filter(plan_versions::Column::Version.lt(version))
        .order_by_desc(plan_versions::Column::Version)
        .all(cx.db())
        .await?;
    Ok(rows.iter().map(|r| (r.created_at, Written::from(r))).collect())
}
