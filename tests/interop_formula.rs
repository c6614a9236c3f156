//! LibreOffice computes what the evaluator computes: a few hundred formulas, written from a fixed seed, recalculated by
//! `soffice`. Ignored unless it is asked for, because the plain tests need nothing but Rust.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod array_table;
mod function_table;

use std::path::Path;
use std::process::Command;

use array_table::ARRAYS;
use function_table::{ROWS, inputs};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Formula, Table, TableColumn, Worksheet};
use ziping::correct::{CorrectOptions, correct};
use ziping::formula::{Evaluation, Outcome};
use ziping::workbook::{CellRange, CellRef, Limits, Value, Workbook, read};

/// The column that the formulas stand in, and the first of their rows.
const COLUMN: u16 = 9;
const FIRST_ROW: u32 = 0;

/// Where LibreOffice is known to differ from Excel, whom the evaluator follows.
const EXCELS_OWN: &[(&str, &str)] = &[
    ("COUNT(A1:D8)", "a truth value in a cell is a number to LibreOffice"),
    ("SUM(C5,4)", "a truth value in a cell is a number to LibreOffice"),
    ("C5&\"\"", "a truth value in a cell is a number to LibreOffice"),
    ("TRUE>D1", "a truth value is a number to LibreOffice"),
    ("TRUE>1", "a truth value is a number to LibreOffice"),
    ("SUM(\"3\",4)", "LibreOffice does not convert texts among SUM's arguments"),
    ("A4^A4+1", "0^0 is 1 to LibreOffice, #NUM! to Excel"),
    ("SQRT(B2)", "written by LibreOffice as #VALUE!"),
    ("INDEX(E1:E4,9)", "written by LibreOffice as #VALUE!"),
    ("VLOOKUP(\"其他资金\",D1:E4,3,FALSE)", "written by LibreOffice as #VALUE!"),
    ("TEXT(12,\"0.##\")", "Excel shows the point: 12."),
];

/// Numbers that are the same in every run.
struct Fixed(u64);

impl Fixed {
    fn below(&mut self, n: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n).unwrap()
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64)]
    }

    fn cell(&mut self) -> &'static str {
        self.pick(&[
            "A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "B3", "B4", "C1", "C2", "C3", "C4", "E1", "E4",
        ])
    }

    fn range(&mut self) -> &'static str {
        self.pick(&["A1:A3", "A1:A6", "B1:B4", "C1:C4", "A1:C3", "E1:E4", "A1:E1", "D1:E4"])
    }

    /// A number, of at most this depth.
    fn number(&mut self, depth: u32) -> String {
        if depth == 0 {
            return match self.below(4) {
                0 => self.pick(&["0", "1", "2", "0.5", "100", "12.34"]).to_owned(),
                _ => self.cell().to_owned(),
            };
        }
        let next = depth - 1;
        match self.below(12) {
            0..=3 => {
                let operator = self.pick(&["+", "-", "*", "/"]);
                format!("({}{operator}{})", self.number(next), self.number(next))
            }
            4 => format!("SUM({})", self.range()),
            5 => format!("ROUND({},{})", self.number(next), self.pick(&["0", "1", "2", "4", "-1"])),
            6 => format!("IF({},{},{})", self.truth(next), self.number(next), self.number(next)),
            7 => format!("IFERROR({},{})", self.number(next), self.number(next)),
            8 => format!("ABS({})", self.number(next)),
            9 => format!(
                "{}({},{})",
                self.pick(&["MAX", "MIN", "SUM", "AVERAGE"]),
                self.range(),
                self.number(next)
            ),
            10 => format!("-{}", self.number(next)),
            _ => format!("{}({})", self.pick(&["INT", "SIGN", "N", "TRUNC"]), self.number(next)),
        }
    }

    fn truth(&mut self, depth: u32) -> String {
        match self.below(4) {
            0 => format!("AND({}>0,{}<>0)", self.number(depth), self.cell()),
            1 => format!("ISERROR({})", self.number(depth)),
            _ => {
                let operator = self.pick(&["=", "<>", "<", ">", "<=", ">="]);
                format!("{}{operator}{}", self.number(depth), self.number(depth))
            }
        }
    }
}

fn formulas() -> Vec<String> {
    let mut seed = Fixed(2021);
    let mut all: Vec<String> = ROWS.iter().map(|(text, _)| (*text).to_owned()).collect();
    for n in 0..300 {
        all.push(seed.number(1 + n % 3));
    }
    all
}

/// Writes the inputs and the formulas.
fn write(formulas: &[String], path: &Path) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    write_inputs(sheet);
    for (row, text) in (FIRST_ROW..).zip(formulas) {
        sheet.write_formula(row, COLUMN, Formula::new(text)).unwrap();
    }
    workbook.save(path).unwrap();
}

fn write_inputs(sheet: &mut Worksheet) {
    for (at, value) in inputs() {
        let (row, col) = (at.row, u16::try_from(at.col).unwrap());
        match value {
            Value::Text(text) => sheet.write_string(row, col, text).unwrap(),
            Value::Bool(truth) => sheet.write_boolean(row, col, truth).unwrap(),
            Value::Number(number) => {
                sheet.write_number(row, col, number.to_string().parse::<f64>().unwrap()).unwrap()
            }
            other => unreachable!("{other:?} is no input"),
        };
    }
}

