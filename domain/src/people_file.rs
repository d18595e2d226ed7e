//! A list of people to enrol, as a spreadsheet saves it. The file is judged whole: good rows and bad rows come back apart, nothing is written here.

use std::collections::HashSet;

use crate::lang::Lang;
use crate::table::{self, Row, RowFault, fold, one_line};

/// Longest cell, in characters.
const LONGEST: usize = 200;

/// One person of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Line of the file, 1 for the first, header included.
    pub line: u32,
    /// The address, lower-cased.
    pub email: String,
    /// The full name, in NFC.
    pub name: String,
    /// Empty when the file does not say; so are the next three.
    pub profession: String,
    /// The workplace.
    pub organisation: String,
    /// The town or village.
    pub community: String,
    /// The health authority.
    pub health_authority: String,
    /// Whether the community is rural; `None` when the file does not say.
    pub rural: Option<bool>,
    /// The language of their pages and letters; `None` when the file does not say.
    pub language: Option<Lang>,
}

/// A file of people, judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleFile {
    /// The rows without fault, in file order.
    pub good: Vec<PersonRow>,
    /// Every fault, in file order; one row may have several.
    pub bad: Vec<RowFault>,
    /// Headings that mean nothing here; their cells are not read.
    pub ignored: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Column {
    Email,
    Name,
    FirstName,
    LastName,
    Profession,
    Organisation,
    Community,
    HealthAuthority,
    Rural,
    Language,
}

/// Headings as `fold` leaves them, English and French.
const HEADINGS: [(Column, &[&str]); 10] = [
    (Column::Email, &["email", "e mail", "mail", "email address", "e mail address", "courriel", "adresse courriel", "adresse de courriel"]),
    (Column::Name, &["name", "full name", "nom", "nom complet", "prenom et nom", "nom et prenom"]),
    (Column::FirstName, &["first name", "given name", "prenom"]),
    (Column::LastName, &["last name", "surname", "family name", "nom de famille"]),
    (Column::Profession, &["profession", "discipline", "role", "occupation", "metier"]),
    (
        Column::Organisation,
        &["organisation", "organization", "employer", "workplace", "site", "organisme", "etablissement", "employeur", "lieu de travail"],
    ),
    (Column::Community, &["community", "town", "city", "communaute", "collectivite", "ville", "municipalite", "localite"]),
    (
        Column::HealthAuthority,
        &["health authority", "health region", "autorite sanitaire", "regie de la sante", "regie regionale", "region sanitaire"],
    ),
    (Column::Rural, &["rural", "rural community", "is rural", "milieu rural", "region rurale"]),
    (Column::Language, &["language", "preferred language", "lang", "langue", "langue preferee"]),
];

/// Reads a file of people. A file that cannot be read at all has one fault and no good row.
pub fn parse(bytes: &[u8]) -> PeopleFile {
    match table::rows(bytes, table::UPLOAD) {
        Ok(rows) => judge(&rows),
        Err(fault) => PeopleFile { bad: vec![fault], ..PeopleFile::default() },
    }
}

fn judge(rows: &[Row]) -> PeopleFile {
    let Some((header, rows)) = rows.split_first() else {
        return PeopleFile { bad: vec![RowFault::file("fault-row-file-empty")], ..PeopleFile::default() };
    };
    let sheet = Sheet::of(header);
    let mut file = PeopleFile { bad: sheet.faults(), ignored: sheet.ignored(), ..PeopleFile::default() };
    if !file.bad.is_empty() {
        return file;
    }
    let mut known = HashSet::new();
    for row in rows {
        let mut faults = Vec::new();
        let person = sheet.person(row, &mut faults);
        if known.contains(&person.email) {
            faults.push(RowFault::new(row.line, sheet.heading(Column::Email), "fault-row-repeated", sheet.text(row, Column::Email)));
        }
        if faults.is_empty() {
            known.insert(person.email.clone());
            file.good.push(person);
        }
        file.bad.append(&mut faults);
    }
    file
}

/// The header of one file: what each column holds.
struct Sheet<'a> {
    header: &'a Row,
    columns: Vec<Option<Column>>,
}

impl<'a> Sheet<'a> {
    fn of(header: &'a Row) -> Self {
        let mut columns: Vec<Option<Column>> = header.cells.iter().map(|cell| column(cell)).collect();
        // French lists often have `prénom` beside `nom`: the second is then the family name.
        if columns.contains(&Some(Column::FirstName)) && !columns.contains(&Some(Column::LastName)) {
            columns.iter_mut().filter(|c| **c == Some(Column::Name)).for_each(|c| *c = Some(Column::LastName));
        }
        Self { header, columns }
    }

