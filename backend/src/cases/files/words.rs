//! The words of a paper, and what the identifier check makes of them. A file may be made to harm whoever reads it: what it unpacks to, its
//! pages, its words and the time are bounded, and a reader that breaks has read nothing. What was not read whole is said to be unread:
//! somebody has to look, as at every picture.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::fault::FieldFault;
use domain::identifiers::{self, Finding, Severity};
use domain::lang::Lang;
use lopdf::content::Content;
use lopdf::{Document, Encoding, Object, ObjectId};

/// The most pages that are read.
const PAGES: usize = 200;
/// The most that the words of one page may unpack to.
const PAGE: usize = 4 * 1024 * 1024;
/// The most words of a paper, in bytes.
const WORDS: usize = 512 * 1024;
/// Longest time.
const PATIENCE: Duration = Duration::from_secs(5);
/// A gap of this many thousandths of the letter's height is a space.
const GAP: f32 = -180.0;
/// Passages that a refusal names at most.
const NAMED: usize = 5;

/// What is known of the words of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// All of them were read, and nothing was found.
    Clear,
    /// Something may tell who somebody is.
    Doubtful,
    /// Not read, or not all of them: pictures, scans, drawn letters. Somebody has to look.
    Unread,
}

impl Words {
    /// The stable word in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Doubtful => "doubtful",
            Self::Unread => "unread",
        }
    }

    /// Reads the stable word; one that nobody knows tells nothing.
    pub fn parse(text: &str) -> Self {
        [Self::Clear, Self::Doubtful].into_iter().find(|w| w.code() == text).unwrap_or(Self::Unread)
    }
}

/// Reads a paper and checks it, with the names of the cohort's people. What must never stand there refuses the file, as it refuses a text.
pub(super) async fn check(bytes: Arc<Vec<u8>>, lang: Lang, known: Vec<String>) -> Result<Words, FieldFault> {
    let late = Arc::new(AtomicBool::new(false));
    let stop = late.clone();
    let reading = tokio::task::spawn_blocking(move || judge(read(&bytes, &stop), lang, &known));
    match tokio::time::timeout(PATIENCE, reading).await {
        Ok(Ok(judged)) => judged,
        // It broke, which ended its thread and nothing else, or it takes too long and is told to stop.
        _ => {
            late.store(true, Ordering::Relaxed);
            Ok(Words::Unread)
        }
    }
}

/// What was read of a paper.
#[derive(Debug, Default, PartialEq, Eq)]
struct Read {
    /// Words that stand apart on a line are apart.
    apart: String,
    /// The same with nothing between them: a word may be set letter by letter.
    joined: String,
    /// Something was not read.
    missing: bool,
}

fn judge(read: Read, lang: Lang, known: &[String]) -> Result<Words, FieldFault> {
    let found = identifiers::check_with(&read.apart, lang, known);
    let blocking: Vec<String> = found.iter().filter(|f| f.severity == Severity::Block).map(|f| quoted(&read.apart, f)).collect();
    if !blocking.is_empty() {
        let named: Vec<String> = blocking.into_iter().take(NAMED).collect();
        return Err(FieldFault::new("file", "fault-attachment-tells").with("words", named.join(", ")));
    }
    let doubtful = !found.is_empty() || !identifiers::check_with(&read.joined, lang, known).is_empty();
    Ok(match (doubtful, read.missing || read.apart.trim().is_empty()) {
        (true, _) => Words::Doubtful,
        (false, true) => Words::Unread,
        (false, false) => Words::Clear,
    })
}

fn quoted(text: &str, found: &Finding) -> String {
    format!("“{}”", domain::text::tidy_line(text.get(found.start..found.end).unwrap_or_default()))
}

fn read(bytes: &[u8], stop: &AtomicBool) -> Read {
    let mut out = Read::default();
    let Ok(paper) = Document::load_mem(bytes) else { return Read { missing: true, ..out } };
    let pages = paper.get_pages();
    out.missing = pages.len() > PAGES;
    for page in pages.into_values().take(PAGES) {
        if stop.load(Ordering::Relaxed) || out.apart.len() > WORDS || read_page(&paper, page, &mut out).is_none() {
            out.missing = true;
        }
    }
    out
}