/// Has LibreOffice open a workbook, compute everything anew, and save it in `into`.
fn recalculate(path: &Path, into: &Path) {
    let profile = into.join("profile");
    let settings = profile.join("user");
    std::fs::create_dir_all(&settings).unwrap();
    let always = r#"<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"#;
    std::fs::write(settings.join("registrymodifications.xcu"), always).unwrap();
    let status = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(into)
        .arg(path)
        .output()
        .expect("soffice runs");
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
}

fn open(path: &Path) -> Workbook {
    read(&std::fs::read(path).unwrap(), &Limits::default()).unwrap()
}

/// Whether two results are one: binary numbers to their last digits, any error of the two programs' own.
fn agree(own: &Value, other: &Value) -> bool {
    let float = |value: &Value| match value {
        Value::Number(number) => number.to_f64(),
        Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
        _ => None,
    };
    match (own, other) {
        (Value::Text(text), Value::Empty) => text.is_empty(),
        (Value::Error(a), Value::Error(b)) => a == b,
        (Value::Text(a), Value::Text(b)) => a == b,
        _ => match (float(own), float(other)) {
            (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1e-3),
            _ => own == other,
        },
    }
}

#[test]
#[ignore = "needs LibreOffice; the gate runs it"]
fn libreoffice_computes_what_the_evaluator_computes() {
    let folder = tempfile::tempdir().unwrap();
    let (source, results) = (folder.path().join("formulas.xlsx"), folder.path().join("results"));
    std::fs::create_dir(&results).unwrap();
    let formulas = formulas();
    write(&formulas, &source);
    recalculate(&source, &results);

    let (own, theirs) = (open(&source), open(&results.join("formulas.xlsx")));
    let evaluation = Evaluation::of(&own);
    let (mut compared, mut differ) = (0, Vec::new());
    for (row, text) in (FIRST_ROW..).zip(&formulas) {
        let at = CellRef::new(row, u32::from(COLUMN));
        let Some(Outcome::Value(value)) = evaluation.outcome(0, at) else {
            differ.push(format!("={text}: not computed: {:?}", evaluation.outcome(0, at)));
            continue;
        };
        compared += 1;
        let other = theirs.sheets[0].value(at);
        let known = EXCELS_OWN.iter().any(|(formula, _)| formula == text);
        if known {
            assert!(!agree(value, other), "={text}: no longer differs");
        } else if !agree(value, other) {
            differ.push(format!("={text}: here {value:?}, LibreOffice {other:?}"));
        }
    }
    println!("{compared} formulas compared, {} differ", differ.len());
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert!(compared >= 400, "{compared}");
}

/// What a corrected workbook computes is what its input does: array formulas, a formula that names a table, one over several
/// sheets.
#[test]
#[ignore = "needs LibreOffice; the gate runs it"]
fn libreoffice_computes_a_corrected_workbook_to_what_it_computes_its_input_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (range, formula, _) in ARRAYS {
        let sheet = workbook.add_worksheet();
        write_inputs(sheet);
        let CellRange { first, last } = range.parse().unwrap();
        let column = |at: CellRef| u16::try_from(at.col).unwrap();
        let (left, right) = (column(first), column(last));
        // The writer strips braces; these are the ones for it to strip.
        let formula = Formula::new(format!("{{={formula}}}"));
        sheet.write_array_formula(first.row, left, last.row, right, formula).unwrap();
    }
    let sheet = workbook.add_worksheet().set_name("明细").unwrap();
    for (row, amount) in [(1, 700.5), (2, 550.0)] {
        sheet.write_string(row, 0, "项目").unwrap().write_number(row, 1, amount).unwrap();
    }
    let columns = [TableColumn::new().set_header("项目"), TableColumn::new().set_header("金额")];
    sheet.add_table(0, 0, 2, 1, &Table::new().set_name("明细表").set_columns(&columns)).unwrap();
    let sheet = workbook.add_worksheet().set_name("合计").unwrap();
    for (row, formula) in (0..).zip(["SUM(明细表[金额])", "SUM(Sheet1:Sheet3!E1:E2)", "A1+A2"]) {
        sheet.write_formula(row, 0, Formula::new(formula)).unwrap();
    }
    let source = folder.path().join("formulas.xlsx");
    workbook.save(&source).unwrap();

    let input = open(&source);
    let (evaluation, options) = (Evaluation::of(&input), CorrectOptions::default());
    let corrected = correct("formulas.xlsx", &input, &evaluation, &[], &[], &options).unwrap();
    let written = folder.path().join("corrected.xlsx");
    std::fs::write(&written, corrected.bytes).unwrap();
    let recalculated = [&source, &written].map(|path| {
        let results = folder.path().join(format!("of-{}", path.file_stem().unwrap().display()));
        std::fs::create_dir(&results).unwrap();
        recalculate(path, &results);
        open(&results.join(path.file_name().unwrap()))
    });
    let evaluation = Evaluation::of(&input);
    let (mut compared, mut differ) = (0, Vec::new());
    for (index, sheet) in input.sheets.iter().enumerate() {
        for at in sheet.cells.keys().filter(|at| evaluation.outcome(index, **at).is_some()) {
            compared += 1;
            let [before, after] = recalculated.each_ref().map(|book| book.sheets[index].value(*at));
            let own = evaluation.value(&input, index, *at);
            if !agree(before, after) || !agree(own, after) {
                differ.push(format!("{}!{at}: here {own:?}, {before:?} became {after:?}", sheet.name));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    let filled = ARRAYS.iter().map(|(.., shown)| shown.len()).sum::<usize>();
    assert_eq!(compared, filled + 3);
}
