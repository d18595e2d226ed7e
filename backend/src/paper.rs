//! A document before it is printed: what it says, part by part. The press of the floor above decides how it looks.

use chrono::NaiveDate;
use pulldown_cmark::{Event, Tag, TagEnd};

use domain::lang::Lang;

use crate::markup;

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its title, also that of the file.
    pub title: String,
    /// The language it is written in.
    pub lang: Lang,
    /// Small lines under the title.
    pub head: Vec<String>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Who signed, and when: lines under the text.
    pub signature: Vec<String>,
    /// A small sentence at the end.
    pub note: String,
    /// The sentence before it when a character could not be printed: what its mark stands for.
    pub lost: String,
    /// The foot of every page, with `{page}` where its number goes and `{pages}` for how many there are.
    pub foot: String,
    /// A square for cameras under the text.
    pub square: Option<Square>,
    /// Always the same for the same document, so that its file is too.
    pub id: String,
    /// The day it was signed or issued.
    pub on: NaiveDate,
}

/// A square that a camera reads (QR).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Square {
    /// What a camera reads.
    pub text: String,
    /// What those hear who do not see it.
    pub says: String,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; 2 is the first under the title.
    Heading(u8, Vec<Run>),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// Items, each of parts; numbered from this number, or with marks.
    List(Option<u64>, Vec<Vec<Block>>),
    /// A quotation.
    Quote(Vec<Block>),
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words; a line feed is a new line.
    pub text: String,
    /// In bold.
    pub strong: bool,
}

/// What is open while Markdown is read.
enum Open {
    Heading(u8),
    Paragraph,
    List(Option<u64>, Vec<Vec<Block>>),
    Item(Vec<Block>),
    Quote(Vec<Block>),
}

/// The parts of a person's Markdown, with every word that its page shows: what looks like HTML is somebody's words. What Markdown allows
/// and a letter does not need (tables, pictures) becomes plain words.
pub fn blocks(source: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    let source = markup::shown(source);
    for event in markup::events(&source) {
        reader.take(event);
    }
    reader.flush();
    while let Some(open) = reader.open.pop() {
        reader.close(open);
    }
    reader.done
}

#[derive(Default)]
struct Reader {
    done: Vec<Block>,
    open: Vec<Open>,
    runs: Vec<Run>,
    strong: usize,
    /// Addresses of the links that are open, and how many runs there were before each.
    links: Vec<(String, usize)>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.say(&text),
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.say("\n"),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        let strong = self.strong > 0;
        match self.runs.last_mut().filter(|r| r.strong == strong) {
            Some(run) => run.text.push_str(text),
            None => self.runs.push(Run { text: text.to_owned(), strong }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } => self.links.push((dest_url.to_string(), self.runs.iter().map(|r| r.text.len()).sum())),
            Tag::Emphasis | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Image { .. } => {}
            Tag::TableCell => self.say(" "),
            Tag::Heading { level, .. } => self.begin(Open::Heading((level as u8 + 1).clamp(2, 6))),
            Tag::List(first) => self.begin(Open::List(first, Vec::new())),
            Tag::Item => self.begin(Open::Item(Vec::new())),
            Tag::BlockQuote(_) => self.begin(Open::Quote(Vec::new())),
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::TableRow | Tag::TableHead => self.begin(Open::Paragraph),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => self.name_link(),
            TagEnd::Heading(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::Paragraph
            | TagEnd::CodeBlock
            | TagEnd::TableRow
            | TagEnd::TableHead => {
                if !matches!(tag, TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::TableRow | TagEnd::TableHead) {
                    self.flush();
                }
                if let Some(open) = self.open.pop() {
                    self.close(open);
                }
            }
            _ => {}
        }
    }

    /// On paper an address that nobody can press is written out.
    fn name_link(&mut self) {
        let Some((address, before)) = self.links.pop() else { return };
        let all: String = self.runs.iter().map(|r| r.text.as_str()).collect();
        let shown = all.get(before..).unwrap_or_default();
        if !address.is_empty() && shown != address && !address.ends_with(shown) {
            self.say(&format!(" ({address})"));
        }
    }

    fn begin(&mut self, open: Open) {
        self.flush();
        self.open.push(open);
    }

