//! Markdown to HTML, once, at write time: pulldown-cmark, then ammonia, in that order and nowhere else. No word of a text is lost on the
//! way: what looks like HTML is shown as it was typed (`words.rs`).

use std::collections::HashSet;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, TagEnd, html};

pub mod chat;
mod words;

/// Rendered text carries this version; when the rules below change, it moves and old rows are rendered again.
pub const VERSION: i32 = 2;

/// What posts, cases and letters may use.
const RICH: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .tags(HashSet::from([
            "a",
            "b",
            "blockquote",
            "br",
            "code",
            "del",
            "em",
            "h3",
            "h4",
            "h5",
            "hr",
            "i",
            "li",
            "ol",
            "p",
            "pre",
            "strong",
            "sub",
            "sup",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ]))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("nofollow noopener noreferrer ugc"))
        .tag_attributes([("a", HashSet::from(["href", "title"])), ("ol", HashSet::from(["start"]))].into())
        .generic_attributes(HashSet::new());
    cleaner
});

/// Safe HTML of a person's Markdown. Headings start at level 3, so that a page keeps its own outline.
pub fn to_html(source: &str) -> String {
    let source = words::with_definitions(source);
    let events = words::events(&source, RICH).into_iter().map(lower_heading);
    let mut raw = String::with_capacity(source.len() * 2);
    html::push_html(&mut raw, events);
    CLEANER.clean(&raw).to_string()
}

/// The text as it is read by all: what a definition would swallow is shown.
pub(crate) fn shown(source: &str) -> std::borrow::Cow<'_, str> {
    words::with_definitions(source)
}

/// What is read of a text that was `shown`, part by part.
pub(crate) fn events(source: &str) -> Vec<Event<'_>> {
    words::events(source, RICH)
}

/// Plain words of a person's Markdown, for letters, search and previews: the words that its reader sees.
pub fn to_plain(source: &str) -> String {
    let source = words::with_definitions(source);
    let mut out = String::with_capacity(source.len());
    for event in words::events(&source, RICH) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            Event::SoftBreak | Event::HardBreak | Event::End(_) => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lower_heading(event: Event<'_>) -> Event<'_> {
    use pulldown_cmark::{HeadingLevel, Tag};
    let lower = |level: HeadingLevel| match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        _ => HeadingLevel::H5,
    };
    match event {
        Event::Start(Tag::Heading { level, .. }) => {
            Event::Start(Tag::Heading { level: lower(level), id: None, classes: Vec::new(), attrs: Vec::new() })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_keeps_its_sense_and_loses_its_teeth() {
        assert_eq!(
            to_html("# Hello\n\n*a* [b](https://x.org)"),
            "<h3>Hello</h3>\n<p><em>a</em> <a href=\"https://x.org\" rel=\"nofollow noopener noreferrer ugc\">b</a></p>\n"
        );
        for bad in [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)>",
            "[x](data:text/html,<script>alert(1)</script>)",
            "<a href=\"java\tscript:alert(1)\">x</a>",
            "<p style=\"position:fixed\">x</p>",
            "</textarea><script>alert(1)</script>",
        ] {
            let html = to_html(bad).to_lowercase();
            for tooth in ["<script", "<svg", "<img", "<p style", "<a href=\"java", "<a href=\"data", "</textarea"] {
                assert!(!html.contains(tooth), "{bad} gave {html}");
            }
        }
    }

    /// The words that a reader sees in HTML.
    fn seen(html: &str) -> String {
        let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn no_word_of_a_text_is_lost() {
        for source in [
            "Give <dose> at night",
            "<div>two\n\nthree</div> four",
            "<b>bold</b> <!-- left --> <script>kept()</script> <style>p{}</style>",
            "<family asked: is it time? yes>",
            "a <svg onload=x> b",
            "<pre>\nas typed\n</pre>\n\nafter",
            "[pain]: morphine",
            "[pain]: <morphine 5> 'at night'\n\nafter",
            "text\n\n[x]: https://unused.example",
            "[Dr]: hello\n[Pt]: hi\n[Dr]: well",
            "Her [pain]\n\n[pain]: morphine",
        ] {
            let typed = source.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(seen(&to_html(source)), typed, "the page of {source}");
            assert_eq!(to_plain(source), typed, "the words of {source}");
        }
        assert_eq!(seen(&to_html("![a scan](https://x.org/a.png) ![](https://x.org/b.png)")), "a scan https://x.org/b.png");
        assert_eq!(seen(&to_html("[](https://x.org)")), "https://x.org");
        assert_eq!(seen(&to_html("```five mg\ntwice\n```")), "five mg twice");
        assert_eq!(seen(&to_html("[a][r]\n\n[r]: https://x.org")), "a", "what is used as a link is one");
        assert_eq!(seen(&to_html("|a|b|\n|-|-|\n|1|2|three mg|")), "ab 12three mg", "a row longer than its head keeps its end");
    }

    #[test]
    fn plain_words_have_no_marks() {
        assert_eq!(to_plain("# A\n\n*b* `c`\nd un**believ**able"), "A b c d unbelievable");
    }
}
