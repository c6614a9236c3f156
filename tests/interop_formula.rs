//! LibreOffice computes what the evaluator computes: a few hundred formulas, written from a fixed seed, recalculated by
//! `soffice`. Runs only where `ZIPING_SOFFICE=1` is set, because the plain tests need nothing but Rust.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::process::Command;

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::Formula;
use ziping::formula::{Evaluation, Outcome};
use ziping::workbook::{CellRef, Limits, Value, Workbook, read};

/// The column that the formulas stand in, and the first of their rows.
const COLUMN: u16 = 9;
const FIRST_ROW: u32 = 0;

/// The cells that formulas refer to: amounts, zeros, negatives, blanks, texts, truth values.
const INPUTS: &[(&str, &str)] = &[
    ("A1", "843.65"),
    ("A2", "600"),
    ("A3", "400.5"),
    ("A4", "0"),
    ("A6", "-45.7"),
    ("A7", "'合计"),
    ("A8", "1234567.89"),
    ("B1", "106.87"),
    ("B2", "-45.7"),
    ("B4", "0.125"),
    ("B5", "2.5"),
    ("B6", "-2.5"),
    ("B7", "'一般公共预算"),
    ("B8", "3"),
    ("C1", "822.26"),
    ("C2", "500"),
    ("C3", "300"),
    ("C4", "0.5"),
    ("C5", "TRUE"),
    ("C6", "1e-6"),
    ("C7", "'政府性基金预算"),
    ("C8", "7"),
    ("D1", "'一般公共预算"),
    ("D2", "'政府性基金预算"),
    ("D3", "'其他资金"),
    ("D4", "'一般公共预算"),
    ("D5", "' 两端 有  空格 "),
    ("D6", "'ABC"),
    ("D7", "'abc"),
    ("D8", "'12"),
    ("E1", "10"),
    ("E2", "20"),
    ("E3", "30"),
    ("E4", "40"),
];

