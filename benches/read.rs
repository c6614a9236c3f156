//! Reading, against calamine's bare reading of the same cells.
//!
//! `cargo bench --bench read`; `ZIPING_READ` names a folder of workbooks to measure instead of the generated ones.

use std::io::Cursor;

use calamine::Reader;
use ziping::workbook::{Limits, read};

fn main() {
    divan::main();
}

/// Forms of some 35 rows, with texts, numbers and formulas, as a department sends them.
fn workbooks() -> Vec<Vec<u8>> {
    if let Some(folder) = std::env::var_os("ZIPING_READ") {
        let files = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        let mut files: Vec<_> =
            files.map(|f| f.path()).filter(|p| p.extension().is_some_and(|e| e == "xlsx")).collect();
        files.sort();
        return files.into_iter().filter_map(|p| std::fs::read(p).ok()).collect();
    }
    (0..50).filter_map(|seed| form(seed).ok()).collect()
}

fn form(seed: u32) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let head = rust_xlsxwriter::Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(rust_xlsxwriter::FormatBorder::Thin);
    let percent = rust_xlsxwriter::Format::new().set_num_format("0.00%");
    let sheet = workbook.add_worksheet();
    sheet.merge_range(0, 0, 0, 7, "部门整体支出绩效自评表", &head)?;
    for row in 1..35_u32 {
        for col in 0..6_u16 {
            let text = format!("第{row}项指标的名称和评价要点，第{col}列，第{seed}个部门");
            sheet.write_string_with_format(row, col, &text, &head)?;
        }
        sheet.write_number(row, 6, f64::from(row * 37 + seed) / 100.0)?;
        let formula = rust_xlsxwriter::Formula::new(format!("G{}/(C4+D4)", row + 1)).set_result("0.8651");
        sheet.write_formula_with_format(row, 7, formula, &percent)?;
    }
    workbook.save_to_buffer()
}

#[divan::bench]
fn ziping(bencher: divan::Bencher<'_, '_>) {
    let files = workbooks();
    bencher.bench(|| {
        files
            .iter()
            .filter_map(|bytes| read(bytes, &Limits::default()).ok())
            .map(|w| w.sheets.len())
            .sum::<usize>()
    });
}

/// Cells and their values in one streaming pass, as little as calamine can do.
#[divan::bench]
fn calamine_values(bencher: divan::Bencher<'_, '_>) {
    let files = workbooks();
    bencher.bench(|| files.iter().map(|bytes| calamine_cells(bytes, false)).sum::<usize>());
}

/// The same and the formulas, which take calamine a second pass.
#[divan::bench]
fn calamine_values_and_formulas(bencher: divan::Bencher<'_, '_>) {
    let files = workbooks();
    bencher.bench(|| files.iter().map(|bytes| calamine_cells(bytes, true)).sum::<usize>());
}

fn calamine_cells(bytes: &[u8], formulas: bool) -> usize {
    let Ok(mut workbook) = calamine::Xlsx::new(Cursor::new(bytes)) else { return 0 };
    let mut cells = 0;
    for name in workbook.sheet_names() {
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Ok(Some(cell)) = reader.next_cell() {
            cells += usize::from(!matches!(cell.get_value(), calamine::DataRef::Empty));
        }
        drop(reader);
        if formulas && let Ok(mut reader) = workbook.worksheet_cells_reader(&name) {
            while let Ok(Some(_)) = reader.next_formula() {
                cells += 1;
            }
        }
    }
    cells
}
