//! The consult line: pathways, roster, calls. Every try has a fresh pathway, open to everyone of the site, on which the on-call and the
//! place's host answer; next door and far away it is the host alone.

use backend::consults::calling::{self, Request};
use backend::consults::closing::{self, CloseOut, Closing};
use backend::consults::pathways::{self, Form};
use backend::consults::pearls::{self, Draft};
use backend::consults::{roster, swaps, thread};
use domain::id::{AccreditationId, ConsultId, PathwayId, ShiftId};
use uuid::Uuid;

use super::lay;
use crate::permissions::probe::Shape::{Place, Thing};
use crate::permissions::probe::{Ask, Probe, probe};
use crate::permissions::stage::Scene;

/// Three lines out of a call, and the text that their form showed.
const LINES: &[(&str, &str)] = &[("title", "Fear first"), ("body", "Ask what is feared before naming a dose"), ("version", "0")];
/// What stands in a thread.
const WORDS: &str = "A syringe driver, and two questions";

pub fn probes() -> Vec<Probe> {
    [lines(), rota(), asking(), answering(), talking(), after(), pearls_of_calls()].concat()
}

fn lines() -> Vec<Probe> {
    let edit = "POST /consult/pathways/{id}/edit";
    vec![
        probe("pathway.read", "GET /consult", lay!(Ask::plain())).of(Place),
        probe("pathway.read", "GET /consult/pathways/{id}", lay!(s => Ask::id(line(s).await))).wide(),
        probe("pathway.write", "GET /manage/programs/{id}/pathways", lay!(s => Ask::id(s.place.world.program))).unseen_by("PRFMLO"),
        probe("pathway.write", "POST /manage/programs/{id}/pathways", lay!(s => typed(Ask::id(s.place.world.program), s)))
            .unseen_by("PRFMLO"),
        probe("pathway.write", "GET /consult/pathways/{id}/edit", lay!(s => Ask::id(line(s).await))).wide(),
        probe("pathway.write", edit, lay!(s => typed(Ask::id(line(s).await), s).and(&[("version", "1")]))).wide(),
        probe("pathway.write", "POST /consult/pathways/{id}/people", lay!(s => person(s).await)).wide(),
        probe("consult.queue", "GET /consult/pathways/{id}/queue", lay!(s => Ask::id(line(s).await).hides("Hana"))).wide(),
        probe("consult.metrics", "GET /consult/pathways/{id}/report", lay!(s => Ask::id(line(s).await).hides("Hana"))).wide(),
    ]
}

fn rota() -> Vec<Probe> {
    vec![
        probe("roster.read", "GET /consult/pathways/{id}/roster", lay!(s => Ask::id(line(s).await))).wide(),
        probe("roster.write", "POST /consult/pathways/{id}/roster", lay!(s => new_shift(s).await)).wide(),
        probe("roster.write", "GET /consult/pathways/{id}/shifts/{shift}", lay!(s => shift(s).await)).wide(),
        probe(
            "roster.write",
            "POST /consult/pathways/{id}/shifts/{shift}",
            lay!(s => shift(s).await.and(&[("act", "remove"), ("version", "1")])),
        )
        .wide(),
        probe("roster.write", "POST /consult/pathways/{id}/shifts/{shift}/offer", lay!(s => shift(s).await)).wide(),
        probe("roster.take", "POST /consult/pathways/{id}/offers/{offer}", lay!(s => offer(s).await.and(&[("say", "take")]))).wide(),
        probe("roster.note", "POST /consult/pathways/{id}/notes", lay!(s => Ask::id(line(s).await).and(&[("note", "Two are open")])))
            .wide(),
        probe("roster.note", "POST /consult/pathways/{id}/notes/{note}", lay!(s => Ask::id(line(s).await).with("note", s.once()))).wide(),
        probe("oncall.page", "GET /oncall", lay!(s => { line(s).await; Ask::plain() })).of(Place),
        probe("oncall.page", "POST /oncall/away", lay!(s => { line(s).await; Ask::form(&[("hours", "")]) })).of(Place),
    ]
}

fn asking() -> Vec<Probe> {
    vec![
        probe("consult.request", "POST /consult", lay!(s => request(s).await)).of(Place),
        probe("consult.thread_read", "GET /consult/{id}", lay!(s => Ask::id(call(s).await).hides(WORDS))).of(Thing).unseen_by("PRFML"),
        probe("consult.thread_read", "GET /consult/{id}", lay!(s => Ask::id(call(s).await).shows(WORDS)))
            .of(Thing)
            .only("PRFMO")
            .unseen_by("PRFM"),
        probe("consult.thread_write", "POST /consult/{id}/messages", lay!(s => Ask::id(call(s).await).and(&[("text", "Thank you")])))
            .of(Thing)
            .unseen_by("PRFML"),
        probe("consult.give_up", "POST /consult/{id}/give-up", lay!(s => Ask::id(ring(s).await))).of(Thing).unseen_by("PRFML"),
        probe("consult.end", "POST /consult/{id}/hang-up", lay!(s => Ask::id(call(s).await))).of(Thing).unseen_by("PRFML"),
    ]
}

