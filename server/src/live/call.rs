//! Calls from browser to browser, as this process carries them: who listens to a call here, and what one browser tells the other. A signal goes
//! from socket to socket; only where the other sits on another machine does it wait in the store until that one has fetched it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use backend::consults::signals::{self, Seats};
use domain::id::{ConsultId, PersonId};
use domain::live::call::{CallSay, CallTell, Signal};
use domain::live::close;
use uuid::Uuid;

use super::ear::{Ear, End, Topic};
use super::say::{unknown, word_of};
use super::socket::Socket;
use super::switchboard::{Switchboard, locked};
use super::{frame, plugs};

/// A page of one of the two of a call.
pub struct Party {
    ear: Arc<Ear>,
    /// Its seat, and by which key this socket holds it; none for a page that only listens.
    sits: Option<(Uuid, Uuid)>,
    /// Where it was told that the other sits.
    told: std::sync::Mutex<Option<Uuid>>,
}

impl Party {
    fn person(&self) -> PersonId {
        self.ear.person
    }
    fn tell(&self, call: ConsultId, tell: &CallTell) {
        self.ear.tell(Topic::Call(call), 1, &frame::text(tell));
    }
    /// Whether it sat and does no longer: another page of the same person, or the same page on another line, has the place.
    fn was_moved(&self, seats: &Seats) -> bool {
        self.sits.is_some_and(|(_, holder)| !seats.iter().any(|(.., by)| *by == holder))
    }
    fn tell_other(&self, call: ConsultId, seats: &Seats) {
        let other = seats.iter().find(|(person, ..)| *person != self.person()).map(|(_, seat, _)| *seat);
        if std::mem::replace(&mut *locked(&self.told), other) != other {
            self.tell(call, &CallTell::Peer { call, other });
        }
    }
}

/// Who listens to which call here.
#[derive(Default)]
pub struct Calls {
    parties: std::sync::Mutex<HashMap<ConsultId, Vec<Arc<Party>>>>,
    /// One look at a time, so that signals keep their order.
    looking: tokio::sync::Mutex<()>,
}

impl Calls {
    fn of(&self, call: ConsultId) -> Vec<Arc<Party>> {
        locked(&self.parties).get(&call).cloned().unwrap_or_default()
    }

