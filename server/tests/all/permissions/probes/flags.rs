//! Flags, mending, blotting out, and the breach book, for each kind of thing.

use super::lay;
use crate::permissions::makers::Life;
use crate::permissions::probe::Shape::{Others, Thing};
use crate::permissions::probe::{Ask, Probe, probe};
use crate::permissions::stage::Scene;

const FLAG: &str = "POST /cohorts/{slug}/flags/{kind}/{id}";
const REDACT: &str = "POST /cohorts/{slug}/redact/{kind}/{id}";

pub fn probes() -> Vec<Probe> {
    [raising(), desk(), blotting(), mending()].concat()
}

fn raising() -> Vec<Probe> {
    vec![
        probe("forum.flag", "GET /cohorts/{slug}/flags/{kind}/{id}", lay!(s => post(s).await)).of(Others),
        probe("forum.flag", FLAG, lay!(s => post(s).await.and(&[("kind", "unkind"), ("reason", "Reads harshly")]))).of(Others),
        probe("forum.flag", FLAG, lay!(s => case(s).await.and(&[("kind", "patient"), ("reason", "A name")]))).of(Others),
        probe("forum.flag", FLAG, lay!(s => at("recommendation", s.advice().await).and(&[("kind", "patient"), ("reason", "A name")])))
            .of(Others),
        probe("forum.flag", FLAG, lay!(s => at("message", s.message().await).and(&[("kind", "patient"), ("reason", "A name")]))).of(Others),
        probe("forum.flag", FLAG, lay!(s => at("poll", s.poll().await.0).and(&[("kind", "unkind"), ("reason", "Harsh")])))
            .of(Others)
            .only("VPRCMLA"),
        probe("forum.flag", FLAG, lay!(s => at("notes", s.notes().await).and(&[("kind", "unkind"), ("reason", "Harsh")]))).of(Others),
        probe("forum.flag", FLAG, lay!(s => at("used", s.used().await).and(&[("kind", "unkind"), ("reason", "Harsh")]))).of(Others),
        // A message between two: whoever is neither of them does not learn that it is there.
        probe("forum.flag", FLAG, lay!(s => at("message", s.whisper().await).and(&[("kind", "unkind"), ("reason", "Harsh")])))
            .of(Others)
            .only("VLA"),
    ]
}

fn desk() -> Vec<Probe> {
    vec![
        probe("forum.flags_read", "GET /cohorts/{slug}/flags", lay!(Ask::plain())),
        probe("breach.read", "GET /cohorts/{slug}/breaches", lay!(Ask::plain())),
        probe("forum.moderate", "POST /cohorts/{slug}/flags/{kind}/{id}/restore", lay!(s => post(s).await)).of(Others),
        probe("forum.moderate", "POST /cohorts/{slug}/flags/{kind}/{id}/settle", lay!(s => post(s).await)).of(Others),
        // Between two, staff look after the one message that they were asked about.
        probe("forum.moderate", "POST /cohorts/{slug}/flags/{kind}/{id}/restore", lay!(s => at("message", s.hidden_whisper().await)))
            .of(Others)
            .unseen_by("PRM"),
    ]
}

fn blotting() -> Vec<Probe> {
    vec![
        probe("forum.redact_phi", "GET /cohorts/{slug}/redact/{kind}/{id}", lay!(s => post(s).await)).of(Others),
        probe("forum.redact_phi", REDACT, lay!(s => post(s).await.and(&[("passages", "Norbert")]))).of(Others),
        probe("forum.redact_phi", REDACT, lay!(s => case(s).await.and(&[("passages", "seventies")]))).of(Others),
        probe("forum.redact_phi", REDACT, lay!(s => at("recommendation", s.advice().await).and(&[("whole", "yes")]))).of(Others),
        probe("forum.redact_phi", REDACT, lay!(s => at("message", s.message().await).and(&[("whole", "yes")]))).of(Others),
        probe("forum.redact_phi", REDACT, lay!(s => at("poll", s.poll().await.0).and(&[("whole", "yes")]))).of(Others),
        probe("forum.redact_phi", REDACT, lay!(s => at("message", s.hidden_whisper().await).and(&[("whole", "yes")])))
            .of(Others)
            .unseen_by("PRM"),
    ]
}

/// Everybody's own, and only their own.
fn mending() -> Vec<Probe> {
    vec![
        probe("flag.mend", "GET /cohorts/{slug}/flags/{kind}/{id}/mend", lay!(s => at("post", s.hidden_post().await))).of(Thing).ok(303),
        probe(
            "flag.mend",
            "POST /cohorts/{slug}/flags/{kind}/{id}/mend",
            lay!(s => at("message", s.hidden_message().await).and(&[("text", "Good evening")])),
        )
        .of(Thing),
        probe("flag.mend", "GET /cohorts/{slug}/flags/{kind}/{id}/mend", lay!(s => at("message", s.hidden_whisper().await)))
            .of(Thing)
            .only("VLA"),
    ]
}

fn at(kind: &str, id: impl ToString) -> Ask {
    Ask::id(id).with("kind", kind)
}

async fn post(s: &Scene<'_>) -> Ask {
    at("post", s.post().await)
}

async fn case(s: &Scene<'_>) -> Ask {
    at("case", s.case(Life::Presented).await)
}
