//! Who is behind a device, remembered for a moment, and forgotten as soon as it is known that rights changed.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use backend::accounts::viewer;
use backend::ports::Hint;
use backend::{Cx, Result, Viewer};
use domain::id::{PersonId, SignInId};
use moka::sync::Cache;

use crate::together::Together;

/// Rights read from the store are believed for this long.
const BELIEVED: Duration = Duration::from_secs(3);

/// The viewers of one process. Cheap to clone.
#[derive(Clone)]
pub struct Viewers {
    known: Cache<SignInId, (Instant, Viewer)>,
    asked: Together<SignInId, Viewer>,
    changed: Cache<PersonId, Instant>,
    all_changed: Arc<Mutex<Option<Instant>>>,
}

impl Default for Viewers {
    fn default() -> Self {
        Self {
            known: Cache::builder().max_capacity(20_000).time_to_live(BELIEVED).build(),
            asked: Together::default(),
            // Longer than anything read before the change can still be believed.
            changed: Cache::builder().max_capacity(100_000).time_to_live(BELIEVED * 4).build(),
            all_changed: Arc::default(),
        }
    }
}

impl Viewers {
    /// The viewer behind a device, as remembered or as read now.
    pub async fn of(&self, cx: &Cx, device: SignInId) -> Result<Viewer> {
        match self.known.get(&device) {
            Some((read, viewer)) if self.holds(read, &viewer) => Ok(viewer),
            _ => self.afresh(cx, device).await,
        }
    }

    /// The viewer behind a device, as read now, together with whoever else asks at this moment.
    pub async fn afresh(&self, cx: &Cx, device: SignInId) -> Result<Viewer> {
        let (cx, known) = (cx.clone(), self.known.clone());
        let read = move |devices: Vec<SignInId>| {
            let (cx, known) = (cx.clone(), known.clone());
            async move {
                let read = Instant::now();
                let mut found = viewer::of_sign_ins(&cx, &devices).await?;
                for device in devices {
                    known.insert(device, (read, found.entry(device).or_default().clone()));
                }
                Ok(found)
            }
        };
        Ok(self.asked.ask(device, read).await?.unwrap_or_default())
    }

    /// Whether nothing changed since it was read.
    fn holds(&self, read: Instant, viewer: &Viewer) -> bool {
        let later = |change: Option<Instant>| change.is_some_and(|change| change >= read);
        let person = viewer.person().and_then(|person| self.changed.get(&person));
        !later(person) && !later(*self.all_changed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Rights changed.
    pub fn changed(&self, hint: &Hint) {
        match hint {
            Hint::Person(person) => self.changed.insert(*person, Instant::now()),
            Hint::Cohort(_) => *self.all_changed.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now()),
            _ => {}
        }
    }
}
