#![allow(clippy::unwrap_used, clippy::panic)]
use domain::viewer::{CohortRole, Grant};
use uuid::Uuid;

use super::commands::{self, CohortForm, NewHub, NewProgram};
use super::enrolling::{self, NewMember, Place};
use super::importing::{self, How};
use super::queries;
use super::reach::{Ask, cohort};
use super::roles;
use crate::testing::Bench;
use crate::world::World;
use crate::{Fault, both};

const PEOPLE: &[u8] = include_bytes!("../../../domain/golden/data/people.csv");

fn form(capacity: &str) -> CohortForm {
    CohortForm {
        name: "Autumn".into(),
        starts_on: "2026-04-01".into(),
        ends_on: "2026-10-01".into(),
        capacity: capacity.into(),
        zone: "America/Vancouver".into(),
        language: "en".into(),
    }
}

async fn world(bench: &Bench) -> World {
    World::found(&bench.cx).await.unwrap()
}

/// A fresh, empty cohort of 26 in the world's program.
async fn empty_cohort(w: &World) -> String {
    let corinne = w.viewer("corinne").await.unwrap();
    commands::open_cohort(&w.cx, &corinne, w.program, Uuid::from_u128(77), &form("26")).await.unwrap()
}

both! {
    async fn a_coordinator_opens_a_hub_a_program_and_a_cohort(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let hub = NewHub { name: "Northern Hub".into(), zone: "America/Vancouver".into() };
        let hub_id = commands::open_hub(&w.cx, &corinne, Uuid::from_u128(1), &hub).await.unwrap();
        assert_eq!(commands::open_hub(&w.cx, &corinne, Uuid::from_u128(1), &hub).await.unwrap(), hub_id, "sent twice, opened once");
        assert_eq!(queries::hubs(&w.cx).await.unwrap().len(), 2);
        let program = NewProgram { hub: Some(hub_id), name: "Grief ECHO".into(), short_code: "grf".into(), summary: String::new() };
        let id = commands::open_program(&w.cx, &corinne, Uuid::from_u128(2), &program).await.unwrap();
        let corinne = w.viewer("corinne").await.unwrap();
        assert!(corinne.coordinates(id), "whoever opens a program coordinates it");
        let slug = commands::open_cohort(&w.cx, &corinne, id, Uuid::from_u128(3), &form("12")).await.unwrap();
        assert_eq!(slug, "grf-2026-04");
        let amara = w.viewer("amara").await.unwrap();
        assert!(matches!(commands::open_hub(&w.cx, &amara, Uuid::from_u128(4), &hub).await, Err(Fault::Refused(_))));
        assert!(matches!(commands::open_cohort(&w.cx, &amara, id, Uuid::from_u128(5), &form("12")).await, Err(Fault::Missing)));
    }

    async fn a_cohort_of_strange_fields_is_refused_field_by_field(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let bad = CohortForm { name: " ".into(), starts_on: "2026-02-30".into(), ends_on: "soon".into(), capacity: "0".into(), zone: "Mars/Olympus".into(), language: "en".into() };
        let Err(Fault::Invalid(faults)) = commands::open_cohort(&w.cx, &corinne, w.program, Uuid::from_u128(9), &bad).await else { panic!("taken") };
        let fields: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["name", "starts_on", "ends_on", "capacity", "zone"]);
        let backwards = CohortForm { ends_on: "2026-03-01".into(), ..form("5") };
        let Err(Fault::Invalid(faults)) = commands::open_cohort(&w.cx, &corinne, w.program, Uuid::from_u128(9), &backwards).await else { panic!("taken") };
        assert_eq!(faults[0].word, "fault-ends-before");
    }

    async fn the_people_file_is_looked_at_refused_whole_and_taken_in_part(bench) {
        let w = world(&bench).await;
        let slug = empty_cohort(&w).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let look = importing::people(&w.cx, &corinne, &slug, PEOPLE, How::DryRun).await.unwrap();
        assert_eq!((look.written, look.rows.len(), look.counts()), (false, 29, (26, 3, 0)));
        assert_eq!(look.bad.iter().map(|f| (f.line, f.word.as_str())).collect::<Vec<_>>(), [(16, "fault-row-email"), (23, "fault-row-repeated")]);
        let whole = importing::people(&w.cx, &corinne, &slug, PEOPLE, How::AllOrNothing).await.unwrap();
        assert!(!whole.written && whole.bad == look.bad);
        assert_eq!(queries::members(&w.cx, &corinne, &slug).await.unwrap().1.len(), 0, "nothing was written");
        let part = importing::people(&w.cx, &corinne, &slug, PEOPLE, How::SkipBad).await.unwrap();
        assert_eq!((part.written, part.counts()), (true, (26, 3, 0)));
        let (_, members, _) = queries::members(&w.cx, &corinne, &slug).await.unwrap();
        assert_eq!(members.iter().filter(|m| m.state == "enrolled").count(), 26);
        assert_eq!(members.iter().filter_map(|m| m.waiting).collect::<Vec<_>>(), [1, 2, 3]);
        let again = importing::people(&w.cx, &corinne, &slug, PEOPLE, How::SkipBad).await.unwrap();
        assert_eq!(again.counts(), (0, 0, 29), "a second import changes nothing");
    }

    async fn the_waiting_list_moves_up_when_somebody_leaves(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let (_, before, _) = queries::members(&w.cx, &corinne, &w.slug).await.unwrap();
        let first = before.iter().find(|m| m.waiting == Some(1)).unwrap().id;
        enrolling::remove(&w.cx, &corinne, &w.slug, w.id("amara")).await.unwrap();
        enrolling::remove(&w.cx, &corinne, &w.slug, w.id("amara")).await.unwrap();
        let (_, after, _) = queries::members(&w.cx, &corinne, &w.slug).await.unwrap();
        assert_eq!(after.iter().find(|m| m.id == first).unwrap().state, "enrolled");
        assert_eq!(after.iter().filter(|m| m.state == "enrolled").count(), 26);
        assert!(matches!(cohort(w.cx.db(), &w.viewer("amara").await.unwrap(), &w.slug, Ask::Read).await, Err(Fault::Missing)));
        let back = NewMember { email: w.email("amara").await.unwrap(), name: "Amara Okafor".into(), ..NewMember::default() };
        assert!(matches!(enrolling::enrol(&w.cx, &corinne, &w.slug, &back).await.unwrap(), Place::Waiting(_)), "the place is taken now");
    }

    async fn capacity_is_never_passed_and_its_change_fills_places(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let view = queries::cohort(&w.cx, &corinne, &w.slug, Ask::Manage).await.unwrap();
        let Err(Fault::Invalid(faults)) = commands::change_cohort(&w.cx, &corinne, &w.slug, view.version, &form("25")).await else { panic!("taken") };
        assert_eq!(faults[0].word, "fault-capacity-small");
        commands::change_cohort(&w.cx, &corinne, &w.slug, view.version, &form("28")).await.unwrap();
        let after = queries::cohort(&w.cx, &corinne, &w.slug, Ask::Manage).await.unwrap();
        assert_eq!((after.enrolled, after.waiting), (28, 1));
        assert!(matches!(commands::change_cohort(&w.cx, &corinne, &w.slug, view.version, &form("40")).await, Err(Fault::Conflict(_))), "two at once");
    }

    async fn two_sign_ups_at_once_share_one_last_place(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let slug = commands::open_cohort(&w.cx, &corinne, w.program, Uuid::from_u128(7), &form("1")).await.unwrap();
        let guest = |n: u8| NewMember { email: format!("new{n}@example.org"), name: format!("New {n}"), ..NewMember::default() };
        let (a, b) = (guest(1), guest(2));
        let (one, two) = tokio::join!(enrolling::enrol(&w.cx, &corinne, &slug, &a), enrolling::enrol(&w.cx, &corinne, &slug, &b));
        let view = queries::cohort(&w.cx, &corinne, &slug, Ask::Manage).await.unwrap();
        assert_eq!((view.enrolled, view.waiting), (1, 1), "{one:?} {two:?}");
    }

    async fn roles_are_given_by_those_who_may_and_never_to_oneself(bench) {
        let w = world(&bench).await;
        let (corinne, ada, fatima) = (w.viewer("corinne").await.unwrap(), w.viewer("ada").await.unwrap(), w.viewer("fatima").await.unwrap());
        roles::assign(&w.cx, &corinne, &w.slug, w.id("amara"), CohortRole::PeerMentor, true).await.unwrap();
        assert!(w.viewer("amara").await.unwrap().has_role(w.cohort, CohortRole::PeerMentor));
        assert!(matches!(roles::assign(&w.cx, &corinne, &w.slug, w.id("amara"), CohortRole::Facilitator, true).await, Err(Fault::Refused(_))));
        assert!(matches!(roles::assign(&w.cx, &fatima, &w.slug, w.id("amara"), CohortRole::PeerMentor, true).await, Err(Fault::Refused(_))));
        roles::assign(&w.cx, &ada, &w.slug, w.id("odile"), CohortRole::Facilitator, true).await.unwrap();
        assert!(w.viewer("odile").await.unwrap().facilitates(w.cohort));
        assert!(matches!(roles::grant(&w.cx, &corinne, w.program, w.id("leo"), Grant::Evaluator, true).await, Err(Fault::Refused(_))));
        roles::grant(&w.cx, &ada, w.program, w.id("odile"), Grant::Lead, true).await.unwrap();
        roles::grant(&w.cx, &ada, w.program, w.id("odile"), Grant::Lead, true).await.unwrap();
        assert!(w.viewer("odile").await.unwrap().leads(w.program));
        assert!(matches!(roles::grant(&w.cx, &ada, w.program, w.id("ada"), Grant::Coordinator, true).await, Err(Fault::Refused(_))));
        assert!(matches!(roles::administrator(&w.cx, &ada, w.id("ada"), false).await, Err(Fault::Refused(_))));
    }

    async fn a_card_shows_an_address_to_the_coordinator_only(bench) {
        let w = world(&bench).await;
        for (short, sees) in [("corinne", true), ("ada", false), ("amara", false), ("fatima", false)] {
            let (_, members, _) = queries::members(&w.cx, &w.viewer(short).await.unwrap(), &w.slug).await.unwrap();
            assert_eq!(members.iter().any(|m| m.email.is_some()), sees, "{short}");
            assert_eq!(members.len() > 26, short == "corinne" || short == "ada", "{short} sees those who wait");
        }
        assert!(matches!(queries::members(&w.cx, &w.viewer("leo").await.unwrap(), &w.slug).await, Err(Fault::Refused(_))), "a lead sees no names");
        assert!(matches!(queries::members(&w.cx, &w.viewer("odile").await.unwrap(), &w.slug).await, Err(Fault::Missing)));
    }
}
