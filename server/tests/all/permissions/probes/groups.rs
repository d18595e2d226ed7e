//! Small groups: plans, questionnaires, visits, payments, budgets.

use domain::funding::batch::BatchState;

use super::lay;
use crate::permissions::groups::{SHEET, TRIED};
use crate::permissions::probe::Shape::{Mine, Thing};
use crate::permissions::probe::{Ask, Probe, probe};
use crate::permissions::stage::Scene;

/// Those who see the group and to whom a single plan that is not theirs is not there: participants, leader, lead, administrator.
const PLAN: &str = "PRFLA";

pub fn probes() -> Vec<Probe> {
    [plans(), looking_back(), visits(), payments(), budgets()].concat()
}

/// In the small group of the place.
fn here(s: &Scene<'_>) -> Ask {
    Ask::plain().with("slug", &s.small().slug)
}

/// Of its session.
fn session(s: &Scene<'_>) -> Ask {
    here(s).with("id", s.small().session)
}

fn plans() -> Vec<Probe> {
    let form = "GET /cohorts/{slug}/group/{id}/plan";
    vec![
        probe("plan.write", form, lay!(s => session(s))),
        probe(
            "plan.write",
            "POST /cohorts/{slug}/group/{id}/plan",
            lay!(s => {
                s.plan(false).await;
                session(s).and(&SHEET).and(&[("do", "save"), ("version", &s.own_version().await.to_string())])
            }),
        ),
        probe("plan.write", "POST /cohorts/{slug}/plans/{id}/withdraw", lay!(s => here(s).with("id", s.plan(false).await)))
            .of(Thing)
            .unseen_by("PRFCMLA"),
        probe("plan.write", "POST /cohorts/{slug}/plans/{id}/reopen", lay!(s => here(s).with("id", s.plan(true).await)))
            .of(Thing)
            .unseen_by("PRFCMLA"),
        probe("plan.read", "GET /cohorts/{slug}/plans/{id}", lay!(s => here(s).with("id", s.plan(false).await)))
            .of(Thing)
            .only("VPRFCMA")
            .unseen_by(PLAN),
        probe("plan.read", "GET /cohorts/{slug}/group", lay!(s => here(s).hides(s.member_name().await))).only("L"),
        probe(
            "plan.review",
            "POST /cohorts/{slug}/plans/{id}/comments",
            lay!(s => {
                here(s).with("id", s.plan(false).await).and(&[("comment", "Who counts?"), ("once", &s.once().to_string())])
            }),
        )
        .of(Thing)
        .unseen_by(PLAN),
        // Its owner answers.
        probe(
            "plan.write",
            "POST /cohorts/{slug}/plans/{id}/comments",
            lay!(s => {
                here(s).with("id", s.plan(false).await).and(&[("comment", "The nurse does."), ("once", &s.once().to_string())])
            }),
        )
        .of(Thing)
        .only("VPRFLA")
        .unseen_by(PLAN),
        probe(
            "plan.review",
            "POST /cohorts/{slug}/plans/{id}/review",
            lay!(s => {
                s.approval(true).await;
                let plan = s.plan(false).await;
                here(s).with("id", plan).and(&[("do", "send_back"), ("comment", "Who counts?"), ("version", &s.plan_version(plan).await)])
            }),
        )
        .of(Thing)
        .unseen_by(PLAN),
        probe("group.join", "GET /groups", lay!(s => Ask::plain().lacks(s.member_name().await))).of(Mine),
        probe("group.join", "POST /groups/{slug}", lay!(s => here(s))).of(Mine),
        // And whoever joined leaves, so that the next one finds the group as it was.
        probe("group.join", "GET /groups/{slug}/leave", lay!(s => here(s))).of(Mine),
        probe("group.join", "POST /groups/{slug}/leave", lay!(s => here(s))).of(Mine),
        probe("group.write", "GET /cohorts/{slug}/group/settings", lay!(s => here(s))),
        probe(
            "group.write",
            "POST /cohorts/{slug}/group/settings",
            lay!(s => {
                here(s).and(&[("division", &format!("Division of {}", s.place.world.slug)), ("pay", "450"), ("self_join", "yes")])
            }),
        ),
    ]
}

