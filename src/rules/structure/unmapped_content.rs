//! `unmapped-content`

use std::collections::{BTreeMap, BTreeSet};

use crate::excerpt::in_one_line;
use crate::form::Unmapped;
use crate::letters::is_letter_or_digit;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};
use crate::template::says_nothing;
use crate::workbook::{CellRange, CellRef, Sheet};

use super::QUOTED;
use super::asides::{is_aside, is_signature_or_note};

declare_rule! {
    /// ## 检查什么
    ///
    /// 表内或表旁有内容不属于任何栏目，例如随手算的数、给同事的留言。相连的单元格提示一次。
    /// 有表头的附加栏（序号、分值、得分、备注等）、模板中不汇总的栏目、表末的填表人、联系电话、填报日期和附注不提示，
    /// 标题上面的“附件2”、自评等级、填“无”的栏目（“其他需要说明的事项：无”）也不提示；隐藏的内容由 `hidden-content` 提示。
    ///
    /// ## 为什么
    ///
    /// 这些内容不进汇总；公开前应看一眼该不该留。它们在修正表中原样保留，在 `export` 的 `unmapped` 里逐格列出。
    ///
    /// ## 例子
    ///
    /// K6、K7 写着草算的数：
    ///
    /// > K6　“822.26”等 2 格内容（K6:K7）不属于表内任何栏目，汇总时不计入，请核实是否应保留
    ///
    /// ## 修正
    ///
    /// 不修正，内容原样保留。
    "unmapped-content" {
        code: "S201",
        title: "栏目之外的内容",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

/// So many blocks are told of one by one; the rest together.
const MOST_FINDINGS: usize = 5;

/// The longest text, in characters, that is taken for a column's heading.
pub(super) const LONGEST_HEADING: usize = 15;

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let excused = Excused::of(context);
    let unmapped = context.form.unmapped.iter();
    let told: BTreeMap<CellRef, &str> = unmapped
        .filter(|content| context.owns(content.cell) && !excused.covers(content.cell))
        // What nobody sees is `hidden-content`; dots and lines only offer a place.
        .filter(|content| {
            !context.sheet().is_hidden(content.cell) && content.value.contains(is_letter_or_digit)
        })
        .map(|content| (content.cell, content.value.as_str()))
        .collect();
    let blocks = blocks(&told);
    let mut findings: Vec<Finding> = blocks.iter().take(MOST_FINDINGS).map(|b| finding(context, b)).collect();
    if let Some(next) = blocks.get(MOST_FINDINGS) {
        let rest: usize = blocks.iter().skip(MOST_FINDINGS).map(|block| block.count).sum();
        let message = format!(
            "自 {} 起另有 {rest} 格内容不属于表内任何栏目，汇总时不计入，请核实是否应保留",
            next.first
        );
        findings.push(Finding::new(&RULE, &context.form.sheet, message).at(next.first));
    }
    findings
}

fn finding(context: &FormContext<'_>, block: &Block<'_>) -> Finding {
    let words = in_one_line(block.words, QUOTED);
    let what = match block.count {
        1 => format!("“{words}”"),
        count => format!("“{words}”等 {count} 格内容（{}）", block.range),
    };
    let message = format!("{what}不属于表内任何栏目，汇总时不计入，请核实是否应保留");
    Finding::new(&RULE, &context.form.sheet, message).at(block.first).actual(block.words)
}

/// Cells side by side.
struct Block<'a> {
    /// The first in reading order.
    first: CellRef,
    /// What it says.
    words: &'a str,
    /// The rectangle around them.
    range: CellRange,
    /// How many they are.
    count: usize,
}

/// The cells in blocks that touch by an edge, in reading order.
fn blocks<'a>(cells: &BTreeMap<CellRef, &'a str>) -> Vec<Block<'a>> {
    let mut seen = BTreeSet::new();
    let mut blocks = Vec::new();
    for (&first, &words) in cells {
        if !seen.insert(first) {
            continue;
        }
        let mut block = Block { first, words, range: CellRange::single(first), count: 0 };
        let mut open = vec![first];
        while let Some(at) = open.pop() {
            block.count += 1;
            block.range = block.range.with(at);
            let beside = [
                CellRef::new(at.row.wrapping_sub(1), at.col),
                CellRef::new(at.row.saturating_add(1), at.col),
                CellRef::new(at.row, at.col.wrapping_sub(1)),
                CellRef::new(at.row, at.col.saturating_add(1)),
            ];
            open.extend(beside.into_iter().filter(|next| cells.contains_key(next) && seen.insert(*next)));
        }
        blocks.push(block);
    }
    blocks
}

