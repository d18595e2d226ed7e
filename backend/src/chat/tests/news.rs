//! The number in the frame of every page, remembered from one page to the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::chat::{marks, news};
use crate::kept::Kept;
use crate::ports::Ports;
use crate::testing::reopen;
use crate::{Cx, Viewer};

both! {
    async fn the_number_in_the_frame_is_asked_anew_when_anything_was_written(bench) {
        let w = world(&bench).await;
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        let mut cx = w.cx.clone();
        let asked = Arc::new(AtomicU64::new(0));
        let counter = asked.clone();
        cx.store.watch(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let room = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        asked.store(0, Ordering::Relaxed);
        for _ in 0..3 {
            assert_eq!(news::of(&cx, &amara).await.unwrap(), 0);
        }
        assert_eq!(asked.swap(0, Ordering::Relaxed), 1, "once for three pages");
        let seq = commands::send(&cx, &benoit, room, Uuid::from_u128(1), "Hello").await.unwrap();
        assert_eq!((news::of(&cx, &amara).await.unwrap(), news::of(&cx, &benoit).await.unwrap()), (1, 0));
        marks::seen(&cx, &amara, room, seq).await.unwrap();
        assert_eq!(news::of(&cx, &amara).await.unwrap(), 0);
        assert_eq!(news::of(&cx, &Viewer::nobody()).await.unwrap(), 0);

        // Another process writes: a second later at most it is known here.
        let there = reopen(&bench).await;
        let there = Cx { ports: Ports { kept: Arc::new(Kept::default()), desk: Arc::default(), ..there.ports.clone() }, ..there };
        commands::send(&there, &benoit, room, Uuid::from_u128(2), "Again").await.unwrap();
        assert_eq!(news::of(&there, &amara).await.unwrap(), 1);
        bench.clock.pass(chrono::Duration::seconds(1));
        assert_eq!(news::of(&cx, &amara).await.unwrap(), 1);

        // Whoever lost their place is told nothing of it any more.
        let mut who = amara.who().unwrap().clone();
        who.memberships.clear();
        assert_eq!(news::of(&cx, &Viewer::of(who)).await.unwrap(), 0);
        assert_eq!(news::of(&cx, &amara).await.unwrap(), 1);
    }
}
