//! The forum on both databases.

mod cost;
mod doors;
mod finding;
mod keeping;
mod reading;
mod writing;

use domain::id::{BoardId, PostId, ThreadId};
use uuid::Uuid;

use super::{boards, commands, queries};
use crate::testing::Bench;
use crate::world::World;
use crate::{Fault, Viewer};

/// A forum with one thread in it.
struct Forum {
    world: World,
    board: BoardId,
    thread: ThreadId,
}

impl Forum {
    async fn new(bench: &Bench) -> Self {
        let world = World::found(&bench.cx).await.unwrap();
        let tx = bench.cx.begin().await.unwrap();
        boards::ensure_boards(&tx, world.cohort).await.unwrap();
        tx.commit().await.unwrap();
        let board = boards::id_of(world.cohort, "practice");
        let amara = world.viewer("amara").await.unwrap();
        let thread = commands::open_thread(
            &world.cx,
            &amara,
            &world.slug,
            board,
            world.cx.new_id(),
            "Silence in the room",
            "How long do you *wait*?",
        )
        .await
        .unwrap();
        Self { world, board, thread }
    }

    async fn who(&self, short: &str) -> Viewer {
        self.world.viewer(short).await.unwrap()
    }

    fn id(&self) -> Uuid {
        self.world.cx.new_id()
    }

    async fn say(&self, who: &str, parent: Option<PostId>, body: &str) -> PostId {
        let viewer = self.who(who).await;
        commands::reply(&self.world.cx, &viewer, &self.world.slug, self.thread, self.id(), parent, body).await.unwrap()
    }

    async fn page(&self, who: &str, page: u64) -> queries::ThreadPage {
        queries::thread(&self.world.cx, &self.who(who).await, &self.world.slug, self.thread, page).await.unwrap()
    }

    /// The opening post.
    async fn first(&self) -> PostId {
        self.page("amara", 1).await.posts[0].id
    }
}

/// The fields that a fault names.
#[track_caller]
fn fields<T: std::fmt::Debug>(answer: crate::Result<T>) -> Vec<String> {
    match answer {
        Err(Fault::Invalid(faults)) => faults.into_iter().map(|f| format!("{} {}", f.field, f.word)).collect(),
        other => panic!("expected faults of fields, got {other:?}"),
    }
}
