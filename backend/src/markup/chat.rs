//! Markdown of chat: emphasis, strikethrough, code, links, quotes and lists. A line end is a line end, a pasted address becomes a link, a heading
//! is a strong line, and what looks like HTML is shown as it was typed. `@` and a name of the room calls somebody.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Tag, TagEnd, TextMergeStream, html};

use super::words;

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .tags(HashSet::from(["a", "b", "blockquote", "br", "code", "del", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"]))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("nofollow noopener noreferrer ugc"))
        .tag_attributes([("a", HashSet::from(["href", "title"])), ("ol", HashSet::from(["start"]))].into())
        .allowed_classes(HashMap::from([("b", HashSet::from(["mention"]))]))
        .generic_attributes(HashSet::new());
    cleaner
});

/// Safe HTML of a message. `called` is given what follows an `@`, and answers how many bytes of it are a name, and the name as it is written.
pub fn to_html(source: &str, mut called: impl FnMut(&str) -> Option<(usize, String)>) -> String {
    let source = words::with_definitions(source);
    let mut events = Vec::new();
    let (mut verbatim, mut linked) = (0_u32, 0_u32);
    for event in TextMergeStream::new(words::events(&source, Options::ENABLE_STRIKETHROUGH).into_iter()) {
        match event {
            Event::Start(Tag::Heading { .. }) => events.extend([Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)]),
            Event::End(TagEnd::Heading(_)) => events.extend([Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)]),
            Event::SoftBreak => events.push(Event::HardBreak),
            Event::Text(text) if verbatim == 0 && linked == 0 => pieces(&text, &mut called, &mut events),
            other => {
                match &other {
                    Event::Start(Tag::CodeBlock(_)) => verbatim += 1,
                    Event::End(TagEnd::CodeBlock) => verbatim = verbatim.saturating_sub(1),
                    Event::Start(Tag::Link { .. }) => linked += 1,
                    Event::End(TagEnd::Link) => linked = linked.saturating_sub(1),
                    _ => {}
                }
                events.push(other);
            }
        }
    }
    let mut raw = String::with_capacity(source.len() * 2);
    html::push_html(&mut raw, events.into_iter());
    CLEANER.clean(&raw).to_string()
}

/// A run of text: names and addresses in it, and what stands between.
fn pieces<'a>(text: &str, called: &mut impl FnMut(&str) -> Option<(usize, String)>, out: &mut Vec<Event<'a>>) {
    let plain = |part: &str| Event::Text(CowStr::from(part.to_owned()));
    let (mut from, mut before) = (0, None);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let edge = before.is_none_or(|b: char| !b.is_alphanumeric());
        let name = if c == '@' && edge { called(&rest[1..]) } else { None };
        let address = if c == 'h' && edge { address(rest) } else { None };
        if let Some((long, name)) = name {
            out.push(plain(&text[from..at]));
            out.push(Event::InlineHtml("<b class=\"mention\">".into()));
            out.push(plain(&format!("@{name}")));
            out.push(Event::InlineHtml("</b>".into()));
            at += 1 + long;
            from = at;
        } else if let Some(long) = address {
            out.push(plain(&text[from..at]));
            let target = CowStr::from(rest[..long].to_owned());
            out.push(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url: target, title: "".into(), id: "".into() }));
            out.push(plain(&rest[..long]));
            out.push(Event::End(TagEnd::Link));
            at += long;
            from = at;
        } else {
            at += c.len_utf8();
        }
        before = text[..at].chars().next_back();
    }
    out.push(plain(&text[from..]));
}

/// How many bytes of the text are a web address: up to a space, without the punctuation of the sentence around it.
fn address(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|s| text.starts_with(s))?;
    let word = text.split(|c: char| c.is_whitespace() || "<>\"«»“”".contains(c)).next().unwrap_or_default();
    let mut word = word.trim_end_matches(|c: char| ".,;:!?'’*_~".contains(c));
    while word.ends_with(')') && word.matches(')').count() > word.matches('(').count() {
        word = word[..word.len() - 1].trim_end_matches(|c: char| ".,;:!?'’".contains(c));
    }
    (word.len() > scheme.len()).then_some(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(source: &str) -> String {
        to_html(source, |_| None)
    }

    #[test]
    fn a_message_keeps_its_lines_and_its_emphasis() {
        assert_eq!(
            plain("Hello\n*you* **all** ~~no~~ `x`"),
            "<p>Hello<br>\n<em>you</em> <strong>all</strong> <del>no</del> <code>x</code></p>\n"
        );
        assert_eq!(plain("# Loud"), "<p><strong>Loud</strong></p>\n");
        assert_eq!(plain("- a\n- b\n\n> c"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<blockquote>\n<p>c</p>\n</blockquote>\n");
        assert_eq!(plain("| a |\n|---|"), "<p>| a |<br>\n|---|</p>\n");
    }

    #[test]
    fn a_pasted_address_is_a_link_without_the_end_of_its_sentence() {
        let link = |a: &str| format!("<a href=\"{a}\" rel=\"nofollow noopener noreferrer ugc\">{a}</a>");
        assert_eq!(plain("See https://a.ca/b_c_d?e=1."), format!("<p>See {}.</p>\n", link("https://a.ca/b_c_d?e=1")));
        assert_eq!(plain("(https://a.ca/x_(y))"), format!("<p>({})</p>\n", link("https://a.ca/x_(y)")));
        assert_eq!(plain("`https://a.ca` xhttps://a.ca https://"), "<p><code>https://a.ca</code> xhttps://a.ca https://</p>\n");
        assert_eq!(plain("[here](https://a.ca)"), "<p><a href=\"https://a.ca\" rel=\"nofollow noopener noreferrer ugc\">here</a></p>\n");
    }

    #[test]
    fn nobody_forges_a_mention_or_a_tag() {
        for bad in [
            "<b class=\"mention\">@Ada</b>",
            "<script>alert(1)</script>",
            "<img src=x onerror=a>",
            "![x](https://a.ca/i.png)",
            "<div>\n<b class='mention'>x</b>\n</div>",
        ] {
            let html = plain(bad);
            for tooth in ["<b", "<script", "<img", "<div"] {
                assert!(!html.contains(tooth), "{bad} gave {html}");
            }
        }
        assert!(!plain("[x](javascript:alert(1))").contains("javascript"));
        let named = to_html("Hi @ada and a@ada.ca", |rest| rest.starts_with("ada").then(|| (3, "Ada <b>".to_owned())));
        assert_eq!(named, "<p>Hi <b class=\"mention\">@Ada &lt;b&gt;</b> and a@ada.ca</p>\n");
    }
}
