//! What a file really is, by its content. Names lie: HTML is named .xls, .xls is named .xlsx.

use std::io::Cursor;

use super::error::TEXT;
use super::package::Package;
use super::xls::Compound;
use super::{FileKind, Limits, ReadError};

/// A file that may be read as a workbook, opened.
pub(super) enum Opened<'b> {
    /// .xlsx, .xlsm.
    Xlsx(Package<'b>),
    /// .xlsb.
    Xlsb(Package<'b>),
    /// .ods.
    Ods(Package<'b>),
    /// .xls, .et: the OLE2 file and the name of its workbook stream.
    Xls(Box<Compound<'b>>, &'static str),
}

/// What the bytes are, as far as their beginning and their directory tell: the kind of workbook, or why they are
/// none. [`ReadError::is_other_kind`] tells whether they are something else altogether.
///
/// ```
/// use ziping::workbook::{Limits, ReadError, sniff};
/// assert_eq!(sniff(b"%PDF-1.7", &Limits::default()), Err(ReadError::OtherKind("PDF 文档")));
/// assert_eq!(sniff(b"<html><table>", &Limits::default()), Err(ReadError::Html));
/// ```
pub fn sniff(bytes: &[u8], limits: &Limits) -> Result<FileKind, ReadError> {
    open(bytes, limits).map(|opened| match opened {
        Opened::Xlsx(_) => FileKind::Xlsx,
        Opened::Xlsb(_) => FileKind::Xlsb,
        Opened::Ods(_) => FileKind::Ods,
        Opened::Xls(..) => FileKind::Xls,
    })
}

/// Opens a file as what it is.
pub(super) fn open<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Opened<'b>, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::EmptyFile);
    }
    if bytes.len() as u64 > limits.file_bytes {
        let bound = super::meter::megabytes(limits.file_bytes);
        return Err(ReadError::TooLarge(format!("文件超过 {bound}")));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipped(bytes, limits);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes);
    }
    Err(by_beginning(bytes))
}

fn zipped<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Opened<'b>, ReadError> {
    let mut package = Package::open(bytes, limits)?;
    if package.has("xl/workbook.xml") {
        return Ok(Opened::Xlsx(package));
    }
    if package.has("xl/workbook.bin") {
        return Ok(Opened::Xlsb(package));
    }
    if let Some(kind) = package.bytes("mimetype", 1 << 10)? {
        let kind = String::from_utf8_lossy(&kind);
        return match kind.trim().strip_prefix("application/vnd.oasis.opendocument.") {
            Some(kind) if kind.starts_with("spreadsheet") => Ok(Opened::Ods(package)),
            Some(kind) if kind.starts_with("text") => Err(ReadError::OtherKind("ODT 文档")),
            Some(kind) if kind.starts_with("presentation") => Err(ReadError::OtherKind("ODP 演示文稿")),
            Some(_) => Err(ReadError::OtherKind("OpenDocument 文件")),
            None => Err(ReadError::OtherKind("压缩包")),
        };
    }
    // Not every program puts its parts where Office does; the list of content types says what they are.
    let types = package.bytes("[Content_Types].xml", 4 << 20)?.unwrap_or_default();
    let types = String::from_utf8_lossy(&types);
    Err(if types.contains("spreadsheetml") {
        return Ok(Opened::Xlsx(package));
    } else if types.contains("wordprocessingml") || package.has("word/document.xml") {
        ReadError::OtherKind("Word 文档")
    } else if types.contains("presentationml") || package.has("ppt/presentation.xml") {
        ReadError::OtherKind("PowerPoint 演示文稿")
    } else if package.has("ofd.xml") {
        ReadError::OtherKind("OFD 版式文件")
    } else if package.has("content.xml") && package.has("meta-inf/manifest.xml") {
        return Ok(Opened::Ods(package));
    } else {
        ReadError::OtherKind("压缩包")
    })
}

fn compound(bytes: &[u8]) -> Result<Opened<'_>, ReadError> {
    let compound = Compound::open(Cursor::new(bytes))
        .map_err(|_| ReadError::Damaged("文件结构不完整，可能没有传完".into()))?;
    let has = |name: &str| compound.exists(name);
    if has("/EncryptedPackage") {
        return Err(ReadError::Encrypted);
    }
    for name in ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"] {
        if compound.is_stream(name) {
            return Ok(Opened::Xls(Box::new(compound), name));
        }
    }
    Err(if has("/WordDocument") {
        ReadError::OtherKind("Word 文档")
    } else if has("/PowerPoint Document") {
        ReadError::OtherKind("PowerPoint 演示文稿")
    } else if has("/__properties_version1.0") {
        ReadError::OtherKind("Outlook 邮件")
    } else {
        ReadError::OtherKind("其他程序的文件（OLE2）")
    })
}

