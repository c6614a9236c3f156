//! Texts as offices save them: UTF-8 with or without a mark, UTF-16 with one, GBK.

use encoding_rs::{Encoding, GB18030, UTF_8};

/// The text that the bytes are; `None` for what is no text.
pub(crate) fn decoded(bytes: &[u8]) -> Option<String> {
    let (encoding, without_mark) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, bytes.get(length..).unwrap_or_default()),
        None if UTF_8.decode_without_bom_handling(bytes).1 => (GB18030, bytes),
        None => (UTF_8, bytes),
    };
    let (text, broken) = encoding.decode_without_bom_handling(without_mark);
    (!broken && !text.contains('\0')).then(|| text.into_owned())
}
