//! What a printed document holds, read back from its bytes.

use backend::paper::{Paper, blocks};
use backend::ports::Press;
use domain::lang::Lang;

use super::Printer;

fn paper(body: &str) -> Paper {
    Paper {
        title: "Recommandations pour PSP-0007".to_owned(),
        lang: Lang::Fr,
        head: vec!["Soins palliatifs psychosociaux".to_owned(), "Automne".to_owned()],
        blocks: blocks(body),
        signature: vec!["Signée par Fatima Rahman".to_owned()],
        lost: "Un signe manque.".to_owned(),
        note: "Ce sont les réflexions de collègues.".to_owned(),
        foot: "PSP-0007 · page {page} de {pages}".to_owned(),
        square: None,
        id: "0192-1".to_owned(),
        on: chrono::NaiveDate::from_ymd_opt(2026, 3, 26).expect("a day"),
    }
}

fn printed(body: &str) -> Vec<u8> {
    Printer.print(&paper(body)).expect("a printed letter")
}

fn holds(bytes: &[u8], what: &str) -> bool {
    bytes.windows(what.len()).any(|w| w == what.as_bytes())
}

#[test]
fn a_letter_is_a_tagged_pdf_that_the_rules_of_accessibility_allow() {
    let bytes = printed("Bonjour,\n\n# Ce qui aide\n\n1. Dire **une** chose.\n2. Attendre.\n   - la soupe\n\n> Le silence.\n\nMerci.");
    assert!(bytes.starts_with(b"%PDF-1.7"));
    for part in [
        "/MarkInfo",
        "/StructTreeRoot",
        "/Lang",
        "/DisplayDocTitle",
        "pdfuaid:part",
        "pdfaid:part",
        "/OutputIntents",
        "/ViewerPreferences",
        "/Outlines",
    ] {
        assert!(holds(&bytes, part), "{part}");
    }
    assert_eq!(
        bytes,
        printed("Bonjour,\n\n# Ce qui aide\n\n1. Dire **une** chose.\n2. Attendre.\n   - la soupe\n\n> Le silence.\n\nMerci."),
        "the same bytes"
    );
}

#[test]
fn every_spelling_is_printed_and_what_no_font_has_does_not_stop_the_press() {
    for body in [
        "Œuvre, où, naïf, Noël, « là-bas », 5 €, l’été — fin…",
        "xʷməθkʷəy̓əm, Sḵwx̱wú7mesh, səlilwətaɬ, W̱SÁNEĆ, Tŝilhqot’in, Kwakwa̱ka̱ʼwakw, Nłeʔkepmxcín, ƛ̓əmxʷ, Dënesųłiné",
        "ᓀᐦᐃᔭᐍᐏᐣ, ᐃᓄᒃᑎᑐᑦ with **ᐃᓄᒃ** in bold",
        "Ελλάδα, Москва, 漢字, 🙂, \u{e000}, \u{feff}zero\u{200b}width, a\u{ad}b",
        "",
    ] {
        assert!(holds(&printed(body), "/StructTreeRoot"), "{body}");
    }
}

#[test]
fn a_mark_stands_for_itself_and_its_letter_for_itself() {
    let fonts = super::fonts::Fonts::load().expect("fonts");
    for text in ["W\u{331}SÁNEĆ", "Kwakwa\u{331}ka\u{331}ʼwakw", "q\u{313}\u{331}x", "e\u{301}te\u{301}", "fin, œil"] {
        let glyphs = fonts.set(text, super::fonts::Which::Regular);
        let mut said: Vec<_> = glyphs.iter().map(|glyph| (glyph.text_range.start, glyph.text_range.end)).collect();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), glyphs.len(), "no two glyphs say the same: {text}");
        let whole: String = said.iter().map(|(from, to)| &text[*from..*to]).collect();
        assert_eq!(whole, text, "together they say it all");
    }
}

#[test]
fn what_no_font_has_is_marked_and_a_sentence_says_so() {
    let set = |body: &str| {
        let fonts = super::fonts::Fonts::load().expect("fonts");
        let composed = super::compose::compose(&paper(body), &fonts, 400.0);
        composed.lines.iter().flat_map(|l| l.pieces.iter().map(|p| p.text.as_str())).collect::<String>()
    };
    let text = set("Call 🙂 soon, 漢字, שלום.");
    let mark = super::fonts::Fonts::load().expect("fonts").mark(super::fonts::Which::Regular);
    assert!(!mark.is_ascii(), "{mark}");
    let said = "Call □ soon, □□, □□□□.".replace('□', &mark.to_string());
    assert!(text.contains(&said) && text.contains("Un signe manque."), "{text}");
    assert!(!set("Rien ne manque.").contains("Un signe manque."));
}

#[test]
fn long_letters_turn_the_page_and_hostile_ones_end() {
    let long = printed(&"Une phrase qui se répète pour remplir la page. ".repeat(400));
    assert!(
        long.windows(11).filter(|w| w == b"/Type /Page" || w == b"/Type/Page ").count() >= 4 || holds(&long, "/Count"),
        "several pages"
    );
    for body in ["a".repeat(20_000), "> ".repeat(300) + "deep", "- x\n".repeat(500), (0..60).map(|i| "  ".repeat(i) + "- x\n").collect()] {
        assert!(printed(&body).starts_with(b"%PDF"));
    }
}
