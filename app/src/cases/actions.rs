//! Short acts on a case: ask, answer, recommend, say that it was presented, take it back, delete it.

use axum::extract::Path;
use backend::Fault;
use backend::cases::{review, talk};

use super::id;
use super::show::page_with;
use crate::answer::{Answer, again, go};
use crate::typed::Typed;
use crate::visit::Visit;

/// To the case with its sentence, or the case's page again with what was typed.
async fn settle(visit: &Visit, (slug, case): (&str, &str), done: Result<(), Fault>, tail: &str, typed: Typed) -> Answer {
    match done {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/cases/{case}{tail}"))),
        Err(Fault::Invalid(faults)) => Ok(again(page_with(visit, slug, case, &typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Asks a clarifying question.
pub async fn ask(visit: Visit, Path((slug, case)): Path<(String, String)>, typed: Typed) -> Answer {
    let done = talk::ask(&visit.cx, &visit.viewer, &slug, id(&case)?, typed.once(&visit.cx), typed.get("ask")).await;
    settle(&visit, (&slug, &case), done, "?done=case-asked#questions", typed).await
}

/// Answers a clarifying question.
pub async fn answer(visit: Visit, Path((slug, case, question)): Path<(String, String, String)>, typed: Typed) -> Answer {
    let question = question.parse().map_err(|_| Fault::Missing)?;
    let body = typed.get(&format!("answer-{question}")).to_owned();
    let done = talk::answer(&visit.cx, &visit.viewer, &slug, id(&case)?, question, &body).await;
    settle(&visit, (&slug, &case), done, "?done=case-answered#questions", typed).await
}

/// Records a recommendation.
pub async fn recommend(visit: Visit, Path((slug, case)): Path<(String, String)>, typed: Typed) -> Answer {
    let (body, from) = (typed.get("recommendation"), typed.get("from_room"));
    let done = talk::recommend(&visit.cx, &visit.viewer, &slug, id(&case)?, typed.once(&visit.cx), body, from).await;
    settle(&visit, (&slug, &case), done, "?done=case-recommended#recommendations", typed).await
}

/// Says that the case was presented.
pub async fn present(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    review::present(&visit.cx, &visit.viewer, &slug, id(&case)?).await?;
    Ok(go(format!("/cohorts/{slug}/cases/{case}?done=case-presented")))
}

/// Begins another presentation of it.
pub async fn present_again(visit: Visit, Path((slug, case)): Path<(String, String)>, typed: Typed) -> Answer {
    let made = backend::cases::again::present_again(&visit.cx, &visit.viewer, &slug, id(&case)?, typed.once(&visit.cx)).await?;
    Ok(go(format!("/cohorts/{slug}/cases/{made}/edit?done=case-again")))
}

/// Takes the case back.
pub async fn withdraw(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    review::withdraw(&visit.cx, &visit.viewer, &slug, id(&case)?).await?;
    Ok(go(format!("/cohorts/{slug}/cases?done=case-withdrawn")))
}

/// Deletes a withdrawn case or one's own draft.
pub async fn purge(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    review::purge(&visit.cx, &visit.viewer, &slug, id(&case)?).await?;
    Ok(go(format!("/cohorts/{slug}/cases?done=case-purged")))
}
