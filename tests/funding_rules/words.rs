//! What findings say, and how grave they are.

use ziping::record::Severity;

use crate::form::{findings, form, message};

#[test]
fn messages_say_what_was_found_and_what_is_right() {
    for (changes, words) in [
        (&[("G6", "0.8923")][..], "预算完成率现为 89.23%，应为 86.51%：822.26 ÷ (843.65 + 106.87)"),
        (&[("H7", "-0.0762")], "预算调整率现为 -7.62%，应为 7.62%：|-45.70| ÷ 600.00"),
        (
            &[("G6", "=E6/C6")],
            "预算完成率的公式 E6/C6 得 97.46%，应为 86.51%：822.26 ÷ (843.65 + 106.87)；公式应为 E6/(C6+D6)",
        ),
        (
            &[("G8", "=E8/C8")],
            "预算完成率的公式 E8/C8 按现有数据结果正确，但算法不对：预算调整数为 100.00 时，此公式得 75.00%，应为 60.00%；公式应为 E8/(C8+D8)",
        ),
        (
            &[("E5", "1722.26")],
            "实际支出数合计现为 1722.26，应为 1622.26：822.26 + 500.00 + 300.00，相差 100.00，请核实是合计还是明细填错",
        ),
        (&[("C5", "=SUM(C6:C7)")], "年初预算数合计的公式 SUM(C6:C7) 漏了 C8；应为 SUM(C6:C8)，合计 1843.65"),
        (
            &[("C5", "=SUM(C5:C8)")],
            "年初预算数的公式 SUM(C5:C8) 循环引用（C5 → C5），应为 1843.65：843.65 + 600.00 + 400.00",
        ),
        (&[("E6", "=J1|#VALUE!"), ("J1", "#VALUE!")], "单元格显示 #VALUE!，请补填或改正公式"),
        (&[("G6", "=E6/(C6+D6)|0.84")], "预算完成率显示 84.00%，按公式重新计算应为 86.51%"),
        (
            &[("E7", "700")],
            "政府性基金预算 实际支出数 700.00 大于预算数 554.30，超出 145.70，请核实并说明原因",
        ),
    ] {
        assert_eq!(message(changes), words);
    }
}

#[test]
fn a_wrong_rate_is_an_error_even_where_it_was_made_of_constants() {
    let severity = |text| findings(&form(&[("G6", text)]))[0].severity;
    assert_eq!(severity("=822.26/950.52"), Severity::Warning);
    assert_eq!(severity("=800/950.52"), Severity::Error);
}

/// As LibreOffice stores it in an .xls: a formula that gives an empty text has 0 for its result.
#[test]
fn an_empty_text_stored_as_zero_is_noted_and_no_more() {
    let blank = [
        ("C8", "0"),
        ("D8", "0"),
        ("E8", "0"),
        ("H8", "'—"),
        ("C5", "1443.65"),
        ("D5", "61.17"),
        ("E5", "1322.26"),
    ];
    let severity = |formula| {
        let mut changes = blank.to_vec();
        changes.push(("G8", formula));
        findings(&form(&changes))
            .iter()
            .filter(|f| f.rule.name == "stale-cached-value")
            .map(|f| f.severity)
            .collect::<Vec<_>>()
    };
    assert_eq!(severity("=IF(C8=0,\"\",E8/(C8+D8))|0"), [Severity::Info]);
    assert_eq!(severity("=IF(C8=0,\"\",E8/(C8+D8))|0.5"), [Severity::Warning]);
}
