//! What a client says, each act through its door; and the second look at rights.

use std::sync::Arc;

use backend::Fault;
use backend::chat::{commands, queries};
use backend::ports::{Bus as _, Hint};
use domain::id::{RoomId, SessionId};
use domain::live::call::CallTell;
use domain::live::{MOST_MISSED, Say, Tell, close};
use tokio::sync::SemaphorePermit;
use uuid::Uuid;

use super::audience::Seat;
use super::ear::{End, Topic};
use super::socket::Socket;
use super::{frame, plugs};

/// Rooms that one socket may be in at once, and hours that it may watch.
const MOST_ROOMS: usize = 16;
/// Missed messages that go out as one.
const TOGETHER: usize = 50;

impl Socket {
    /// One frame of the client.
    pub(super) async fn hear(&mut self, text: &str) -> Result<(), End> {
        match serde_json::from_str(text) {
            Ok(Say::Join { room, after }) => self.join(room, after).await,
            Ok(Say::Leave { room }) => {
                self.leave(room);
                Ok(())
            }
            Ok(Say::Send { room, nonce, text }) => self.send(room, nonce, &text),
            Ok(Say::Earlier { room, before }) => self.earlier(room, before).await,
            Ok(Say::Typing { room }) => {
                if self.ear.visible() && self.seat(room).is_some() {
                    self.host.bus.publish(Hint::Typing(self.ear.person, room));
                }
                Ok(())
            }
            Ok(Say::Seen { room, seq }) => match plugs::seen(&self.board().cx, &self.viewer, self.seat(room).is_some(), room, seq).await {
                Ok(()) => Ok(()),
                Err(fault) => self.refuse(room, None, &fault),
            },
            Ok(Say::Visible { on }) => {
                self.ask_to_show(on);
                Ok(())
            }
            Ok(Say::Watch { session, after }) => self.watch(session, after).await,
            Ok(Say::Unwatch { session }) => {
                self.unwatch(session);
                Ok(())
            }
            // The frames of calls stand apart, so that the islands carry none of them.
            Err(_) => match serde_json::from_str(text) {
                Ok(said) => self.hear_call(said).await,
                Err(_) => Err(End(close::POLICY, "not a frame")),
            },
        }
    }

