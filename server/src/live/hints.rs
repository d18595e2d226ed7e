//! What is heard, of this process and of others: hints and who is where. A hint wakes only what it is about.

use std::collections::HashSet;
use std::sync::{Arc, Weak};

use backend::chat::queries;
use backend::ports::Hint;
use domain::id::{PersonId, RoomId};
use domain::live::Tell;
use tokio::sync::broadcast;

use super::ear::{Ear, Topic};
use super::frame;
use super::here::Typing;
use super::room::RoomLine;
use super::switchboard::{Board, Switchboard};
use crate::bus::Said;

impl Switchboard {
    /// One hint, for whom it concerns.
    pub(super) fn hear(&self, hint: Hint) {
        match hint {
            Hint::Room(room, rev) => {
                if let Some(line) = self.known_room(room).filter(|line| line.state().told < rev) {
                    line.wake(self);
                }
            }
            Hint::Hour(session, _) => {
                if let Some(line) = self.known_hour(session) {
                    line.wake(self);
                }
            }
            Hint::Voted(person, session) => {
                let line = self.known_hour(session);
                let board = self.clone();
                // One that is lost costs little: the counts are right, and a page that is opened anew shows the own choice.
                tokio::spawn(async move { Some(line?.tell_votes(&board, person).await) });
            }
            Hint::Seen(person, room, seen) => {
                let ears = self.ears_of(person);
                if !ears.is_empty() {
                    tokio::spawn(self.clone().tell_unread(ears, room, seen));
                }
            }
            Hint::Typing(person, room) => {
                let Some(line) = self.known_room(room) else { return };
                match line.typing(person, None) {
                    Typing::Known => {}
                    Typing::News => line.tell_typing(),
                    Typing::Nameless => {
                        tokio::spawn(self.clone().tell_stranger_typing(line, person));
                    }
                }
            }
            Hint::Call(call) => self.wake_call(call),
            Hint::Person(_) | Hint::Cohort(_) | Hint::Seats(_) => self.suspect(&hint),
            Hint::Work => {}
        }
    }

    async fn tell_unread(self, ears: Vec<Arc<Ear>>, room: RoomId, seen: i64) {
        let known = self.known_room(room).map(|line| line.state().seq);
        let last = match known {
            Some(seq) => seq.max(seen),
            None => queries::last(&self.cx, room).await.map_or(seen, |(seq, _)| seq),
        };
        let bytes = frame::text(&Tell::Unread { room, last, seen });
        ears.iter().for_each(|ear| ear.tell(Topic::Room(room), 1, &bytes));
    }

    async fn tell_stranger_typing(self, line: Arc<RoomLine>, person: PersonId) {
        let Ok(mut names) = backend::programs::queries::names(self.cx.db(), std::iter::once(person)).await else { return };
        if let Some(name) = names.remove(&person)
            && line.typing(person, Some(name)) == Typing::News
        {
            line.tell_typing();
        }
    }

    /// What another machine says of who is there.
    pub(super) fn hear_said(&self, said: Said) {
        match said {
            Said::Here { node, room, people } => {
                if let Some(line) = self.known_room(room)
                    && line.state().here.elsewhere(node, people)
                {
                    line.tell_presence_soon(self);
                }
            }
            Said::WhoIsHere(_) if self.is_going() => {}
            Said::WhoIsHere(room) => {
                for line in self.all_rooms().iter().filter(|line| room.is_none_or(|room| room == line.room)) {
                    self.bus.say_here(line.room, &line.state().here.own());
                }
            }
            Said::Going(node) => {
                for line in self.all_rooms() {
                    if line.state().here.elsewhere(node, HashSet::new()) {
                        line.tell_presence_soon(self);
                    }
                }
            }
            // Whatever was hinted meanwhile is lost: everything is looked at.
            Said::Connected => {
                self.wake_all();
                self.bus.ask_who_is_anywhere();
                self.hear_said(Said::WhoIsHere(None));
            }
        }
    }

    fn wake_all(&self) {
        self.all_rooms().iter().for_each(|line| line.wake(self));
        self.all_hours().iter().for_each(|line| line.wake(self));
        self.calls.known().into_iter().for_each(|call| self.wake_call(call));
    }
}

/// Hears the hints.
pub(super) async fn listen(board: Weak<Board>, mut hints: broadcast::Receiver<Hint>) {
    loop {
        let hint = hints.recv().await;
        let Some(board) = board.upgrade().map(Switchboard::of) else { return };
        match hint {
            Ok(hint) => board.hear(hint),
            Err(broadcast::error::RecvError::Lagged(_)) => board.wake_all(),
            Err(broadcast::error::RecvError::Closed) => return,
        }
    }
}

/// Hears what other machines say.
pub(super) async fn hear_others(board: Weak<Board>, mut others: broadcast::Receiver<Said>) {
    loop {
        let said = others.recv().await;
        let Some(board) = board.upgrade().map(Switchboard::of) else { return };
        match said {
            Ok(said) => board.hear_said(said),
            Err(broadcast::error::RecvError::Lagged(_)) => {}
            Err(broadcast::error::RecvError::Closed) => return,
        }
    }
}
