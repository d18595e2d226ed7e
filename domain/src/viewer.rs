//! Who asks. Nobody is a real value: every question about rights has an answer for a visitor too.

use serde::{Deserialize, Serialize};

use crate::id::{CohortId, PersonId, ProgramId, SignInId};
use crate::lang::Lang;

/// A role held inside one cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CohortRole {
    /// Enrolled in the cohort (column P; R when a case is theirs).
    Participant,
    /// Leads sessions and reviews cases (column F).
    Facilitator,
    /// Accompanies a group or a practice (column M).
    PeerMentor,
}

impl CohortRole {
    /// The stable word in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Facilitator => "facilitator",
            Self::PeerMentor => "peer_mentor",
        }
    }
    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Participant, Self::Facilitator, Self::PeerMentor].into_iter().find(|r| r.code() == text)
    }
}

/// A power over a whole program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// Runs the program (column C).
    Coordinator,
    /// Sees figures, never names (column L).
    Lead,
    /// With Coordinator: raw answers under their code.
    Evaluator,
    /// With Coordinator: amounts, not reflections.
    Finance,
}

impl Grant {
    /// The stable word in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Lead => "lead",
            Self::Evaluator => "evaluator",
            Self::Finance => "finance",
        }
    }
    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Coordinator, Self::Lead, Self::Evaluator, Self::Finance].into_iter().find(|g| g.code() == text)
    }
}

/// One active role in one cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The cohort.
    pub cohort: CohortId,
    /// Its program.
    pub program: ProgramId,
    /// The role held there.
    pub role: CohortRole,
}

/// A signed-in, active person with everything that decides rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The person.
    pub person: PersonId,
    /// The device they are signed in on.
    pub sign_in: SignInId,
    /// Their name, for the page's corner.
    pub name: String,
    /// The language they chose.
    pub lang: Lang,
    /// The IANA zone they chose.
    pub zone: String,
    /// Runs the installation (column A).
    pub administrator: bool,
    /// Active roles in cohorts.
    pub memberships: Vec<Membership>,
    /// Powers over programs.
    pub grants: Vec<(ProgramId, Grant)>,
    /// Whether the newest terms are accepted; without it only the terms page opens.
    pub terms_accepted: bool,
}

/// Who asks: somebody, or nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Viewer(pub Option<std::sync::Arc<Who>>);

impl Viewer {
    /// A visitor.
    pub fn nobody() -> Self {
        Self(None)
    }
    /// A signed-in person.
    pub fn of(who: Who) -> Self {
        Self(Some(std::sync::Arc::new(who)))
    }
    /// The person, if somebody is signed in.
    pub fn who(&self) -> Option<&Who> {
        self.0.as_deref()
    }
    /// The person's id, if somebody is signed in.
    pub fn person(&self) -> Option<PersonId> {
        self.who().map(|w| w.person)
    }
    /// True when this viewer is that person.
    pub fn is(&self, person: PersonId) -> bool {
        self.person() == Some(person)
    }
    /// True for the administrator of the installation.
    pub fn is_administrator(&self) -> bool {
        self.who().is_some_and(|w| w.administrator)
    }
    /// True when the viewer holds this role in this cohort (`coh` for that role).
    pub fn has_role(&self, cohort: CohortId, role: CohortRole) -> bool {
        self.who().is_some_and(|w| w.memberships.iter().any(|m| m.cohort == cohort && m.role == role))
    }
    /// True for participants, facilitators and mentors of the cohort (`coh`).
    pub fn is_member(&self, cohort: CohortId) -> bool {
        self.who().is_some_and(|w| w.memberships.iter().any(|m| m.cohort == cohort))
    }
    /// True when the viewer facilitates the cohort.
    pub fn facilitates(&self, cohort: CohortId) -> bool {
        self.has_role(cohort, CohortRole::Facilitator)
    }
    /// True when the viewer coordinates the program (`prg`).
    pub fn coordinates(&self, program: ProgramId) -> bool {
        self.holds(program, Grant::Coordinator)
    }
    /// True when the viewer leads the program (sees figures only).
    pub fn leads(&self, program: ProgramId) -> bool {
        self.holds(program, Grant::Lead)
    }
    /// True when the viewer holds this grant on the program.
    pub fn holds(&self, program: ProgramId, grant: Grant) -> bool {
        self.who().is_some_and(|w| w.grants.contains(&(program, grant)))
    }
    /// True when the viewer coordinates any program.
    pub fn coordinates_any(&self) -> bool {
        self.who().is_some_and(|w| w.grants.iter().any(|(_, g)| *g == Grant::Coordinator))
    }
}
