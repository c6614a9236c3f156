//! What kind of file an input is by its name, where its content says nothing.

use std::path::Path;

/// Extensions of workbooks, in lower case. A file that has one of them and cannot be read was meant as a form.
const WORKBOOK: &[&str] = &["xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls", "xlt", "et", "ett", "ods", "ots"];

/// Kinds of other files by their extension.
const OTHER: &[(&str, &[&str])] = &[
    ("Word 文档", &["doc", "docx", "docm", "dot", "dotx", "rtf", "wps", "wpt", "odt"]),
    ("PDF 文档", &["pdf"]),
    ("OFD 版式文件", &["ofd"]),
    ("压缩包", &["zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz"]),
    ("图片", &["jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "svg"]),
    ("演示文稿", &["ppt", "pptx", "pptm", "dps", "odp"]),
    ("网页", &["htm", "html", "mht", "mhtml"]),
    ("文本文件", &["txt", "csv", "tsv", "md", "log", "json", "jsonl", "xml", "toml", "ini"]),
    ("音频或视频", &["mp3", "wav", "mp4", "avi", "mov", "mkv"]),
];

fn extension(path: &Path) -> Option<String> {
    path.extension().map(|e| e.to_string_lossy().to_lowercase())
}

/// Whether the name is a workbook's.
pub(super) fn is_workbook_name(path: &Path) -> bool {
    extension(path).is_some_and(|e| WORKBOOK.contains(&e.as_str()))
}

/// The name without a workbook's extension: `a.xls` → `a`, but `预算2021.12` stays.
pub(super) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty() && WORKBOOK.contains(&extension.to_lowercase().as_str()) =>
        {
            stem
        }
        _ => name,
    }
}

/// The kind of a file that is no workbook.
pub(super) fn other_kind(path: &Path) -> String {
    let extension = extension(path);
    let known = extension.as_deref().and_then(|e| OTHER.iter().find(|(_, all)| all.contains(&e)));
    match (known, extension) {
        (Some((kind, _)), _) => (*kind).to_owned(),
        (None, Some(extension)) if !extension.is_empty() => format!(".{extension} 文件"),
        _ => "其他文件".to_owned(),
    }
}
