//! A form is put in order, and still looks like the department's own.

use crate::desk::{Desk, ECHO, at, cell, number, text};
use ziping::workbook::{
    Borders, Cell, CellRef, Font, Line, LineKind, Pattern, PatternKind, Sheet, Style, Underline, Vertical,
    Workbook,
};

fn height(workbook: &Workbook, row: u32) -> f64 {
    workbook.sheet("自评表").unwrap().1.row_heights[&row]
}

#[test]
fn a_row_is_high_enough_for_all_of_a_merged_text() {
    let mut desk = Desk::new();
    desk.put("B5", text(&"推进信访工作信息化".repeat(40)));
    for col in 1..=5 {
        desk.sheet().column_widths.insert(col, 10.0);
    }
    // 720 columns of text on five merged columns of ten: at least 13 lines of 14 points.
    assert!(height(&desk.corrected(), 4) > 180.0, "{}", height(&desk.corrected(), 4));
}

#[test]
fn a_text_merged_over_rows_has_the_rows_together() {
    let mut desk = Desk::new();
    desk.put("A6", text(&"字".repeat(60))).put("B6", text("甲")).put("B7", text("乙"));
    desk.sheet().merges.extend(["A6:A7".parse().unwrap()]);
    desk.sheet().column_widths.insert(0, 10.0);
    desk.form.measures = Some(ziping::form::Located::new("字".to_owned(), at("A6")));
    let corrected = desk.corrected();
    let (sixth, seventh) = (height(&corrected, 5), height(&corrected, 6));
    assert!(sixth + seventh > 160.0, "{sixth} + {seventh}");
    assert!((sixth - seventh).abs() < 1.0, "what is missing is spread evenly");
}

#[test]
fn a_text_that_no_row_can_show_is_named_and_leaves_the_rest_readable() {
    let mut desk = Desk::new();
    desk.put("B5", text(&"长".repeat(32_000)));
    desk.sheet().column_widths.insert(1, 20.0);
    let corrected = desk.corrected();
    assert!(height(&corrected, 4) <= 409.5);
    assert!(corrected.sheets[0].column_widths[&1] < 25.0, "{:?}", corrected.sheets[0].column_widths);
    let opinion = crate::desk::rows(&corrected, "校验意见").concat().join("\n");
    assert!(opinion.contains("无法全部显示（内容未删减）：自评表!B5"), "{opinion}");
}

#[test]
fn the_departments_own_look_stays() {
    let mut desk = Desk::new();
    let own = Style {
        font: Font { name: "仿宋_GB2312".to_owned(), size: 1_200, bold: true, ..Font::default() },
        fill: Some(0x00DD_EBF7),
        borders: Borders { left: Line { kind: LineKind::Medium, color: None }, ..Borders::default() },
        ..Style::default()
    };
    desk.put_style("B4", own.clone());
    let corrected = desk.corrected();
    let style = corrected.style(cell(&corrected, "自评表", "B4"));
    assert_eq!((&style.font, style.fill), (&own.font, own.fill));
    assert_eq!(style.borders.left.kind, LineKind::Medium);
    assert_eq!(style.borders.right.kind, LineKind::Thin, "a line that was missing is drawn");
    assert_eq!(style.alignment.vertical, Vertical::Center);
}

#[test]
fn money_has_two_places_and_more_where_more_were_typed() {
    let mut desk = Desk::new();
    desk.put("D4", number("100.125"));
    desk.put_style("E4", Style { number_format: "0.000".to_owned(), ..Style::default() });
    let corrected = desk.corrected();
    let format = |address| corrected.style(cell(&corrected, "自评表", address)).number_format.clone();
    assert_eq!(format("C4"), "#,##0.00####");
    assert_eq!(format("D4"), "#,##0.00####");
    assert_eq!(format("E4"), "0.000", "a format of the department's own stays");
}

#[test]
fn cells_to_look_at_are_tinted() {
    let mut desk = Desk::new();
    desk.find_wrong_rate().find(&ECHO, "B5", "只是重复目标");
    let corrected = desk.corrected();
    let fill = |address| corrected.style(cell(&corrected, "自评表", address)).fill;
    assert!(fill("F4").is_some() && fill("B5").is_some());
    assert_ne!(fill("F4"), fill("B5"), "what was mended and what is open are told apart");
    assert_eq!(fill("C4"), None);
}

