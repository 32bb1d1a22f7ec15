//! Parses the names in a byline: "By Ana Ruiz and Bo Lind, The Paper".

use super::{lexicon, words};
use crate::domain::{Author, Prose};

/// Words before the first name, which a blank follows.
const BY: &[&str] = &[
    "by",
    "written by",
    "posted by",
    "story by",
    "reported by",
    "words by",
    "analysis by",
    "opinion by",
    "review by",
    "interview by",
    "article by",
    "text by",
    "this post was written by",
    "this article was written by",
    "authored by",
    "verfasst von",
    "geschrieben von",
    "écrit par",
    "escrito por",
    "scritto da",
    "geschreven door",
    "text:",
    "text von",
    "kommentar von",
    "ein kommentar von",
    "analyse von",
    "eine analyse von",
    "gastbeitrag von",
    "ein gastbeitrag von",
    "kolumne von",
    "eine kolumne von",
    "interview von",
    "ein interview von",
    "reportage von",
    "eine reportage von",
    "essay von",
    "ein essay von",
    "bericht von",
    "aufgezeichnet von",
    "commentary by",
    "comment by",
    "column by",
    "essay by",
    "guest post by",
    "un article de",
    "propos recueillis par",
    "una columna de",
    "texto:",
    "testo di",
    "tekst van",
    "tekst:",
    "text av",
    "skrevet av",
    "skrevet af",
    "skriven av",
    "author:",
    "by:",
    "von",
    "par",
    "por",
    "di",
    "door",
    "av",
    "af",
    "od",
    "autor:",
    "автор:",
    "文/",
    "作者:",
    "作者：",
];

/// Separators of two names.
const NAME_SEPARATORS: &[&str] =
    &[" and ", " & ", " und ", " et ", " y ", " och ", " og ", "; ", " | ", " with ", "、"];

/// Most characters of a byline.
const LONGEST: usize = 200;

/// The authors in the order of the line.
pub fn authors(line: &str) -> Vec<Author> {
    let line = if line.contains('<') { super::plain_words(line) } else { line.to_owned() };
    let line = Prose::trimmed(&line);
    let line = line.as_str();
    if line.chars().count() > LONGEST || line.contains("://") && !line.contains(' ') {
        return Vec::new();
    }
    let (names, aside) =
        without_by(line).find('(').map_or((without_by(line), ""), |at| without_by(line).split_at(at));
    let names = without_title(before_job_title_or_place(before_others(names).trim_matches(MARKS)));
    let parts = NAME_SEPARATORS
        .iter()
        .fold(vec![names], |parts, between| parts.into_iter().flat_map(|part| part.split(between)).collect());
    let mut names: Vec<String> = parts.into_iter().flat_map(split_at_commas).map(str::to_owned).collect();
    // A parenthesis such as "(with Bo Lind)" belongs to the last name.
    if let Some(last) = names.last_mut().filter(|_| aside.contains(')')) {
        *last = format!("{last} {aside}");
    }
    let names = names
        .iter()
        .map(|name| without_initials(without_job_title(without_agency(name.trim_matches(MARKS)))));
    names.filter_map(Prose::non_empty).map(|name| Author { name, bio: None }).collect()
}

/// The name without a title of several words after it: "Ana Ruiz, Head of Rain and Rivers".
fn without_title(names: &str) -> &str {
    let begins_title = |rest: &str| {
        rest.split(' ').next().is_some_and(|word| {
            is_job_title_word(word) || LEADER_TITLES.contains(&word.to_lowercase().as_str())
        })
    };
    let parted = names.split_once(", ").filter(|(name, rest)| words::is_name(name) && begins_title(rest));
    parted.map_or(names, |(name, _)| name)
}

/// First words of the titles of who leads something.
const LEADER_TITLES: &[&str] = &["head", "vp", "vice", "lead", "leiter", "leiterin", "chef", "chefin"];

