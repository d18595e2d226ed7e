//! Sends what a probe asks, by page or by socket, and reads the answer.

use domain::id::{ConsultId, RoomId, SessionId};
use domain::live::call::{CallSay, CallTell, Signal};
use domain::live::{Say, Tell};
use reqwest::multipart::{Form, Part};

use super::probe::{Ask, Expected, Probe};
use super::stage::Scene;
use crate::actors::{Actor, Reply, reply};
use crate::line::{Heard, Line};

/// An hour that may not be watched: the socket does not say whether it is forbidden or not there.
const GONE: u16 = 410;

/// What came back, as far as the table is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    status: u16,
    location: String,
    /// Whether the words stand in it that the act is about; none when the probe asks for a status.
    shown: Option<bool>,
    /// Words that should have been left out.
    leaked: Option<String>,
}

impl Answer {
    fn of(reply: &Reply, ask: &Ask, outline: bool) -> Self {
        let shown = ask.shows.as_ref().map(|words| reply.status == 200 && reply.body.contains(words.as_str()));
        let hidden = ask.hides.clone().filter(|_| outline);
        let leaked = hidden.or(ask.lacks.clone()).filter(|words| reply.body.contains(words.as_str()));
        Self { status: reply.status.as_u16(), location: reply.location.clone(), shown, leaked }
    }

    fn status(status: u16) -> Self {
        Self { status, location: String::new(), shown: None, leaked: None }
    }

    /// Whether it is what the table says.
    pub fn is(&self, expected: Expected, probe: &Probe) -> bool {
        let in_order = self.leaked.is_none() && self.status < 500;
        in_order
            && match (self.shown, expected) {
                (Some(shown), _) => shown == (expected == Expected::Open),
                (None, Expected::Open) => self.status == probe.ok && !self.location.starts_with("/sign-in"),
                (None, Expected::SignIn) => self.status == 401 || (self.status == 303 && self.location.starts_with("/sign-in")),
                (None, Expected::Refused) => matches!(self.status, 403 | GONE),
                (None, Expected::Missing) => matches!(self.status, 404 | GONE),
            }
    }

    /// For the table of wrong cells.
    pub fn told(&self) -> String {
        let shown = self.shown.map(|s| if s { " shown" } else { " not shown" }).unwrap_or_default();
        let leaked = self.leaked.as_ref().map(|w| format!(" leaks {w:?}")).unwrap_or_default();
        format!("{}{shown}{leaked} {}", self.status, self.location.chars().take(14).collect::<String>())
    }
}

/// Lays out the things of a probe, knocks, and answers what came back.
pub async fn ask(scene: &Scene<'_>, probe: &Probe, outline: bool) -> Answer {
    let ask = (probe.prepare)(scene).await;
    let actor = scene.stage.actor(scene.actor);
    match probe.route.split_once(' ').expect("a method and a route") {
        ("LIVE", frame) => live(scene, actor, &ask, frame).await,
        (method, route) => Answer::of(&send(scene, actor, method, route, &ask).await, &ask, outline),
    }
}

/// The address with its parameters filled in.
fn path(scene: &Scene<'_>, route: &str, ask: &Ask) -> String {
    let mut path = route.to_owned();
    for (name, value) in &ask.params {
        path = path.replace(&format!("{{{name}}}"), value);
    }
    path = path.replace("{slug}", scene.slug());
    assert!(!path.contains('{'), "{path}: a parameter is missing");
    if ask.query.is_empty() { path } else { format!("{path}?{}", ask.query) }
}

async fn send(scene: &Scene<'_>, actor: &Actor, method: &str, route: &str, ask: &Ask) -> Reply {
    let url = format!("{}{}", actor.address, path(scene, route, ask));
    // Each knock comes from its own network address: how fast one address may guess is another test's matter.
    let n = scene.stage.fresh();
    let from = format!("10.{}.{}.{}", n >> 16, (n >> 8) & 255, n & 255);
    let request = match method {
        "GET" => actor.client.get(url),
        _ => actor.client.post(url).header("origin", &actor.address),
    };
    let request = match &ask.file {
        Some((name, bytes)) => request.multipart(multipart(ask, name, bytes)),
        None if method == "POST" => request.form(&ask.form),
        None => request,
    };
    reply(request.header("x-forwarded-for", from).send().await.expect("a reply")).await
}