fn answering() -> Vec<Probe> {
    let accept = "consult.accept";
    vec![
        probe(accept, "POST /consult/{id}/answer", lay!(s => Ask::id(ring(s).await))).of(Thing).unseen_by("PRFML"),
        probe(accept, "POST /consult/{id}/pass", lay!(s => Ask::id(ring(s).await))).of(Thing).unseen_by("PRFML"),
        probe(
            accept,
            "POST /consult/{id}/close",
            lay!(s => Ask::id(call(s).await).and(&[("kind", "support"), ("reason", "pain"), ("outcome", "watched")])),
        )
        .of(Thing)
        .unseen_by("PRFML"),
    ]
}

/// What two browsers tell each other: the two of the call, and nobody else.
fn talking() -> Vec<Probe> {
    vec![
        probe("consult.talk", "LIVE call", lay!(s => Ask::id(call(s).await))).of(Thing).unseen_by("PRFML"),
        probe("consult.talk", "LIVE signal", lay!(s => Ask::id(call(s).await))).of(Thing).unseen_by("PRFML"),
    ]
}

fn pearls_of_calls() -> Vec<Probe> {
    let offered = "POST /consult/{id}/pearl/answer";
    vec![
        probe("pearl.write", "POST /consult/{id}/pearl", lay!(s => Ask::id(closed(s).await).and(LINES))).of(Thing).unseen_by("PRFML"),
        probe("pearl.settle", offered, lay!(s => Ask::id(pearl(s).await).and(&[("say", "decline"), ("version", "1")])))
            .of(Thing)
            .only("VPRFCMLA")
            .unseen_by("PRFML"),
        probe("pearl.settle", offered, lay!(s => Ask::id(pearl(s).await).and(&[("say", "back"), ("version", "1")])))
            .of(Thing)
            .only("O")
            .unseen_by("PRFML"),
    ]
}

fn after() -> Vec<Probe> {
    let (taps, words) = ("consult.close_out", "consult.reflect");
    vec![
        probe(
            taps,
            "POST /consult/{id}/close-out",
            lay!(s => Ask::id(over(s).await).and(&[("plan", "new"), ("referral", "avoided"), ("travel", "avoided"), ("value", "5")])),
        )
        .of(Thing)
        .unseen_by("PRFML"),
        probe(
            words,
            "POST /consult/{id}/reflection",
            lay!(s => Ask::id(over(s).await).and(&[("learned", "To ask first"), ("will_do", "To ask")])),
        )
        .of(Thing)
        .unseen_by("PRFML"),
        probe(words, "POST /consult/{id}/feedback", lay!(s => Ask::id(over(s).await).and(&[("rating", "5")]))).of(Thing).unseen_by("PRFML"),
        // It is asked a week later: until then whoever may answer it is told so.
        probe("consult.follow_up", "POST /consult/{id}/follow-up", lay!(s => Ask::id(over(s).await).and(&[("follow_up", "better")])))
            .of(Thing)
            .ok(409)
            .unseen_by("PRFML"),
    ]
}

fn form(s: &Scene<'_>) -> Form {
    Form {
        once: s.once(),
        name_en: format!("Line {}", s.stage.fresh()),
        opens_to: "everyone".to_owned(),
        zone: "America/Vancouver".to_owned(),
        ring_seconds: "45".to_owned(),
        dial_in: "1-844-555-0100".to_owned(),
        ..Form::default()
    }
}

/// The same as a page sends it.
fn typed(ask: Ask, s: &Scene<'_>) -> Ask {
    let form = form(s);
    ask.and(&[
        ("name_en", &form.name_en),
        ("opens_to", &form.opens_to),
        ("zone", &form.zone),
        ("ring_seconds", &form.ring_seconds),
        ("dial_in", &form.dial_in),
    ])
}

