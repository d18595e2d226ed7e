//! How many conversations have something new, remembered from one page of a reader to the next.
//!
//! The frame of every page shows it. It is asked anew as soon as this process has written anything at all, and after a second in any case:
//! that is how late it may be when another process wrote. It is a number beside a word, and no door hangs on it.

use chrono::{DateTime, Duration, Utc};
use domain::id::PersonId;
use domain::viewer::Who;
use moka::sync::Cache;

use super::inbox;
use crate::{Cx, Result, Viewer};

/// The numbers that a process remembers.
pub struct News(Cache<PersonId, Known>);

#[derive(Clone)]
struct Known {
    /// How much this process had written when it was asked.
    written: u64,
    at: DateTime<Utc>,
    /// Whose number it is, with the rights they had.
    viewer: Viewer,
    rooms: u64,
}

impl Default for News {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(20_000).time_to_live(std::time::Duration::from_secs(2)).build())
    }
}

/// How many conversations have something new for a viewer: for the frame of a page.
pub async fn of(cx: &Cx, viewer: &Viewer) -> Result<u64> {
    let Some(who) = viewer.who() else { return Ok(0) };
    let (written, at) = (cx.store.written(), cx.now());
    if let Some(known) = cx.ports.kept.news.0.get(&who.person) {
        let young = known.at <= at && at - known.at < Duration::seconds(1);
        let same = |then: &Who| then.memberships == who.memberships && then.grants == who.grants;
        if young && known.written == written && known.viewer.who().is_some_and(same) {
            return Ok(known.rooms);
        }
    }
    let rooms = inbox::unread(cx, viewer).await?;
    cx.ports.kept.news.0.insert(who.person, Known { written, at, viewer: viewer.clone(), rooms });
    Ok(rooms)
}
