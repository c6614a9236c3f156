//! Forms with nothing wrong, however they are filled in.

use ziping::workbook::Cell;

use crate::form::{at, content, form, found, found_in};

#[test]
fn a_form_with_nothing_wrong_has_no_finding() {
    assert_eq!(found(&[]), [""; 0]);
}

/// Forms that are filled in differently and have nothing wrong.
pub(crate) const CLEAN: &[(&str, &[(&str, &str)])] = &[
    (
        "percentages as plain numbers",
        &[("G4", "预算完成率（%）"), ("H4", "预算调整率（%）"), ("J6", ""), ("K5", "86.51")],
    ),
    (
        "the form in 元",
        &[
            ("H3", "单位：元"),
            ("C6", "8436500"),
            ("D6", "1068700"),
            ("E6", "8222600"),
            ("C7", "6000000"),
            ("D7", "-457000"),
            ("E7", "5000000"),
            ("C8", "4000000"),
            ("E8", "3000000"),
            ("H12", "604000"),
        ],
    ),
    (
        "the total at the bottom",
        &[
            ("B5", "一般公共预算"),
            ("C5", "843.65"),
            ("D5", "106.87"),
            ("E5", "822.26"),
            ("B6", "政府性基金预算"),
            ("C6", "600"),
            ("D6", "-45.7"),
            ("E6", "500"),
            ("B7", "其他资金"),
            ("C7", "400"),
            ("D7", "0"),
            ("E7", "300"),
            ("B8", "合计"),
            ("C8", "=SUM(C5:C7)|1843.65"),
            ("D8", "=SUM(D5:D7)|61.17"),
            ("E8", "=SUM(E5:E7)|1622.26"),
        ],
    ),
    (
        "a total alone",
        &[
            ("C5", "843.65"),
            ("D5", "106.87"),
            ("E5", "822.26"),
            ("B6", ""),
            ("C6", ""),
            ("D6", ""),
            ("E6", ""),
            ("G6", ""),
            ("H6", ""),
            ("B7", ""),
            ("C7", ""),
            ("D7", ""),
            ("E7", ""),
            ("G7", ""),
            ("H7", ""),
            ("B8", ""),
            ("C8", ""),
            ("D8", ""),
            ("E8", ""),
            ("G8", ""),
            ("H8", ""),
        ],
    ),
    (
        "a row with 其中 that the total does not count again",
        &[
            ("B7", "其中：人员经费"),
            ("C7", "600"),
            ("D7", "0"),
            ("E7", "500"),
            ("C5", "=C6+C8|1243.65"),
            ("D5", "=D6+D8|106.87"),
            ("E5", "=E6+E8|1122.26"),
        ],
    ),
    ("a row left blank", &[("C7", ""), ("D7", ""), ("E7", ""), ("G7", ""), ("H7", "")]),
    (
        "rates with other guards, cached as programs cache them",
        &[
            ("G5", "=IFERROR(E5/(C5+D5),\"—\")|0.8516591"),
            ("G6", "=IF(C6+D6=0,\"\",ROUND(E6/(C6+D6),4))|0.8651"),
            ("G7", "=E7/SUM(C7:D7)|0.902038607252390"),
            ("H7", "=ABS(D7/C7)|0.0761666666666667"),
            ("H8", "=IF(D8=0,\"\",ABS(D8)/C8)|"),
        ],
    ),
    (
        "scores and numbers beside the form",
        &[("J4", "得分"), ("J5", "=SUM(J6:J8)|20"), ("J6", "10"), ("J7", "5"), ("J8", "5")],
    ),
    ("a link that is none", &[("J4", "=HYPERLINK(\"http://example.com\",\"说明\")|'说明")]),
    ("only whole numbers", &[("C6", "844"), ("D6", "100"), ("E6", "800"), ("D7", "0"), ("H12", "2")]),
    (
        "a department of a province",
        &[("C6", "5436500.25"), ("D6", "106870.5"), ("E6", "5222600.4"), ("H12", "604000")],
    ),
    ("a new source in mid-year", &[("C8", "0"), ("D8", "400"), ("G8", "=E8/(C8+D8)|0.75"), ("H8", "'—")]),
    ("nothing spent", &[("E8", "0"), ("G8", "=E8/(C8+D8)|0")]),
    ("all of it cut", &[("D8", "-400"), ("E8", "0"), ("G8", "'—"), ("H8", "=ABS(D8)/C8|1")]),
];

#[test]
fn right_forms_have_no_finding_however_they_are_filled_in() {
    let mut wrong = Vec::new();
    for (what, changes) in CLEAN {
        let lines = found(changes);
        if !lines.is_empty() {
            wrong.push(format!("{what}: {lines:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A column of percentages as plain numbers, in cells without a format of their own.
#[test]
fn a_column_headed_by_a_percent_sign_may_show_plain_numbers() {
    let heading = ("G4", "预算完成率（%）");
    for (text, rules) in [
        ("=E6/(C6+D6)*100|86.5063333754156", &[][..]),
        ("=ROUND(E6/(C6+D6)*100,2)|86.51", &[]),
        ("86.51", &[]),
        ("86.5", &[]),
        ("89.23", &["G6 rate-wrong-value"]),
        ("=E6/C6*100", &["G6 rate-wrong-formula"]),
        ("=E6/(C6+D6)*100|84", &["G6 stale-cached-value"]),
    ] {
        let mut workbook = form(&[heading]);
        for row in 5..=8 {
            let cell = Cell { style: 0, ..content(&format!("=E{row}/(C{row}+D{row})*100")) };
            workbook.sheets[0].cells.insert(at(&format!("G{row}")), cell);
        }
        workbook.sheets[0].cells.insert(at("G6"), Cell { style: 0, ..content(text) });
        assert_eq!(found_in(&workbook), rules, "{text}");
    }
}

/// `94.4` kept as text in a cell with a percent format was read as 9440 %.
#[test]
fn a_percentage_kept_as_text_is_not_shown_by_the_cells_format() {
    assert_eq!(found(&[("G6", "'86.51")]), ["G6 rate-as-text"]);
    assert_eq!(found(&[("G6", "'86.5")]), ["G6 rate-as-text"]);
    assert_eq!(found(&[("G6", "'84")]), ["G6 rate-wrong-value"]);
}
