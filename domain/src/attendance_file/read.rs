//! From the rows of a report to its joins.

use chrono::{NaiveDateTime, TimeDelta};

use super::layout::{self, Columns};
use super::times::{self, Stamp};
use super::{AttendanceFile, DateOrder, Dropped, Hint, Join, Meeting, Source, Why, bots};
use crate::table::{self, Row, RowFault, fold, one_line};

/// Reads an attendance report. Fails when the file is too large, or when no layout we know fits it.
pub fn parse(bytes: &[u8], hint: &Hint) -> Result<AttendanceFile, RowFault> {
    let rows = table::rows(bytes, table::UPLOAD)?;
    let tables = tables(&rows);
    let source = source(&tables, &rows).ok_or_else(|| RowFault::file("fault-row-file-layout"))?;
    let stamps: Vec<Stamp> = rows.iter().flat_map(|row| &row.cells).filter_map(|cell| Stamp::parse(cell)).collect();
    let readings = times::readings(&stamps, hint.order);
    let order = readings.first().map_or(DateOrder::Mdy, |(order, _)| *order);
    let hosts = hosts(&rows);
    let mut reader = Reader { order, hint, hosts, file: blank(source, order) };
    reader.file.ambiguous_order = readings.len() > 1 && hint.order.is_none_or(|asked| asked != order);
    reader.file.readings = readings.into_iter().filter_map(|(order, day)| Some((order, day?))).collect();
    reader.file.in_utc = tables.iter().any(|t| t.columns.utc) || stamps.iter().any(|s| s.utc);
    reader.file.meeting = reader.meeting(&rows, &tables);
    tables.iter().for_each(|table| reader.table(table));
    Ok(reader.file)
}

fn blank(source: Source, date_order_guess: DateOrder) -> AttendanceFile {
    AttendanceFile {
        source,
        meeting: None,
        joins: Vec::new(),
        dropped: Vec::new(),
        date_order_guess,
        ambiguous_order: false,
        readings: Vec::new(),
        in_utc: false,
        faults: Vec::new(),
    }
}

/// The host as Zoom's meeting block names it: `Kith Hub (hub@example.org)`, or an address alone.
fn hosts(rows: &[Row]) -> Vec<String> {
    let Some(at) = rows.iter().position(layout::is_meeting_block) else { return Vec::new() };
    let (Some(header), Some(values)) = (rows.get(at), rows.get(at + 1)) else { return Vec::new() };
    let titles = ["host", "hote", "animateur", "user email", "e mail de l utilisateur", "courriel de l utilisateur"];
    let cell = header.cells.iter().position(|cell| titles.contains(&fold(cell).as_str())).map_or("", |at| values.cell(at));
    let parts = cell.split(['(', ')']).map(|part| part.trim().to_lowercase());
    parts.filter(|part| !part.is_empty()).collect()
}

/// One table of people in a report.
struct Table<'a> {
    header: &'a Row,
    columns: Columns,
    rows: Vec<&'a Row>,
    /// The table of a webinar's hosts.
    hosts: bool,
}

/// The tables of people: those of numbered sections (Teams), else every run of rows below a heading we know.
fn tables(rows: &[Row]) -> Vec<Table<'_>> {
    let numbered = numbered_tables(rows);
    if !numbered.is_empty() {
        return numbered;
    }
    let mut out: Vec<Table<'_>> = Vec::new();
    let (mut open, mut hosts) = (false, false);
    for row in rows {
        if let Some(columns) = Columns::of(row) {
            out.push(Table { header: row, columns, rows: Vec::new(), hosts });
            open = true;
        } else if row.filled() == 1 || layout::is_meeting_block(row) {
            open = false;
            hosts = layout::is_hosts_title(row);
        } else if let Some(table) = out.last_mut().filter(|_| open) {
            table.rows.push(row);
        }
    }
    out
}

/// Section 2 lists the people; section 3, one row per join, only stands in when 2 is missing or empty.
fn numbered_tables(rows: &[Row]) -> Vec<Table<'_>> {
    [2, 3].iter().find_map(|number| section_table(rows, *number)).into_iter().collect()
}

fn section_table(rows: &[Row], number: u32) -> Option<Table<'_>> {
    let start = rows.iter().position(|row| layout::section(row) == Some(number))?;
    let mut inside = rows.iter().skip(start + 1).take_while(|row| layout::section(row).is_none());
    let header = inside.next()?;
    let rows: Vec<&Row> = inside.collect();
    let columns = Columns::of(header).unwrap_or_else(|| Columns { envelope: number == 2, ..Columns::of_values(&rows) });
    (!rows.is_empty()).then_some(Table { header, columns: Columns { teams: true, ..columns }, rows, hosts: false })
}

