//! Dice that fall the same way each time.

use std::cell::Cell;

use super::super::model::calendar::{DAY, Day, Moment};

/// Histories of each gate.
pub const HISTORIES: u64 = 1_200;

pub struct Dice(Cell<u64>);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66_D123_4567))
    }

    fn next(&self) -> u64 {
        let next = self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.0.set(next);
        let mixed = (next ^ (next >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&self, most: u64) -> u64 {
        self.next() % most
    }

    pub fn between(&self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1) as u64) as i64
    }

    pub fn one_in(&self, many: u64) -> bool {
        self.below(many) == 0
    }

    pub fn pick<T: Clone>(&self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize].clone()
    }

    /// Half of them days on which calendars go wrong.
    pub fn day(&self) -> Day {
        const ODD: [(i32, u32, u32); 16] = [
            (2019, 12, 31),
            (2020, 12, 31),
            (2023, 12, 31),
            (2020, 2, 29),
            (2024, 2, 29),
            (2021, 2, 28),
            (2020, 12, 29),
            (2020, 12, 30),
            (2022, 12, 29),
            (2021, 1, 1),
            (2020, 8, 31),
            (2099, 12, 31),
            (2020, 7, 31),
            (2020, 3, 1),
            (2019, 2, 28),
            (2023, 6, 30),
        ];
        if self.one_in(2) {
            let (year, month, date) = self.pick(&ODD);
            return Day::new(year, month, date);
        }
        Day::new(2019 + self.below(8) as i32, 1 + self.below(12) as u32, 1 + self.below(28) as u32)
    }

    /// A moment of that day: its first and last second, the midnight of Greenwich, or any.
    pub fn moment(&self, day: Day) -> Moment {
        let any = self.between(0, DAY - 1);
        Moment::new(day, self.pick(&[0, DAY - 1, DAY - 8 * 3_600, DAY - 8 * 3_600 - 1, any, any]))
    }
}
