//! The case of the hour, as its screens show it.

use std::collections::HashMap;

use domain::cases::State;
use domain::hour::{Advice, CaseNow, HourView, Phase};
use domain::id::{CaseId, PersonId};
use domain::identifiers::{self, Severity};
use domain::text;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::advice;
use super::tables::hours;
use crate::accounts::tables::people;
use crate::cases::reach as case_door;
use crate::cases::tables::{cases, recommendations};
use crate::sessions::tables::sessions;
use crate::{Cx, Result, Viewer};

/// The case of the hour: for everybody only from the start of the session (feature B8), and never when it was taken back. Of one that is
/// hidden everybody learns that it is, and `staff` what was said to it.
pub(super) async fn now(cx: &Cx, session: &sessions::Model, row: Option<&hours::Model>, staff: bool) -> Result<Option<CaseNow>> {
    let Some(hour) = row.filter(|h| h.started_at.is_some()) else { return Ok(None) };
    let Some(found) = hour.case_id else { return Ok(None) };
    let case = cases::Entity::find_by_id(found).one(cx.db()).await?;
    let Some(case) = case.filter(|c| case_door::state_of(c).is_published() && c.session_id == Some(session.id)) else { return Ok(None) };
    let hidden = case.hidden_at.is_some();
    if hidden && !staff {
        return Ok(Some(CaseNow { title: String::new(), presenter: String::new(), ..shown(&case, String::new(), Vec::new()) }));
    }
    let given = advice::of(cx.db(), case.id).await?;
    let known = people::Entity::find().filter(people::Column::Id.is_in(given.iter().map(|r| r.author_id).chain([case.presenter_id])));
    let known: HashMap<PersonId, people::Model> = known.all(cx.db()).await?.into_iter().map(|p| (p.id, p)).collect();
    let presenter = known.get(&case.presenter_id).map(|p| p.name.clone()).unwrap_or_default();
    let said = said(cx, given, &known).await?;
    Ok(Some(shown(&case, presenter, said)))
}

fn shown(case: &cases::Model, presenter: String, advice: Vec<Advice>) -> CaseNow {
    CaseNow {
        id: case.id,
        number: case.number.clone().unwrap_or_default(),
        title: case.title.clone(),
        presenter,
        advice,
        hidden: case.hidden_at.is_some(),
    }
}

async fn said(cx: &Cx, given: Vec<recommendations::Model>, known: &HashMap<PersonId, people::Model>) -> Result<Vec<Advice>> {
    let sides: HashMap<_, _> = advice::sides(cx.db(), &given).await?.into_iter().map(|a| (a.recommendation_id, a.side)).collect();
    let one = |r: recommendations::Model| {
        let by = known.get(&r.author_id);
        Advice {
            hub: sides.get(&r.id).map(|side| side == "hub"),
            id: r.id,
            doubts: doubts(&r.body, by),
            html: r.html,
            by: by.map(|p| p.name.clone()).unwrap_or_default(),
            from: r.from_room,
        }
    };
    Ok(given.into_iter().map(one).collect())
}

/// What the identifier check asks its writer to look at again, in the language that they write.
fn doubts(body: &str, by: Option<&people::Model>) -> Vec<String> {
    let lang = by.and_then(|p| p.language.parse().ok()).unwrap_or_default();
    let found = identifiers::check(body, lang).into_iter().filter(|f| f.severity == Severity::Warn);
    let mut words: Vec<String> = found.map(|f| text::tidy_line(body.get(f.start..f.end).unwrap_or_default())).collect();
    words.dedup();
    words
}

/// The case that the page shows beside the hour: the one of the hour; before the start, for those who may see it, the first of the session.
pub async fn beside(cx: &Cx, viewer: &Viewer, view: &HourView) -> Result<Option<CaseId>> {
    if let Some(case) = &view.case {
        return Ok(Some(case.id));
    }
    if view.phase != Phase::Waiting {
        return Ok(None);
    }
    let cards = crate::cases::queries::of_session(cx, viewer, view.session).await?;
    Ok(cards.into_iter().find(|c| c.state == State::Scheduled || c.state == State::Presented).map(|c| c.id))
}