    /// Whose line is at this seat here. Who has just sat down stands in the store a moment before their line is ready: where no other machine can
    /// have it (`alone`), that moment is waited for.
    async fn at(&self, call: ConsultId, at: (Uuid, Uuid), alone: bool) -> Option<Arc<Party>> {
        for _ in 0..10 {
            let here = self.of(call).into_iter().find(|party| party.sits == Some(at));
            if here.is_some() || !alone {
                return here;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        None
    }

    fn enter(&self, call: ConsultId, party: Arc<Party>) {
        locked(&self.parties).entry(call).or_default().push(party);
    }

    fn leave(&self, call: ConsultId, party: &Arc<Party>) {
        let mut all = locked(&self.parties);
        if let Some(parties) = all.get_mut(&call) {
            parties.retain(|p| !Arc::ptr_eq(p, party));
            if parties.is_empty() {
                all.remove(&call);
            }
        }
    }

    /// Every call that somebody here listens to.
    pub fn known(&self) -> Vec<ConsultId> {
        locked(&self.parties).keys().copied().collect()
    }
}

impl Switchboard {
    /// Something changed in a call: looks who sits where, and for what waits.
    pub(super) fn wake_call(&self, call: ConsultId) {
        if !self.calls.of(call).is_empty() {
            let board = self.clone();
            tokio::spawn(async move {
                if let Err(why) = board.look_at_calls(&[call]).await {
                    tracing::warn!(?why, "a call could not be looked at; it is looked at again");
                }
            });
        }
    }

    /// Tells the pages of these calls what changed.
    pub(super) async fn look_at_calls(&self, calls: &[ConsultId]) -> backend::Result<()> {
        if calls.is_empty() {
            return Ok(());
        }
        let _turn = self.calls.looking.lock().await;
        let stand = signals::stand(&self.cx, calls).await?;
        for call in calls {
            match stand.get(call) {
                Some(seats) => self.look_at_call(*call, seats).await?,
                None => self.calls.of(*call).iter().for_each(|party| {
                    self.calls.leave(*call, party);
                    party.tell(*call, &CallTell::CallGone { call: *call });
                }),
            }
        }
        Ok(())
    }

    async fn look_at_call(&self, call: ConsultId, seats: &Seats) -> backend::Result<()> {
        let mut here = Vec::new();
        for party in self.calls.of(call) {
            if party.was_moved(seats) {
                self.calls.leave(call, &party);
                party.tell(call, &CallTell::CallMoved { call });
                continue;
            }
            party.tell_other(call, seats);
            here.extend(party.sits.map(|(seat, _)| (seat, party)));
        }
        if !self.cx.store.is_shared() {
            return Ok(());
        }
        let mine: Vec<Uuid> = here.iter().map(|(seat, _)| *seat).collect();
        for (from, to, signal) in signals::fetch(&self.cx, call, &mine).await? {
            here.iter().filter(|(seat, _)| *seat == to).for_each(|(_, party)| {
                party.tell(call, &CallTell::Signal { call, from, signal: signal.clone() });
            });
        }
        Ok(())
    }
}

impl Socket {
    /// One frame about a call.
    pub(super) async fn hear_call(&mut self, said: CallSay) -> Result<(), End> {
        match said {
            CallSay::Call { call, seat } => self.enter_call(call, seat).await,
            CallSay::Uncall { .. } => {
                self.leave_call();
                Ok(())
            }
            CallSay::Signal { call, seat, to, signal } => self.signal(call, (seat, to), &signal).await,
        }
    }

    async fn enter_call(&mut self, call: ConsultId, seat: Option<Uuid>) -> Result<(), End> {
        let sits = seat.map(|seat| (seat, self.board().cx.random_id()));
        // The same page, which looked on and sits down now, or begins anew: nothing more is told to it as it was, and its place is freed behind it.
        let before = self.stand_up();
        let entered = {
            let _turn = self.board().doors.acquire().await;
            signals::enter(&self.board().cx, &self.viewer, call, sits).await
        };
        self.free(before);
        let entered = match entered {
            Ok(entered) => entered,
            Err(fault) => return self.refuse_call(call, &fault),
        };
        let party = Arc::new(Party { ear: self.ear.clone(), sits, told: std::sync::Mutex::new(entered.other) });
        party.tell(call, &CallTell::Call { call, polite: entered.polite, other: entered.other, ice: entered.ice });
        self.board().calls.enter(call, party.clone());
        self.call = Some((call, party));
        // Whoever came, went, or ended it between the door and here.
        self.board().wake_call(call);
        Ok(())
    }

    /// Carries a signal to the other of the call. Its door is opened for each.
    async fn signal(&mut self, call: ConsultId, (seat, to): (Uuid, Uuid), signal: &Signal) -> Result<(), End> {
        let cx = self.board().cx.clone();
        let sent = async {
            let _turn = self.board().doors.acquire().await;
            let Some(holder) = signals::hand_on(&cx, &self.viewer, call, (seat, to), signal).await? else { return Ok(()) };
            match self.board().calls.at(call, (to, holder), !cx.store.is_shared()).await {
                Some(party) => party.tell(call, &CallTell::Signal { call, from: seat, signal: signal.clone() }),
                None if cx.store.is_shared() => signals::put_by(&cx, call, (seat, to), signal).await?,
                // Their line is broken just now: when it is back, the two begin anew.
                None => {}
            }
            Ok::<_, backend::Fault>(())
        };
        match sent.await {
            Ok(()) => Ok(()),
            Err(fault) => self.refuse_call(call, &fault),
        }
    }

    fn refuse_call(&self, call: ConsultId, fault: &backend::Fault) -> Result<(), End> {
        let tell = match fault {
            backend::Fault::SignIn => return Err(End(close::POLICY, "signed out")),
            backend::Fault::Conflict(_) => CallTell::CallGone { call },
            fault => {
                let (word, retry) = word_of(fault);
                CallTell::CallRefused { call, word: word.to_owned(), retry }
            }
        };
        self.ear.tell(Topic::Line, 1, &frame::text(&tell));
        Ok(())
    }

    /// The page is gone, or listens to something else: its place is free.
    pub(super) fn leave_call(&mut self) {
        let before = self.stand_up();
        self.free(before);
    }

    /// Nothing more is told of the call; answers what was held in it.
    fn stand_up(&mut self) -> Option<(ConsultId, Uuid)> {
        let (call, party) = self.call.take()?;
        self.board().calls.leave(call, &party);
        party.sits.map(|(_, holder)| (call, holder))
    }

    fn free(&self, place: Option<(ConsultId, Uuid)>) {
        let Some((call, holder)) = place else { return };
        let cx = self.board().cx.clone();
        tokio::spawn(async move {
            if let Err(why) = plugs::leave_call(&cx, call, holder).await {
                tracing::debug!(?why, "a place in a call was not freed; the next who comes takes it");
            }
        });
    }

    /// Whether the right to the call is lost; nothing when that is not known.
    pub(super) async fn lost_call(&self) -> Option<Option<ConsultId>> {
        let Some((call, _)) = &self.call else { return Some(None) };
        let _turn = self.board().doors.acquire().await;
        match signals::door(&self.board().cx, &self.viewer, *call).await {
            Ok(()) => Some(None),
            Err(fault) if unknown(&fault) => None,
            Err(_) => Some(Some(*call)),
        }
    }
}
