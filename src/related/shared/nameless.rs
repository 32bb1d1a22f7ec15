//! Words that a person would not name, and those that join names.

/// Words that stand before names and are no part of them, and words that credit pictures and reports.
const NAMELESS: [&str; 60] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "president",
    "prime",
    "minister",
    "premier",
    "chancellor",
    "senator",
    "sen",
    "rep",
    "congressman",
    "gov",
    "governor",
    "mayor",
    "gen",
    "lt",
    "sgt",
    "const",
    "cpl",
    "det",
    "insp",
    "supt",
    "hon",
    "rev",
    "lieutenant",
    "capt",
    "ceo",
    "cfo",
    "jr",
    "sr",
    "ex",
    "herr",
    "frau",
    "señor",
    "señora",
    "monsieur",
    "madame",
    "pan",
    "pani",
    "экс",
    "г",
    "ap",
    "afp",
    "getty",
    "images",
    "photo",
    "photos",
    "video",
    "via",
    "edt",
    "est",
    "gmt",
];

/// Words that say nothing of an event, for languages whose common words are not known before there are many
/// articles.
const GENERAL: &str = "sie ihr ihre ihren er es wir ich uns man jahr jahre jahren uhr prozent tag tage tagen zeit \
    il elle ils elles nous vous ans an année années jour jours años año día días él ella anni anno giorni anos ano \
    dias jaar jaren dagen percent pct perhaps outside inside amid without within across around behind beyond \
    towards meant your yours our ours their theirs hers myself himself herself itself themselves monday tuesday \
    wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lundi \
    mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lat roku rok \
    год года году лет yıl yılı";

/// Small words within names.
const LINKING: [&str; 22] = [
    "of", "the", "and", "for", "de", "del", "della", "di", "da", "do", "dos", "du", "des", "la", "le", "van",
    "von", "der", "bin", "ibn", "al", "el",
];

/// Whether a small word may stand within a name.
pub(super) fn is_linking(word: &str) -> bool {
    word.len() <= "della".len() && LINKING.iter().any(|linking| linking.eq_ignore_ascii_case(word))
}

/// Whether a word is a title or a credit, cut off by an apostrophe ("don’t"), or an abbreviation in brackets
/// after a name.
pub(in crate::related) fn is_nameless(text: &str, start: usize, end: usize) -> bool {
    let word = text.get(start..end).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let mut following = after.chars();
    let is_contracted = following.next().is_some_and(|letter| matches!(letter, '\'' | '’'))
        && following.next().is_some_and(|letter| letter.is_alphabetic() && letter != 's');
    let is_bracketed = text.get(..start).is_some_and(|before| before.ends_with(['<', '(']))
        && (after.starts_with(['>', ')'])
            || after.starts_with('.') && text.get(..start).is_some_and(|before| before.ends_with('<')));
    let is_short = word.len() <= "congressman".len();
    let lower = if is_short { word.to_lowercase() } else { String::new() };
    is_contracted
        || is_bracketed
        || NAMELESS.contains(&lower.as_str())
        || GENERAL.split_whitespace().any(|general| general == lower)
}
