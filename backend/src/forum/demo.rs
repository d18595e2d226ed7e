//! The demo's forum: what a cohort wrote to each other in three months. The texts are in `world/forum.tsv`:
//! `T` thread, board, state, title; `P` thread, number, the number it replies to, who, days ago, text; `A` an addition; `F` a flag that waits.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use domain::id::{BoardId, PersonId, PostId, ThreadId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::tables::{post_additions, posts, read_marks, threads};
use super::{boards, commands, indexing};
use crate::flags::tables::flags;
use crate::world::World;
use crate::{Fault, Result, Tx, markup};

const TEXTS: &str = include_str!("../world/forum.tsv");

/// Those who have read everything up to two days ago; the others have it all before them.
const READERS: [&str; 6] = ["amara", "benoit", "fatima", "gilles", "corinne", "maya"];

/// What was laid so far.
struct Laid<'a> {
    world: &'a World,
    now: DateTime<Utc>,
    threads: BTreeMap<&'a str, threads::Model>,
    posts: BTreeMap<(&'a str, &'a str), posts::Model>,
}

/// Fills the forum of the world's cohort.
pub async fn furnish(world: &World) -> Result<()> {
    let tx = world.cx.begin().await?;
    boards::ensure_boards(&tx, world.cohort).await?;
    let mut laid = Laid { world, now: world.cx.now(), threads: BTreeMap::new(), posts: BTreeMap::new() };
    for line in TEXTS.lines() {
        laid.line(&tx, line).await?;
    }
    laid.close(&tx).await?;
    laid.mark_read(&tx).await?;
    tx.commit().await
}

