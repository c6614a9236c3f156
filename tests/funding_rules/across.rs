//! The sources across instead of down: what is wrong, and what a fix makes of it, is the same in the turned cells.

use std::collections::BTreeMap;

use ziping::rules::{Finding, NewContent};
use ziping::workbook::{Cell, CellRef, Workbook};

use crate::beside;
use crate::faults::CASES;
use crate::fixes::corrected;
use crate::form::{at, findings, form};
use crate::incomplete;
use crate::right_forms::CLEAN;
use crate::units;

/// Where a cell of the form stands when its funds (B4:H8) are turned. What stands under them makes room.
fn turned(cell: CellRef) -> CellRef {
    match (cell.row, cell.col) {
        (3..=7, 1..=7) => CellRef::new(cell.col + 2, cell.row - 2),
        (8.., _) => CellRef::new(cell.row + 2, cell.col),
        _ => cell,
    }
}

/// A formula over the turned cells. Texts in it, and what it refers to elsewhere, stay.
fn turned_formula(formula: &str) -> String {
    let mut written = String::new();
    let mut in_text = false;
    let mut word = String::new();
    for c in formula.chars().chain([' ']) {
        if c.is_ascii_alphanumeric() && !in_text {
            word.push(c);
            continue;
        }
        let is_elsewhere = written.ends_with(['!', '$', '.']) || c == '!';
        match word.parse::<CellRef>().ok().filter(|_| !is_elsewhere) {
            Some(cell) => written += &turned(cell).to_string(),
            None => written += &word,
        }
        word.clear();
        in_text ^= c == '"';
        written.push(c);
    }
    written.trim_end().to_owned()
}

fn turned_workbook(mut workbook: Workbook) -> Workbook {
    let cells = std::mem::take(&mut workbook.sheets[0].cells);
    let turn = |(at, cell): (CellRef, Cell)| {
        (turned(at), Cell { formula: cell.formula.as_deref().map(turned_formula), ..cell })
    };
    workbook.sheets[0].cells = cells.into_iter().map(turn).collect::<BTreeMap<_, _>>();
    workbook
}

/// A finding by cell, rule and what its fix writes, in the cells that `place` gives.
fn in_short(finding: &Finding, place: fn(CellRef) -> CellRef, formula: fn(&str) -> String) -> String {
    let cell = finding.cell.map(|cell| place(cell).to_string()).unwrap_or_default();
    let edits = finding.fix.iter().flat_map(|fix| fix.edits.iter().map(move |edit| (fix.safety, edit)));
    let fixes: Vec<String> = edits
        .map(|(safety, edit)| {
            let content = match &edit.content {
                NewContent::Formula { formula: own, cached, .. } => format!("={} {cached:?}", formula(own)),
                other => format!("{other:?}"),
            };
            format!(" {safety:?} {}: {content}", place(edit.cell))
        })
        .collect();
    let field = finding.field.map(|field| field.to_string()).unwrap_or_default();
    format!("{cell} {} {field}{}", finding.rule.name, fixes.concat())
}

#[test]
fn the_sources_across_have_the_findings_and_fixes_of_the_sources_down() {
    let mut wrong = Vec::new();
    let all = CASES.iter().map(|(changes, _)| *changes).chain(CLEAN.iter().map(|(_, changes)| *changes));
    for changes in
        all.map(<[_]>::to_vec).chain(beside::cases()).chain(incomplete::cases()).chain(units::cases())
    {
        let down = form(&changes);
        let mut expected: Vec<String> =
            findings(&down).iter().map(|f| in_short(f, turned, turned_formula)).collect();
        let mut found: Vec<String> =
            findings(&turned_workbook(down)).iter().map(|f| in_short(f, |at| at, str::to_owned)).collect();
        expected.sort();
        found.sort();
        if found != expected {
            wrong.push(format!("{changes:?}\n   found {found:#?}\n   not   {expected:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_was_mended_across_is_right_when_it_is_checked_again() {
    for (changes, _) in CASES {
        let down = corrected(&form(changes));
        let across = corrected(&turned_workbook(form(changes)));
        let of = |workbook: &Workbook| workbook.sheets[0].cells.clone();
        let values = |cells: BTreeMap<CellRef, Cell>| {
            let values: BTreeMap<CellRef, _> = cells.into_iter().map(|(at, cell)| (at, cell.value)).collect();
            values
        };
        assert_eq!(values(of(&across)), values(of(&turned_workbook(down))), "{changes:?}");
    }
}

/// The form with a line 上年结转 of the office's own (the column F of the form that was turned), and rates over it.
#[test]
fn rates_that_all_count_a_line_of_the_offices_own_are_left_as_they_are() {
    let mut changes =
        vec![("F4", "上年结转数"), ("F5", "=SUM(F6:F8)"), ("F6", "50"), ("F7", "10"), ("F8", "5")];
    let formulas = ["=E5/(F5+C5+D5)", "=E6/(F6+C6+D6)", "=E7/(F7+C7+D7)", "=E8/(F8+C8+D8)"];
    changes.extend(["G5", "G6", "G7", "G8"].into_iter().zip(formulas));
    let findings = findings(&turned_workbook(form(&changes)));
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    assert_eq!((finding.cell, finding.fix.is_none()), (Some(at("C9")), true));
    assert_eq!(
        finding.message,
        "预算完成率一栏是按“实际支出数 ÷（年初预算数＋预算调整数＋第 8 行）”计算的，与模板的算法不同，未作修改，请核实口径"
    );
}
