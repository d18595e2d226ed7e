//! A file of scores before and after, as a spreadsheet saves it. The file is taken whole or refused whole, with every fault named.
//!
//! Wide: participant, pre, post. Long: participant, timepoint, score. Separated by commas, semicolons or tabs.
//! An empty cell is a missing score; participants are told apart by their exact code.

use std::collections::{HashMap, HashSet};

use crate::table::{self, Row, RowFault, fold, one_line};

/// The people of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PairedInput {
    /// Score before and score after of everybody who has both, in the order of the file.
    pub pairs: Vec<(f64, f64)>,
    /// People of the file without one of the two, or without both.
    pub dropped: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Column {
    Participant,
    Pre,
    Post,
    Timepoint,
    Score,
}

use Column::{Participant, Post, Pre, Score, Timepoint};

const BEFORE: &[&str] = &["pre", "before", "baseline", "avant"];
const AFTER: &[&str] = &["post", "after", "completion", "apres"];

/// Headings as `fold` leaves them, English and French.
const HEADINGS: [(Column, &[&str]); 5] = [
    (Participant, &["participant", "participant id", "participant code", "code", "id", "record id"]),
    (Pre, BEFORE),
    (Post, AFTER),
    (Timepoint, &["timepoint", "time point", "time", "moment", "temps"]),
    (Score, &["score", "value", "valeur"]),
];

/// Reads a file of paired scores.
pub fn parse(bytes: &[u8]) -> Result<PairedInput, Vec<RowFault>> {
    let (separator, rows) = table::separated(bytes, table::UPLOAD).map_err(|fault| vec![fault])?;
    let Some((header, rows)) = rows.split_first() else { return Err(vec![RowFault::file("fault-row-file-empty")]) };
    let sheet = Sheet::of(header, separator);
    let mut faults = sheet.faults();
    let people = if faults.is_empty() { sheet.people(rows, &mut faults) } else { People::default() };
    if faults.is_empty() { Ok(people.paired()) } else { Err(faults) }
}

/// Everybody of the file, in its order: what they scored before and after.
#[derive(Default)]
struct People {
    places: HashMap<String, usize>,
    told: HashSet<(usize, Column)>,
    scores: Vec<[Option<f64>; 2]>,
}

impl People {
    fn place(&mut self, code: &str) -> usize {
        let next = self.scores.len();
        let place = *self.places.entry(one_line(code)).or_insert(next);
        if place == next {
            self.scores.push([None, None]);
        }
        place
    }

    /// Notes a score; false when this side of this person was told before.
    fn tell(&mut self, place: usize, side: Column, score: Option<f64>) -> bool {
        if let Some(scores) = self.scores.get_mut(place) {
            scores[usize::from(side == Post)] = score;
        }
        self.told.insert((place, side))
    }

    fn paired(self) -> PairedInput {
        let all = self.scores.len();
        let pairs: Vec<(f64, f64)> = self.scores.into_iter().filter_map(|[pre, post]| Some((pre?, post?))).collect();
        PairedInput { dropped: all - pairs.len(), pairs }
    }
}

/// The header of one file: what each column holds.
struct Sheet<'a> {
    header: &'a Row,
    columns: Vec<Option<Column>>,
    long: bool,
    decimal_comma: bool,
}

impl<'a> Sheet<'a> {
    fn of(header: &'a Row, separator: char) -> Self {
        let columns: Vec<Option<Column>> = header.cells.iter().map(|cell| column(cell)).collect();
        let long = columns.contains(&Some(Timepoint)) || columns.contains(&Some(Score));
        Self { header, columns, long, decimal_comma: separator != ',' }
    }

