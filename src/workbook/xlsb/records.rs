//! The records of a part of .xlsb: type and length in one to four bytes each, then the data.

use std::io::Read;

use super::super::ReadError;
use super::super::package::from_io;
use super::super::xls::records::{characters, u32_at};

/// No record that is read here is longer; texts of cells have 32,767 characters at most.
const MAX_RECORD: usize = 4 << 20;

/// Goes through the records of a part.
pub(super) struct Records<R> {
    source: R,
    data: Vec<u8>,
}

impl<R: Read> Records<R> {
    /// Begins to read.
    pub(super) fn new(source: R) -> Self {
        Self { source, data: Vec::new() }
    }

    /// The next record; `None` at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<(u16, &[u8])>, ReadError> {
        let Some(low) = self.byte()? else { return Ok(None) };
        let mut kind = u16::from(low);
        if low & 0x80 != 0 {
            let high = self.byte()?.ok_or_else(cut)?;
            kind = u16::from(low & 0x7F) | u16::from(high) << 7;
        }
        let mut length = 0_usize;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?.ok_or_else(cut)?;
            length |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if length > MAX_RECORD {
            return Err(ReadError::Damaged("记录过长".into()));
        }
        self.data.resize(length, 0);
        self.source
            .read_exact(&mut self.data)
            .map_err(|e| if e.get_ref().is_some() { from_io(&e) } else { cut() })?;
        Ok(Some((kind, &self.data)))
    }

    fn byte(&mut self) -> Result<Option<u8>, ReadError> {
        let mut byte = [0];
        match self.source.read(&mut byte) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(byte[0])),
            Err(error) => Err(from_io(&error)),
        }
    }
}

fn cut() -> ReadError {
    ReadError::Damaged("内容不完整".into())
}

/// The text at byte `at`, with its length in four bytes in front; and where it ends.
pub(super) fn text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let count = u32_at(data, at)?;
    // The length of a text that is not there.
    if count == u32::MAX {
        return Some((String::new(), at + 4));
    }
    characters(data, at + 4, usize::try_from(count).ok().filter(|c| *c <= MAX_RECORD)?, 1)
}
