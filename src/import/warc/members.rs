//! The records of an archive of any compression: none, or each record in a gzip member or zstd frame of its
//! own.
//!
//! A member that is damaged, or is a decompression bomb, is skipped: the next one is searched for in
//! the compressed bytes.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use flate2::bufread::GzDecoder;
use zstd::dict::DecoderDictionary;
use zstd::stream::read::Decoder;

use super::record::{Record, Records};
use super::rewindable_stream::RewindableStream;
use crate::decompression::Counted;
use crate::import::document::ImportError;
use crate::import::packing::{DICTIONARY, GZIP, WarcCompression, ZSTD};

/// The bytes after the first of a skippable zstd frame, one of which may hold the dictionary of an archive.
const SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];

/// Most bytes of the dictionary of an archive.
const LARGEST_DICTIONARY: u64 = 4 << 20;

/// The largest window of a frame, as the logarithm of its bytes.
const LARGEST_WINDOW: u32 = 25;

/// An unreadable record.
#[derive(Debug)]
pub struct Damage {
    /// The address of the record, where that could be read.
    pub target: String,
    /// The reason.
    pub reason: String,
}

/// The callback for every record.
pub type RecordSink<'take> = dyn FnMut(Result<Record, Damage>) -> ControlFlow<()> + 'take;

/// Reads all records of an archive, until `take` stops.
pub fn each_record(
    packing: WarcCompression,
    input: &mut dyn BufRead,
    take: &mut RecordSink<'_>,
) -> Result<(), ImportError> {
    let flow = match packing {
        WarcCompression::None => {
            let mut records = Records::of(input);
            let mut flow = ControlFlow::Continue(());
            while flow.is_continue()
                && let Some(record) = records.next()?
            {
                flow = take(record.map_err(|reason| damage(records.target(), &reason)));
            }
            flow
        }
        WarcCompression::Gzip | WarcCompression::Zstd => Members::of(packing, input).read(take)?,
    };
    let (ControlFlow::Continue(()) | ControlFlow::Break(())) = flow;
    Ok(())
}

fn damage(target: &str, reason: &dyn std::fmt::Display) -> Damage {
    Damage { target: target.to_owned(), reason: reason.to_string() }
}

/// The compressed members of an archive.
struct Members<'input> {
    packing: WarcCompression,
    stream: RewindableStream<&'input mut dyn BufRead>,
    dictionary: DecoderDictionary<'static>,
    /// Whether a member should begin here, since nothing before was damaged.
    is_expected: bool,
}

impl<'input> Members<'input> {
    fn of(packing: WarcCompression, input: &'input mut dyn BufRead) -> Self {
        Self {
            packing,
            stream: RewindableStream::of(input),
            dictionary: DecoderDictionary::copy(&[]),
            is_expected: true,
        }
    }

    fn read(mut self, take: &mut RecordSink<'_>) -> Result<ControlFlow<()>, ImportError> {
        let beginning = if self.packing == WarcCompression::Zstd { ZSTD } else { GZIP };
        loop {
            if self.packing == WarcCompression::Zstd {
                self.pass_skippable()?;
            }
            let ahead = self.stream.peek(beginning.len())?;
            if ahead.is_empty() {
                return Ok(ControlFlow::Continue(()));
            }
            if self.is_expected && !ahead.starts_with(beginning) {
                self.is_expected = false;
                if take(Err(damage("", &"a record was expected here"))).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            if self.stream.find(beginning, u64::MAX)?.is_none() {
                return Ok(ControlFlow::Continue(()));
            }
            self.stream.mark();
            if self.member(take)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }

    /// Reads the records of the member at this place.
    fn member(&mut self, take: &mut RecordSink<'_>) -> Result<ControlFlow<()>, ImportError> {
        let (packing, dictionary) = (self.packing, &self.dictionary);
        let member = Counted::of(&mut self.stream).bounded(|compressed| -> io::Result<Box<dyn Read>> {
            if packing != WarcCompression::Zstd {
                return Ok(Box::new(GzDecoder::new(compressed)));
            }
            let frame = Decoder::with_prepared_dictionary(compressed, dictionary)?;
            let mut frame = frame.single_frame();
            frame.window_log_max(LARGEST_WINDOW)?;
            Ok(Box::new(frame))
        })?;
        let mut records = Records::of(member);
        let reason = loop {
            if !self.is_expected && !records.is_at_record().unwrap_or(false) {
                break None;
            }
            self.is_expected = true;
            match records.next() {
                Ok(None) => return Ok(ControlFlow::Continue(())),
                Ok(Some(record)) => {
                    if take(record.map_err(|reason| damage(records.target(), &reason))).is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
                Err(reason) => break Some(damage(records.target(), &reason)),
            }
        };
        drop(records);
        self.stream.rewind(1);
        self.is_expected = false;
        Ok(reason.map_or(ControlFlow::Continue(()), |damage| take(Err(damage))))
    }

    /// Skips frames without data, and takes the dictionary from the one that has it.
    fn pass_skippable(&mut self) -> Result<(), ImportError> {
        while let &[kind @ 0x50..=0x5f, a, b, c, l0, l1, l2, l3] = self.stream.peek(8)?
            && [a, b, c] == SKIPPABLE
        {
            self.stream.consume(8);
            let length = u64::from(u32::from_le_bytes([l0, l1, l2, l3]));
            let mut frame = (&mut self.stream).take(length);
            if DICTIONARY.starts_with(&[kind]) && length <= LARGEST_DICTIONARY {
                let mut held = Vec::new();
                frame.read_to_end(&mut held)?;
                self.dictionary = DecoderDictionary::copy(&unpacked_dictionary(held)?);
            } else {
                io::copy(&mut frame, &mut io::sink())?;
            }
        }
        Ok(())
    }
}

/// A dictionary, which may be compressed itself.
fn unpacked_dictionary(held: Vec<u8>) -> Result<Vec<u8>, ImportError> {
    if !held.starts_with(ZSTD) {
        return Ok(held);
    }
    let mut dictionary = Vec::new();
    let odd = |_reason| ImportError::NoArticle("an archive with an unreadable dictionary".to_owned());
    let frame = Decoder::with_buffer(held.as_slice())?;
    frame.take(LARGEST_DICTIONARY).read_to_end(&mut dictionary).map_err(odd)?;
    Ok(dictionary)
}
