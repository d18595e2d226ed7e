//! The demo's forum, and what a full page costs.

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
}
