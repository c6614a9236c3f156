//! Files are told apart by what they are, whatever they are called.

use ziping::workbook::{FileKind, Limits, ReadError, sniff};

use crate::build::{compound, ods, record, rows, words, xls, xls_stream, zip};

fn kind(bytes: &[u8]) -> Result<FileKind, ReadError> {
    sniff(bytes, &Limits::default())
}

#[test]
fn the_four_formats_are_known_by_content() {
    assert_eq!(kind(&rows("")), Ok(FileKind::Xlsx));
    assert_eq!(kind(&zip(&[("xl/workbook.bin", "")])), Ok(FileKind::Xlsb));
    assert_eq!(kind(&ods("", "")), Ok(FileKind::Ods));
    assert_eq!(kind(&xls(&[], &[])), Ok(FileKind::Xls));
}

#[test]
fn what_is_no_workbook_is_named() {
    let named = |bytes: &[u8]| match kind(bytes) {
        Err(error @ ReadError::OtherKind(name)) => {
            assert!(error.is_other_kind());
            name
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(named(&zip(&[("word/document.xml", "")])), "Word 文档");
    assert_eq!(named(&zip(&[("ppt/presentation.xml", "")])), "PowerPoint 演示文稿");
    assert_eq!(named(&zip(&[("自评表.xlsx", "")])), "压缩包");
    assert_eq!(named(&zip(&[("mimetype", "application/vnd.oasis.opendocument.text")])), "ODT 文档");
    assert_eq!(named(&compound(&[("/WordDocument", b"")])), "Word 文档");
    assert_eq!(named(&compound(&[("/PowerPoint Document", b"")])), "PowerPoint 演示文稿");
}

#[test]
fn a_password_is_said_so() {
    assert_eq!(
        kind(&compound(&[("/EncryptedPackage", b"x"), ("/EncryptionInfo", b"x")])),
        Err(ReadError::Encrypted)
    );
    let locked = xls_stream(&[record(0x002F, &words(&[1, 1]))], &[]);
    assert_eq!(
        crate::build::reading(&compound(&[("/Workbook", &locked)])).unwrap_err(),
        ReadError::Encrypted
    );
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let ods = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "unreadable"),
    ]);
    assert_eq!(crate::build::reading(&ods).unwrap_err(), ReadError::Encrypted);
    assert!(!ReadError::Encrypted.is_other_kind());
}

#[test]
fn a_file_cut_short_is_damaged_wherever_it_was_cut() {
    let whole = rows("<row r='1'><c r='A1'><v>1</v></c></row>");
    for length in [5, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(kind(&whole[..length]), Err(ReadError::Damaged(_))), "{length}");
    }
    let whole = xls(&[], &[]);
    assert!(crate::build::reading(&whole[..whole.len() / 2]).is_err());
}
