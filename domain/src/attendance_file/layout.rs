//! Which column of a report holds what: by heading, or by its values where the headings are in a language we do not know.

use super::times::{self, Stamp};
use crate::table::{Row, fold};

/// Places of the columns in one table of a report.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Columns {
    pub name: Option<usize>,
    pub first_name: Option<usize>,
    pub last_name: Option<usize>,
    pub email: Option<usize>,
    pub upn: Option<usize>,
    pub join: Option<usize>,
    pub leave: Option<usize>,
    pub minutes: Option<usize>,
    pub waiting: Option<usize>,
    pub attended: Option<usize>,
    pub action: Option<usize>,
    pub stamp: Option<usize>,
    pub role: Option<usize>,
    /// One row per person: the times are the first and the last.
    pub envelope: bool,
    /// The durations are in seconds.
    pub seconds: bool,
    /// A heading says UTC.
    pub utc: bool,
    /// The headings are those of Google Meet.
    pub meet: bool,
    /// The headings are those of Teams.
    pub teams: bool,
}

const NAMES: &[&str] = &[
    "name",
    "name original name",
    "user name",
    "user name original name",
    "full name",
    "participant",
    "participant name",
    "nom",
    "nom complet",
    "nom nom d origine",
    "nom nom original",
    "nom d utilisateur nom d origine",
    "nom d utilisateur nom original",
    "nom d utilisateur",
    "nom du participant",
];
const EMAILS: &[&str] = &[
    "email",
    "user email",
    "e mail",
    "email address",
    "courriel",
    "adresse e mail",
    "adresse email",
    "adresse courriel",
    "adresse de messagerie",
    "e mail de l utilisateur",
    "courriel de l utilisateur",
    "adresse e mail de l utilisateur",
];
const JOINS: &[&str] = &[
    "join time",
    "joined",
    "first join",
    "first join time",
    "time joined",
    "heure d arrivee",
    "heure de connexion",
    "heure d entree",
    "heure d entree en reunion",
    "premiere participation",
    "premiere connexion",
    "heure de participation",
    "premiere entree",
    "premiere arrivee",
    "premiere heure d arrivee",
    "arrivee",
];
const LEAVES: &[&str] = &[
    "leave time",
    "left",
    "last leave",
    "last leave time",
    "time exited",
    "time left",
    "heure de depart",
    "heure de deconnexion",
    "heure de sortie",
    "dernier depart",
    "derniere deconnexion",
    "derniere sortie",
    "derniere heure de depart",
    "heure de sortie de reunion",
    "depart",
];
const DURATIONS: &[&str] = &[
    "duration",
    "total duration",
    "time in session",
    "in meeting duration",
    "attendance duration",
    "duree",
    "temps en session",
    "temps passe en session",
];

impl Columns {
    /// The columns of a heading row; `None` when the row is no heading of a table of people.
    pub fn of(header: &Row) -> Option<Self> {
        let mut columns = Self::default();
        for (at, cell) in header.cells.iter().enumerate() {
            columns.note(at, &fold(cell));
        }
        // `Prénom, Nom`: the second is the family name, not the whole one.
        if columns.first_name.is_some() && columns.last_name.is_none() && columns.name.is_some_and(|at| fold(header.cell(at)) == "nom") {
            columns.last_name = columns.name.take();
        }
        columns.meet |= columns.first_name.is_some() && columns.join.is_some() && columns.attended.is_none() && columns.upn.is_none();
        let named = columns.name.is_some() || (columns.first_name.is_some() && columns.last_name.is_some());
        let timed = columns.join.is_some() || columns.minutes.is_some() || columns.stamp.is_some() || columns.upn.is_some();
        (named && timed).then_some(columns)
    }

    fn note(&mut self, at: usize, word: &str) {
        self.utc |= word.ends_with(" utc");
        let word = word.trim_end_matches(" utc");
        self.seconds |= DURATIONS.iter().any(|d| word.starts_with(d)) && word.contains("second");
        self.meet |= word == "time joined" || word == "time exited";
        self.teams |= word.contains("upn") || matches!(word, "first join" | "in meeting duration" | "full name" | "user action");
        self.envelope |= word.starts_with("first join") || word == "time joined" || word.starts_with("premiere");
        let place = match word {
            "first name" | "prenom" => &mut self.first_name,
            "last name" | "nom de famille" => &mut self.last_name,
            "attended" | "a participe" | "a assiste" | "present" => &mut self.attended,
            "user action" | "action" | "action de l utilisateur" => &mut self.action,
            "timestamp" | "horodatage" | "date et heure" => &mut self.stamp,
            "role" => &mut self.role,
            _ if NAMES.contains(&word) => &mut self.name,
            _ if EMAILS.contains(&word) => &mut self.email,
            _ if word.contains("upn") => &mut self.upn,
            _ if JOINS.contains(&word) => &mut self.join,
            _ if LEAVES.contains(&word) => &mut self.leave,
            _ if word.contains("waiting room") || word.contains("salle d attente") => &mut self.waiting,
            _ if DURATIONS.iter().any(|d| word.starts_with(d)) => &mut self.minutes,
            _ => return,
        };
        place.get_or_insert(at);
    }

    /// The columns of a Teams table whose headings we cannot read: names first, then whatever its values look like.
    pub fn of_values(rows: &[&Row]) -> Self {
        let mut columns = Self { name: Some(0), envelope: true, teams: true, ..Self::default() };
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        for at in 1..width {
            let mut spare = None;
            let values: Vec<&str> = rows.iter().map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).collect();
            let all = |fits: fn(&str) -> bool| !values.is_empty() && values.iter().all(|value| fits(value));
            let places: [&mut Option<usize>; 2] = if all(|v| Stamp::parse(v).is_some_and(|s| s.dated())) {
                [&mut columns.join, &mut columns.leave]
            } else if values.iter().any(|v| v.contains('@')) {
                [&mut columns.email, &mut columns.upn]
            } else if all(|v| times::minutes(v).is_some()) {
                [&mut columns.minutes, &mut spare]
            } else {
                continue;
            };
            if let Some(free) = places.into_iter().find(|place| place.is_none()) {
                *free = Some(at);
            }
        }
        columns
    }
}

/// The number of a Teams section: `2. Participants` alone in its row.
pub(super) fn section(row: &Row) -> Option<u32> {
    let (number, title) = row.cell(0).split_once(". ")?;
    (row.filled() == 1 && !title.trim().is_empty()).then(|| number.parse().ok()).flatten()
}

/// A heading row of a Zoom meeting block: its values stand in the next row.
pub(super) fn is_meeting_block(row: &Row) -> bool {
    let words: Vec<String> = row.cells.iter().map(|cell| fold(cell)).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    has(&["topic", "sujet"]) && has(&["id", "meeting id", "webinar id", "id de reunion", "id de la reunion", "id du webinaire"])
}

/// The title above a webinar's hosts: `Host Details`, `Détails de l'hôte`.
pub(super) fn is_hosts_title(row: &Row) -> bool {
    let title = fold(row.cell(0));
    title.starts_with("host ") || title.ends_with(" hote") || title.ends_with(" l animateur")
}
