//! Names called with `@`: resolved against the people of the room, whatever their accents, case and apostrophes. A whole name, or as many of its
//! first words as only one person there has.

use std::collections::BTreeMap;

use domain::id::{MessageId, PersonId, RoomId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::people;
use super::reach::ReachedRoom;
use super::tables::message_mentions;
use crate::search::fold;
use crate::{Result, Tx, markup};

/// The longest name that is looked for, in words.
const MOST_WORDS: usize = 8;

/// A message ready to be written.
pub struct Rendered {
    /// Safe HTML.
    pub html: String,
    /// Whom it calls.
    pub called: Vec<PersonId>,
}

/// Renders a message of a room; its people are read only when something follows an `@`.
pub async fn render(tx: &Tx, room: &ReachedRoom, author: PersonId, body: &str) -> Result<Rendered> {
    let people = if body.contains('@') { people::of_room(tx.db(), room).await? } else { BTreeMap::new() };
    Ok(rendered(&Names::of(people), author, body))
}

fn rendered(names: &Names, author: PersonId, body: &str) -> Rendered {
    let mut called = Vec::new();
    let html = markup::chat::to_html(body, |rest| {
        let (long, people, name) = names.at(rest)?;
        called.extend(people.into_iter().filter(|p| *p != author));
        Some((long, name))
    });
    called.sort();
    called.dedup();
    Rendered { html, called }
}

/// Renders words that call nobody: what a message said before.
pub fn plain(body: &str) -> String {
    markup::chat::to_html(body, |_| None)
}

struct Name {
    person: PersonId,
    name: String,
    words: Vec<String>,
}

struct Names(Vec<Name>);

impl Names {
    fn of(people: BTreeMap<PersonId, String>) -> Self {
        let of =
            |(person, name): (PersonId, String)| Name { person, words: fold::words(&name).into_iter().map(|w| w.folded).collect(), name };
        Self(people.into_iter().map(of).filter(|n| !n.words.is_empty()).collect())
    }

    /// The longest name that the text begins with: its bytes, whom it calls, and how it is written.
    fn at(&self, text: &str) -> Option<(usize, Vec<PersonId>, String)> {
        let line: String = text.lines().next()?.chars().take(160).collect();
        let words = leading(&line);
        (1..=words.len()).rev().find_map(|n| {
            let (typed, end) = (&words[..n], words[n - 1].1);
            let begins = |name: &&Name| name.words.len() >= n && name.words.iter().zip(typed).all(|(a, (b, _))| a == b);
            let found: Vec<&Name> = self.0.iter().filter(begins).collect();
            let whole: Vec<&Name> = found.iter().copied().filter(|name| name.words.len() == n).collect();
            // Two people of the same whole name are both called; half a name that two people have calls nobody.
            let chosen = if whole.is_empty() && found.len() == 1 { found } else { whole };
            let name = chosen.first()?.name.clone();
            Some((end, chosen.iter().map(|n| n.person).collect(), name))
        })
    }
}

/// The words at the very beginning of a text, as long as nothing but a space or what joins names stands between them; and where each ends.
fn leading(text: &str) -> Vec<(String, usize)> {
    let (mut out, mut end) = (Vec::new(), 0);
    for word in fold::words(text).into_iter().take(MOST_WORDS) {
        let between = text.get(end..word.at.start).unwrap_or("\n");
        let joins = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '.');
        if between.chars().count() > 2 || !between.chars().all(joins) || (end == 0 && word.at.start > 0) {
            break;
        }
        end = word.at.end;
        out.push((word.folded, end));
    }
    out
}

/// Writes whom a message calls, instead of whom it called before.
pub async fn put(tx: &Tx, room: RoomId, message: MessageId, seq: i64, called: &[PersonId]) -> Result<()> {
    let old = message_mentions::Entity::delete_many().filter(message_mentions::Column::MessageId.eq(message));
    old.filter(message_mentions::Column::PersonId.is_not_in(called.iter().copied())).exec(tx.db()).await?;
    if called.is_empty() {
        return Ok(());
    }
    let rows = called.iter().map(|person| message_mentions::ActiveModel {
        message_id: Set(message),
        person_id: Set(*person),
        room_id: Set(room),
        seq: Set(seq),
    });
    let there = OnConflict::columns([message_mentions::Column::MessageId, message_mentions::Column::PersonId]).do_nothing().to_owned();
    message_mentions::Entity::insert_many(rows).on_conflict(there).exec_without_returning(tx.db()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use uuid::Uuid;

    const PEOPLE: [&str; 9] = [
        "Amara Okafor",
        "Benoît Lefebvre",
        "Chen Li-Hua",
        "Marie-Claire O'Brien",
        "Siobhán Ní Bhriain",
        "Marie Tremblay",
        "Éloïse Tremblay",
        "Tŝilhqa Alphonse",
        "Éloïse Tremblay",
    ];

    fn person(n: usize) -> PersonId {
        PersonId(Uuid::from_u128(u128::try_from(n).unwrap()))
    }

    fn called(body: &str) -> Vec<usize> {
        let names = Names::of(PEOPLE.iter().enumerate().map(|(n, name)| (person(n), (*name).to_owned())).collect());
        let found = rendered(&names, person(0), body).called;
        (0..PEOPLE.len()).filter(|n| found.contains(&person(*n))).collect()
    }

    #[test]
    fn a_name_is_found_with_and_without_its_accents() {
        for body in ["@Benoît Lefebvre, merci", "@benoit lefebvre", "Oui @BENOIT, oui", "(@benoît)", "@Benoi\u{302}t Lefebvre"] {
            assert_eq!(called(body), [1], "{body}");
        }
        for (body, who) in [("@Chen Li-Hua", 2), ("@chen li hua!", 2), ("@Marie-Claire O’Brien", 3), ("@marie claire obrien x", 3)] {
            assert_eq!(called(body), [who], "{body}");
        }
        assert_eq!(called("@Siobhan Ni Bhriain and @tsilhqa"), [4, 7]);
    }

    #[test]
    fn half_a_name_that_two_people_have_calls_nobody() {
        assert!(called("@Marie").is_empty(), "Marie-Claire or Marie");
        assert_eq!(called("@Marie Tremblay"), [5]);
        assert_eq!(called("@Éloïse Tremblay"), [6, 8], "both of the same name");
    }

    #[test]
    fn what_is_no_name_calls_nobody() {
        for body in ["a@benoit.ca", "@", "@ Benoît", "`@Benoît`", "@Ben", "@Lefebvre", "\\`@x", "    @Benoît", "@Amara"] {
            assert!(called(body).is_empty(), "{body}");
        }
        assert_eq!(called("@Benoît\nLefebvre"), [1], "a name stays on its line");
    }
}
