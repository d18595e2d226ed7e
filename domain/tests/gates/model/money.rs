//! A budget line in three heaps, and what a person was paid for a session (R2.4, R2.11).

use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// So much is put on a line.
    Plan { line: usize, cents: i64 },
    /// So much is promised.
    Commit { line: usize, cents: i64 },
    /// A promise is taken back.
    Release { line: usize, cents: i64 },
    /// A promise is spent, for a person and a session or for nobody.
    Spend { line: usize, cents: i64, payee: Option<(usize, usize)> },
    /// The n-th entry is turned back.
    Turn { entry: usize },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heaps {
    pub planned: i64,
    pub committed: i64,
    pub spent: i64,
}

/// What was booked: the deed and whether it was turned back.
#[derive(Debug, Default)]
pub struct Books {
    pub booked: Vec<(Deed, bool)>,
}

impl Books {
    pub fn heaps(&self) -> BTreeMap<usize, Heaps> {
        let mut all: BTreeMap<usize, Heaps> = BTreeMap::new();
        for (deed, turned) in &self.booked {
            if *turned {
                continue;
            }
            match *deed {
                Deed::Plan { line, cents } => all.entry(line).or_default().planned += cents,
                Deed::Commit { line, cents } => all.entry(line).or_default().committed += cents,
                Deed::Release { line, cents } => all.entry(line).or_default().committed -= cents,
                Deed::Spend { line, cents, .. } => {
                    let heap = all.entry(line).or_default();
                    heap.committed -= cents;
                    heap.spent += cents;
                }
                Deed::Turn { .. } => {}
            }
        }
        all
    }

    pub fn stands(&self, who: (usize, usize)) -> bool {
        self.booked.iter().any(|(deed, turned)| !turned && matches!(deed, Deed::Spend { payee: Some(p), .. } if *p == who))
    }

    /// The word of the refusal, or nothing: then it is booked.
    pub fn book(&mut self, deed: Deed, reason: bool) -> Option<&'static str> {
        let before = self.heaps();
        let why = match deed {
            Deed::Plan { cents, .. } | Deed::Commit { cents, .. } | Deed::Release { cents, .. } | Deed::Spend { cents, .. }
                if cents <= 0 =>
            {
                Some("amount")
            }
            Deed::Spend { payee: Some(who), .. } if self.stands(who) => Some("paid"),
            Deed::Turn { entry } => match self.booked.get(entry) {
                None => Some("unknown"),
                Some((Deed::Turn { .. }, _)) => Some("counter"),
                Some((_, true)) => Some("reversed"),
                Some(_) => (!reason).then_some("reason"),
            },
            _ => None,
        };
        if why.is_some() {
            return why;
        }
        self.booked.push((deed, false));
        if let Deed::Turn { entry } = deed {
            self.booked[entry].1 = true;
        }
        // R2.11: nothing goes below zero, or further below it, that was not reasoned. What was promised can never be less than nothing.
        let refusal = self.heaps().iter().find_map(|(line, now)| {
            let was = before.get(line).copied().unwrap_or_default();
            let free = |h: Heaps| h.planned - h.committed - h.spent;
            let sank = |now: i64, was: i64| now < 0 && now < was;
            if sank(now.committed, was.committed) {
                Some("committed")
            } else if sank(free(*now), free(was)) && !reason {
                Some("budget")
            } else {
                None
            }
        });
        if refusal.is_some() {
            self.booked.pop();
            if let Deed::Turn { entry } = deed {
                self.booked[entry].1 = false;
            }
        }
        refusal
    }
}
