//! Cases: written, judged, scheduled, talked about, taken back.

use super::lay;
use crate::permissions::makers::{CASE, DOUBTFUL, Life};
use crate::permissions::probe::Shape::{Mine, Others, Thing};
use crate::permissions::probe::{Ask, Probe, probe};
use crate::permissions::stage::Scene;

/// The roles to whom a draft is not there: everybody who sees the cohort's cases at all.
const DRAFT: &str = "PRFCM";
/// The roles to whom a case is not there before it is scheduled.
const UNPUBLISHED: &str = "PRM";
/// The roles to whom a withdrawn case is not there.
const WITHDRAWN: &str = "PRFM";

pub fn probes() -> Vec<Probe> {
    [writing(), judging(), talking(), ending()].concat()
}

fn writing() -> Vec<Probe> {
    let edit = "POST /cohorts/{slug}/cases/{id}/edit";
    vec![
        probe("case.draft_create", "GET /cohorts/{slug}/cases/new", lay!(Ask::plain())),
        probe(
            "case.draft_create",
            "POST /cohorts/{slug}/cases/new",
            lay!(s => {
                Ask::form(&CASE).and(&[("do", "save"), ("once", &s.once().to_string())])
            }),
        ),
        probe("case.draft_rw", "GET /cohorts/{slug}/cases/{id}", lay!(s => draft(s).await)).of(Thing).unseen_by(DRAFT),
        probe("case.draft_rw", "GET /cohorts/{slug}/cases/{id}/edit", lay!(s => draft(s).await)).of(Thing).unseen_by(DRAFT),
        probe("case.draft_rw", edit, lay!(s => draft(s).await.and(&CASE).and(&[("do", "save")]))).of(Thing).unseen_by(DRAFT),
        probe("case.submit", edit, lay!(s => draft(s).await.and(&CASE).and(&[("do", "submit")]))).of(Thing).unseen_by(DRAFT),
        probe("case.warn_resolve", edit, lay!(s => resolved(s).await)).of(Thing).unseen_by(DRAFT),
    ]
}

fn judging() -> Vec<Probe> {
    vec![
        probe("case.read_unpublished", "GET /cohorts/{slug}/cases/{id}", lay!(s => Ask::id(s.case(Life::Submitted).await)))
            .of(Thing)
            .unseen_by(UNPUBLISHED),
        // Kind and place of what was found, never the words. Its presenter sees them in the form.
        probe("case.findings_read", "GET /cohorts/{slug}/cases/{id}/review", lay!(s => Ask::id(s.case(Life::Submitted).await)))
            .of(Others)
            .unseen_by(UNPUBLISHED),
        probe(
            "case.findings_read",
            "GET /cohorts/{slug}/cases/{id}/edit",
            lay!(s => {
                Ask::id(s.doubtful_draft().await).shows("finding is-warn")
            }),
        )
        .of(Mine)
        .only("R"),
        probe("case.second_review", "GET /cohorts/{slug}/cases/{id}/review", lay!(s => Ask::id(s.case(Life::Submitted).await)))
            .of(Others)
            .unseen_by(UNPUBLISHED),
        probe("case.second_review", "POST /cohorts/{slug}/cases/{id}/review", lay!(s => approval(s).await))
            .of(Others)
            .unseen_by(UNPUBLISHED),
        probe("case.publish", "GET /cohorts/{slug}/cases/{id}/schedule", lay!(s => Ask::id(s.case(Life::Approved).await)))
            .of(Others)
            .unseen_by(UNPUBLISHED),
        probe(
            "case.publish",
            "POST /cohorts/{slug}/cases/{id}/schedule",
            lay!(s => {
                Ask::id(s.case(Life::Approved).await).and(&[("session", &s.place.session.to_string())])
            }),
        )
        .of(Others)
        .unseen_by(UNPUBLISHED),
        probe("case.publish", "POST /cohorts/{slug}/cases/{id}/present", lay!(s => Ask::id(s.case(Life::Scheduled).await))).of(Others),
        probe("case.history_read", "GET /cohorts/{slug}/cases/{id}/history", lay!(s => Ask::id(s.case(Life::Scheduled).await))).of(Thing),
    ]
}