/// Tells files apart that are no workbook's container.
fn by_beginning(bytes: &[u8]) -> ReadError {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"%PDF", "PDF 文档"),
        (b"{\\rtf", "RTF 文档"),
        (b"\x89PNG", "图片"),
        (b"\xFF\xD8\xFF", "图片"),
        (b"GIF8", "图片"),
        (b"II*\0", "图片"),
        (b"MM\0*", "图片"),
        (b"Rar!", "压缩包（rar）"),
        (b"7z\xBC\xAF\x27\x1C", "压缩包（7z）"),
        (b"\x1F\x8B", "压缩包（gzip）"),
    ];
    // Two letters, with which a text may begin as well.
    const SHORT: &[(&[u8], &str)] = &[(b"BM", "图片"), (b"PK", "压缩包"), (b"MZ", "程序")];
    let of = |signatures: &[(&[u8], &'static str)]| {
        signatures.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, kind)| *kind)
    };
    if let Some(kind) = of(SIGNATURES) {
        return ReadError::OtherKind(kind);
    }
    // Workbooks before Excel 5 are records without a container.
    let records: [&[u8]; 3] = [b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"];
    if records.iter().any(|beginning| bytes.starts_with(beginning)) {
        return ReadError::OldFormat("Excel 4.0 或更早的工作簿");
    }
    if bytes.get(..4) == Some(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return ReadError::OtherKind("图片");
    }
    match (beginning_as_text(bytes), of(SHORT)) {
        (Some(text), _) => by_text(&text),
        (None, Some(kind)) => ReadError::OtherKind(kind),
        (None, None) => ReadError::NotAWorkbook,
    }
}

fn by_text(text: &str) -> ReadError {
    let start = text.trim_start_matches('\u{FEFF}').trim_start().to_ascii_lowercase();
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") && start.starts_with("<?xml") {
        return ReadError::OldFormat("Excel 2003 的 XML 表格");
    }
    let html = ["<html", "<!doctype html", "<table", "<head", "<body", "<meta", "<style", "<script", "<div"];
    if html.iter().any(|tag| start.starts_with(tag)) || start.starts_with('<') && start.contains("<html") {
        return ReadError::Html;
    }
    // What a browser or a mail program saves as one file.
    if start.starts_with("mime-version:") {
        return ReadError::Html;
    }
    if start.starts_with("<?xml") {
        return ReadError::OtherKind("XML 文件");
    }
    ReadError::OtherKind(TEXT)
}

/// The beginning of a file as text, if it is text: decodes, and has no control characters but line breaks.
fn beginning_as_text(bytes: &[u8]) -> Option<String> {
    const LENGTH: usize = 4_096;
    let beginning = bytes.get(..bytes.len().min(LENGTH))?;
    // UTF-8 and UTF-16 with a mark in front, else UTF-8, else GBK. The last character may have been cut.
    let whole = |encoding: &'static encoding_rs::Encoding, bytes: &[u8]| {
        let mut text = String::with_capacity(bytes.len() * 3);
        let last = bytes.len() < LENGTH;
        let (_, _, wrong) = encoding.new_decoder().decode_to_string(bytes, &mut text, last);
        if wrong { None } else { Some(text) }
    };
    let text = whole(encoding_rs::UTF_8, beginning).or_else(|| whole(encoding_rs::GB18030, beginning))?;
    let plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{C}');
    text.chars().all(plain).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_content() {
        for (bytes, kind) in [
            (&b"%PDF-1.4 ..."[..], "PDF 文档"),
            (b"{\\rtf1\\ansi", "RTF 文档"),
            (b"\x89PNG\r\n\x1A\n", "图片"),
            (b"Rar!\x1A\x07\0", "压缩包（rar）"),
            (b"BM\x36\0\0\0", "图片"),
            (b"a,b,c\r\n1,2,3", "文本文件（CSV 等）"),
            (b"BM\xE5\xB1\x80\n", "文本文件（CSV 等）"),
            (b"<?xml version='1.0'?><a/>", "XML 文件"),
        ] {
            assert_eq!(sniff(bytes, &Limits::default()), Err(ReadError::OtherKind(kind)));
        }
        for html in [
            &b"\xEF\xBB\xBF<html><body>"[..],
            b"\r\n<!DOCTYPE html>",
            b"<table><tr>",
            b"<?xml version='1.0'?>\n<html",
        ] {
            assert_eq!(sniff(html, &Limits::default()), Err(ReadError::Html));
        }
        let xml = b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>";
        assert!(matches!(sniff(xml, &Limits::default()), Err(ReadError::OldFormat(_))));
        assert_eq!(sniff(b"", &Limits::default()), Err(ReadError::EmptyFile));
        assert_eq!(sniff(b"\0\x01\x02\x03", &Limits::default()), Err(ReadError::NotAWorkbook));
        assert!(matches!(sniff(b"PK\x03\x04cut", &Limits::default()), Err(ReadError::Damaged(_))));
        assert!(matches!(
            sniff(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1cut", &Limits::default()),
            Err(ReadError::Damaged(_))
        ));
    }
}