/// The names before a job title or a place that a mark or a comma parts from them: "Ana Ruiz • Senior Writer",
/// "Ana Ruiz, Head of Rivers and Rain", "Ana Ruiz, in News".
fn before_job_title_or_place(names: &str) -> &str {
    let marked = names.split_once(RANK_SEPARATORS).map(|(name, _)| name.trim_matches(MARKS));
    if let Some(name) = marked.filter(|name| words::is_name(name)) {
        return name;
    }
    let Some((name, rest)) = names.split_once(", ") else { return names };
    let is_of_something = rest.split_once(" of ").is_some_and(|(rank, _)| {
        words::count(rank) <= 3 && (is_job_title(rank) || rank.to_lowercase().ends_with("head"))
    });
    let is_rank = is_of_something && words::is_name(name);
    if is_rank || rest.starts_with("in ") { name } else { names }
}

/// Marks between a name and a job title or a place.
const RANK_SEPARATORS: [char; 6] = ['•', '·', '⋅', '●', '▪', '■'];

/// The name without an agency after it: "Ana Ruiz Associated Press".
fn without_agency(name: &str) -> &str {
    lexicon::agency_at_end(name).map(|(name, _)| name).filter(|name| words::is_name(name)).unwrap_or(name)
}

/// The name without a job title after it: "Ana Ruiz Senior Weather Reporter".
fn without_job_title(name: &str) -> &str {
    let words: Vec<&str> = name.split(' ').collect();
    let begins_rank = |word: &&str| is_job_title(word) || is_job_title_word(word);
    if words.first().is_some_and(&begins_rank) {
        return name;
    }
    let at = words
        .iter()
        .skip(2)
        .position(begins_rank)
        .filter(|_| words.last().is_some_and(|last| is_job_title(last)));
    let end = at.and_then(|at| words.get(..at + 2)).map(|words| words.join(" ").len());
    end.and_then(|end| name.get(..end)).filter(|name| words::is_name(name)).unwrap_or(name)
}

/// First words of a job title.
const FIRST_JOB_TITLE_WORDS: &[&str] = &[
    "senior",
    "chief",
    "deputy",
    "managing",
    "executive",
    "associate",
    "assistant",
    "contributing",
    "special",
    "staff",
    "guest",
    "freelance",
    "political",
    "national",
];

/// The name without initials after it: "Ana Ruiz (aru)".
fn without_initials(name: &str) -> &str {
    let sign = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    let is_sign = |sign: &str| {
        (1..=MAX_INITIALS).contains(&sign.chars().count())
            && sign.chars().all(|letter| letter.is_lowercase() || letter == '.')
    };
    sign.filter(|(name, sign)| is_sign(sign) && words::is_name(name)).map_or(name, |(name, _)| name)
}

/// Most letters of the initials of an author.
const MAX_INITIALS: usize = 5;

/// Signs around names.
const MARKS: [char; 15] = [' ', ',', '|', '•', '·', '⋅', '—', '–', '/', '\u{a0}', '●', '▪', '■', ':', '&'];

