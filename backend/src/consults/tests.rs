#![allow(clippy::unwrap_used, clippy::panic)]
mod after;
mod doors;
mod earning;
mod half_year;
mod line;
mod pearls;
mod rota;
mod talk;
mod weeks;

use chrono::{DateTime, Duration, Utc};
use domain::consults::State;
use domain::id::{ConsultId, PathwayId};
use sea_orm::EntityTrait;

use super::calling::{self, Request};
use super::pathways::{self, Form};
use super::roster;
use super::tables::{consult_hops, consults};
use crate::testing::Bench;
use crate::world::World;
use crate::{Cx, Result};

async fn world(bench: &Bench) -> World {
    World::found(&bench.cx).await.unwrap()
}

fn form(cx: &Cx) -> Form {
    Form {
        once: cx.new_id(),
        name_en: "RUDi".to_owned(),
        name_fr: "RUDi".to_owned(),
        scope_en: "Urgent and emergency support".to_owned(),
        always: true,
        start_here: true,
        opens_to: "everyone".to_owned(),
        zone: "America/Vancouver".to_owned(),
        ring_seconds: "45".to_owned(),
        video_url: "https://meet.example.org/{call}".to_owned(),
        dial_in: "1-844-555-0100".to_owned(),
        ..Form::default()
    }
}

/// A pathway that these people answer.
async fn pathway(w: &World, crew: &[&str]) -> PathwayId {
    let corinne = w.viewer("corinne").await.unwrap();
    let id = pathways::add(&w.cx, &corinne, w.program, &form(&w.cx)).await.unwrap();
    for short in crew {
        pathways::set_person(&w.cx, &corinne, id, &w.email(short).await.unwrap(), true).await.unwrap();
    }
    id
}

/// On shift from the pathway's day on, for so many hours.
async fn on_shift(w: &World, id: PathwayId, short: &str, backup: bool) {
    let corinne = w.viewer("corinne").await.unwrap();
    let typed = shift(w, short, ("2026-03-26", "00:00"), ("2026-03-28", "00:00"), backup);
    roster::add(&w.cx, &corinne, id, &typed).await.unwrap();
}

fn shift(w: &World, short: &str, from: (&str, &str), to: (&str, &str), backup: bool) -> roster::Form {
    roster::Form {
        once: w.cx.new_id(),
        person: w.id(short).to_string(),
        from_date: from.0.to_owned(),
        from_time: from.1.to_owned(),
        to_date: to.0.to_owned(),
        to_time: to.1.to_owned(),
        backup,
        beside: false,
    }
}

/// The usual line: Odile is on shift, Gilles is her backup, Fatima and Johanna answer, too.
async fn usual(w: &World) -> PathwayId {
    let id = pathway(w, &["odile", "gilles", "fatima", "johanna"]).await;
    on_shift(w, id, "odile", false).await;
    on_shift(w, id, "gilles", true).await;
    id
}

async fn ask(w: &World, cx: &Cx, short: &str, id: PathwayId) -> Result<ConsultId> {
    calling::request(cx, &w.viewer(short).await.unwrap(), id, &typed(cx)).await
}

fn typed(cx: &Cx) -> Request {
    Request { once: cx.new_id(), mode: "phone".to_owned(), urgency: "now".to_owned(), ..Request::default() }
}

async fn row(cx: &Cx, id: ConsultId) -> consults::Model {
    consults::Entity::find_by_id(id).one(cx.db()).await.unwrap().unwrap()
}

async fn state(cx: &Cx, id: ConsultId) -> State {
    super::reach::state_of(&row(cx, id).await)
}

/// Who rings now, by short name.
async fn rings(w: &World, id: ConsultId) -> Vec<String> {
    let hops = consult_hops::Entity::find().all(w.cx.db()).await.unwrap();
    let now = hops.iter().filter(|h| h.consult_id == id && h.state == "rings");
    let short = |p| w.people.iter().find(|(_, id)| **id == p).map(|(name, _)| name.clone()).unwrap();
    let mut names: Vec<String> = now.map(|h| short(h.person_id)).collect();
    names.sort();
    names
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn seconds(n: i64) -> Duration {
    Duration::seconds(n)
}
