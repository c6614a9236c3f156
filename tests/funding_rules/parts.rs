//! Which rows a total should add up: right totals were "mended" to others.

use ziping::record::FixSafety;
use ziping::workbook::Workbook;

use crate::form::{findings, form, found, found_in, found_with_fixes};

/// A form with these sources (name, three amounts) from row 5 on, in the place of its own.
fn funds<'a>(rows: &[(&'a str, [&'a str; 3])]) -> Vec<(String, &'a str)> {
    let line = |(row, (name, amounts)): (usize, &(&'a str, [&'a str; 3]))| {
        let cells = ["C", "D", "E"].into_iter().zip(*amounts);
        let cells: Vec<(String, &str)> = [("B", *name)]
            .into_iter()
            .chain(cells)
            .map(|(col, text)| (format!("{col}{row}"), text))
            .collect();
        cells
    };
    let blank = ["G", "H"].into_iter().flat_map(|col| (5..9).map(move |row| (format!("{col}{row}"), "")));
    (5..).zip(rows).flat_map(line).chain(blank).collect()
}

fn form_of(rows: &[(&str, [&str; 3])]) -> Workbook {
    let changes = funds(rows);
    let changes: Vec<(&str, &str)> = changes.iter().map(|(at, text)| (at.as_str(), *text)).collect();
    form(&changes)
}

/// `=C6+C8` and the same in the other columns.
fn sums(of: [u8; 2]) -> [String; 3] {
    ["C", "D", "E"].map(|col| format!("={col}{}+{col}{}", of[0], of[1]))
}

/// Parts that no word, number or sum tells from the sources were counted again.
#[test]
fn totals_that_agree_on_their_parts_are_right() {
    let totals = sums([6, 8]);
    let [c, d, e] = totals.each_ref().map(String::as_str);
    let rows = [
        ("合计", [c, d, e]),
        ("一般公共预算", ["843.65", "106.87", "822.26"]),
        ("其中：教育费附加", ["600", "5", "500"]),
        ("其他资金", ["400", "0", "300"]),
    ];
    assert_eq!(found_in(&form_of(&rows)), [""; 0]);
    // One that deviates from the others is the one that is wrong, and is never the sum of a single row.
    let mut short = rows;
    short[0].1[0] = "=C6";
    let findings = findings(&form_of(&short));
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    assert!(finding.message.contains("SUM(C6,C8)"), "{}", finding.message);
}

/// It was found where one total did it, and not where all did.
#[test]
fn of_which_counted_by_every_total_is_asked_about() {
    let rows = [
        ("合计", ["=SUM(C6:C8)", "=SUM(D6:D8)", "=SUM(E6:E8)"]),
        ("一般公共预算", ["310", "0", "300.5"]),
        ("残疾人就业保障金", ["80", "10", "88"]),
        ("其中：康复项目", ["50", "5", "54"]),
    ];
    let workbook = form_of(&rows);
    assert_eq!(found_in(&workbook), ["C5", "D5", "E5"].map(|cell| format!("{cell} total-range-short")));
    let suggested = |f: &ziping::rules::Finding| f.fix.as_ref().unwrap().safety == FixSafety::Suggested;
    assert!(findings(&workbook).iter().all(suggested));
}

/// It was passed over in silence.
#[test]
fn an_unknown_source_with_rates_that_every_total_leaves_out_is_asked_about() {
    let changes =
        [("C5", "=SUM(C6:C7)"), ("D5", "=SUM(D6:D7)"), ("E5", "=SUM(E6:E7)"), ("B8", "福利彩票公益金")];
    assert_eq!(found(&changes), ["C5", "D5", "E5"].map(|cell| format!("{cell} total-range-short")));
    let suggested = |f: &ziping::rules::Finding| f.fix.as_ref().unwrap().safety == FixSafety::Suggested;
    assert!(findings(&form(&changes)).iter().all(suggested));
    let mut beside = changes;
    beside[3].1 = "“三公”经费";
    assert_eq!(found(&beside), [""; 0]);
}

/// Subtotals were counted again by a SUBTOTAL over them.
#[test]
fn a_subtotal_of_subtotals_counts_each_source_once() {
    let rows = [
        ("一般公共预算", ["843.65", "106.87", "822.26"]),
        ("小计", ["=SUBTOTAL(9,C5:C5)", "=SUBTOTAL(9,D5:D5)", "=SUBTOTAL(9,E5:E5)"]),
        ("其他资金", ["400", "0", "300"]),
        ("合计", ["=SUBTOTAL(9,C5:C7)", "=SUBTOTAL(9,D5:D7)", "=SUBTOTAL(9,E5:E7)"]),
    ];
    assert_eq!(found_in(&form_of(&rows)), [""; 0]);
}

/// The total was "mended" to the one row that is listed of it.
#[test]
fn one_row_of_a_total_that_says_to_be_a_part_makes_no_total() {
    for name in ["其中：财政拨款", "其中：一般公共预算"] {
        let rows = [("合计", ["2715.31", "0", "2378.83"]), (name, ["1684.85", "0", "1472.38"])];
        assert_eq!(found_in(&form_of(&[rows[0], rows[1], ("", ["", "", ""]), ("", ["", "", ""])])), [""; 0]);
    }
    // Without the word, the row is all there is.
    let rows = [("合计", ["2715.31", "0", "2378.83"]), ("财政拨款", ["1684.85", "0", "1472.38"])];
    let found = found_in(&form_of(&[rows[0], rows[1], ("", ["", "", ""]), ("", ["", "", ""])]));
    assert_eq!(found, ["C5 total-mismatch", "E5 total-mismatch"]);
}

