//! A REDCap longitudinal export with repeating instruments, read against the definitions it was made with.

mod moment;

use std::collections::{BTreeMap, BTreeSet, HashSet};

pub use moment::timepoint;

use crate::instruments::{Answers, Definition, Item, Kind, judge_value};
use crate::table::{self, Limits, Row, RowFault};

/// Larger than an upload by hand: years of a program come in one file. 20 MiB, 100,000 lines.
pub const EXPORT: Limits = Limits { bytes: 20 * 1024 * 1024, lines: 100_000 };

/// One filled form of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedResponse {
    /// Line of the file, 1 for the first.
    pub line: u32,
    /// The study code (REDCap's record id); the key to persons is kept elsewhere.
    pub code: String,
    /// REDCap's unique event name; empty in a project without events.
    pub event: String,
    /// Name of the definition.
    pub form: String,
    /// Which repetition, 1 for the first.
    pub instance: Option<u32>,
    /// Answers that were given; see `instruments::Answers`.
    pub answers: Answers,
    /// 0 incomplete, 1 unverified, 2 complete.
    pub complete: u8,
}

/// An export, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResponsesFile {
    /// The forms without fault, in file order.
    pub responses: Vec<ImportedResponse>,
    /// Every fault, in file order.
    pub faults: Vec<RowFault>,
}

/// Reads an export. A form with a fault is not among the responses.
pub fn parse(bytes: &[u8], definitions: &[Definition]) -> ResponsesFile {
    let mut file = ResponsesFile::default();
    let rows = match table::rows(bytes, EXPORT) {
        Ok(rows) => rows,
        Err(fault) => return ResponsesFile { faults: vec![fault], ..file },
    };
    let Some((header, rows)) = rows.split_first() else {
        return ResponsesFile { faults: vec![RowFault::file("fault-row-file-empty")], ..file };
    };
    let sheet = Sheet::of(header, definitions, &mut file.faults);
    if file.faults.is_empty() {
        let mut seen = HashSet::new();
        rows.iter().for_each(|row| sheet.row(row, &mut file, &mut seen));
    }
    file
}

type Seen = HashSet<(String, String, String, Option<u32>)>;

/// Where the answers of one form stand.
struct Form<'a> {
    name: &'a str,
    complete: usize,
    /// Column, item, and the key of its answer.
    fields: Vec<(usize, &'a Item, String)>,
}

/// The columns of one export by name, and which of them somebody asked for.
struct Columns<'a> {
    header: &'a Row,
    places: BTreeMap<&'a str, usize>,
    known: BTreeSet<usize>,
}

impl<'a> Columns<'a> {
    /// The first column is the record id, whatever its name.
    fn of(header: &'a Row) -> Self {
        let places = header.cells.iter().enumerate().map(|(at, cell)| (cell.as_str(), at)).rev().collect();
        Self { header, places, known: BTreeSet::from([0]) }
    }

    fn find(&mut self, name: &str) -> Option<usize> {
        let at = self.places.get(name).copied();
        self.known.extend(at);
        at
    }

    /// None when the export does not have this form; a fault when it has it without its state.
    fn form<'d>(&mut self, def: &'d Definition, faults: &mut Vec<RowFault>) -> Option<Form<'d>> {
        self.find(&format!("{}_timestamp", def.name));
        for name in &def.left_out {
            self.find(name);
        }
        let state = format!("{}_complete", def.name);
        let complete = self.find(&state);
        let fields: Vec<_> = def.items.iter().flat_map(columns).filter_map(|(item, key)| Some((self.find(&key)?, item, key))).collect();
        if complete.is_none() && fields.iter().any(|(at, ..)| *at > 0) {
            faults.push(RowFault::new(self.header.line, &state, "fault-row-column-missing", ""));
        }
        Some(Form { name: &def.name, complete: complete?, fields })
    }

    /// Columns that nobody asked for.
    fn strangers(&self) -> Vec<RowFault> {
        let twice = |at: usize, cell: &str| self.places.get(cell).is_some_and(|first| *first != at);
        let word = |at: usize, cell: &str| if twice(at, cell) { "fault-row-column-twice" } else { "fault-row-column-unknown" };
        let cells = self.header.cells.iter().enumerate().filter(|(at, cell)| !self.known.contains(at) && !cell.is_empty());
        cells.map(|(at, cell)| RowFault::new(self.header.line, cell, word(at, cell), cell)).collect()
    }
}

struct Sheet<'a> {
    header: &'a Row,
    event: Option<usize>,
    repeat: Option<usize>,
    instance: Option<usize>,
    forms: Vec<Form<'a>>,
}

impl<'a> Sheet<'a> {
    fn of(header: &'a Row, definitions: &'a [Definition], faults: &mut Vec<RowFault>) -> Self {
        let mut columns = Columns::of(header);
        let [event, repeat, instance] =
            ["redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance"].map(|name| columns.find(name));
        for name in ["redcap_data_access_group", "redcap_survey_identifier"] {
            columns.find(name);
        }
        let forms = definitions.iter().filter_map(|def| columns.form(def, faults)).collect::<Vec<_>>();
        faults.extend(columns.strangers());
        if forms.is_empty() && faults.is_empty() {
            faults.push(RowFault::file("fault-row-file-layout"));
        }
        Self { header, event, repeat, instance, forms }
    }

