//! What was read of parts before. The workbooks of a batch are one blank form that was filled in: many of them say the same,
//! byte for byte, of their looks and of where their parts are.

use std::cell::RefCell;
use std::thread::LocalKey;

use super::super::ReadError;
use super::super::package::Package;

/// What was read of some parts, by these as they lie in the file, with how many bytes were unpacked for it.
pub(super) type Remembered<V> = RefCell<crate::remembered::Remembered<(V, u64)>>;

/// Parts that are remembered: what several programs make of one form, and of some others.
const MOST: usize = 16;
/// Bytes of the largest parts that are remembered, as they lie in the file. Those of a form, its theme included, have some
/// thousands.
const LARGEST: usize = 16 << 10;

/// Nothing that was read so far.
pub(super) fn nothing<V>() -> Remembered<V> {
    RefCell::new(crate::remembered::Remembered::up_to(MOST, LARGEST))
}

/// What was read before on this thread of parts that are the same as those of these names, or what `read` reads, which must
/// depend on nothing but those parts. It is remembered if it takes little memory.
pub(super) fn or_read<V: Clone>(
    known: &'static LocalKey<Remembered<V>>,
    package: &mut Package<'_>,
    names: &[&str],
    read: impl FnOnce(&mut Package<'_>) -> Result<V, ReadError>,
    takes_little: impl FnOnce(&V) -> bool,
) -> Result<V, ReadError> {
    let Some(packed) = package.packed(names, LARGEST) else { return read(package) };
    if let Some((value, unpacked)) = known.with_borrow(|known| known.get(&packed).cloned()) {
        // What a file may unpack does not depend on the files before it.
        package.take(unpacked)?;
        return Ok(value);
    }
    let left = package.left();
    let value = read(package)?;
    if takes_little(&value) {
        let unpacked = left.saturating_sub(package.left());
        known.with_borrow_mut(|known| known.keep(&packed, (value.clone(), unpacked)));
    }
    Ok(value)
}
