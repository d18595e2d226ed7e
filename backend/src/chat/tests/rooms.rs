//! Breakouts and direct rooms: who may be in them, and who may not.
use domain::id::PersonId;
use uuid::Uuid;

use super::world;
use crate::chat::reach::Kind;
use crate::chat::{commands, queries, reach, rooms};
use crate::ports::Hint;
use crate::world::World;
use crate::{Fault, both};

async fn breakout(w: &World, people: &[&str]) -> domain::id::RoomId {
    let tx = w.cx.begin().await.unwrap();
    let people: Vec<PersonId> = people.iter().map(|p| w.id(p)).collect();
    let id = rooms::make_breakout(&tx, w.cohort, None, "Group A", &people).await.unwrap();
    tx.commit().await.unwrap();
    id
}

both! {
    async fn a_breakout_opens_to_its_people_and_the_staff_only(bench) {
        let w = world(&bench).await;
        let id = breakout(&w, &["amara", "benoit"]).await;
        for short in ["amara", "benoit", "fatima", "corinne"] {
            let room = reach::room(w.cx.db(), &w.viewer(short).await.unwrap(), id).await.unwrap();
            assert_eq!((room.kind, room.title.as_str()), (Kind::Breakout, "Group A"), "{short}");
        }
        for short in ["hana", "maya"] {
            assert!(matches!(reach::room(w.cx.db(), &w.viewer(short).await.unwrap(), id).await, Err(Fault::Missing)), "{short}");
        }
        for short in ["leo", "ada"] {
            assert!(matches!(reach::room(w.cx.db(), &w.viewer(short).await.unwrap(), id).await, Err(Fault::Refused(_))), "{short}");
        }
        // The cohort's own room is still the cohort's.
        assert_ne!(reach::room_of(&w.cx, &w.viewer("hana").await.unwrap(), &w.slug, None).await.unwrap().id, id);
    }

    async fn a_breakout_takes_nobody_from_outside_its_cohort(bench) {
        let w = world(&bench).await;
        let other = w.neighbour(true).await.unwrap();
        let tx = w.cx.begin().await.unwrap();
        let id = rooms::make_breakout(&tx, w.cohort, None, "Group A", &[w.id("amara"), other.id("petra")]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(reach::room(w.cx.db(), &other.viewer("petra").await.unwrap(), id).await, Err(Fault::Missing)));
    }

    async fn staff_change_who_is_in_a_small_group_but_not_in_one_of_an_hour(bench) {
        let w = world(&bench).await;
        let (id, fatima) = (breakout(&w, &["amara", "benoit"]).await, w.viewer("fatima").await.unwrap());
        let two = [w.id("benoit"), w.id("hana")];
        assert_eq!(rooms::reseat(&w.cx, &w.viewer("amara").await.unwrap(), id, &two).await.unwrap_err(), Fault::Refused("refused-role"));
        assert_eq!(rooms::reseat(&w.cx, &w.viewer("maya").await.unwrap(), id, &two).await.unwrap_err(), Fault::Missing);
        bench.ear.take();
        rooms::reseat(&w.cx, &fatima, id, &two).await.unwrap();
        assert_eq!(bench.ear.take(), [Hint::Seats(id)], "in the transaction that changes it");
        let (_, seats) = rooms::seats(&w.cx, &fatima, id).await.unwrap();
        let inside: Vec<PersonId> = seats.into_iter().filter(|(.., inside)| *inside).map(|(p, ..)| p).collect();
        assert!(inside.len() == 2 && two.iter().all(|p| inside.contains(p)));
        let session = crate::cases::demo::one_session(&w).await.unwrap();
        let tx = w.cx.begin().await.unwrap();
        let of_hour = rooms::make_breakout(&tx, w.cohort, Some(session), "Group 1", &two).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(rooms::reseat(&w.cx, &fatima, of_hour, &two).await.unwrap_err(), Fault::Conflict("conflict-room-of-hour"));
        let direct = rooms::direct(&w.cx, &fatima, w.id("hana")).await.unwrap().id;
        assert_eq!(rooms::reseat(&w.cx, &fatima, direct, &two).await.unwrap_err(), Fault::Refused("refused-role"));
    }

    async fn who_leaves_a_breakout_finds_its_door_shut(bench) {
        let w = world(&bench).await;
        let id = breakout(&w, &["amara", "benoit"]).await;
        bench.ear.take();
        let mut tx = w.cx.begin().await.unwrap();
        rooms::set_members(&mut tx, id, &[w.id("benoit"), w.id("hana")]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bench.ear.take(), [Hint::Seats(id)], "sockets look again");
        let amara = w.viewer("amara").await.unwrap();
        assert!(matches!(reach::room(w.cx.db(), &amara, id).await, Err(Fault::Missing)));
        assert!(matches!(commands::send(&w.cx, &amara, id, Uuid::nil(), "x").await, Err(Fault::Missing)));
        assert!(reach::room(w.cx.db(), &w.viewer("hana").await.unwrap(), id).await.is_ok());
        let mut tx = w.cx.begin().await.unwrap();
        rooms::set_members(&mut tx, id, &[]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(reach::room(w.cx.db(), &w.viewer("hana").await.unwrap(), id).await, Err(Fault::Missing)));
    }

    async fn an_archived_breakout_is_read_and_not_written(bench) {
        let w = world(&bench).await;
        let id = breakout(&w, &["amara"]).await;
        let amara = w.viewer("amara").await.unwrap();
        commands::send(&w.cx, &amara, id, Uuid::from_u128(1), "Said").await.unwrap();
        for _ in 0..2 {
            let mut tx = w.cx.begin().await.unwrap();
            rooms::archive(&mut tx, id).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert!(reach::room(w.cx.db(), &amara, id).await.unwrap().archived);
        assert!(matches!(commands::send(&w.cx, &amara, id, Uuid::from_u128(2), "More").await, Err(Fault::Conflict(_))));
        assert_eq!(commands::send(&w.cx, &amara, id, Uuid::from_u128(1), "Said").await.unwrap(), 1, "what was taken stays taken");
        assert_eq!(queries::after(&w.cx, id, 0).await.unwrap().unwrap().len(), 1);
    }

    async fn only_breakouts_can_be_archived_or_filled(bench) {
        let w = world(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        let cohort = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        let direct = rooms::direct(&w.cx, &amara, w.id("benoit")).await.unwrap().id;
        for id in [cohort, direct] {
            let mut tx = w.cx.begin().await.unwrap();
            assert!(matches!(rooms::archive(&mut tx, id).await, Err(Fault::Missing)));
            assert!(matches!(rooms::set_members(&mut tx, id, &[w.id("ada")]).await, Err(Fault::Missing)));
        }
    }

    async fn a_direct_room_is_two_peoples_and_nobody_elses(bench) {
        let w = world(&bench).await;
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        let room = rooms::direct(&w.cx, &amara, w.id("benoit")).await.unwrap();
        assert_eq!(room.other, Some(w.id("benoit")));
        assert_eq!(rooms::direct(&w.cx, &benoit, w.id("amara")).await.unwrap().id, room.id, "one for each two");
        assert!(!room.staff());
        for short in ["hana", "fatima", "corinne", "evan", "maya", "leo", "ada"] {
            let viewer = w.viewer(short).await.unwrap();
            assert!(matches!(reach::room(w.cx.db(), &viewer, room.id).await, Err(Fault::Missing)), "{short}");
            assert!(matches!(commands::send(&w.cx, &viewer, room.id, Uuid::nil(), "x").await, Err(Fault::Missing)), "{short}");
        }
        assert!(matches!(reach::room(w.cx.db(), &crate::Viewer::nobody(), room.id).await, Err(Fault::SignIn)));
    }

    async fn two_who_write_to_each_other_at_once_make_one_room(bench) {
        let w = world(&bench).await;
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        let (a, b) = tokio::join!(rooms::direct(&w.cx, &amara, w.id("benoit")), rooms::direct(&w.cx, &benoit, w.id("amara")));
        assert_eq!(a.unwrap().id, b.unwrap().id);
    }

    async fn one_writes_only_to_people_of_a_shared_cohort(bench) {
        let w = world(&bench).await;
        let other = w.neighbour(true).await.unwrap();
        let far = w.neighbour(false).await.unwrap();
        let amara = w.viewer("amara").await.unwrap();
        for short in ["fatima", "maya", "corinne", "hana"] {
            assert!(rooms::direct(&w.cx, &amara, w.id(short)).await.is_ok(), "{short}");
        }
        for stranger in [w.id("amara"), w.id("leo"), w.id("ada"), other.id("petra"), far.id("petra"), PersonId(Uuid::nil())] {
            assert!(matches!(rooms::direct(&w.cx, &amara, stranger).await, Err(Fault::Missing)), "{stranger}");
        }
        let corinne = w.viewer("corinne").await.unwrap();
        assert!(rooms::direct(&w.cx, &corinne, other.id("petra")).await.is_ok(), "the coordinator runs both cohorts");
        assert!(matches!(rooms::direct(&w.cx, &corinne, far.id("petra")).await, Err(Fault::Missing)));
    }

    async fn after_they_part_two_people_read_and_write_no_more(bench) {
        let w = world(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        let room = rooms::direct(&w.cx, &amara, w.id("benoit")).await.unwrap().id;
        commands::send(&w.cx, &amara, room, Uuid::from_u128(1), "Said").await.unwrap();
        crate::programs::enrolling::remove(&w.cx, &w.viewer("corinne").await.unwrap(), &w.slug, w.id("benoit")).await.unwrap();
        let benoit_now = w.viewer("benoit").await.unwrap();
        assert!(reach::room(w.cx.db(), &benoit_now, room).await.is_ok());
        assert!(matches!(commands::send(&w.cx, &amara, room, Uuid::from_u128(2), "More").await, Err(Fault::Conflict(_))));
        assert!(matches!(commands::send(&w.cx, &benoit_now, room, Uuid::from_u128(2), "More").await, Err(Fault::Conflict(_))));
    }
}