#[test]
fn a_total_of_which_one_part_alone_is_listed_is_asked_about_once() {
    for others in [["", "", ""], ["0", "0", "0"], ["'/", "'/", "'/"]] {
        let rows = [
            ("合计", ["2715.31", "0", "2378.83"]),
            ("其中：财政拨款", ["1684.85", "0", "1472.38"]),
            ("上年结转", others),
            ("其他资金", others),
        ];
        let found = findings(&form_of(&rows));
        let [finding] = found.as_slice() else { panic!("{others:?} {found:#?}") };
        assert_eq!(
            finding.message,
            "年初预算数合计现为 2715.31，其下只列了 1684.85，其余 1030.46 未列资金来源，请核实"
        );
        assert!(finding.fix.is_none() && finding.severity == ziping::record::Severity::Warning);
    }
}

/// Where the rows are all of the total in another column, where they are more than it, or several of them have amounts, a total
/// that does not come out is wrong.
#[test]
fn a_total_that_its_rows_should_make_up_is_wrong_where_they_do_not() {
    let suggested = |cell: &str, formula: &str| format!("{cell} total-mismatch Suggested {cell}={formula}");
    for (total, first, second, expected) in [
        (["1684.85", "0", "1572.38"], ["1684.85", "0", "1472.38"], ["0", "0", "0"], "E5"),
        (["1584.85", "0", "1472.38"], ["1684.85", "0", "1372.38"], ["100", "0", "100"], "C5"),
    ] {
        let rows =
            [("合计", total), ("其中：财政拨款", first), ("上年结转", second), ("其他资金", ["0", "0", "0"])];
        let col = &expected[..1];
        assert_eq!(
            found_with_fixes(&form_of(&rows)),
            [suggested(expected, &format!("SUM({col}6:{col}8)"))],
            "{total:?}"
        );
    }
}

/// `=1684.85+1030.46` was mended, unasked, to the sum of what is listed.
#[test]
fn a_total_of_typed_numbers_is_mended_unasked_only_where_that_changes_nothing() {
    let mended = |total| found_with_fixes(&form(&[("C5", total)]));
    assert_eq!(mended("=843.65+600+400"), ["C5 total-wrong-formula Safe C5=SUM(C6:C8)"]);
    assert_eq!(mended("=843.65+600+500"), ["C5 total-wrong-formula Suggested C5=SUM(C6:C8)"]);
}

/// What is listed under 其中 was never held against the row above it.
#[test]
fn what_is_listed_under_a_source_is_no_more_than_the_source() {
    let rows = |part: &'static str| {
        [
            ("合计", ["=C6", "=D6", "=E6"]),
            ("一般公共预算", ["843.65", "106.87", "822.26"]),
            ("其中：人员经费", ["700", "100", part]),
            ("其中：公用经费", ["143.65", "6.87", "150"]),
        ]
    };
    assert_eq!(found_in(&form_of(&rows("672.26"))), [""; 0]);
    let more = form_of(&rows("700"));
    assert_eq!(found_in(&more), ["E6 subtotal-mismatch"]);
    let message = &findings(&more)[0].message;
    assert!(message.contains("822.26，其下“其中”各项之和却为 850.00，多出 27.74"), "{message}");
}

#[test]
fn the_only_column_in_which_a_complete_list_is_less_is_asked_about() {
    let rows = |whole: &'static str, stated: &'static str| {
        [
            ("合计", ["843.65", "106.87", stated]),
            ("一般公共预算", ["843.65", "106.87", whole]),
            ("其中：人员经费", ["600", "100", "600"]),
            ("其中：公用经费", ["243.65", "6.87", "222.26"]),
        ]
    };
    assert_eq!(found_in(&form_of(&rows("822.26", "822.26"))), [""; 0]);
    assert_eq!(found_in(&form_of(&rows("922.26", "922.26"))), ["E6 subtotal-mismatch"]);
    // The total was offered the sum of a row that is wrong.
    let wrong_row = form_of(&rows("922.26", "822.26"));
    assert_eq!(found_in(&wrong_row), ["E5 total-mismatch", "E6 subtotal-mismatch"]);
    assert!(findings(&wrong_row).iter().all(|finding| finding.fix.is_none()));
}

/// The parts of a part were added to it.
#[test]
fn of_which_within_of_which_is_no_second_part_of_the_source() {
    for rows in [
        [("其中：财政拨款", ["843.65", "106.87", "822.26"]), ("其中：项目支出", ["500", "60", "450"])],
        [("其中：人员经费", ["600", "60", "500"]), ("其中：在职人员", ["550", "50", "450"])],
    ] {
        let all = [
            ("合计", ["=C6", "=D6", "=E6"]),
            ("一般公共预算", ["843.65", "106.87", "822.26"]),
            rows[0],
            rows[1],
        ];
        assert_eq!(found_in(&form_of(&all)), [""; 0]);
    }
}