fn looking_back() -> Vec<Probe> {
    let form = "GET /cohorts/{slug}/group/{id}/questionnaire";
    vec![
        probe("reflect.write", form, lay!(s => session(s))),
        probe(
            "reflect.write",
            "POST /cohorts/{slug}/group/{id}/questionnaire",
            lay!(s => {
                session(s).and(&[("kept-0", "done"), ("changed", "We ask.")])
            }),
        ),
        probe("reflect.read", "GET /cohorts/{slug}/questionnaires/{id}", lay!(s => here(s).with("id", s.reflection().await)))
            .of(Thing)
            .unseen_by("PRFCLA"),
        probe("reflect.status", "GET /cohorts/{slug}/group", lay!(s => here(s).hides(s.member_name().await))),
    ]
}

fn visits() -> Vec<Probe> {
    vec![
        probe(
            "mentor.assign",
            "POST /cohorts/{slug}/roles",
            lay!(s => {
                Ask::form(&[("role", "peer_mentor"), ("given", "yes"), ("person", &s.guest().await.to_string())])
            }),
        ),
        probe("visit.read", "GET /cohorts/{slug}/visits", lay!(s => here(s))),
        probe(
            "visit.book",
            "POST /cohorts/{slug}/visits",
            lay!(s => {
                let person = s.place.world.id(s.place.member).to_string();
                here(s).and(&[("person", &person), ("date", "2026-04-02"), ("time", "12:30"), ("way", "phone"), ("once", &s.once().to_string())])
            }),
        ),
        probe("visit.book", "POST /cohorts/{slug}/visits/{id}/cancel", lay!(s => here(s).with("id", s.practice_visit(false).await)))
            .of(Thing)
            .unseen_by(PLAN),
        probe(
            "mentor.note_write",
            "POST /cohorts/{slug}/visits/{id}",
            lay!(s => {
                here(s).with("id", s.practice_visit(false).await).and(&[("tried", TRIED)])
            }),
        )
        .of(Thing)
        .unseen_by(PLAN),
        probe(
            "mentor.note_read",
            "GET /cohorts/{slug}/visits/{id}",
            lay!(s => here(s).with("id", s.practice_visit(true).await).hides(TRIED)),
        )
        .of(Thing)
        .unseen_by(PLAN),
    ]
}

fn payments() -> Vec<Probe> {
    let step = "POST /cohorts/{slug}/payments/batches/{id}";
    vec![
        probe("claim.read", "GET /cohorts/{slug}/payments", lay!(s => here(s).hides(s.member_name().await))),
        probe(
            "claim.approve",
            "POST /cohorts/{slug}/payments",
            lay!(s => {
                s.eligible().await;
                here(s).and(&[("once", &s.once().to_string())])
            }),
        ),
        probe("claim.approve", step, lay!(s => here(s).with("id", s.payment_batch(BatchState::Exported).await).and(&[("do", "pay")]))),
        probe(
            "claim.approve",
            "GET /cohorts/{slug}/payments/batches/{id}/list.csv",
            lay!(s => {
                here(s).with("id", s.payment_batch(BatchState::Exported).await)
            }),
        ),
        probe(
            "claim.approve",
            "POST /cohorts/{slug}/payments/{id}/reverse",
            lay!(s => {
                here(s).with("id", s.payment().await).and(&[("reason", "Paid elsewhere")])
            }),
        ),
    ]
}

fn budgets() -> Vec<Probe> {
    vec![
        probe("budget.read", "GET /cohorts/{slug}/budget", lay!(s => here(s))),
        probe("budget.read", "GET /divisions/{id}", lay!(s => Ask::id(s.small().division))),
        probe(
            "budget.write",
            "POST /cohorts/{slug}/budget",
            lay!(s => {
                here(s).and(&[("line", "space"), ("act", "plan"), ("amount", "100")])
            }),
        ),
        probe(
            "budget.write",
            "POST /cohorts/{slug}/budget/{id}/reverse",
            lay!(s => {
                here(s).with("id", s.entry().await).and(&[("reason", "Wrong line")])
            }),
        ),
    ]
}
