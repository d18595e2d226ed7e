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
        ..CohortForm::default()
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

    async fn a_short_code_belongs_to_one_program(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let hub = queries::hubs(&w.cx).await.unwrap()[0].0;
        let program = |code: &str| NewProgram { hub: Some(hub), name: "Grief ECHO".into(), short_code: code.into(), summary: String::new() };
        let taken = |word: &'static str, got: crate::Result<domain::id::ProgramId>| {
            let Err(Fault::Invalid(faults)) = got else { panic!("taken twice") };
            assert_eq!((faults[0].field.as_str(), faults[0].word.as_str()), ("short_code", word));
        };
        taken("fault-code-taken", commands::open_program(&w.cx, &corinne, Uuid::from_u128(1), &program("psp")).await);
        commands::open_program(&w.cx, &corinne, Uuid::from_u128(2), &program("GRF")).await.unwrap();
        taken("fault-code-taken", commands::open_program(&w.cx, &corinne, Uuid::from_u128(3), &program(" grf ")).await);
        // The store itself keeps it, whoever writes.
        use sea_orm::{ActiveModelTrait as _, ActiveValue::Set};
        let twin = crate::programs::tables::programs::ActiveModel { id: Set(domain::id::ProgramId(Uuid::from_u128(2))), short_code: Set("PSP".into()), ..Default::default() };
        assert_eq!(Fault::from(twin.update(w.cx.db()).await.unwrap_err()), Fault::Conflict("conflict-twice"));
    }

    async fn a_cohort_of_strange_fields_is_refused_field_by_field(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let bad = CohortForm { name: " ".into(), starts_on: "2026-02-30".into(), ends_on: "soon".into(), capacity: "0".into(), zone: "Mars/Olympus".into(), language: "en".into(), ..Default::default() };
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

    async fn whoever_has_an_account_hears_of_their_place_their_turn_and_their_leaving(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let slug = commands::open_cohort(&w.cx, &corinne, w.program, Uuid::from_u128(77), &form("1")).await.unwrap();
        let member = async |short: &str| NewMember { email: w.email(short).await.unwrap(), name: "X".into(), ..NewMember::default() };
        let told = async || {
            let letters = crate::outbox::claim_letters(&w.cx, 100).await.unwrap();
            for letter in &letters {
                crate::outbox::settle(&w.cx, letter.id, crate::outbox::Outcome::Sent).await.unwrap();
            }
            letters.into_iter().filter(|l| l.kind.starts_with("place")).map(|l| format!("{}: {}", l.name, l.subject)).collect::<Vec<_>>()
        };
        assert_eq!(enrolling::enrol(&w.cx, &corinne, &slug, &member("amara").await).await.unwrap(), Place::Enrolled);
        assert_eq!(enrolling::enrol(&w.cx, &corinne, &slug, &member("ivy").await).await.unwrap(), Place::Waiting(1));
        assert_eq!(enrolling::enrol(&w.cx, &corinne, &slug, &member("benoit").await).await.unwrap(), Place::Waiting(2));
        let first = told().await;
        assert!(first[0].starts_with("Amara Okafor: Your place in Autumn") && first[1].contains("waiting list") && first[2].contains("liste d’attente"), "{first:?}");
        enrolling::remove(&w.cx, &corinne, &slug, w.id("benoit")).await.unwrap();
        enrolling::put_back(&w.cx, &corinne, &slug, w.id("benoit")).await.unwrap();
        told().await;
        enrolling::remove(&w.cx, &corinne, &slug, w.id("amara")).await.unwrap();
        assert_eq!(told().await.len(), 1, "Ivy has the place; Amara hears of it in ten minutes");
        assert_eq!(enrolling::put_back(&w.cx, &corinne, &slug, w.id("amara")).await.unwrap(), Place::Waiting(1), "before Benoît, by her old turn");
        told().await;
        enrolling::remove(&w.cx, &corinne, &slug, w.id("benoit")).await.unwrap();
        bench.clock.pass(chrono::Duration::minutes(10));
        assert_eq!(told().await.len(), 1, "and now Benoît hears that he is out");
    }

    async fn put_back_into_a_place_that_is_still_free_nobody_hears_of_it(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let slug = commands::open_cohort(&w.cx, &corinne, w.program, Uuid::from_u128(77), &form("5")).await.unwrap();
        let amara = NewMember { email: w.email("amara").await.unwrap(), name: "X".into(), ..NewMember::default() };
        enrolling::enrol(&w.cx, &corinne, &slug, &amara).await.unwrap();
        crate::outbox::claim_letters(&w.cx, 100).await.unwrap();
        enrolling::remove(&w.cx, &corinne, &slug, w.id("amara")).await.unwrap();
        assert_eq!(enrolling::put_back(&w.cx, &corinne, &slug, w.id("amara")).await.unwrap(), Place::Enrolled);
        bench.clock.pass(chrono::Duration::minutes(1));
        assert!(crate::outbox::claim_letters(&w.cx, 100).await.unwrap().iter().all(|l| !l.kind.starts_with("place")));
    }

    async fn an_invitation_is_sent_again_to_those_who_have_not_come_in(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let slug = empty_cohort(&w).await;
        let new = NewMember { email: "new@example.org".into(), name: "New".into(), ..NewMember::default() };
        enrolling::enrol(&w.cx, &corinne, &slug, &new).await.unwrap();
        let id = queries::person_by_email(&w.cx, "new@example.org").await.unwrap().unwrap();
        assert_eq!(crate::outbox::claim_letters(&w.cx, 100).await.unwrap().len(), 1);
        enrolling::invite_again(&w.cx, &corinne, &slug, id).await.unwrap();
        assert_eq!(crate::outbox::claim_letters(&w.cx, 100).await.unwrap().iter().filter(|l| l.kind == "invitation").count(), 1);
        assert!(matches!(enrolling::invite_again(&w.cx, &corinne, &w.slug, w.id("amara")).await, Err(Fault::Conflict(_))), "she is in");
    }

    async fn a_role_is_given_by_address_and_takes_no_place(bench) {
        let w = world(&bench).await;
        let (corinne, ada) = (w.viewer("corinne").await.unwrap(), w.viewer("ada").await.unwrap());
        let slug = empty_cohort(&w).await;
        let by = async |viewer: &crate::Viewer, email: &str, name: &str, role| roles::assign_by_address(&w.cx, viewer, &slug, email, name, role).await;
        by(&ada, &w.email("odile").await.unwrap(), "", CohortRole::Facilitator).await.unwrap();
        let Err(Fault::Invalid(faults)) = by(&ada, "nobody@example.org", "", CohortRole::Facilitator).await else { panic!("given") };
        assert_eq!((faults[0].field.as_str(), faults[0].word.as_str()), ("name", "fault-role-new"));
        assert!(matches!(by(&corinne, "nobody@example.org", "No Body", CohortRole::Facilitator).await, Err(Fault::Refused(_))));
        assert_eq!(queries::person_by_email(&w.cx, "nobody@example.org").await.unwrap(), None, "nobody is invited by who may not");
        by(&corinne, "nobody@example.org", "No Body", CohortRole::PeerMentor).await.unwrap();
        assert_eq!(crate::outbox::claim_letters(&w.cx, 100).await.unwrap().iter().filter(|l| l.kind == "invitation").count(), 1);
        let (_, members, staff) = queries::members(&w.cx, &ada, &slug).await.unwrap();
        assert_eq!((members.len(), staff.len()), (0, 2));
        let names: Vec<String> = queries::colleagues(&w.cx, &ada, &slug).await.unwrap().into_iter().map(|(_, name)| name).collect();
        assert!(names.contains(&"Amara Okafor".to_owned()) && names.contains(&"Fatima Rahman".to_owned()), "{names:?}");
    }

    async fn the_last_coordinator_of_a_program_stays(bench) {
        let w = world(&bench).await;
        let ada = w.viewer("ada").await.unwrap();
        let take = async |short: &str| roles::grant(&w.cx, &ada, w.program, w.id(short), Grant::Coordinator, false).await;
        let mut taken = Vec::new();
        for short in ["evan", "corinne"] {
            taken.push(take(short).await);
        }
        assert_eq!(taken, [Ok(()), Err(Fault::Refused("refused-last-coordinator"))]);
    }

    async fn a_small_number_is_not_told_to_a_lead(bench) {
        let w = world(&bench).await;
        let slug = empty_cohort(&w).await;
        let (corinne, leo) = (w.viewer("corinne").await.unwrap(), w.viewer("leo").await.unwrap());
        let few = async |viewer: &crate::Viewer, slug: &str| queries::cohort(&w.cx, viewer, slug, Ask::Outline).await.unwrap().few();
        let one = NewMember { email: w.email("amara").await.unwrap(), name: "X".into(), ..NewMember::default() };
        assert!(!few(&leo, &slug).await, "zero speaks of nobody");
        enrolling::enrol(&w.cx, &corinne, &slug, &one).await.unwrap();
        assert_eq!((few(&leo, &slug).await, few(&corinne, &slug).await, few(&leo, &w.slug).await), (true, false, false));
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

    async fn dates_that_leave_sessions_outside_are_asked_about(bench) {
        let w = world(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        crate::sessions::demo::series(&w.cx, &corinne, &w.slug, 0).await.unwrap();
        let view = queries::cohort(&w.cx, &corinne, &w.slug, Ask::Manage).await.unwrap();
        let typed = CohortForm { starts_on: "2026-02-01".into(), ends_on: "2026-03-01".into(), ..form("26") };
        let Err(Fault::Invalid(faults)) = commands::change_cohort(&w.cx, &corinne, &w.slug, view.version, &typed).await else { panic!("taken") };
        assert_eq!(faults.iter().map(|f| f.word.as_str()).collect::<Vec<_>>(), ["fault-cohort-first", "fault-cohort-last"]);
        commands::change_cohort(&w.cx, &corinne, &w.slug, view.version, &CohortForm { outside: true, ..typed }).await.unwrap();
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
        let by = async |viewer: &crate::Viewer, name: &str| roles::grant_by_address(&w.cx, viewer, w.program, " Lead@Example.org ", name, Grant::Lead).await;
        let Err(Fault::Invalid(faults)) = by(&ada, "").await else { panic!("given") };
        assert_eq!((faults[0].field.as_str(), faults[0].word.as_str()), ("name", "fault-role-new"));
        assert!(matches!(by(&corinne, "New Lead").await, Err(Fault::Refused(_))));
        assert!(matches!(by(&fatima, "New Lead").await, Err(Fault::Missing)));
        by(&ada, "New Lead").await.unwrap();
        let id = queries::person_by_email(&w.cx, "lead@example.org").await.unwrap().unwrap();
        let invited = crate::outbox::claim_letters(&w.cx, 100).await.unwrap();
        assert_eq!(invited.iter().filter(|l| l.kind == "invitation" && l.name == "New Lead").count(), 1);
        let (_, members, _) = queries::members(&w.cx, &corinne, &w.slug).await.unwrap();
        assert!(members.iter().all(|m| m.id != id), "whoever leads need not be a member");
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
