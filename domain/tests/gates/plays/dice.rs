//! Chance that comes out the same every time.

pub struct Dice(u64);

impl Dice {
    pub fn of(number: u64) -> Self {
        Self((number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    /// From `low` to `high`, both possible.
    pub fn from(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % u64::try_from(high - low + 1).unwrap()).unwrap()
    }

    /// Once in so many times.
    pub fn once_in(&mut self, times: i64) -> bool {
        self.from(1, times) == 1
    }

    pub fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.from(0, i64::try_from(of.len()).unwrap() - 1)).unwrap()].clone()
    }
}
