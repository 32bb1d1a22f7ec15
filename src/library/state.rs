//! The state: everything a person did, apart from the articles, as one file for several machines.
//!
//! A file of JSON Lines, sorted, so that it can be compared and kept in git: first a header, then for each
//! name of each article its statements with their times ([`Marks`]). A merge takes the later of any two
//! statements about one aspect, so it does not matter who merges what, in which order, how often; a file
//! synchroniser that carries the file is enough. Statements about an article that is not here wait for it.
//! That a story is followed is stated of one of its articles: which articles form a story, each machine finds
//! for itself.
//!
//! Servers of accounts give no times; `syncing` merges their marks.

use std::io::{self, BufRead, Write};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::about::ArticleReference;
use super::{Library, LibraryError};
use crate::cache::{Identity, NamedMarks, Subject};
use crate::domain::{Article, Marks};

/// The version of the format that is written; older ones are read. The second holds followed stories.
const FORM: u32 = 2;

/// The longest line that is read, in bytes.
const LONGEST_LINE: u64 = 8 << 20;

/// The counts of a merge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StateMerged {
    /// Names of articles with new statements.
    pub changed: usize,
    /// Names of articles without new statements.
    pub unchanged: usize,
    /// Lines that could not be read.
    pub skipped: usize,
}

/// The first line. A backup holds further contents there.
#[derive(Serialize, Deserialize)]
struct StateHeader<Extra> {
    newsprint_state: u32,
    #[serde(flatten)]
    extra: Option<Extra>,
}

/// A line: an article by a name, and the statements about it.
#[derive(Serialize, Deserialize)]
struct Line {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<ArticleReference>,
    #[serde(flatten)]
    marks: Marks,
}

impl Library {
    /// Writes the whole state.
    pub fn export_state(&self, out: &mut dyn Write) -> Result<(), LibraryError> {
        self.cache.read_snapshot(|_| self.write_state(None::<()>, out))
    }

    /// Writes the whole state with further contents in the first line.
    pub(super) fn write_state(
        &self,
        extra: Option<impl Serialize>,
        out: &mut dyn Write,
    ) -> Result<(), LibraryError> {
        write_line(&StateHeader { newsprint_state: FORM, extra }, out)?;
        self.cache.each_named(&mut |NamedMarks { name, id, marks }| {
            let bookmarked = id.filter(|_| marks.bookmark().is_some());
            let article = bookmarked.map(|id| self.article(id)).transpose()?.flatten();
            Ok(write_line(
                &Line { name: name.to_string(), about: article.map(ArticleReference::from), marks },
                out,
            )?)
        })
    }

    /// Merges a state, all of it or nothing. A bookmarked article that is not here is stored by its link
    /// alone; `skipped` is called with the number of each line that could not be read, and why.
    ///
    /// # Errors
    /// Where the input cannot be read, is no state or of a newer version, or the cache cannot be written.
    pub fn merge_state(
        &mut self,
        input: &mut dyn BufRead,
        now: Timestamp,
        skipped: &mut dyn FnMut(usize, &str),
    ) -> Result<StateMerged, LibraryError> {
        let mut merged = StateMerged::default();
        let mut said = Vec::new();
        for (number, line) in read_lines(input)? {
            match line {
                Ok(line) => said.push(line),
                Err(reason) => {
                    merged.skipped += 1;
                    skipped(number, &reason);
                }
            }
        }
        let missing = self.missing(&said)?;
        self.counted(|cache| {
            for (name, line) in &said {
                let is_news = cache.merge(Subject::Name(*name), &line.marks)?;
                *(if is_news { &mut merged.changed } else { &mut merged.unchanged }) += 1;
            }
            Ok(())
        })?;
        // The waiting statements apply to these articles as soon as they are stored.
        self.add(&missing, now)?;
        Ok(merged)
    }

    /// The bookmarked articles that are not here, by their links.
    fn missing(&self, said: &[(Identity, Line)]) -> Result<Vec<Article>, LibraryError> {
        let bookmarked =
            said.iter().filter(|(_, line)| line.marks.bookmark().is_some() && !line.marks.is_deleted());
        let mut missing = Vec::new();
        for article in bookmarked.filter_map(|(_, line)| line.about.clone()).map(Article::from) {
            if self.cache.identify(&article)?.is_none() && !missing.contains(&article) {
                missing.push(article);
            }
        }
        Ok(missing)
    }
}

