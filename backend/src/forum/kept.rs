//! Pages of threads as they stand in the store, kept while nothing of them changes, and what was drawn of their posts.
//!
//! Each request reads the thread's stamp (`m0018_thread_stamps`) together with its door. The store moves that stamp whenever a post, an
//! addition or an author's name changes, whichever process changes it; so a page that is kept is shown only while it is what the store says.
//! Who may read what is never kept: it is decided anew for every reader, from the rows of their own request.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::id::{PersonId, PostId, ThreadId};
use moka::sync::Cache;

use super::views::{Addition, Standing};

/// All pages together take about this much at most, in bytes.
const MOST: u64 = 24 * 1024 * 1024;
/// After this time a page is read again: words that were blotted out do not stay in memory because nobody came by.
const LONGEST: Duration = Duration::from_secs(600);
/// What stands around the words of a post, in bytes, for those who moderate.
const FRAME: usize = 1500;
/// A post is drawn for at most so many kinds of readers at a time.
const KINDS: usize = 4;

/// The pages that a process keeps.
pub struct Shelf(Cache<(ThreadId, u64), Arc<Leaf>>);

impl Default for Shelf {
    fn default() -> Self {
        let weigh = |_: &(ThreadId, u64), leaf: &Arc<Leaf>| u32::try_from(leaf.weight()).unwrap_or(u32::MAX);
        Self(Cache::builder().weigher(weigh).max_capacity(MOST).time_to_live(LONGEST).build())
    }
}

impl Shelf {
    /// A page, if it still says what the store says.
    pub(super) fn get(&self, thread: ThreadId, page: u64, stamp: i64) -> Option<Arc<Leaf>> {
        self.0.get(&(thread, page)).filter(|leaf| leaf.stamp == stamp)
    }

    /// Keeps a page that was just read. A post that says what it said before stays the same one, with what was drawn of it.
    pub(super) fn put(&self, thread: ThreadId, page: u64, mut leaf: Leaf) -> Arc<Leaf> {
        if let Some(before) = self.0.get(&(thread, page)) {
            let known: HashMap<PostId, &Arc<Post>> = before.posts.iter().map(|post| (post.said.id, post)).collect();
            for post in &mut leaf.posts {
                if let Some(same) = known.get(&post.said.id).filter(|old| old.said == post.said) {
                    *post = Arc::clone(same);
                }
            }
        }
        let leaf = Arc::new(leaf);
        self.0.insert((thread, page), leaf.clone());
        leaf
    }
}

/// One page of a thread, the same for all its readers.
pub(super) struct Leaf {
    /// The thread's stamp when it was read.
    pub stamp: i64,
    /// How many posts have a place on the thread's pages.
    pub placed: u64,
    /// In the order of reading.
    pub posts: Vec<Arc<Post>>,
}

impl Leaf {
    /// What it takes at most: its words, and as often as it may be drawn, its words with a frame around them.
    fn weight(&self) -> usize {
        self.posts.iter().map(|post| 400 + post.said.size() + KINDS * (FRAME + post.said.size())).sum::<usize>() + 200
    }
}

/// A post, and what was drawn of it.
pub(super) struct Post {
    pub said: Said,
    pub drawn: Arc<Drawn>,
}

/// Everything of a post that is the same for all readers; some of it not for all of them to see.
#[derive(PartialEq)]
pub(super) struct Said {
    pub id: PostId,
    pub author_id: PersonId,
    pub author: Arc<str>,
    pub profession: Arc<str>,
    pub parent: Option<(PostId, Arc<str>)>,
    pub seq: i64,
    pub depth: i32,
    pub html: Arc<str>,
    pub additions: Arc<[Addition]>,
    pub at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    pub standing: Standing,
    pub hidden_reason: Arc<str>,
}

impl Said {
    fn size(&self) -> usize {
        self.html.len() + self.additions.iter().map(|a| a.html.len() + 200).sum::<usize>() + self.hidden_reason.len()
    }
}

/// What was drawn of a post, once for all readers who see the same of it.
#[derive(Default)]
pub struct Drawn(Mutex<Vec<Sketch>>);

struct Sketch {
    reader: Arc<str>,
    sees: u64,
    text: Arc<str>,
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Drawn")
    }
}

impl Drawn {
    /// The text for such a reader (language, zone, place: whatever the page differs by) who sees this of the post, drawn when it is not
    /// there. Reader and sight together must name everything that `draw` looks at beside the post itself.
    pub fn text(&self, reader: &Arc<str>, sees: u64, draw: impl FnOnce() -> String) -> Arc<str> {
        let held = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |s: &&Sketch| s.sees == sees && s.reader == *reader;
        if let Some(sketch) = held().iter().find(same) {
            return sketch.text.clone();
        }
        let text: Arc<str> = draw().into();
        let mut all = held();
        if all.len() >= KINDS {
            all.remove(0);
        }
        all.push(Sketch { reader: reader.clone(), sees, text: text.clone() });
        text
    }
}
