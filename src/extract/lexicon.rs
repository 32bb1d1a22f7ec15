//! Phrases that pages use around an article, in the main languages of news.
//!
//! Vocabulary, not sites: headings of link groups, requests to share or subscribe, words before the name of a
//! photographer. The phrases are in files of their own, one a line, in lower case.

mod phrases;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::domain::GroupScope;

use phrases::Phrases;

macro_rules! phrases {
    ($($(#[$about:meta])* $name:ident $file:literal;)*) => {$(
        $(#[$about])*
        static $name: LazyLock<Phrases> =
            LazyLock::new(|| Phrases::of(include_str!(concat!("lexicon/", $file))));
    )*};
}

phrases! {
    /// Beginnings of the headings of groups of stories. Lower case; whole words.
    GROUPS "groups.txt";
    /// Beginnings of headings of groups about the story they stand beside.
    STORY_GROUPS "story_groups.txt";
    /// Beginnings of headings of groups of one section of a paper.
    SECTION_GROUPS "section_groups.txt";
    /// Words of a link to the whole of a list.
    LINKS_TO_ALL "links_to_all.txt";
    /// Words above the headline of the next or previous article.
    STEPS "steps.txt";
    /// Words of links in the footer of every page.
    FOOTERS "footers.txt";
    /// Beginnings of headings of sponsored groups.
    SPONSORED "sponsored.txt";
    /// Beginnings of lines that are no text: share, subscribe, advertisement.
    ASIDES "asides.txt";
    /// Invitations to subscribe, to follow or to write in, anywhere in a paragraph.
    ASKS "asks.txt";
    /// Beginnings of the line above the comments of readers.
    COMMENTS "comments.txt";
    /// Headings of notes on a text.
    NOTES "notes.txt";
    /// Words before the date of the last change.
    UPDATES "updates.txt";
    /// Words before the day of publication.
    PUBLICATIONS "publications.txt";
    /// Words before the name of who made a picture.
    CREDITS "credits.txt";
    /// Agencies whose name alone is a credit.
    AGENCIES "agencies.txt";
}

/// Finds any of the invitations in one pass over a text.
static ASKS_ANYWHERE: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(ASKS.iter()).expect("so few phrases fit into an automaton"));

/// Whether a line is a usual heading of a group of stories.
pub fn is_group_heading(line: &str) -> bool {
    GROUPS.begin(line) && super::words::count(line) <= 8
}

/// Whether a line is nothing but such a heading.
pub fn is_only_group_heading(line: &str) -> bool {
    GROUPS.are(line)
}

/// The scope of the links under a heading: the story, where the heading says so or shares a word with the
/// article's subject; else a section of the paper, or the site.
pub fn scope(heading: &str, about: &[&str]) -> GroupScope {
    let plain = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let told: Vec<String> = about.iter().flat_map(|line| line.split_whitespace()).map(plain).collect();
    let names_it = |word: String| word.chars().count() >= LEAST_SUBJECT_LETTERS && told.contains(&word);
    let is_story = STORY_GROUPS.begin(heading) || heading.split_whitespace().map(plain).any(names_it);
    match is_story {
        true => GroupScope::Story,
        false if SECTION_GROUPS.begin(heading) => GroupScope::Section,
        false => GroupScope::Site,
    }
}

/// Whether a link leads to the whole of the list beside it: "View all".
pub fn leads_to_all(line: &str) -> bool {
    LINKS_TO_ALL.are(line)
}

/// Whether a line announces the next or previous article: "Next article".
pub fn is_step(line: &str) -> bool {
    STEPS.are(line)
}

/// Whether a link is one of the footer: imprint, privacy, careers.
pub fn is_of_footer(line: &str) -> bool {
    super::words::count(line) <= 5 && FOOTERS.are(line)
}

/// The fewest letters of a word by which a heading and a subject are matched.
const LEAST_SUBJECT_LETTERS: usize = 5;

/// Whether a heading marks its links as sponsored.
pub fn is_sponsored(heading: &str) -> bool {
    SPONSORED.begin(heading)
}

/// Whether a short line is no part of a text: share, subscribe, advertisement, "read more".
pub fn is_aside(line: &str) -> bool {
    ASIDES.begin(line)
}

/// Whether a paragraph invites to subscribe, to follow or to write in.
pub fn invites_to_subscribe(line: &str) -> bool {
    ASKS_ANYWHERE.is_match(&line.to_lowercase())
}

/// Whether a paragraph begins with an invitation to subscribe, to follow or to write in.
pub fn begins_with_invitation(line: &str) -> bool {
    ASKS.begin(line)
}

/// Whether a line is the heading of comments: "12 Comments".
pub fn opens_comments(line: &str) -> bool {
    let plain = line.trim_start_matches(|letter: char| !letter.is_alphabetic());
    super::words::count(line) <= 6 && !super::words::ends_sentence(line) && COMMENTS.begin(plain)
}

/// Whether a line is a heading of notes on a text.
pub fn is_notes_heading(line: &str) -> bool {
    NOTES.are(line)
}

/// Whether a line begins like one with the date of publication: "Posted on".
pub fn announces_publication_date(line: &str) -> bool {
    PUBLICATIONS.begin(line)
}

/// The start of a line before its date of the last change: "7 May 2020" of "7 May 2020 - Updated 9 May 2020".
pub fn before_update(line: &str) -> &str {
    let starts = line.char_indices().map(|(at, _)| at).filter(|at| {
        let before = line.get(..*at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_alphanumeric())
    });
    let mut updates = starts.filter(|at| UPDATES.begin(line.get(*at..).unwrap_or_default()));
    updates.next().and_then(|at| line.get(..at)).unwrap_or(line)
}

/// Whether a line is a caption, recognised by the credit at its end or by its first word.
pub fn is_caption(line: &str) -> bool {
    captioned(line).is_some()
}

/// A caption and the credit at its end; the credit is empty where only the first word marks the caption.
pub fn captioned(line: &str) -> Option<(&str, &str)> {
    if line.ends_with([')', ']'])
        && super::words::count(line) <= 2 * CAPTION_WORDS
        && let Some((caption, credit)) = credit_at_end(line)
        && !is_abbreviation(line.get(caption.len()..).unwrap_or_default())
    {
        return Some((caption, credit));
    }
    let lower = line.get(..line.floor_char_boundary(12)).unwrap_or_default().to_lowercase();
    let is_file =
        ["file photo", "file - ", "file – ", "file — "].iter().any(|start| lower.starts_with(start));
    (is_file && super::words::count(line) <= CAPTION_WORDS).then_some((line, ""))
}

/// Whether a parenthesis holds an abbreviation rather than an agency, by its small first letter: "(ePA)".
fn is_abbreviation(parenthesis: &str) -> bool {
    let inner = parenthesis.trim_start().trim_start_matches(['(', '[']);
    inner.starts_with(char::is_lowercase) && credit_name(inner.trim_end_matches([')', ']'])).is_none()
}

/// Most words of a caption.
const CAPTION_WORDS: usize = 60;

/// Whether a line is a credit.
pub fn is_credit(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['(', '[']);
    let count = super::words::count(line);
    count > 0 && count <= 14 && (credit_name(line).is_some() || count <= 8 && names_agency(line))
}

