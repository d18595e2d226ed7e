//! Doors: to a pathway, and to a call. A call is there for its two people; for those who are rung, as much of it as they need to come; for the
//! coordinator its outline. For everybody else it does not exist.

use domain::consults::State;
use domain::id::{ConsultId, PathwayId, PersonId, ProgramId};
use domain::lang::Lang;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::tables::{consult_hops, consults, pathway_people, pathways};
use crate::{Fault, Result, Tx, Viewer};

/// What a viewer wants of a pathway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// What it is for, and when it is answered.
    See,
    /// To call (`consult.request`).
    Request,
    /// Who is on call (`roster.read`).
    Roster,
    /// What waits on it (`consult.queue`).
    Queue,
    /// To change the roster; who only answers, their own part (`roster.write`).
    Shift,
    /// Counts (`consult.metrics`).
    Figures,
    /// To say what it is, and who answers it (`pathway.write`).
    Define,
}

/// A pathway that this viewer may reach.
#[derive(Debug, Clone)]
pub struct ReachedPathway {
    /// The pathway.
    pub id: PathwayId,
    /// Its program.
    pub program: ProgramId,
    /// The row.
    pub(crate) row: pathways::Model,
    /// May call it.
    pub caller: bool,
    /// Answers it.
    pub on_call: bool,
    /// Coordinates its program.
    pub coordinator: bool,
    /// Leads its program.
    pub lead: bool,
    /// Administrator of the installation.
    pub administrator: bool,
    colleague: bool,
}

impl ReachedPathway {
    /// Its name in a language; where that is empty, in the other.
    pub fn name(&self, lang: Lang) -> String {
        name(&self.row, lang)
    }
    /// Its zone: shifts are written in it, and its calls are of its days.
    pub fn zone(&self) -> &str {
        &self.row.zone
    }
    /// Answered 24 hours, every day: its roster may have no gap.
    pub fn always(&self) -> bool {
        self.row.always
    }
    /// Runs it: coordinator or administrator.
    pub fn staff(&self) -> bool {
        self.coordinator || self.administrator
    }
    /// Is it open, and does it take calls?
    pub fn open(&self) -> Result<()> {
        if self.row.state == "open" { Ok(()) } else { Err(Fault::Conflict("conflict-pathway-closed")) }
    }

    /// Whether the reader may do this here.
    pub fn may(&self, ask: Ask) -> bool {
        self.visible() && self.allows(ask)
    }

    fn visible(&self) -> bool {
        let near = self.on_call || self.staff() || self.lead;
        near || (self.row.state == "open" && (self.caller || self.row.opens_to == "everyone"))
    }

    fn allows(&self, ask: Ask) -> bool {
        match ask {
            Ask::See => true,
            Ask::Request => self.caller,
            Ask::Roster => self.caller || self.on_call || self.staff() || self.colleague,
            Ask::Queue | Ask::Shift => self.on_call || self.staff(),
            Ask::Figures => self.on_call || self.staff() || self.lead,
            Ask::Define => self.staff(),
        }
    }
}

/// A pathway's name in a language; where that is empty, in the other.
pub(crate) fn name(row: &pathways::Model, lang: Lang) -> String {
    either(lang, &row.name_en, &row.name_fr)
}

/// The words of a language; where they are empty, those of the other.
pub(crate) fn either(lang: Lang, en: &str, fr: &str) -> String {
    let (first, second) = if lang == Lang::En { (en, fr) } else { (fr, en) };
    if first.is_empty() { second.to_owned() } else { first.to_owned() }
}

/// Opens the door of a pathway: missing when not visible, refused when visible but forbidden.
pub async fn pathway(db: &impl ConnectionTrait, viewer: &Viewer, id: PathwayId, ask: Ask) -> Result<ReachedPathway> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let row = pathways::Entity::find_by_id(id).one(db).await?.ok_or(Fault::Missing)?;
    let on_call = answers(db, id, me).await?;
    let reached = stands(viewer, row, on_call);
    match (reached.visible(), reached.allows(ask)) {
        // Whoever had its form open when it closed hears that it did.
        (false, _) if ask == Ask::Request && reached.caller => reached.open().and(Err(Fault::Missing)),
        (false, _) => Err(Fault::Missing),
        (true, false) => Err(Fault::Refused("refused-role")),
        (true, true) => Ok(reached),
    }
}

/// How a viewer stands to a pathway.
fn stands(viewer: &Viewer, row: pathways::Model, on_call: bool) -> ReachedPathway {
    let everyone = row.opens_to == "everyone";
    let member = |p: ProgramId| viewer.who().is_some_and(|w| w.memberships.iter().any(|m| everyone || m.program == p));
    ReachedPathway {
        id: row.id,
        program: row.program_id,
        caller: member(row.program_id),
        on_call,
        coordinator: viewer.coordinates(row.program_id),
        lead: viewer.leads(row.program_id),
        administrator: viewer.is_administrator(),
        colleague: everyone && viewer.coordinates_any(),
        row,
    }
}

