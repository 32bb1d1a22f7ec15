//! Import: one thread reads and parses, this thread stores in groups; every article is reported after the
//! commit that holds it.

mod interrupted;

use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use self::interrupted::InterruptedImports;
use super::backlog::{MemoryBudget, MemoryShare};
use super::{Library, LibraryError, StoreOutcome, StoreResult};
use crate::cache::{Packer, Prepared, SharedDictionary, Subject};
use crate::domain::{Article, ArticleId, FeedId, Marks, Prose, Subscription};
use crate::import::{self, ImportItem, ImportedArticle, Skipped};
use crate::related::TermReader;

/// The articles of one commit.
const GROUP: usize = 1_024;

/// The time for which a group of piped articles waits to be full: reading takes as long as storing, and small
/// groups cost more.
const PIPED_GROUP_DELAY: Duration = Duration::from_millis(200);

/// The time for which a group waits for a further item of a file. Files are read faster, so that their groups
/// are always the same, and with them the stories of their articles.
const FILE_GROUP_DELAY: Duration = Duration::from_secs(2);

/// Bytes of pictures that fill a group.
const MOST_PICTURE_BYTES_OF_GROUP: usize = 16 << 20;

/// The path that stands for standard input.
const STDIN: &str = "-";

/// An event of an import.
#[derive(Debug)]
pub enum ImportEvent<'event> {
    /// An article is in the cache, durably.
    Stored {
        /// The number of the article.
        id: ArticleId,
        /// Whether the article is new, updated or unchanged.
        outcome: StoreOutcome,
        /// The headline of the article.
        headline: &'event Prose,
    },
    /// The articles reported so far are all in the cache.
    Committed,
    /// A feed is subscribed to, durably.
    Subscribed {
        /// The number of the feed.
        id: FeedId,
        /// Whether the subscription is new.
        is_new: bool,
        /// The subscription as imported.
        feed: &'event Subscription,
    },
    /// An item could not be read.
    Skipped {
        /// The file.
        path: &'event Path,
        /// The line, where the file has lines.
        line: Option<usize>,
        /// Why.
        reason: &'event str,
    },
    /// An item was cut to keep within the limits, or left out because it is no article.
    Cut {
        /// The file.
        path: &'event Path,
        /// The description of the cut.
        note: &'event str,
    },
}

/// The counts of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// New articles.
    pub stored: usize,
    /// Articles whose text changed.
    pub updated: usize,
    /// Articles that were there already.
    pub unchanged: usize,
    /// New subscriptions.
    pub subscribed: usize,
    /// Items that could not be read.
    pub skipped: usize,
}

/// An article ready to be stored.
struct ReadyArticle {
    article: Article,
    marks: Marks,
    prepared: Prepared,
    _weight: MemoryShare,
}

/// The state of the reading thread: the terms of articles, their packing, and the backlog.
struct ArticlePreparer {
    term_reader: TermReader,
    /// Packs documents; `None` where nothing is stored.
    packer: Option<Packer>,
    backlog: MemoryBudget,
}

impl ArticlePreparer {
    fn prepare(&mut self, found: &ImportedArticle) -> Option<Prepared> {
        let packer = self.packer.as_mut()?;
        let prepared = Prepared::of(&found.article, &mut self.term_reader).packed_by(packer);
        Some(prepared.with_identity_hints(found.identity_hints))
    }
}

/// A parsed item on its way to be stored.
struct ReadItem {
    path: PathBuf,
    result: Result<ImportItem, Skipped>,
    /// The article prepared for storing, where there is one: the reading thread has time for it.
    prepared: Option<Prepared>,
    weight: MemoryShare,
}

