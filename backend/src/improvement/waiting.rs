//! What is left for a person to do in their small groups: the lines of the home page.

use chrono::NaiveDate;
use domain::gate::What;
use domain::gate::group::{Form, payment};
use domain::gate::meeting::attended;
use domain::viewer::CohortRole;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::reflecting::facts_of;
use super::{door, joining};
use crate::programs::reach::SMALL_GROUP;
use crate::programs::tables::cohorts;
use crate::{Cx, Result, Viewer};

/// One line of "what is left for me".
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its word in the lists: `group-waiting-<code>`.
    pub code: &'static str,
    /// Where to do it.
    pub href: String,
    /// The group's name.
    pub group: String,
    /// The session's day.
    pub on: NaiveDate,
}

/// Plans that are not handed in, and questionnaires that are open, of sessions that a viewer attended; the questionnaires of groups that they
/// left, too: a certificate hangs on them.
pub async fn waiting_for(cx: &Cx, viewer: &Viewer) -> Result<Vec<Waiting>> {
    let Some(who) = viewer.who() else { return Ok(Vec::new()) };
    let mine: Vec<_> = who.memberships.iter().filter(|m| m.role == CohortRole::Participant).map(|m| m.cohort).collect();
    let left: Vec<String> = joining::left(cx, viewer).await?.into_iter().map(|left| left.slug).collect();
    if mine.is_empty() && left.is_empty() {
        return Ok(Vec::new());
    }
    let of = Condition::any().add(cohorts::Column::Id.is_in(mine)).add(cohorts::Column::Slug.is_in(left));
    let groups = cohorts::Entity::find()
        .filter(of)
        .filter(cohorts::Column::Kind.eq(SMALL_GROUP))
        .filter(cohorts::Column::State.ne("archived"))
        .all(cx.db())
        .await?;
    let mut all = Vec::new();
    for row in groups {
        let group = door::group(cx.db(), viewer, &row.slug).await?;
        let former = group.reached.former;
        let facts = facts_of(cx.db(), cx.now(), &group).await?;
        for session in &facts.sessions {
            let of = facts.about(session, who.person);
            if !attended(&of.meeting, &of.seen).met {
                continue;
            }
            let line = |code, tail: &str| Waiting {
                code,
                href: format!("/cohorts/{}/group/{}/{tail}", row.slug, session.id),
                group: row.name.clone(),
                on: session.local_date,
            };
            let withdrawn = of.plan.is_some_and(|p| p.state == domain::improvement::PlanState::Withdrawn);
            // Whoever left is asked for no plan: what they have begun and what was paid does not wait for one.
            if !payment(&of).has(What::Plan) && !withdrawn && !former {
                all.push(line("plan", "plan"));
            }
            if of.form() == Form::Open {
                all.push(line("questionnaire", "questionnaire"));
            }
        }
    }
    Ok(all)
}
