//! What is done to a call, by form.

use axum::extract::Path;
use backend::Fault;
use backend::consults::closing::{self, CloseOut, Closing};
use backend::consults::{calling, thread};
use domain::id::ConsultId;

use super::call::{Forms, page_with};
use crate::answer::{Answer, again, go};
use crate::typed::Typed;
use crate::visit::Visit;

type At = Path<ConsultId>;

fn back(id: ConsultId, done: &str) -> axum::response::Response {
    if done.is_empty() { go(format!("/consult/{id}")) } else { go(format!("/consult/{id}?done={done}")) }
}

/// Where a form was not understood, the same page with it.
pub async fn settle(
    visit: &Visit,
    id: ConsultId,
    done: Result<&str, Fault>,
    forms: impl FnOnce(Vec<domain::fault::FieldFault>) -> Forms,
) -> Answer {
    match done {
        Ok(word) => Ok(back(id, word)),
        Err(Fault::Invalid(faults)) => Ok(again(page_with(visit, id, forms(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Answers it.
pub async fn answer(visit: Visit, Path(id): At, _: Typed) -> Answer {
    calling::answer(&visit.cx, &visit.viewer, id).await?;
    Ok(back(id, "call-answered"))
}

/// Passes it on; with minutes: "soon, not now".
pub async fn pass(visit: Visit, Path(id): At, typed: Typed) -> Answer {
    let minutes = typed.get("minutes");
    let soon = match minutes {
        "" => None,
        text => Some(text.parse().map_err(|_| Fault::field("minutes", "fault-choice"))?),
    };
    calling::pass_on(&visit.cx, &visit.viewer, id, soon).await?;
    Ok(go(format!("/oncall?done={}", if soon.is_some() { "call-soon" } else { "call-passed" })))
}

/// The caller gives up.
pub async fn give_up(visit: Visit, Path(id): At, _: Typed) -> Answer {
    calling::give_up(&visit.cx, &visit.viewer, id).await?;
    Ok(back(id, ""))
}

/// The call is over.
pub async fn hang_up(visit: Visit, Path(id): At, _: Typed) -> Answer {
    calling::hang_up(&visit.cx, &visit.viewer, id).await?;
    Ok(back(id, "call-ended"))
}

/// A word to the other.
pub async fn say(visit: Visit, Path(id): At, typed: Typed) -> Answer {
    let once = typed.once(&visit.cx);
    let done = thread::say(&visit.cx, &visit.viewer, id, once, typed.get("text"), typed.get("looked") == "yes").await;
    settle(&visit, id, done.map(|()| ""), |faults| Forms { message: typed.with_faults(faults).at("text"), ..Forms::default() }).await
}

/// The on-call closes it.
pub async fn close(visit: Visit, Path(id): At, typed: Typed) -> Answer {
    let get = |name: &str| typed.get(name).to_owned();
    let form = Closing {
        kind: get("kind"),
        reason: get("reason"),
        outcome: get("outcome"),
        minutes: get("minutes"),
        patient_present: typed.get("patient_present") == "yes",
    };
    let done = closing::close(&visit.cx, &visit.viewer, id, &form).await;
    settle(&visit, id, done.map(|()| "call-closed"), |faults| Forms { closing: typed.with_faults(faults), ..Forms::default() }).await
}

/// The caller's taps.
pub async fn close_out(visit: Visit, Path(id): At, typed: Typed) -> Answer {
    let get = |name: &str| typed.get(name).to_owned();
    let form = CloseOut { plan: get("plan"), referral: get("referral"), travel: get("travel"), value: get("value") };
    let done = closing::close_out(&visit.cx, &visit.viewer, id, &form).await;
    settle(&visit, id, done.map(|()| "close-out"), |faults| Forms { close_out: typed.with_faults(faults), ..Forms::default() }).await
}

/// The two sentences.
pub async fn reflect(visit: Visit, Path(id): At, typed: Typed) -> Answer {
    let looked = typed.get("looked") == "yes";
    let done = closing::reflect(&visit.cx, &visit.viewer, id, typed.get("learned"), typed.get("will_do"), looked).await;
    settle(&visit, id, done.map(|()| "reflected"), |faults| Forms {
        reflection: typed.with_faults(faults).at("reflection"),
        ..Forms::default()
    })
    .await
}

/// What one says to the other.
pub async fn feedback(visit: Visit, Path(id): At, typed: Typed) -> Answer {
    let looked = typed.get("looked") == "yes";
    let done = closing::feedback(&visit.cx, &visit.viewer, id, typed.get("rating"), typed.get("words"), looked).await;
    settle(&visit, id, done.map(|()| "feedback"), |faults| Forms { feedback: typed.with_faults(faults).at("feedback"), ..Forms::default() })
        .await
}

/// What happened, a week later.
pub async fn follow_up(visit: Visit, Path(id): At, typed: Typed) -> Answer {
    let done = closing::follow_up(&visit.cx, &visit.viewer, id, typed.get("follow_up")).await;
    settle(&visit, id, done.map(|()| "follow-up"), |faults| Forms { follow_up: typed.with_faults(faults), ..Forms::default() }).await
}
