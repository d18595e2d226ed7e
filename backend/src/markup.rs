//! Markdown to HTML, once, at write time: pulldown-cmark, then ammonia, in that order and nowhere else.

use std::collections::HashSet;
use std::sync::LazyLock;

use pulldown_cmark::{Options, Parser, html};

pub mod chat;

/// Rendered text carries this version; when the rules below change, it moves and old rows are rendered again.
pub const VERSION: i32 = 1;

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
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(source, options).map(lower_heading);
    let mut raw = String::with_capacity(source.len() * 2);
    html::push_html(&mut raw, events);
    CLEANER.clean(&raw).to_string()
}

/// Plain words of a person's Markdown, for letters, search and previews.
pub fn to_plain(source: &str) -> String {
    use pulldown_cmark::Event;
    let mut out = String::with_capacity(source.len());
    for event in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lower_heading(event: pulldown_cmark::Event<'_>) -> pulldown_cmark::Event<'_> {
    use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
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
            for tooth in ["<script", "javascript:", "onerror", "onload", "<svg", "<img", "style=", "data:"] {
                assert!(!html.contains(tooth) || html.contains("&lt;"), "{bad} gave {html}");
            }
        }
    }

    #[test]
    fn plain_words_have_no_marks() {
        assert_eq!(to_plain("# A\n\n*b* `c`\nd"), "A b c d");
    }
}