impl Library {
    /// Imports files, folders and standard input (`-`). Counts the bytes read in `progress`.
    ///
    /// # Errors
    /// Where the cache cannot be written; articles reported as stored stay.
    pub fn import(
        &mut self,
        paths: &[PathBuf],
        now: Timestamp,
        progress: &AtomicU64,
        each: &mut dyn FnMut(ImportEvent<'_>),
    ) -> Result<ImportSummary, LibraryError> {
        let (sender, receiver) = sync_channel(GROUP);
        let learnt = self.cache.dictionary()?;
        let interrupted = InterruptedImports::of(&self.cache)?;
        thread::scope(|scope| {
            let before = interrupted.clone();
            scope.spawn(move || read_all(paths, progress, Some(&learnt), &before, &sender));
            let is_piped = paths.iter().any(|path| path.as_os_str() == STDIN);
            let summary = self.store_all(&receiver, is_piped, interrupted, now, each);
            // Where storing failed, the reading thread must not wait for the receiver.
            drop(receiver);
            summary
        })
    }

    fn store_all(
        &mut self,
        receiver: &Receiver<ReadItem>,
        is_piped: bool,
        mut interrupted: InterruptedImports,
        now: Timestamp,
        each: &mut dyn FnMut(ImportEvent<'_>),
    ) -> Result<ImportSummary, LibraryError> {
        let mut summary = ImportSummary::default();
        while let Ok(first) = receiver.recv() {
            let mut group = Vec::new();
            for ReadItem { path, result, prepared, weight } in gathered(first, receiver, is_piped) {
                match result {
                    Ok(ImportItem::Subscription(subscription)) => {
                        let (id, is_new) = self.subscribe(&subscription, self.full_text)?;
                        summary.subscribed += usize::from(is_new);
                        summary.unchanged += usize::from(!is_new);
                        each(ImportEvent::Subscribed { id, is_new, feed: &subscription });
                    }
                    Ok(ImportItem::Article(found)) => {
                        found.notes.iter().for_each(|note| each(ImportEvent::Cut { path: &path, note }));
                        let ImportedArticle { article, marks, record, .. } = found;
                        interrupted.note(&path, record);
                        group.extend(prepared.map(|prepared| ReadyArticle {
                            article,
                            marks,
                            prepared,
                            _weight: weight,
                        }));
                    }
                    Ok(ImportItem::Note(note)) => each(ImportEvent::Cut { path: &path, note: &note }),
                    Err(Skipped { line, reason }) => {
                        summary.skipped += 1;
                        each(ImportEvent::Skipped { path: &path, line, reason: &reason });
                    }
                }
            }
            self.store_group(&group, &mut interrupted, now, &mut summary, each)?;
        }
        interrupted.end(&mut self.cache)?;
        self.cache.place_waiting()?;
        Ok(summary)
    }

    fn store_group(
        &mut self,
        group: &[ReadyArticle],
        interrupted: &mut InterruptedImports,
        now: Timestamp,
        summary: &mut ImportSummary,
        each: &mut dyn FnMut(ImportEvent<'_>),
    ) -> Result<(), LibraryError> {
        let pairs = group.iter().map(|one| (&one.article, &one.prepared));
        let stored = self.cache.store_prepared(pairs, now)?;
        let stored = self.merge_imported_marks(group, stored)?;
        interrupted.save(&mut self.cache)?;
        for (one, stored) in group.iter().zip(stored) {
            match stored.outcome {
                StoreOutcome::Stored => summary.stored += 1,
                StoreOutcome::Updated => summary.updated += 1,
                StoreOutcome::Unchanged => summary.unchanged += 1,
            }
            each(ImportEvent::Stored {
                id: stored.id,
                outcome: stored.outcome,
                headline: &one.article.headline,
            });
        }
        each(ImportEvent::Committed);
        Ok(())
    }

    /// Merges the marks that the articles carry; an article whose marks are news counts as updated.
    fn merge_imported_marks(
        &mut self,
        group: &[ReadyArticle],
        mut stored: Vec<StoreResult>,
    ) -> Result<Vec<StoreResult>, LibraryError> {
        if group.iter().all(|one| one.marks.is_empty()) {
            return Ok(stored);
        }
        self.cache.transaction(|cache| {
            for (one, stored) in group.iter().zip(&mut stored).filter(|(one, _)| !one.marks.is_empty()) {
                let is_news = cache.merge(Subject::Article(stored.id), &one.marks)?;
                if is_news && stored.outcome == StoreOutcome::Unchanged {
                    stored.outcome = StoreOutcome::Updated;
                }
            }
            Ok::<_, LibraryError>(())
        })?;
        Ok(stored)
    }
}

/// The items received from a first one on, until they fill a group or the time is up.
fn gathered(first: ReadItem, receiver: &Receiver<ReadItem>, is_piped: bool) -> Vec<ReadItem> {
    let end = Instant::now() + PIPED_GROUP_DELAY;
    let mut bytes = first.weight.bytes();
    let mut group = vec![first];
    while group.len() < GROUP && bytes < MOST_PICTURE_BYTES_OF_GROUP {
        let left = if is_piped { end.saturating_duration_since(Instant::now()) } else { FILE_GROUP_DELAY };
        let Ok(next) = receiver.recv_timeout(left) else { break };
        bytes += next.weight.bytes();
        group.push(next);
    }
    group
}

/// Reads without storing: calls `each` with every article and its file, or with the reason why there is none.
pub fn dry_run(paths: &[PathBuf], each: &mut dyn FnMut(&Path, Result<ImportItem, Skipped>)) {
    let (sender, receiver) = sync_channel(GROUP);
    let progress = AtomicU64::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            let sender = sender;
            read_all(paths, &progress, None, &InterruptedImports::default(), &sender);
        });
        for ReadItem { path, result, .. } in &receiver {
            each(&path, result);
        }
    });
}

