//! What the pages of the forum are given. A field that this reader may not see is empty here already.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::id::{BoardId, PostId, ThreadId};
use uuid::Uuid;

use super::kept::Drawn;
use crate::programs::reach::Reached;

/// A board in a list.
#[derive(Debug, Clone)]
pub struct BoardRow {
    /// Its id.
    pub id: BoardId,
    /// Its kind; an empty name means the word of this kind.
    pub kind: String,
    /// The name that people gave; may be empty.
    pub name: String,
    /// What it is for; may be empty.
    pub about: String,
    /// For renaming.
    pub version: i32,
    /// How many threads.
    pub threads: u64,
    /// How many posts this person has not seen.
    pub unread: u64,
}

/// A thread in a list.
#[derive(Debug, Clone)]
pub struct ThreadRow {
    /// Its id.
    pub id: ThreadId,
    /// Its title; empty when hidden from this reader.
    pub title: String,
    /// Who opened it.
    pub author: String,
    /// How many replies stand in it.
    pub replies: u64,
    /// When the newest post was written.
    pub last_at: DateTime<Utc>,
    /// Who wrote it.
    pub last_author: String,
    /// Stands first.
    pub pinned: bool,
    /// Takes no replies.
    pub locked: bool,
    /// How many posts this person has not seen.
    pub unread: u64,
}

/// The forum's first page.
#[derive(Debug, Clone)]
pub struct Index {
    /// The cohort.
    pub reached: Reached,
    /// Its boards.
    pub boards: Vec<BoardRow>,
    /// The threads last written in.
    pub recent: Vec<ThreadRow>,
    /// Posts not seen.
    pub unread: u64,
    /// Flags that wait; for those who moderate.
    pub flags: u64,
    /// When this was read.
    pub at: DateTime<Utc>,
}

/// A board and a page of its threads.
#[derive(Debug, Clone)]
pub struct BoardPage {
    /// The cohort.
    pub reached: Reached,
    /// The board.
    pub board: BoardRow,
    /// Pinned ones, then the newest.
    pub threads: Vec<ThreadRow>,
    /// This page, beginning with 1.
    pub page: u64,
    /// How many pages.
    pub pages: u64,
    /// When this was read.
    pub at: DateTime<Utc>,
}

/// A thread, as its page's head shows it.
#[derive(Debug, Clone)]
pub struct ThreadHead {
    /// Its id.
    pub id: ThreadId,
    /// Its title; empty when hidden from this reader.
    pub title: String,
    /// Stands first.
    pub pinned: bool,
    /// Takes no replies.
    pub locked: bool,
    /// Its board.
    pub board: BoardId,
    /// Its board's kind.
    pub board_kind: String,
    /// Its board's name; may be empty.
    pub board_name: String,
    /// How many posts this person has not seen, this page's among them.
    pub unread: u64,
}

/// A thread and a page of its posts, in the order of reading.
#[derive(Debug, Clone)]
pub struct ThreadPage {
    /// The cohort.
    pub reached: Reached,
    /// The thread.
    pub thread: ThreadHead,
    /// At most fifty.
    pub posts: Vec<PostRow>,
    /// This page, beginning with 1.
    pub page: u64,
    /// How many pages.
    pub pages: u64,
    /// The boards it could move to, for those who moderate: id, kind, name.
    pub boards: Vec<(BoardId, String, String)>,
    /// An archived cohort takes no more posts.
    pub open: bool,
}

/// How a post stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// For all to read.
    Shown,
    /// Hidden; its author and those who moderate still read it.
    Hidden,
    /// Taken back by its author; a line remains.
    Deleted,
}

/// One post, as this reader may see it.
#[derive(Debug, Clone)]
pub struct PostRow {
    /// Its id.
    pub id: PostId,
    /// Its number in the thread.
    pub seq: i64,
    /// How deep it stands.
    pub depth: i32,
    /// The post it replies to, and who wrote that.
    pub parent: Option<(PostId, Arc<str>)>,
    /// Who wrote it.
    pub author: Arc<str>,
    /// Their profession.
    pub profession: Arc<str>,
    /// Written by this reader.
    pub mine: bool,
    /// Safe HTML; empty when this reader may not see it.
    pub html: Arc<str>,
    /// Parts added later.
    pub additions: Arc<[Addition]>,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// When it was last changed.
    pub edited_at: Option<DateTime<Utc>>,
    /// How it stands.
    pub standing: Standing,
    /// Whether this reader sees its words.
    pub readable: bool,
    /// Why it is hidden; for its author and those who moderate.
    pub hidden_reason: Arc<str>,
    /// Not seen before by this reader.
    pub unread: bool,
    /// Whether this reader may still edit it.
    pub editable: bool,
    /// Open flags; for those who moderate.
    pub flags: u64,
    /// Flagged by this reader.
    pub flagged: bool,
    /// What was drawn of it for readers before.
    pub drawn: Arc<Drawn>,
}

/// A part added later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// Safe HTML.
    pub html: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One's own post, for changing it or adding to it.
#[derive(Debug, Clone)]
pub struct OwnPost {
    /// The cohort.
    pub reached: Reached,
    /// Its thread.
    pub thread: ThreadId,
    /// Its thread's title.
    pub title: String,
    /// Its id.
    pub id: PostId,
    /// As typed.
    pub source: String,
    /// Which version that is.
    pub version: i32,
    /// The time for editing is over: only additions now.
    pub late: bool,
    /// Id for an addition, made when the form is shown.
    pub once: Uuid,
}

/// Everything that a post has said.
#[derive(Debug, Clone)]
pub struct History {
    /// The cohort.
    pub reached: Reached,
    /// Its thread.
    pub thread: ThreadId,
    /// Its thread's title.
    pub title: String,
    /// Its id.
    pub id: PostId,
    /// Who wrote it.
    pub author: String,
    /// Newest first: version, words as typed, since when.
    pub versions: Vec<(i32, String, DateTime<Utc>)>,
    /// Additions as typed.
    pub additions: Vec<(String, DateTime<Utc>)>,
    /// When something was last blotted out.
    pub redacted_at: Option<DateTime<Utc>>,
}
