//! Whose presence it was. Certainty comes from addresses and whole names only; the rest is a suggestion for the coordinator.

use unicode_normalization::UnicodeNormalization;

use super::Attendee;
use crate::id::PersonId;

/// Someone who could have come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub id: PersonId,
    /// The full name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// Names that a coordinator has already said are theirs ("Rosa's iPad", a telephone number).
    pub remembered_names: Vec<String>,
}

/// How sure we are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// This person.
    Sure(PersonId),
    /// Perhaps one of these, the likeliest first.
    Doubtful(Vec<PersonId>),
    /// Nobody we know.
    Unknown,
}

/// An attendee and who they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// As the report has them.
    pub attendee: Attendee,
    /// Who that is.
    pub verdict: Verdict,
}

/// Most suggestions for one attendee.
const SUGGESTIONS: usize = 5;

/// Finds each attendee among the members: address, then a remembered name, then the exact name (accents and case aside), then suggestions.
pub fn match_people(attendees: Vec<Attendee>, members: &[Member]) -> Vec<Match> {
    attendees.into_iter().map(|attendee| Match { verdict: verdict(&attendee, members), attendee }).collect()
}

fn verdict(attendee: &Attendee, members: &[Member]) -> Verdict {
    let names: Vec<String> = attendee.names.iter().map(|name| fold_name(name)).filter(|name| !name.is_empty()).collect();
    let same_address = |m: &Member| attendee.email.as_ref().is_some_and(|email| *email == m.email.trim().to_lowercase());
    let remembered = |m: &Member| m.remembered_names.iter().any(|name| names.contains(&fold_name(name)));
    let same_name = |m: &Member| names.contains(&fold_name(&m.name));
    let certain = one_of(members, same_address).or_else(|| one_of(members, remembered));
    if attendee.phone {
        return certain.unwrap_or(Verdict::Unknown);
    }
    certain.or_else(|| one_of(members, same_name)).unwrap_or_else(|| suggestions(attendee, members))
}

/// Sure when one member fits, doubtful when several do.
fn one_of(members: &[Member], fits: impl Fn(&Member) -> bool) -> Option<Verdict> {
    let found: Vec<PersonId> = members.iter().filter(|m| fits(m)).map(|m| m.id).collect();
    match found.as_slice() {
        [] => None,
        [only] => Some(Verdict::Sure(*only)),
        _ => Some(Verdict::Doubtful(found)),
    }
}

fn suggestions(attendee: &Attendee, members: &[Member]) -> Verdict {
    let likeness = |m: &Member| attendee.names.iter().map(|name| likeness(name, &m.name)).max().unwrap_or(0);
    let mut scored: Vec<(u32, PersonId)> = members.iter().map(|m| (likeness(m), m.id)).filter(|(score, _)| *score > 0).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.truncate(SUGGESTIONS);
    if scored.is_empty() { Verdict::Unknown } else { Verdict::Doubtful(scored.into_iter().map(|(_, id)| id).collect()) }
}

