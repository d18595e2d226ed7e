//! A REDCap data dictionary (18 columns) becomes one definition per form. A dictionary with any fault is not for use.

use std::collections::{BTreeMap, HashSet};

use super::{Branching, Choice, Definition, Item, Kind, mean_scale};
use crate::table::{self, Row, RowFault, fold, one_line};

mod fields;

/// A dictionary, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dictionary {
    /// One per form, in file order.
    pub definitions: Vec<Definition>,
    /// What must be put right first.
    pub faults: Vec<RowFault>,
    /// Fields that Kith does not hold (calculations, files, signatures): no fault, but worth a look.
    pub left_out: Vec<RowFault>,
}

/// The 18 columns, in REDCap's order, as `fold` leaves their headings.
const HEADINGS: [&str; 18] = [
    "variable field name",
    "form name",
    "section header",
    "field type",
    "field label",
    "choices calculations or slider labels",
    "field note",
    "text validation type or show slider number",
    "text validation min",
    "text validation max",
    "identifier",
    "branching logic show field only if",
    "required field",
    "custom alignment",
    "question number surveys only",
    "matrix group name",
    "matrix ranking",
    "field annotation",
];
const NAME: usize = 0;
const FORM: usize = 1;
const SECTION: usize = 2;
const TYPE: usize = 3;
const LABEL: usize = 4;
const CHOICES: usize = 5;
const NOTE: usize = 6;
const VALIDATION: usize = 7;
const MIN: usize = 8;
const MAX: usize = 9;
const BRANCHING: usize = 11;
const REQUIRED: usize = 12;
const MATRIX: usize = 15;
const ANNOTATION: usize = 17;
/// Older exports call the first two otherwise.
const OTHER_HEADINGS: [(&str, usize); 5] =
    [("variable", NAME), ("field name", NAME), ("form", FORM), ("choices or calculations", CHOICES), ("branching logic", BRANCHING)];

/// Reads a data dictionary.
pub fn parse_dictionary(bytes: &[u8]) -> Dictionary {
    match table::rows(bytes, table::UPLOAD) {
        Ok(rows) => Reader::default().read(&rows),
        Err(fault) => Dictionary { faults: vec![fault], ..Dictionary::default() },
    }
}

/// A field with the line it stands on.
struct Field {
    line: u32,
    form: String,
    item: Item,
}

#[derive(Default)]
struct Reader {
    headings: Vec<String>,
    places: Vec<Option<usize>>,
    width: usize,
    fields: Vec<Field>,
    left_out: Vec<(String, String)>,
    names: HashSet<String>,
    out: Dictionary,
}

impl Reader {
    fn read(mut self, rows: &[Row]) -> Dictionary {
        let Some((header, rows)) = rows.split_first() else {
            return Dictionary { faults: vec![RowFault::file("fault-row-file-empty")], ..Dictionary::default() };
        };
        self.header(header);
        if !self.out.faults.is_empty() {
            return self.out;
        }
        rows.iter().for_each(|row| self.field(row));
        self.check_branching();
        self.check_matrices();
        self.out.definitions = self.definitions();
        self.out.faults.sort_by_key(|fault| fault.line);
        self.out
    }

    /// By heading; a heading row in another language counts when it has exactly the 18 columns.
    fn header(&mut self, header: &Row) {
        let words: Vec<String> = header.cells.iter().map(|cell| fold(cell)).collect();
        let other = |at: usize, word: &str| OTHER_HEADINGS.contains(&(word, at));
        let find = |at: usize, heading: &str| words.iter().position(|word| word == heading || other(at, word));
        self.places = HEADINGS.iter().enumerate().map(|(at, heading)| find(at, heading)).collect();
        let needed = [NAME, FORM, TYPE, LABEL];
        let missing: Vec<usize> = needed.into_iter().filter(|at| self.place(*at).is_none()).collect();
        if missing.len() == needed.len() && words.len() == HEADINGS.len() {
            self.places = (0..HEADINGS.len()).map(Some).collect();
        } else {
            let fault = |at: &usize| RowFault::new(header.line, HEADINGS.get(*at).unwrap_or(&""), "fault-row-column-missing", "");
            self.out.faults.extend(missing.iter().map(fault));
        }
        self.width = header.cells.len();
        self.headings = header.cells.clone();
    }

