//! Amounts that a fix changes, followed into the summary and into what the corrected workbook says.

use serde_json::Value;

use crate::plain_form::PLAIN;
use crate::support::{Folder, exported, save_lines, table, ziping};

/// The form in 万元 with 实际支出数 in 元, as that column's heading says, and with `cell` of it spoilt.
fn spoilt(cell: &str, content: &str) -> Vec<String> {
    let mut lines = PLAIN.map(str::to_owned).to_vec();
    lines[3] = lines[3].replace("实际支出数", "实际支出数（元）");
    let at = [("E5", "90", "=SUM(E6:E7) → 900000"), ("E6", "75", "750000"), ("E7", "15", "150000")];
    for ((address, shown, in_yuan), row) in at.into_iter().zip(4..) {
        let own = if address == cell { content } else { in_yuan };
        lines[row] = lines[row].replace(&format!("| {shown} |"), &format!("| {own} |"));
    }
    if cell == "F7" {
        lines[6] = lines[6].replace("0.75", content);
    }
    lines
}

/// What broke: what was written into a cell in 元 entered the summary as 万元, ten thousand times too much.
#[test]
fn what_is_mended_in_a_column_in_yuan_is_counted_in_the_forms_unit() {
    for (cell, content, rule) in [
        ("E5", "=SUM(E6:E6) → 750000", "total-range-short"),
        ("E6", "'750,000.00", "number-as-text"),
        ("E7", "=100000+50000 → 140000", "stale-cached-value"),
        ("F7", "'75%", "rate-as-text"),
    ] {
        let folder = Folder::new();
        save_lines(&spoilt(cell, content), &folder.path("in/a.xlsx"));
        ziping().arg("run").arg(folder.path("in")).arg("-o").arg(folder.path("out")).assert().code(0);
        let found = table(&folder.path("out/汇总表.xlsx"), "校验问题");
        let found: Vec<_> = found.iter().map(|f| [&f["单元格"], &f["规则名"], &f["处理情况"]]).collect();
        assert_eq!(found, [[cell, rule, "已修正"]]);
        let spent: Vec<_> = table(&folder.path("out/汇总表.xlsx"), "资金汇总")
            .into_iter()
            .map(|row| [row["实际支出数"].clone(), row["预算完成率"].clone()])
            .collect();
        assert_eq!(spent[..3], [["90", "0.9"], ["75", "0.9375"], ["15", "0.75"]], "{cell}");
        let corrected = &exported(folder.path("out/修正表"))[0]["funding"];
        let told = [0, 1, 2].map(|row| corrected[row]["actual_expenditure"].clone());
        assert_eq!(told, ["90.00", "75.00", "15.00"].map(Value::from), "{cell}");
    }
}
