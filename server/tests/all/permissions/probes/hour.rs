//! The session room: reading it, running it, taking part.

use backend::sessions::hour::{advice, notes, polls, queries, run, used};
use domain::id::{RecommendationId, SessionId};
use uuid::Uuid;

use super::lay;
use crate::permissions::makers::Life;
use crate::permissions::probe::{Ask, Probe, probe};
use crate::permissions::stage::Scene;

pub fn probes() -> Vec<Probe> {
    [reading(), running(), taking_part()].concat()
}

fn reading() -> Vec<Probe> {
    vec![
        probe("hour.read", "GET /cohorts/{slug}/sessions/{id}/hour", lay!(s => Ask::id(s.place.session))),
        probe("hour.notes_past", "GET /cohorts/{slug}/sessions/{id}/hour/notes/past", lay!(s => Ask::id(s.place.session))),
        probe("hour.read", "LIVE watch", lay!(s => Ask::id(s.place.session))),
        probe(
            "hour.notes",
            "POST /cohorts/{slug}/sessions/{id}/hour/notes",
            lay!(s => Ask::id(s.place.session).and(&[("notes", &format!("Line {}", s.stage.fresh())), ("base", "0")])),
        ),
    ]
}

fn running() -> Vec<Probe> {
    vec![
        probe("hour.run", "POST /cohorts/{slug}/sessions/{id}/hour/run", lay!(s => Ask::id(s.place.session).and(&[("act", "start")]))),
        probe("hour.run", "POST /cohorts/{slug}/sessions/{id}/hour/scribe", lay!(s => Ask::id(s.place.session).and(&[("person", "")]))),
        probe(
            "hour.run",
            "POST /cohorts/{slug}/sessions/{id}/hour/queue",
            lay!(s => Ask::id(s.place.session).and(&[("hand", &Uuid::nil().to_string()), ("act", "call")])),
        ),
        probe(
            "hour.run",
            "POST /cohorts/{slug}/sessions/{id}/hour/polls",
            lay!(s => {
                Ask::id(s.place.session).and(&[("question", "Ready?"), ("choice-0", "Yes"), ("choice-1", "No"), ("once", &s.once().to_string())])
            }),
        ),
        probe(
            "hour.run",
            "POST /cohorts/{slug}/sessions/{id}/hour/polls/{poll}",
            lay!(s => Ask::id(s.place.session).with("poll", s.poll().await.0).and(&[("act", "close")])),
        ),
        probe(
            "hour.run",
            "POST /cohorts/{slug}/sessions/{id}/hour/advice/{advice}",
            lay!(s => Ask::id(s.place.session).with("advice", s.point().await).and(&[("way", "up")])),
        ),
        probe(
            "hour.run",
            "POST /cohorts/{slug}/sessions/{id}/hour/groups",
            lay!(s => Ask::id(s.place.session).and(&[("act", "shuffle"), ("by", "groups"), ("n", "3")])),
        ),
        probe(
            "hour.run",
            "POST /cohorts/{slug}/sessions/{id}/hour/groups/place",
            lay!(s => Ask::id(s.place.session).and(&[("person", &s.member().to_string()), ("group", "")])),
        ),
    ]
}

fn taking_part() -> Vec<Probe> {
    vec![
        probe("hour.take", "POST /cohorts/{slug}/sessions/{id}/hour/hand", lay!(s => Ask::id(s.place.session).and(&[("act", "raise")]))),
        probe(
            "hour.take",
            "POST /cohorts/{slug}/sessions/{id}/hour/polls/{poll}/vote",
            lay!(s => {
                let (poll, choice) = s.poll().await;
                Ask::id(s.place.session).with("poll", poll).and(&[("choice", &choice.to_string()), ("on", "yes")])
            }),
        ),
        probe(
            "hour.take",
            "POST /cohorts/{slug}/sessions/{id}/hour/used",
            lay!(s => Ask::id(s.place.session).and(&[("used", "Sat down first")])),
        ),
        // No group is open: whoever may go there is told so.
        probe("hour.take", "POST /cohorts/{slug}/sessions/{id}/hour/groups/enter", lay!(s => Ask::id(s.place.session))).ok(409),
        probe(
            "hour.scribe",
            "POST /cohorts/{slug}/sessions/{id}/hour/advice",
            lay!(s => {
                s.hour_with_case().await;
                Ask::id(s.place.session).and(&[("recommendation", "Ask first."), ("side", "room"), ("once", &s.once().to_string())])
            }),
        ),
    ]
}

impl Scene<'_> {
    /// An open poll of the session, and one of its choices.
    pub async fn poll(&self) -> (Uuid, Uuid) {
        let (cx, host, once) = (self.cx(), self.host().await, self.once());
        let typed = polls::Typed { question: "Ready?".into(), choices: vec!["Yes".into(), "No".into()], several: false };
        polls::ask(&cx, &host, self.slug(), self.place.session, once, &typed).await.unwrap();
        let page = queries::page(&cx, &host, self.slug(), self.place.session).await.unwrap();
        let poll = page.view.polls.into_iter().find(|p| p.id == once).expect("the poll");
        (once, poll.choices[0].id)
    }

    /// The session whose notes somebody has written.
    pub async fn notes(&self) -> SessionId {
        let (cx, member) = (self.cx(), self.mine_or_theirs().await);
        notes::save(&cx, &member, self.slug(), self.place.session, 0, "Sit down first.").await.unwrap();
        self.place.session
    }

    /// The line of its owner in the round.
    pub async fn used(&self) -> Uuid {
        let (cx, member) = (self.cx(), self.mine_or_theirs().await);
        used::say(&cx, &member, self.slug(), self.place.session, "Sat down first").await.unwrap();
        let page = queries::page(&cx, &member, self.slug(), self.place.session).await.unwrap();
        page.view.used.into_iter().find(|u| member.is(u.who.id)).expect("the line").id
    }

    /// The hour runs, with a case that takes recommendations.
    async fn hour_with_case(&self) {
        let (cx, host, session) = (self.cx(), self.host().await, self.place.session);
        run::start(&cx, &host, self.slug(), session).await.unwrap();
        let case = self.case(Life::Scheduled).await.to_string();
        run::take_up(&cx, &host, self.slug(), session, &case).await.unwrap();
    }

    /// A recommendation written down in the hour.
    async fn point(&self) -> RecommendationId {
        self.hour_with_case().await;
        let (cx, host, once) = (self.cx(), self.host().await, self.once());
        advice::add(&cx, &host, self.slug(), self.place.session, once, ("Ask first.", "room", "")).await.unwrap();
        RecommendationId(once)
    }
}