/// The name in a credit line: after "Image credit:" or "Photo by".
pub fn credit_name(line: &str) -> Option<&str> {
    let line = line.trim().trim_matches(['(', ')', '[', ']']).trim();
    let lower = line.to_lowercase();
    let word = CREDITS.iter().filter(|word| lower.starts_with(word)).max_by_key(|word| word.len())?;
    let rest = line.get(word.len()..)?.trim_start();
    let names = rest
        .strip_prefix([':', '/', '|', '：', '/'])
        .or_else(|| rest.strip_prefix("..."))
        .or_else(|| (word.ends_with("by") || word.ends_with("of") || word == "©").then_some(rest))?;
    Some(names.trim()).filter(|name| !name.is_empty())
}

/// A credit line without the words before the name; a name of one word would not be known for one without them.
pub fn without_credit_word(line: &str) -> &str {
    let is_clear =
        |name: &&str| name.contains(' ') || names_agency(name) || line.trim_start().starts_with('©');
    credit_name(line).filter(is_clear).unwrap_or_else(|| line.trim().trim_matches(['(', ')', '[', ']']))
}

/// A caption and the credit at its end: "(Photo: A. Lens)", "Credit: A. Lens".
pub fn credit_at_end(caption: &str) -> Option<(&str, &str)> {
    let caption = caption.trim();
    if let Some(inner) = caption.strip_suffix([')', ']']) {
        let at = inner.rfind(['(', '['])?;
        let (rest, credit) = caption.split_at(at);
        return is_credit(credit).then(|| (rest.trim_end(), without_credit_word(credit)));
    }
    if let Some(name) = credit_name(caption).filter(|_| super::words::count(caption) <= 10) {
        return Some(("", name));
    }
    let marks = [
        "Credit:",
        "Photo:",
        "Image:",
        "Picture:",
        "Source:",
        "Photograph:",
        "Foto:",
        "Bild:",
        "Photo by",
        "Image credit:",
        "Photo credit:",
        "©",
    ];
    let at = marks.iter().filter_map(|mark| caption.rfind(mark)).min()?;
    let (rest, credit) = caption.split_at(at);
    is_credit(credit).then(|| (rest.trim_end_matches([' ', '|', '/', '-']), without_credit_word(credit)))
}

