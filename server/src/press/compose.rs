//! From the parts of a document to lines of words, and to the tree that tells what each line belongs to.

use backend::paper::{Block, Paper, Run, Square};
use qrcode::{Color, EcLevel, QrCode};

use super::fonts::{Fonts, Which};

/// Size of the text, in points.
const SIZE: f32 = 11.0;
/// Height of a line by its size.
const LEADING: f32 = 1.5;
/// How far a list or a quotation stands in.
const STEP: f32 = 22.0;
/// Width of a square for cameras, in points: an inch and a quarter.
pub const SQUARE: f32 = 90.0;
/// However deep lists nest, they stand in no farther.
const DEEPEST: f32 = 5.0 * STEP;

/// Words of one font in a line.
#[derive(Debug)]
pub struct Piece {
    pub x: f32,
    pub text: String,
    pub face: Which,
    pub leaf: usize,
}

/// A line.
#[derive(Debug)]
pub struct Line {
    pub pieces: Vec<Piece>,
    pub size: f32,
    pub height: f32,
    /// White above it.
    pub above: f32,
    /// It stays with the next one.
    pub keep: bool,
    /// The words of the heading that begins here.
    pub heading: Option<String>,
    /// A square for cameras, in place of words.
    pub square: Option<Drawn>,
}

/// The dark fields of a square, row by row, and its leaf.
#[derive(Debug)]
pub struct Drawn {
    pub rows: Vec<Vec<bool>>,
    pub leaf: usize,
}

/// What a part is to a screen reader.
#[derive(Debug)]
pub enum Kind {
    Heading(u8, String),
    Paragraph,
    List(bool),
    Item,
    Label,
    Body,
    Quote,
    Figure(String),
}

/// A part: its lines by their leaf, or parts within.
#[derive(Debug)]
pub struct Node {
    pub kind: Kind,
    pub leaf: Option<usize>,
    pub children: Vec<Node>,
}

/// A document in lines.
#[derive(Debug, Default)]
pub struct Composed {
    pub lines: Vec<Line>,
    pub nodes: Vec<Node>,
    pub leaves: usize,
}

/// How words look.
#[derive(Clone, Copy)]
struct Look {
    size: f32,
    strong: bool,
    indent: f32,
    above: f32,
    keep: bool,
}

impl Look {
    fn text(indent: f32) -> Self {
        Self { size: SIZE, strong: false, indent, above: 7.0, keep: false }
    }
}

struct Composer<'a> {
    fonts: &'a Fonts,
    width: f32,
    out: Composed,
}

/// Sets a document in lines of this width.
pub fn compose(paper: &Paper, fonts: &Fonts, width: f32) -> Composed {
    let mut composer = Composer { fonts, width, out: Composed::default() };
    let small = Look { size: 9.5, above: 2.0, ..Look::text(0.0) };
    let mut nodes = vec![composer.heading(1, &plain(&paper.title), 0.0)];
    nodes.extend(paper.head.iter().filter(|l| !l.is_empty()).map(|line| composer.paragraph(&plain(line), small)));
    if let Some(first) = composer.out.lines.last_mut() {
        first.height += 8.0;
    }
    nodes.extend(composer.blocks(&paper.blocks, 0.0));
    for (i, line) in paper.signature.iter().filter(|l| !l.is_empty()).enumerate() {
        let look = Look { above: if i == 0 { 18.0 } else { 0.0 }, keep: true, ..Look::text(0.0) };
        nodes.push(composer.paragraph(&plain(line), look));
    }
    if fonts.lost() && !paper.lost.is_empty() {
        nodes.push(composer.paragraph(&plain(&paper.lost), Look { size: 9.5, above: 14.0, ..Look::text(0.0) }));
    }
    if !paper.note.is_empty() {
        nodes.push(composer.paragraph(&plain(&paper.note), Look { size: 9.5, above: 14.0, ..Look::text(0.0) }));
    }
    nodes.extend(paper.square.as_ref().and_then(|square| composer.square(square)));
    composer.out.nodes = nodes;
    composer.out
}

fn plain(text: &str) -> Vec<Run> {
    vec![Run { text: text.to_owned(), strong: false }]
}

fn words_of(runs: &[Run]) -> String {
    runs.iter().map(|r| r.text.as_str()).collect()
}

