use app::html::Html;
use app::parts::kept::texts;
use app::parts::text_area::text_area;
use app::sessions::hour::draw::PARTS;
use app::sessions::hour::words::{KEYS, STATES};
use app::typed::Typed;
use leptos::prelude::RenderHtml as _;

#[test]
fn texts_are_kept_and_choices_ids_and_secrets_are_not() {
    let typed = Typed::of([
        ("notes", "Amara: three questions".to_owned()),
        ("once", "0199aaaa-0000-7000-8000-000000000000".to_owned()),
        ("side", "hub".to_owned()),
        ("starts", "2026-03-26".to_owned()),
        ("password", "a long pass phrase".to_owned()),
        ("told", "Come back please".to_owned()),
        ("used", "Assis-toi d’abord".to_owned()),
    ]);
    assert_eq!(texts(&typed), ["Amara: three questions", "Come back please", "Assis-toi d’abord"]);
}

#[test]
fn a_draft_cannot_close_its_own_box() {
    let html = text_area("f-body", "body", "</textarea><script>alert(1)</script>", 4, false, None, false).to_html();
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;"), "{html}");
}

#[test]
fn what_people_wrote_is_text_and_nothing_else() {
    let mut h = Html::default();
    h.raw("<p title=\"").text("\" onload=\"x").raw("\">").text("<b>'1'</b> & so").raw("</p>");
    assert_eq!(h.done(), "<p title=\"&quot; onload=&quot;x\">&lt;b&gt;&#39;1&#39;&lt;/b&gt; &amp; so</p>");
}

/// A word that is not carried would show its name instead.
#[test]
fn every_word_that_is_drawn_is_carried() {
    let drawn = include_str!("../../src/sessions/hour/draw.rs").to_owned()
        + include_str!("../../src/sessions/hour/draw/case.rs")
        + include_str!("../../src/sessions/hour/draw/talk.rs");
    let asked =
        drawn.split('"').filter(|w| w.starts_with("hour-") && !w.ends_with('-') && w.bytes().all(|b| b == b'-' || b.is_ascii_lowercase()));
    for word in asked.filter(|w| !PARTS.iter().any(|(id, _)| id == w)) {
        let carried = KEYS.contains(&word) || STATES.contains(&word) || word == "hour-start-from";
        assert!(carried, "{word} is drawn and not carried");
    }
}