fn source(tables: &[Table<'_>], rows: &[Row]) -> Option<Source> {
    let any = |fits: fn(&Columns) -> bool| tables.iter().any(|table| fits(&table.columns));
    let titled = |word: &str| rows.iter().any(|row| row.cells.iter().any(|cell| fold(cell) == word));
    if tables.is_empty() {
        None
    } else if any(|c| c.teams) {
        Some(Source::Teams)
    } else if any(|c| c.meet) {
        Some(Source::GoogleMeet)
    } else if any(|c| c.attended.is_some()) || titled("webinar id") {
        Some(Source::ZoomWebinar)
    } else {
        Some(Source::Zoom)
    }
}

struct Reader<'a> {
    order: DateOrder,
    hint: &'a Hint,
    /// Name and address of the meeting's host, in lower case.
    hosts: Vec<String>,
    file: AttendanceFile,
}

impl Reader<'_> {
    fn time(&self, text: &str) -> Option<NaiveDateTime> {
        Stamp::parse(text)?.resolve(self.order, self.hint.date)
    }

    /// The block about the meeting: Zoom's two rows, or the label-and-value rows above the people (Teams).
    fn meeting(&self, rows: &[Row], tables: &[Table<'_>]) -> Option<Meeting> {
        if let Some(at) = rows.iter().position(layout::is_meeting_block) {
            return Some(self.block(rows.get(at)?, rows.get(at + 1)?));
        }
        let first = tables.first()?.header.line;
        let pairs: Vec<(String, &str)> = rows
            .iter()
            .filter(|r| r.line < first && r.filled() == 2 && !r.cell(1).is_empty())
            .map(|r| (fold(r.cell(0)), r.cell(1)))
            .collect();
        let labelled = pairs.iter().find(|(label, _)| label.contains("title") || label.contains("titre"));
        let (_, topic) = labelled.or_else(|| pairs.first())?;
        let mut times = pairs.iter().filter_map(|(_, value)| self.time(value));
        Some(Meeting { topic: one_line(topic), start: times.next(), end: times.next() })
    }

    fn block(&self, header: &Row, values: &Row) -> Meeting {
        let value =
            |words: &[&str]| header.cells.iter().position(|cell| words.contains(&fold(cell).as_str())).map_or("", |at| values.cell(at));
        let mut times = values.cells.iter().filter_map(|cell| self.time(cell));
        let start = times.next();
        let minutes = times::minutes(value(&["actual duration minutes", "duration minutes"]));
        let lasted = minutes.and_then(|m| TimeDelta::try_seconds(whole_seconds(m)));
        let end = times.next().or_else(|| start.zip(lasted).and_then(|(start, lasted)| start.checked_add_signed(lasted)));
        Meeting { topic: one_line(value(&["topic", "sujet"])), start, end }
    }

    fn table(&mut self, table: &Table<'_>) {
        if table.columns.action.is_some() && table.columns.stamp.is_some() {
            return self.comings_and_goings(table);
        }
        for row in &table.rows {
            let said = |at: Option<usize>| at.map(|at| fold(row.cell(at))).unwrap_or_default();
            if matches!(said(table.columns.attended).as_str(), "no" | "non") {
                self.drop(row, table, Why::Absent);
            } else if matches!(said(table.columns.waiting).as_str(), "yes" | "oui") {
                self.drop(row, table, Why::WaitingRoom);
            } else if who(row, &table.columns).is_some_and(|who| bots::is_bot(&who.name)) {
                self.drop(row, table, Why::Bot);
            } else if let Some(join) = self.join(row, table) {
                self.file.joins.push(join);
            }
        }
    }

    fn drop(&mut self, row: &Row, table: &Table<'_>, why: Why) {
        let name = who(row, &table.columns).map(|who| who.name).unwrap_or_default();
        self.file.dropped.push(Dropped { line: row.line, name, why });
    }

    fn is_host(&self, who: &Join, row: &Row, table: &Table<'_>) -> bool {
        let role = table.columns.role.map(|at| fold(row.cell(at))).unwrap_or_default();
        let named = match &who.email {
            Some(email) => self.hosts.contains(email),
            None => self.hosts.contains(&who.name.to_lowercase()),
        };
        named || table.hosts || role.starts_with("organi")
    }

    fn join(&mut self, row: &Row, table: &Table<'_>) -> Option<Join> {
        let columns = &table.columns;
        let who = who(row, columns)?;
        let join = self.stamp(row, table, columns.join);
        let leave = self.stamp(row, table, columns.leave);
        let minutes = self.minutes(row, table);
        let leave = later(join, leave, row, columns);
        let envelope = columns.envelope && minutes.is_some() || away_between(join, leave, minutes);
        let host = self.is_host(&who, row, table);
        Some(Join { host, join, leave, minutes, envelope, ..who })
    }

    fn stamp(&mut self, row: &Row, table: &Table<'_>, at: Option<usize>) -> Option<NaiveDateTime> {
        let text = at.map_or("", |at| row.cell(at));
        let time = self.time(text);
        let undated = Stamp::parse(text).is_some_and(|s| !s.dated());
        if time.is_none() && !undated && !is_blank(text) {
            self.file.faults.push(RowFault::new(row.line, table.header.cell(at.unwrap_or(0)), "fault-row-time", text));
        }
        time
    }

    fn minutes(&mut self, row: &Row, table: &Table<'_>) -> Option<f64> {
        let at = table.columns.minutes?;
        let minutes = times::minutes(row.cell(at)).map(|m| if table.columns.seconds { m / 60.0 } else { m });
        if minutes.is_none() && !is_blank(row.cell(at)) {
            self.file.faults.push(RowFault::new(row.line, table.header.cell(at), "fault-row-duration", row.cell(at)));
        }
        minutes
    }

    /// The oldest Teams list, one row per act: each coming is paired with the next going of the same person.
    fn comings_and_goings(&mut self, table: &Table<'_>) {
        let from = self.file.joins.len();
        for row in &table.rows {
            let Some(who) = who(row, &table.columns) else { continue };
            let at = self.stamp(row, table, table.columns.stamp);
            let left = table.columns.action.is_some_and(|a| is_leaving(&fold(row.cell(a))));
            let open = self.file.joins.iter_mut().skip(from).rfind(|j| j.name == who.name && j.leave.is_none());
            match open.filter(|_| left) {
                Some(join) => join.leave = at,
                None if left => {}
                None => self.file.joins.push(Join { join: at, ..who }),
            }
        }
    }
}

