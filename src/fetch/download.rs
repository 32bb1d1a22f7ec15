//! Downloads a file larger than any document: written beside its final path as it arrives, and renamed once
//! complete.
//!
//! The part received before an interruption stays, with the validator (`ETag`, `Last-Modified`) of its file,
//! and the next request asks for the rest (RFC 9110 §14), so that parts of different files are never joined.
//! The reader may be killed at any moment: the part and its validator are written before anything relies on
//! them. A part is locked while it is written, so that two programs never write to one.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;
use ureq::http::{HeaderMap, HeaderValue, Response, header};
use ureq::{Agent, Body};

use super::client::{MOST_REDIRECTS, Network, text};
use super::{FetchError, StopSignal};
use crate::domain::WebUrl;

/// The bytes written at a time.
const PIECE: usize = 64 << 10;

/// The most consecutive requests that bring nothing.
const MOST_TRIES: u32 = 4;

/// The longest time a host may take for the headers of its response.
const HEADERS_TIMEOUT: Duration = Duration::from_secs(30);

/// The longest time of a response before the rest is requested again.
const RESPONSE_TIMEOUT: Duration = Duration::from_mins(10);

/// A file to be downloaded.
#[derive(Clone, Debug)]
pub struct Download<'file> {
    /// The address of the file.
    pub url: &'file WebUrl,
    /// The final path, in an existing folder.
    pub path: &'file Path,
    /// The most bytes of the file.
    pub most_bytes: u64,
}

/// Why a file was not downloaded. The part received stays for the next time, unless it is of no use.
#[derive(Debug, Error)]
pub enum DownloadError {
    /// The file cannot be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The file cannot be written.
    #[error("cannot write the file")]
    Write(#[from] io::Error),
    /// The file is larger than the limit, in bytes.
    #[error("larger than {} MB, the limit set in [downloads]", .0 / 1_000_000)]
    TooLarge(u64),
    /// Another program is downloading the file.
    #[error("it is being downloaded already")]
    Busy,
    /// The response is a web page.
    #[error("the host sent a page ({0}) instead of the file")]
    Page(String),
}

/// The progress of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DownloadProgress {
    /// The bytes received.
    pub done: u64,
    /// The bytes of the whole file, where known.
    pub all: Option<u64>,
}

/// The part of a file received before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ReceivedPart {
    bytes: u64,
    /// The validator by which the host knows whether the file is the same.
    validator: Option<String>,
}

impl Network {
    /// Downloads a file to its path; resumes from a part received before.
    ///
    /// # Errors
    /// Where the file cannot be completed, or a stop was signalled.
    pub fn download(
        &self,
        download: &Download<'_>,
        stop: &StopSignal,
        report: &mut dyn FnMut(DownloadProgress),
    ) -> Result<(), DownloadError> {
        if download.path.exists() {
            return Ok(());
        }
        let mut part = Part::lock(download.path)?;
        // Whoever held the lock before may have completed the file, and renamed this very part.
        if download.path.exists() {
            return Ok(());
        }
        let mut tries = 0;
        let done = loop {
            let before = part.size();
            match self.request_rest(download, &mut part, stop, report) {
                Err(DownloadError::Fetch(
                    FetchError::Incomplete | FetchError::TooSlow | FetchError::Connect(_),
                )) if tries < MOST_TRIES => {
                    tries = if part.size() > before { 0 } else { tries + 1 };
                }
                done => break done,
            }
        };
        if done.is_err() && part.size() == 0 {
            part.remove();
        }
        done
    }

