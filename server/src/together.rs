//! Questions to the store that come while it is being asked wait for the next look, which answers them all.
//!
//! Nothing is remembered: an answer is always read after its question came, so it is as fresh as one that was asked alone. A thousand who
//! come back at once cost the store a few looks instead of a few thousand.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use backend::{Fault, Result};
use tokio::sync::oneshot;

/// Questions that one look answers.
const AT_ONCE: usize = 256;

type Asked<Q, A> = Vec<(Q, oneshot::Sender<Result<Option<A>>>)>;

/// One kind of question, and those that wait.
pub struct Together<Q, A>(Arc<Mutex<Waiting<Q, A>>>);

struct Waiting<Q, A> {
    asked: Asked<Q, A>,
    busy: bool,
}

impl<Q, A> Clone for Together<Q, A> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<Q, A> Default for Together<Q, A> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Waiting { asked: Vec::new(), busy: false })))
    }
}

/// A reader that breaks leaves the way free for the next, and those who waited hear that it is busy.
struct Shift<'a, Q, A>(&'a Together<Q, A>);

impl<Q, A> Drop for Shift<'_, Q, A> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut waiting = self.0.waiting();
            waiting.busy = false;
            waiting.asked.clear();
        }
    }
}

impl<Q, A> Together<Q, A> {
    fn waiting(&self) -> MutexGuard<'_, Waiting<Q, A>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is to be asked next; nothing: the reader rests.
    fn next(&self) -> Asked<Q, A> {
        let mut waiting = self.waiting();
        let some = waiting.asked.len().min(AT_ONCE);
        waiting.busy = some > 0;
        waiting.asked.drain(..some).collect()
    }
}

impl<Q: Copy + Eq + Hash + Send + 'static, A: Clone + Send + 'static> Together<Q, A> {
    /// Asks, with whoever asks at the same time. `read` begins after this was called; none: it found no answer to this question.
    pub async fn ask<F>(&self, question: Q, read: impl Fn(Vec<Q>) -> F + Send + 'static) -> Result<Option<A>>
    where
        F: Future<Output = Result<HashMap<Q, A>>> + Send,
    {
        let (answer, hears) = oneshot::channel();
        let first = {
            let mut waiting = self.waiting();
            waiting.asked.push((question, answer));
            !std::mem::replace(&mut waiting.busy, true)
        };
        if first {
            // A task of its own: who asked may go away meanwhile, the others still want to know.
            let all = self.clone();
            tokio::spawn(async move { all.answer(read).await });
        }
        hears.await.unwrap_or(Err(Fault::Busy))
    }

    async fn answer<F>(&self, read: impl Fn(Vec<Q>) -> F)
    where
        F: Future<Output = Result<HashMap<Q, A>>>,
    {
        let _shift = Shift(self);
        loop {
            let asked = self.next();
            if asked.is_empty() {
                return;
            }
            let mut questions: Vec<Q> = Vec::with_capacity(asked.len());
            let mut seen = std::collections::HashSet::with_capacity(asked.len());
            questions.extend(asked.iter().map(|(question, _)| *question).filter(|question| seen.insert(*question)));
            match read(questions).await {
                Ok(found) => asked.into_iter().for_each(|(question, answer)| {
                    let _ = answer.send(Ok(found.get(&question).cloned()));
                }),
                Err(why) => asked.into_iter().for_each(|(_, answer)| {
                    let _ = answer.send(Err(why.clone()));
                }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    type Answers = std::pin::Pin<Box<dyn Future<Output = Result<HashMap<u32, u32>>> + Send>>;

    /// Doubles numbers under ten, and counts its looks. A look takes a moment.
    fn doubling(looks: &Arc<AtomicUsize>) -> impl Fn(Vec<u32>) -> Answers + Clone + use<> {
        let looks = looks.clone();
        move |asked| {
            let looks = looks.clone();
            Box::pin(async move {
                looks.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                if asked.contains(&113) {
                    return Err(Fault::DiskFull);
                }
                Ok(asked.into_iter().filter(|n| *n < 10).map(|n| (n, 2 * n)).collect())
            })
        }
    }

    #[tokio::test]
    async fn those_who_ask_at_the_same_time_cost_two_looks() {
        let (looks, together) = (Arc::new(AtomicUsize::new(0)), Together::default());
        let asked: Vec<_> = (0..100)
            .map(|n| {
                let (together, read): (Together<u32, u32>, _) = (together.clone(), doubling(&looks));
                tokio::spawn(async move { together.ask(n % 20, read).await })
            })
            .collect();
        for (n, answer) in asked.into_iter().enumerate() {
            let n = u32::try_from(n).unwrap() % 20;
            assert_eq!(answer.await.unwrap(), Ok((n < 10).then_some(2 * n)));
        }
        let so_far = looks.load(Ordering::SeqCst);
        assert!(so_far <= 2, "the first alone, and the rest together; all together when nobody was quicker: {so_far}");
        assert_eq!(together.ask(1, doubling(&looks)).await, Ok(Some(2)));
        assert_eq!(looks.load(Ordering::SeqCst), so_far + 1, "nothing is remembered");
    }

    #[tokio::test]
    async fn who_goes_away_does_not_keep_others_waiting_and_a_fault_is_everybodys() {
        let (looks, together) = (Arc::new(AtomicUsize::new(0)), Together::<u32, u32>::default());
        let gone = tokio::time::timeout(Duration::from_millis(1), together.ask(1, doubling(&looks))).await;
        assert!(gone.is_err());
        let (one, two) = tokio::join!(together.ask(113, doubling(&looks)), together.ask(2, doubling(&looks)));
        assert_eq!((one, two), (Err(Fault::DiskFull), Err(Fault::DiskFull)));
        assert_eq!(together.ask(2, doubling(&looks)).await, Ok(Some(4)), "the next look is another");
    }

    #[tokio::test]
    async fn a_reader_that_breaks_leaves_the_way_free() {
        let together = Together::<u32, u32>::default();
        let broken = |_: Vec<u32>| async { if true { panic!("broken on purpose") } else { Ok(HashMap::new()) } };
        assert_eq!(together.ask(1, broken).await, Err(Fault::Busy));
        let looks = Arc::new(AtomicUsize::new(0));
        assert_eq!(together.ask(1, doubling(&looks)).await, Ok(Some(2)));
    }
}
