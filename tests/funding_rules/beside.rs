//! Rows of the funding table that are no sources: they were added to the total, and the right total was "mended".

use ziping::record::FixSafety;

use crate::form::{findings, form, found};

/// The line is read as a part of the headings only if it was not read as a source: then every total would be short of it.
fn with_line_under_the_headings(line: [&str; 6]) -> Vec<String> {
    let cells = ["B5", "C5", "D5", "E5", "G5", "H5"];
    let mut changes: Vec<(&str, &str)> = cells.into_iter().zip(line).collect();
    changes.extend([("B6", "合计"), ("C6", "=SUM(C7:C8)"), ("D6", "=SUM(D7:D8)"), ("E6", "=SUM(E7:E8)")]);
    found(&changes)
}

#[test]
fn numbers_of_the_columns_are_no_source() {
    for line in [
        ["栏次", "1", "2", "3", "4=3/(1+2)", "5=|2|/1"],
        ["栏次", "①", "②", "③", "④=③/(①+②)", "⑤=②/①"],
        ["栏次", "'A", "'B", "'C", "'D=C/(A+B)", "'E=|B|/A"],
        ["行次", "1", "2", "3", "4", "5"],
        ["甲", "1", "2", "3", "4", "5"],
        ["1", "2", "3", "4", "5=4/（2+3）", "6"],
    ] {
        assert_eq!(with_line_under_the_headings(line), [""; 0], "{line:?}");
    }
}

#[test]
fn units_under_the_headings_are_no_source() {
    for line in
        [["", "（万元）", "（万元）", "（万元）", "%", "%"], ["", "万元", "万元", "万元", "（%）", "（%）"]]
    {
        assert_eq!(with_line_under_the_headings(line), [""; 0], "{line:?}");
    }
}

/// Two sources under the total, and a third row of other amounts.
fn with_a_row_beside<'a>(source: &'a str, amounts: [&'a str; 3]) -> Vec<(&'a str, &'a str)> {
    vec![
        ("C5", "=SUM(C6:C7)"),
        ("D5", "=SUM(D6:D7)"),
        ("E5", "=SUM(E6:E7)"),
        ("B8", source),
        ("C8", amounts[0]),
        ("D8", amounts[1]),
        ("E8", amounts[2]),
        ("G8", ""),
        ("H8", ""),
    ]
}

#[test]
fn a_row_beside_the_sources_that_the_total_does_not_count_is_none() {
    for (source, amounts) in [
        ("“三公”经费", ["20", "0", "15"]),
        ("政府采购", ["300", "0", "280"]),
        ("上年同期", ["1300", "50", "1250"]),
        ("年末结转结余", ["", "", "60"]),
    ] {
        assert_eq!(found(&with_a_row_beside(source, amounts)), [""; 0], "{source}");
    }
}

#[test]
fn a_known_source_that_every_total_leaves_out_is_left_out() {
    let short = ["C5 total-range-short", "D5 total-range-short", "E5 total-range-short"];
    let row = with_a_row_beside("国有资本经营预算", ["20", "5", "15"]);
    assert_eq!(found(&row), short);
    // Nobody keeps it beside the total: it was forgotten.
    assert!(findings(&form(&row)).iter().all(|f| f.fix.as_ref().unwrap().safety == FixSafety::Safe));
}

#[test]
fn shares_under_a_total_at_the_foot_are_no_source() {
    let mut changes = vec![("B7", "合计"), ("B8", "财政拨款占比"), ("C8", "=C5/C7"), ("E8", "=E5/E7")];
    changes.extend([("B5", "一般公共预算"), ("C5", "843.65"), ("D5", "106.87"), ("E5", "822.26")]);
    changes.extend([("B6", "其他资金"), ("C6", "600"), ("D6", "-45.7"), ("E6", "500")]);
    changes.extend([
        ("C7", "=C5+C6"),
        ("D7", "=D5+D6"),
        ("E7", "=E5+E6"),
        ("D8", ""),
        ("G8", ""),
        ("H8", ""),
    ]);
    assert_eq!(found(&changes), [""; 0]);
}

/// The figures say nothing of such a row: it is zero in the one column, and no total comes out in the others.
#[test]
fn a_total_is_not_changed_unasked_for_a_row_that_may_be_no_source() {
    let mut changes = with_a_row_beside("对口支援", ["10", "0", "5"]);
    changes.extend([("C5", "1500"), ("D5", "=SUM(D6:D7)"), ("E5", "1400")]);
    let findings = findings(&form(&changes));
    assert!(!findings.is_empty());
    let safe = findings.iter().filter(|f| f.fix.as_ref().is_some_and(|fix| fix.safety == FixSafety::Safe));
    assert_eq!(safe.map(|finding| finding.message.clone()).collect::<Vec<_>>(), [""; 0]);
}

/// The parts of 财政拨款 were added to it, and three right totals were called wrong.
#[test]
fn what_a_source_consists_of_is_not_added_again() {
    let rows: &[(&str, &str)] = &[
        ("B5", "合计"),
        ("B6", "其中：财政拨款"),
        ("B7", "其中：中央资金"),
        ("B8", "地方资金"),
        ("C5", "300"),
        ("C6", "300"),
        ("C7", "200"),
        ("C8", "100"),
        ("D5", "0"),
        ("D6", "0"),
        ("D7", "0"),
        ("D8", "0"),
        ("E5", "290"),
        ("E6", "290"),
        ("E7", "195"),
        ("E8", "95"),
    ];
    assert_eq!(found(rows), [""; 0]);
}

/// The form's third source under another name, and totals of the first two alone.
fn with_a_last_row_left_out(name: &str) -> Vec<(&str, &str)> {
    vec![("B8", name), ("C5", "=SUM(C6:C7)"), ("D5", "=SUM(D6:D7)"), ("E5", "=SUM(E6:E7)")]
}

/// What else is to be found the same with the sources across.
pub(crate) fn cases() -> impl Iterator<Item = Vec<(&'static str, &'static str)>> {
    ["另：上年结转资金", "上年结转（不计入合计）", "上年结转资金"].into_iter().map(with_a_last_row_left_out)
}

#[test]
fn a_row_that_says_it_stands_apart_is_no_part_of_the_total() {
    for name in ["另：上年结转资金", "另有上年结转", "上年结转（不计入合计）", "上年结转，不计入合计"]
    {
        assert_eq!(found(&with_a_last_row_left_out(name)), [""; 0], "{name}");
    }
    // It is one all the same where the totals come out only with it.
    assert_eq!(found(&[("B8", "另：上年结转资金")]), [""; 0]);
}

#[test]
fn a_row_that_every_total_leaves_out_is_asked_about_and_not_added() {
    let all = findings(&form(&with_a_last_row_left_out("上年结转资金")));
    let short: Vec<String> = all.iter().map(|f| format!("{} {}", f.cell.unwrap(), f.rule.name)).collect();
    assert_eq!(short, ["C5", "D5", "E5"].map(|cell| format!("{cell} total-range-short")));
    assert!(all.iter().all(|f| f.fix.as_ref().unwrap().safety == FixSafety::Suggested));
    assert!(all[0].message.ends_with("请核实该行是否应计入合计"), "{}", all[0].message);
    // Where another total counts it, the sum that stops short is a fault.
    let one = findings(&form(&[("C5", "=SUM(C6:C7)"), ("D5", "=SUM(D6:D7)")]));
    assert!(one.iter().all(|f| f.fix.as_ref().unwrap().safety == FixSafety::Safe), "{one:#?}");
}