    /// A turn at the store: many who come back at once do not take it from pages.
    async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.board().doors.acquire().await.ok()
    }

    /// Enters a room. What was missed is sent before the seat is taken, and the seat is taken when nothing is missing any more.
    async fn join(&mut self, room: RoomId, after: i64) -> Result<(), End> {
        self.leave(room);
        if self.rooms.len() >= MOST_ROOMS {
            return self.refuse(room, None, &Fault::TooMany(60));
        }
        // If this person was put out a moment ago, what follows is held back until it was looked at.
        let opened = self.board().doorway(room).await;
        let (suspicions, reached) = match opened.and_then(|(suspicions, doorway)| Ok((suspicions, doorway.open(&self.viewer)?))) {
            Ok(opened) => opened,
            Err(fault) => return self.refuse(room, None, &fault),
        };
        let line = self.board().room(&reached);
        self.learn_wish().await;
        let (mut after, seat) = (after.max(0), Seat::new(self.ear.clone(), 0));
        let newest = reached.last_rev.max(line.state().told);
        // A client that has more than the store: the store is an older one, put back after a loss.
        let mut joined = Some(after > newest);
        while !line.enter(&seat, after, reached.last_seq, joined, || self.board().suspected_since(suspicions)) {
            let missed = {
                let _turn = self.turn().await;
                queries::after(&self.board().cx, room, after).await
            };
            let missed = match missed {
                Ok(Some(missed)) if joined.is_some() || i64::try_from(missed.len()).is_ok_and(|n| n < MOST_MISSED) => missed,
                Ok(_) => {
                    joined = Some(true);
                    continue;
                }
                Err(fault) => return self.refuse(room, None, &fault),
            };
            if joined.take().is_some() {
                let tell = Tell::Joined { room, seq: reached.last_seq, rev: newest, limited: false };
                self.tell(Topic::Room(room), &tell);
            }
            // Nothing is left of them: what was told before is all there is.
            after = missed.last().map_or(newest, |last| last.rev);
            for some in missed.chunks(TOGETHER) {
                self.breathe().await?;
                let mut bytes = Vec::new();
                some.iter().for_each(|message| frame::append(&mut bytes, &Tell::Message(message.clone())));
                self.ear.tell(Topic::Room(room), u32::try_from(some.len()).unwrap_or(u32::MAX), &bytes.into());
            }
        }
        if let Some(who) = self.viewer.who().filter(|_| self.ear.visible()) {
            line.come(self.board(), who.person, &who.name);
        } else {
            line.tell_presence_soon(self.board());
        }
        self.rooms.push((line, seat));
        Ok(())
    }

    /// A message: durable first, then acknowledged. Those of one client keep their order, and the next is read meanwhile.
    fn send(&self, room: RoomId, nonce: Uuid, text: &str) -> Result<(), End> {
        let answer = match commands::hand_in(&self.board().cx, &self.viewer, room, nonce, text) {
            Ok(answer) => answer,
            Err(fault) => return self.refuse(room, Some(nonce), &fault),
        };
        let ear = self.ear.clone();
        tokio::spawn(async move {
            match answer.seq().await {
                Ok(seq) => ear.tell(Topic::Line, 1, &frame::text(&Tell::Ack { room, nonce, seq })),
                Err(Fault::SignIn) => ear.end(End(close::POLICY, "signed out")),
                Err(fault) => ear.tell(Topic::Line, 1, &frame::text(&refusal(room, Some(nonce), &fault))),
            }
        });
        Ok(())
    }

    async fn earlier(&mut self, room: RoomId, before: i64) -> Result<(), End> {
        self.breathe().await?;
        let found = {
            let _turn = self.turn().await;
            queries::earlier(&self.board().cx, &self.viewer, room, before).await
        };
        match found {
            Ok((lines, more)) => {
                self.tell(Topic::Room(room), &Tell::History { room, before, lines, more });
                Ok(())
            }
            Err(fault) => self.refuse(room, None, &fault),
        }
    }

    /// Begins to listen to a session's hour.
    async fn watch(&mut self, session: SessionId, after: i64) -> Result<(), End> {
        self.unwatch(session);
        let door = {
            let _turn = self.turn().await;
            plugs::hour_door(&self.board().cx, &self.viewer, session).await
        };
        let line = match door {
            Ok(()) if self.hours.len() < MOST_ROOMS => self.board().hour(session),
            Err(Fault::SignIn) => return Err(End(close::POLICY, "signed out")),
            // The store does not answer: the client comes back and asks again.
            Err(fault) if unknown(&fault) => return Err(End(close::BUG, "busy")),
            _ => {
                self.tell(Topic::Line, &Tell::HourGone { session });
                return Ok(());
            }
        };
        let seat = Seat::new(self.ear.clone(), after);
        self.hours.push((session, line.clone(), seat.clone()));
        match line.enter(self.board(), &seat, after).await {
            Ok(()) => Ok(()),
            Err(_) => Err(End(close::BUG, "busy")),
        }
    }

    pub(super) fn refuse(&self, room: RoomId, nonce: Option<Uuid>, fault: &Fault) -> Result<(), End> {
        if matches!(fault, Fault::SignIn) {
            return Err(End(close::POLICY, "signed out"));
        }
        self.tell(Topic::Line, &refusal(room, nonce, fault));
        Ok(())
    }

    /// Reads this device's rights again: signed out ends the socket, a lost room is left, and nothing of it is told any more.
    pub(super) async fn look_again(&mut self) -> Result<(), End> {
        let board = self.board().clone();
        let lost = {
            match self.host.viewers.afresh(&self.board().cx, self.ear.device).await {
                Ok(viewer) => self.viewer = viewer,
                // Not known is not lost. What is held back stays so, and is looked at again; after five seconds the socket ends.
                Err(_) => {
                    self.look_later();
                    return Ok(());
                }
            }
            if self.viewer.who().is_none() {
                return Err(End(close::POLICY, "signed out"));
            }
            let mut lost = Vec::new();
            for (line, _) in &self.rooms {
                match board.doorway(line.room).await.and_then(|(_, doorway)| doorway.open(&self.viewer)) {
                    Ok(_) => {}
                    Err(fault) if unknown(&fault) => {
                        self.look_later();
                        return Ok(());
                    }
                    Err(_) => lost.push(Topic::Room(line.room)),
                }
            }
            for (session, ..) in &self.hours {
                let _turn = board.doors.acquire().await;
                match plugs::hour_door(&board.cx, &self.viewer, *session).await {
                    Ok(()) => {}
                    Err(fault) if unknown(&fault) => {
                        self.look_later();
                        return Ok(());
                    }
                    Err(_) => lost.push(Topic::Hour(*session)),
                }
            }
            match self.lost_call().await {
                Some(call) => lost.extend(call.map(Topic::Call)),
                None => {
                    self.look_later();
                    return Ok(());
                }
            }
            lost
        };
        for topic in &lost {
            match topic {
                Topic::Room(room) => self.leave(*room),
                Topic::Hour(session) => self.unwatch(*session),
                Topic::Call(_) => self.leave_call(),
                Topic::Line => {}
            }
        }
        self.read_wish().await;
        self.ear.release(&lost);
        for topic in lost {
            match topic {
                Topic::Room(room) => self.tell(Topic::Line, &Tell::Left { room }),
                Topic::Hour(session) => self.tell(Topic::Line, &Tell::HourGone { session }),
                Topic::Call(call) => self.ear.tell(Topic::Line, 1, &frame::text(&CallTell::CallGone { call })),
                Topic::Line => {}
            }
        }
        Ok(())
    }

    fn look_later(&self) {
        let ear = Arc::downgrade(&self.ear);
        tokio::spawn(async move {
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            if let Some(ear) = ear.upgrade() {
                ear.look();
            }
        });
    }
}

/// Whether a fault leaves open what is asked: the store does not answer.
pub(super) fn unknown(fault: &Fault) -> bool {
    matches!(fault, Fault::Busy | Fault::DiskFull | Fault::Broken(_))
}

/// Why a message was not taken, or a room not entered.
fn refusal(room: RoomId, nonce: Option<Uuid>, fault: &Fault) -> Tell {
    let (word, retry) = word_of(fault);
    Tell::Refused { room, nonce, word: word.to_owned(), retry }
}

/// The word of a fault, and when to try again.
pub(super) fn word_of(fault: &Fault) -> (&'static str, Option<u32>) {
    if let Fault::Broken(why) = fault {
        tracing::error!(why, "the live socket broke");
    }
    match fault {
        Fault::SignIn | Fault::Missing | Fault::Gone(_) => ("missing", None),
        Fault::Refused(_) | Fault::Conflict(_) => ("refused", None),
        Fault::Invalid(faults) if faults.iter().any(|f| f.word == "fault-empty") => ("empty", None),
        Fault::Invalid(faults) if faults.iter().any(|f| f.word == "fault-case-blocks") => ("identifying", None),
        Fault::Invalid(_) | Fault::TooLarge => ("too_long", None),
        Fault::TooMany(seconds) => ("too_many", Some(*seconds)),
        Fault::Busy | Fault::DiskFull | Fault::Broken(_) => ("busy", Some(2)),
    }
}