/// The names before a date, a handle or an editor.
fn before_others(names: &str) -> &str {
    let is_edited = |at: &usize| {
        let rest = names.get(*at..).unwrap_or_default();
        EDITOR_WORDS
            .iter()
            .any(|word| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
    };
    let is_handle = |at: &usize| names.get(*at..).is_some_and(|rest| rest.starts_with('@'));
    let starts = names.match_indices(' ').map(|(at, _)| at + 1);
    let end = starts.filter(|at| is_edited(at) || is_handle(at) || begins_day(names, *at)).min();
    end.and_then(|end| names.get(..end)).map_or(names, without_preposition)
}

/// The names without a short word that led to the date: "Ana Ruiz on".
fn without_preposition(names: &str) -> &str {
    let parted = names.trim_end_matches(MARKS).rsplit_once(' ');
    let is_small = |word: &str| word.chars().count() < 4 && word.chars().all(char::is_lowercase);
    parted.filter(|(_, word)| is_small(word)).map_or(names, |(names, _)| names)
}

/// Words before the name of somebody other than the author.
const EDITOR_WORDS: &[&str] =
    &["edited by", "photos by", "photographs by", "photo by", "updated", "last updated", "published"];

/// Whether a date begins at a word of a line: a number, or the name of a month before one.
fn begins_day(line: &str, at: usize) -> bool {
    let mut words = line.get(at..).unwrap_or_default().split([' ', ',']);
    let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    is_number(first) || is_number(second) && super::dates::is_month(first.trim_end_matches('.'))
}

/// The line without "By" or a similar word at its start.
pub fn without_by(line: &str) -> &str {
    strip_by(line).unwrap_or(line)
}

/// The line after "By" or a similar word, where it begins with one.
pub fn strip_by(line: &str) -> Option<&str> {
    BY.iter().find_map(|word| {
        let start = line.get(..word.len())?;
        let rest = line.get(word.len()..)?;
        let is_apart = word.ends_with([':', '/', '：'])
            || rest.is_empty()
            || rest.starts_with([' ', '\u{a0}', ':', '：']);
        let is_glued = || word.is_ascii() && rest.starts_with(char::is_uppercase) && words::is_name(rest);
        (is_word(start, word) && (is_apart || is_glued()))
            .then(|| rest.trim_matches([' ', '\u{a0}', ':', '：']))
    })
}

/// Whether the start of a line is a word in lower case, of as many bytes.
fn is_word(start: &str, word: &str) -> bool {
    if word.is_ascii() {
        return start.eq_ignore_ascii_case(word);
    }
    !start.is_ascii() && start.to_lowercase() == word
}

/// Whether a line is only the words before a name.
pub fn is_by(line: &str) -> bool {
    BY.contains(&line.trim().to_lowercase().as_str())
}

/// Whether a piece is a job title, such as "AP National Writer".
pub fn is_job_title(piece: &str) -> bool {
    piece.split([' ', '-']).any(|word| JOB_TITLE_WORDS.contains(&word.to_lowercase().as_str()))
}

/// Whether a name is a person's: no part of it is a job title.
pub fn is_person(name: &str) -> bool {
    words::is_name(name) && !is_job_title(name) && !name.split(' ').any(is_job_title_word)
}

fn is_job_title_word(word: &str) -> bool {
    FIRST_JOB_TITLE_WORDS.contains(&word.to_lowercase().as_str())
}

/// Parts of an address that leads to an author.
const OF_AUTHOR: &[&str] =
    &["author", "authors", "autor", "autoren", "autores", "auteur", "auteurs", "autore", "contributor", "u"];

/// Whether an address leads to an author.
pub fn leads_to_author(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let mut parts = path.split('/').rev().filter(|part| !part.is_empty()).skip(1);
    parts.any(|part| OF_AUTHOR.contains(&part))
}

/// Whether a line names an editor or a photographer, or the time of an update.
pub fn is_of_editor(line: &str) -> bool {
    let starts = |word: &&str| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    EDITOR_WORDS.iter().any(starts)
}

/// Words of job titles.
const JOB_TITLE_WORDS: &[&str] = &[
    "writer",
    "editor",
    "reporter",
    "correspondent",
    "journalist",
    "columnist",
    "contributor",
    "staff",
    "director",
    "manager",
    "founder",
    "producer",
    "photographer",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "journaliste",
    "periodista",
    "redactor",
    "redactora",
];

/// The names of a list: "Ana Ruiz, Bo Lind" are two; "Ruiz, Ana" is one, and so is "Ana Ruiz, MD".
fn split_at_commas(part: &str) -> Vec<&str> {
    let pieces: Vec<&str> = part.split(", ").map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let named: Vec<&str> = pieces.iter().copied().take_while(|piece| !is_job_title(piece)).collect();
    let are_names = named.iter().all(|piece| super::words::is_name(piece));
    let are_several = named.len() > 1 || named.len() < pieces.len();
    if !named.is_empty() && are_several && are_names { named } else { vec![part.trim()] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        authors(line).into_iter().map(|author| author.name.to_string()).collect()
    }

    #[test]
    fn job_titles_and_places_beside_a_name_are_removed() {
        assert_eq!(names("By Ana Ruiz @anaruiz"), ["Ana Ruiz"]);
        assert_eq!(names("Written by Ana Ruiz Edited by Bo Lind"), ["Ana Ruiz"]);
        assert_eq!(names("Ana Ruiz May 7, 2020 10:30"), ["Ana Ruiz"]);
        assert_eq!(names("Ana May"), ["Ana May"]);
        assert_eq!(names("ANA RUIZ and BO LIND Associated Press"), ["ANA RUIZ", "BO LIND"]);
        assert_eq!(names("Associated Press"), ["Associated Press"]);
    }

    #[test]
    fn words_before_and_after_a_name_are_removed() {
        assert_eq!(names("ByAna Ruiz"), ["Ana Ruiz"]);
        assert_eq!(names("by Ana Ruiz ● 7 May 2020"), ["Ana Ruiz"]);
        assert_eq!(names("by Ana Ruiz on May 7, 2020"), ["Ana Ruiz"]);
        assert_eq!(names("Ana Ruiz (aru)"), ["Ana Ruiz"]);
        assert_eq!(names("Ana Ruiz Senior Weather Reporter"), ["Ana Ruiz"]);
        assert_eq!(names("Senior Weather Reporter"), ["Senior Weather Reporter"]);
        assert_eq!(names("Kommentar von Ana Ruiz"), ["Ana Ruiz"]);
        assert_eq!(names("Written by"), Vec::<String>::new());
        assert_eq!(names("Von: Ana Ruiz, Bo Lind"), ["Ana Ruiz", "Bo Lind"]);
    }

    #[test]
    fn a_job_title_after_a_name_makes_no_second_author() {
        assert_eq!(names("Written by Ana Ruiz, Head of Rivers and Rain Gauges"), ["Ana Ruiz"]);
        assert_eq!(names("By Ana Ruiz, Director of Rivers & Rain"), ["Ana Ruiz"]);
        assert_eq!(names("By Ana Ruiz ⋅ Review Editor ⋅ Updated May 7, 2020"), ["Ana Ruiz"]);
        assert_eq!(names("By RTP, in News, Rain"), ["RTP"]);
        assert_eq!(names("By Ana Ruiz, Bo Lind and Chi Na"), ["Ana Ruiz", "Bo Lind", "Chi Na"]);
    }

    #[test]
    fn names_of_several_authors_are_separated() {
        assert_eq!(names("Kommentar von Ana Ruiz"), ["Ana Ruiz"]);
        assert_eq!(names("Ana Ruiz, Head of Rain and Rivers"), ["Ana Ruiz"]);
        assert_eq!(names("By Ana Ruiz and Bo Lind"), ["Ana Ruiz", "Bo Lind"]);
        assert_eq!(names("Ana Ruiz, Bo Lind and Chi Na"), ["Ana Ruiz", "Bo Lind", "Chi Na"]);
        assert_eq!(names("Von Ana Ruiz"), ["Ana Ruiz"]);
        assert_eq!(names("Byron Ash"), ["Byron Ash"]);
        assert_eq!(names("Ruiz, Ana"), ["Ruiz, Ana"]);
        assert_eq!(names("Ana Ruiz, The Paper Staff Writer"), ["Ana Ruiz"]);
        assert_eq!(names("Ana Ruiz (with Bo Lind and Chi Na)"), ["Ana Ruiz (with Bo Lind and Chi Na)"]);
        assert_eq!(names("https://paper.example/ana"), Vec::<String>::new());
    }
}
