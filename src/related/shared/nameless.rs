//! Words that a person would not name, and those that join names.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that stand before names and are no part of them, and words that credit pictures and reports.
const TITLES: &str = "mr mrs ms miss dr prof professor sir dame lord president prime minister premier chancellor senator \
    sen rep congressman gov governor mayor gen lt sgt const cpl det insp supt hon rev lieutenant capt ceo cfo jr sr ex \
    herr frau señor señora monsieur madame pan pani экс г ap afp getty images photo photos video via edt est gmt";

/// Words that say nothing of an event, for languages whose common words are not known before there are many
/// articles.
const GENERAL: &str = "sie ihr ihre ihren er es wir ich uns man jahr jahre jahren uhr prozent tag tage tagen zeit \
    il elle ils elles nous vous ans an année années jour jours años año día días él ella anni anno giorni anos ano \
    dias jaar jaren dagen percent pct perhaps outside inside amid without within across around behind beyond \
    towards meant your yours our ours their theirs hers myself himself herself itself themselves monday tuesday \
    wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lundi \
    mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lat roku rok \
    год года году лет yıl yılı";

/// Offices, which stand between the name of a place or firm and that of a person: "Aldmouth Chief Ana Lowen".
const OFFICES: &str = "chief trooper sheriff captain sergeant officer detective deputy secretary spokesman spokeswoman \
    spokesperson chairman chairwoman director commissioner judge coach editor analyst commander ambassador";

/// Verbs of headlines, which follow a name with a capital where every word has one.
const VERBS: &str = "accuses admits agrees announces arrests asks attacks backs bans beats becomes begins blames blocks \
    breaks brings buys calls cancels claims comes confirms cuts declares defeats defends delays denies detains dies \
    drops ends enters expects faces falls fears fights files finds fires fixes gains gets gives goes heads helps hires \
    hits hopes insists joins keeps kills knows launches leads leaves lifts loses makes meets misses moves names needs \
    offers opens orders passes pays plans pleads pledges posts promises pulls pushes puts quits raises rejects releases \
    removes reports resigns returns reveals rises rules says scraps seeks seizes sells sends sets shows shuts signs \
    slams starts steps stops sues suspends takes talks tells tests threatens tops tries turns unveils upholds urges \
    visits vows wants warns wins withdraws";

/// Endings of adjectives of nationality, and such adjectives with another ending.
const OF_COUNTRIES: [&str; 19] = [
    "ese", "ian", "ish", "ican", "ean", "aeli", "aqi", "istani", "stani", "french", "german", "dutch",
    "greek", "swiss", "czech", "saudi", "thai", "afghan", "turk",
];

static ALL_OFFICES: LazyLock<HashSet<&str>> = LazyLock::new(|| OFFICES.split_whitespace().collect());
static ALL_VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| VERBS.split_whitespace().collect());

/// Whether a word is an office that a person holds.
pub(super) fn is_office(word: &str) -> bool {
    ALL_OFFICES.contains(word.to_lowercase().as_str())
}

/// Whether a word is an English verb as it stands in headlines: "confirms".
pub(super) fn is_verb_of_headlines(word: &str) -> bool {
    word.ends_with(['s', 'S']) && ALL_VERBS.contains(word.to_lowercase().as_str())
}

/// Whether an English word is an adjective of nationality: "Chinese".
pub(super) fn is_of_a_country(word: &str) -> bool {
    let lower = word.to_lowercase();
    OF_COUNTRIES.iter().any(|ending| lower.ends_with(ending))
}

/// The words of both lists.
static NAMELESS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| [TITLES, GENERAL].into_iter().flat_map(str::split_whitespace).collect());

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
    is_contracted || is_bracketed || NAMELESS.contains(lower.as_str())
}
