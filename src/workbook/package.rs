//! The zip file that an .xlsx, .xlsb or .ods is: its parts by name, each unpacked as a bounded stream.

use std::collections::HashMap;
use std::io::{self, BufRead, Cursor, Read};

use flate2::{Decompress, FlushDecompress, Status};
use zip::{CompressionMethod, ZipArchive};

use super::meter::megabytes;
use super::xml::Xml;
use super::{Limits, ReadError};

/// Entries of one archive. A workbook of 1,000 sheets with comments and drawings has some 5,000.
const MAX_ENTRIES: usize = 50_000;
/// Bytes unpacked at a time.
const CHUNK: usize = 16 << 10;

/// An opened archive.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Index of each entry by its name, in lower case and with `/`.
    names: HashMap<String, usize>,
    /// Bytes that may still be unpacked, over all parts.
    left: u64,
    limit: u64,
    /// Tags and texts that a part of XML may have.
    elements: usize,
    bytes: &'b [u8],
    /// The last small part, unpacked; kept for its memory.
    small: Vec<u8>,
    /// What small parts are unpacked with, one after the other.
    inflater: Decompress,
}

/// Parts up to this size are unpacked before they are read, larger ones while they are read.
const SMALL: u64 = 1 << 20;

/// A small part as it lies in the file, and what the directory says of it.
struct SmallPart<'b> {
    packed: &'b [u8],
    /// Bytes when it is unpacked.
    size: u64,
    /// Of what is unpacked.
    crc32: u32,
    /// Whether it is not packed at all.
    is_stored: bool,
}

