//! The demo's forum, and what a full page costs.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::forum::{demo, reading};
use crate::search;

crate::both! {
    async fn the_demo_forum_is_alive(bench) {
        let world = World::found(&bench.cx).await.unwrap();
        demo::furnish(&world).await.unwrap();
        let amara = world.viewer("amara").await.unwrap();
        let index = queries::index(&world.cx, &amara, &world.slug).await.unwrap();
        assert_eq!((index.boards.len(), index.recent.len()), (3, 8));
        assert!(index.unread > 0 && index.unread < 10, "{}", index.unread);
        let practice = boards::id_of(world.cohort, "practice");
        let board = queries::board(&world.cx, &amara, &world.slug, practice, 1).await.unwrap();
        let longest = board.threads.iter().max_by_key(|t| t.replies).unwrap();
        let page = queries::thread(&world.cx, &amara, &world.slug, longest.id, 1).await.unwrap();
        assert_eq!((page.posts.len(), page.pages), (50, 2));
        assert!(page.posts.iter().all(|p| !p.author.is_empty() && p.at < world.cx.now()));
        let deepest = page.posts.iter().map(|p| p.depth).max().unwrap();
        assert_eq!(deepest, 4);
        assert_eq!(search::find(&world.cx, &amara, "trahison", 1).await.unwrap().total, 1);
        reading::shown(&world.cx, &amara, &page).await.unwrap();
    }

    async fn a_page_costs_the_same_whatever_stands_on_it(bench) {
        let f = Forum::new(&bench).await;
        let mut cx = f.world.cx.clone();
        let asked = Arc::new(AtomicU64::new(0));
        let counter = asked.clone();
        cx.store.watch(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let mut costs = Vec::new();
        for filled in [false, true] {
            if filled {
                for n in 0..55 {
                    let post = f.say("amara", None, &format!("Post {n}")).await;
                    if n % 5 == 0 {
                        let reply = f.say("benoit", Some(post), "A reply").await;
                        commands::add(&f.world.cx, &f.who("benoit").await, &f.world.slug, reply, f.id(), "More").await.unwrap();
                    }
                }
            }
            for (who, first, most) in [("ivy", [2, 3], 1), ("fatima", [2, 2], 2)] {
                let viewer = f.who(who).await;
                asked.store(0, Ordering::Relaxed);
                queries::thread(&cx, &viewer, &f.world.slug, f.thread, 1).await.unwrap();
                let n = asked.swap(0, Ordering::Relaxed);
                assert_eq!(n, first[usize::from(filled)], "{who}, who comes after a change or after others");
                queries::thread(&cx, &viewer, &f.world.slug, f.thread, 1).await.unwrap();
                assert_eq!(asked.swap(0, Ordering::Relaxed), most, "{who}, while nothing changed");
                queries::index(&cx, &viewer, &f.world.slug).await.unwrap();
                costs.push(asked.swap(0, Ordering::Relaxed));
                queries::board(&cx, &viewer, &f.world.slug, f.board, 1).await.unwrap();
                costs.push(asked.swap(0, Ordering::Relaxed));
            }
        }
        assert_eq!(costs[..4], costs[4..], "lists cost the same empty or full");
        assert!(costs.iter().all(|n| *n > 0 && *n <= 7), "{costs:?}");
    }
}