/// A name as names are compared: without case, accents and apostrophes; hyphens and other marks are spaces.
pub fn fold_name(name: &str) -> String {
    let mut out = String::new();
    for c in name.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'þ' => out.push_str("th"),
            '\'' | '’' | '‘' | 'ʼ' | '`' => {}
            c if c.is_alphanumeric() => out.push(c),
            _ => out.push(' '),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words in a shown name that name a device, a title or nothing.
const NOISE: &[&str] = &[
    "ipad",
    "iphone",
    "phone",
    "android",
    "galaxy",
    "samsung",
    "macbook",
    "mac",
    "pc",
    "laptop",
    "tablet",
    "desktop",
    "surface",
    "pro",
    "air",
    "guest",
    "user",
    "zoom",
    "de",
    "of",
    "the",
    "la",
    "le",
    "du",
    "dr",
    "dre",
    "mr",
    "mrs",
    "ms",
    "mme",
    "rn",
    "rsw",
    "msw",
    "md",
    "phd",
    "np",
    "telephone",
    "portable",
    "tablette",
    "invite",
];

fn words(name: &str) -> Vec<String> {
    let bare: Vec<String> =
        name.split_whitespace().map(|w| w.trim_end_matches("'s").trim_end_matches("’s").replace("l'", "").replace("l’", "")).collect();
    fold_name(&bare.join(" ")).split(' ').filter(|w| !w.is_empty() && !NOISE.contains(w)).map(str::to_owned).collect()
}

/// How much a shown name looks like a member's: 0 is not at all. A shared word weighs most, then initial and family name run together,
/// then initials, then a shortened first name.
fn likeness(shown: &str, name: &str) -> u32 {
    let (shown, name) = (words(shown), words(name));
    let same: u32 = shown.iter().filter(|w| w.chars().count() > 1).map(|w| if name.contains(w) { 10 } else { shortened(w, &name) }).sum();
    let initials: String = name.iter().filter_map(|w| w.chars().next()).collect();
    let squeezed: String = shown.concat();
    let short = (2..=4).contains(&squeezed.chars().count()) && initials.starts_with(&squeezed);
    let single = shown.iter().filter(|w| w.chars().count() == 1 && initials.contains(w.as_str())).count();
    let extra = if same > 0 { u32::try_from(single).unwrap_or(0) } else { 0 };
    same + extra + if short { 6 } else { 0 } + if run_together(&squeezed, &name) { 8 } else { 0 }
}

/// `gurp` for `gurpreet`: at least three letters.
fn shortened(word: &str, name: &[String]) -> u32 {
    let close = |other: &String| {
        word.chars().count() >= 3 && other.starts_with(word) || other.chars().count() >= 3 && word.starts_with(other.as_str())
    };
    if name.iter().any(close) { 4 } else { 0 }
}

/// `aokafor` for `Amara Okafor`, `amarao`, `amaraokafor`.
fn run_together(squeezed: &str, name: &[String]) -> bool {
    let (Some(first), Some(last)) = (name.first(), name.last()) else { return false };
    let initial = |word: &str| word.chars().take(1).collect::<String>();
    name.len() > 1 && [initial(first) + last, first.clone() + &initial(last), name.concat()].iter().any(|form| form == squeezed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::PersonId;

    fn member(n: u128, name: &str) -> Member {
        Member {
            id: PersonId(uuid::Uuid::from_u128(n)),
            name: name.into(),
            email: format!("p{n}@example.org"),
            remembered_names: Vec::new(),
        }
    }

    fn judge(names: &[&str], members: &[Member]) -> Verdict {
        let attendee = Attendee { names: names.iter().map(|n| (*n).to_owned()).collect(), ..Attendee::default() };
        verdict(&attendee, members)
    }

    fn cast() -> Vec<Member> {
        ["Amara Okafor", "Marie-Claire O'Brien", "Rosa Delgado", "Viktor Horváth", "Gurpreet Dhaliwal", "Oskar Nyström"]
            .iter()
            .zip(1..)
            .map(|(name, n)| member(n, name))
            .collect()
    }

    fn id(n: u128) -> PersonId {
        PersonId(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn a_name_without_its_accents_is_the_same_name() {
        for shown in ["Viktor Horvath", "VIKTOR HORVÁTH", "viktor  horva\u{301}th"] {
            assert_eq!(judge(&[shown], &cast()), Verdict::Sure(id(4)), "{shown}");
        }
        assert_eq!(judge(&["marie claire o’brien"], &cast()), Verdict::Sure(id(2)));
        assert_eq!(judge(&["VH", "Viktor Horváth"], &cast()), Verdict::Sure(id(4)));
    }

    #[test]
    fn initials_devices_and_short_names_are_only_suggestions() {
        for (shown, n) in [
            ("MC", 2),
            ("Rosa's iPad", 3),
            ("iPad de Rosa", 3),
            ("A. Okafor", 1),
            ("aokafor", 1),
            ("Gurp", 5),
            ("Dr. Oskar", 6),
            ("Viktor H", 4),
        ] {
            assert_eq!(judge(&[shown], &cast()), Verdict::Doubtful(vec![id(n)]), "{shown}");
        }
        for shown in ["iPad", "Zoom user", "Board room 2", ""] {
            assert_eq!(judge(&[shown], &cast()), Verdict::Unknown, "{shown}");
        }
    }

    #[test]
    fn a_remembered_name_is_sure_even_for_a_telephone() {
        let mut members = cast();
        members[0].remembered_names = vec!["16045550123".into()];
        let phone = Attendee { names: vec!["16045550123".into()], phone: true, ..Attendee::default() };
        assert_eq!(verdict(&phone, &members), Verdict::Sure(id(1)));
        assert_eq!(verdict(&phone, &cast()), Verdict::Unknown);
    }

    #[test]
    fn two_members_of_one_name_are_asked_about() {
        let members = [member(1, "Chen Li"), member(2, "Chen  Lí")];
        assert_eq!(judge(&["Chen Li"], &members), Verdict::Doubtful(vec![id(1), id(2)]));
        let known = Attendee { names: vec!["Chen Li".into()], email: Some("p2@example.org".into()), ..Attendee::default() };
        assert_eq!(verdict(&known, &members), Verdict::Sure(id(2)));
    }
}
