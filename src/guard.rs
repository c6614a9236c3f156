//! The boundary that a panic in a library does not pass.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread does what a panic ends with one line about it. The binary's panic hook asks, so that it says
/// nothing then.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Runs `work`, mostly on one input; `None` if it panicked. Our own code has no panic that an input can reach, but the parsers
/// below it are large, and one broken workbook must never cost the other thousand their results.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    // Sound to assert: what `work` was about to build is dropped, and it changes nothing outside.
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    GUARDED.set(before);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_its_own_work_only() {
        let silent = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let broken: Option<()> = guarded(|| panic!("as a library might"));
        std::panic::set_hook(silent);
        assert_eq!(broken, None);
        assert!(!is_guarded());
        assert_eq!(guarded(is_guarded), Some(true));
    }
}
