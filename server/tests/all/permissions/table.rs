//! `permissions.csv`, read: one row for each act, one word for each role.

/// The table, as agreed before the first line of code.
const CSV: &str = include_str!("../../permissions.csv");

/// The columns of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Visitor,
    Participant,
    Presenter,
    Facilitator,
    Coordinator,
    Mentor,
    Lead,
    OnCall,
    Administrator,
}

impl Role {
    /// In the order of the columns.
    pub const ALL: [Self; 9] = [
        Self::Visitor,
        Self::Participant,
        Self::Presenter,
        Self::Facilitator,
        Self::Coordinator,
        Self::Mentor,
        Self::Lead,
        Self::OnCall,
        Self::Administrator,
    ];

    /// The letter of the column.
    pub fn letter(self) -> char {
        ['V', 'P', 'R', 'F', 'C', 'M', 'L', 'O', 'A'][self as usize]
    }

    /// Whether an act is about this role: an on-call physician who is nothing else is asked for in the room of calls.
    pub fn is_asked(self, act: &str) -> bool {
        self != Self::OnCall || ["consult.", "roster.", "pathway.", "oncall."].iter().any(|room| act.starts_with(room))
    }

    /// Whether the letters name this role.
    pub fn is_in(self, letters: &str) -> bool {
        letters.contains(self.letter())
    }
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// Not at all.
    Nothing,
    /// One's own.
    Own,
    /// Those of one's own cohort.
    Cohort,
    /// Those of one's own program.
    Program,
    /// Those assigned to one: calls and pathways to an on-call physician.
    Assigned,
    /// Everybody's.
    All,
    /// That it exists, when and how much; no names, no words.
    Outline,
    /// Counts.
    Figures,
    /// In an emergency, with a reason. Not built: counts as refused.
    BreakGlass,
    /// Public.
    Public,
}

impl Word {
    /// Reads a cell.
    pub fn parse(text: &str) -> Self {
        match text {
            "-" => Self::Nothing,
            "own" => Self::Own,
            "coh" => Self::Cohort,
            "prg" => Self::Program,
            "asg" => Self::Assigned,
            "all" => Self::All,
            "meta" => Self::Outline,
            "agg" => Self::Figures,
            "bg" => Self::BreakGlass,
            "pub" => Self::Public,
            other => panic!("permissions.csv has a cell {other:?} that nobody knows"),
        }
    }
}

/// One act.
#[derive(Debug, Clone)]
pub struct Act {
    pub id: String,
    pub what: String,
    pub cells: [Word; 9],
    /// The cells as written.
    pub written: Vec<String>,
    pub note: String,
}

impl Act {
    /// Reads an act from its words, one for each role.
    pub fn of(id: &str, what: &str, words: &[&str], note: &str) -> Self {
        let cells: Vec<Word> = words.iter().map(|w| Word::parse(w)).collect();
        let written = words.iter().map(|w| (*w).to_owned()).collect();
        let cells = cells.try_into().expect("nine cells");
        Self { id: id.to_owned(), what: what.to_owned(), cells, written, note: note.to_owned() }
    }

    /// What it says for a role.
    pub fn cell(&self, role: Role) -> Word {
        self.cells[role as usize]
    }
}

/// Every act of the file, in its order.
pub fn acts() -> Vec<Act> {
    let mut file = csv::Reader::from_reader(CSV.as_bytes());
    let act = |row: csv::StringRecord| {
        let cell = |n: usize| row.get(n).unwrap_or_default();
        let words: Vec<&str> = (2..11).map(cell).collect();
        Act::of(cell(0), cell(1), &words, cell(11))
    };
    file.records().map(|row| act(row.expect("a row"))).collect()
}
