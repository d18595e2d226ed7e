//! What travels between machines: one line of ids and numbers. No word of anybody, no name, no text.

use std::collections::HashSet;
use std::fmt::Write as _;

use backend::ports::Hint;
use domain::id::{CohortId, ConsultId, PersonId, RoomId, SessionId};
use uuid::Uuid;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// A hint.
    Hint(Hint),
    /// Whom the machine holds in a room.
    Here(RoomId, HashSet<PersonId>),
    /// Whom others hold: in one room, or in all.
    WhoIsHere(Option<RoomId>),
    /// The machine stops.
    Going,
}

impl Word {
    /// As a line, with the machine that says it.
    pub fn line(&self, node: Uuid) -> String {
        let mut line = format!("{} ", node.simple());
        let _ = match self {
            Self::Hint(Hint::Room(room, rev)) => write!(line, "room {room} {rev}"),
            Self::Hint(Hint::Seats(room)) => write!(line, "seats {room}"),
            Self::Hint(Hint::Person(person)) => write!(line, "person {person}"),
            Self::Hint(Hint::Cohort(cohort)) => write!(line, "cohort {cohort}"),
            Self::Hint(Hint::Work) => write!(line, "work"),
            Self::Hint(Hint::Hour(session, version)) => write!(line, "hour {session} {version}"),
            Self::Hint(Hint::Voted(person, session)) => write!(line, "voted {person} {session}"),
            Self::Hint(Hint::Seen(person, room, seq)) => write!(line, "seen {person} {room} {seq}"),
            Self::Hint(Hint::Typing(person, room)) => write!(line, "typing {person} {room}"),
            Self::Hint(Hint::Call(call)) => write!(line, "call {call}"),
            Self::Here(room, people) => people.iter().fold(write!(line, "here {room}"), |_, p| write!(line, " {}", p.0.simple())),
            Self::WhoIsHere(Some(room)) => write!(line, "who {room}"),
            Self::WhoIsHere(None) => write!(line, "who"),
            Self::Going => write!(line, "going"),
        };
        line
    }

    /// Reads a line; what is not understood, from a newer machine for instance, is nothing.
    pub fn read(line: &str) -> Option<(Uuid, Self)> {
        let mut words = line.split(' ');
        let node = Uuid::parse_str(words.next()?).ok()?;
        let kind = words.next()?;
        let mut id = || words.next().and_then(|word| Uuid::parse_str(word).ok());
        let word = match kind {
            "room" => Self::Hint(Hint::Room(RoomId(id()?), words.next()?.parse().ok()?)),
            "seats" => Self::Hint(Hint::Seats(RoomId(id()?))),
            "person" => Self::Hint(Hint::Person(PersonId(id()?))),
            "cohort" => Self::Hint(Hint::Cohort(CohortId(id()?))),
            "work" => Self::Hint(Hint::Work),
            "hour" => Self::Hint(Hint::Hour(SessionId(id()?), words.next()?.parse().ok()?)),
            "voted" => Self::Hint(Hint::Voted(PersonId(id()?), SessionId(id()?))),
            "seen" => Self::Hint(Hint::Seen(PersonId(id()?), RoomId(id()?), words.next()?.parse().ok()?)),
            "typing" => Self::Hint(Hint::Typing(PersonId(id()?), RoomId(id()?))),
            "call" => Self::Hint(Hint::Call(ConsultId(id()?))),
            "here" => Self::Here(RoomId(id()?), words.map(|w| Uuid::parse_str(w).ok().map(PersonId)).collect::<Option<_>>()?),
            "who" => Self::WhoIsHere(id().map(RoomId)),
            "going" => Self::Going,
            _ => return None,
        };
        Some((node, word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_it_was_said() {
        let id = Uuid::from_u128;
        let (node, person, room, session) = (id(1), PersonId(id(2)), RoomId(id(3)), SessionId(id(4)));
        let hints = [
            Hint::Room(room, 413),
            Hint::Seats(room),
            Hint::Person(person),
            Hint::Cohort(CohortId(id(5))),
            Hint::Work,
            Hint::Hour(session, 7),
            Hint::Voted(person, session),
            Hint::Seen(person, room, 9),
            Hint::Typing(person, room),
            Hint::Call(ConsultId(id(7))),
        ];
        let here = [HashSet::new(), HashSet::from([person, PersonId(id(6))])].map(|people| Word::Here(room, people));
        let others = [Word::WhoIsHere(None), Word::WhoIsHere(Some(room)), Word::Going];
        for word in hints.map(Word::Hint).into_iter().chain(here).chain(others) {
            assert_eq!(Word::read(&word.line(node)), Some((node, word.clone())), "{word:?}");
        }
    }

    #[test]
    fn what_is_no_word_is_nothing() {
        let node = Uuid::from_u128(1);
        for line in ["", "room", "x work", &format!("{node} dance"), &format!("{node} room x 1"), &format!("{node} hour {node} one")] {
            assert_eq!(Word::read(line), None, "{line}");
        }
    }
}
