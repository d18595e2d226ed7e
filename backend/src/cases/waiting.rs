//! What is left for a person to do with cases: the lines of the home page.

use chrono::{DateTime, Duration, Utc};
use domain::cases::{FOLLOW_UP_DAYS, State};
use domain::id::{CaseId, CohortId};
use domain::viewer::{CohortRole, Grant};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::reach::state_of;
use super::tables::cases;
use crate::programs::tables::cohorts;
use crate::{Cx, Result, Viewer};

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Sent back to me: change it and hand it in again.
    SentBack,
    /// My draft.
    Draft,
    /// Day 30 has come: say what happened.
    FollowUp,
    /// For me to review.
    Review,
    /// For me to give a session.
    Schedule,
    /// For me to write the letter.
    Letter,
}

impl What {
    /// Its word in the lists: `case-waiting-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::SentBack => "sent-back",
            Self::Draft => "draft",
            Self::FollowUp => "follow-up",
            Self::Review => "review",
            Self::Schedule => "schedule",
            Self::Letter => "letter",
        }
    }
}

/// One line of "what is left for me".
#[derive(Debug, Clone)]
pub struct Waiting {
    /// What to do.
    pub what: What,
    /// With which case.
    pub case: CaseId,
    /// `PSP-0007`, once it has one.
    pub number: Option<String>,
    /// Its title, when it is one's own.
    pub title: String,
    /// The cohort's name.
    pub cohort: String,
    /// Where to do it.
    pub href: String,
    /// Since when it waits.
    pub since: DateTime<Utc>,
}

/// What is left for a viewer to do with cases, the most pressing first.
pub async fn waiting_for(cx: &Cx, viewer: &Viewer) -> Result<Vec<Waiting>> {
    let Some(who) = viewer.who() else { return Ok(Vec::new()) };
    let programs: Vec<_> = who.grants.iter().filter(|(_, g)| *g == Grant::Coordinator).map(|(p, _)| *p).collect();
    let member: Vec<CohortId> = who.memberships.iter().map(|m| m.cohort).collect();
    let reach = cohorts::Column::Id.is_in(member).or(cohorts::Column::ProgramId.is_in(programs));
    let places = cohorts::Entity::find().filter(reach).filter(cohorts::Column::State.ne("archived")).all(cx.db()).await?;
    let ids: Vec<CohortId> = places.iter().map(|c| c.id).collect();
    let rows = cases::Entity::find().filter(cases::Column::CohortId.is_in(ids)).order_by_asc(cases::Column::UpdatedAt).all(cx.db()).await?;
    let mut out = Vec::new();
    for row in rows {
        let Some(place) = places.iter().find(|c| c.id == row.cohort_id) else { continue };
        let facilitates = viewer.has_role(place.id, CohortRole::Facilitator);
        let staff = facilitates || viewer.coordinates(place.program_id);
        let mine = viewer.is(row.presenter_id);
        let member = viewer.is_member(place.id);
        let Some((what, tail, since)) = what(&row, mine && (member || staff), staff && !mine, facilitates && !mine, cx.now()) else {
            continue;
        };
        out.push(Waiting {
            what,
            case: row.id,
            href: format!("/cohorts/{}/cases/{}{tail}", place.slug, row.id),
            title: if mine { row.title } else { String::new() },
            number: row.number,
            cohort: place.name.clone(),
            since,
        });
    }
    out.sort_by_key(|w| w.what);
    Ok(out)
}

fn what(row: &cases::Model, mine: bool, staff: bool, facilitates: bool, now: DateTime<Utc>) -> Option<(What, &'static str, DateTime<Utc>)> {
    let due = row.presented_at.map(|at| at + Duration::days(FOLLOW_UP_DAYS)).filter(|due| *due <= now && row.followed_up_at.is_none());
    match state_of(row) {
        State::Draft if mine => Some((What::Draft, "/edit", row.updated_at)),
        State::SentBack if mine => Some((What::SentBack, "/edit", row.reviewed_at.unwrap_or(row.updated_at))),
        State::Submitted if staff => Some((What::Review, "/review", row.submitted_at.unwrap_or(row.updated_at))),
        State::Approved if staff => Some((What::Schedule, "/schedule", row.reviewed_at.unwrap_or(row.updated_at))),
        State::Presented if facilitates => Some((What::Letter, "/letter/write", row.presented_at.unwrap_or(row.updated_at))),
        State::Presented | State::Closed if mine => due.map(|since| (What::FollowUp, "/follow-up", since)),
        _ => None,
    }
}
