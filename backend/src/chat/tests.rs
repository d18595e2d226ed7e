#![allow(clippy::unwrap_used, clippy::panic)]
mod moving;
mod news;
mod rooms;
mod saying;
mod unread;

use uuid::Uuid;

use super::{commands, queries, reach};
use crate::ports::Hint;
use crate::testing::Bench;
use crate::world::World;
use crate::{Fault, both};

async fn world(bench: &Bench) -> World {
    World::found(&bench.cx).await.unwrap()
}

both! {
    async fn a_message_gets_the_next_number_and_is_told_after_it_is_durable(bench) {
        let w = world(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        let room = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        bench.ear.take();
        for n in 1..=3_u128 {
            assert_eq!(commands::send(&w.cx, &amara, room, Uuid::from_u128(n), "Hello").await.unwrap(), i64::try_from(n).unwrap());
        }
        assert_eq!(bench.ear.take(), [Hint::Room(room, 1), Hint::Room(room, 2), Hint::Room(room, 3)]);
        assert_eq!(commands::send(&w.cx, &amara, room, Uuid::from_u128(2), "Hello").await.unwrap(), 2, "sent again, said once");
        assert!(bench.ear.take().is_empty());
        let benoit = w.viewer("benoit").await.unwrap();
        assert_eq!(commands::send(&w.cx, &benoit, room, Uuid::from_u128(2), "Bonjour").await.unwrap(), 4, "another person's nonce is another's");
        let view = queries::room(&w.cx, &amara, &w.slug, None, None).await.unwrap();
        assert_eq!(view.lines.iter().map(|l| l.seq).collect::<Vec<_>>(), [1, 2, 3, 4]);
    }

    async fn many_at_once_leave_no_gap_and_no_double(bench) {
        let w = world(&bench).await;
        let people = ["amara", "benoit", "fatima", "maya", "corinne"];
        let mut viewers = Vec::new();
        for short in people {
            viewers.push(w.viewer(short).await.unwrap());
        }
        let room = reach::room_of(&w.cx, &viewers[0], &w.slug, None).await.unwrap().id;
        let mut sends = Vec::new();
        for (n, viewer) in viewers.iter().enumerate() {
            for m in 0..8_u128 {
                let nonce = Uuid::from_u128(m / 2 + 100 * u128::try_from(n).unwrap());
                let (cx, viewer) = (w.cx.clone(), viewer.clone());
                sends.push(tokio::spawn(async move { commands::send(&cx, &viewer, room, nonce, "word").await.unwrap() }));
            }
        }
        for send in sends {
            send.await.unwrap();
        }
        let seqs: Vec<i64> = queries::after(&w.cx, room, 0).await.unwrap().unwrap().iter().map(|l| l.seq).collect();
        assert_eq!(seqs, (1..=20).collect::<Vec<_>>(), "each nonce was sent twice, and stands once");
    }

    async fn two_first_visitors_make_one_room(bench) {
        let w = world(&bench).await;
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        let (a, b) = tokio::join!(reach::room_of(&w.cx, &amara, &w.slug, None), reach::room_of(&w.cx, &benoit, &w.slug, None));
        assert_eq!(a.unwrap().id, b.unwrap().id);
    }

    async fn a_change_and_a_deletion_move_the_revision_and_keep_the_place(bench) {
        let w = world(&bench).await;
        let (amara, benoit, fatima) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap(), w.viewer("fatima").await.unwrap());
        let room = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        commands::send(&w.cx, &amara, room, Uuid::from_u128(1), "Frist").await.unwrap();
        commands::send(&w.cx, &benoit, room, Uuid::from_u128(2), "Second").await.unwrap();
        let lines = queries::after(&w.cx, room, 0).await.unwrap().unwrap();
        commands::edit(&w.cx, &amara, lines[0].id, "First **word**").await.unwrap();
        assert!(matches!(commands::edit(&w.cx, &benoit, lines[0].id, "x").await, Err(Fault::Refused(_))), "nobody changes another's words");
        assert!(matches!(commands::edit(&w.cx, &fatima, lines[0].id, "x").await, Err(Fault::Refused(_))));
        assert!(matches!(commands::delete(&w.cx, &amara, lines[1].id).await, Err(Fault::Refused(_))));
        commands::delete(&w.cx, &fatima, lines[1].id).await.unwrap();
        commands::delete(&w.cx, &fatima, lines[1].id).await.unwrap();
        let changed = queries::after(&w.cx, room, 2).await.unwrap().unwrap();
        assert_eq!(changed.iter().map(|l| (l.seq, l.rev, l.edited, l.deleted)).collect::<Vec<_>>(), [(1, 3, true, false), (2, 4, false, true)]);
        assert_eq!((changed[0].html.as_str(), changed[1].html.as_str()), ("<p>First <strong>word</strong></p>\n", ""));
        assert!(matches!(commands::edit(&w.cx, &benoit, lines[1].id, "x").await, Err(Fault::Conflict(_))));
    }

    async fn a_room_opens_to_members_and_the_coordinator_only(bench) {
        let w = world(&bench).await;
        let room = reach::room_of(&w.cx, &w.viewer("amara").await.unwrap(), &w.slug, None).await.unwrap().id;
        for short in ["amara", "fatima", "maya", "corinne"] {
            assert!(reach::room(w.cx.db(), &w.viewer(short).await.unwrap(), room).await.is_ok(), "{short}");
        }
        for short in ["leo", "ada"] {
            assert!(matches!(reach::room(w.cx.db(), &w.viewer(short).await.unwrap(), room).await, Err(Fault::Refused(_))), "{short}");
        }
        let other = w.neighbour(true).await.unwrap();
        for short in ["petra", "felix"] {
            assert!(matches!(reach::room(w.cx.db(), &other.viewer(short).await.unwrap(), room).await, Err(Fault::Missing)), "{short}");
        }
        assert!(matches!(reach::room(w.cx.db(), &crate::Viewer::nobody(), room).await, Err(Fault::SignIn)));
        assert!(matches!(commands::send(&w.cx, &w.viewer("ada").await.unwrap(), room, Uuid::nil(), "x").await, Err(Fault::Refused(_))));
    }

    async fn words_are_judged_and_rendered_harmless(bench) {
        let w = world(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        let room = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        for bad in ["", "  \n ", &"x".repeat(9000)] {
            assert!(matches!(commands::send(&w.cx, &amara, room, Uuid::nil(), bad).await, Err(Fault::Invalid(_))));
        }
        commands::send(&w.cx, &amara, room, Uuid::nil(), "<script>alert(1)</script> été 家").await.unwrap();
        let line = &queries::after(&w.cx, room, 0).await.unwrap().unwrap()[0];
        assert!(!line.html.contains("<script") && line.html.contains("été 家"), "{}", line.html);
    }

    async fn a_flood_must_wait_and_a_long_absence_reads_the_page(bench) {
        let w = world(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        let room = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        let mut refused = 0;
        for n in 0..30_u128 {
            refused += usize::from(matches!(commands::send(&w.cx, &amara, room, Uuid::from_u128(n), "x").await, Err(Fault::TooMany(_))));
        }
        assert!(refused > 0);
        let view = queries::room(&w.cx, &amara, &w.slug, None, Some(10)).await.unwrap();
        assert_eq!((view.lines.len(), view.older), (9, None));
    }
}
