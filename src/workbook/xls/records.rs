//! The records of a BIFF stream, and the texts inside them. Nothing here believes a length before it is checked.

use super::super::ReadError;

/// A record: its type and its bytes (8,224 at most).
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) data: &'s [u8],
}

/// Goes through the records of a stream.
pub(super) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

/// The record that carries on the one before it.
const CONTINUE: u16 = 0x003C;

impl<'s> Records<'s> {
    /// Begins at byte `at`.
    pub(super) fn new(stream: &'s [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The next record; `None` at the end of the stream, and where it is cut short.
    pub(super) fn next(&mut self) -> Option<Record<'s>> {
        let kind = u16_at(self.stream, self.at)?;
        let length = usize::from(u16_at(self.stream, self.at + 2)?);
        let start = self.at + 4;
        let data = self.stream.get(start..start + length)?;
        self.at = start + length;
        Some(Record { kind, data })
    }

    /// The bytes of a record together with those of the records that carry it on.
    pub(super) fn with_continuations(&mut self, record: Record<'s>) -> Segments<'s> {
        let mut segments = vec![record.data];
        while u16_at(self.stream, self.at) == Some(CONTINUE) {
            match self.next() {
                Some(next) => segments.push(next.data),
                None => break,
            }
        }
        Segments { parts: segments, part: 0, at: 0 }
    }
}

/// A number of two bytes.
pub(in super::super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

/// A number of four bytes.
pub(in super::super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

/// A floating-point number.
pub(in super::super) fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    data.get(at..at.checked_add(8)?)?.try_into().ok().map(f64::from_le_bytes)
}

/// A record that is shorter than its type says.
pub(in super::super) fn short(what: &str) -> ReadError {
    ReadError::Damaged(format!("{what}记录不完整"))
}

/// How texts are written: by Excel 97 and later in Unicode, by Excel 95 in the code page of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Unicode,
    CodePage(u16),
}

impl Coding {
    /// The text whose length of `wide` bytes (1 or 2) stands at `at`; and where it ends.
    pub(super) fn text(self, data: &[u8], at: usize, wide: usize) -> Option<(String, usize)> {
        let count = if wide == 1 { usize::from(*data.get(at)?) } else { usize::from(u16_at(data, at)?) };
        let at = at + wide;
        match self {
            Self::CodePage(page) => Some((decode(data.get(at..at + count)?, page), at + count)),
            Self::Unicode => {
                let flags = *data.get(at)?;
                let mut start = at + 1;
                // Runs of fonts and readings of characters are counted before the text and stand after it.
                let mut after = 0;
                if flags & 8 != 0 {
                    after += usize::from(u16_at(data, start)?) * 4;
                    start += 2;
                }
                if flags & 4 != 0 {
                    after += usize::try_from(u32_at(data, start)?).ok()?;
                    start += 4;
                }
                let (text, end) = characters(data, start, count, flags)?;
                Some((text, end.saturating_add(after)))
            }
        }
    }
}

/// `count` characters from byte `at`, of one or two bytes as the first flag says; and where they end.
pub(in super::super) fn characters(
    data: &[u8],
    at: usize,
    count: usize,
    flags: u8,
) -> Option<(String, usize)> {
    if flags & 1 == 0 {
        let end = at.checked_add(count)?;
        Some((data.get(at..end)?.iter().map(|b| char::from(*b)).collect(), end))
    } else {
        let end = at.checked_add(count * 2)?;
        Some((utf16(data.get(at..end)?), end))
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A text in a code page; Chinese where it is none that is known.
pub(super) fn decode(bytes: &[u8], page: u16) -> String {
    let encoding = match page {
        950 => encoding_rs::BIG5,
        932 => encoding_rs::SHIFT_JIS,
        1252 => encoding_rs::WINDOWS_1252,
        _ => encoding_rs::GB18030,
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The bytes of a record and of those that carry it on, read one after another.
pub(super) struct Segments<'s> {
    parts: Vec<&'s [u8]>,
    part: usize,
    at: usize,
}

impl Segments<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let segment = self.parts.get(self.part)?;
            if let Some(byte) = segment.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.part += 1;
            self.at = 0;
        }
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// A number of four bytes.
    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    /// Passes over bytes.
    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let segment = self.parts.get(self.part)?;
            let here = segment.len().saturating_sub(self.at).min(count);
            self.at += here;
            count -= here;
            if count > 0 {
                self.part += 1;
                self.at = 0;
            }
        }
        Some(())
    }

    /// Goes on with the next record.
    pub(super) fn next_segment(&mut self) {
        self.part += 1;
        self.at = 0;
    }

    /// A text of Excel 97 with its length in front: fonts and readings are passed over.
    pub(super) fn text(&mut self) -> Option<String> {
        Some(self.text_and_runs()?.0)
    }

    /// The same, and how many parts of it have a font of their own.
    pub(super) fn text_and_runs(&mut self) -> Option<(String, usize)> {
        let count = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let readings = if flags & 4 != 0 { usize::try_from(self.u32()?).ok()? } else { 0 };
        let text = self.characters(count, flags)?;
        self.skip(runs * 4)?;
        self.skip(readings)?;
        Some((text, runs))
    }

    /// A text whose flags stand in front of its characters.
    pub(super) fn flagged_characters(&mut self, count: usize) -> Option<String> {
        let flags = self.byte()?;
        self.characters(count, flags)
    }

    /// Characters, whose flag is given anew where another record carries them on.
    fn characters(&mut self, mut count: usize, mut flags: u8) -> Option<String> {
        let mut text = String::new();
        while count > 0 {
            let segment = *self.parts.get(self.part)?;
            let width = if flags & 1 == 0 { 1 } else { 2 };
            let here = (segment.len().saturating_sub(self.at) / width).min(count);
            let (part, end) = characters(segment, self.at, here, flags)?;
            text.push_str(&part);
            self.at = end;
            count -= here;
            if count > 0 {
                self.next_segment();
                flags = self.byte()?;
            }
        }
        Some(text)
    }
}
