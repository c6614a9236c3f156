//! Why a file could not be read, in the words of the person who sent it.

use crate::excerpt::set_off;

/// What a file really is, told by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FileKind {
    /// Excel 2007 and later, macros or not (.xlsx, .xlsm), and WPS's files of that format.
    #[default]
    Xlsx,
    /// Excel's binary workbook.
    Xlsb,
    /// Excel 97–2003 and WPS's .et (OLE2).
    Xls,
    /// OpenDocument.
    Ods,
}

/// A file that is plain text.
pub(super) const TEXT: &str = "文本文件（CSV 等）";

/// Why a file is no readable workbook. The text of each is one sentence for 报送情况.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Protected by a password.
    #[error("文件有密码，无法读取，请取消密码后重新报送")]
    Encrypted,
    /// A web page that only calls itself .xls.
    #[error("文件内容是网页（HTML），不是 Excel 工作簿，请用 Excel 或 WPS 打开后另存为 .xlsx")]
    Html,
    /// The file ends too early or its structure is broken; the text says what was found.
    #[error("文件不完整或已损坏（{0}），请重新保存后报送")]
    Damaged(String),
    /// A format of Excel that is too old or too rare to be read, named by the text.
    #[error("文件是{}，无法读取，请用 Excel 或 WPS 打开后另存为 .xlsx 再报送", set_off(.0))]
    OldFormat(&'static str),
    /// Another kind of file, named by the text: `Word 文档`.
    #[error("文件是{}，不是 Excel 工作簿", set_off(.0))]
    OtherKind(&'static str),
    /// Nothing that is known.
    #[error("不是 Excel 工作簿")]
    NotAWorkbook,
    /// An empty file.
    #[error("文件是空的（0 字节）")]
    EmptyFile,
    /// What no program that people use writes, in such a number or length; the text names it.
    #[error("文件内容超出正常工作簿的限度（{0}），请用 Excel 或 WPS 另存为 .xlsx 后重新报送")]
    Excessive(String),
    /// One of the [`Limits`](super::Limits) was passed; the text names it.
    #[error("文件过大，超出读取上限（{0}）")]
    TooLarge(String),
    /// The operating system would not give it.
    #[error("无法打开文件：{0}")]
    Io(String),
}

impl ReadError {
    /// Whether the file is no workbook at all, but something else (a Word document, a picture): it is passed over
    /// with its kind, where a broken workbook has to be sent again.
    pub fn is_other_kind(&self) -> bool {
        matches!(self, Self::OtherKind(_) | Self::NotAWorkbook)
    }

    /// Whether the file is plain text, which a list of names may be.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Self::OtherKind(TEXT))
    }
}