    fn place(&self, column: usize) -> Option<usize> {
        self.places.get(column).copied().flatten()
    }

    fn cell<'r>(&self, row: &'r Row, column: usize) -> &'r str {
        self.place(column).map_or("", |at| row.cell(at))
    }

    fn heading(&self, column: usize) -> &str {
        self.place(column).and_then(|at| self.headings.get(at)).map_or("", String::as_str)
    }

    fn fault(&mut self, line: u32, column: usize, word: &str, value: &str) {
        let fault = RowFault::new(line, self.heading(column), word, value);
        self.out.faults.push(fault);
    }

    fn field(&mut self, row: &Row) {
        let name = self.name(row);
        let form = self.form(row);
        if row.cells.iter().skip(self.width).any(|cell| !cell.is_empty()) {
            self.fault(row.line, usize::MAX, "fault-row-too-many-cells", row.cell(self.width));
        }
        let kind = match fields::kind(&|column| self.cell(row, column).to_owned()) {
            Ok(kind) => kind,
            Err((TYPE, "fault-row-left-out")) => {
                self.out.left_out.push(RowFault::new(row.line, self.heading(TYPE), "fault-row-left-out", &name));
                return self.left_out.push((form, name));
            }
            Err((column, word)) => {
                let value = self.cell(row, column).to_owned();
                return self.fault(row.line, column, word, &value);
            }
        };
        let item = self.item(row, name, kind);
        self.fields.push(Field { line: row.line, form, item });
    }

    fn name(&mut self, row: &Row) -> String {
        let name = self.cell(row, NAME).to_owned();
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let formed = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(letters) && name.len() <= 100;
        if !formed {
            self.fault(row.line, NAME, "fault-row-field-name", &name);
        } else if !self.names.insert(name.clone()) {
            self.fault(row.line, NAME, "fault-row-field-twice", &name);
        }
        name
    }

    fn form(&mut self, row: &Row) -> String {
        let form = fold(self.cell(row, FORM)).replace(' ', "_");
        if form.is_empty() {
            self.fault(row.line, FORM, "fault-row-empty", "");
        }
        form
    }

    fn item(&mut self, row: &Row, name: String, kind: Kind) -> Item {
        let text = |column| fields::plain(self.cell(row, column));
        let (label, section, note) = (text(LABEL), text(SECTION), text(NOTE));
        let matrix = Some(self.cell(row, MATRIX).to_owned()).filter(|text| !text.is_empty());
        let annotation = self.cell(row, ANNOTATION).to_uppercase();
        let marks: Vec<&str> = annotation.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '@').collect();
        // REDCap's first field is the record id, and so the study code: never asked.
        let first = self.fields.is_empty() && self.left_out.is_empty() && kind == Kind::Text;
        let hidden = first || marks.contains(&"@HIDDEN") || marks.contains(&"@HIDDEN-SURVEY");
        let reverse = ["REVERSE", "REVERSED", "@REVERSE"].iter().any(|mark| marks.contains(mark));
        let required = self.required(row);
        if label.is_empty() && !hidden {
            self.fault(row.line, LABEL, "fault-row-empty", "");
        }
        Item { link_id: name, label, section, kind, required, branching: self.branching(row), matrix, reverse, hidden, note }
    }

    fn required(&mut self, row: &Row) -> bool {
        let text = self.cell(row, REQUIRED).to_owned();
        if !matches!(fold(&text).as_str(), "" | "y" | "yes" | "n" | "no") {
            self.fault(row.line, REQUIRED, "fault-row-yes-no", &text);
        }
        matches!(fold(&text).as_str(), "y" | "yes")
    }

    fn branching(&mut self, row: &Row) -> Option<Branching> {
        let text = self.cell(row, BRANCHING).to_owned();
        if text.is_empty() {
            return None;
        }
        let parsed = Branching::parse(&text).ok();
        if parsed.is_none() {
            self.fault(row.line, BRANCHING, "fault-row-branching", &text);
        }
        parsed
    }

    /// Logic may only ask about answers of the same form: they are given together.
    fn check_branching(&mut self) {
        let mut unknown: Vec<(u32, String)> = Vec::new();
        for field in &self.fields {
            let asked = field.item.branching.iter().flat_map(Branching::fields);
            for (name, code) in asked {
                let other = self.fields.iter().find(|f| f.form == field.form && f.item.link_id == name);
                let ticked =
                    |item: &Item, code: &str| matches!(item.kind, Kind::Checkbox { .. }) && item.choices().iter().any(|c| c.code == code);
                // A field that has a fault of its own is not reported a second time through those that ask about it.
                let faulty = self.names.contains(name)
                    && !self.fields.iter().any(|f| f.item.link_id == name)
                    && !self.left_out.iter().any(|l| l.1 == name);
                if !faulty && !other.is_some_and(|f| code.is_none_or(|code| ticked(&f.item, code))) {
                    unknown.push((field.line, code.map_or(name.to_owned(), |code| format!("{name}({code})"))));
                }
            }
        }
        unknown.into_iter().for_each(|(line, name)| self.fault(line, BRANCHING, "fault-row-branching-field", &name));
    }

    /// Rows of one matrix are of one kind and offer the same choices.
    fn check_matrices(&mut self) {
        let mut first: BTreeMap<(&str, &str), &Item> = BTreeMap::new();
        let mut wrong: Vec<(u32, &str, String)> = Vec::new();
        for field in &self.fields {
            let Some(matrix) = &field.item.matrix else { continue };
            let offered = |item: &Item| item.choices().iter().map(|c| (c.code.clone(), c.label.clone())).collect::<Vec<_>>();
            let head = first.entry((&field.form, matrix)).or_insert(&field.item);
            if field.item.choices().is_empty() {
                wrong.push((field.line, "fault-row-matrix-kind", matrix.clone()));
            } else if offered(head) != offered(&field.item)
                || std::mem::discriminant(&head.kind) != std::mem::discriminant(&field.item.kind)
            {
                wrong.push((field.line, "fault-row-matrix-choices", matrix.clone()));
            }
        }
        wrong.into_iter().for_each(|(line, word, matrix)| self.fault(line, MATRIX, word, &matrix));
    }

    fn definitions(&mut self) -> Vec<Definition> {
        let mut out: Vec<Definition> = Vec::new();
        for field in std::mem::take(&mut self.fields) {
            match out.iter_mut().find(|def| def.name == field.form) {
                Some(def) => def.items.push(field.item),
                None => out.push(Definition {
                    title: title(&field.form),
                    name: field.form,
                    items: vec![field.item],
                    scales: Vec::new(),
                    left_out: Vec::new(),
                }),
            }
        }
        for def in &mut out {
            def.left_out = self.left_out.iter().filter(|(form, _)| *form == def.name).map(|(_, name)| name.clone()).collect();
            def.scales = scales(&def.items);
        }
        out
    }
}

