//! The word lists of `locales/` (Fluent), for pages, letters and documents alike.

use std::sync::LazyLock;

use domain::lang::Lang;
pub use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

macro_rules! rooms {
    ($($room:literal),+ $(,)?) => {
        /// Every list of a language, as compiled in.
        const EN: &[&str] = &[$(include_str!(concat!("../../locales/en/", $room, ".ftl"))),+];
        const FR: &[&str] = &[$(include_str!(concat!("../../locales/fr/", $room, ".ftl"))),+];
    };
}

rooms![
    "common",
    "files-faults",
    "surveys-faults",
    "accounts",
    "programs",
    "sessions",
    "hour",
    "ways",
    "attendance",
    "cases",
    "credits",
    "credits-audit",
    "improvement",
    "funding",
    "forum",
    "flags",
    "chat",
    "surveys",
    "consults",
    "dashboards",
    "notices"
];

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> = LazyLock::new(|| [bundle(Lang::En, EN), bundle(Lang::Fr, FR)]);

fn bundle(lang: Lang, lists: &[&str]) -> FluentBundle<FluentResource> {
    let id: unic_langid::LanguageIdentifier = if lang == Lang::En { "en-CA" } else { "fr-CA" }.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    for list in lists {
        // A broken line is dropped here and found by the test below, so that a slip never stops a server.
        let resource = match FluentResource::try_new((*list).to_owned()) {
            Ok(resource) => resource,
            Err((resource, _)) => resource,
        };
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// The words of one language. Cheap to copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Words {
    /// Which language.
    pub lang: Lang,
}

impl Words {
    /// The words of this language.
    pub fn of(lang: Lang) -> Self {
        Self { lang }
    }

    /// A colon between two things, as the language sets it: in French behind a space that does not break.
    pub fn colon(self) -> &'static str {
        if self.lang == Lang::Fr { "\u{a0}: " } else { ": " }
    }

    /// A sentence that needs no value. An unknown key comes back as itself, so that a slip is seen and nothing breaks.
    pub fn t(self, key: &str) -> String {
        self.format(key, None)
    }

    /// A sentence with values: `w.with("seats-left", &[("n", 3.into())])`.
    pub fn with(self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set((*name).to_owned(), if self.lang == Lang::Fr { marked(value) } else { value.clone() });
        }
        let said = self.format(key, Some(&args));
        if said.contains(MARK) { elided(&said) } else { said }
    }

    /// The sentence of one field fault.
    pub fn fault(self, fault: &domain::fault::FieldFault) -> String {
        let values: Vec<(&str, FluentValue<'_>)> = fault.with.iter().map(|(k, v)| (k.as_str(), value(v))).collect();
        self.quotes(self.with(&fault.word, &values))
    }

    /// Passages are quoted before it is known who reads of them; each language has its own marks.
    pub fn quotes(self, text: String) -> String {
        if self.lang == Lang::Fr { text.replace('“', "«\u{a0}").replace('”', "\u{a0}»") } else { text }
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = &BUNDLES[usize::from(self.lang == Lang::Fr)];
        let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else { return key.to_owned() };
        let mut errors = Vec::new();
        bundle.format_pattern(pattern, args, &mut errors).into_owned()
    }
}

/// A number stays one, so that a sentence can count with it; "007" is none.
fn value(text: &str) -> FluentValue<'_> {
    match text.parse::<i64>() {
        Ok(n) if n.to_string() == text => n.into(),
        _ => text.into(),
    }
}

/// Stands before a name that begins with a vowel while a French sentence is put together.
const MARK: char = '\u{e000}';

fn marked<'a>(value: &FluentValue<'a>) -> FluentValue<'a> {
    let vowel = |c: char| "AÀÂEÉÈÊËIÎÏOÔUÙÛŒÆ".contains(c);
    match value {
        FluentValue::String(text) if text.starts_with(vowel) => FluentValue::from(format!("{MARK}{text}")),
        other => other.clone(),
    }
}

/// "de Amara" is "d’Amara", « que Amara » « qu’Amara ».
fn elided(said: &str) -> String {
    let mut out = said.to_owned();
    for (word, short) in [("de", "d’"), ("De", "D’"), ("que", "qu’"), ("Que", "Qu’")] {
        for before in [" ", "\n", "\u{a0}", "(", "’"] {
            out = out.replace(&format!("{before}{word} {MARK}"), &format!("{before}{short}"));
        }
        if let Some(rest) = out.strip_prefix(&format!("{word} {MARK}")) {
            out = format!("{short}{rest}");
        }
    }
    out.replace(MARK, "")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use std::collections::BTreeSet;

    fn keys(lists: &[&str]) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for list in lists {
            let resource = FluentResource::try_new((*list).to_owned()).unwrap_or_else(|(_, e)| panic!("a word list does not parse: {e:?}"));
            for line in list.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase())) {
                let key = line.split('=').next().unwrap_or("").trim().to_owned();
                assert!(all.insert(key.clone()), "the key {key} stands twice");
            }
            drop(resource);
        }
        all
    }

    #[test]
    fn french_elides_before_a_name_with_a_vowel() {
        let said = |lang, cohort: &str| {
            Words::of(lang).with(
                "letter-reminder-week-body",
                &[("cohort", cohort.into()), ("n", 4.into()), ("when", "x".into()), ("name", "Évelyne".into())],
            )
        };
        assert!(said(Lang::Fr, "Autumn cohort").contains("la séance 4 d’Autumn cohort"), "{}", said(Lang::Fr, "Autumn cohort"));
        assert!(said(Lang::Fr, "Printemps").contains("la séance 4 de Printemps"));
        assert!(said(Lang::Fr, "autumn").contains("Bonjour Évelyne"));
        assert!(said(Lang::En, "Autumn cohort").contains("of Autumn cohort"));
        assert!(!said(Lang::Fr, "Autumn").contains(MARK));
    }

    /// Before a colon and inside guillemets stands a space that does not break; before other marks none.
    fn is_set_wrong(line: &str) -> bool {
        let chars: Vec<char> = line.chars().collect();
        let space = |c: Option<&char>| c.is_some_and(|c| c.is_whitespace());
        chars.iter().enumerate().any(|(i, c)| {
            let (before, after) = (i.checked_sub(1).and_then(|i| chars.get(i)), chars.get(i + 1));
            match c {
                ':' => (after.is_none() || space(after)) && before != Some(&'\u{a0}'),
                '?' | '!' | ';' => space(before),
                '«' => after != Some(&'\u{a0}'),
                '»' => before != Some(&'\u{a0}'),
                _ => false,
            }
        })
    }

    #[test]
    fn french_sets_its_marks_as_canadian_french_does() {
        assert!(is_set_wrong("Rien : ici") && is_set_wrong("Rien: ici") && is_set_wrong("Où ?") && is_set_wrong("« ici »"));
        assert!(!is_set_wrong("Rien\u{a0}: ici, où? «\u{a0}ici\u{a0}»; https://x.org à 8:30"));
        let lines = FR.iter().flat_map(|list| list.lines()).filter(|l| !l.starts_with('#'));
        assert_eq!(lines.filter(|l| is_set_wrong(l)).collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn both_languages_have_the_same_words() {
        let (en, fr) = (keys(EN), keys(FR));
        assert!(en.len() > 10);
        assert_eq!(en.difference(&fr).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in French");
        assert_eq!(fr.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
    }
}