fn multipart(ask: &Ask, name: &str, bytes: &[u8]) -> Form {
    let fields = ask.form.iter().fold(Form::new(), |form, (name, value)| form.text(name.clone(), value.clone()));
    fields.part("file", Part::bytes(bytes.to_vec()).file_name(name.to_owned()))
}

/// A frame of the socket, its answer told as a page would: joined 200, refused 403, missing 404, no socket 401.
async fn live(scene: &Scene<'_>, actor: &Actor, ask: &Ask, frame: &str) -> Answer {
    let room: RoomId = ask.params[0].1.parse().expect("a room");
    let mut line = match actor.dial(Some(&actor.address)).await {
        Ok(line) => line,
        Err(status) => return Answer::status(status),
    };
    let heard = match frame {
        "join" => line.join(room, 0).await,
        "earlier" => {
            line.say(&Say::Earlier { room, before: i64::MAX }).await;
            line.until(|t| matches!(t, Tell::History { .. } | Tell::Refused { .. })).await
        }
        "seen" => {
            line.say(&Say::Seen { room, seq: 1 }).await;
            // What is always refused comes behind it: a room in which nothing is left to see is open all the same.
            line.say(&Say::Earlier { room: RoomId(uuid::Uuid::nil()), before: 1 }).await;
            match line.until(|t| matches!(t, Tell::Unread { .. } | Tell::Refused { .. })).await {
                Heard::Told(Tell::Refused { room: other, .. }) if other != room => return Answer::status(200),
                heard => heard,
            }
        }
        "call" | "signal" => return Answer::status(in_call(&mut line, ConsultId(room.0), scene, frame).await),
        "watch" => {
            line.say(&Say::Watch { session: SessionId(room.0), after: 0 }).await;
            // What is always refused comes behind it: an hour that has nothing to tell is open all the same.
            line.say(&Say::Earlier { room: RoomId(uuid::Uuid::nil()), before: 1 }).await;
            return Answer::status(match line.until(|t| matches!(t, Tell::HourGone { .. } | Tell::Refused { .. })).await {
                Heard::Told(Tell::HourGone { .. }) => GONE,
                Heard::Told(Tell::Refused { .. }) => 200,
                other => panic!("the socket said {other:?}"),
            });
        }
        _ => match line.send(room, scene.once(), "Good morning").await {
            Ok(_) => return Answer::status(200),
            Err(heard) => heard,
        },
    };
    Answer::status(match heard {
        Heard::Told(Tell::Joined { .. } | Tell::History { .. } | Tell::Unread { .. }) => 200,
        Heard::Told(Tell::Refused { word, .. }) if word == "missing" => 404,
        Heard::Told(Tell::Refused { word, .. }) if word == "refused" => 403,
        other => panic!("the socket said {other:?}"),
    })
}

/// Comes into a call, or tells the other's browser something from a seat in it.
async fn in_call(line: &mut Line, call: ConsultId, scene: &Scene<'_>, frame: &str) -> u16 {
    let told = |tell: Option<CallTell>| match tell {
        Some(CallTell::Call { .. }) => 200,
        Some(CallTell::CallRefused { word, .. }) if word == "missing" => 404,
        Some(CallTell::CallRefused { word, .. }) if word == "refused" => 403,
        Some(CallTell::CallGone { .. }) => GONE,
        other => panic!("the socket said {other:?}"),
    };
    let seat = scene.once();
    let came = line.sit(call, seat).await;
    if frame == "call" {
        return told(came);
    }
    line.say_call(&CallSay::Signal { call, seat, to: scene.once(), signal: Signal::Offer("v=0".to_owned()) }).await;
    // What is always refused comes behind it: a signal to nobody is let through, and says nothing.
    let nowhere = ConsultId(uuid::Uuid::nil());
    line.say_call(&CallSay::Call { call: nowhere, seat: None }).await;
    match line.until_call(|t| matches!(t, CallTell::CallRefused { .. } | CallTell::CallGone { .. })).await {
        Some(CallTell::CallRefused { call, .. }) if call == nowhere => 200,
        other => told(other),
    }
}