/// Reads every file below the paths, until the receiver is gone. Articles are prepared for the cache only
/// where its dictionary is given.
fn read_all(
    paths: &[PathBuf],
    progress: &AtomicU64,
    learnt: Option<&SharedDictionary>,
    before: &InterruptedImports,
    sender: &SyncSender<ReadItem>,
) {
    let packer = learnt.cloned().map(Packer::of);
    let mut preparing =
        ArticlePreparer { term_reader: TermReader::default(), packer, backlog: MemoryBudget::default() };
    for path in paths {
        let sent = if path.as_os_str() == STDIN {
            send_document(Path::new(STDIN), io::stdin(), 0, progress, &mut preparing, sender)
        } else {
            send_files(path, before, progress, &mut preparing, sender)
        };
        if sent.is_break() {
            return;
        }
    }
}

fn send_files(
    path: &Path,
    before: &InterruptedImports,
    progress: &AtomicU64,
    preparing: &mut ArticlePreparer,
    sender: &SyncSender<ReadItem>,
) -> ControlFlow<()> {
    for file in import::files(&[path.to_owned()]) {
        match file.map(|path| (import::open(&path), path)) {
            Ok((Ok(file), path)) => {
                send_document(&path, file, before.records(&path), progress, preparing, sender)?;
            }
            Ok((Err(reason), path)) => send_skipped(&path, &reason.to_string(), sender)?,
            Err((path, reason)) => send_skipped(&path, &reason, sender)?,
        }
    }
    ControlFlow::Continue(())
}

fn send_document(
    path: &Path,
    input: impl Read,
    records: usize,
    progress: &AtomicU64,
    preparing: &mut ArticlePreparer,
    sender: &SyncSender<ReadItem>,
) -> ControlFlow<()> {
    let mut input = BufReader::with_capacity(1 << 18, Counted { input, progress });
    let mut flow = ControlFlow::Continue(());
    let read = import::read_after(records, &mut input, path, &mut |result| {
        let prepared = match &result {
            Ok(ImportItem::Article(found)) => preparing.prepare(found),
            Ok(ImportItem::Subscription(_) | ImportItem::Note(_)) | Err(_) => None,
        };
        let weight = prepared.as_ref().map_or(0, Prepared::weight);
        let weight = preparing.backlog.add(weight);
        flow = send(ReadItem { path: path.to_owned(), result, prepared, weight }, sender);
        flow
    });
    match read {
        Err(reason) if flow.is_continue() => send_skipped(path, &reason.to_string(), sender),
        _ => flow,
    }
}

fn send_skipped(path: &Path, reason: &str, sender: &SyncSender<ReadItem>) -> ControlFlow<()> {
    let skipped = Skipped { line: None, reason: reason.to_owned() };
    let weight = MemoryShare::default();
    send(ReadItem { path: path.to_owned(), result: Err(skipped), prepared: None, weight }, sender)
}

fn send(delivery: ReadItem, sender: &SyncSender<ReadItem>) -> ControlFlow<()> {
    if sender.send(delivery).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

/// A reader that counts the bytes read.
struct Counted<'count, R> {
    input: R,
    progress: &'count AtomicU64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.progress.fetch_add(u64::try_from(count).unwrap_or(u64::MAX), Ordering::Relaxed);
        Ok(count)
    }
}