impl<'a> Laid<'a> {
    async fn line(&mut self, tx: &Tx, line: &'a str) -> Result<()> {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells.as_slice() {
            ["T", key, board, state, title] => {
                self.thread(key, boards::id_of(self.world.cohort, board), state, title);
                Ok(())
            }
            ["P", key, n, reply, who, ago, text] => self.post(tx, key, n, reply, who, ago, text).await,
            ["A", key, n, ago, text] => self.addition(tx, key, n, ago, text).await,
            ["F", key, n, who, kind, ago, text] => self.flag(tx, key, n, who, kind, ago, text).await,
            _ => Err(Fault::Broken(format!("a line of the demo's forum is not one: {line}"))),
        }
    }

    fn at(&self, days: &str) -> DateTime<Utc> {
        let seconds = days.parse::<f64>().unwrap_or(0.0) * 86_400.0;
        #[expect(clippy::cast_possible_truncation, reason = "days of the demo's own file")]
        let back = Duration::seconds(seconds as i64);
        self.now - back
    }

    fn known(&self, key: &str, n: &str) -> Result<&posts::Model> {
        self.posts
            .iter()
            .find(|((k, m), _)| *k == key && *m == n)
            .map(|(_, p)| p)
            .ok_or_else(|| Fault::Broken(format!("no post {n} in {key}")))
    }

    /// The row is written with its first post, when its times are known.
    fn thread(&mut self, key: &'a str, board: BoardId, state: &str, title: &str) {
        let row = threads::Model {
            id: ThreadId(self.world.cx.new_id()),
            cohort_id: self.world.cohort,
            board_id: board,
            title: title.to_owned(),
            created_by: PersonId(uuid::Uuid::nil()),
            last_seq: 0,
            posts: 0,
            last_post_at: self.now,
            title_hidden: false,
            pinned_at: (state == "pinned").then_some(self.now - Duration::days(80)),
            locked_at: (state == "locked").then_some(self.now - Duration::days(80)),
            created_at: self.now,
        };
        self.threads.insert(key, row);
    }

    #[expect(clippy::too_many_arguments, reason = "the cells of a line")]
    async fn post(&mut self, tx: &Tx, key: &'a str, n: &'a str, reply: &str, who: &str, ago: &str, text: &str) -> Result<()> {
        let (at, author) = (self.at(ago), self.world.id(who));
        // As the command does: a reply to the opening post stands under the thread.
        let parent = if reply == "-" { None } else { Some(self.known(key, reply)?.clone()).filter(|p| p.seq > 1) };
        let thread = self.threads.get_mut(key).ok_or(Fault::Missing)?;
        thread.last_seq += 1;
        thread.posts += 1;
        thread.last_post_at = at;
        if thread.last_seq == 1 {
            (thread.created_by, thread.created_at) = (author, at);
            threads::Entity::insert(threads::ActiveModel::from(thread.clone())).exec_without_returning(tx.db()).await?;
        }
        let (depth, path) = commands::place(parent.as_ref(), thread.last_seq);
        let source = text.replace("\\n", "\n");
        let row = posts::Model {
            id: PostId(self.world.cx.new_id()),
            cohort_id: self.world.cohort,
            thread_id: thread.id,
            parent_id: parent.map(|p| p.id),
            author_id: author,
            seq: thread.last_seq,
            depth,
            path,
            html: markup::to_html(&source),
            html_version: markup::VERSION,
            source,
            version: 1,
            additions: 0,
            created_at: at,
            edited_at: None,
            redacted_at: None,
            hidden_at: None,
            hidden_by: None,
            hidden_reason: String::new(),
            deleted_at: None,
        };
        posts::Entity::insert(posts::ActiveModel::from(row.clone())).exec_without_returning(tx.db()).await?;
        indexing::post(tx, &row, &thread.title).await?;
        self.posts.insert((key, n), row);
        Ok(())
    }

    async fn addition(&mut self, tx: &Tx, key: &str, n: &str, ago: &str, text: &str) -> Result<()> {
        let mut post = self.known(key, n)?.clone();
        let row = post_additions::ActiveModel {
            id: Set(self.world.cx.new_id()),
            post_id: Set(post.id),
            source: Set(text.to_owned()),
            html: Set(markup::to_html(text)),
            html_version: Set(markup::VERSION),
            created_at: Set(self.at(ago)),
        };
        post_additions::Entity::insert(row).exec_without_returning(tx.db()).await?;
        post.additions += 1;
        posts::ActiveModel { id: Set(post.id), additions: Set(post.additions), ..Default::default() }.update(tx.db()).await?;
        let title = self.threads.get(key).map(|t| t.title.clone()).unwrap_or_default();
        indexing::post(tx, &post, &title).await
    }

    #[expect(clippy::too_many_arguments, reason = "the cells of a line")]
    async fn flag(&mut self, tx: &Tx, key: &str, n: &str, who: &str, kind: &str, ago: &str, text: &str) -> Result<()> {
        let row = flags::ActiveModel {
            id: Set(self.world.cx.new_id()),
            cohort_id: Set(self.world.cohort),
            target_kind: Set("post".to_owned()),
            target_id: Set(self.known(key, n)?.id.0),
            person_id: Set(self.world.id(who)),
            kind: Set(kind.to_owned()),
            reason: Set(text.to_owned()),
            created_at: Set(self.at(ago)),
            settled_at: Set(None),
            settled_by: Set(None),
        };
        flags::Entity::insert(row).exec_without_returning(tx.db()).await?;
        Ok(())
    }

    /// Writes the counters, and what search knows of the titles.
    async fn close(&self, tx: &Tx) -> Result<()> {
        for row in self.threads.values() {
            let counted = threads::ActiveModel {
                id: Set(row.id),
                last_seq: Set(row.last_seq),
                posts: Set(row.posts),
                last_post_at: Set(row.last_post_at),
                ..Default::default()
            };
            counted.update(tx.db()).await?;
            indexing::thread(tx, row).await?;
        }
        Ok(())
    }

    async fn mark_read(&self, tx: &Tx) -> Result<()> {
        let until = self.now - Duration::days(2);
        for thread in self.threads.values() {
            let older = posts::Entity::find().filter(posts::Column::ThreadId.eq(thread.id)).filter(posts::Column::CreatedAt.lte(until));
            let last = older.all(tx.db()).await?.into_iter().map(|p| p.seq).max().unwrap_or(0);
            let marks = READERS.map(|who| read_marks::ActiveModel {
                person_id: Set(self.world.id(who)),
                thread_id: Set(thread.id),
                last_seq: Set(last),
                read_at: Set(until),
            });
            read_marks::Entity::insert_many(marks).exec_without_returning(tx.db()).await?;
        }
        Ok(())
    }
}