    /// Words outside any paragraph (in a tight list) become one.
    fn flush(&mut self) {
        if self.runs.iter().any(|r| !r.text.trim().is_empty()) && !matches!(self.open.last(), Some(Open::Heading(_) | Open::Paragraph)) {
            let runs = std::mem::take(&mut self.runs);
            self.put(Block::Paragraph(runs));
        }
    }

    fn close(&mut self, open: Open) {
        match open {
            Open::Heading(level) => {
                let runs = std::mem::take(&mut self.runs);
                self.put(Block::Heading(level, runs));
            }
            Open::Paragraph => {
                let runs = std::mem::take(&mut self.runs);
                self.put(Block::Paragraph(runs));
            }
            // A point without a word is no point.
            Open::List(first, items) => self.put(Block::List(first, items.into_iter().filter(|item| !item.is_empty()).collect())),
            Open::Quote(blocks) => self.put(Block::Quote(blocks)),
            Open::Item(blocks) => {
                if let Some(Open::List(_, items)) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
        }
    }

    fn put(&mut self, block: Block) {
        let empty = match &block {
            Block::Heading(_, runs) | Block::Paragraph(runs) => runs.iter().all(|r| r.text.trim().is_empty()),
            Block::List(_, items) => items.iter().all(Vec::is_empty),
            Block::Quote(blocks) => blocks.is_empty(),
        };
        if empty {
            return;
        }
        match self.open.last_mut() {
            Some(Open::Item(blocks) | Open::Quote(blocks)) => blocks.push(block),
            _ => self.done.push(block),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Vec<Run> {
        vec![Run { text: text.to_owned(), strong: false }]
    }

    #[test]
    fn a_letter_keeps_its_parts_and_their_order() {
        let read = blocks("Dear Amara,\n\n# Advice\n\n1. Ask **once**.\n2. Wait.\n   - soup\n\n> Quiet.\n\n[Guide](https://x.org/g)");
        assert_eq!(read.len(), 5, "{read:?}");
        assert_eq!(read[0], Block::Paragraph(run("Dear Amara,")));
        assert_eq!(read[1], Block::Heading(2, run("Advice")));
        let Block::List(Some(1), items) = &read[2] else { panic!("{read:?}") };
        assert_eq!(items.len(), 2);
        assert!(matches!(&items[1][1], Block::List(None, inner) if inner.len() == 1), "{items:?}");
        assert_eq!(read[3], Block::Quote(vec![Block::Paragraph(run("Quiet."))]));
        assert_eq!(read[4], Block::Paragraph(run("Guide (https://x.org/g)")));
    }

    #[test]
    fn a_point_without_a_word_is_not_printed() {
        let read = blocks("1. Ask once.\n2.\n3. Wait.");
        let [Block::List(Some(1), items)] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!(items.len(), 2, "{items:?}");
    }

    fn words(read: &[Block]) -> String {
        let one = |block: &Block| match block {
            Block::Heading(_, runs) | Block::Paragraph(runs) => runs.iter().map(|r| r.text.as_str()).collect(),
            Block::List(_, items) => items.iter().map(|item| words(item)).collect::<Vec<_>>().join("\n"),
            Block::Quote(inner) => words(inner),
        };
        read.iter().map(one).collect::<Vec<String>>().join("\n")
    }

    #[test]
    fn what_was_signed_is_what_is_printed() {
        let typed = "a <note> says <b>call</b>, & so on. x<y>z";
        assert_eq!(words(&blocks(typed)), typed);
        for typed in
            ["<note>\nthe whole line\n</note>", "[pain]: morphine", "- <i>one</i>\n- two <three>", "![a picture](https://x.org/p.png)"]
        {
            let (printed, page) = (words(&blocks(typed)), crate::markup::to_plain(typed));
            let bare = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(bare(&printed).starts_with(&bare(&page)), "{typed}: {printed} / {page}");
        }
    }

    #[test]
    fn tags_and_depth_do_no_harm() {
        let read = blocks(&format!("<b>x</b> {} <script>alert(1)</script>", "> ".repeat(400)));
        assert!(words(&read).starts_with("<b>x</b> ") && words(&read).contains("<script>alert(1)</script>"), "{read:?}");
        assert!(blocks(&"[".repeat(20_000)).len() == 1);
    }
}
