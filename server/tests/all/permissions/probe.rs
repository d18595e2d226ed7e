//! A probe: one request that does, or tries to do, what one row of the table is about; and what must come back.

use futures_util::future::LocalBoxFuture;

use super::stage::Scene;
use super::table::{Role, Word};

/// Whose the thing is that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Mine,
    Theirs,
}

/// Where the thing is: in the actors' own cohort, in another of their program, in another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    Here,
    Next,
    Far,
}

/// What kind of thing an act is about: this decides which things are tried, and what `own` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A cohort and what is everybody's in it. `own` is one's own part in it.
    Cohort,
    /// Something that one person wrote or is. Mine is tried only where the word is `own`.
    Thing,
    /// Somebody else's, always: for pages about others.
    Others,
    /// My own, always: for acts that only its owner has a form for.
    Mine,
    /// Nothing is named by the address.
    Place,
}

/// What must come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    Open,
    SignIn,
    Refused,
    Missing,
}

/// What a probe sends, once its things are laid out.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    pub params: Vec<(&'static str, String)>,
    pub query: String,
    pub form: Vec<(String, String)>,
    pub file: Option<(&'static str, Vec<u8>)>,
    /// The words that the act is about. With them a probe asks whether they are shown, not which status comes back.
    pub shows: Option<String>,
    /// Words that somebody who may know only the outline must not read.
    pub hides: Option<String>,
    /// Words that must never stand in it, whoever asks.
    pub lacks: Option<String>,
}

impl Ask {
    /// Nothing but the address.
    pub fn plain() -> Self {
        Self::default()
    }

    /// An address with an id in it.
    pub fn id(id: impl ToString) -> Self {
        Self::default().with("id", id)
    }

    /// A form.
    pub fn form(fields: &[(&str, &str)]) -> Self {
        Self::default().and(fields)
    }

    /// Fills a parameter of the address. `{slug}` is the cohort's unless it is given.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, value.to_string()));
        self
    }

    /// Adds fields.
    pub fn and(mut self, fields: &[(&str, &str)]) -> Self {
        self.form.extend(fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        self
    }

    /// Sends the form with a file in the field `file`.
    pub fn file(mut self, name: &'static str, bytes: &[u8]) -> Self {
        self.file = Some((name, bytes.to_vec()));
        self
    }

    /// Asks whether these words are shown.
    pub fn shows(mut self, words: impl ToString) -> Self {
        self.shows = Some(words.to_string());
        self
    }

    /// Words that an outline leaves out.
    pub fn hides(mut self, words: impl ToString) -> Self {
        self.hides = Some(words.to_string());
        self
    }

    /// Words that never stand in it.
    pub fn lacks(mut self, words: impl ToString) -> Self {
        self.lacks = Some(words.to_string());
        self
    }

    /// What follows `?`.
    pub fn query(mut self, query: impl ToString) -> Self {
        self.query = query.to_string();
        self
    }
}

/// Lays out what a probe needs, freshly, and answers what to send.
pub type Prepare = for<'a> fn(&'a Scene<'a>) -> LocalBoxFuture<'a, Ask>;

/// One row of the probe table.
#[derive(Clone)]
pub struct Probe {
    /// The act of the permission table.
    pub act: &'static str,
    /// Method and route, as the source has them: `POST /cohorts/{slug}/chat`. `LIVE join` and `LIVE send` are frames of the socket.
    pub route: &'static str,
    pub shape: Shape,
    /// The status when the door is open.
    pub ok: u16,
    /// Roles whom this row is about; all when empty.
    pub only: &'static str,
    /// Roles to whom the thing is not there at all, though they see its cohort.
    pub unseen: &'static str,
    /// Who plays a role, where it is not the usual person.
    pub cast: &'static [(Role, &'static str)],
    /// Everybody of the site sees that it is there, wherever it stands.
    pub wide: bool,
    pub prepare: Prepare,
}

/// A row about a cohort: 200 for a page, 303 for an act.
pub fn probe(act: &'static str, route: &'static str, prepare: Prepare) -> Probe {
    let ok = if route.starts_with("POST ") { 303 } else { 200 };
    Probe { act, route, shape: Shape::Cohort, ok, only: "", unseen: "", cast: &[], wide: false, prepare }
}

impl Probe {
    /// What kind of thing it is about.
    pub fn of(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    /// Another status when the door is open.
    pub fn ok(mut self, status: u16) -> Self {
        self.ok = status;
        self
    }

    /// The roles that this row is about.
    pub fn only(mut self, letters: &'static str) -> Self {
        self.only = letters;
        self
    }

    /// Who must not even learn that it is there.
    pub fn unseen_by(mut self, letters: &'static str) -> Self {
        self.unseen = letters;
        self
    }

    /// Another person in a role.
    pub fn cast(mut self, cast: &'static [(Role, &'static str)]) -> Self {
        self.cast = cast;
        self
    }

    /// Everybody of the site sees that it is there.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// The things to try for a role.
    pub fn spots(&self, role: Role, word: Word) -> Vec<(Where, Whose)> {
        use {Where::*, Whose::*};
        let away = [(Here, Theirs), (Next, Theirs), (Far, Theirs)];
        match (self.shape, role, word) {
            (Shape::Place | Shape::Mine, ..) => vec![(Here, Mine)],
            (_, Role::Visitor, _) => vec![(Here, Theirs)],
            (Shape::Thing, _, Word::Own) => [&[(Here, Mine)], &away[..]].concat(),
            _ => away.to_vec(),
        }
    }

    /// What must come back for a cell of the table.
    pub fn expected(&self, role: Role, word: Word, at: Where, whose: Whose) -> Expected {
        if self.opens(role, word, at, whose) {
            return Expected::Open;
        }
        let named = !matches!(self.shape, Shape::Place | Shape::Mine);
        match role {
            Role::Visitor => Expected::SignIn,
            _ if role.is_in(self.unseen) => Expected::Missing,
            _ if named && !self.wide && !sees(role, at) => Expected::Missing,
            _ => Expected::Refused,
        }
    }

    fn opens(&self, role: Role, word: Word, at: Where, whose: Whose) -> bool {
        // Of those in the table only the on-call is assigned to anything: to the pathways here.
        let assigned = word == Word::Assigned && role == Role::OnCall && at == Where::Here;
        if matches!(self.shape, Shape::Place | Shape::Mine) {
            return assigned || !matches!(word, Word::Nothing | Word::BreakGlass | Word::Assigned);
        }
        match word {
            Word::Assigned => assigned,
            Word::Nothing | Word::BreakGlass => false,
            Word::Own if self.shape == Shape::Cohort => at == Where::Here,
            Word::Own => whose == Whose::Mine,
            Word::Cohort => at == Where::Here,
            Word::Program => at != Where::Far,
            Word::Outline | Word::Figures => sees(role, at),
            Word::All | Word::Public => true,
        }
    }
}

/// Whether a cohort is there for somebody in this role: for members their own, for coordinator and lead those of the program.
fn sees(role: Role, at: Where) -> bool {
    match role {
        Role::Visitor => false,
        Role::Administrator => true,
        Role::Coordinator | Role::Lead => at != Where::Far,
        _ => at == Where::Here,
    }
}