/// A line and the name of an agency at its end.
pub fn agency_at_end(line: &str) -> Option<(&str, &str)> {
    let lower = line.to_ascii_lowercase();
    let agency = AGENCIES.iter().find(|agency| lower.ends_with(agency))?;
    let (rest, name) = line.split_at_checked(line.len().checked_sub(agency.len())?)?;
    let parted = rest.trim_end_matches([' ', ',', '.', '/', '-', '–', '|']);
    (parted.len() < rest.len() && !parted.is_empty()).then_some((parted, name))
}

/// Words in the address of a frame without content: advertisements, forms, buttons, trackers.
const CONTENTLESS_FRAME_WORDS: &[&str] = &[
    "ads",
    "ad",
    "adserver",
    "doubleclick",
    "googlesyndication",
    "adsystem",
    "adservice",
    "banner",
    "banners",
    "gtm",
    "googletagmanager",
    "recaptcha",
    "captcha",
    "turnstile",
    "newsletter",
    "newsletters",
    "subscribe",
    "signup",
    "login",
    "sso",
    "oauth",
    "consent",
    "cmp",
    "privacy",
    "cookie",
    "cookies",
    "like",
    "share",
    "comments",
    "disqus",
    "outbrain",
    "taboola",
    "analytics",
    "pixel",
    "tracking",
    "sync",
    "usersync",
    "pubads",
    "sponsor",
    "widget",
    "weather",
    "donate",
    "checkout",
    "paypal",
    "survey",
];

/// Whether an address is that of a frame without content.
pub fn is_contentless_frame(address: &str) -> bool {
    let address = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    address
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| CONTENTLESS_FRAME_WORDS.contains(&word))
}

/// Whether a title is the one that a player gives to all its frames.
pub fn is_player_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    super::words::count(title) <= 4
        && ["player", "iframe", "embed", "youtube video", "vimeo", "frame", "widget", "untitled"]
            .iter()
            .any(|word| lower.contains(word))
}

fn names_agency(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_whole = |at: usize, agency: &str| {
        let before = lower.get(..at).and_then(|before| before.chars().next_back());
        let after = lower.get(at + agency.len()..).and_then(|after| after.chars().next());
        [before, after].iter().all(|next| next.is_none_or(|next| !next.is_alphanumeric()))
    };
    let named = |agency: &str| lower.match_indices(agency).any(|(at, _)| is_whole(at, agency));
    AGENCIES.iter().any(named) && !super::words::ends_sentence(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_groups_are_known_in_many_languages() {
        for heading in [
            "Latest in Weather",
            "More on this story",
            "Mehr zum Thema",
            "Les plus lus",
            "Lo más leído",
            "相关新闻",
        ] {
            assert!(is_group_heading(heading), "{heading}");
        }
        assert!(!is_group_heading("Stuck in the middle"));
        assert!(!is_group_heading("Latest rain figures show that the river may rise again tonight"));
    }

    #[test]
    fn the_scope_of_links_follows_from_their_heading() {
        let scope = |heading| scope(heading, &["Plague in the old town", "Rivers"]);

        for heading in ["More on this story", "Mehr zum Thema", "More on: plague", "All about rivers"] {
            assert_eq!(scope(heading), GroupScope::Story, "{heading}");
        }
        for heading in ["Latest in Security", "Neues aus Kultur"] {
            assert_eq!(scope(heading), GroupScope::Section, "{heading}");
        }
        for heading in ["Most read", "Trending now", "More from World"] {
            assert_eq!(scope(heading), GroupScope::Site, "{heading}");
        }
    }

    #[test]
    fn the_date_of_the_last_change_is_split_off() {
        assert_eq!(before_update("7 May 2020 - Updated 9 May 2020"), "7 May 2020 ");
        assert_eq!(before_update("Zuletzt aktualisiert: 7. Mai 2020"), "");
        assert_eq!(before_update("Published on 7 May 2020"), "Published on 7 May 2020");
        assert_eq!(before_update("Outdated maps"), "Outdated maps");
    }

    #[test]
    fn a_credit_is_parted_from_its_words() {
        assert_eq!(credit_name("(Image credit: n/a)"), Some("n/a"));
        assert_eq!(credit_name("Photo by A. Lens"), Some("A. Lens"));
        assert_eq!(credit_name("Photographers met in town"), None);
        assert_eq!(credit_at_end("The river. (Photo: A. Lens)"), Some(("The river.", "A. Lens")));
        assert_eq!(credit_at_end("The river. (Photo: Jo)"), Some(("The river.", "Photo: Jo")));
        assert_eq!(credit_at_end("The river. (Photo: AFP)"), Some(("The river.", "AFP")));
        assert_eq!(credit_at_end("The river."), None);
        assert_eq!(captioned("The river. (EPA)"), Some(("The river.", "EPA")));
        assert_eq!(captioned("The river. (photo: A. Lens)"), Some(("The river.", "A. Lens")));
        assert_eq!(captioned("Everybody has a record of patients (ePA)"), None);
        assert!(is_credit("Image by Ana Ruiz from Pixabay"));
    }
}
