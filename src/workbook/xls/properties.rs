//! The properties of an OLE2 file: when it was last saved.

use super::Compound;
use super::records::{u16_at, u32_at};

/// The seconds between 1601, where these time stamps begin, and 1970.
const SECONDS_1601: i64 = 11_644_473_600;
const LAST_SAVED: u32 = 0x0D;
const FILE_TIME: u16 = 0x40;

/// The time of the last change, as ISO 8601 in UTC.
pub(super) fn modified(compound: &mut Compound<'_>) -> Option<String> {
    let bytes = super::stream(compound, "/\u{5}SummaryInformation", 1 << 20).ok()?;
    let set = usize::try_from(u32_at(&bytes, 44)?).ok()?;
    let count = usize::try_from(u32_at(&bytes, set.checked_add(4)?)?).ok()?;
    for index in 0..count.min(1_000) {
        let entry = set.checked_add(8 + index * 8)?;
        if u32_at(&bytes, entry)? == LAST_SAVED {
            let at = set.checked_add(usize::try_from(u32_at(&bytes, entry + 4)?).ok()?)?;
            if u16_at(&bytes, at)? != FILE_TIME {
                return None;
            }
            let ticks = u64::from(u32_at(&bytes, at + 4)?) | u64::from(u32_at(&bytes, at + 8)?) << 32;
            let seconds = i64::try_from(ticks / 10_000_000).ok()?.checked_sub(SECONDS_1601)?;
            // Programs that do not know the time leave it at nothing.
            return if seconds > 0 {
                Some(jiff::Timestamp::from_second(seconds).ok()?.to_string())
            } else {
                None
            };
        }
    }
    None
}