/// One page; none when it cannot be read.
fn read_page(paper: &Document, page: ObjectId, out: &mut Read) -> Option<()> {
    if out.apart.len() > WORDS {
        return None;
    }
    let fonts = paper.get_page_fonts(page).ok()?;
    let content = Content::decode(&paper.get_page_content_with_limit(page, PAGE).ok()?).ok()?;
    let (mut letters, mut line): (Option<Encoding<'_>>, Option<f32>) = (None, None);
    for operation in &content.operations {
        let operands = operation.operands.as_slice();
        match operation.operator.as_str() {
            "Tf" => {
                let font = operands.first().and_then(|name| name.as_name().ok()).and_then(|name| fonts.get(name));
                letters = font.and_then(|font| font.get_font_encoding_with_limit(paper, PAGE).ok());
            }
            "Tj" => say(letters.as_ref(), operands, out),
            "'" | "\"" => {
                out.turn();
                say(letters.as_ref(), operands, out);
            }
            "TJ" => operands.iter().filter_map(|o| o.as_array().ok()).for_each(|parts| say(letters.as_ref(), parts, out)),
            "Td" | "TD" if number(operands, 1) == Some(0.0) => out.gap(),
            "Tm" => {
                let height = number(operands, 5);
                if height.is_some() && height == line {
                    out.gap()
                } else {
                    out.turn()
                }
                line = height;
            }
            "Td" | "TD" | "T*" | "ET" => out.turn(),
            // A picture, or a drawing that is kept elsewhere in the file.
            "Do" | "BI" | "sh" => out.missing = true,
            _ => {}
        }
    }
    out.turn();
    Some(())
}

fn number(operands: &[Object], at: usize) -> Option<f32> {
    operands.get(at).and_then(|o| o.as_float().ok())
}

/// Words as a font writes them. Without a way back to letters they are not read.
fn say(letters: Option<&Encoding<'_>>, parts: &[Object], out: &mut Read) {
    for part in parts {
        match part {
            Object::String(bytes, _) => match letters.and_then(|l| Document::decode_text(l, bytes).ok()) {
                Some(text) if is_text(&text) => out.add(&text),
                _ => out.missing |= !bytes.is_empty(),
            },
            other if other.as_float().is_ok_and(|gap| gap < GAP) => out.gap(),
            _ => {}
        }
    }
}

/// Letters that nobody knows come out as marks.
fn is_text(text: &str) -> bool {
    !text.contains('\u{fffd}') && !text.contains("Unimplemented") && !text.chars().any(|c| c.is_control() && !c.is_whitespace())
}

impl Read {
    fn add(&mut self, text: &str) {
        if self.apart.len() > WORDS {
            self.missing = true;
            return;
        }
        self.apart.push_str(text);
        self.joined.push_str(text);
    }

    /// On the same line, a little farther.
    fn gap(&mut self) {
        if !self.apart.ends_with(char::is_whitespace) {
            self.apart.push(' ');
        }
    }

    /// Another line.
    fn turn(&mut self) {
        for text in [&mut self.apart, &mut self.joined] {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use lopdf::{Stream, dictionary};

    use super::*;

    /// A page with this content, and a font that every reader has.
    fn paper(content: &[u8]) -> Vec<u8> {
        let mut paper = Document::with_version("1.5");
        let font = paper
            .add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" });
        let words = paper.add_object(Stream::new(dictionary! {}, content.to_vec()));
        let pages = paper.new_object_id();
        let page = paper.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => words,
            "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
        });
        paper.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
        let root = paper.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        paper.trailer.set("Root", root);
        let mut out = Vec::new();
        paper.save_to(&mut out).unwrap();
        out
    }

    async fn checked(bytes: Vec<u8>) -> Result<Words, FieldFault> {
        check(Arc::new(bytes), Lang::En, vec!["Amara Okafor".to_owned()]).await
    }

    #[tokio::test]
    async fn words_are_read_and_checked() {
        let clear = paper(b"BT /F 12 Tf 10 10 Td (Sit down first, and wait.) Tj 0 -14 Td [(Then lis) 20 (ten.)] TJ ET");
        assert_eq!(checked(clear).await, Ok(Words::Clear));
        let blocks = paper(b"BT /F 12 Tf 10 10 Td (PHN) Tj 40 0 Td (9698 658 215) Tj ET");
        let told = checked(blocks).await.unwrap_err();
        assert_eq!(told.word, "fault-attachment-tells");
        let doubtful = paper(b"BT /F 12 Tf 10 10 Td (On May 14 we met.) Tj ET");
        assert_eq!(checked(doubtful).await, Ok(Words::Doubtful));
        let apart = paper(b"BT /F 12 Tf 10 10 Td [(A) 0 (mara) -300 (Oka) 10 (for)] TJ ET");
        assert_eq!(checked(apart).await, Ok(Words::Doubtful), "somebody of the cohort");
        let letters = paper(b"BT /F 12 Tf (We met on Ma) Tj 5 0 Td (y) Tj 5 0 Td ( 1) Tj 5 0 Td (4) Tj ET");
        assert_eq!(checked(letters).await, Ok(Words::Doubtful), "set letter by letter");
    }

    #[tokio::test]
    async fn what_is_not_read_whole_waits_for_a_person() {
        for (what, content) in [
            ("nothing", b"".as_slice()),
            ("a picture", b"BT /F 12 Tf (Sit down first.) Tj ET q /A Do Q"),
            ("a font that is not there", b"BT /G 12 Tf (Sit down first.) Tj ET"),
        ] {
            assert_eq!(checked(paper(content)).await, Ok(Words::Unread), "{what}");
        }
        assert_eq!(checked(b"%PDF-1.4\nnothing".to_vec()).await, Ok(Words::Unread));
        let large = vec![b' '; PAGE + 1];
        assert_eq!(checked(paper(&large)).await, Ok(Words::Unread), "a page that unpacks to too much");
    }

    /// Every file with a byte or some turned over, or cut short: none of them breaks the process, whatever it says.
    #[tokio::test]
    async fn battered_files_harm_nobody() {
        let whole = paper(b"BT /F 12 Tf 10 10 Td (Sit down first, and wait.) Tj ET");
        for n in 0..300_usize {
            let mut one = whole.clone();
            let at = (n * 7919) % one.len();
            one[at] = one[at].wrapping_add(u8::try_from(n % 250).unwrap() + 1);
            if n % 3 == 0 {
                one.truncate(at);
            }
            let _ = checked(one).await;
        }
    }
}
