//! Coming in and being shown the door, on both databases.

use chrono::Duration;
use domain::fault::Fault;
use sea_orm::EntityTrait;

use super::entry::{self, Acceptance};
use super::links::{self, Purpose};
use super::{devices, governing, invite, profile, tables, terms, viewer};
use crate::outbox;
use crate::testing::Bench;
use crate::world::World;

async fn world(bench: &Bench) -> World {
    terms::ensure_first(&bench.cx).await.unwrap();
    World::found(&bench.cx).await.unwrap()
}

async fn link(world: &World, who: &str, purpose: Purpose) -> String {
    let tx = world.cx.begin().await.unwrap();
    let token = links::make(&tx, world.id(who), purpose, "/", None).await.unwrap();
    tx.commit().await.unwrap();
    token
}

crate::both! {
    async fn a_mailed_link_signs_in_once_and_only_for_its_own_purpose(bench) {
        let world = world(&bench).await;
        let cx = &world.cx;
        let token = link(&world, "amara", Purpose::SignIn).await;
        assert_eq!(entry::greet(cx, &token, Purpose::Password).await.unwrap_err(), Fault::Gone("link-unknown"));
        assert_eq!(entry::greet(cx, &token, Purpose::SignIn).await.unwrap().name, "Amara Okafor");
        let (opened, next) = entry::by_link(cx, &token, "phone").await.unwrap();
        assert_eq!((opened.person, next.as_str()), (world.id("amara"), "/"));
        assert_eq!(entry::by_link(cx, &token, "phone").await.unwrap_err(), Fault::Gone("link-used"));
        assert_eq!(viewer::of_sign_in(cx, opened.sign_in).await.unwrap().person(), Some(world.id("amara")));
    }

    async fn a_newer_link_takes_nothing_from_an_earlier_one_until_one_is_used(bench) {
        let world = world(&bench).await;
        let cx = &world.cx;
        let first = link(&world, "amara", Purpose::SignIn).await;
        let second = link(&world, "amara", Purpose::SignIn).await;
        let (other, password) = (link(&world, "ivy", Purpose::SignIn).await, link(&world, "amara", Purpose::Password).await);
        assert!(entry::greet(cx, &second, Purpose::SignIn).await.is_ok());
        entry::by_link(cx, &first, "").await.unwrap();
        assert_eq!(entry::by_link(cx, &second, "").await.unwrap_err(), Fault::Gone("link-used"), "one used, all used");
        assert!(entry::by_link(cx, &other, "").await.is_ok(), "somebody else's is none of it");
        assert!(entry::greet(cx, &password, Purpose::Password).await.is_ok(), "nor is one for another purpose");
    }

    async fn a_link_runs_out(bench) {
        let world = world(&bench).await;
        let token = link(&world, "amara", Purpose::SignIn).await;
        bench.clock.pass(Duration::minutes(31));
        assert_eq!(entry::by_link(&world.cx, &token, "").await.unwrap_err(), Fault::Gone("link-expired"));
    }

    async fn an_invited_person_comes_in_with_name_terms_and_password(bench) {
        let world = world(&bench).await;
        let cx = &world.cx;
        let corinne = world.viewer("corinne").await.unwrap();
        let mut tx = cx.begin().await.unwrap();
        let guest = invite::Guest { email: "new.person@example.org".into(), name: "New Person".into(), ..Default::default() };
        let (person, fresh) = invite::person_for(&tx, &guest).await.unwrap();
        assert!(fresh);
        invite::send(&mut tx, &corinne, person, "Autumn cohort", "/").await.unwrap();
        tx.commit().await.unwrap();
        let letter = outbox::claim_letters(cx, 5).await.unwrap().remove(0);
        assert!(letter.subject.contains("Autumn cohort"), "{}", letter.subject);
        let token = letter.body.split("/invitation/").nth(1).unwrap().lines().next().unwrap().to_owned();
        let mut chosen = Acceptance { name: "Nova Person".into(), password: "short".into(), ..Default::default() };
        let Err(Fault::Invalid(faults)) = entry::accept(cx, &token, &chosen, "").await else { panic!("it was accepted") };
        assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["terms", "password"]);
        chosen.password = "cedar lantern nine river".into();
        chosen.terms = true;
        let (opened, _) = entry::accept(cx, &token, &chosen, "").await.unwrap();
        let seen = viewer::of_sign_in(cx, opened.sign_in).await.unwrap();
        assert!(seen.who().unwrap().terms_accepted);
        assert_eq!(seen.who().unwrap().name, "Nova Person");
        assert!(entry::by_password(cx, "NEW.person@example.org", "cedar lantern nine river", "").await.is_ok());
        assert_eq!(entry::accept(cx, &token, &chosen, "").await.unwrap_err(), Fault::Gone("link-used"));
    }

    async fn a_wrong_password_and_an_unknown_address_are_one_answer(bench) {
        let world = world(&bench).await;
        let wrong = entry::by_password(&world.cx, "amara.okafor@example.org", "not her password", "").await.unwrap_err();
        let unknown = entry::by_password(&world.cx, "nobody.here@example.org", "not her password", "").await.unwrap_err();
        assert_eq!(wrong, unknown);
        entry::ask_for_link(&world.cx, "nobody.here@example.org", "/").await.unwrap();
        assert!(outbox::letters_by_state(&world.cx).await.unwrap().is_empty(), "nobody is written to");
    }

    async fn many_tries_at_one_account_must_wait_and_others_need_not(bench) {
        let world = world(&bench).await;
        for _ in 0..10 {
            assert!(matches!(entry::by_password(&world.cx, "amara.okafor@example.org", "wrong", "").await, Err(Fault::Invalid(_))));
        }
        assert!(matches!(entry::by_password(&world.cx, "Amara.Okafor@example.org", "wrong", "").await, Err(Fault::TooMany(_))));
        assert!(matches!(entry::by_password(&world.cx, "ivy.wilson@example.org", "wrong", "").await, Err(Fault::Invalid(_))));
    }

    async fn a_refresh_token_rotates_and_its_reuse_ends_the_device(bench) {
        let world = world(&bench).await;
        let cx = &world.cx;
        let tx = cx.begin().await.unwrap();
        let opened = devices::open(&tx, world.id("amara"), "phone").await.unwrap();
        tx.commit().await.unwrap();
        let second = devices::refresh(cx, &opened.refresh).await.unwrap().unwrap();
        assert_ne!(second.refresh, opened.refresh);
        bench.clock.pass(Duration::seconds(60));
        let again = devices::refresh(cx, &opened.refresh).await.unwrap().unwrap();
        assert_eq!(again, second, "the answer was lost, or another tab asked too: the same successor");
        bench.clock.pass(Duration::days(2));
        let third = devices::refresh(cx, &again.refresh).await.unwrap().unwrap();
        bench.clock.pass(Duration::seconds(61));
        assert_eq!(devices::refresh(cx, &again.refresh).await.unwrap(), None, "spent and seen again");
        assert_eq!(devices::refresh(cx, &third.refresh).await.unwrap(), None, "the whole device is signed out");
        assert!(viewer::of_sign_in(cx, opened.sign_in).await.unwrap().who().is_none());
    }

    async fn a_token_two_turns_old_opens_nothing_even_at_once(bench) {
        let world = world(&bench).await;
        let cx = &world.cx;
        let tx = cx.begin().await.unwrap();
        let opened = devices::open(&tx, world.id("amara"), "phone").await.unwrap();
        tx.commit().await.unwrap();
        let second = devices::refresh(cx, &opened.refresh).await.unwrap().unwrap();
        let third = devices::refresh(cx, &second.refresh).await.unwrap().unwrap();
        assert_eq!(devices::refresh(cx, &opened.refresh).await.unwrap(), None);
        assert!(devices::refresh(cx, &third.refresh).await.unwrap().is_some());
    }

    async fn nobody_takes_the_name_of_another_of_their_cohort(bench) {
        let world = world(&bench).await;
        let (cx, amara) = (&world.cx, world.viewer("amara").await.unwrap());
        let own = profile::own(cx, &amara).await.unwrap();
        let called = async |name: &str| {
            let wanted = profile::Profile { name: name.to_owned(), ..own.clone() };
            match profile::change(cx, &amara, &wanted).await {
                Err(Fault::Invalid(faults)) => faults[0].word.clone(),
                done => done.map(|()| String::new()).unwrap(),
            }
        };
        for taken in ["Fatima Rahman", "fatima RAHMÁN", "Fatima\u{200b}Rahman", "Fatim\u{430} Rahman", "FATIM\u{410} RAH\u{41c}AN"] {
            assert_eq!(called(taken).await, "fault-name-taken", "{taken}");
        }
        for blank in ["\u{200b}", "\u{202e} \u{3164}"] {
            assert_eq!(called(blank).await, "fault-empty");
        }
        assert_eq!(called("…").await, "fault-no-letter");
        assert_eq!(called("\u{202e}Amara  OKAFOR").await, "", "one's own, written otherwise");
        assert_eq!(profile::own(cx, &amara).await.unwrap().name, "Amara OKAFOR");
        for other in ["Xʷəlméxʷ Fatima", "Фатима Рахман", "ᐹᑕ Fatima"] {
            assert_eq!(called(other).await, "", "{other}");
        }
        let far = world.neighbour(false).await.unwrap();
        let carla = profile::own(cx, &far.viewer("carla").await.unwrap()).await.unwrap().name;
        assert_eq!(called(&carla).await, "", "somebody of another program is never met");
    }

    async fn a_suspended_person_is_out_at_once_and_can_be_let_in_again(bench) {
        let world = world(&bench).await;
        let cx = &world.cx;
        let corinne = world.viewer("corinne").await.unwrap();
        let tx = cx.begin().await.unwrap();
        let opened = devices::open(&tx, world.id("amara"), "phone").await.unwrap();
        tx.commit().await.unwrap();
        profile::suspend(cx, &corinne, world.id("amara")).await.unwrap();
        assert!(viewer::of_sign_in(cx, opened.sign_in).await.unwrap().who().is_none());
        assert_eq!(profile::suspend(cx, &corinne, world.id("amara")).await.unwrap_err(), Fault::Conflict("conflict-account-state"));
        assert_eq!(devices::refresh(cx, &opened.refresh).await.unwrap(), None);
        profile::reactivate(cx, &corinne, world.id("amara")).await.unwrap();
        assert!(entry::by_link(cx, &link(&world, "amara", Purpose::SignIn).await, "").await.is_ok());
    }

    async fn accounts_are_governed_by_their_coordinator_and_the_administrator_only(bench) {
        let world = world(&bench).await;
        let next_door = world.neighbour(false).await.unwrap();
        let cx = &world.cx;
        let carla = next_door.viewer("carla").await.unwrap();
        assert_eq!(profile::suspend(cx, &carla, world.id("amara")).await.unwrap_err(), Fault::Missing);
        for who in ["amara", "fatima", "maya", "leo"] {
            let viewer = world.viewer(who).await.unwrap();
            assert_eq!(profile::suspend(cx, &viewer, world.id("ivy")).await.unwrap_err(), Fault::Missing, "{who}");
        }
        let ada = world.viewer("ada").await.unwrap();
        assert_eq!(profile::suspend(cx, &ada, world.id("ada")).await.unwrap_err(), Fault::Refused("refused-self"));
        let corinne = world.viewer("corinne").await.unwrap();
        assert_eq!(profile::end_devices_of(cx, &corinne, world.id("ivy")).await.unwrap_err(), Fault::Refused("refused-role"));
        profile::end_devices_of(cx, &ada, world.id("ivy")).await.unwrap();
    }

    async fn an_address_is_changed_by_those_who_govern_it_and_both_addresses_are_told(bench) {
        let world = world(&bench).await;
        let (cx, corinne, ada) = (&world.cx, world.viewer("corinne").await.unwrap(), world.viewer("ada").await.unwrap());
        let (amara, benoit) = (world.id("amara"), world.id("benoit"));
        let old = link(&world, "amara", Purpose::SignIn).await;
        for (typed, word) in [("nowhere", "fault-email"), ("benoit.lefebvre@example.org", "fault-email-taken")] {
            let Err(Fault::Invalid(faults)) = governing::readdress(cx, &corinne, amara, typed).await else { panic!("{typed}") };
            assert_eq!((faults[0].field.as_str(), faults[0].word.as_str()), ("email", word));
        }
        governing::readdress(cx, &corinne, amara, " Amara@New.Example.org ").await.unwrap();
        let letters = crate::outbox::claim_letters(cx, 100).await.unwrap();
        let told: Vec<&str> = letters.iter().filter(|l| l.kind.starts_with("address")).map(|l| l.email.as_str()).collect();
        assert_eq!(told, ["amara.okafor@example.org", "amara@new.example.org"]);
        assert!(entry::by_link(cx, &old, "").await.is_err(), "what was mailed to the old address does not work any more");
        assert_eq!(profile::account(cx, &ada, amara).await.unwrap().email, "amara@new.example.org");
        assert!(crate::audit::actions(cx).await.contains(&"acct.address".to_owned()));
        crate::programs::roles::grant(cx, &ada, world.program, benoit, domain::viewer::Grant::Lead, true).await.unwrap();
        assert_eq!(governing::readdress(cx, &corinne, benoit, "b@example.org").await.unwrap_err(), Fault::Refused("refused-address"));
        governing::readdress(cx, &ada, benoit, "b@example.org").await.unwrap();
    }

    async fn administrators_find_accounts_by_name_or_address(bench) {
        let world = world(&bench).await;
        let (cx, ada) = (&world.cx, world.viewer("ada").await.unwrap());
        let names = async |q: &str| governing::accounts(cx, &ada, q).await.unwrap().0.into_iter().map(|a| a.name).collect::<Vec<_>>();
        assert!(names("").await.len() > 26);
        assert_eq!((names("OKAFOR").await, names("amara.okafor@").await), (vec!["Amara Okafor".to_owned()], vec!["Amara Okafor".to_owned()]));
        assert_eq!(names("okafor benoît").await, Vec::<String>::new());
        assert_eq!(governing::accounts(cx, &world.viewer("corinne").await.unwrap(), "").await.unwrap_err(), Fault::Refused("refused-role"));
    }

    async fn the_newest_terms_are_asked_for_and_the_accepted_version_is_kept(bench) {
        let world = world(&bench).await;
        let cx = &world.cx;
        assert!(world.viewer("amara").await.unwrap().who().unwrap().terms_accepted);
        let row = tables::terms::ActiveModel {
            id: sea_orm::Set(cx.new_id()),
            version_on: sea_orm::Set(cx.today() + Duration::days(1)),
            body_en: sea_orm::Set("New".into()),
            body_fr: sea_orm::Set("Nouveau".into()),
            created_at: sea_orm::Set(cx.now()),
        };
        tables::terms::Entity::insert(row).exec_without_returning(cx.db()).await.unwrap();
        let amara = world.viewer("amara").await.unwrap();
        assert!(!amara.who().unwrap().terms_accepted);
        terms::accept(cx, &amara, domain::lang::Lang::Fr).await.unwrap();
        terms::accept(cx, &amara, domain::lang::Lang::Fr).await.unwrap();
        assert!(world.viewer("amara").await.unwrap().who().unwrap().terms_accepted);
        let kept = tables::terms_acceptances::Entity::find().all(cx.db()).await.unwrap();
        assert_eq!(kept.iter().filter(|a| a.person_id == world.id("amara")).count(), 2, "both dated versions are kept");
    }
}