/// One scale per matrix whose rows are all scored.
fn scales(items: &[Item]) -> Vec<super::Scale> {
    let mut keys: Vec<&str> = Vec::new();
    for key in items.iter().filter_map(|item| item.matrix.as_deref()) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let rows = |key: &str| items.iter().filter(|item| item.matrix.as_deref() == Some(key)).collect::<Vec<_>>();
    keys.into_iter().filter_map(|key| mean_scale(key, &rows(key))).collect()
}

/// `session_pre` becomes `Session pre`.
fn title(form: &str) -> String {
    let words = one_line(&form.replace('_', " "));
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Choices as REDCap writes them: `1, Label | 2, Label`. None when one has no code or label, or a code comes twice.
fn choices(text: &str) -> Option<Vec<Choice>> {
    let mut out: Vec<Choice> = Vec::new();
    for part in text.split('|').map(str::trim).filter(|part| !part.is_empty()) {
        let (code, label) = part.split_once(',')?;
        let (code, label) = (code.trim().to_owned(), fields::plain(label));
        let formed = !code.is_empty() && code.len() <= 100 && code.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
        if !formed || label.is_empty() || out.iter().any(|choice| choice.code == code) {
            return None;
        }
        let score = if fields::is_no_answer(&label) { None } else { code.parse::<f64>().ok().filter(|n| n.is_finite()) };
        out.push(Choice { code, label, score });
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests;
