//! The demo's hour: an extra session that is on while the demo is new, its case at the recommendations.

use std::sync::Arc;

use chrono::{DateTime, Duration, DurationRound, Utc};
use domain::id::{CaseId, SessionId};
use domain::when::{self, Occurrence, Zone};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::run::{self, Track};
use super::{advice, groups, hands, here, notes, polls, queries, used};
use crate::cases::form::Written;
use crate::cases::{letters, review, writing};
use crate::chat::{commands as chat, reach as rooms};
use crate::context::Clock;
use crate::programs::reach::Ask;
use crate::sessions::tables::sessions;
use crate::sessions::{agenda, schedule};
use crate::world::World;
use crate::{Cx, Fault, Result, Viewer};

/// Minutes ago that the session began.
const BEGAN: i64 = 38;

/// What people used, and who says it.
const USED: [(&str, &str); 4] = [
    ("hana", "Asked “what do you know already?” first, and it changed the whole visit."),
    ("benoit", "La page sur le deuil, lue ensemble avec une famille. Elle l’a gardée."),
    ("gurpreet", "Counted to ten before I answered. Twice the person went on by themselves."),
    ("johanna", "Wrote the next date on the calendar at the door before leaving."),
];

/// What is written down.
const ADVICE: [(&str, &str, &str); 3] = [
    ("Ask the person what they would like their child to know, and offer to be in the room.", "room", "Gurpreet"),
    ("Name the fear aloud once: silence is kept because each protects the other.", "room", ""),
    ("Agree on one sentence that the whole team uses, so that nobody has to improvise.", "hub", "Gilles"),
];

const NOTES: &str = "Three questions to ask first\n- What do you know already?\n- What would you like to know?\n- Who should be there?\n\nTo read: the grief page in the library.";

struct Before(Arc<dyn Clock>, Duration);

impl Clock for Before {
    fn now(&self) -> DateTime<Utc> {
        self.0.now() - self.1
    }
}

/// The same world so many minutes ago.
fn ago(cx: &Cx, minutes: i64) -> Cx {
    let mut before = Cx { clock: Arc::new(Before(cx.clock.clone(), Duration::minutes(minutes))), ..cx.clone() };
    before.ports.throttle = Arc::default();
    before
}

/// Lays the session, and plays its first half.
pub async fn furnish(world: &World) -> Result<SessionId> {
    let (cx, slug, fatima) = (&world.cx, world.slug.as_str(), world.viewer("fatima").await?);
    let id = session(world, &fatima).await?;
    let line = |kind: &str, title: &str, minutes: &str| agenda::Typed { kind: kind.into(), title: title.into(), minutes: minutes.into() };
    let plan = [
        line("introductions", "", "5"),
        line("other", "What I used since last time", "10"),
        line("case", "", "25"),
        line("recommendations", "", "15"),
        line("close", "", "5"),
    ];
    agenda::set(cx, &fatima, slug, id, &plan).await?;
    let case = case(world, &fatima, id).await?;
    run::start(&ago(cx, BEGAN), &fatima, slug, id).await?;
    come(world, &fatima, id).await?;
    turn(world, &fatima, id, (32, Track::Agenda, 1)).await?;
    for ((short, text), minutes) in USED.into_iter().zip([31, 30, 29, 28]) {
        used::say(&ago(cx, minutes), &world.viewer(short).await?, slug, id, text).await?;
    }
    small_groups(world, &fatima, id).await?;
    turn(world, &fatima, id, (20, Track::Agenda, 2)).await?;
    for (minutes, seen) in [(15, 1), (13, 2), (7, 3)] {
        turn(world, &fatima, id, (minutes, Track::Steps, seen)).await?;
    }
    talk(world, &fatima, id).await?;
    let tx = cx.begin().await?;
    letters::cancel_all(&tx, case).await?;
    tx.commit().await?;
    Ok(id)
}

async fn turn(world: &World, viewer: &Viewer, id: SessionId, (minutes, track, seen): (i64, Track, i32)) -> Result<()> {
    run::turn(&ago(&world.cx, minutes), viewer, &world.slug, id, track, 1, &seen.to_string()).await
}

