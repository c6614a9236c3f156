//! What was found out of texts, or of parts of files, before: a batch has the same ones over and over.

use std::cell::RefCell;
use std::thread::LocalKey;

use foldhash::HashMap;

/// Texts, or other bytes, with what they came to, as many and as long ones as there is room for. When there are more, all are
/// forgotten.
#[derive(Debug)]
pub(crate) struct Remembered<V> {
    most: usize,
    /// In bytes.
    longest: usize,
    known: HashMap<Box<[u8]>, V>,
}

impl<V> Remembered<V> {
    /// Nothing so far, and never more than so many texts, none longer than `longest` bytes.
    pub(crate) fn up_to(most: usize, longest: usize) -> Self {
        Self { most, longest, known: HashMap::default() }
    }

    /// What the text came to, if it is remembered.
    pub(crate) fn get(&self, text: impl AsRef<[u8]>) -> Option<&V> {
        self.known.get(text.as_ref())
    }

    /// Remembers a text, if it is short enough.
    pub(crate) fn keep(&mut self, text: impl AsRef<[u8]>, value: V) {
        let text = text.as_ref();
        if text.len() > self.longest {
            return;
        }
        if self.known.len() >= self.most {
            self.known.clear();
        }
        self.known.insert(text.into(), value);
    }
}

/// What the text came to before on this thread, or what `find` finds out of it. Each thread has its own memory, so that none
/// waits for another.
pub(crate) fn or_found<V: Clone>(
    known: &'static LocalKey<RefCell<Remembered<V>>>,
    text: &str,
    find: impl FnOnce(&str) -> V,
) -> V {
    if let Some(known) = known.with_borrow(|known| known.get(text).cloned()) {
        return known;
    }
    let value = find(text);
    known.with_borrow_mut(|known| known.keep(text, value.clone()));
    value
}

#[cfg(test)]
mod tests {
    use super::Remembered;

    #[test]
    fn no_more_is_remembered_than_there_is_room_for() {
        let mut remembered = Remembered::up_to(2, 6);
        for (text, value) in [("甲", 1), ("及时完成", 2), ("乙", 3)] {
            remembered.keep(text, value);
        }
        assert_eq!(
            ["甲", "及时完成", "乙"].map(|text| remembered.get(text).copied()),
            [Some(1), None, Some(3)]
        );
        remembered.keep("丙", 4);
        assert_eq!(["甲", "乙", "丙"].map(|text| remembered.get(text).copied()), [None, None, Some(4)]);
    }
}
