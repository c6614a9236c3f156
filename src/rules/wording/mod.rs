//! 文字: quotation marks, spaces, invisible characters, words left from a template.

pub(crate) mod quote_mismatch;
mod raw;
