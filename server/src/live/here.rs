//! Who is in a room, on this machine and on others, and who is typing there. Never stored.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use domain::id::PersonId;
use domain::live::{TYPING, Tell};
use hyper::body::Bytes;
use uuid::Uuid;

use super::audience::Seat;
use super::ear::Topic;
use super::frame;
use super::room::RoomLine;
use super::switchboard::Switchboard;

/// Names that a presence frame carries at most.
const NAMES: usize = 50;
/// Presence is told at most this often, and less often the more have to be told.
const EVERY: Duration = Duration::from_millis(500);
const EVERY_EACH: Duration = Duration::from_millis(1);
/// Another machine that has not said for this long who it holds holds nobody.
const SILENT: Duration = Duration::from_secs(25);
/// More people are never shown as typing.
const MOST_TYPING: usize = 20;

/// What came of a sign of typing.
#[derive(Debug, PartialEq, Eq)]
pub enum Typing {
    /// Known already.
    Known,
    /// To be told.
    News,
    /// Nobody knows the name.
    Nameless,
}

/// Who is here.
#[derive(Default)]
pub struct Here {
    /// On this machine, with the number of visible sockets.
    own: HashMap<PersonId, (Arc<str>, usize)>,
    /// On others.
    others: HashMap<Uuid, (Instant, HashSet<PersonId>)>,
    /// Names of those on others.
    names: HashMap<PersonId, Arc<str>>,
    typing: HashMap<PersonId, (Arc<str>, Instant)>,
    told: Bytes,
    /// Whom the other machines were told to be here.
    said: HashSet<PersonId>,
    due: bool,
}

impl Here {
    fn come(&mut self, person: PersonId, name: &str) {
        self.own.entry(person).or_insert_with(|| (name.into(), 0)).1 += 1;
    }

    fn go(&mut self, person: PersonId) {
        if let Some(entry) = self.own.get_mut(&person) {
            entry.1 -= 1;
            if entry.1 == 0 {
                self.own.remove(&person);
            }
        }
    }

    /// Those of this machine.
    pub fn own(&self) -> Vec<PersonId> {
        self.own.keys().copied().collect()
    }

    /// Those of this machine, when others were last told of different ones. What this room's own people see says nothing of it: two machines
    /// that lose the same person at once would each wait for the other.
    fn unsaid(&mut self) -> Option<Vec<PersonId>> {
        let own: HashSet<PersonId> = self.own.keys().copied().collect();
        (own != self.said).then(|| {
            self.said = own;
            self.own()
        })
    }

    /// What another machine says; true when it is news.
    pub fn elsewhere(&mut self, node: Uuid, people: HashSet<PersonId>) -> bool {
        if people.is_empty() {
            return self.others.remove(&node).is_some();
        }
        match self.others.insert(node, (Instant::now(), people)) {
            Some((_, before)) => self.others.get(&node).is_none_or(|(_, now)| *now != before),
            None => true,
        }
    }

    /// Forgets machines that are silent; true when that is news.
    fn forget_silent(&mut self) -> bool {
        let before = self.others.len();
        self.others.retain(|_, (said, _)| said.elapsed() < SILENT);
        self.others.len() != before
    }

    fn everybody(&self) -> BTreeSet<PersonId> {
        self.own.keys().chain(self.others.values().flat_map(|(_, people)| people)).copied().collect()
    }

    fn name(&self, person: PersonId) -> Option<&Arc<str>> {
        self.own.get(&person).map(|(name, _)| name).or_else(|| self.names.get(&person))
    }

    /// A sign of typing.
    pub fn types(&mut self, person: PersonId, name: Option<String>) -> Typing {
        let until = Instant::now() + Duration::from_secs(TYPING);
        if let Some((_, known)) = self.typing.get_mut(&person) {
            *known = until;
            return Typing::Known;
        }
        let Some(name) = self.name(person).cloned().or_else(|| name.map(Arc::from)) else { return Typing::Nameless };
        if self.typing.len() >= MOST_TYPING {
            return Typing::Known;
        }
        self.typing.insert(person, (name, until));
        Typing::News
    }

    /// Somebody has sent what they typed, or hides; true when that is news.
    pub fn typed(&mut self, person: PersonId) -> bool {
        self.typing.remove(&person).is_some()
    }

    fn stop_typing(&mut self) -> bool {
        let (now, before) = (Instant::now(), self.typing.len());
        self.typing.retain(|_, (_, until)| *until > now);
        self.typing.len() != before
    }

    /// Who is typing.
    pub fn typing(&self) -> Vec<(PersonId, String)> {
        self.typing.iter().map(|(person, (name, _))| (*person, name.to_string())).collect()
    }
}

impl RoomLine {
    /// A visible socket came.
    pub fn come(self: &Arc<Self>, board: &Switchboard, person: PersonId, name: &str) {
        self.state().here.come(person, name);
        self.tell_presence_soon(board);
    }

