//! Cases: written, judged, scheduled, talked about, taken back.

use super::lay;
use crate::permissions::makers::{CASE, DOUBTFUL, Life, PIXEL};
use crate::permissions::probe::Shape::{Mine, Others, Place, Thing};
use crate::permissions::probe::{Ask, Probe, probe};
use crate::permissions::stage::Scene;

/// The roles to whom a draft is not there: everybody who sees the cohort's cases at all.
const DRAFT: &str = "PRFCM";
/// The roles to whom a case is not there before it is scheduled.
const UNPUBLISHED: &str = "PRM";
/// The roles to whom a withdrawn case is not there.
const WITHDRAWN: &str = "PRFM";

pub fn probes() -> Vec<Probe> {
    [writing(), attaching(), judging(), talking(), ending(), around()].concat()
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

/// Pictures and papers: its presenter's to put in and take out; to be opened by whoever may read the case.
fn attaching() -> Vec<Probe> {
    let at = "GET /cohorts/{slug}/cases/{id}/attachments/{file}";
    vec![
        probe("case.draft_rw", "GET /cohorts/{slug}/cases/{id}/attachments", lay!(s => draft(s).await)).of(Thing).unseen_by(DRAFT),
        probe(
            "case.draft_rw",
            "POST /cohorts/{slug}/cases/{id}/attachments",
            lay!(s => draft(s).await.and(&[("attested", "yes"), ("once", &s.once().to_string())]).file("scan.png", PIXEL)),
        )
        .of(Thing)
        .unseen_by(DRAFT),
        probe(
            "case.draft_rw",
            "POST /cohorts/{slug}/cases/{id}/attachments/{file}/attest",
            lay!(s => picture(s, Life::Draft).await.and(&[("attested", "yes")])),
        )
        .of(Thing)
        .unseen_by(DRAFT),
        probe("case.draft_rw", "POST /cohorts/{slug}/cases/{id}/attachments/{file}/remove", lay!(s => picture(s, Life::Draft).await))
            .of(Thing)
            .unseen_by(DRAFT),
        probe("case.draft_rw", at, lay!(s => picture(s, Life::Draft).await)).of(Thing).unseen_by(DRAFT),
        probe("case.read_unpublished", at, lay!(s => picture(s, Life::Submitted).await)).of(Thing).unseen_by(UNPUBLISHED),
        probe("case.read_published", at, lay!(s => picture(s, Life::Scheduled).await)).of(Others),
    ]
}

/// The program's form, what became of the advice, and a case that comes back.
fn around() -> Vec<Probe> {
    vec![
        probe("case.form", "GET /manage/programs/{id}/case-form", lay!(s => Ask::id(s.place.world.program))).of(Place),
        probe(
            "case.form",
            "POST /manage/programs/{id}/case-form",
            lay!(s => {
                let now = backend::cases::forms::newest(s.cx().db(), s.place.world.program).await.unwrap().version.to_string();
                let label = format!("Story {}", s.stage.fresh());
                let kept: Vec<(String, String)> = domain::cases::CaseForm::first()
                    .sections
                    .iter()
                    .enumerate()
                    .flat_map(|(i, s)| {
                        let required = if s.required { "yes" } else { "" };
                        [(format!("key-{i}"), s.key.clone()), (format!("label_en-{i}"), s.label[0].clone()), (format!("label_fr-{i}"), s.label[1].clone()),
                         (format!("long-{i}"), "yes".to_owned()), (format!("required-{i}"), required.to_owned())]
                    })
                    .collect();
                let fields: Vec<(&str, &str)> = kept.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
                Ask::id(s.place.world.program).and(&fields).and(&[("version", &now), ("label_en-9", &label), ("label_fr-9", "Récit")])
            }),
        )
        .of(Place),
        probe("case.outcomes", "GET /cohorts/{slug}/cases/outcomes", lay!(Ask::plain())),
        probe(
            "case.again",
            "POST /cohorts/{slug}/cases/{id}/again",
            lay!(s => Ask::id(s.case(Life::Presented).await).and(&[("once", &s.once().to_string())])),
        )
        .of(Thing),
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

async fn picture(s: &Scene<'_>, life: Life) -> Ask {
    let (case, file) = s.case_with_picture(life).await;
    Ask::id(case).with("file", file)
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
    Ask::id(case).and(&[("do", "approve"), ("read", "yes"), ("recognizable", "no"), ("version", &s.version_of(case).await.to_string())])
}

async fn answered(s: &Scene<'_>) -> Ask {
    let case = s.case(Life::Scheduled).await;
    let question = s.question(case).await;
    Ask::id(case).with("question", question).and(&[(&format!("answer-{question}"), "A trained interpreter.")])
}
