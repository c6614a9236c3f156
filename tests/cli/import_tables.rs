//! `import` of the tables that `export --format csv` writes.

use std::fs;
use std::path::Path;

use predicates::str::contains;
use serde_json::Value;

use crate::support::{Folder, Form, said, ziping};

fn export(input: impl AsRef<std::ffi::OsStr>, folder: &Folder) {
    ziping()
        .args(["export", "--format", "csv"])
        .arg(input)
        .arg("-o")
        .arg(folder.path("数据"))
        .assert()
        .code(0);
}

fn import(folder: &Folder) -> assert_cmd::assert::Assert {
    ziping().arg("import").arg(folder.path("数据")).arg("-o").arg(folder.path("out")).assert()
}

/// One exported form, whose tables a test then edits.
fn exported() -> Folder {
    let folder = Folder::new();
    Form::default().save(&folder.path("in/信访局.xlsx"));
    export(folder.path("in"), &folder);
    folder
}

/// Edits a table as text, the mark at its beginning apart.
fn edit(folder: &Folder, table: &str, change: impl Fn(&str) -> String) {
    let path = folder.path("数据").join(table);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, change(text.trim_start_matches('\u{feff}'))).unwrap();
}

#[test]
fn what_was_exported_as_tables_and_imported_is_exported_the_same() {
    for fixtures in ["fixtures/liwan-2021", "fixtures/projects", "fixtures/layouts"] {
        let folder = Folder::new();
        export(fixtures, &folder);
        import(&folder).code(0);
        let before = said(fixtures);
        assert!(before.len() > 1);
        assert_eq!(said(folder.path("out")), before, "{fixtures}");
    }
}

/// A folder of two forms, and its tables as a change leaves them.
fn unchanged_by(change: impl Fn(&Path)) {
    let folder = exported();
    Form::of("荔湾区财政局").save(&folder.path("in/财政局.xlsx"));
    export(folder.path("in"), &folder);
    for table in ["forms", "funding", "tasks", "indicators"] {
        change(&folder.path(&format!("数据/{table}.csv")));
    }
    import(&folder).code(0);
    assert_eq!(said(folder.path("out")), said(folder.path("in")));
}

#[test]
fn tables_that_excel_saved_in_gbk_are_read() {
    unchanged_by(|table| {
        let text = fs::read_to_string(table).unwrap();
        let (gbk, _, lost) = encoding_rs::GBK.encode(text.trim_start_matches('\u{feff}'));
        assert!(!lost);
        fs::write(table, gbk).unwrap();
    });
}

#[test]
fn rows_may_be_sorted_otherwise_and_emptied_rows_stay_behind() {
    unchanged_by(|table| {
        let text = fs::read_to_string(table).unwrap();
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut writer = csv::Writer::from_path(table).unwrap();
        writer.write_record(reader.headers().unwrap()).unwrap();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        for row in rows.iter().rev() {
            writer.write_record(row).unwrap();
            writer.write_record(row.iter().map(|_| "")).unwrap();
        }
        writer.flush().unwrap();
    });
}

#[test]
fn numbers_may_be_as_excel_shows_them() {
    let folder = exported();
    edit(&folder, "funding.csv", |text| {
        text.replace("843.65", "\"8,436,500.00\"").replace("0.8651", "86.51%")
    });
    import(&folder).code(0);
    let forms = said(folder.path("out"));
    assert_eq!(forms[0]["funding"][0]["initial_budget"], "8436500.00");
    assert_eq!(forms[0]["funding"][0]["completion_rate"], "0.8651");
}

#[test]
fn a_text_that_excel_would_run_comes_back_as_it_was() {
    let folder = exported();
    edit(&folder, "forms.csv", |text| {
        text.replacen("liwan-department-2021,荔湾区信访局", "liwan-department-2021,'=1+1", 1)
    });
    import(&folder).code(0);
    assert_eq!(said(folder.path("out"))[0]["department"], "=1+1");
}

