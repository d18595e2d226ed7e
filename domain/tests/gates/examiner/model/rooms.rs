//! Lists of people: seats and the waiting list (R2.1), and the roster by quarters of an hour (R0.1).

/// Names in seats, and names in a queue.
#[derive(Debug, Clone, Default)]
pub struct Group {
    pub capacity: usize,
    pub seats: Vec<u32>,
    pub queue: Vec<u32>,
}

impl Group {
    /// Whoever waits longest gets a free seat. How many moved up.
    fn fill(&mut self) -> u32 {
        let mut moved = 0;
        while self.seats.len() < self.capacity && !self.queue.is_empty() {
            self.seats.push(self.queue.remove(0));
            moved += 1;
        }
        moved
    }

    /// The place on the waiting list, from 1; nothing for a seat.
    pub fn join(&mut self, name: u32) -> Option<usize> {
        self.queue.push(name);
        self.fill();
        self.queue.iter().position(|n| *n == name).map(|i| i + 1)
    }

    pub fn leave(&mut self, index: usize) -> u32 {
        self.seats.remove(index);
        self.fill()
    }

    pub fn stop_waiting(&mut self, index: usize) {
        self.queue.remove(index);
    }

    /// Another capacity: one to twelve, and not below those who have a seat.
    pub fn resize(&mut self, capacity: usize) -> Option<u32> {
        if !(1..=12).contains(&capacity) || capacity < self.seats.len() {
            return None;
        }
        self.capacity = capacity;
        Some(self.fill())
    }
}

/// A shift from a quarter of an hour to another; a backup alone is no cover.
#[derive(Debug, Clone, Copy)]
pub struct Shift {
    pub from: i64,
    pub to: i64,
    pub backup: bool,
}

/// The runs of quarters between two in which nobody is on shift.
pub fn gaps(shifts: &[Shift], from: i64, to: i64) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for quarter in from..to {
        if shifts.iter().any(|s| !s.backup && s.from <= quarter && quarter < s.to) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.1 == quarter => run.1 = quarter + 1,
            _ => runs.push((quarter, quarter + 1)),
        }
    }
    runs
}
