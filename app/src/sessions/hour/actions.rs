//! What people do in the hour. Each act is a form; it answers with the page as it stands now.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::sessions::hour::run::{self as running, Track};
use backend::sessions::hour::{advice, groups as breakouts, hands, notes as shared, polls, used as round};
use domain::id::{RecommendationId, SessionId};
use uuid::Uuid;

use super::forms::Forms;
use super::pages::{address, show};
use crate::answer::{Answer, again, conflict, go};
use crate::typed::Typed;
use crate::visit::Visit;

type At = Path<(String, SessionId)>;

/// Back to the part of the page where it was pressed.
fn back(slug: &str, id: SessionId, part: &str) -> Response {
    go(format!("{}#{part}-at", address(slug, id)))
}

/// The page again with what was typed: beside its fault, or, when the hour has moved on, in a field to copy it from.
async fn settle(
    visit: &Visit,
    (slug, id): (&str, SessionId),
    done: Result<(), Fault>,
    part: &str,
    typed: Typed,
    keep: impl FnOnce(Typed) -> Forms,
) -> Answer {
    match done {
        Ok(()) => Ok(back(slug, id, part)),
        Err(Fault::Invalid(faults)) => Ok(again(show(visit, slug, id, keep(typed.with_faults(faults))).await?)),
        Err(Fault::Conflict(word)) => {
            let late = Forms { late: Some((word, typed)), ..Forms::default() };
            Ok(conflict(show(visit, slug, id, late).await?))
        }
        Err(other) => Err(other.into()),
    }
}

fn track(typed: &Typed) -> Track {
    if typed.get("track") == "steps" { Track::Steps } else { Track::Agenda }
}

/// The host's acts on the whole hour.
pub async fn run(visit: Visit, Path((slug, id)): At, typed: Typed) -> Answer {
    let (cx, viewer) = (&visit.cx, &visit.viewer);
    let seen = typed.get("seen");
    match typed.get("act") {
        "start" => running::start(cx, viewer, &slug, id).await,
        "next" => running::turn(cx, viewer, &slug, id, track(&typed), 1, seen).await,
        "back" => running::turn(cx, viewer, &slug, id, track(&typed), -1, seen).await,
        "pause" => running::pause(cx, viewer, &slug, id, true).await,
        "resume" => running::pause(cx, viewer, &slug, id, false).await,
        "add" => running::add(cx, viewer, &slug, id, track(&typed), typed.get("minutes")).await,
        "take-over" => running::take_over(cx, viewer, &slug, id).await,
        "case" => running::take_up(cx, viewer, &slug, id, typed.get("case")).await,
        "close" => running::close(cx, viewer, &slug, id).await,
        "reopen" => running::reopen(cx, viewer, &slug, id).await,
        _ => running::unknown(cx, viewer, &slug, id).await,
    }?;
    Ok(back(&slug, id, if typed.get("track") == "steps" { "hour-steps" } else { "hour-agenda" }))
}

/// Who writes down.
pub async fn scribe(visit: Visit, Path((slug, id)): At, typed: Typed) -> Answer {
    running::name_scribe(&visit.cx, &visit.viewer, &slug, id, typed.get("person")).await?;
    Ok(back(&slug, id, "hour-advice"))
}

/// Raises or lowers one's hand.
pub async fn hand(visit: Visit, Path((slug, id)): At, typed: Typed) -> Answer {
    match typed.get("act") {
        "lower" => hands::lower(&visit.cx, &visit.viewer, &slug, id).await?,
        "raise" => hands::raise(&visit.cx, &visit.viewer, &slug, id).await?,
        _ => running::unknown_to_members(&visit.cx, &visit.viewer, &slug, id).await?,
    }
    Ok(back(&slug, id, "hour-queue"))
}

/// Calls on somebody, moves them up, takes them out.
pub async fn queue(visit: Visit, Path((slug, id)): At, typed: Typed) -> Answer {
    let hand = typed.get("hand").parse().unwrap_or(Uuid::nil());
    match hands::Act::parse(typed.get("act")) {
        Some(act) => hands::host(&visit.cx, &visit.viewer, &slug, id, hand, act).await?,
        None => running::unknown(&visit.cx, &visit.viewer, &slug, id).await?,
    }
    Ok(back(&slug, id, "hour-queue"))
}

/// Saves the notes: kept, merged, or, when two changed the same lines, both shown with 409.
pub async fn notes(visit: Visit, Path((slug, id)): At, mut typed: Typed) -> Answer {
    let over = typed.has("over").then(|| typed.get("over").parse::<i64>()).transpose();
    let (cx, viewer) = (&visit.cx, &visit.viewer);
    let done = match (typed.get("base").parse(), over) {
        (Ok(base), Ok(over)) => shared::save_from(cx, viewer, &slug, id, shared::Begun { base, over }, typed.get("notes")).await,
        _ => shared::malformed(cx, viewer, &slug, id).await,
    };
    match done {
        Ok(shared::Saved::Clash { theirs, version, by }) => {
            let name = backend::programs::queries::names(visit.cx.db(), [by].into_iter()).await?.remove(&by).unwrap_or_default();
            // They go on from where they began: what they never touched stays as the other has it.
            typed.set("over", version.to_string());
            let forms = Forms { notes: typed, clash: Some((theirs, name)), ..Forms::default() };
            Ok(conflict(show(&visit, &slug, id, forms).await?))
        }
        done => settle(&visit, (&slug, id), done.map(|_| ()), "hour-notes", typed, |notes| Forms { notes, ..Forms::default() }).await,
    }
}