async fn session(world: &World, viewer: &Viewer) -> Result<SessionId> {
    let tx = world.cx.begin().await?;
    let cohort = crate::programs::reach::cohort(tx.db(), viewer, &world.slug, Ask::Host).await?;
    let zone = Zone::parse(&cohort.zone).map_err(|_| Fault::field("zone", "fault-zone"))?;
    let at = world.cx.now() - Duration::minutes(BEGAN);
    let at = at.duration_trunc(Duration::minutes(1)).unwrap_or(at);
    let (date, time) = when::utc_to_local(at, &zone);
    let id = schedule::insert(&tx, cohort.id, &cohort.zone, Occurrence { date, time, at }, 60).await?;
    let change = sessions::ActiveModel {
        id: Set(id),
        title: Set("Open case hour".to_owned()),
        objectives: Set("Hear one case from the room\nLeave with one sentence to try".to_owned()),
        join_url: Set("https://meet.example.org/psychosocial-palliative-echo".to_owned()),
        dial_in: Set("+1 604 555 0100, code 4471".to_owned()),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    tx.commit().await?;
    Ok(id)
}

/// A case of Hana's, written, reviewed and given to this session.
async fn case(world: &World, fatima: &Viewer, session: SessionId) -> Result<CaseId> {
    let (cx, slug, hana) = (&world.cx, world.slug.as_str(), world.viewer("hana").await?);
    let mut written = Written { consent: true, ..Written::default() };
    let sections = [
        ("title", "A parent who asks that the child not be told"),
        ("background", "A parent in their forties with a cancer that has come back, at home with a partner and a child in primary school."),
        ("situation", "The child has begun to sleep badly and asks at school whether one can catch it. At home nobody speaks of it."),
        ("tried", "A visit with the partner alone. A picture book was left on the table; it is gone from there, and nobody mentions it."),
        ("strengths", "A grandparent the child trusts. A teacher who notices. The parent still reads a story every evening."),
        ("question", "How do we help this parent say a first sentence, at a pace that is theirs?"),
    ];
    for (section, text) in sections {
        written.set(section, text);
    }
    let id = writing::begin(cx, &hana, slug, cx.new_id(), &written).await?;
    writing::submit(cx, &hana, slug, id, 1, &written, domain::lang::Lang::En).await?;
    review::approve(cx, &world.viewer("corinne").await?, slug, id, 2, true).await?;
    review::schedule(cx, fatima, slug, id, &session.to_string()).await?;
    Ok(id)
}

/// Most of the cohort, and those who help to run it, check in.
async fn come(world: &World, fatima: &Viewer, id: SessionId) -> Result<()> {
    let people = crate::sessions::demo::enrolled(&world.cx, fatima, &world.slug).await?;
    let tx = ago(&world.cx, BEGAN - 2).begin().await?;
    let staff = ["fatima", "gilles", "maya"].map(|short| world.id(short));
    for (_, person) in (0..).zip(people).filter(|(n, _)| n % 6 != 5).chain((0..).zip(staff)) {
        here::come(&tx, id, person).await?;
    }
    tx.commit().await
}

/// One round of four groups, opened and pulled back.
async fn small_groups(world: &World, fatima: &Viewer, id: SessionId) -> Result<()> {
    let titles = "North\nCoast\nValley\nIsland".to_owned();
    let typed = groups::Typed { by: "groups".to_owned(), n: "4".to_owned(), titles };
    groups::put_together(&ago(&world.cx, 28), fatima, &world.slug, id, &typed).await?;
    groups::open(&ago(&world.cx, 27), fatima, &world.slug, id).await?;
    groups::pull_back(&ago(&world.cx, 21), fatima, &world.slug, id, "").await
}

/// Two polls, notes, recommendations by a scribe, hands, a few words in the chat.
async fn talk(world: &World, fatima: &Viewer, id: SessionId) -> Result<()> {
    let (cx, slug) = (&world.cx, world.slug.as_str());
    let ask = |question: &str, choices: &[&str]| polls::Typed {
        question: question.to_owned(),
        choices: choices.iter().map(|c| (*c).to_owned()).collect(),
        several: false,
    };
    let voices = ["amara", "benoit", "hana", "gurpreet", "johanna", "maya", "gilles"];
    let first = ask(
        "Who usually starts this conversation where you work?",
        &["The physician", "The nurse", "Social work or counselling", "Nobody yet"],
    );
    vote(world, fatima, id, (26, &first, &voices, [2, 1, 2, 3, 2, 1, 0])).await?;
    let closed = queries::page(cx, fatima, slug, id).await?.view.polls.first().map(|p| p.id).ok_or(Fault::Missing)?;
    polls::close(&ago(cx, 22), fatima, slug, id, closed, true).await?;
    let second = ask("Would you offer to be in the room?", &["Yes", "Only if asked", "I would rather prepare the parent"]);
    vote(world, fatima, id, (5, &second, &voices[..5], [0, 2, 1, 0, 0, 0, 0])).await?;
    notes::save(&ago(cx, 6), &world.viewer("johanna").await?, slug, id, 0, NOTES).await?;
    run::name_scribe(&ago(cx, 7), fatima, slug, id, &world.id("johanna").to_string()).await?;
    for (point, minutes) in ADVICE.into_iter().zip([5, 4, 2]) {
        advice::add(&ago(cx, minutes), &world.viewer("johanna").await?, slug, id, cx.new_id(), point).await?;
    }
    for (short, minutes) in [("benoit", 3), ("amara", 2), ("gurpreet", 1)] {
        hands::raise(&ago(cx, minutes), &world.viewer(short).await?, slug, id).await?;
    }
    let first = queries::page(cx, fatima, slug, id).await?.view.hands.first().map(|h| h.id).ok_or(Fault::Missing)?;
    hands::host(cx, fatima, slug, id, first, hands::Act::Call).await?;
    let room = rooms::room_of(cx, fatima, slug, Some(id)).await?.id;
    let said = [
        (9, "amara", "Does the school know? A teacher could be an ally here."),
        (8, "hana", "They know that something is wrong, not what."),
        (4, "benoit", "Chez nous, l’infirmière scolaire a aidé. Je peux en parler."),
    ];
    for (minutes, short, text) in said {
        chat::send(&ago(cx, minutes), &world.viewer(short).await?, room, cx.random_id(), text).await?;
    }
    Ok(())
}

async fn vote(
    world: &World,
    fatima: &Viewer,
    id: SessionId,
    (minutes, poll, voices, choices): (i64, &polls::Typed, &[&str], [usize; 7]),
) -> Result<()> {
    let (cx, slug) = (ago(&world.cx, minutes), world.slug.as_str());
    let once = cx.new_id();
    polls::ask(&cx, fatima, slug, id, once, poll).await?;
    let view = queries::page(&cx, fatima, slug, id).await?.view;
    let asked = view.polls.into_iter().find(|p| p.id == once).ok_or(Fault::Missing)?;
    for (short, choice) in voices.iter().zip(choices) {
        let Some(choice) = asked.choices.get(choice) else { continue };
        polls::vote(&cx, &world.viewer(short).await?, slug, id, once, &choice.id.to_string(), true).await?;
    }
    Ok(())
}