impl<'b> Package<'b> {
    /// Opens the archive and reads its directory, whose size is checked first.
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, ReadError> {
        // The directory's own count may lie, and every entry takes memory: the signatures are counted instead.
        let entries = memchr::memmem::find_iter(bytes, b"PK\x01\x02").count();
        if entries > MAX_ENTRIES {
            return Err(ReadError::Excessive(format!("压缩包内文件超过 {MAX_ENTRIES} 个")));
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| ReadError::Damaged("压缩结构不完整，可能没有传完".into()))?;
        let mut names = HashMap::with_capacity(archive.len());
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                names.insert(normal_name(&name), index);
            }
        }
        Ok(Self {
            archive,
            names,
            left: limits.unpacked_bytes,
            limit: limits.unpacked_bytes,
            elements: limits.elements,
            bytes,
            small: Vec::new(),
            inflater: Decompress::new(false),
        })
    }

    /// Whether there is a part of that name, without regard to case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&normal_name(name))
    }

    /// All names, in lower case, in no order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Opens a part; `None` if there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, ReadError> {
        let Some(&index) = self.names.get(&normal_name(name)) else { return Ok(None) };
        let file = self.archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
                ReadError::Encrypted
            }
            _ => ReadError::Damaged(format!("内部文件 {name} 无法打开")),
        })?;
        // An honest header is enough to refuse a bomb before it is unpacked; a lying one is met by `Part`.
        if file.size() > self.left {
            return Err(too_large(self.limit));
        }
        Ok(Some(Part {
            file: Box::new(file),
            left: &mut self.left,
            limit: self.limit,
            chunk: Vec::new(),
            at: 0,
            filled: 0,
        }))
    }

    /// Opens a part of XML; `None` if there is none of that name.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Xml<'_>>, ReadError> {
        let elements = self.elements;
        let Some(&index) = self.names.get(&normal_name(name)) else { return Ok(None) };
        if self.unpack_small(index)? {
            return Ok(Some(Xml::whole(&self.small, elements)));
        }
        Ok(self.part(name)?.map(|part| Xml::streamed(part, elements)))
    }

    /// Bytes that may still be unpacked.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    /// Counts so many bytes as unpacked.
    pub(super) fn take(&mut self, bytes: u64) -> Result<(), ReadError> {
        self.left = self.left.checked_sub(bytes).ok_or_else(|| too_large(self.limit))?;
        Ok(())
    }

    /// All that what is read of the parts of these names depends on, and that it has in common with no other parts: as they
    /// lie in the file, with how they are to be unpacked. `None` where one of them is not small or cannot be unpacked, and
    /// where together they take more than `most` bytes.
    pub(super) fn packed(&mut self, names: &[&str], most: usize) -> Option<Vec<u8>> {
        let mut all = self.elements.to_le_bytes().to_vec();
        for name in names {
            all.extend_from_slice(&name.len().to_le_bytes());
            all.extend_from_slice(name.as_bytes());
            let Some(&index) = self.names.get(&normal_name(name)) else {
                all.push(u8::from(false));
                continue;
            };
            let part = self.small_part(index).ok().flatten()?;
            if part.packed.len().saturating_add(all.len()) > most {
                return None;
            }
            all.extend_from_slice(&[u8::from(true), u8::from(part.is_stored)]);
            all.extend_from_slice(&part.size.to_le_bytes());
            all.extend_from_slice(&part.crc32.to_le_bytes());
            all.extend_from_slice(&part.packed.len().to_le_bytes());
            all.extend_from_slice(part.packed);
        }
        Some(all)
    }

    /// Unpacks a small part at once, into `small`: a stream over each of a workbook's dozen parts has a window and
    /// buffers of its own to make. Whether it is small, and packed as nearly all are.
    fn unpack_small(&mut self, index: usize) -> Result<bool, ReadError> {
        let Some(part) = self.small_part(index)? else { return Ok(false) };
        self.take(part.size)?;
        self.small.clear();
        if part.is_stored {
            if part.packed.len() as u64 != part.size {
                return Err(lying());
            }
            self.small.extend_from_slice(part.packed);
        } else {
            // One byte more than stated, so that a part that goes on is told from one that ends.
            self.small.reserve(usize::try_from(part.size).unwrap_or_default() + 1);
            self.inflater.reset(false);
            let ended = self.inflater.decompress_vec(part.packed, &mut self.small, FlushDecompress::Finish);
            if self.small.len() as u64 > part.size {
                return Err(lying());
            }
            if !matches!(ended, Ok(Status::StreamEnd)) {
                return Err(incomplete());
            }
        }
        if crc32fast::hash(&self.small) == part.crc32 { Ok(true) } else { Err(incomplete()) }
    }

    /// A small part as it lies in the file; `None` if it is not small, or not packed as nearly all are.
    fn small_part(&mut self, index: usize) -> Result<Option<SmallPart<'b>>, ReadError> {
        let Ok(entry) = self.archive.by_index_raw(index) else { return Ok(None) };
        let size = entry.size();
        let is_usual = matches!(entry.compression(), CompressionMethod::Deflated | CompressionMethod::Stored);
        let (Some(start), true) = (entry.data_start(), is_usual && !entry.encrypted() && size <= SMALL)
        else {
            return Ok(None);
        };
        let packed = usize::try_from(start).ok().and_then(|start| {
            let length = usize::try_from(entry.compressed_size()).ok()?;
            self.bytes.get(start..start.checked_add(length)?)
        });
        let is_stored = entry.compression() == CompressionMethod::Stored;
        let packed = packed.ok_or_else(incomplete)?;
        Ok(Some(SmallPart { packed, size, crc32: entry.crc32(), is_stored }))
    }

    /// A whole part in memory, of at most `most` bytes.
    pub(super) fn bytes(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(part) = self.part(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        let mut part = part.take(most.saturating_add(1));
        part.read_to_end(&mut bytes).map_err(|e| from_io(&e))?;
        if bytes.len() as u64 > most { Err(too_large(most)) } else { Ok(Some(bytes)) }
    }
}

fn normal_name(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

fn too_large(limit: u64) -> ReadError {
    ReadError::TooLarge(format!("解压后超过 {}", megabytes(limit)))
}

/// The reason that a bounded stream stopped, out of the I/O error that carried it through a library.
pub(super) fn from_io(error: &io::Error) -> ReadError {
    error.get_ref().and_then(|inner| inner.downcast_ref::<ReadError>()).cloned().unwrap_or_else(incomplete)
}

/// A part is not as large as the directory states.
fn lying() -> ReadError {
    ReadError::Damaged("内部文件的大小与目录不符".into())
}

fn incomplete() -> ReadError {
    ReadError::Damaged("压缩数据不完整".into())
}

/// A part while it is unpacked.
pub(super) struct Part<'p> {
    file: Box<dyn Read + 'p>,
    left: &'p mut u64,
    limit: u64,
    chunk: Vec<u8>,
    at: usize,
    filled: usize,
}

impl BufRead for Part<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.chunk.is_empty() {
            self.chunk = vec![0; CHUNK];
        }
        if self.at == self.filled {
            self.at = 0;
            self.filled = 0;
            let read = self.file.read(&mut self.chunk)?;
            *self.left =
                self.left.checked_sub(read as u64).ok_or_else(|| io::Error::other(too_large(self.limit)))?;
            self.filled = read;
        }
        Ok(&self.chunk[self.at..self.filled])
    }

    fn consume(&mut self, amount: usize) {
        self.at = self.at.saturating_add(amount).min(self.filled);
    }
}

impl Read for Part<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}
