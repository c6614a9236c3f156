//! The properties of an OLE2 file: when it was last saved, and what else it says of itself.

use jiff::Timestamp;

use super::super::Properties;
use super::Compound;
use super::records::{decode, u16_at, u32_at};

/// The seconds between 1601, where these time stamps begin, and 1970.
const SECONDS_1601: i64 = 11_644_473_600;
const CODE_PAGE: u32 = 0x01;
const LAST_SAVED: u32 = 0x0D;
const NUMBER: u16 = 0x02;
const TEXT: u16 = 0x1E;
const FILE_TIME: u16 = 0x40;
/// Bytes of a property that are looked at.
const MOST: usize = 2_000;

/// The time of the last change, and what else the properties say.
pub(super) fn properties(compound: &mut Compound<'_>) -> (Option<Timestamp>, Option<Box<Properties>>) {
    let bytes = super::stream(compound, "/\u{5}SummaryInformation", 1 << 20).unwrap_or_default();
    let (mut modified, mut properties, mut page) = (None, Properties::default(), 936);
    for (number, at) in entries(&bytes).unwrap_or_default() {
        let kind = u16_at(&bytes, at);
        if number == LAST_SAVED && kind == Some(FILE_TIME) {
            modified = time(&bytes, at.saturating_add(4));
        } else if number == CODE_PAGE && kind == Some(NUMBER) {
            page = u16_at(&bytes, at.saturating_add(4)).unwrap_or(page);
        } else if kind == Some(TEXT)
            && let Some(slot) = properties.numbered(number)
        {
            *slot = text(&bytes, at.saturating_add(4), page).unwrap_or_default();
        }
    }
    (modified, properties.kept())
}

/// Each property's number, and where it begins. The code page comes before the texts that are written in it.
fn entries(bytes: &[u8]) -> Option<Vec<(u32, usize)>> {
    let set = usize::try_from(u32_at(bytes, 44)?).ok()?;
    let count = usize::try_from(u32_at(bytes, set.checked_add(4)?)?).ok()?;
    let entry = |index: usize| {
        let entry = set.checked_add(8 + index * 8)?;
        let at = set.checked_add(usize::try_from(u32_at(bytes, entry.checked_add(4)?)?).ok()?)?;
        Some((u32_at(bytes, entry)?, at))
    };
    Some((0..count.min(1_000)).map_while(entry).collect())
}

fn time(bytes: &[u8], at: usize) -> Option<Timestamp> {
    let ticks = u64::from(u32_at(bytes, at)?) | u64::from(u32_at(bytes, at.checked_add(4)?)?) << 32;
    let seconds = i64::try_from(ticks / 10_000_000).ok()?.checked_sub(SECONDS_1601)?;
    // Programs that do not know the time leave it at nothing.
    if seconds <= 0 {
        return None;
    }
    Timestamp::from_second(seconds).ok()
}

fn text(bytes: &[u8], at: usize, page: u16) -> Option<String> {
    const UTF_8: u16 = 65_001;
    let length = usize::try_from(u32_at(bytes, at)?).ok()?.min(MOST);
    let start = at.checked_add(4)?;
    let text = bytes.get(start..start.checked_add(length)?)?;
    let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
    Some(if page == UTF_8 { String::from_utf8_lossy(text).into_owned() } else { decode(text, page) })
}