#[test]
fn what_does_not_fit_is_told_by_table_line_and_column() {
    let folder = exported();
    edit(&folder, "funding.csv", |text| text.replacen("843.65", "八百万", 1));
    import(&folder)
        .code(2)
        .stderr(contains("funding.csv 第 2 行 initial_budget 栏：应为数字，现为“八百万”"))
        .stderr(contains("没有可以导入的自评表"));
}

#[test]
fn a_row_of_a_form_that_is_not_there_is_told_and_the_rest_is_imported() {
    let folder = exported();
    edit(&folder, "tasks.csv", |text| format!("{text}民政局.xlsx,Sheet1,1,0,任务,目标,完成,1\r\n"));
    import(&folder).code(1).stderr(contains("forms.csv 里没有这张表（file 为“民政局.xlsx”，form 为 1）"));
    assert_eq!(folder.names("out"), ["信访局.xlsx"]);
}

#[test]
fn an_indicator_of_a_task_that_is_not_there_is_told() {
    let folder = exported();
    edit(&folder, "tasks.csv", |text| text.lines().next().unwrap_or_default().to_owned());
    import(&folder)
        .code(2)
        .stderr(contains("indicators.csv 第 2 行 task 栏：tasks.csv 里没有这张表的第 0 项任务"));
}

#[test]
fn what_the_template_has_no_place_for_is_told_by_table_line_and_column() {
    let folder = exported();
    edit(&folder, "indicators.csv", |text| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let column = lines[0].split(',').position(|name| name == "level1").unwrap();
        let mut cells: Vec<&str> = lines[1].split(',').collect();
        cells[column] = "产出指标";
        lines[1] = cells.join(",");
        lines.join("\r\n")
    });
    import(&folder)
        .code(1)
        .stderr(contains("indicators.csv 第 2 行 level1 栏：模板 liwan-department-2021 没有这一项"));
}

#[test]
fn columns_and_folders_that_are_no_export_are_told() {
    let folder = exported();
    edit(&folder, "forms.csv", |text| text.replacen("problems", "存在问题", 1));
    import(&folder).code(1).stderr(contains("forms.csv 第 1 行 存在问题 栏：不认识的栏目，没有导入"));
    fs::remove_file(folder.path("数据/forms.csv")).unwrap();
    import(&folder).code(2).stderr(contains("没有 forms.csv"));
    fs::write(folder.path("数据/forms.csv"), "单位,年度\r\n信访局,2021\r\n").unwrap();
    import(&folder).code(2).stderr(contains("forms.csv 第 1 行：第一行没有 file 一栏"));
    fs::write(folder.path("数据/forms.csv"), [0xff, 0x00, 0x81]).unwrap();
    import(&folder).code(2).stderr(contains("另存为“CSV UTF-8（逗号分隔）”"));
}

#[test]
fn a_form_that_stands_twice_is_told() {
    let folder = exported();
    edit(&folder, "forms.csv", |text| {
        let row = text.lines().nth(1).unwrap_or_default();
        format!("{text}{row}\r\n")
    });
    import(&folder).code(1).stderr(contains("forms.csv 第 3 行：与第 2 行是同一张表"));
    assert_eq!(said(folder.path("out")).len(), 1);
    let forms: Vec<Value> = said(folder.path("out"));
    assert_eq!(forms[0]["year"], 2021);
}

/// They were workbooks without funds, tasks and indicators, and success.
#[test]
fn tables_that_lack_are_named() {
    let folder = exported();
    for table in ["funding.csv", "tasks.csv", "indicators.csv"] {
        fs::remove_file(folder.path("数据").join(table)).unwrap();
    }
    let lacking = "缺少 funding.csv、tasks.csv、indicators.csv，工作簿里没有这些表的内容";
    import(&folder).code(1).stderr(contains(lacking));
    assert_eq!(folder.names("out"), ["信访局.xlsx"]);
    edit(&folder, "forms.csv", |text| text.lines().next().unwrap_or_default().to_owned());
    import(&folder).code(2).stderr(contains("没有可以导入的自评表"));
}