/// Who answers here: the on-call of the cast, where they are assigned, and the host.
fn crew(s: &Scene<'_>) -> Vec<&'static str> {
    if s.slug() == s.stage.here.world.slug { vec!["odile", s.place.host] } else { vec![s.place.host] }
}

async fn line(s: &Scene<'_>) -> PathwayId {
    let (cx, ada) = (s.cx(), s.ada().await);
    let id = pathways::add(&cx, &ada, s.place.world.program, &form(s)).await.unwrap();
    for short in crew(s) {
        pathways::set_person(&cx, &ada, id, &s.place.world.email(short).await.unwrap(), true).await.unwrap();
    }
    id
}

async fn person(s: &Scene<'_>) -> Ask {
    let email = s.place.world.email(s.place.host).await.unwrap();
    Ask::id(line(s).await).and(&[("email", &email), ("answers", "yes")])
}

/// A shift of hours that nobody else has.
fn hours(s: &Scene<'_>, short: &str) -> roster::Form {
    let day = chrono::NaiveDate::from_ymd_opt(2030, 1, 1).unwrap() + chrono::Duration::days(i64::from(s.stage.fresh()));
    roster::Form {
        once: s.once(),
        person: s.place.world.id(short).to_string(),
        from_date: day.to_string(),
        from_time: "08:00".to_owned(),
        to_date: day.to_string(),
        to_time: "20:00".to_owned(),
        backup: false,
        beside: false,
    }
}

async fn new_shift(s: &Scene<'_>) -> Ask {
    let id = line(s).await;
    let form = hours(s, crew(s)[0]);
    Ask::id(id).and(&[
        ("person", &form.person),
        ("from_date", &form.from_date),
        ("from_time", &form.from_time),
        ("to_date", &form.to_date),
        ("to_time", &form.to_time),
    ])
}

/// The on-call's own shift where they are assigned, else the host's.
async fn shift(s: &Scene<'_>) -> Ask {
    let (id, shift) = shift_of(s, crew(s)[0]).await;
    Ask::id(id).with("shift", shift)
}

async fn shift_of(s: &Scene<'_>, short: &str) -> (PathwayId, ShiftId) {
    let id = line(s).await;
    (id, roster::add(&s.cx(), &s.ada().await, id, &hours(s, short)).await.unwrap())
}

/// A shift of the host's that is offered to all who answer.
async fn offer(s: &Scene<'_>) -> Ask {
    let (id, shift) = shift_of(s, s.place.host).await;
    let (cx, ada) = (s.cx(), s.ada().await);
    swaps::offer(&cx, &ada, id, shift, "").await.unwrap();
    let (_, line) = roster::one(&cx, &ada, id, shift).await.unwrap();
    Ask::id(id).with("offer", line.offered.unwrap())
}

async fn request(s: &Scene<'_>) -> Ask {
    let id = line(s).await;
    Ask::form(&[("pathway", &id.to_string()), ("mode", "phone"), ("urgency", "now")])
}

/// A call of its owner's that rings.
async fn ring(s: &Scene<'_>) -> ConsultId {
    let typed = Request { once: s.once(), mode: "phone".to_owned(), urgency: "now".to_owned(), ..Request::default() };
    let id = line(s).await;
    calling::request(&s.cx(), &s.mine_or_theirs().await, id, &typed).await.unwrap()
}

/// One that is on, with words in it.
async fn call(s: &Scene<'_>) -> ConsultId {
    let (cx, id) = (s.cx(), ring(s).await);
    thread::say(&cx, &s.mine_or_theirs().await, id, s.once(), WORDS, true).await.unwrap();
    calling::answer(&cx, &s.viewer(crew(s)[0]).await, id).await.unwrap();
    id
}

/// One that is over.
async fn over(s: &Scene<'_>) -> ConsultId {
    let (cx, id) = (s.cx(), call(s).await);
    calling::hang_up(&cx, &s.viewer(crew(s)[0]).await, id).await.unwrap();
    id
}

/// One that its on-call has closed.
async fn closed(s: &Scene<'_>) -> ConsultId {
    let (cx, id) = (s.cx(), call(s).await);
    let form = Closing { kind: "support".to_owned(), reason: "pain".to_owned(), outcome: "watched".to_owned(), ..Closing::default() };
    closing::close(&cx, &s.viewer(crew(s)[0]).await, id, &form).await.unwrap();
    id
}

/// One that earned its caller a credit under a record for calls: the record, and what was earned.
pub(super) async fn earned(s: &Scene<'_>) -> (AccreditationId, Uuid) {
    let (cx, record, id) = (s.cx(), s.record_of_calls().await, call(s).await);
    let form = Closing {
        kind: "support".to_owned(),
        reason: "pain".to_owned(),
        outcome: "watched".to_owned(),
        minutes: "20".to_owned(),
        ..Closing::default()
    };
    closing::close(&cx, &s.viewer(crew(s)[0]).await, id, &form).await.unwrap();
    let taps = CloseOut { plan: "new".to_owned(), referral: "avoided".to_owned(), travel: "avoided".to_owned(), value: "5".to_owned() };
    closing::close_out(&cx, &s.mine_or_theirs().await, id, &taps).await.unwrap();
    closing::reflect(&cx, &s.mine_or_theirs().await, id, "To ask first", "To ask", true).await.unwrap();
    let fresh = s.call_credits(record).await.into_iter().find(|entry| entry.revoked.is_none());
    (record, fresh.expect("the call earned").id)
}

/// One of which its on-call has written three lines.
async fn pearl(s: &Scene<'_>) -> ConsultId {
    let (cx, id) = (s.cx(), closed(s).await);
    let draft = Draft { title: "Fear first".to_owned(), body: "Ask what is feared".to_owned(), ..Draft::default() };
    pearls::offer(&cx, &s.viewer(crew(s)[0]).await, id, 0, &draft).await.unwrap();
    id
}
