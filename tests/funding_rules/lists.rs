//! Subtotals, 其中 and a second breakdown of the total: one wrong amount made the program forget what the rows are, and right
//! rates beside it were overwritten.

use ziping::workbook::Workbook;

use crate::form::{at, findings, form, found_in, found_with_fixes, put};

/// A source: its name, 年初预算数, 预算调整数, 实际支出数 and a typed 预算完成率.
type Row<'a> = (&'a str, [&'a str; 4]);

/// The form with these sources from row 5 on in the place of its own, and what comes after them further down.
fn form_of(rows: &[Row<'_>]) -> Workbook {
    let mut workbook = form(&[]);
    let (first, own) = (4, 4);
    let more = u32::try_from(rows.len()).unwrap() - own;
    let cells = std::mem::take(&mut workbook.sheets[0].cells);
    for (mut cell, content) in cells {
        let is_source = (first..first + own).contains(&cell.row);
        if !is_source {
            cell.row += if cell.row < first { 0 } else { more };
            workbook.sheets[0].cells.insert(cell, content);
        }
    }
    let style = workbook.styles.iter().position(|style| style.number_format == "0.00%").unwrap();
    for (row, (name, figures)) in (5..).zip(rows) {
        put(&mut workbook, &format!("B{row}"), name);
        for (column, figure) in ["C", "D", "E", "G"].into_iter().zip(figures) {
            put(&mut workbook, &format!("{column}{row}"), figure);
        }
        workbook.sheets[0].cells.get_mut(&at(&format!("G{row}"))).unwrap().style = style;
    }
    workbook
}

fn changed(rows: &[Row<'_>], changes: &[(&str, &str)]) -> Workbook {
    let mut workbook = form_of(rows);
    for (address, text) in changes {
        put(&mut workbook, address, text);
        if address.starts_with('G') {
            workbook.sheets[0].cells.get_mut(&at(address)).unwrap().style = 1;
        }
    }
    workbook
}

/// Every amount is its subtotal's and the total's.
const SUBTOTALS: [Row<'static>; 7] = [
    ("财政拨款小计", ["1443.65", "61.17", "1322.26", "0.8787"]),
    ("一般公共预算", ["843.65", "106.87", "822.26", "0.8651"]),
    ("政府性基金预算", ["600", "-45.7", "500", "0.902"]),
    ("单位资金小计", ["610.3", "20", "560.2", "0.8888"]),
    ("事业收入", ["400.1", "8", "360.1", "0.8824"]),
    ("其他收入", ["210.2", "12", "200.1", "0.9005"]),
    ("总计", ["2053.95", "81.17", "1882.46", "0.8817"]),
];

#[test]
fn a_wrong_amount_under_a_subtotal_is_the_one_that_is_told() {
    assert_eq!(found_in(&form_of(&SUBTOTALS)), [""; 0]);
    // The right rate was overwritten, and the right totals were told to count the subtotals twice.
    let found = found_with_fixes(&changed(&SUBTOTALS, &[("E6", "722.26")]));
    assert_eq!(found, ["E5 subtotal-mismatch", "G6 rate-wrong-value Suggested G6=E6/(C6+D6)"]);
    let wrong = findings(&changed(&SUBTOTALS, &[("E6", "722.26")]));
    assert!(wrong.iter().any(|finding| finding.message.contains("E6 若为 822.26")), "{wrong:#?}");
    // So it is where the part is more than the subtotal, or kept in 元.
    assert!(
        found_in(&changed(&SUBTOTALS, &[("E6", "1722.26")])).contains(&"E5 subtotal-mismatch".to_owned())
    );
    let in_yuan = found_in(&changed(&SUBTOTALS, &[("E6", "8222600")]));
    assert_eq!(in_yuan, ["E6 unit-mismatch"]);
}

#[test]
fn amounts_that_were_exchanged_are_not_believed_against_the_rate() {
    // Under a subtotal, and where the totals are formulas that follow whatever stands there.
    let found = found_with_fixes(&changed(&SUBTOTALS, &[("C9", "368.1"), ("E9", "392.1"), ("G9", "0.9592")]));
    assert!(found.contains(&"G9 rate-wrong-value Suggested G9=E9/(C9+D9)".to_owned()), "{found:?}");
    let exchanged = form(&[("C8", "300"), ("E8", "400"), ("G8", "0.75")]);
    let found = found_with_fixes(&exchanged);
    assert_eq!(found, ["E8 overspent", "G8 rate-wrong-value Suggested G8=E8/(C8+D8)"]);
    let wrong = findings(&exchanged);
    assert!(wrong.iter().any(|finding| finding.message.contains("E8 与 C8 若互换")), "{wrong:#?}");
}

/// Numbered, set in or only by its figures.
#[test]
fn parts_that_are_more_than_what_they_are_listed_of_are_told() {
    for [first, second, third, fourth] in [
        ["一、基本支出", "（一）人员经费", "（二）公用经费", "二、项目支出"],
        ["基本支出", "人员经费", "公用经费", "项目支出"],
        ["基本支出", "其中：人员经费", "公用经费", "项目支出"],
    ] {
        let rows = [
            ("合计", ["1503.65", "106.87", "1422.26", "0.8831"]),
            (first, ["843.65", "106.87", "822.26", "0.8651"]),
            (second, ["600.5", "100", "600.1", "0.8567"]),
            (third, ["243.15", "6.87", "222.16", "0.8886"]),
            (fourth, ["660", "0", "600", "0.9091"]),
        ];
        assert_eq!(found_in(&form_of(&rows)), [""; 0], "{first}");
        let found = found_with_fixes(&changed(&rows, &[("E7", "1600.1")]));
        let expected =
            ["E6 subtotal-mismatch", "E7 overspent", "G7 rate-wrong-value Suggested G7=E7/(C7+D7)"];
        assert_eq!(sorted(found), expected, "{first}");
    }
}

/// By source and by structure.
const TWICE: [Row<'static>; 5] = [
    ("部门预算资金总额", ["1243.65", "106.87", "1122.26", "0.831"]),
    ("财政拨款", ["843.65", "106.87", "822.26", "0.8651"]),
    ("其他资金", ["400", "0", "300", "0.75"]),
    ("基本支出", ["743.15", "6.87", "622.16", "0.8295"]),
    ("项目支出", ["500.5", "100", "500.1", "0.8328"]),
];

#[test]
fn a_total_that_adds_up_either_breakdown_is_right() {
    for rows in [[6, 7], [8, 9]] {
        let sum = |column: &str| format!("=SUM({column}{}:{column}{})", rows[0], rows[1]);
        let [c, d, e] = ["C", "D", "E"].map(sum);
        let workbook = changed(&TWICE, &[("C5", &c), ("D5", &d), ("E5", &e)]);
        assert_eq!(found_in(&workbook), [""; 0], "{rows:?}");
    }
}

#[test]
fn a_second_breakdown_that_does_not_come_out_is_told() {
    assert_eq!(found_in(&form_of(&TWICE)), [""; 0]);
    let wrong = changed(&TWICE, &[("E9", "600.1")]);
    assert_eq!(
        found_with_fixes(&wrong),
        ["E8 subtotal-mismatch", "G9 rate-wrong-value Suggested G9=E9/(C9+D9)"]
    );
    let message = &findings(&wrong)[0].message;
    assert!(
        message.contains("另一种划分（基本支出、项目支出）各项之和却为 1222.26，多出 100.00"),
        "{message}"
    );
    // Where both breakdowns agree, the total is wrong.
    assert_eq!(found_in(&changed(&TWICE, &[("E5", "1222.26"), ("G5", "0.831")])), ["E5 total-mismatch"]);
}

#[test]
fn a_second_list_of_the_total_is_no_list_of_the_row_above_it() {
    let mut rows = TWICE;
    rows[0].0 = "合计";
    rows[1].0 = "其中：财政拨款";
    rows[3].0 = "其中：基本支出";
    assert_eq!(found_in(&form_of(&rows)), [""; 0]);
}

/// The totals come out whatever a row under a subtotal holds: all three amounts of it were converted.
#[test]
fn one_amount_in_yuan_under_a_subtotal_says_nothing_of_its_row() {
    let found = findings(&changed(&SUBTOTALS, &[("E9", "3601000")]));
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((finding.rule.name, finding.cell), ("unit-mismatch", Some(at("E9"))));
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort_unstable();
    lines
}