/// Asks the room.
pub async fn ask(visit: Visit, Path((slug, id)): At, typed: Typed) -> Answer {
    let once = typed.once(&visit.cx);
    let poll = polls::Typed {
        question: typed.get("question").to_owned(),
        choices: (0..*domain::hour::CHOICES.end()).map(|n| typed.get(&format!("choice-{n}")).to_owned()).collect(),
        several: typed.get("several") == "yes",
    };
    let done = polls::ask(&visit.cx, &visit.viewer, &slug, id, once, &poll).await;
    settle(&visit, (&slug, id), done, "hour-polls", typed, |poll| Forms { poll, ..Forms::default() }).await
}

/// The id in an address; one that is none belongs to nothing, behind the same door.
fn id_of(text: &str) -> Uuid {
    text.parse().unwrap_or(Uuid::nil())
}

/// Closes a poll, or opens it again.
pub async fn close_poll(visit: Visit, Path((slug, id, poll)): Path<(String, SessionId, String)>, typed: Typed) -> Answer {
    match typed.get("act") {
        act @ ("open" | "close") => polls::close(&visit.cx, &visit.viewer, &slug, id, id_of(&poll), act == "close").await?,
        _ => running::unknown(&visit.cx, &visit.viewer, &slug, id).await?,
    }
    Ok(back(&slug, id, "hour-polls"))
}

/// Votes.
pub async fn vote(visit: Visit, Path((slug, id, poll)): Path<(String, SessionId, String)>, typed: Typed) -> Answer {
    match typed.get("on") {
        on @ ("" | "yes" | "no") => polls::vote(&visit.cx, &visit.viewer, &slug, id, id_of(&poll), typed.get("choice"), on != "no").await?,
        _ => running::unknown_to_members(&visit.cx, &visit.viewer, &slug, id).await?,
    }
    Ok(back(&slug, id, "hour-polls"))
}

/// One's own line of the round.
pub async fn used(visit: Visit, Path((slug, id)): At, typed: Typed) -> Answer {
    let done = round::say(&visit.cx, &visit.viewer, &slug, id, typed.get("used")).await;
    settle(&visit, (&slug, id), done, "hour-used", typed, |used| Forms { used, ..Forms::default() }).await
}

/// Writes a recommendation down.
pub async fn advise(visit: Visit, Path((slug, id)): At, typed: Typed) -> Answer {
    let once = typed.once(&visit.cx);
    let point = (typed.get("recommendation"), typed.get("side"), typed.get("from_room"));
    let done = advice::add(&visit.cx, &visit.viewer, &slug, id, once, point).await;
    settle(&visit, (&slug, id), done, "hour-advice", typed, |advice| Forms { advice, ..Forms::default() }).await
}

/// Moves a recommendation up or down.
pub async fn order(visit: Visit, Path((slug, id, which)): Path<(String, SessionId, String)>, typed: Typed) -> Answer {
    let which = RecommendationId(id_of(&which));
    match typed.get("way") {
        way @ ("up" | "down") => advice::order(&visit.cx, &visit.viewer, &slug, id, which, way == "up").await?,
        _ => running::unknown(&visit.cx, &visit.viewer, &slug, id).await?,
    }
    Ok(back(&slug, id, "hour-advice"))
}

/// Puts groups together, opens them, pulls them back, forgets them.
pub async fn groups(visit: Visit, Path((slug, id)): At, typed: Typed) -> Answer {
    let (cx, viewer) = (&visit.cx, &visit.viewer);
    let done = match typed.get("act") {
        "open" => breakouts::open(cx, viewer, &slug, id).await,
        "back" => breakouts::pull_back(cx, viewer, &slug, id, typed.get("told")).await,
        "forget" => breakouts::forget(cx, viewer, &slug, id).await,
        "named" => breakouts::name(cx, viewer, &slug, id, typed.get("titles")).await,
        "shuffle" => {
            let [by, n, titles] = ["by", "n", "titles"].map(|f| typed.get(f).to_owned());
            breakouts::put_together(cx, viewer, &slug, id, &breakouts::Typed { by, n, titles }).await
        }
        _ => running::unknown(cx, viewer, &slug, id).await,
    };
    settle(&visit, (&slug, id), done, "hour-groups", typed, |typed| {
        if typed.fault("told").is_some() { Forms { told: typed, ..Forms::default() } } else { Forms { groups: typed, ..Forms::default() } }
    })
    .await
}

/// Puts a person into a group.
pub async fn place(visit: Visit, Path((slug, id)): At, typed: Typed) -> Answer {
    breakouts::place(&visit.cx, &visit.viewer, &slug, id, typed.get("person"), typed.get("group")).await?;
    Ok(back(&slug, id, "hour-groups"))
}

/// To one's own group.
pub async fn enter(visit: Visit, Path((slug, id)): At) -> Answer {
    let room = breakouts::enter(&visit.cx, &visit.viewer, &slug, id).await?;
    Ok(go(format!("/chat/rooms/{room}")))
}