    /// Requests the rest of the file, once.
    fn request_rest(
        &self,
        download: &Download<'_>,
        part: &mut Part<'_>,
        stop: &StopSignal,
        tell: &mut dyn FnMut(DownloadProgress),
    ) -> Result<(), DownloadError> {
        let known = part.known();
        let response = self.response_with_rest(download.url, &known, stop)?;
        let headers = response.headers();
        let from = match response.status().as_u16() {
            206 if begins_at(headers, known.bytes) && is_same(headers, &known) => known.bytes,
            416 if known.bytes > 0 && total(headers) == Some(known.bytes) => return part.finish(known.bytes),
            // The host has another file by now, or does not know the range.
            206 | 416 if known.bytes > 0 => {
                part.forget()?;
                return Err(FetchError::Incomplete.into());
            }
            200 => 0,
            410 => return Err(FetchError::Gone.into()),
            status => return Err(FetchError::Status(status).into()),
        };
        check_kind(headers)?;
        let length = text(headers, header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
        let all = total(headers).or_else(|| length.map(|length| from + length));
        if all.is_some_and(|all| all > download.most_bytes) {
            part.forget()?;
            return Err(DownloadError::TooLarge(download.most_bytes));
        }
        if from == 0 {
            part.begin(validator(headers).as_deref())?;
        }
        let mut body = response.into_body().into_with_config().limit(u64::MAX).reader();
        let written = write_rest(&mut body, &mut part.file, from, download.most_bytes, stop, &mut |done| {
            tell(DownloadProgress { done, all });
        });
        if let Err(DownloadError::TooLarge(_)) = &written {
            part.forget()?;
        }
        let done = written?;
        if all.is_some_and(|all| done < all) {
            return Err(FetchError::Incomplete.into());
        }
        part.finish(done)
    }

    /// The response to a request for the rest, after its redirects.
    fn response_with_rest(
        &self,
        url: &WebUrl,
        known: &ReceivedPart,
        stop: &StopSignal,
    ) -> Result<Response<Body>, DownloadError> {
        let mut url = url.to_request();
        for _ in 0..=MOST_REDIRECTS {
            self.check(&url)?;
            let headers = self.download_headers(&url, known);
            let permit = self.rate_limit().wait_for(url.host(), stop)?;
            let response = match (ask(self.agent(), &url, &headers), self.agent_with_own_roots()) {
                (Err(FetchError::Untrusted(_)), Some(trusting)) => ask(trusting, &url, &headers)?,
                (asked, _) => asked?,
            };
            drop(permit);
            if !response.status().is_redirection() {
                return Ok(response);
            }
            let place =
                text(response.headers(), header::LOCATION).ok_or(FetchError::RedirectWithoutAddress)?;
            url = url.join(place).map_err(|_reason| FetchError::NoWebAddress)?.to_request();
        }
        Err(FetchError::TooManyRedirects(MOST_REDIRECTS).into())
    }

    fn download_headers(&self, url: &WebUrl, known: &ReceivedPart) -> HeaderMap {
        let mut headers = self.own_headers(url);
        headers.insert(header::ACCEPT, HeaderValue::from_static("audio/*, video/*, */*;q=0.5"));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let rest = known.validator.as_deref().and_then(|validator| HeaderValue::from_str(validator).ok());
        if let Some(validator) = rest.filter(|_| known.bytes > 0)
            && let Ok(range) = HeaderValue::from_str(&format!("bytes={}-", known.bytes))
        {
            headers.insert(header::RANGE, range);
            headers.insert(header::IF_RANGE, validator);
        }
        headers
    }
}

fn ask(agent: &Agent, url: &WebUrl, headers: &HeaderMap) -> Result<Response<Body>, FetchError> {
    let mut asking = agent.get(url.as_str());
    asking.headers_mut().into_iter().for_each(|own| own.clone_from(headers));
    let config = asking
        .config()
        .timeout_recv_response(Some(HEADERS_TIMEOUT))
        .timeout_recv_body(Some(RESPONSE_TIMEOUT));
    config.build().call().map_err(|error| FetchError::of_request(error, url.host()))
}

/// Writes the rest; returns the bytes of the file then.
fn write_rest(
    body: &mut dyn Read,
    file: &mut File,
    from: u64,
    largest: u64,
    stop: &StopSignal,
    report: &mut dyn FnMut(u64),
) -> Result<u64, DownloadError> {
    let (mut done, mut piece) = (from, vec![0; PIECE]);
    loop {
        if stop.is_raised() {
            return Err(FetchError::Stopped.into());
        }
        let read = body.read(&mut piece).map_err(|_reason| FetchError::Incomplete)?;
        let Some(came) = piece.get(..read).filter(|came| !came.is_empty()) else { return Ok(done) };
        file.write_all(came)?;
        done += u64::try_from(read).unwrap_or_default();
        if done > largest {
            return Err(DownloadError::TooLarge(largest));
        }
        report(done);
    }
}

/// Refuses a web page, such as a login form or an error, in place of the file.
fn check_kind(headers: &HeaderMap) -> Result<(), DownloadError> {
    let kind = text(headers, header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    let is_page =
        ["text/html", "application/xhtml", "application/json"].iter().any(|page| kind.starts_with(page));
    if is_page { Err(DownloadError::Page(kind)) } else { Ok(()) }
}

/// A strong validator: a weak one does not cover single bytes.
fn validator(headers: &HeaderMap) -> Option<String> {
    let strong = text(headers, header::ETAG).filter(|tag| !tag.starts_with("W/"));
    strong.or_else(|| text(headers, header::LAST_MODIFIED)).map(str::to_owned)
}

/// `Content-Range: bytes 100-199/200`: where the part begins, and the size of the whole.
fn range(headers: &HeaderMap) -> Option<(Option<u64>, Option<u64>)> {
    let (range, all) =
        text(headers, header::CONTENT_RANGE)?.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    Some((range.split_once('-').and_then(|(from, _)| from.trim().parse().ok()), all.trim().parse().ok()))
}

fn begins_at(headers: &HeaderMap, at: u64) -> bool {
    range(headers).is_some_and(|(from, _)| from == Some(at))
}

/// Whether a response names no other file than the one that a part is of.
fn is_same(headers: &HeaderMap, known: &ReceivedPart) -> bool {
    validator(headers).is_none_or(|validator| known.validator.as_ref() == Some(&validator))
}

fn total(headers: &HeaderMap) -> Option<u64> {
    range(headers)?.1
}

/// The path of the part received so far.
fn part_path(path: &Path) -> PathBuf {
    with_suffix(path, ".part")
}

/// The path of the validator of the part.
fn validator_path(path: &Path) -> PathBuf {
    with_suffix(path, ".part-of")
}

fn with_suffix(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// The part of a file, locked.
#[derive(Debug)]
struct Part<'file> {
    path: &'file Path,
    file: File,
}

impl<'file> Part<'file> {
    /// Opens the part of a file, or creates an empty one, and locks it.
    fn lock(path: &'file Path) -> Result<Self, DownloadError> {
        let file = OpenOptions::new().create(true).append(true).open(part_path(path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { path, file }),
            Err(TryLockError::WouldBlock) => Err(DownloadError::Busy),
            // A file system without locks.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(Self { path, file })
            }
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    fn size(&self) -> u64 {
        self.file.metadata().map_or(0, |part| part.len())
    }

    /// What was received before; nothing where it has no validator.
    fn known(&self) -> ReceivedPart {
        let validator = fs::read_to_string(validator_path(self.path)).ok();
        let validator = validator.filter(|validator| !validator.is_empty());
        let bytes = if validator.is_some() { self.size() } else { 0 };
        ReceivedPart { bytes, validator }
    }

    /// Begins anew: the validator is written while the part is empty, so that it never covers bytes of another
    /// file.
    fn begin(&self, validator: Option<&str>) -> io::Result<()> {
        self.forget()?;
        validator.map_or(Ok(()), |validator| fs::write(validator_path(self.path), validator))
    }

    /// Drops what was received, its validator first.
    fn forget(&self) -> io::Result<()> {
        match fs::remove_file(validator_path(self.path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        self.file.set_len(0)
    }

    /// Removes a part that is of no use.
    fn remove(&self) {
        drop(fs::remove_file(validator_path(self.path)));
        drop(fs::remove_file(part_path(self.path)));
    }

    /// Gives the file of so many bytes its name.
    fn finish(&self, bytes: u64) -> Result<(), DownloadError> {
        self.file.sync_all()?;
        // The length is that of the path: the part may have been replaced by hand.
        if fs::metadata(part_path(self.path))?.len() != bytes {
            return Err(FetchError::Incomplete.into());
        }
        fs::rename(part_path(self.path), self.path)?;
        drop(fs::remove_file(validator_path(self.path)));
        Ok(())
    }
}
