//! Who looks: what a viewer may do in an hour. It is not part of the shared state.

use domain::hour::{GroupState, HourView};
use domain::id::PersonId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The viewer of a page. These flags draw buttons; the door is the server's, at every act.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Me {
    /// Who.
    pub person: Option<PersonId>,
    /// Facilitator or coordinator.
    pub runs: bool,
    /// Facilitator: may always write recommendations.
    pub facilitates: bool,
    /// Member of the cohort.
    pub member: bool,
    /// The choices they voted for.
    pub votes: Vec<Uuid>,
    /// `/cohorts/{slug}/sessions/{id}/hour`.
    pub at: String,
}

impl Me {
    /// Whether a part of the page stands open to this viewer now: `data-when` of the element.
    pub fn sees(&self, when: &str, view: &HourView) -> bool {
        let is = |state| view.groups.iter().any(|g| g.state == state);
        match when {
            "scribe" => view.case.is_some() && (self.facilitates || self.is_scribe(view)) && self.member,
            "groups-apart" => !is(GroupState::Open),
            "groups-draft" => is(GroupState::Draft),
            "groups-open" => is(GroupState::Open),
            "groups-some" => is(GroupState::Open) || is(GroupState::Draft),
            "notes" => view.phase != domain::hour::Phase::Ended && !view.notes.hidden,
            "on" => view.phase != domain::hour::Phase::Ended,
            _ => false,
        }
    }

    /// Named to write the recommendations down.
    pub fn is_scribe(&self, view: &HourView) -> bool {
        view.scribe.as_ref().is_some_and(|s| Some(s.id) == self.person)
    }
}