    fn faults(&self) -> Vec<RowFault> {
        let line = self.header.line;
        let mut faults = Vec::new();
        if !self.has(Column::Email) {
            faults.push(RowFault::new(line, "email", "fault-row-column-missing", ""));
        }
        if !self.has(Column::Name) && !self.has(Column::LastName) {
            faults.push(RowFault::new(line, "name", "fault-row-column-missing", ""));
        }
        let mut seen = HashSet::new();
        for (column, heading) in self.columns.iter().zip(&self.header.cells) {
            if column.is_some_and(|column| !seen.insert(column)) {
                faults.push(RowFault::new(line, heading, "fault-row-column-twice", heading));
            }
        }
        faults
    }

    fn ignored(&self) -> Vec<String> {
        let unknown = self.columns.iter().zip(&self.header.cells).filter(|(column, heading)| column.is_none() && !heading.is_empty());
        unknown.map(|(_, heading)| heading.clone()).collect()
    }

    fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }

    fn at(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|c| *c == Some(column))
    }

    fn heading(&self, column: Column) -> &str {
        self.at(column).map_or("", |at| self.header.cell(at))
    }

    fn text<'r>(&self, row: &'r Row, column: Column) -> &'r str {
        self.at(column).map_or("", |at| row.cell(at))
    }

    fn person(&self, row: &Row, faults: &mut Vec<RowFault>) -> PersonRow {
        if let Some(extra) = row.cells.iter().skip(self.columns.len()).find(|cell| !cell.is_empty()) {
            faults.push(RowFault::new(row.line, "", "fault-row-too-many-cells", extra));
        }
        PersonRow {
            line: row.line,
            email: self.email(row, faults),
            name: self.name(row, faults),
            profession: self.line(row, Column::Profession, faults),
            organisation: self.line(row, Column::Organisation, faults),
            community: self.line(row, Column::Community, faults),
            health_authority: self.line(row, Column::HealthAuthority, faults),
            rural: self.word(row, Column::Rural, yes_or_no, "fault-row-yes-no", faults),
            language: self.word(row, Column::Language, language, "fault-row-language", faults),
        }
    }

    fn email(&self, row: &Row, faults: &mut Vec<RowFault>) -> String {
        let text = self.text(row, Column::Email);
        let email = text.to_lowercase();
        let word = if email.is_empty() { "fault-row-empty" } else { "fault-row-email" };
        if !is_email(&email) {
            faults.push(RowFault::new(row.line, self.heading(Column::Email), word, text));
        }
        email
    }

    fn name(&self, row: &Row, faults: &mut Vec<RowFault>) -> String {
        let whole = if self.has(Column::Name) { Column::Name } else { Column::LastName };
        let parts = [self.line(row, Column::FirstName, faults), self.line(row, whole, faults)];
        let name = if whole == Column::Name { parts[1].clone() } else { one_line(&parts.join(" ")) };
        if name.is_empty() {
            faults.push(RowFault::new(row.line, self.heading(whole), "fault-row-empty", ""));
        }
        name
    }

    fn line(&self, row: &Row, column: Column, faults: &mut Vec<RowFault>) -> String {
        let text = one_line(&crate::text::seen(self.text(row, column)));
        if text.chars().count() > LONGEST {
            faults.push(RowFault::new(row.line, self.heading(column), "fault-row-too-long", &text));
        }
        text
    }

    /// A word of a short list; empty is `None` without fault.
    fn word<T>(&self, row: &Row, column: Column, read: fn(&str) -> Option<T>, fault: &str, faults: &mut Vec<RowFault>) -> Option<T> {
        let text = self.text(row, column);
        let found = read(&fold(text));
        if found.is_none() && !text.is_empty() {
            faults.push(RowFault::new(row.line, self.heading(column), fault, text));
        }
        found
    }
}

fn column(heading: &str) -> Option<Column> {
    let word = fold(&heading.replace('_', " "));
    HEADINGS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(column, _)| *column)
}

fn yes_or_no(word: &str) -> Option<bool> {
    match word {
        "yes" | "y" | "true" | "1" | "x" | "oui" | "o" | "vrai" | "rural" => Some(true),
        "no" | "n" | "false" | "0" | "non" | "faux" | "urban" | "urbain" => Some(false),
        _ => None,
    }
}

fn language(word: &str) -> Option<Lang> {
    match word {
        "en" | "eng" | "english" | "anglais" | "en ca" => Some(Lang::En),
        "fr" | "fra" | "fre" | "french" | "francais" | "fr ca" => Some(Lang::Fr),
        _ => None,
    }
}

/// Whether mail can go there, conservatively: one `@`, a host with a dot, only the marks of an ordinary address, at most 254 bytes.
fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let plain = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let part = |p: &str| !p.is_empty() && !p.starts_with('-') && !p.ends_with('-') && p.chars().all(|c| c.is_alphanumeric() || c == '-');
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    let sizes = text.len() <= 254 && (1..=64).contains(&local.len());
    sizes && dots && local.chars().all(plain) && host.contains('.') && host.split('.').all(part)
}

#[cfg(test)]
mod tests;
