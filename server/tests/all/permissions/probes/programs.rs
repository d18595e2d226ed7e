//! Programs, cohorts, their people and roles.

use backend::programs::reach::Ask as Door;
use backend::programs::{enrolling, queries};
use domain::viewer::CohortRole::{Facilitator, PeerMentor};

use super::lay;
use crate::permissions::probe::Shape::Place;
use crate::permissions::probe::{Ask, Probe, probe};
use crate::permissions::stage::Scene;

pub const COHORT: [(&str, &str); 5] =
    [("starts_on", "2025-12-01"), ("ends_on", "2026-06-02"), ("capacity", "26"), ("zone", "America/Vancouver"), ("language", "en")];

pub fn probes() -> Vec<Probe> {
    let mut all = vec![
        probe("program.read_public", "GET /programs/{slug}", lay!(s => Ask::plain().with("slug", program(s)))),
        probe("cohort.read", "GET /cohorts", lay!(s => Ask::plain().shows(format!("/cohorts/{}\"", s.slug())))),
        probe("cohort.read", "GET /cohorts/{slug}", lay!(Ask::plain().hides("Fatima Rahman"))),
        probe("cohort.write", "GET /manage", lay!(Ask::plain())).of(Place),
        probe("cohort.write", "GET /manage/hubs/new", lay!(Ask::plain())).of(Place),
        probe("cohort.write", "POST /manage/hubs/new", lay!(Ask::form(&[("name", "A hub"), ("zone", "America/Vancouver")]))).of(Place),
        probe("cohort.write", "GET /manage/programs/new", lay!(Ask::plain())).of(Place),
        probe("cohort.write", "POST /manage/programs/new", lay!(s => new_program(s).await)).of(Place),
        probe("cohort.write", "GET /manage/programs/{id}/cohorts/new", lay!(s => Ask::id(s.place.world.program))).unseen_by("PRFML"),
        probe("cohort.write", "POST /manage/programs/{id}/cohorts/new", lay!(s => new_cohort(s))).unseen_by("PRFML"),
        probe("cohort.write", "GET /manage/programs/{id}/edit", lay!(s => Ask::id(s.place.world.program))).unseen_by("PRFML"),
        probe("cohort.write", "POST /manage/programs/{id}/edit", lay!(s => Ask::id(s.place.world.program))).ok(422).unseen_by("PRFML"),
        probe("cohort.write", "GET /manage/hubs/{id}/edit", lay!(s => Ask::id(s.place.world.hub))).unseen_by("PRFML"),
        probe("cohort.write", "POST /manage/hubs/{id}/edit", lay!(s => Ask::id(s.place.world.hub))).ok(422).unseen_by("PRFML"),
        probe("cohort.write", "GET /cohorts/{slug}/manage", lay!(Ask::plain())),
        probe("cohort.write", "POST /cohorts/{slug}/manage", lay!(s => cohort(s).await)),
        probe("cohort.write", "POST /cohorts/{slug}/archive", lay!(Ask::form(&[("archived", "no")]))),
        probe(
            "role.assign_privileged",
            "POST /manage/programs/{id}/grants",
            lay!(s => {
                Ask::id(s.place.world.program).and(&[("kind", "lead"), ("given", "yes"), ("person", &s.guest().await.to_string())])
            }),
        )
        .unseen_by("PRFML"),
    ];
    all.extend(people());
    all
}

