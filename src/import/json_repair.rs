//! Repairs invalid JSON: unpaired surrogates in escapes, and trailing commas.

/// The text with its repairs; none where there is nothing to mend.
pub fn mended(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    let mut in_string = false;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let (one, after) = rest.split_at(letter.len_utf8());
        let (kept, next) = match letter {
            '\\' if in_string => escape(rest),
            '"' => {
                in_string = !in_string;
                (one, after)
            }
            ',' if !in_string && after.trim_start().starts_with(['}', ']']) => ("", after),
            _ => (one, after),
        };
        mended.push_str(kept);
        rest = next;
    }
    (mended != text).then_some(mended)
}

/// The repaired escape at the start of a text, and the rest of the text.
fn escape(text: &str) -> (&str, &str) {
    let half = |text: &str, from: u32, to: u32| {
        let code =
            text.strip_prefix("\\u")?.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok())?;
        (from..=to).contains(&code).then_some(())
    };
    let after = |length: usize| text.split_at_checked(length).unwrap_or((text, ""));
    let is_first = half(text, 0xd800, 0xdbff).is_some();
    if is_first && half(after(6).1, 0xdc00, 0xdfff).is_some() {
        after(12)
    } else if is_first || half(text, 0xdc00, 0xdfff).is_some() {
        ("\u{fffd}", after(6).1)
    } else {
        let second = text.chars().nth(1).map_or(0, char::len_utf8);
        after(1 + second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_that_miss_each_other_and_commas_at_ends_are_mended() {
        let mend = |text: &str| mended(text).unwrap();

        assert_eq!(mend(r#"{"a":"x \ud83d y","b":[1, 2 , ],}"#), "{\"a\":\"x \u{fffd} y\",\"b\":[1, 2  ]}");
        assert_eq!(mend(r#"["\ude00\\ud83d"]"#), "[\"\u{fffd}\\\\ud83d\"]");
        for whole in [r#"{"a":"\ud83d\ude00 ,} \" ,]"}"#, r#"["\\",1]"#, "[\"\\"] {
            assert_eq!(mended(whole), None, "{whole}");
        }
    }
}
