//! Seats and the waiting list of a group: registered ≤ capacity ≤ 12 (R2.1), arithmetic only. The store holds the group's row while it asks,
//! so that twenty who press at once are asked one after the other.

/// The most that a small group may hold (R2.1).
pub const MOST: u32 = 12;

/// How full a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seats {
    capacity: u32,
    taken: u32,
    waiting: u32,
}

/// Where somebody landed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the group.
    Seat,
    /// On the waiting list, at this place from 1.
    Waiting(u32),
}

/// Why a group cannot be so large or so small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not between 1 and 12.
    Capacity,
    /// More are registered already: whoever has a seat keeps it.
    Registered(u32),
}

impl Seats {
    /// A group as the store counts it.
    pub fn of(capacity: u32, taken: u32, waiting: u32) -> Result<Self, Refusal> {
        match capacity {
            0 => Err(Refusal::Capacity),
            c if c > MOST => Err(Refusal::Capacity),
            c if taken > c => Err(Refusal::Registered(taken)),
            capacity => Ok(Self { capacity, taken, waiting }),
        }
    }

    /// How many have a seat.
    pub fn taken(self) -> u32 {
        self.taken
    }

    /// How many wait.
    pub fn waiting(self) -> u32 {
        self.waiting
    }

    /// Seats that nobody has.
    pub fn free(self) -> u32 {
        self.capacity - self.taken
    }

    /// One more comes. Nobody passes those who wait: a free seat is theirs first.
    pub fn join(self) -> (Self, Place) {
        if self.free() > 0 && self.waiting == 0 {
            return (Self { taken: self.taken + 1, ..self }, Place::Seat);
        }
        let waiting = self.waiting.saturating_add(1);
        (Self { waiting, ..self }, Place::Waiting(waiting))
    }

    /// One with a seat goes; then the first who waits moves up.
    pub fn leave(self) -> (Self, u32) {
        Self { taken: self.taken.saturating_sub(1), ..self }.move_up()
    }

    /// One who waits goes.
    pub fn stop_waiting(self) -> Self {
        Self { waiting: self.waiting.saturating_sub(1), ..self }
    }

    /// Another size. Says how many move up.
    pub fn resize(self, capacity: u32) -> Result<(Self, u32), Refusal> {
        Self::of(capacity, self.taken, self.waiting).map(Self::move_up)
    }

    /// Fills free seats from the waiting list, in its order.
    fn move_up(self) -> (Self, u32) {
        let up = self.free().min(self.waiting);
        (Self { taken: self.taken + up, waiting: self.waiting - up, ..self }, up)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn r2_1_the_thirteenth_waits_and_is_told_their_place() {
        let mut seats = Seats::of(12, 0, 0).unwrap();
        let mut places = Vec::new();
        for _ in 0..20 {
            let (next, place) = seats.join();
            places.push(place);
            seats = next;
        }
        assert_eq!(places.iter().filter(|p| **p == Place::Seat).count(), 12);
        assert_eq!(places[12], Place::Waiting(1));
        assert_eq!(places[19], Place::Waiting(8));
    }

    #[test]
    fn r2_1_no_group_is_larger_than_twelve_nor_smaller_than_those_in_it() {
        assert_eq!(Seats::of(13, 0, 0), Err(Refusal::Capacity));
        assert_eq!(Seats::of(0, 0, 0), Err(Refusal::Capacity));
        assert_eq!(Seats::of(8, 6, 2).unwrap().resize(5), Err(Refusal::Registered(6)));
        assert_eq!(Seats::of(8, 8, 5).unwrap().resize(10).unwrap().1, 2);
    }

    proptest! {
        /// Against lists of people: whoever came first is in, and nobody is lost.
        #[test]
        fn the_arithmetic_is_that_of_two_lists(capacity in 1..=MOST, deeds in prop::collection::vec((0..4_u8, 1..=14_u32), 0..60)) {
            let mut seats = Seats::of(capacity, 0, 0).unwrap();
            let (mut room, mut inside, mut queue) = (capacity as usize, Vec::new(), Vec::new());
            for (number, (deed, size)) in deeds.into_iter().enumerate() {
                match deed {
                    0 if !inside.is_empty() => { seats = seats.leave().0; inside.remove(0); }
                    1 if !queue.is_empty() => { seats = seats.stop_waiting(); queue.pop(); }
                    2 => if let Ok((next, _)) = seats.resize(size) { seats = next; room = size as usize; }
                    _ => { seats = seats.join().0; queue.push(number); }
                }
                while inside.len() < room && !queue.is_empty() { inside.push(queue.remove(0)); }
                prop_assert_eq!((seats.taken() as usize, seats.waiting() as usize), (inside.len(), queue.len()));
                prop_assert!(seats.taken() <= MOST);
            }
        }
    }
}
