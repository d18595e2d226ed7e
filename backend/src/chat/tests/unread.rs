//! What is new for whom.
use uuid::Uuid;

use super::world;
use crate::chat::{commands, inbox, marks, queries, reach, rooms, settings};
use crate::ports::Hint;
use crate::world::World;
use crate::{Fault, Viewer, both};

async fn news(w: &World, who: &Viewer) -> Vec<(String, i64, i64)> {
    let lines = inbox::rooms(&w.cx, who).await.unwrap();
    let counted = lines.iter().filter(|l| l.unread > 0 && !l.archived).count();
    assert_eq!(inbox::unread(&w.cx, who).await.unwrap(), u64::try_from(counted).unwrap(), "the frame says what the page says");
    lines.into_iter().map(|l| (l.kind.code().to_owned() + &l.title, l.unread, l.mentions)).collect()
}

both! {
    async fn a_mark_moves_forward_only_and_no_further_than_the_room(bench) {
        let w = world(&bench).await;
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        let room = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        for n in 1..=5_u128 {
            commands::send(&w.cx, &amara, room, Uuid::from_u128(n), "word").await.unwrap();
        }
        assert_eq!(marks::of(w.cx.db(), w.id("amara"), room).await.unwrap(), 5, "who has seen all has seen their own");
        for (asked, stands) in [(3, 3), (2, 3), (99, 5), (-1, 5)] {
            assert_eq!(marks::seen(&w.cx, &benoit, room, asked).await.unwrap(), stands, "{asked}");
        }
        let (a, b) = tokio::join!(marks::seen(&w.cx, &benoit, room, 5), marks::seen(&w.cx, &benoit, room, 4));
        assert!(a.is_ok() && b.is_ok());
        assert_eq!(marks::of(w.cx.db(), w.id("benoit"), room).await.unwrap(), 5);
        assert!(matches!(marks::seen(&w.cx, &w.viewer("ada").await.unwrap(), room, 1).await, Err(Fault::Refused(_))));
        assert!(matches!(marks::seen(&w.cx, &Viewer::nobody(), room, 1).await, Err(Fault::SignIn)));
    }

    async fn a_page_counts_only_what_follows_the_mark(bench) {
        let w = world(&bench).await;
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        let room = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        for n in 1..=9_u128 {
            commands::send(&w.cx, &amara, room, Uuid::from_u128(n), "word").await.unwrap();
        }
        assert_eq!(marks::shown(&w.cx, &w.viewer("hana").await.unwrap(), room, 5, 9).await.unwrap(), 9, "who comes late begins where they came");
        assert_eq!(marks::shown(&w.cx, &benoit, room, 1, 2).await.unwrap(), 2);
        assert_eq!(marks::shown(&w.cx, &benoit, room, 5, 9).await.unwrap(), 2, "two messages were never shown");
        assert_eq!(marks::shown(&w.cx, &benoit, room, 3, 4).await.unwrap(), 4);
        assert_eq!(marks::shown(&w.cx, &benoit, room, 5, 9).await.unwrap(), 9);
    }

    async fn ones_own_message_does_not_hide_what_was_not_seen(bench) {
        let w = world(&bench).await;
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        let room = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        commands::send(&w.cx, &amara, room, Uuid::from_u128(1), "one").await.unwrap();
        commands::send(&w.cx, &benoit, room, Uuid::from_u128(2), "two").await.unwrap();
        assert_eq!(news(&w, &benoit).await, [("cohort".to_owned(), 1, 0)]);
        assert_eq!(news(&w, &amara).await, [("cohort".to_owned(), 1, 0)]);
        let lines = queries::after(&w.cx, room, 0).await.unwrap().unwrap();
        commands::delete(&w.cx, &amara, lines[0].id).await.unwrap();
        assert_eq!(news(&w, &benoit).await, [("cohort".to_owned(), 0, 0)], "what was taken back is not new");
    }

    async fn the_inbox_has_every_room_of_its_reader_and_those_that_call_first(bench) {
        let w = world(&bench).await;
        let other = w.neighbour(true).await.unwrap();
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        let cohort = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        let direct = rooms::direct(&w.cx, &benoit, w.id("amara")).await.unwrap().id;
        let tx = w.cx.begin().await.unwrap();
        let group = rooms::make_breakout(&tx, w.cohort, None, " A", &[w.id("amara"), w.id("benoit")]).await.unwrap();
        tx.commit().await.unwrap();
        for (n, (room, text)) in (1..).zip([(cohort, "@Amara"), (cohort, "x"), (direct, "x"), (group, "x")]) {
            commands::send(&w.cx, &benoit, room, Uuid::from_u128(n), text).await.unwrap();
        }
        let names = |lines: &[(String, i64, i64)]| lines.iter().map(|(n, ..)| n.clone()).collect::<Vec<_>>();
        let told = news(&w, &amara).await;
        assert_eq!(told[0], ("cohort".to_owned(), 2, 1));
        assert_eq!(names(&told).len(), 3);
        assert!(told.contains(&("directBenoît Lefebvre".to_owned(), 1, 0)) && told.contains(&("breakoutA".to_owned(), 1, 0)), "{told:?}");
        for short in ["hana", "fatima", "corinne"] {
            assert_eq!(names(&news(&w, &w.viewer(short).await.unwrap()).await), ["cohort"], "{short}");
        }
        // A facilitator who has been in the small group, or is called there, has it in the list.
        commands::send(&w.cx, &benoit, group, Uuid::from_u128(9), "@Fatima Rahman, venez").await.unwrap();
        assert_eq!(news(&w, &w.viewer("fatima").await.unwrap()).await[0], ("breakoutA".to_owned(), 2, 1));
        for (world, short) in [(&w, "leo"), (&w, "ada"), (&other, "petra"), (&other, "felix")] {
            assert!(news(&w, &world.viewer(short).await.unwrap()).await.is_empty(), "{short}");
        }
        assert!(matches!(inbox::rooms(&w.cx, &Viewer::nobody()).await, Err(Fault::SignIn)));
        assert_eq!(inbox::unread(&w.cx, &Viewer::nobody()).await.unwrap(), 0);
    }

    async fn a_closed_room_asks_for_nothing(bench) {
        let w = world(&bench).await;
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        let mut tx = w.cx.begin().await.unwrap();
        let group = rooms::make_breakout(&tx, w.cohort, None, "A", &[w.id("amara"), w.id("benoit")]).await.unwrap();
        rooms::archive(&mut tx, group).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(commands::send(&w.cx, &benoit, group, Uuid::nil(), "x").await, Err(Fault::Conflict(_))));
        assert!(inbox::rooms(&w.cx, &amara).await.unwrap()[0].archived);
        assert_eq!(inbox::unread(&w.cx, &amara).await.unwrap(), 0);
    }

    async fn a_wish_not_to_be_seen_is_kept(bench) {
        let w = world(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        assert!(!settings::invisible(&w.cx, w.id("amara")).await.unwrap());
        for wish in [true, true, false] {
            settings::set_invisible(&w.cx, &amara, wish).await.unwrap();
            assert_eq!(settings::invisible(&w.cx, w.id("amara")).await.unwrap(), wish);
        }
        assert!(matches!(settings::set_invisible(&w.cx, &Viewer::nobody(), true).await, Err(Fault::SignIn)));
    }

    async fn marks_of_one_moment_are_written_together(bench) {
        let w = world(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        let room = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        for n in 1..=3_u128 {
            commands::send(&w.cx, &amara, room, Uuid::from_u128(n), "word").await.unwrap();
        }
        bench.ear.take();
        for seq in [2, 99, 1, -4] {
            marks::note(&w.cx, w.id("benoit"), room, seq);
        }
        marks::note(&w.cx, w.id("hana"), room, 2);
        let mut told = Vec::new();
        for _ in 0..60 {
            told.extend(bench.ear.take());
            if told.len() == 2 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        told.sort_by_key(|hint| format!("{hint:?}"));
        let mut wanted = vec![Hint::Seen(w.id("benoit"), room, 3), Hint::Seen(w.id("hana"), room, 2)];
        wanted.sort_by_key(|hint| format!("{hint:?}"));
        assert_eq!(told, wanted, "one hint each, and no further than the room");
        assert_eq!(marks::of(w.cx.db(), w.id("benoit"), room).await.unwrap(), 3);
    }
}