/// Every pathway that this viewer sees, those to begin with first.
pub async fn visible(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<ReachedPathway>> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let places = pathway_people::Entity::find().filter(pathway_people::Column::PersonId.eq(me));
    let mine: Vec<PathwayId> =
        places.filter(pathway_people::Column::LeftAt.is_null()).all(db).await?.into_iter().map(|p| p.pathway_id).collect();
    let rows = pathways::Entity::find().all(db).await?;
    let mut all: Vec<ReachedPathway> =
        rows.into_iter().map(|row| (mine.contains(&row.id), row)).map(|(on, row)| stands(viewer, row, on)).collect();
    all.retain(ReachedPathway::visible);
    all.sort_by_cached_key(|p| (p.row.state != "open", !p.row.start_here, p.row.name_en.to_lowercase(), p.id));
    Ok(all)
}

/// Whether somebody answers a pathway.
pub(crate) async fn answers(db: &impl ConnectionTrait, pathway: PathwayId, person: PersonId) -> Result<bool> {
    let place = pathway_people::Entity::find().filter(pathway_people::Column::PathwayId.eq(pathway));
    let place = place.filter(pathway_people::Column::PersonId.eq(person)).filter(pathway_people::Column::LeftAt.is_null());
    Ok(place.one(db).await?.is_some())
}

/// How somebody stands to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They asked.
    Caller,
    /// They answered.
    OnCall,
    /// They were rung, or are.
    Rung,
    /// They run the pathway: states and times, no names and no words.
    Outline,
}

/// A call that this viewer may reach.
#[derive(Debug, Clone)]
pub struct ReachedConsult {
    /// The call.
    pub id: ConsultId,
    /// The row.
    pub(crate) row: consults::Model,
    /// Its pathway.
    pub(crate) pathway: pathways::Model,
    /// Who asks.
    pub me: PersonId,
    /// How they stand to it.
    pub standing: Standing,
}

impl ReachedConsult {
    /// Where it stands.
    pub fn state(&self) -> State {
        state_of(&self.row)
    }
    /// For who asked.
    pub fn caller(self) -> Result<Self> {
        if self.standing == Standing::Caller { Ok(self) } else { Err(Fault::Refused("refused-role")) }
    }
    /// For who answered.
    pub fn on_call(self) -> Result<Self> {
        if self.standing == Standing::OnCall { Ok(self) } else { Err(Fault::Refused("refused-role")) }
    }
    /// For either of the two.
    pub fn party(self) -> Result<Self> {
        if matches!(self.standing, Standing::Caller | Standing::OnCall) { Ok(self) } else { Err(Fault::Refused("refused-role")) }
    }
    /// For who may answer it.
    pub fn rung(self) -> Result<Self> {
        if matches!(self.standing, Standing::Rung | Standing::OnCall) { Ok(self) } else { Err(Fault::Refused("refused-role")) }
    }
}

/// The state in a row. What nobody knows is over.
pub(crate) fn state_of(row: &consults::Model) -> State {
    State::parse(&row.state, &row.no_credit).unwrap_or(State::NotCredited(domain::consults::NoCredit::NoCall))
}

/// Opens the door of a call.
pub async fn consult(db: &impl ConnectionTrait, viewer: &Viewer, id: ConsultId) -> Result<ReachedConsult> {
    viewer.person().ok_or(Fault::SignIn)?;
    let row = consults::Entity::find_by_id(id).one(db).await?.ok_or(Fault::Missing)?;
    through(db, viewer, row).await
}

/// Opens it to change it: the row is held until the transaction ends.
pub(crate) async fn hold(tx: &Tx, viewer: &Viewer, id: ConsultId) -> Result<ReachedConsult> {
    viewer.person().ok_or(Fault::SignIn)?;
    let row = consults::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?.ok_or(Fault::Missing)?;
    through(tx.db(), viewer, row).await
}

async fn through(db: &impl ConnectionTrait, viewer: &Viewer, row: consults::Model) -> Result<ReachedConsult> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let pathway = pathways::Entity::find_by_id(row.pathway_id).one(db).await?.ok_or(Fault::Missing)?;
    let standing = if row.caller_id == me {
        Standing::Caller
    } else if row.acceptor_id == Some(me) {
        Standing::OnCall
    } else if was_rung(db, row.id, me).await? && answers(db, row.pathway_id, me).await? {
        Standing::Rung
    } else if viewer.coordinates(pathway.program_id) {
        Standing::Outline
    } else if viewer.is_administrator() {
        return Err(Fault::Refused("refused-consult"));
    } else {
        return Err(Fault::Missing);
    };
    Ok(ReachedConsult { id: row.id, row, pathway, me, standing })
}

async fn was_rung(db: &impl ConnectionTrait, consult: ConsultId, person: PersonId) -> Result<bool> {
    let hop = consult_hops::Entity::find().filter(consult_hops::Column::ConsultId.eq(consult));
    let hop = hop.filter(consult_hops::Column::PersonId.eq(person)).filter(consult_hops::Column::RungAt.is_not_null());
    Ok(hop.one(db).await?.is_some())
}