type Numbered = (usize, Result<(Identity, Line), String>);

/// The lines after the header.
fn read_lines(input: &mut dyn BufRead) -> Result<Vec<Numbered>, LibraryError> {
    let mut lines = (1..).map_while(|number| next_line(input).transpose().map(|line| (number, line)));
    let head = lines.next().map(|(_, line)| line).transpose()?.unwrap_or_default();
    match serde_json::from_slice::<StateHeader<()>>(&head) {
        Ok(StateHeader { newsprint_state: ..=FORM, .. }) => {}
        Ok(StateHeader { newsprint_state: newer, .. }) => return Err(LibraryError::NewerState(newer)),
        Err(source) => return Err(LibraryError::Malformed { what: "the state".to_owned(), source }),
    }
    lines.map(|(number, line)| Ok((number, read_line(&line?)))).collect()
}

fn read_line(bytes: &[u8]) -> Result<(Identity, Line), String> {
    let line: Line = serde_json::from_slice(bytes).map_err(|reason| reason.to_string())?;
    let name =
        line.name.parse().map_err(|_odd| "the name of the article is not a hexadecimal number".to_owned())?;
    Ok((name, line))
}

/// The next line that is not blank.
fn next_line(input: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    while io::Read::take(&mut *input, LONGEST_LINE).read_until(b'\n', &mut line)? > 0 {
        if !line.trim_ascii().is_empty() {
            return Ok(Some(line));
        }
        line.clear();
    }
    Ok(None)
}