/// The stated duration is clearly shorter than from coming to going: the times are the first and the last of several.
fn away_between(join: Option<NaiveDateTime>, leave: Option<NaiveDateTime>, minutes: Option<f64>) -> bool {
    let span = join.zip(leave).map(|(join, leave)| leave - join);
    span.zip(minutes).is_some_and(|(span, minutes)| TimeDelta::seconds(whole_seconds(minutes + 1.5)) < span)
}

fn whole_seconds(minutes: f64) -> i64 {
    // A report's duration is far below a day; anything else is no duration.
    if minutes < 10_000.0 { format!("{:.0}", minutes * 60.0).parse().unwrap_or(0) } else { 0 }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphanumeric())
}

fn is_leaving(action: &str) -> bool {
    action.starts_with("left") || action.contains("quitte") || action.starts_with("parti")
}

/// A time of day before the arrival is one after midnight.
fn later(join: Option<NaiveDateTime>, leave: Option<NaiveDateTime>, row: &Row, columns: &Columns) -> Option<NaiveDateTime> {
    let undated = columns.leave.and_then(|at| Stamp::parse(row.cell(at))).is_some_and(|s| !s.dated());
    match (join, leave) {
        (Some(join), Some(leave)) if undated && leave < join => leave.checked_add_signed(TimeDelta::days(1)),
        _ => leave,
    }
}

/// Who the row is about; `None` when it names nobody.
fn who(row: &Row, columns: &Columns) -> Option<Join> {
    let cell = |at: Option<usize>| at.map_or("", |at| row.cell(at));
    let address = [columns.email, columns.upn].into_iter().map(cell).find(|text| text.contains('@'));
    let whole = one_line(cell(columns.name));
    let shown = if whole.is_empty() { one_line(&format!("{} {}", cell(columns.first_name), cell(columns.last_name))) } else { whole };
    let (name, original_name) = split_name(&shown);
    let phone = is_phone(&name);
    let email = address.map(|text| text.to_lowercase());
    (!is_blank(&name) || email.is_some()).then(|| Join { line: row.line, name, original_name, email, phone, ..Join::default() })
}

/// `Hana K (Hana Kobayashi)` is a changed name and the original; `Sam Lee (they/them)` is a name and pronouns.
fn split_name(shown: &str) -> (String, Option<String>) {
    let Some((name, inside)) = shown.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else { return (shown.to_owned(), None) };
    let (name, inside) = (name.trim(), inside.trim());
    if name.is_empty() || inside.is_empty() {
        (shown.to_owned(), None)
    } else if is_pronouns(inside) {
        split_name(name)
    } else {
        (split_name(name).0, Some(inside.to_owned()))
    }
}

/// Pronouns and the marks that programs add: neither is a name.
fn is_pronouns(text: &str) -> bool {
    let word = fold(text);
    let lists = text.contains('/') || text.contains(',');
    let first = word.split(' ').next().unwrap_or("");
    let pronoun = matches!(first, "she" | "he" | "they" | "ze" | "xe" | "elle" | "il" | "iel" | "any" | "her" | "him" | "them");
    let mark = ["guest", "external", "unverified", "invite", "externe", "non verifie", "host", "co host", "me"].contains(&word.as_str());
    mark || pronoun && (lists || !word.contains(' '))
}

/// A caller known by number: digits and their marks only, at least seven digits or masked ones.
fn is_phone(name: &str) -> bool {
    let digits = name.chars().filter(|c| c.is_ascii_digit() || matches!(c, '*' | '•')).count();
    digits >= 7 && name.chars().all(|c| c.is_ascii_digit() || " +-().*•xX".contains(c))
}