/// Formulas worth writing by hand.
const WRITTEN: &[&str] = &[
    "C1/(A1+B1)",
    "ABS(B2)/A2",
    "IF(A5+B3=0,\"\",C1/(A5+B3))",
    "IFERROR(C1/A4,\"—\")",
    "IFERROR(C1/A4,0)",
    "C1/A4",
    "A4/A4",
    "SUM(A1:A8)",
    "SUM(A:A)",
    "SUM(A1:C3)",
    "SUM(A1,B1,C1)",
    "SUM((A1:A2,C1))",
    "SUM(D1:D8)",
    "SUM(A1:A3)-SUM(C1:C3)",
    "SUMIF(D1:D4,\"一般公共预算\",E1:E4)",
    "SUMIF(D1:D4,\"*预算\",E1:E4)",
    "SUMIF(D1:D4,\"<>一般公共预算\",E1:E4)",
    "SUMIF(A1:A8,\">0\")",
    "SUMIF(A1:A8,\"<=\"&B4)",
    "SUMIF(D1:D4,D1,E1)",
    "SUMIFS(E1:E4,D1:D4,\"一般公共预算\",E1:E4,\">10\")",
    "COUNTIF(D1:D8,\"*预算\")",
    "COUNTIF(A1:A8,\">=0\")",
    "COUNTIF(A1:A8,\"\")",
    "COUNTIF(D6:D7,\"abc\")",
    "COUNTIF(A1:A8,A4)",
    "COUNTIF(A1:A8,\"<>0\")",
    "COUNTIFS(D1:D4,\"*预算\",E1:E4,\">10\")",
    "COUNTBLANK(A1:A8)",
    "AVERAGEIF(D1:D4,\"一般公共预算\",E1:E4)",
    "SUMPRODUCT(A1:A3,B1:B3)",
    "SUMPRODUCT((D1:D4=\"一般公共预算\")*E1:E4)",
    "SUMPRODUCT((D1:D4=D1)*(E1:E4>10))",
    "SUMPRODUCT(--(E1:E4>10))",
    "SUMPRODUCT(ABS(B1:B2))",
    "SUMPRODUCT(ROUND(A1:A3/3,2))",
    "SUMPRODUCT(IF(E1:E4>10,1,0))",
    "PRODUCT(E1:E4)",
    "PRODUCT(A1,B8)",
    "PRODUCT(A7:D7)",
    "AVERAGE(A1:A8)",
    "AVERAGE(D1:D4)",
    "MAX(A1:C8)",
    "MIN(A1:C8)",
    "MAX(D1:D4)",
    "COUNT(A1:D8)",
    "COUNTA(A1:D8)",
    "COUNT(A1,\"x\",TRUE,\"3\")",
    "MEDIAN(E1:E4)",
    "LARGE(E1:E4,2)",
    "SMALL(A1:A8,1)",
    "ROUND(2.5,0)",
    "ROUND(-2.5,0)",
    "ROUND(B4,2)",
    "ROUND(A8,-3)",
    "ROUND(A1/3,4)",
    "ROUND(1.005,2)",
    "ROUND(1/3*3,0)",
    "ROUNDUP(A1,0)",
    "ROUNDUP(B2,1)",
    "ROUNDUP(A8,-4)",
    "ROUNDDOWN(A1,1)",
    "ROUNDDOWN(B2,0)",
    "ROUNDDOWN(0.29*100,0)",
    "INT(B2)",
    "INT(A1)",
    "INT(4.35*100)",
    "INT(1/3*3)",
    "TRUNC(B2)",
    "TRUNC(A1,1)",
    "MOD(A2,B8)",
    "MOD(B2,B8)",
    "MOD(A2,-7)",
    "MOD(A2,0)",
    "QUOTIENT(A2,B8)",
    "SIGN(B2)",
    "SQRT(A3)",
    "SQRT(B2)",
    "POWER(B8,C8)",
    "POWER(A3,0.5)",
    "2^-2",
    "-2^2",
    "(-2)^2",
    "2^3^2",
    "A4^A4+1",
    "50%",
    "A1*10%",
    "A1%*C8",
    "-A1%",
    "1-1/3-1/3-1/3",
    "0.1+0.2=0.3",
    "0.1*3=0.3",
    "1/3+1/3=2/3",
    "A1=843.65",
    "D6=D7",
    "EXACT(D6,D7)",
    "A5=0",
    "A5=\"\"",
    "A5=FALSE",
    "D1>A1",
    "TRUE>D1",
    "TRUE>1",
    "\"a\"<\"B\"",
    "A1&\"\"",
    "A5&\"x\"",
    "C5&\"\"",
    "1/3&\"\"",
    "A8&B8",
    "D1&\"：\"&A1",
    "\"12\"+1",
    "D8*2",
    "\"abc\"+1",
    "D1+1",
    "D1*A1",
    "TRUE+1",
    "C5*2",
    "-D8",
    "SUM(\"3\",4)",
    "SUM(D8,4)",
    "SUM(TRUE,4)",
    "SUM(C5,4)",
    "IF(A1>500,\"大\",\"小\")",
    "IF(A4,1,2)",
    "IF(A5,1,2)",
    "IF(A5=0,\"零\")",
    "IF(A4,1)",
    "IF(\"abc\",1,2)",
    "IF(A1>0,,5)",
    "IF(A4=0,0,C1/A4)",
    "IFS(A4>0,1,A4=0,2)",
    "IFS(A4>0,1,A4<0,2)",
    "IFNA(MATCH(\"没有\",D1:D4,0),\"无\")",
    "AND(A1>0,C1>0)",
    "AND(A1>0,A4>0)",
    "OR(A4>0,C1>0)",
    "AND(D1:D4)",
    "AND(E1:E4)",
    "OR(C4:C5)",
    "NOT(A4)",
    "NOT(A1>0)",
    "ISERROR(C1/A4)",
    "ISERROR(C1/A1)",
    "ISERR(NA())",
    "ISNA(NA())",
    "ISNUMBER(A1)",
    "ISNUMBER(D8)",
    "ISNUMBER(A5)",
    "ISBLANK(A5)",
    "ISBLANK(A4)",
    "ISTEXT(D1)",
    "N(D1)",
    "N(A1)",
    "N(C5)",
    "T(D1)",
    "T(A1)",
    "VALUE(\"12.5\")",
    "VALUE(\"85%\")",
    "VALUE(D1)",
    "TEXT(C1/(A1+B1),\"0.00%\")",
    "TEXT(A8,\"#,##0.00\")",
    "TEXT(A8,\"0\")",
    "TEXT(B2,\"0.0\")",
    "TEXT(0.125,\"0.##\")",
    "TEXT(12,\"0.##\")",
    "TEXT(-1234.5,\"#,##0\")",
    "TEXT(0.5,\"0%\")",
    "LEFT(D1,2)",
    "LEFT(D1)",
    "RIGHT(D1,2)",
    "RIGHT(D1,99)",
    "MID(D1,2,3)",
    "MID(D1,99,3)",
    "MID(D1,0,3)",
    "LEFT(A1,3)",
    "LEN(D1)",
    "LEN(A1)",
    "LEN(A5)",
    "TRIM(D5)",
    "SUBSTITUTE(D1,\"预算\",\"决算\")",
    "SUBSTITUTE(\"aXaXa\",\"a\",\"b\",2)",
    "UPPER(D7)",
    "LOWER(D6)",
    "REPT(\"■\",3)",
    "FIND(\"预算\",D1)",
    "FIND(\"没有\",D1)",
    "CONCATENATE(D1,A1)",
    "INDEX(E1:E4,2)",
    "INDEX(A1:E8,2,5)",
    "INDEX(E1:E4,9)",
    "INDEX(A1:E1,3)",
    "SUM(INDEX(A1:E4,0,5))",
    "SUM(INDEX(A1:E4,2,0))",
    "MATCH(\"其他资金\",D1:D4,0)",
    "MATCH(25,E1:E4)",
    "MATCH(25,E1:E4,1)",
    "MATCH(5,E1:E4,1)",
    "MATCH(\"没有\",D1:D4,0)",
    "MATCH(\"*基金*\",D1:D4,0)",
    "INDEX(E1:E4,MATCH(\"其他资金\",D1:D4,0))",
    "VLOOKUP(\"其他资金\",D1:E4,2,FALSE)",
    "VLOOKUP(\"没有\",D1:E4,2,FALSE)",
    "VLOOKUP(\"其他资金\",D1:E4,3,FALSE)",
    "VLOOKUP(25,E1:E4,1)",
    "HLOOKUP(A1,A1:E4,3,FALSE)",
    "CHOOSE(2,A1,B1,C1)",
    "CHOOSE(9,A1,B1,C1)",
    "ROW(A3)",
    "COLUMN(C1)",
    "ROWS(A1:B8)",
    "COLUMNS(A1:B8)",
    "SUM({1,2,3})",
    "SUMPRODUCT({1,2,3},{4,5,6})",
    "MAX({1,5;7,2})",
    "CEILING(A1,10)",
    "FLOOR(A1,10)",
    "SUBTOTAL(9,E1:E4)",
    "SUBTOTAL(109,A1:A8)",
    "SUBTOTAL(2,A1:D4)",
    "SEARCH(\"b\",D6)",
    "REPLACE(D1,1,2,\"某\")",
    "NA()",
    "#REF!+1",
    "SUM(A1:A3)/COUNT(A1:A3)",
    "A1:A3*1",
    "不存在+1",
];

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
    let mut all: Vec<String> = WRITTEN.iter().map(|text| (*text).to_owned()).collect();
    for n in 0..300 {
        all.push(seed.number(1 + n % 3));
    }
    all
}

/// Writes the inputs and the formulas.
fn write(formulas: &[String], path: &Path) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (address, text) in INPUTS {
        let at: CellRef = address.parse().unwrap();
        let (row, col) = (at.row, u16::try_from(at.col).unwrap());
        match text.strip_prefix('\'') {
            Some(text) => sheet.write_string(row, col, text).unwrap(),
            None if *text == "TRUE" => sheet.write_boolean(row, col, true).unwrap(),
            None => sheet.write_number(row, col, text.parse::<f64>().unwrap()).unwrap(),
        };
    }
    for (row, text) in (FIRST_ROW..).zip(formulas) {
        sheet.write_formula(row, COLUMN, Formula::new(text)).unwrap();
    }
    workbook.save(path).unwrap();
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
fn libreoffice_computes_what_the_evaluator_computes() {
    if std::env::var("ZIPING_SOFFICE").as_deref() != Ok("1") {
        println!("skipped: set ZIPING_SOFFICE=1 where LibreOffice is installed");
        return;
    }
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
