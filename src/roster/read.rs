//! Reading a roster: a workbook, a CSV file or plain text, as offices keep them.

use super::rows::{self, BETWEEN_NAMES};
use super::{Roster, RosterEntry};
use crate::nfkc::closed_up;
use crate::workbook::ReadError;

/// Why a roster could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// It is a workbook, and an unreadable one.
    #[error(transparent)]
    Workbook(#[from] ReadError),
    /// There is no name in it.
    #[error("名单中没有单位名称，请在第一列逐行填写应报送单位")]
    Empty,
    /// A form stands where the list would be.
    #[error("这是一份自评表，不是应报送单位名单")]
    IsAForm,
    /// There is more in it than departments.
    #[error("名单超过 {0}，不像应报送单位名单，请只留单位名称和别名")]
    TooLarge(String),
    /// It is neither a workbook nor text.
    #[error("名单不是 xlsx、csv 或 txt 文件")]
    NotText,
}

/// Rows above the heading, at most: a title, a remark, blank lines.
const ROWS_ABOVE_HEADING: usize = 10;

impl Roster {
    /// Reads a roster: .xlsx (and whatever else is a workbook), .csv or .txt in UTF-8 or GBK, told apart by content;
    /// `file_name` decides only whether a text without commas or tabs is taken line by line.
    ///
    /// The first column has the names, the second other names of the same department, separated by `、`, `，` or `；`.
    /// A title, a heading (单位名称) and a column of numbers (序号) in front are passed over. A department that stands
    /// there twice is one.
    ///
    /// # Errors
    /// [`RosterError`] where there is nothing that could be a roster.
    ///
    /// ```
    /// use ziping::roster::Roster;
    /// let roster = Roster::read("单位名称,其他名称\n荔湾区来穗人员服务管理局,来穗局\n".as_bytes(), "名单.csv").unwrap();
    /// assert_eq!(roster.entries[0].name, "荔湾区来穗人员服务管理局");
    /// assert_eq!(roster.entries[0].aliases, ["来穗局"]);
    /// ```
    pub fn read(bytes: &[u8], file_name: &str) -> Result<Self, RosterError> {
        let entries = entries(&rows::of(bytes, file_name)?);
        if entries.is_empty() { Err(RosterError::Empty) } else { Ok(Self { entries }) }
    }
}

/// How the headings over departments' names end.
const NAME_HEADINGS: [&str; 9] = [
    "单位名称",
    "部门名称",
    "报送单位",
    "报送部门",
    "机构名称",
    "实施单位",
    "单位全称",
    "部门全称",
    "单位(部门)",
];
/// What headings over other names have in them.
const OTHER_NAME_HEADINGS: [&str; 9] =
    ["别名", "别称", "简称", "其他名称", "其它名称", "曾用名", "又名", "全称", "规范名称"];

/// Which columns hold what, and after which row.
struct Layout {
    first_row: usize,
    name: usize,
    aliases: Option<usize>,
}

fn entries(rows: &[Vec<String>]) -> Vec<RosterEntry> {
    let layout = heading(rows).unwrap_or_else(|| without_heading(rows));
    let mut entries: Vec<RosterEntry> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for row in rows.iter().skip(layout.first_row) {
        let name = row.get(layout.name).map(|name| name.trim()).unwrap_or_default();
        if !is_a_name(name) || !seen.insert(closed_up(name)) {
            continue;
        }
        let others =
            layout.aliases.and_then(|column| row.get(column)).map(String::as_str).unwrap_or_default();
        let aliases =
            others.split(BETWEEN_NAMES).map(str::trim).filter(|other| is_a_name(other) && *other != name);
        entries.push(RosterEntry { name: name.to_owned(), aliases: aliases.map(str::to_owned).collect() });
    }
    entries
}

