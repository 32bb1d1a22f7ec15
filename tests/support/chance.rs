//! Chance that can be repeated: the same numbers at every run.

/// Whether the long run was asked for: `NEWSPRINT_LONG=1 cargo test --release enduring`.
pub fn is_long() -> bool {
    std::env::var_os("NEWSPRINT_LONG").is_some()
}

/// So many trials in the long run, and a few of them in the short one.
pub fn trials(long: usize, short: usize) -> usize {
    if is_long() { long } else { short }
}

/// A source of numbers. Source: Marsaglia, xorshift64*.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below another.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).expect("31 bits") % limit.max(1)
    }
}
