//! Reading one input's bytes, its size checked first.

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::path::Path;

use super::kind;
use crate::encoding::decoded;
use crate::excerpt::set_off;
use crate::record::InputStatus;
use crate::workbook::{self, Limits, ReadError, Workbook};

/// Reads the workbook at `path`.
///
/// # Errors
/// [`ReadError`]: what the operating system, the limits or the content have against it.
pub fn open_workbook(path: &Path, limits: &Limits) -> Result<Workbook, ReadError> {
    workbook::read(&read_bytes(path, limits)?, limits)
}

/// The same, with what tells its content from any other that may come to stand under its name while the run goes on.
pub(super) fn open_with_mark(path: &Path, limits: &Limits) -> Result<(Workbook, u64), ReadError> {
    let bytes = read_bytes(path, limits)?;
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    Ok((workbook::read(&bytes, limits)?, hasher.finish()))
}

/// The file's bytes; more than `limits` allow are never read.
///
/// # Errors
/// [`ReadError::Io`] or [`ReadError::TooLarge`].
pub fn read_bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, ReadError> {
    let wrong = |error: io::Error| ReadError::Io(reason(&error));
    let metadata = std::fs::metadata(path).map_err(wrong)?;
    if !metadata.is_file() {
        // A named pipe or a device would keep its reader waiting for ever.
        let what = if metadata.is_dir() { "是文件夹，不是文件" } else { "不是普通文件" };
        return Err(ReadError::Io(what.to_owned()));
    }
    let too_large = || ReadError::TooLarge(format!("文件超过 {} MB", limits.file_bytes >> 20));
    if metadata.len() > limits.file_bytes {
        return Err(too_large());
    }
    if metadata.len() == 0 {
        // Files of a system's own (`/proc/kmsg`) say so, and then keep their reader waiting.
        return Ok(Vec::new());
    }
    // One byte more than the file has, to see its end without growing for it.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).map_or(0, |length| length + 1));
    // The file may grow while it is read.
    let at_most = limits.file_bytes.saturating_add(1);
    File::open(path).map_err(wrong)?.take(at_most).read_to_end(&mut bytes).map_err(wrong)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.file_bytes {
        return Err(too_large());
    }
    Ok(bytes)
}

/// Why a file gives no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It is something else.
    #[error("不是文本文件（UTF-8、UTF-16 或 GBK），请用记事本另存为 UTF-8")]
    NotText,
}

/// A file's text, in any of the encodings in which offices save texts, without a byte-order mark.
///
/// # Errors
/// [`TextError`]; more than `limits` allow is never read.
pub fn read_text(path: &Path, limits: &Limits) -> Result<String, TextError> {
    decoded(&read_bytes(path, limits)?).ok_or(TextError::NotText)
}

/// What the operating system has against a file, in words.
pub fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => "文件不存在，可能已被移走或改名",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::StorageFull | io::ErrorKind::WriteZero => "磁盘已满",
        io::ErrorKind::QuotaExceeded => "磁盘配额已用完",
        io::ErrorKind::FileTooLarge => "文件过大，磁盘存不下",
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        io::ErrorKind::NotADirectory => "上级路径不是文件夹",
        io::ErrorKind::AlreadyExists => "同名的文件已存在",
        io::ErrorKind::IsADirectory => "同名的文件夹已存在",
        io::ErrorKind::InvalidFilename => "文件名过长或含有不允许的字符",
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => "文件正被占用",
        io::ErrorKind::StaleNetworkFileHandle | io::ErrorKind::TimedOut | io::ErrorKind::NetworkDown => {
            "网络文件夹已断开"
        }
        io::ErrorKind::OutOfMemory => "内存不足",
        // Linux's ELOOP, which has no stable name.
        _ if cfg!(target_os = "linux") && error.raw_os_error() == Some(40) => "链接成环",
        // Windows: another program (Excel, WPS) has the file open.
        _ if cfg!(windows) && error.raw_os_error() == Some(32) => "文件正被其他程序打开，请关闭后重试",
        _ => {
            return match error.raw_os_error() {
                Some(number) => format!("系统错误 {number}"),
                None => error.to_string(),
            };
        }
    };
    words.to_owned()
}

