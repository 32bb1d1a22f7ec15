//! Encodes forms and query strings.

use crate::fetch::{RequestBody, Secret};

/// The fields of a form or of a query string.
#[derive(Clone, Debug, Default)]
pub(super) struct EncodedForm(String);

impl EncodedForm {
    /// An empty form.
    pub fn new() -> Self {
        Self::default()
    }

    /// The form with one more value.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        encode(name, &mut self.0);
        self.0.push('=');
        encode(value, &mut self.0);
        self
    }

    /// The form with a value where there is one.
    pub fn with_some(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The form as the body of a request.
    pub fn into_body(self) -> RequestBody {
        RequestBody::PostForm(Secret::new(self.0))
    }

    /// The encoded form.
    pub fn into_text(self) -> String {
        self.0
    }
}

fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let digit = |part: u8| char::from_digit(part.into(), 16).unwrap_or_default().to_ascii_uppercase();
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_a_form_value_survives_encoding() {
        let form = EncodedForm::new().with("t", "a&b=c/é").with_some("c", None).with("T", "x+y");

        assert_eq!(form.into_text(), "t=a%26b%3Dc%2F%C3%A9&T=x%2By");
    }
}
