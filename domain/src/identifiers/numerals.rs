//! Numbers written as words, and the names of months and days, in both languages.

/// A day of the month as a word: "third", "twenty-first", « premier », « trois ». Compound words are given with a space.
pub(super) fn day_word(word: &str, next: &str) -> Option<(u32, bool)> {
    const ONES: [&str; 9] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    const MORE: [(&str, u32); 14] = [
        ("tenth", 10),
        ("eleventh", 11),
        ("twelfth", 12),
        ("thirteenth", 13),
        ("fourteenth", 14),
        ("fifteenth", 15),
        ("sixteenth", 16),
        ("seventeenth", 17),
        ("eighteenth", 18),
        ("nineteenth", 19),
        ("twentieth", 20),
        ("thirtieth", 30),
        ("premier", 1),
        ("quatorze", 14),
    ];
    const FRENCH: [&str; 16] = [
        "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze",
        "seize",
    ];
    let place = |list: &[&str], w: &str| list.iter().position(|x| *x == w).and_then(|p| u32::try_from(p + 1).ok());
    let tens = match word {
        "twenty" | "vingt" => 20,
        "thirty" | "trente" => 30,
        _ => 0,
    };
    if tens > 0 {
        let one = if word.ends_with('y') { place(&ONES, next) } else { place(&FRENCH, next).filter(|n| *n < 10) };
        return match one {
            Some(n) => Some((tens + n, true)),
            None if !word.ends_with('y') => Some((tens, false)),
            None => None,
        };
    }
    place(&ONES, word)
        .or_else(|| MORE.iter().find(|(w, _)| *w == word).map(|(_, n)| *n))
        .or_else(|| place(&FRENCH, word))
        .map(|n| (n, false))
}

/// A month by its name or its short form; whether it is also an everyday word.
pub(super) fn month(word: &str) -> Option<(u32, bool)> {
    let number = match word {
        "january" | "jan" | "janvier" | "janv" => 1,
        "february" | "feb" | "febr" | "fevrier" | "fevr" | "fev" => 2,
        "march" | "mar" | "mars" => 3,
        "april" | "apr" | "avril" | "avr" => 4,
        "may" | "mai" => 5,
        "june" | "jun" | "juin" => 6,
        "july" | "jul" | "juillet" | "juil" | "juill" => 7,
        "august" | "aug" | "aout" => 8,
        "september" | "sept" | "sep" | "septembre" => 9,
        "october" | "oct" | "octobre" => 10,
        "november" | "nov" | "novembre" => 11,
        "december" | "dec" | "decembre" => 12,
        _ => return None,
    };
    Some((number, matches!(word, "may" | "march" | "mar" | "sept" | "sep")))
}

/// Whether this is a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "mon"
            | "tue"
            | "tues"
            | "wed"
            | "thu"
            | "thur"
            | "thurs"
            | "fri"
            | "sat"
            | "lundi"
            | "mardi"
            | "mercredi"
            | "jeudi"
            | "vendredi"
            | "samedi"
            | "dimanche"
    )
}