/// What nothing is said against.
struct Excused {
    /// Columns of the form's own adding, from their heading down.
    columns: BTreeMap<u32, u32>,
    /// Rows of signatures and notes.
    rows: BTreeSet<u32>,
    /// Cells beside or under a label that the template knows, though nothing is read from them.
    cells: BTreeSet<CellRef>,
}

impl Excused {
    fn of(context: &FormContext<'_>) -> Self {
        let mut labels_in_row: BTreeMap<u32, usize> = BTreeMap::new();
        for label in &context.form.labels {
            *labels_in_row.entry(label.row).or_default() += 1;
        }
        let mut excused = Self { columns: BTreeMap::new(), rows: BTreeSet::new(), cells: BTreeSet::new() };
        let unmapped: BTreeMap<CellRef, &str> =
            context.form.unmapped.iter().map(|content| (content.cell, content.value.as_str())).collect();
        let labels: BTreeSet<CellRef> = context.form.labels.iter().copied().collect();
        for content in &context.form.unmapped {
            let CellRef { row, col } = content.cell;
            // A row with several of the template's labels is a row of headings.
            let is_heading_row = labels_in_row.get(&row).is_some_and(|labels| *labels >= 3);
            if is_heading_row && is_heading(&content.value) {
                excused.columns.entry(col).and_modify(|first| *first = row.min(*first)).or_insert(row);
            }
            if is_signature_or_note(&content.value) {
                excused.rows.insert(row);
            }
            if is_aside(&content.value) || is_answered_with_nothing(&unmapped, context.sheet(), content) {
                excused.cells.insert(content.cell);
            }
            let is_excused = |at: &CellRef| labels.contains(at) || excused.cells.contains(at);
            let sheet = context.sheet();
            if left_of(sheet, content.cell).iter().chain(&above(sheet, content.cell)).any(is_excused) {
                excused.cells.insert(content.cell);
            }
        }
        excused
    }

    fn covers(&self, cell: CellRef) -> bool {
        self.rows.contains(&cell.row)
            || self.cells.contains(&cell)
            || self.columns.get(&cell.col).is_some_and(|first| cell.row >= *first)
    }
}

/// The next cell to the left that has content.
fn left_of(sheet: &Sheet, cell: CellRef) -> Option<CellRef> {
    let row = CellRef::new(cell.row, 0)..cell;
    sheet.cells.range(row).rev().find(|(_, other)| !other.value.is_blank()).map(|(at, _)| *at)
}

/// Whether a cell says nothing (无), or asks for what the last cell of its line says that there is none of: 其他需要说明的事项.
fn is_answered_with_nothing(unmapped: &BTreeMap<CellRef, &str>, sheet: &Sheet, content: &Unmapped) -> bool {
    let at = content.cell;
    let row = CellRef::new(at.row, at.col.saturating_add(1))..CellRef::new(at.row.saturating_add(1), 0);
    let mut after = sheet.cells.range(row).filter(|(_, cell)| !cell.value.is_blank()).map(|(at, _)| at);
    let only = after.next().filter(|_| after.next().is_none());
    let is_nothing = |answer: &CellRef| unmapped.get(answer).is_some_and(|text| says_nothing(text));
    says_nothing(&content.value)
        || (content.value.contains(char::is_alphabetic) && only.is_some_and(is_nothing))
}

/// The next cell above that has content, within a few rows.
fn above(sheet: &Sheet, cell: CellRef) -> Option<CellRef> {
    const ROWS: u32 = 5;
    let rows = cell.row.saturating_sub(ROWS)..cell.row;
    rows.rev().map(|row| CellRef::new(row, cell.col)).find(|at| !sheet.value(*at).is_blank())
}

