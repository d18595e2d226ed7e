//! How often a door that guesses at secrets may be tried: by account and by address, on a clock that cannot be set back.

use std::num::NonZeroU32;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::{Fault, Result};

/// Tries for one account: ten at once, then one every six seconds (security S09: at most 10 a minute reach the hasher).
const ACCOUNT: u32 = 10;
/// Tries from one address: a whole clinic may sit behind it.
const ADDRESS: u32 = 60;
/// Letters to one account: three at once, then one every five minutes.
const LETTERS: u32 = 3;

/// Messages of one person: twenty at once, then two a second. A lively room stays well below; a stuck key does not.
const MESSAGES: u32 = 20;
/// Posts of one person to forums: thirty at once, then one every four seconds.
const POSTS: u32 = 30;
/// Requests of one person on the consult line: twenty at once, then one every three minutes. Each makes telephones ring.
const CALLS: u32 = 20;
/// What one browser of a call tells the other: sixty frames at once, then ten a second. A page gathers its ways into a few frames.
const SIGNALS: u32 = 60;

/// The limiter of one process.
pub struct Throttle {
    account: DefaultKeyedRateLimiter<String>,
    address: DefaultKeyedRateLimiter<String>,
    letters: DefaultKeyedRateLimiter<String>,
    messages: DefaultKeyedRateLimiter<String>,
    posts: DefaultKeyedRateLimiter<String>,
    calls: DefaultKeyedRateLimiter<String>,
    signals: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
}

impl Default for Throttle {
    fn default() -> Self {
        let per_minute = |n: u32| Quota::per_minute(NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN));
        let slow = Quota::with_period(std::time::Duration::from_secs(300))
            .map(|q| q.allow_burst(NonZeroU32::new(LETTERS).unwrap_or(NonZeroU32::MIN)));
        let seldom = Quota::with_period(std::time::Duration::from_secs(180))
            .map(|q| q.allow_burst(NonZeroU32::new(CALLS).unwrap_or(NonZeroU32::MIN)));
        Self {
            account: RateLimiter::keyed(per_minute(ACCOUNT)),
            address: RateLimiter::keyed(per_minute(ADDRESS)),
            letters: RateLimiter::keyed(slow.unwrap_or_else(|| per_minute(1))),
            messages: RateLimiter::keyed(
                Quota::per_second(NonZeroU32::new(2).unwrap_or(NonZeroU32::MIN))
                    .allow_burst(NonZeroU32::new(MESSAGES).unwrap_or(NonZeroU32::MIN)),
            ),
            posts: RateLimiter::keyed(per_minute(15).allow_burst(NonZeroU32::new(POSTS).unwrap_or(NonZeroU32::MIN))),
            calls: RateLimiter::keyed(seldom.unwrap_or_else(|| per_minute(1))),
            signals: RateLimiter::keyed(
                Quota::per_second(NonZeroU32::new(10).unwrap_or(NonZeroU32::MIN))
                    .allow_burst(NonZeroU32::new(SIGNALS).unwrap_or(NonZeroU32::MIN)),
            ),
            clock: DefaultClock::default(),
        }
    }
}

impl Throttle {
    /// A try at an account's secret. The account's own limit also holds for an address that does not exist, so it tells nothing.
    pub fn try_account(&self, email: &str) -> Result<()> {
        self.look(&self.account, email)
    }
    /// A try from a network address.
    pub fn try_address(&self, address: &str) -> Result<()> {
        self.look(&self.address, address)
    }
    /// A letter to an account, asked for by somebody who is not signed in.
    pub fn try_letter(&self, email: &str) -> Result<()> {
        self.look(&self.letters, email)
    }

    /// A message of a person, to any room.
    pub fn try_message(&self, person: &str) -> Result<()> {
        self.look(&self.messages, person)
    }

    /// A post of a person, to any board.
    pub fn try_post(&self, person: &str) -> Result<()> {
        self.look(&self.posts, person)
    }

    /// A request of a person on the consult line.
    pub fn try_call(&self, person: &str) -> Result<()> {
        self.look(&self.calls, person)
    }

    /// A frame of a person to the other of a call.
    pub fn try_signal(&self, person: &str) -> Result<()> {
        self.look(&self.signals, person)
    }

    fn look(&self, limiter: &DefaultKeyedRateLimiter<String>, key: &str) -> Result<()> {
        if limiter.len() > 20_000 {
            limiter.retain_recent();
        }
        limiter.check_key(&key.to_owned()).map_err(|wait| {
            let seconds = wait.wait_time_from(self.clock.now()).as_secs().saturating_add(1);
            Fault::TooMany(u32::try_from(seconds).unwrap_or(u32::MAX))
        })
    }
}
