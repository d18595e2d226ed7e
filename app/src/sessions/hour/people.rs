//! Who looks: what a viewer may do in an hour. It is not part of the shared state.

use domain::hour::{GroupState, HourView};
use domain::id::PersonId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What marks the text of a case that only the hub sees yet.
pub const AHEAD: &str = "ahead";

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
    /// From when to when the session can be started and checked into, in milliseconds.
    pub opens: i64,
    /// Until when.
    pub shuts: i64,
    /// `/cohorts/{slug}/sessions/{id}/hour`.
    pub at: String,
}

impl Me {
    /// Whether a part of the page stands open to this viewer now: `data-when` of the element.
    pub fn sees(&self, when: &str, view: &HourView) -> bool {
        let is = |state| view.groups.iter().any(|g| g.state == state);
        match when {
            "scribe" => {
                let case = view.case.as_ref().is_some_and(|c| !c.hidden || self.runs);
                case && self.member && (self.facilitates || self.is_scribe(view))
            }
            "groups-apart" => !is(GroupState::Open),
            "groups-draft" => is(GroupState::Draft),
            "groups-open" => is(GroupState::Open),
            "groups-some" => is(GroupState::Open) || is(GroupState::Draft),
            "notes" => view.phase != domain::hour::Phase::Ended && !view.notes.hidden,
            "on" => view.phase != domain::hour::Phase::Ended,
            _ => false,
        }
    }

    /// Whether the browser sends a form to this address without leaving the page: the hour's own, and "I'm here".
    pub fn sends(&self, address: &str) -> bool {
        let here = self.at.strip_suffix("/hour").is_some_and(|session| address.strip_prefix(session) == Some("/check-in"));
        here || address.starts_with(&self.at)
    }

    /// Whether what was said to the case is read from the page: while the case is hidden, it is staff's alone and not in the shared state.
    pub fn reads_aside(&self, view: &HourView) -> bool {
        self.runs && view.case.as_ref().is_some_and(|c| c.hidden)
    }

    /// Named to write the recommendations down.
    pub fn is_scribe(&self, view: &HourView) -> bool {
        view.scribe.as_ref().is_some_and(|s| Some(s.id) == self.person)
    }
}