fn write_line(line: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ArticleId, Bookmark, Change, Prose, WebUrl};
    use proptest::prelude::*;

    fn article(number: usize) -> Article {
        let url = WebUrl::parse(&format!("https://paper.example/{number}")).ok();
        Article { headline: Prose::trimmed(&format!("Story {number}")), url, ..Article::default() }
    }

    fn moment(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    fn exported(library: &Library) -> String {
        let mut out = Vec::new();
        library.export_state(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn merge(library: &mut Library, state: &str) -> StateMerged {
        let mut skipped = |number: usize, reason: &str| panic!("{number}: {reason}");
        library.merge_state(&mut state.as_bytes(), moment(0), &mut skipped).unwrap()
    }

    #[derive(Clone, Debug)]
    enum Did {
        Read(bool),
        Bookmark(Option<Vec<&'static str>>),
        /// Follows the story, or ends that where it is followed.
        Follow,
        Delete(bool),
    }

    /// An act on one machine: the article, the act, and its time.
    type Said = (usize, Did, i64);

    fn deeds() -> impl Strategy<Value = Vec<Said>> {
        let tags = prop::sample::subsequence(vec!["city", "river"], 0..=2);
        let did = prop_oneof![
            any::<bool>().prop_map(Did::Read),
            prop::option::of(tags).prop_map(Did::Bookmark),
            Just(Did::Follow),
            any::<bool>().prop_map(Did::Delete),
        ];
        prop::collection::vec((0..3_usize, did, 0..20_i64), 0..6)
    }

    /// A machine that has some of the articles and these acts.
    fn machine(known: &[bool], deeds: &[Said]) -> Library {
        let mut library = Library::in_memory().unwrap();
        let mut ids: Vec<Option<ArticleId>> = Vec::new();
        for (number, known) in known.iter().enumerate() {
            let stored = known.then(|| library.add(&[article(number)], moment(0)).unwrap()[0].id);
            ids.push(stored);
        }
        for (number, did, second) in deeds {
            let Some(id) = ids[*number] else { continue };
            let bookmark = |tags: &Vec<&'static str>| Bookmark {
                added: moment(*second),
                note: None,
                tags: tags.iter().map(|tag| (*tag).into()).collect(),
            };
            let change = match did {
                Did::Read(read) => Change::Read(vec![(id, *read)]),
                Did::Bookmark(tags) => Change::Bookmark(vec![(id, tags.as_ref().map(bookmark))]),
                Did::Follow => match library.follow_change(id, None).unwrap() {
                    Some(change) => change,
                    None => continue, // it is deleted
                },
                Did::Delete(deleted) => Change::Delete(vec![(id, *deleted)]),
            };
            library.apply(&change, moment(*second)).unwrap();
        }
        library
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn machines_agree_whoever_merges_what_in_which_order(
            known in prop::collection::vec(prop::collection::vec(any::<bool>(), 3), 3),
            did in prop::collection::vec(deeds(), 3),
        ) {
            let states: Vec<String> =
                known.iter().zip(&did).map(|(known, did)| exported(&machine(known, did))).collect();
            let mut agreed = None;
            for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]] {
                let mut library = machine(&known[order[0]], &did[order[0]]);
                merge(&mut library, &states[order[1]]);
                merge(&mut library, &states[order[2]]);

                let state = exported(&library);
                prop_assert_eq!(merge(&mut library, &states[order[1]]).changed, 0);
                prop_assert_eq!(agreed.get_or_insert_with(|| state.clone()), &state);
            }
        }
    }

    #[test]
    fn an_unreadable_line_does_not_affect_the_others() {
        let mut library = machine(&[true, true, true], &[(0, Did::Read(true), 1), (1, Did::Read(true), 1)]);
        let mut lines: Vec<String> = exported(&library).lines().map(str::to_owned).collect();
        lines[1].truncate(20);
        let mut skipped = Vec::new();

        let state = lines.join("\n");
        let merged =
            library.merge_state(&mut state.as_bytes(), moment(0), &mut |line, _| skipped.push(line)).unwrap();

        assert_eq!(merged, StateMerged { changed: 0, unchanged: 1, skipped: 1 });
        assert_eq!(skipped, [2]);
    }

    #[test]
    fn an_invalid_state_and_a_newer_one_are_refused() {
        let mut library = Library::in_memory().unwrap();
        let mut refused = |text: &str| {
            library.merge_state(&mut text.as_bytes(), moment(0), &mut |_, _| {}).unwrap_err().to_string()
        };

        assert_eq!(refused("[]"), "cannot read the state");
        assert_eq!(
            refused("{\"newsprint_state\":3}\n"),
            "the state was written by a newer version of newsprint (format 3)"
        );
    }

    #[test]
    fn a_state_of_the_first_form_is_read() {
        let mut library = machine(&[true], &[(0, Did::Read(true), 1)]);
        let state = exported(&library).replace("\"newsprint_state\":2", "\"newsprint_state\":1");

        assert_eq!(merge(&mut library, &state), StateMerged { unchanged: 1, ..StateMerged::default() });
    }

    #[test]
    fn a_followed_story_is_followed_elsewhere_as_soon_as_an_article_of_it_is_there() {
        let names = |library: &Library| -> Vec<(String, bool)> {
            let followed = library.followed().unwrap();
            followed.iter().map(|story| (story.name.to_string(), story.paused)).collect()
        };
        let mut here = machine(&[true], &[(0, Did::Follow, 1)]);
        let mut there = machine(&[false, true], &[]);

        merge(&mut there, &exported(&here));
        assert_eq!(names(&there), []);
        let id = there.add(&[article(0)], moment(2)).unwrap()[0].id;
        assert_eq!(names(&there), [("Story 0".to_owned(), false)]);
        assert_eq!(exported(&there), exported(&here));

        let end = there.follow_change(id, None).unwrap().unwrap();
        let follow_again = there.apply(&end, moment(3)).unwrap();
        merge(&mut here, &exported(&there));
        assert_eq!(names(&here), []);

        there.apply(&follow_again, moment(4)).unwrap();
        let Change::Follow(mut stories) = follow_again else { panic!("it follows") };
        stories[0].1.as_mut().unwrap().paused = true;
        there.apply(&Change::Follow(stories), moment(5)).unwrap();
        merge(&mut here, &exported(&there));
        assert_eq!(names(&here), [("Story 0".to_owned(), true)]);
    }
}
