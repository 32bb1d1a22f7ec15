//! Splits the lines of configurations and lists into words, as a shell does.

/// The words of a line, separated by blanks or within double quotes, where a backslash escapes. A number sign
/// before a word begins a comment.
pub fn quoted_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '#' => break,
            '"' => {
                let mut word = String::new();
                while let Some(inner) = characters.next().filter(|inner| *inner != '"') {
                    word.extend(if inner == '\\' { characters.next() } else { Some(inner) });
                }
                words.push(word);
            }
            _ if character.is_whitespace() => {}
            _ => {
                let mut word = String::from(character);
                while let Some(next) = characters.next_if(|next| !next.is_whitespace()) {
                    word.push(next);
                }
                words.push(word);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_keep_blanks_and_a_number_sign_before_a_word_begins_a_comment() {
        let words = quoted_words(r#"  news#1 "two words" "a \"b\" \\" "" x # the rest"#);

        assert_eq!(words, ["news#1", "two words", r#"a "b" \"#, "", "x"]);
        assert_eq!(quoted_words("\"open"), ["open"]);
        assert_eq!(quoted_words("  # nothing"), [""; 0]);
    }
}