fn people() -> Vec<Probe> {
    vec![
        probe("profile.read_card", "GET /cohorts/{slug}/people", lay!(s => Ask::plain().shows(s.member_name().await))),
        probe("cohort.members_list", "GET /cohorts/{slug}/people", lay!(Ask::plain())),
        probe("acct.invite", "POST /cohorts/{slug}/people", lay!(s => newcomer(s))),
        probe("cohort.members_write", "POST /cohorts/{slug}/people", lay!(s => newcomer(s))),
        probe(
            "cohort.members_write",
            "POST /cohorts/{slug}/people/remove",
            lay!(s => {
                Ask::form(&[("person", &s.guest().await.to_string())])
            }),
        ),
        probe(
            "cohort.members_write",
            "GET /cohorts/{slug}/people/remove",
            lay!(s => Ask::plain().query(format!("person={}", s.guest().await))),
        ),
        probe("cohort.members_write", "POST /cohorts/{slug}/people/back", lay!(s => left(s).await)),
        probe("acct.invite", "POST /cohorts/{slug}/people/invite", lay!(s => Ask::form(&[("person", &s.member().to_string())]))).ok(409),
        probe("import.participants", "GET /cohorts/{slug}/people/import", lay!(Ask::plain())),
        probe("import.participants", "POST /cohorts/{slug}/people/import", lay!(s => file_of_people(s))),
        probe(
            "role.assign_member",
            "POST /cohorts/{slug}/roles",
            lay!(s => {
                Ask::form(&[("person", &s.guest().await.to_string()), ("role", "peer_mentor"), ("given", "yes")])
            }),
        ),
        probe(
            "role.assign_member",
            "POST /cohorts/{slug}/roles",
            lay!(s => {
                Ask::form(&[("person", &s.guest_as(PeerMentor).await.to_string()), ("role", "peer_mentor"), ("given", "no")])
            }),
        ),
        probe(
            "role.assign_privileged",
            "POST /cohorts/{slug}/roles",
            lay!(s => {
                Ask::form(&[("person", &s.guest().await.to_string()), ("role", "facilitator"), ("given", "yes")])
            }),
        ),
        probe(
            "role.assign_privileged",
            "POST /cohorts/{slug}/roles",
            lay!(s => {
                Ask::form(&[("person", &s.guest_as(Facilitator).await.to_string()), ("role", "facilitator"), ("given", "no")])
            }),
        ),
    ]
}

fn program(s: &Scene<'_>) -> &'static str {
    if std::ptr::eq(s.place, &raw const s.stage.far) { "pain" } else { "psp" }
}

async fn new_program(s: &Scene<'_>) -> Ask {
    let hub = queries::hubs(&s.cx()).await.unwrap()[0].0.to_string();
    Ask::form(&[("hub", &hub), ("name", "Grief ECHO"), ("short_code", &code(s)), ("once", &s.once().to_string())])
}

/// Six letters that no program has.
fn code(s: &Scene<'_>) -> String {
    let n = usize::try_from(s.stage.fresh()).unwrap();
    (0..6u32).map(|i| char::from(b'A' + u8::try_from(n / 26_usize.pow(i) % 26).unwrap())).collect()
}

fn new_cohort(s: &Scene<'_>) -> Ask {
    Ask::id(s.place.world.program).and(&COHORT).and(&[("name", "Spring"), ("once", &s.once().to_string())])
}

/// The cohort's own settings, as they are.
async fn cohort(s: &Scene<'_>) -> Ask {
    let view = queries::cohort(&s.cx(), &s.ada().await, s.slug(), Door::Manage).await.unwrap();
    Ask::form(&COHORT).and(&[("name", &view.reached.name), ("version", &view.version.to_string())])
}

fn newcomer(s: &Scene<'_>) -> Ask {
    Ask::form(&[("email", &format!("new{}@example.org", s.stage.fresh())), ("name", "A Newcomer")])
}

/// Somebody who was taken out.
async fn left(s: &Scene<'_>) -> Ask {
    let guest = s.guest().await;
    enrolling::remove(&s.cx(), &s.ada().await, s.slug(), guest).await.unwrap();
    Ask::form(&[("person", &guest.to_string())])
}

fn file_of_people(s: &Scene<'_>) -> Ask {
    let rows = format!("name,email\nA Row,row{}@example.org\n", s.stage.fresh());
    Ask::form(&[("act", "write")]).file("people.csv", rows.as_bytes())
}