fn is_heading(text: &str) -> bool {
    text.chars().count() <= LONGEST_HEADING && text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use crate::form::Unmapped;
    use crate::rules::testing::{Desk, at};

    fn with(unmapped: &[(&str, &str)]) -> Vec<String> {
        let mut desk = Desk::clean();
        desk.form.labels.extend(["A8", "B8", "C8", "D8", "E8", "F8", "G8", "H8", "A12"].map(at));
        desk.form.unmapped.extend(
            unmapped.iter().map(|(cell, value)| Unmapped { cell: at(cell), value: (*value).to_owned() }),
        );
        desk.lines("unmapped-content")
    }

    #[test]
    fn a_note_beside_the_form_is_told() {
        assert_eq!(
            with(&[("K6", "王姐看一下这个数")]),
            ["K6 “王姐看一下这个数”不属于表内任何栏目，汇总时不计入，请核实是否应保留"]
        );
    }

    #[test]
    fn cells_side_by_side_are_told_once() {
        assert_eq!(
            with(&[("K6", "822.26"), ("K7", "950.52"), ("L7", "0.8651")]),
            ["K6 “822.26”等 3 格内容（K6:L7）不属于表内任何栏目，汇总时不计入，请核实是否应保留"]
        );
    }

    #[test]
    fn many_scattered_cells_are_told_together() {
        let cells: Vec<String> = (1..=20).map(|n| format!("K{}", n * 2)).collect();
        let unmapped: Vec<(&str, &str)> = cells.iter().map(|cell| (cell.as_str(), "1")).collect();
        let lines = with(&unmapped);
        assert_eq!(lines.len(), 6);
        assert_eq!(lines[5], "K12 自 K12 起另有 15 格内容不属于表内任何栏目，汇总时不计入，请核实是否应保留");
    }

    #[test]
    fn columns_with_a_heading_of_their_own_are_fine() {
        assert!(
            with(&[("I8", "分值"), ("J8", "得分"), ("I9", "10"), ("J9", "9.5"), ("I13", "100")]).is_empty()
        );
    }

    #[test]
    fn signatures_and_notes_are_fine() {
        let lines = with(&[
            ("A15", "填表人：陈某"),
            ("D15", "联系电话："),
            ("E15", "81234567"),
            ("G15", "填报日期：2022年3月1日"),
            ("A16", "（盖章）"),
            ("D14", "……"),
            ("A17", "注：涉密内容不填。"),
        ]);
        assert!(lines.is_empty(), "{lines:?}");
    }

    #[test]
    fn what_only_says_where_a_form_belongs_or_that_there_is_nothing_is_fine() {
        for aside in ["附件2", "附表3-1：", "（自评等级：优）", "2022年3月21日", "无"] {
            assert!(with(&[("A16", aside)]).is_empty(), "{aside}");
        }
        let others =
            ["附件里的数以王姐的为准", "附件2的数不对", "2022年3月21日开会", "自评等级和分数不符，再核"];
        for other in others {
            assert_eq!(with(&[("K6", other)]).len(), 1, "{other}");
        }
    }

    #[test]
    fn a_label_that_is_answered_with_nothing_is_fine() {
        let told = |value: &str| {
            let mut desk = Desk::clean();
            let unmapped = [("A17", "其他需要说明的事项"), ("D17", value)];
            for (cell, words) in unmapped {
                desk.put(cell, crate::rules::testing::text(words));
            }
            let unmapped = unmapped.map(|(cell, value)| Unmapped { cell: at(cell), value: value.to_owned() });
            desk.form.unmapped.extend(unmapped);
            desk.lines("unmapped-content").len()
        };
        assert_eq!(told("无"), 0);
        assert!(told("项目已移交街道管理。") > 0);
    }

    #[test]
    fn what_stands_beside_or_under_a_label_is_fine() {
        let mut desk = Desk::clean();
        let unmapped = [("B15", "自评为优"), ("I6", "跨年支付"), ("I7", "无")];
        for (cell, words) in unmapped.into_iter().chain([("A15", "评价结论"), ("I5", "原因")]) {
            desk.put(cell, crate::rules::testing::text(words));
        }
        desk.form.labels.extend(["A15", "I5"].map(at));
        desk.form
            .unmapped
            .extend(unmapped.map(|(cell, value)| Unmapped { cell: at(cell), value: value.to_owned() }));
        assert!(desk.lines("unmapped-content").is_empty());
    }

    #[test]
    fn hidden_content_is_another_rules() {
        let mut desk = Desk::clean();
        desk.form.unmapped.push(Unmapped { cell: at("K20"), value: "旧数".to_owned() });
        desk.workbook.sheets[0].hidden_rows.insert(19);
        assert!(desk.lines("unmapped-content").is_empty());
    }

    #[test]
    fn a_form_with_nothing_more_is_fine() {
        assert!(with(&[]).is_empty());
    }
}
