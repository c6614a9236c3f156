//! 文字: quotation marks, spaces, invisible characters, words left from a template.

mod characters;
pub(crate) mod control_character;
pub(crate) mod placeholder_text;
pub(crate) mod quote_mismatch;
mod raw;
pub(crate) mod stray_space;

pub(super) use raw::RawText;

#[cfg(test)]
mod laws;