    fn row(&self, row: &Row, file: &mut ResponsesFile, seen: &mut Seen) {
        let mut faults = Vec::new();
        let repeated = self.repeated(row, &mut faults);
        let instance = self.instance(row, repeated.is_some(), &mut faults);
        if row.cell(0).is_empty() {
            faults.push(self.fault(row, 0, "fault-row-empty"));
        }
        if row.cells.iter().skip(self.header.cells.len()).any(|cell| !cell.is_empty()) {
            faults.push(RowFault::new(row.line, "", "fault-row-too-many-cells", row.cell(self.header.cells.len())));
        }
        let whole = faults.is_empty();
        file.faults.append(&mut faults);
        for form in &self.forms {
            let response = self.response(row, form, instance, &mut faults);
            let elsewhere = repeated.as_deref().is_some_and(|name| name != form.name);
            let Some(response) = response.filter(|_| whole && faults.is_empty()) else {
                file.faults.append(&mut faults);
                continue;
            };
            let key = (response.code.clone(), response.event.clone(), response.form.clone(), instance);
            if elsewhere {
                file.faults.push(self.fault(row, form.complete, "fault-row-other-form"));
            } else if seen.insert(key) {
                file.responses.push(response);
            } else {
                file.faults.push(self.fault(row, 0, "fault-row-response-twice"));
            }
        }
    }

    /// The form as this row has it; none when it was not given.
    fn response(&self, row: &Row, form: &Form<'_>, instance: Option<u32>, faults: &mut Vec<RowFault>) -> Option<ImportedResponse> {
        let answers = self.answers(row, form, faults);
        let complete = self.complete(row, form, !answers.is_empty(), faults)?;
        let event = self.event.map_or("", |at| row.cell(at)).to_owned();
        Some(ImportedResponse {
            line: row.line,
            code: row.cell(0).to_owned(),
            event,
            form: form.name.to_owned(),
            instance,
            answers,
            complete,
        })
    }

    fn fault(&self, row: &Row, at: usize, word: &str) -> RowFault {
        RowFault::new(row.line, self.header.cell(at), word, row.cell(at))
    }

    /// The one form that a row of a repeating instrument is about.
    fn repeated(&self, row: &Row, faults: &mut Vec<RowFault>) -> Option<String> {
        let at = self.repeat.filter(|at| !row.cell(*at).is_empty())?;
        if !self.forms.iter().any(|form| form.name == row.cell(at)) {
            faults.push(self.fault(row, at, "fault-row-form-unknown"));
        }
        Some(row.cell(at).to_owned())
    }

    /// The repetition, of a form or of a whole event; a repeating form must have one.
    fn instance(&self, row: &Row, needed: bool, faults: &mut Vec<RowFault>) -> Option<u32> {
        let at = self.instance?;
        let instance = row.cell(at).parse().ok().filter(|k| *k > 0);
        if instance.is_none() && (needed || !row.cell(at).is_empty()) {
            faults.push(self.fault(row, at, "fault-row-instance"));
        }
        instance
    }

    /// Blank: the form was not given. Blank beside answers is a fault.
    fn complete(&self, row: &Row, form: &Form<'_>, answered: bool, faults: &mut Vec<RowFault>) -> Option<u8> {
        let text = row.cell(form.complete);
        let complete = text.parse().ok().filter(|state| *state <= 2);
        if complete.is_none() && (answered || !text.is_empty()) {
            faults.push(self.fault(row, form.complete, "fault-row-complete"));
        }
        complete
    }

    fn answers(&self, row: &Row, form: &Form<'_>, faults: &mut Vec<RowFault>) -> Answers {
        let mut out = Answers::new();
        for (at, item, key) in &form.fields {
            match judge_value(item, row.cell(*at)) {
                Ok(value) if value.is_empty() || (value == "0" && matches!(item.kind, Kind::Checkbox { .. })) => {}
                // The record id is repeated in its own form, and is the code already.
                Ok(_) if item.hidden || *at == 0 => {}
                Ok(value) => drop(out.insert(key.clone(), value)),
                Err(fault) => faults.push(self.fault(row, *at, &fault.word.replace("fault-answer-", "fault-row-answer-"))),
            }
        }
        out
    }
}

/// The columns of an item in an export: one, or one per box.
fn columns(item: &Item) -> Vec<(&Item, String)> {
    match &item.kind {
        Kind::Descriptive => Vec::new(),
        Kind::Checkbox { choices } => choices.iter().map(|choice| (item, item.box_key(&choice.code))).collect(),
        _ => vec![(item, item.link_id.clone())],
    }
}

#[cfg(test)]
mod tests;
