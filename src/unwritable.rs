//! Why the writer of workbooks gave up, for people who read no English.

use rust_xlsxwriter::XlsxError;

use crate::workbook::MAX_TEXT;

/// The reason, as it stands behind what could not be written.
pub(crate) fn why(error: &XlsxError) -> String {
    match error {
        XlsxError::RowColumnLimitError => "行数或列数超出 Excel 的上限".to_owned(),
        XlsxError::MaxStringLengthExceeded => format!("有单元格的文字超出 Excel 的上限（{MAX_TEXT} 字）"),
        XlsxError::TempFileError(..) | XlsxError::IoError(_) | XlsxError::ZipError(_) => {
            "内存或临时文件夹空间不足，或临时文件夹不可写".to_owned()
        }
        // Nothing that a form can bring about: whoever mends the program needs the writer's own words.
        other => format!("程序内部出错（{other}）"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_workbook_can_bring_about_is_told_without_english() {
        let too_long =
            rust_xlsxwriter::Workbook::new().add_worksheet().write(0, 16_384, 1).map(|_| ()).unwrap_err();
        let full = XlsxError::IoError(std::io::Error::other("no space left"));
        for error in [too_long, XlsxError::MaxStringLengthExceeded, full] {
            let words = why(&error).replace("Excel", "");
            assert!(!words.chars().any(|c| c.is_ascii_alphabetic()), "{words}");
        }
    }
}
