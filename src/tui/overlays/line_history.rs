//! The history of typed lines, gone through with up and down.

/// The lines typed before, the newest last, and the position among them.
#[derive(Clone, Debug, Default)]
pub struct LineHistory {
    lines: Vec<String>,
    /// How many lines back the position is; 0 for the line being typed.
    back: usize,
    typed: String,
}

impl LineHistory {
    /// The lines typed before.
    pub const fn of(lines: Vec<String>) -> Self {
        Self { lines, back: 0, typed: String::new() }
    }

    /// The line before (or after) the current one; the last is the line being typed.
    pub fn step(&mut self, further: bool, now: &str) -> Option<String> {
        if self.back == 0 {
            now.clone_into(&mut self.typed);
        }
        let back = if further { self.back + 1 } else { self.back.checked_sub(1)? };
        let line = match back {
            0 => &self.typed,
            _ => self.lines.get(self.lines.len().checked_sub(back)?)?,
        };
        self.back = back;
        Some(line.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_goes_through_what_was_typed_before_and_down_comes_back() {
        let mut past = LineHistory::of(vec!["first".to_owned(), "second".to_owned()]);

        assert_eq!(past.step(false, "thi"), None);
        assert_eq!(past.step(true, "thi").as_deref(), Some("second"));
        assert_eq!(past.step(true, "second").as_deref(), Some("first"));
        assert_eq!(past.step(true, "first"), None);
        assert_eq!(past.step(false, "first").as_deref(), Some("second"));
        assert_eq!(past.step(false, "second").as_deref(), Some("thi"));
    }
}
