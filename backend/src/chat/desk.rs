//! One writer for messages: what is handed in at the same time goes into one transaction, and each is answered when that is durable.
//!
//! Making something durable costs the disk the same for one message as for sixty. Each message still passes its own door and has its own
//! answer; when one of them spoils the transaction, each gets one of its own.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::id::{PersonId, RoomId};
use tokio::sync::{Notify, oneshot};
use uuid::Uuid;

use super::commands::{self, Admitted};
use crate::{Cx, Fault, Result, Viewer};

/// Messages that become durable together.
const TOGETHER: usize = 64;
/// Messages that may wait; more are asked to come again.
const WAITING: usize = 2000;

/// A message that was judged, and waits for its door.
#[derive(Debug)]
pub struct Words {
    /// Who says it.
    pub(super) viewer: Viewer,
    /// Their id.
    pub(super) person: PersonId,
    /// Where.
    pub(super) room: RoomId,
    /// Their own id of it.
    pub(super) nonce: Uuid,
    /// What.
    pub(super) body: String,
}

/// The answer to a message that was handed in.
pub struct Answer(oneshot::Receiver<Result<i64>>);

impl Answer {
    /// Its number, once it is durable. Whoever stops waiting does not take it back.
    pub async fn seq(self) -> Result<i64> {
        self.0.await.unwrap_or(Err(Fault::Busy))
    }
}

struct Waiting {
    words: Words,
    answer: oneshot::Sender<Result<i64>>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    /// The rooms of what is being written.
    writing: HashSet<RoomId>,
    busy: bool,
}

impl Queue {
    fn has(&self, room: RoomId) -> bool {
        self.writing.contains(&room) || self.waiting.iter().any(|w| w.words.room == room)
    }
}

/// The desk of one process.
#[derive(Default)]
pub struct Desk {
    queue: Mutex<Queue>,
    /// Something was written.
    done: Notify,
}

/// A writer that breaks leaves the desk free for the next.
struct Shift<'a>(&'a Desk);

impl Drop for Shift<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut queue = self.0.queue();
            queue.busy = false;
            queue.writing.clear();
        }
    }
}

impl Desk {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a message. The writer starts with the first and rests when nothing waits.
    pub(super) fn take(&self, cx: &Cx, words: Words) -> Result<Answer> {
        let (answer, hears) = oneshot::channel();
        let mut queue = self.queue();
        if queue.waiting.len() >= WAITING {
            return Err(Fault::Busy);
        }
        queue.waiting.push_back(Waiting { words, answer });
        if !std::mem::replace(&mut queue.busy, true) {
            tokio::spawn(write_on(cx.clone()));
        }
        Ok(Answer(hears))
    }

    /// What is next; nothing: the writer rests.
    fn next(&self) -> Vec<Waiting> {
        let mut queue = self.queue();
        let some = queue.waiting.len().min(TOGETHER);
        queue.busy = some > 0;
        let batch: Vec<Waiting> = queue.waiting.drain(..some).collect();
        queue.writing = batch.iter().map(|w| w.words.room).collect();
        drop(queue);
        self.done.notify_waiters();
        batch
    }

    /// Waits until nothing that was handed in for this room is on its way to the disk, but no longer than so. Whoever is about to tell a
    /// message to thousands tells the next one with it, when that is a matter of milliseconds.
    pub async fn settled(&self, room: RoomId, patience: Duration) {
        let settled = async {
            loop {
                let done = self.done.notified();
                if !self.queue().has(room) {
                    return;
                }
                done.await;
            }
        };
        let _ = tokio::time::timeout(patience, settled).await;
    }
}

async fn write_on(cx: Cx) {
    let desk = cx.ports.desk.clone();
    let _shift = Shift(&desk);
    loop {
        let batch = desk.next();
        if batch.is_empty() {
            return;
        }
        let (words, answers): (Vec<Words>, Vec<_>) = batch.into_iter().map(|w| (w.words, w.answer)).unzip();
        let results = match together(&cx, &words).await {
            Ok(results) => results,
            Err(why) if words.len() == 1 => vec![alone(&cx, &words[0], why).await],
            Err(_) => {
                let mut results = Vec::with_capacity(words.len());
                let mut failed = 0;
                for one in &words {
                    // The store itself fails, so it would fail them all, one long wait after the other.
                    if failed > 2 {
                        results.push(Err(Fault::Busy));
                        continue;
                    }
                    results.push(match together(&cx, std::slice::from_ref(one)).await {
                        Ok(mut result) => result.pop().unwrap_or(Err(Fault::Busy)),
                        Err(why) => alone(&cx, one, why).await,
                    });
                    failed += usize::from(matches!(results.last(), Some(Err(Fault::Busy | Fault::DiskFull | Fault::Broken(_)))));
                }
                results
            }
        };
        for (answer, result) in answers.into_iter().zip(results) {
            // Nobody may wait any more; the message is there all the same.
            let _ = answer.send(result);
        }
    }
}

/// One transaction for all of them. A door that is shut is one message's answer; a fault of the store, or a number that was taken in
/// vain, spoils the whole.
async fn together(cx: &Cx, all: &[Words]) -> Result<Vec<Result<i64>>> {
    let mut tx = cx.begin().await?;
    let (mut results, mut written) = (Vec::with_capacity(all.len()), false);
    for words in all {
        results.push(match commands::admit(&tx, words).await {
            Ok(Admitted::Known(seq)) => Ok(seq),
            Ok(Admitted::New(rendered)) => {
                written = true;
                Ok(commands::put(&mut tx, words, rendered).await?)
            }
            Err(why @ (Fault::Busy | Fault::DiskFull | Fault::Broken(_))) => return Err(why),
            Err(why) => Err(why),
        });
    }
    if written {
        tx.commit().await?;
    }
    Ok(results)
}

/// A message whose transaction failed by itself: it may have been written by another machine just now.
async fn alone(cx: &Cx, words: &Words, why: Fault) -> Result<i64> {
    let tx = cx.begin().await?;
    match commands::said(&tx, words).await? {
        Some(known) => Ok(known.seq),
        None => Err(why),
    }
}
