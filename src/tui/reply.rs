//! The terminal's replies to queries.
//!
//! Crossterm does not know these replies and reports them as keys: the escape becomes alt-`]` (OSC) or
//! alt-`_` (APC), and the rest looks typed. The parser puts replies together again, and gives back keys that
//! a person typed.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Keys of the longest reply.
const LONGEST: usize = 64;

/// The keys so far that may begin a reply.
#[derive(Debug, Default)]
pub struct ReplyParser {
    held_keys: Vec<KeyEvent>,
}

/// The outcome of a key.
#[derive(Debug, PartialEq, Eq)]
pub enum KeyOutcome {
    /// The key may belong to a reply.
    Nothing,
    /// The keys were typed by a person.
    Keys(Vec<KeyEvent>),
    /// A complete reply, from after `]` or `_` up to its end.
    Answer(String),
}

impl ReplyParser {
    /// Takes a key.
    pub fn push(&mut self, key: KeyEvent) -> KeyOutcome {
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let bell = key.code == KeyCode::Char('g') && key.modifiers == KeyModifiers::CONTROL;
        match (self.held_keys.is_empty(), key.code) {
            (true, KeyCode::Char(']' | '_')) if alt => self.held_keys.push(key),
            (true, _) => return KeyOutcome::Keys(vec![key]),
            (false, KeyCode::Char('\\')) if alt => return self.end(),
            (false, _) if bell => return self.end(),
            (false, KeyCode::Char(_)) if is_typed(key) && self.held_keys.len() < LONGEST => {
                self.held_keys.push(key);
            }
            (false, _) => {
                self.held_keys.push(key);
                return KeyOutcome::Keys(self.release());
            }
        }
        KeyOutcome::Nothing
    }

    /// Gives back the held keys, since no complete reply came.
    pub fn release(&mut self) -> Vec<KeyEvent> {
        std::mem::take(&mut self.held_keys)
    }

    fn end(&mut self) -> KeyOutcome {
        let letters = self.release().into_iter().skip(1);
        KeyOutcome::Answer(
            letters
                .filter_map(|key| if let KeyCode::Char(letter) = key.code { Some(letter) } else { None })
                .collect(),
        )
    }
}

/// Whether a key is a letter without alt or control.
fn is_typed(key: KeyEvent) -> bool {
    (key.modifiers - KeyModifiers::SHIFT).is_empty()
}

/// Whether a reply confirms kitty's graphics protocol.
pub fn supports_kitty_graphics(answer: &str) -> bool {
    answer.starts_with("Gi=31;OK")
}

/// The background colour in a reply to OSC 11: `11;rgb:1717/1919/1e1e`.
pub fn background(answer: &str) -> Option<[u8; 3]> {
    let mut parts = answer.strip_prefix("11;rgb:")?.split('/');
    let mut part = || {
        let digits = parts.next().filter(|digits| (1..=4).contains(&digits.len()))?;
        let most = (1_u32 << (4 * u32::try_from(digits.len()).ok()?)) - 1;
        u8::try_from(u32::from_str_radix(digits, 16).ok()? * 255 / most).ok()
    };
    Some([part()?, part()?, part()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hear(reply: &mut ReplyParser, keys: &[(char, KeyModifiers)]) -> Vec<KeyOutcome> {
        keys.iter().map(|&(letter, held)| reply.push(KeyEvent::new(KeyCode::Char(letter), held))).collect()
    }

    #[test]
    fn an_answer_is_put_together_from_its_keys() {
        let mut reply = ReplyParser::default();
        let mut keys = vec![(']', KeyModifiers::ALT)];
        keys.extend("11;rgb:ffff/80/f".chars().map(|letter| (letter, KeyModifiers::NONE)));
        hear(&mut reply, &keys);

        let heard = hear(&mut reply, &[('\\', KeyModifiers::ALT)]);

        assert_eq!(heard, [KeyOutcome::Answer("11;rgb:ffff/80/f".to_owned())]);
        assert_eq!(background("11;rgb:ffff/80/f"), Some([255, 128, 255]));
        assert_eq!(background("11;rgb:12345/0/0"), None);
        assert_eq!(background("10;rgb:0/0/0"), None);
    }

    #[test]
    fn an_answer_about_pictures_is_one_too() {
        let mut reply = ReplyParser::default();
        let mut keys = vec![('_', KeyModifiers::ALT), ('G', KeyModifiers::SHIFT)];
        keys.extend("i=31;OK".chars().map(|letter| (letter, KeyModifiers::NONE)));
        hear(&mut reply, &keys);

        let heard = hear(&mut reply, &[('\\', KeyModifiers::ALT)]);

        assert_eq!(heard, [KeyOutcome::Answer("Gi=31;OK".to_owned())]);
        assert!(
            supports_kitty_graphics("Gi=31;OK")
                && !supports_kitty_graphics("Gi=31;ENOTSUPPORTED")
                && !supports_kitty_graphics("11;rgb")
        );
    }

    #[test]
    fn typed_keys_are_returned_by_the_reply_parser() {
        let mut reply = ReplyParser::default();

        let heard = hear(
            &mut reply,
            &[('j', KeyModifiers::NONE), (']', KeyModifiers::ALT), ('d', KeyModifiers::CONTROL)],
        );

        assert!(
            matches!(&heard[..], [KeyOutcome::Keys(one), KeyOutcome::Nothing, KeyOutcome::Keys(two)] if one.len() == 1 && two.len() == 2)
        );
        assert!(reply.release().is_empty());
    }
}