/// The row of headings: one of whose cells says that names of departments stand below it.
fn heading(rows: &[Vec<String>]) -> Option<Layout> {
    let is_name = |cell: &String| {
        let word = closed_up(cell);
        ["单位", "部门", "预算单位", "预算部门", "名称", "全称"].contains(&word.as_str())
            || NAME_HEADINGS.iter().any(|end| word.ends_with(end))
    };
    let is_other = |cell: &String| {
        let word = closed_up(cell);
        OTHER_NAME_HEADINGS.iter().any(|part| word.contains(part))
    };
    rows.iter().take(ROWS_ABOVE_HEADING).enumerate().find_map(|(index, row)| {
        let name =
            row.iter().position(|cell| is_name(cell) && !is_other(cell)).or(row.iter().position(is_name))?;
        let unlabelled = row.get(name + 1).is_none_or(|cell| cell.trim().is_empty()).then_some(name + 1);
        let other = row.iter().enumerate().find(|(column, cell)| *column != name && is_other(cell));
        let aliases = other.map(|(column, _)| column).or(unlabelled);
        Some(Layout { first_row: index + 1, name, aliases })
    })
}

/// Names stand in the first column that has any; numbers in front of them are 序号.
fn without_heading(rows: &[Vec<String>]) -> Layout {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let names_in =
        |column: &usize| rows.iter().filter_map(|row| row.get(*column)).any(|cell| is_a_name(cell.trim()));
    let name = (0..columns).find(names_in).unwrap_or(0);
    // A title over the list is no department.
    let is_title = |row: &Vec<String>| row.get(name).is_some_and(|cell| closed_up(cell).ends_with("名单"));
    let first_row = usize::from(rows.first().is_some_and(is_title));
    Layout { first_row, name, aliases: Some(name + 1) }
}