    fn needed(&self) -> [(Column, &'static str); 3] {
        let wide = [(Participant, "participant"), (Pre, "pre"), (Post, "post")];
        if self.long { [wide[0], (Timepoint, "timepoint"), (Score, "score")] } else { wide }
    }

    fn faults(&self) -> Vec<RowFault> {
        let line = self.header.line;
        if self.columns.iter().all(Option::is_none) {
            return vec![RowFault::new(line, "", "fault-row-paired-header", self.header.cell(0))];
        }
        let needed = self.needed();
        let missing = needed.iter().filter(|(column, _)| self.at(*column).is_none());
        let mut faults: Vec<RowFault> = missing.map(|(_, name)| RowFault::new(line, name, "fault-row-column-missing", "")).collect();
        let mut seen = HashSet::new();
        for (column, heading) in self.columns.iter().zip(&self.header.cells).filter(|(_, heading)| !heading.is_empty()) {
            let known = column.is_some_and(|column| needed.iter().any(|(needed, _)| *needed == column));
            let word = if known { "fault-row-column-twice" } else { "fault-row-column-unknown" };
            if !known || !seen.insert(column) {
                faults.push(RowFault::new(line, heading, word, heading));
            }
        }
        faults
    }

    fn at(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|c| *c == Some(column))
    }

    /// A fault of this row's cell in this column.
    fn fault(&self, row: &Row, column: Column, word: &str) -> RowFault {
        let heading = self.at(column).map_or("", |at| self.header.cell(at));
        RowFault::new(row.line, heading, word, self.text(row, column))
    }

    fn text<'r>(&self, row: &'r Row, column: Column) -> &'r str {
        self.at(column).map_or("", |at| row.cell(at))
    }

    fn people(&self, rows: &[Row], faults: &mut Vec<RowFault>) -> People {
        let mut people = People::default();
        for row in rows {
            if let Some(extra) = self.stray(row) {
                faults.push(RowFault::new(row.line, "", "fault-row-too-many-cells", extra));
            } else if self.text(row, Participant).is_empty() {
                faults.push(self.fault(row, Participant, "fault-row-empty"));
            } else if self.long {
                self.moment(row, &mut people, faults);
            } else {
                self.person(row, &mut people, faults);
            }
        }
        people
    }

    /// A filled cell under no heading.
    fn stray<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let headed = |at: usize| !self.header.cell(at).is_empty();
        row.cells.iter().enumerate().find(|(at, cell)| !cell.is_empty() && !headed(*at)).map(|(_, cell)| cell.as_str())
    }

    /// A wide row: one person.
    fn person(&self, row: &Row, people: &mut People, faults: &mut Vec<RowFault>) {
        let place = people.place(self.text(row, Participant));
        let mut new = true;
        for side in [Pre, Post] {
            let score = self.number(row, side, faults);
            new &= people.tell(place, side, score);
        }
        if !new {
            faults.push(self.fault(row, Participant, "fault-row-participant-twice"));
        }
    }

    /// A long row: one moment of one person.
    fn moment(&self, row: &Row, people: &mut People, faults: &mut Vec<RowFault>) {
        let place = people.place(self.text(row, Participant));
        let score = self.number(row, Score, faults);
        match side(self.text(row, Timepoint)) {
            None => faults.push(self.fault(row, Timepoint, "fault-row-paired-timepoint")),
            Some(side) if !people.tell(place, side, score) => faults.push(self.fault(row, Participant, "fault-row-moment-twice")),
            Some(_) => {}
        }
    }

    /// The number of a cell; empty is none without fault.
    fn number(&self, row: &Row, column: Column, faults: &mut Vec<RowFault>) -> Option<f64> {
        let text = self.text(row, column);
        let comma = text.matches(',').count() == 1;
        let pointed = if comma { text.replace(',', ".") } else { text.to_owned() };
        let read = number(&pointed);
        let word = if comma && read.is_some() { "fault-row-decimal-comma" } else { "fault-row-score" };
        let found = read.filter(|_| self.decimal_comma || !comma);
        if found.is_none() && !text.is_empty() {
            faults.push(self.fault(row, column, word));
        }
        found
    }
}

fn column(heading: &str) -> Option<Column> {
    let word = fold(&heading.replace('_', " "));
    HEADINGS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(column, _)| *column)
}

fn side(text: &str) -> Option<Column> {
    let word = fold(text);
    [(Pre, BEFORE), (Post, AFTER)].into_iter().find(|(_, words)| words.contains(&word.as_str())).map(|(side, _)| side)
}

/// Digits with one point, a sign, an exponent; the typographer's minus too. Nothing that is not finite.
fn number(text: &str) -> Option<f64> {
    let plain = text.replace('\u{2212}', "-");
    let figures = plain.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    plain.parse::<f64>().ok().filter(|x| figures && x.is_finite())
}

#[cfg(test)]
mod tests;
