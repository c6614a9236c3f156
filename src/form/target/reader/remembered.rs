//! Texts that were read before. Several rules ask for the same target, and a batch has the same ones over and over: 100%, 及时.

use std::cell::RefCell;
use std::rc::Rc;

use crate::form::target::expression::Expression;
use crate::remembered::{Remembered, or_found};

/// Texts that are remembered.
const MOST: usize = 4_096;
/// Bytes of the longest text that is remembered. Longer ones are sentences, which hardly come again.
const LONGEST: usize = 96;

thread_local! {
    static KNOWN: RefCell<Remembered<Rc<Expression>>> = RefCell::new(Remembered::up_to(MOST, LONGEST));
}

/// What was read of the text before, or what `read` reads of it.
pub(super) fn or_read(text: &str, read: impl Fn(&str) -> Expression) -> Rc<Expression> {
    or_found(&KNOWN, text, |text| Rc::new(read(text)))
}