fn talking() -> Vec<Probe> {
    let answer = "POST /cohorts/{slug}/cases/{id}/questions/{question}";
    vec![
        probe("case.read_published", "GET /cohorts/{slug}/cases", lay!(Ask::plain())),
        probe("case.read_published", "GET /cohorts/{slug}/cases/{id}", lay!(s => Ask::id(s.case(Life::Scheduled).await))).of(Others),
        probe("case.read_published", "GET /cohorts/{slug}/cases/{id}/letter", lay!(s => Ask::id(s.case(Life::Presented).await))).of(Others),
        probe(
            "case.comment",
            "POST /cohorts/{slug}/cases/{id}/questions",
            lay!(s => {
                Ask::id(s.case(Life::Scheduled).await).and(&[("ask", "Who interprets?"), ("once", &s.once().to_string())])
            }),
        )
        .of(Others),
        probe(
            "case.comment",
            "POST /cohorts/{slug}/cases/{id}/recommendations",
            lay!(s => {
                Ask::id(s.case(Life::Presented).await).and(&[("recommendation", "Sit down first."), ("once", &s.once().to_string())])
            }),
        )
        .of(Others),
        probe("case.answer", answer, lay!(s => answered(s).await)).of(Thing),
        probe("case.letter_write", "GET /cohorts/{slug}/cases/{id}/letter/write", lay!(s => Ask::id(s.case(Life::Presented).await)))
            .of(Others),
        probe(
            "case.letter_write",
            "POST /cohorts/{slug}/cases/{id}/letter/write",
            lay!(s => {
                Ask::id(s.case(Life::Presented).await).and(&[("do", "sign"), ("seen", "0"), ("letter", "Thank you. Sit down first.")])
            }),
        )
        .of(Others),
        probe("case.export", "GET /cohorts/{slug}/cases/{id}/letter.pdf", lay!(s => Ask::id(s.signed().await).shows("%PDF-1.7"))).of(Thing),
        probe("case.follow_up", "GET /cohorts/{slug}/cases/{id}/follow-up", lay!(s => Ask::id(s.case(Life::Presented).await))).of(Thing),
        probe(
            "case.follow_up",
            "POST /cohorts/{slug}/cases/{id}/follow-up",
            lay!(s => {
                Ask::id(s.case(Life::Presented).await).and(&[("used", "partly"), ("happened", "They talked.")])
            }),
        )
        .of(Thing),
    ]
}

fn ending() -> Vec<Probe> {
    vec![
        probe("case.withdraw", "POST /cohorts/{slug}/cases/{id}/withdraw", lay!(s => Ask::id(s.case(Life::Scheduled).await))).of(Thing),
        probe("case.purge", "POST /cohorts/{slug}/cases/{id}/purge", lay!(s => Ask::id(s.case(Life::Withdrawn).await)))
            .of(Thing)
            .unseen_by(WITHDRAWN),
        // One's own draft, too; nobody else learns that there was one.
        probe("case.purge", "POST /cohorts/{slug}/cases/{id}/purge", lay!(s => Ask::id(s.case(Life::Draft).await))).of(Mine).only("R"),
    ]
}

async fn draft(s: &Scene<'_>) -> Ask {
    Ask::id(s.case(Life::Draft).await).and(&[("version", "1")])
}

/// Handed in, with the reason why what was found tells nobody who it is.
async fn resolved(s: &Scene<'_>) -> Ask {
    let (case, key) = (s.doubtful_draft().await, s.doubt().await);
    let (ok, why) = (format!("ok-{key}"), format!("why-{key}"));
    Ask::id(case).and(&CASE).and(&[("situation", DOUBTFUL), ("version", "1"), ("do", "submit"), (&ok, "yes"), (&why, "A day invented.")])
}

async fn approval(s: &Scene<'_>) -> Ask {
    let case = s.case(Life::Submitted).await;
    Ask::id(case).and(&[("do", "approve"), ("read", "yes"), ("version", &s.version_of(case).await.to_string())])
}

async fn answered(s: &Scene<'_>) -> Ask {
    let case = s.case(Life::Scheduled).await;
    let question = s.question(case).await;
    Ask::id(case).with("question", question).and(&[(&format!("answer-{question}"), "A trained interpreter.")])
}