/// Whether a cell could be a department's name: not blank, not a number, not a sum or a remark under the list.
fn is_a_name(text: &str) -> bool {
    let word = closed_up(text);
    let is_remark = ["合计", "总计", "共计", "备注", "注:", "说明:", "填表", "序号", "编号"]
        .iter()
        .any(|start| word.starts_with(start));
    word.chars().any(char::is_alphabetic) && word.chars().count() > 1 && !is_remark
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &[u8], file: &str) -> Vec<String> {
        Roster::read(text, file).unwrap().entries.into_iter().map(|entry| entry.name).collect()
    }

    #[test]
    fn plain_text_has_a_name_a_line() {
        assert_eq!(
            names("信访局\n\n 民政局 \r\n信访局\n合计 2 个\n".as_bytes(), "名单.txt"),
            ["信访局", "民政局"]
        );
    }

    #[test]
    fn other_names_follow_on_the_line() {
        let roster =
            Roster::read("来穗人员服务管理局，来穗局、来穗中心；流管办".as_bytes(), "a.txt").unwrap();
        assert_eq!(roster.entries[0].aliases, ["来穗局", "来穗中心", "流管办"]);
    }

    #[test]
    fn a_csv_from_excel_has_a_mark_a_title_a_heading_and_numbers() {
        let text = "\u{FEFF}2021年应报送单位名单,,\n序号,单位名称,简称,联系人\n1,荔湾区信访局,信访局,陈某\n2,荔湾区民政局,,李某\n";
        let roster = Roster::read(text.as_bytes(), "名单.csv").unwrap();
        assert_eq!(roster.entries.len(), 2);
        assert_eq!(roster.entries[0].aliases, ["信访局"]);
        assert_eq!(roster.entries[1], RosterEntry { name: "荔湾区民政局".to_owned(), aliases: vec![] });
    }

    #[test]
    fn full_and_short_names_may_stand_side_by_side() {
        for text in ["序号,单位全称,简称\n1,荔湾区信访局,信访局\n", "单位名称,全称\n荔湾区信访局,信访局\n"]
        {
            let roster = Roster::read(text.as_bytes(), "a.csv").unwrap();
            assert_eq!(roster.entries[0].name, "荔湾区信访局");
            assert_eq!(roster.entries[0].aliases, ["信访局"]);
        }
    }

    #[test]
    fn people_and_telephones_are_no_other_names() {
        let roster = Roster::read("部门名称,联系人\n信访局,陈某\n".as_bytes(), "a.csv").unwrap();
        assert_eq!(roster.entries[0].aliases, Vec::<String>::new());
    }

    #[test]
    fn numbers_in_front_need_no_heading() {
        let roster = Roster::read("1\t信访局\t信访办\n2\t民政局\n".as_bytes(), "a.txt").unwrap();
        assert_eq!(roster.entries[0].name, "信访局");
        assert_eq!(roster.entries[0].aliases, ["信访办"]);
        assert_eq!(roster.entries.len(), 2);
    }

    #[test]
    fn a_workbook_is_read_from_its_first_sheet_with_text() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        workbook.add_worksheet().write_number(0, 0, 2021).unwrap();
        let sheet = workbook.add_worksheet();
        for (row, cells) in [
            ["序号", "单位名称", "简称"],
            ["1", "荔湾区信访局", ""],
            ["2", "荔湾区人力资源和社会保障局", "人社局、人社"],
        ]
        .iter()
        .enumerate()
        {
            for (column, text) in cells.iter().enumerate() {
                sheet
                    .write(u32::try_from(row).unwrap() + 2, u16::try_from(column).unwrap() + 1, *text)
                    .unwrap();
            }
        }
        let roster = Roster::read(&workbook.save_to_buffer().unwrap(), "名单.xlsx").unwrap();
        assert_eq!(roster.entries.len(), 2);
        assert_eq!(roster.entries[1].name, "荔湾区人力资源和社会保障局");
        assert_eq!(roster.entries[1].aliases, ["人社局", "人社"]);
    }

    #[test]
    fn gbk_and_utf_16_are_read() {
        let (gbk, ..) = encoding_rs::GBK.encode("单位名称\n信访局\n民政局");
        assert_eq!(names(&gbk, "a.txt"), ["信访局", "民政局"]);
        let mut utf16 = vec![0xFF, 0xFE];
        utf16.extend("信访局\n民政局".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(names(&utf16, "a.txt"), ["信访局", "民政局"]);
    }

    #[test]
    fn what_has_no_names_is_refused() {
        assert_eq!(Roster::read(b"", "a.txt"), Err(RosterError::Empty));
        assert_eq!(Roster::read("1,2\n3,4\n".as_bytes(), "a.csv"), Err(RosterError::Empty));
        assert_eq!(Roster::read(b"\x00\x01\x02\x00", "a.txt"), Err(RosterError::NotText));
    }

    /// Its labels became departments.
    #[test]
    fn a_form_is_no_roster() {
        let bytes = std::fs::read("fixtures/liwan-2021/09_市场监督管理局.xlsx").unwrap();
        assert_eq!(Roster::read(&bytes, "a.xlsx"), Err(RosterError::IsAForm));
    }

    /// A web page's tags became departments.
    #[test]
    fn what_is_no_list_is_told_as_what_it_is() {
        let told = |bytes: &[u8]| Roster::read(bytes, "名单.xls").unwrap_err().to_string();
        assert!(told("<table><tr><td>信访局".as_bytes()).contains("网页"));
        assert!(told(b"%PDF-1.7\xff\xff").contains("PDF"));
        // One that is text from end to end was a department called %PDF-1.4.
        assert!(told(b"%PDF-1.4\n1 0 obj\nendobj\n").contains("PDF"));
        assert!(told(b"<?xml version='1.0'?><a>x</a>").contains("XML"));
        assert_eq!(names("BM中心\n".as_bytes(), "名单.txt"), ["BM中心"]);
    }

    /// It was said to be no xlsx.
    #[test]
    fn a_package_without_parts_is_told_as_what_it_is() {
        let empty = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
        assert!(matches!(Roster::read(&empty, "a.xlsx"), Err(RosterError::Workbook(_))));
    }

    /// Five million lines were read for half a minute, and until there was no memory left.
    #[test]
    fn what_is_far_too_long_for_a_roster_is_refused() {
        let too_large = |text: &str, file: &str| match Roster::read(text.as_bytes(), file) {
            Err(RosterError::TooLarge(what)) => what,
            other => panic!("{other:?}"),
        };
        assert_eq!(too_large(&"信访局\n".repeat(50_001), "a.txt"), "50000 行");
        assert_eq!(too_large(&"信访局,信访\n".repeat(50_001), "a.csv"), "50000 行");
        assert_eq!(too_large(&"信".repeat(3 << 20), "a.txt"), "8 MB");
        let wide = format!("信访局{}\n", ",".repeat(1 << 20));
        assert_eq!(names(wide.as_bytes(), "a.csv"), ["信访局"]);
        assert_eq!(names("信访局\n".repeat(50_000).as_bytes(), "a.txt"), ["信访局"]);
    }

    #[test]
    fn departments_whose_names_begin_with_a_word_for_sums_are_read() {
        assert_eq!(names("统计局\n审计局\n总工会\n".as_bytes(), "a.txt"), ["统计局", "审计局", "总工会"]);
    }
}