/// What an input is that could not be read as a workbook, and why, in one sentence. What was meant as a workbook, by
/// its name, is `unreadable` and must be sent again; anything else is `skipped` with its kind.
pub(super) fn unread(path: &Path, error: &ReadError) -> (InputStatus, String) {
    // Whoever sent evidence beside the form need do nothing.
    let other_kind =
        |what: String| (InputStatus::Skipped, format!("{what}；如是自评表，请改报 Excel 工作簿"));
    match error {
        ReadError::OtherKind(_) => other_kind(error.to_string()),
        ReadError::Io(_) => (InputStatus::Unreadable, error.to_string()),
        ReadError::TooLarge(_) if kind::is_workbook_name(path) || path.extension().is_none() => {
            (InputStatus::Unreadable, format!("{error}，确为自评表的可用 --limits 放宽上限"))
        }
        ReadError::NotAWorkbook if kind::is_workbook_name(path) || path.extension().is_none() => {
            (InputStatus::Unreadable, format!("{error}，请用 Excel 或 WPS 另存为 .xlsx 后重新报送"))
        }
        _ if kind::is_workbook_name(path) || path.extension().is_none() => {
            (InputStatus::Unreadable, error.to_string())
        }
        _ => other_kind(format!("文件是{}，不是 Excel 工作簿", set_off(&kind::other_kind(path)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_above_the_limit_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("大.xlsx");
        File::create(&path).unwrap().set_len(3 << 20).unwrap();
        let limits = Limits { file_bytes: 2 << 20, ..Limits::default() };
        let error = open_workbook(&path, &limits).unwrap_err();
        assert_eq!(error, ReadError::TooLarge("文件超过 2 MB".to_owned()));
    }

    #[test]
    fn a_file_that_vanished_says_so() {
        let error = open_workbook(Path::new("没有这个文件.xlsx"), &Limits::default()).unwrap_err();
        assert_eq!(unread(Path::new("没有这个文件.xlsx"), &error).0, InputStatus::Unreadable);
        assert!(error.to_string().contains("不存在"), "{error}");
    }

    #[test]
    fn what_the_system_says_in_english_is_said_in_chinese() {
        for number in [1, 2, 5, 12, 13, 17, 20, 21, 24, 26, 27, 28, 30, 36, 40, 104, 110, 116, 122] {
            let words = reason(&io::Error::from_raw_os_error(number));
            assert!(!words.contains("os error"), "{words}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn links_that_lead_to_each_other_are_named_and_not_numbered() {
        assert_eq!(reason(&io::Error::from_raw_os_error(40)), "链接成环");
    }

    /// Reading `/proc/kmsg`, which a link in the folder may lead to, never ends.
    #[test]
    fn a_file_that_says_it_is_empty_is_taken_at_its_word() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("空.xlsx");
        File::create(&path).unwrap();
        assert_eq!(open_workbook(&path, &Limits::default()).unwrap_err(), ReadError::EmptyFile);
        if cfg!(target_os = "linux") {
            assert_eq!(read_bytes(Path::new("/proc/self/status"), &Limits::default()), Ok(Vec::new()));
        }
    }

    #[test]
    fn the_name_decides_between_unreadable_and_skipped() {
        let status = |name: &str, error| unread(Path::new(name), &error).0;
        assert_eq!(status("a.xlsx", ReadError::NotAWorkbook), InputStatus::Unreadable);
        assert_eq!(status("a.XLS", ReadError::Html), InputStatus::Unreadable);
        assert_eq!(status("a.txt", ReadError::NotAWorkbook), InputStatus::Skipped);
        assert_eq!(status("a.docx", ReadError::Encrypted), InputStatus::Skipped);
        assert_eq!(status("a.xlsx", ReadError::OtherKind("Word 文档")), InputStatus::Skipped);
        assert!(unread(Path::new("说明.txt"), &ReadError::NotAWorkbook).1.contains("文本文件"));
    }

    /// 文件是.eml 文件, an OFD was called a Word document, and nobody was told what to do.
    #[test]
    fn what_was_not_read_is_named_and_says_what_to_do() {
        let said = |name: &str, error| unread(Path::new(name), &error).1;
        let other = said("通知.eml", ReadError::NotAWorkbook);
        assert_eq!(other, "文件是 .eml 文件，不是 Excel 工作簿；如是自评表，请改报 Excel 工作簿");
        assert!(said("e.ofd", ReadError::NotAWorkbook).starts_with("文件是 OFD 版式文件，"));
        assert!(said("a", ReadError::OtherKind("PDF 文档")).starts_with("文件是 PDF 文档，"));
        assert!(said("随机.xlsx", ReadError::NotAWorkbook).ends_with("另存为 .xlsx 后重新报送"));
    }

    #[test]
    fn a_folder_in_place_of_a_file_is_called_a_folder() {
        let error = read_bytes(Path::new("src"), &Limits::default()).unwrap_err();
        assert_eq!(error.to_string(), "无法打开文件：是文件夹，不是文件");
    }
}
