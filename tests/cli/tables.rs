//! `export` as tables, read back.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use crate::support::{Folder, Form, ziping};

type Rows = Vec<BTreeMap<String, Field>>;

fn read(path: &Path) -> (String, Rows) {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let creator = reader.metadata().file_metadata().created_by().unwrap().to_owned();
    let rows = reader.get_row_iter(None).unwrap();
    (creator, rows.map(|row| row.unwrap().into_columns().into_iter().collect()).collect())
}

fn decimal(field: &Field) -> String {
    assert!(matches!(field, Field::Decimal(_)), "no decimal: {field:?}");
    field.to_string()
}

fn export(folder: &Folder, format: &str, out: &str) {
    let mut command = ziping();
    command.args(["export", "--format", format]).arg(folder.path("in")).arg("-o").arg(folder.path(out));
    command.assert().code(0);
}

#[test]
fn parquet_has_decimals_texts_numbers_and_nulls() {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/a.xlsx"));
    export(&folder, "parquet", "out");
    let (creator, forms) = read(&folder.path("out/forms.parquet"));
    assert_eq!(creator, "ziping");
    assert_eq!(forms[0]["file"], Field::Str("a.xlsx".to_owned()));
    assert_eq!(forms[0]["form"], Field::Int(1));
    assert_eq!(forms[0]["department"], Field::Str("荔湾区信访局".to_owned()));
    assert_eq!(forms[0]["year"], Field::Int(2021));
    assert_eq!(forms[0]["project"], Field::Null);
    assert_eq!(forms[0]["counted"], Field::Bool(true));
    let (_, funding) = read(&folder.path("out/funding.parquet"));
    assert_eq!(decimal(&funding[0]["initial_budget"]), "843.650000");
    assert_eq!(decimal(&funding[0]["completion_rate"]), "0.8651");
    assert_eq!(funding[0]["annual_budget"], Field::Null);
    let (_, indicators) = read(&folder.path("out/indicators.parquet"));
    assert_eq!(indicators[0]["exceeded"], Field::Bool(false));
    assert_eq!(indicators[0]["task"], Field::Int(0));
}

#[test]
fn parquet_and_csv_have_the_same_tables_columns_and_rows() {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("in/a.xlsx"));
    Form::of("荔湾区财政局").save(&folder.path("in/b.xlsx"));
    export(&folder, "csv", "csv");
    export(&folder, "parquet", "parquet");
    for table in ["forms", "funding", "tasks", "indicators", "findings"] {
        let (_, rows) = read(&folder.path(&format!("parquet/{table}.parquet")));
        let text = std::fs::read_to_string(folder.path(&format!("csv/{table}.csv"))).unwrap();
        let mut lines = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut names: Vec<String> = lines.headers().unwrap().iter().map(str::to_owned).collect();
        names.sort();
        assert_eq!(lines.records().count(), rows.len(), "{table}");
        assert!(rows.iter().all(|row| row.keys().eq(&names)), "{table}");
        assert!(!rows.is_empty(), "{table}");
    }
}

#[test]
fn a_table_without_rows_is_a_table_all_the_same() {
    let folder = Folder::new();
    folder.file("in/a.txt", b"");
    let mut export = ziping();
    export.args(["export", "--format", "parquet"]).arg(folder.path("in")).arg("-o").arg(folder.path("out"));
    export.assert().code(0);
    assert_eq!(read(&folder.path("out/findings.parquet")).1, Rows::new());
}

#[test]
fn tables_need_a_folder() {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/a.xlsx"));
    ziping().args(["export", "--format", "parquet"]).arg(folder.path("in")).assert().code(2);
}