    /// A visible socket left.
    pub fn go(self: &Arc<Self>, board: &Switchboard, person: PersonId) {
        let typed = {
            let mut state = self.state();
            state.here.go(person);
            !state.here.own.contains_key(&person) && state.here.typed(person)
        };
        if typed {
            self.tell_typing();
        }
        self.tell_presence_soon(board);
    }

    /// Once a second: those who stopped typing, machines that are silent.
    pub fn tick(self: &Arc<Self>, board: &Switchboard) {
        let (typing, presence) = {
            let mut state = self.state();
            (state.here.stop_typing(), state.here.forget_silent())
        };
        if typing {
            self.tell_typing();
        }
        if presence {
            self.tell_presence_soon(board);
        }
    }

    /// Tells who is here a little later, once for all who come and go meanwhile.
    pub fn tell_presence_soon(self: &Arc<Self>, board: &Switchboard) {
        let wait = {
            let mut state = self.state();
            if std::mem::replace(&mut state.here.due, true) {
                return;
            }
            EVERY + EVERY_EACH * u32::try_from(state.audience.seats().len()).unwrap_or(u32::MAX).min(5000)
        };
        let (line, board) = (self.clone(), board.clone());
        tokio::spawn(async move {
            tokio::time::sleep(wait).await;
            line.tell_presence(&board).await;
        });
    }

    async fn tell_presence(&self, board: &Switchboard) {
        let unknown: Vec<PersonId> = {
            let mut state = self.state();
            state.here.due = false;
            let here = &state.here;
            here.everybody().into_iter().filter(|p| here.name(*p).is_none()).collect()
        };
        if !unknown.is_empty()
            && let Ok(names) = backend::programs::queries::names(board.cx.db(), unknown.into_iter()).await
        {
            self.state().here.names.extend(names.into_iter().map(|(person, name)| (person, Arc::from(name))));
        }
        let (bytes, news, audience) = {
            let mut state = self.state();
            let here = &state.here;
            let known: Vec<&Arc<str>> = here.everybody().into_iter().filter_map(|p| here.name(p)).collect();
            let count = known.len();
            let mut names: Vec<String> = known.into_iter().map(|name| name.to_string()).collect();
            names.sort();
            names.truncate(NAMES);
            let bytes = frame::text(&Tell::Presence { room: self.room, count, names });
            let news = state.here.told != bytes;
            state.here.told = bytes.clone();
            (bytes, news, state.audience.clone())
        };
        let room = Topic::Room(self.room);
        let tell = move |seat: &Seat| {
            if (!seat.greeted.swap(true, Ordering::Relaxed) || news) && !seat.is_gone() {
                seat.ear.tell(room, 1, &bytes);
            }
        };
        audience.each(tell).await;
        if board.is_going() {
            return;
        }
        let unsaid = self.state().here.unsaid();
        if let Some(own) = unsaid {
            board.bus.say_here(self.room, &own);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    #[test]
    fn whom_others_still_count_here_is_said_to_be_gone() {
        let mut here = Here::default();
        here.come(person(1), "Ada");
        assert_eq!(here.unsaid(), Some(vec![person(1)]));
        here.elsewhere(Uuid::from_u128(9), HashSet::from([person(1)]));
        here.go(person(1));
        assert_eq!(here.everybody(), BTreeSet::from([person(1)]), "this room still shows her");
        assert_eq!((here.unsaid(), here.unsaid()), (Some(vec![]), None), "and yet it is told, once");
    }

    #[test]
    fn people_of_all_machines_are_here_once() {
        let mut here = Here::default();
        here.come(person(1), "Ada");
        here.come(person(1), "Ada");
        let node = Uuid::from_u128(9);
        assert!(here.elsewhere(node, HashSet::from([person(1), person(2)])));
        assert!(!here.elsewhere(node, HashSet::from([person(2), person(1)])), "the same again is no news");
        assert_eq!(here.everybody(), BTreeSet::from([person(1), person(2)]));
        here.go(person(1));
        assert_eq!(here.own(), vec![person(1)], "one of two sockets");
        here.go(person(1));
        assert!(here.own().is_empty());
        assert!(here.elsewhere(node, HashSet::new()) && here.everybody().is_empty());
    }

    #[test]
    fn typing_is_news_once_and_ends_with_the_message() {
        let mut here = Here::default();
        assert_eq!(here.types(person(1), None), Typing::Nameless);
        here.come(person(1), "Ada");
        assert_eq!(here.types(person(1), None), Typing::News);
        assert_eq!(here.types(person(1), None), Typing::Known);
        assert_eq!(here.types(person(2), Some("Blaise".into())), Typing::News);
        assert!(!here.stop_typing());
        assert!(here.typed(person(1)) && !here.typed(person(1)));
        assert_eq!(here.typing(), vec![(person(2), "Blaise".to_owned())]);
    }
}