/// A space that was taken away hid that the cell is still to be looked at.
#[test]
fn what_is_mended_and_open_is_tinted_as_open() {
    let mut desk = Desk::new();
    desk.find_wrong_rate().find(&ECHO, "B5", "只是重复目标").find(&ECHO, "F4", "仍须核实");
    let corrected = desk.corrected();
    let fill = |address| corrected.style(cell(&corrected, "自评表", address)).fill;
    assert_eq!(fill("F4"), fill("B5"));
}

#[test]
fn a_sheet_without_a_form_is_left_as_it_is() {
    let mut desk = Desk::new();
    let mut other = Sheet { name: "附表".to_owned(), ..Sheet::default() };
    other.cells.entry(at("A1")).or_default().value = text(&"不换行的长文字".repeat(20));
    other.cells.entry(at("B1")).or_default().value = number("0.5");
    other.row_heights.insert(0, 15.0);
    desk.workbook.sheets.push(other);
    let corrected = desk.corrected();
    let (_, sheet) = corrected.sheet("附表").unwrap();
    assert!((sheet.row_heights[&0] - 15.0).abs() < 0.5);
    assert!(!corrected.style(cell(&corrected, "附表", "A1")).alignment.wrap);
    assert_eq!(corrected.style(cell(&corrected, "附表", "A1")).borders, Borders::default());
}

#[test]
fn a_row_of_one_line_keeps_the_height_that_someone_gave_it() {
    let mut desk = Desk::new();
    desk.sheet().row_heights.insert(3, 15.0);
    desk.sheet().row_heights.insert(2, 6.0);
    let corrected = desk.corrected();
    assert!((height(&corrected, 3) - 15.0).abs() < 0.5, "{}", height(&corrected, 3));
    assert!(height(&corrected, 2) >= 14.5, "a row too low for its line is raised: {}", height(&corrected, 2));
}

#[test]
fn a_gap_beside_the_department_is_closed_above_and_below_only() {
    let corrected = Desk::new().corrected();
    let borders = &corrected.style(cell(&corrected, "自评表", "D2")).borders;
    let kinds = [borders.left, borders.right, borders.top, borders.bottom].map(|line| line.kind);
    assert_eq!(kinds, [LineKind::None, LineKind::None, LineKind::Thin, LineKind::Thin]);
}

/// Looking for a title above such a table once failed, and no corrected workbook was written.
#[test]
fn a_form_that_begins_with_its_table_in_the_second_column_has_no_title() {
    let mut desk = Desk::new();
    desk.put("C1", text("信访局"));
    desk.form.department = Some(ziping::form::Located::new("信访局".to_owned(), at("C1")));
    desk.form.area = Some("B1:F9".parse().unwrap());
    assert_eq!(cell(&desk.corrected(), "自评表", "C1").value, text("信访局"));
}

/// 斜线表头, patterns and what a style says beside its colours once became lines on four sides and a plain fill.
#[test]
fn lines_across_patterns_and_underlines_stay() {
    let mut desk = Desk::new();
    let across = Line { kind: LineKind::Thin, color: Some(0x0000_00FF) };
    let font = |underline| Font { name: "宋体".to_owned(), size: 1_100, underline, ..Font::default() };
    let styles = [
        Style {
            borders: Borders { diagonal: across, falls: true, ..Borders::default() },
            font: font(Underline::Double),
            ..Style::default()
        },
        Style {
            borders: Borders { diagonal: across, falls: true, rises: true, ..Borders::default() },
            pattern: Some(Pattern { kind: PatternKind::LightTrellis, color: Some(0x00FF_0000) }),
            fill: Some(0x00FF_FF00),
            font: font(Underline::SingleAccounting),
            ..Style::default()
        },
        Style {
            pattern: Some(Pattern { kind: PatternKind::Gray125, color: None }),
            font: font(Underline::DoubleAccounting),
            quote_prefix: true,
            hides_formula: true,
            unlocked: true,
            ..Style::default()
        },
    ];
    let mut other = Sheet { name: "附表".to_owned(), ..Sheet::default() };
    for (row, style) in (0..).zip(&styles) {
        desk.workbook.styles.push(style.clone());
        let style = desk.workbook.styles.len() - 1;
        other.cells.insert(CellRef::new(row, 0), Cell { value: text("项目"), style, ..Cell::default() });
    }
    desk.workbook.sheets.push(other);
    let corrected = desk.corrected();
    for (address, style) in ["A1", "A2", "A3"].iter().zip(&styles) {
        assert_eq!(corrected.style(cell(&corrected, "附表", address)), style);
    }
}
