//! Figures beside their labels: the rules hold them to the same, at their own cells.
//!
//! | | A | B | C | D | E | F | G |
//! |---|---|---|---|---|---|---|---|
//! | 4 | 部门整体支出 | 年初预算数 | 843.65 | 预算调整数 | 106.87 | 实际支出数 | 822.26 |
//! | 5 | | 预算完成率 | =G4/(C4+E4) | 预算调整率 | =ABS(E4)/C4 | | |

use ziping::record::FixSafety;
use ziping::workbook::{Style, Workbook};

use crate::fixes::corrected;
use crate::form::{at, findings, form, found_in, found_with_fixes as found, put};

const PAIRS: &[(&str, &str)] = &[
    ("A4", "部门整体支出"),
    ("B4", "年初预算数"),
    ("C4", "843.65"),
    ("D4", "预算调整数"),
    ("E4", "106.87"),
    ("F4", "实际支出数"),
    ("G4", "822.26"),
    ("B5", "预算完成率"),
    ("C5", "=G4/(C4+E4)"),
    ("D5", "预算调整率"),
    ("E5", "=ABS(E4)/C4"),
];

/// 全年预算数 and 全年执行数, each with what it consists of behind it.
const WITH_PARTS: &[(&str, &str)] = &[
    ("A4", "部门整体支出"),
    ("B4", "全年预算数"),
    ("C4", "=E4+G4"),
    ("D4", "其中：财政拨款"),
    ("E4", "900"),
    ("F4", "其他资金"),
    ("G4", "100"),
    ("B5", "全年执行数"),
    ("C5", "=SUM(E5,G5)"),
    ("D5", "其中：财政拨款"),
    ("E5", "860"),
    ("F5", "其他资金"),
    ("G5", "90"),
    ("B6", "执行率"),
    ("C6", "=C5/C4"),
];

/// The form with these cells in the place of its funds, and then these changes.
fn with(funds: &[(&str, &str)], changes: &[(&str, &str)]) -> Workbook {
    let mut workbook = form(&[]);
    workbook.sheets[0].cells.retain(|at, _| !(3..8).contains(&at.row));
    for (address, text) in funds.iter().chain(changes) {
        put(&mut workbook, address, text);
    }
    workbook.styles = vec![Style::default(), Style::default()];
    workbook
}

#[test]
fn each_fault_among_pairs_is_found_once_and_mended_over_the_forms_own_cells() {
    let rate = "Safe C5=G4/(C4+E4)";
    for (changes, expected) in [
        (&[][..], &[][..]),
        (&[("C5", "0.8651")], &[]),
        (&[("C5", "0.8923")], &[format!("C5 rate-wrong-value {rate}")]),
        (&[("C5", "'86.51%")], &[format!("C5 rate-as-text {rate}")]),
        (&[("C5", "=G4/C4")], &[format!("C5 rate-wrong-formula {rate}")]),
        (&[("C5", "=822.26/950.52")], &[format!("C5 rate-formula-of-constants {rate}")]),
        (&[("C5", "=G4/(C4+C5)")], &[format!("C5 circular-formula {rate}")]),
        (&[("E5", "=E4/C4+0.1")], &["E5 rate-wrong-formula Safe E5=ABS(E4)/C4".to_owned()]),
        (&[("C5", "=IFERROR(G4/SUM(C4,E4),\"—\")")], &[]),
        (&[("G4", "1000")], &["G4 overspent".to_owned()]),
        (&[("C4", "-843.65")], &["C4 negative-amount".to_owned()]),
        (&[("G4", "#N/A")], &["G4 error-value".to_owned()]),
        (
            &[("C4", "0"), ("E4", "0"), ("G4", "0"), ("E5", "")],
            &["C5 error-value Safe C5=IF(C4+E4=0,\"\",G4/(C4+E4))".to_owned()],
        ),
    ] {
        assert_eq!(found(&with(PAIRS, changes)), expected, "{changes:?}");
    }
    let text = with(PAIRS, &[("G4", "'822.26万元")]);
    assert_eq!(found_in(&text), ["G4 number-as-text"]);
    assert_eq!(corrected(&text).sheets[0].value(at("G4")).number(), Some("822.26".parse().unwrap()));
    let stale = with(PAIRS, &[("C5", "=G4/(C4+E4)|0.8")]);
    assert_eq!(found_in(&stale), ["C5 stale-cached-value"]);
}

#[test]
fn a_total_among_pairs_is_held_to_the_sources_behind_it() {
    for (changes, expected) in [
        (&[][..], &[][..]),
        (&[("C4", "=E4")], &["C4 total-range-short Safe C4=SUM(E4,G4)"]),
        (&[("C4", "=SUM(E4:G4)")], &[]),
        (&[("C4", "1001")], &["C4 total-mismatch Suggested C4=SUM(E4,G4)"]),
        (&[("C4", "1000.01")], &["C4 rounding-difference"]),
        (&[("C4", "=E4+G4*2")], &["C4 total-wrong-formula Safe C4=SUM(E4,G4)"]),
        (&[("C6", "0.5")], &["C6 rate-wrong-value Safe C6=C5/C4"]),
        (&[("E5", "950"), ("C5", "=SUM(E5,G5)")], &["E5 overspent"]),
    ] {
        assert_eq!(found(&with(WITH_PARTS, changes)), expected, "{changes:?}");
    }
}

#[test]
fn what_was_mended_among_pairs_is_right_when_it_is_checked_again() {
    for (funds, changes) in [
        (PAIRS, &[("C5", "0.8923")]),
        (PAIRS, &[("G4", "'822.26万元")]),
        (PAIRS, &[("C5", "=G4/C4")]),
        (WITH_PARTS, &[("C4", "=E4")]),
    ] {
        let mended = corrected(&with(funds, changes));
        let left = findings(&mended);
        assert!(
            left.iter().all(|f| f.fix.as_ref().is_none_or(|fix| fix.safety != FixSafety::Safe)),
            "{left:#?}"
        );
    }
}

#[test]
fn a_figure_counts_in_the_unit_of_its_label() {
    let in_yuan = [("F4", "实际支出数（元）"), ("G4", "8222600")];
    let with_rate = |rate| found(&with(PAIRS, &[&in_yuan[..], &[("C5", rate)]].concat()));
    assert_eq!(with_rate("0.8651"), [""; 0]);
    assert_eq!(with_rate("=G4/10000/(C4+E4)"), [""; 0]);
}