impl Composer<'_> {
    fn blocks(&mut self, blocks: &[Block], indent: f32) -> Vec<Node> {
        let indent = indent.min(DEEPEST);
        blocks.iter().map(|block| self.block(block, indent)).collect()
    }

    fn block(&mut self, block: &Block, indent: f32) -> Node {
        match block {
            Block::Heading(level, runs) => self.heading(*level, runs, indent),
            Block::Paragraph(runs) => self.paragraph(runs, Look::text(indent)),
            Block::Quote(inner) => Node { kind: Kind::Quote, leaf: None, children: self.blocks(inner, indent + STEP) },
            Block::List(first, items) => {
                let numbers = first.unwrap_or(1)..;
                let children = items.iter().zip(numbers).map(|(item, n)| self.item(item, first.map(|_| n), indent)).collect();
                Node { kind: Kind::List(first.is_some()), leaf: None, children }
            }
        }
    }

    /// The mark of an item stands before its first line.
    fn item(&mut self, item: &[Block], number: Option<u64>, indent: f32) -> Node {
        let mark = number.map_or_else(|| "\u{2022} ".to_owned(), |n| format!("{n}. "));
        let at = self.out.lines.len();
        let body = Node { kind: Kind::Body, leaf: None, children: self.blocks(item, indent + STEP) };
        let leaf = self.leaf();
        let x = indent.min(DEEPEST);
        if let Some(line) = self.out.lines.get_mut(at) {
            line.above = line.above.min(4.0);
            line.pieces.insert(0, Piece { x, text: mark, face: Which::Regular, leaf });
        }
        let label = Node { kind: Kind::Label, leaf: Some(leaf), children: Vec::new() };
        Node { kind: Kind::Item, leaf: None, children: vec![label, body] }
    }

    fn heading(&mut self, level: u8, runs: &[Run], indent: f32) -> Node {
        let size = match level {
            1 => 18.0,
            2 => 14.0,
            3 => 12.5,
            _ => SIZE,
        };
        let (at, words) = (self.out.lines.len(), words_of(runs));
        let above = if level == 1 { 0.0 } else { 14.0 };
        let mut node = self.paragraph(runs, Look { size, strong: true, indent, above, keep: true });
        if let Some(line) = self.out.lines.get_mut(at) {
            line.heading = Some(words.clone());
        }
        node.kind = Kind::Heading(level, words);
        node
    }

    /// A square that stays with the words above it. What is too long for one is left to the words.
    fn square(&mut self, square: &Square) -> Option<Node> {
        let code = QrCode::with_error_correction_level(square.text.as_bytes(), EcLevel::M).ok()?;
        let fields: Vec<bool> = code.to_colors().into_iter().map(|c| c == Color::Dark).collect();
        let rows = fields.chunks(code.width()).map(<[bool]>::to_vec).collect();
        let leaf = self.leaf();
        if let Some(above) = self.out.lines.last_mut() {
            above.keep = true;
        }
        let drawn = Some(Drawn { rows, leaf });
        self.out.lines.push(Line {
            pieces: Vec::new(),
            size: SIZE,
            height: SQUARE,
            above: 12.0,
            keep: false,
            heading: None,
            square: drawn,
        });
        Some(Node { kind: Kind::Figure(square.says.clone()), leaf: Some(leaf), children: Vec::new() })
    }

    fn leaf(&mut self) -> usize {
        self.out.leaves += 1;
        self.out.leaves - 1
    }

    /// Fills lines with words; a word longer than a line is broken where the line ends.
    fn paragraph(&mut self, runs: &[Run], look: Look) -> Node {
        let leaf = self.leaf();
        let room = self.width - look.indent;
        let mut pen = Pen { line: Vec::new(), x: 0.0, look, leaf, first: true };
        for run in runs {
            let strong = look.strong || run.strong;
            for (i, row) in run.text.split('\n').enumerate() {
                if i > 0 {
                    self.end_line(&mut pen);
                }
                for word in row.split_inclusive(' ') {
                    self.word(&mut pen, word, strong, room);
                }
            }
        }
        self.end_line(&mut pen);
        Node { kind: Kind::Paragraph, leaf: Some(leaf), children: Vec::new() }
    }

    fn word(&mut self, pen: &mut Pen, word: &str, strong: bool, room: f32) {
        let parts = self.fonts.split(word, strong);
        let wide = |parts: &[(String, Which)]| parts.iter().map(|(t, f)| self.fonts.width(t, *f, pen.look.size)).sum::<f32>();
        let bare: Vec<(String, Which)> = parts.iter().map(|(t, f)| (t.trim_end().to_owned(), *f)).collect();
        if pen.x > 0.0 && pen.x + wide(&bare) > room {
            self.end_line(pen);
        }
        for (text, face) in parts {
            for text in self.pieces_that_fit(&text, face, pen.look.size, room) {
                let wide = self.fonts.width(&text, face, pen.look.size);
                if pen.x > 0.0 && pen.x + self.fonts.width(text.trim_end(), face, pen.look.size) > room {
                    self.end_line(pen);
                }
                match pen.line.last_mut().filter(|p| p.face == face) {
                    Some(piece) => piece.text.push_str(&text),
                    None => pen.line.push(Piece { x: pen.look.indent + pen.x, text, face, leaf: pen.leaf }),
                }
                pen.x += wide;
            }
        }
    }

    fn pieces_that_fit(&self, text: &str, face: Which, size: f32, room: f32) -> Vec<String> {
        if self.fonts.width(text.trim_end(), face, size) <= room {
            return vec![text.to_owned()];
        }
        let mut out = vec![String::new()];
        let mut used = 0.0;
        for c in text.chars() {
            let wide = self.fonts.width(c.encode_utf8(&mut [0; 4]), face, size);
            if used + wide > room {
                out.push(String::new());
                used = 0.0;
            }
            used += wide;
            if let Some(last) = out.last_mut() {
                last.push(c);
            }
        }
        out
    }

    fn end_line(&mut self, pen: &mut Pen) {
        if pen.line.is_empty() {
            return;
        }
        let pieces = std::mem::take(&mut pen.line);
        let above = if pen.first { pen.look.above } else { 0.0 };
        let size = pen.look.size;
        self.out.lines.push(Line { pieces, size, height: size * LEADING, above, keep: pen.look.keep, heading: None, square: None });
        pen.x = 0.0;
        pen.first = false;
    }
}

/// Where the next word goes.
struct Pen {
    line: Vec<Piece>,
    x: f32,
    look: Look,
    leaf: usize,
    first: bool,
}
