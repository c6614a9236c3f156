//! `import`: out to other programs and back.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use serde_json::Value;

use crate::support::{Folder, said, ziping};

const RECORD: &str = r#"{"schema":"ziping/form/1","file":"信访局.xlsx","template":"liwan-department-2021","department":"荔湾区信访局","year":2021,"unit":"万元","funding":[{"source":"合计","initial_budget":"843.65","budget_adjustment":"106.87","actual_expenditure":"822.26","completion_rate":"0.8651","adjustment_rate":"0.1267"}],"goals":{"expected":"做好信访工作。","achieved":"信访工作有序。"},"tasks":[{"name":"任务1","expected":"保障接待。","achieved":"接待正常。","funds":"60.40"}],"indicators":[{"task":0,"name":"按期办结率","definition":"按期办结宗数除以受理宗数","target":"≥90%","actual":"95%"}],"problems":"目标不够精细。","measures":"细化目标。"}"#;

fn import(folder: &Folder, json: &str) -> assert_cmd::assert::Assert {
    std::fs::write(folder.path("forms.jsonl"), json).unwrap();
    ziping().arg("import").arg(folder.path("forms.jsonl")).arg("-o").arg(folder.path("out")).assert()
}

#[test]
fn what_was_exported_and_imported_is_exported_the_same() {
    for fixtures in ["fixtures/liwan-2021", "fixtures/projects", "fixtures/layouts"] {
        let folder = Folder::new();
        let exported = ziping().args(["export", fixtures]).output().unwrap().stdout;
        import(&folder, &String::from_utf8(exported).unwrap()).code(0);
        let before = said(fixtures);
        assert!(before.len() > 1);
        assert_eq!(said(folder.path("out")), before, "{fixtures}");
    }
}

#[test]
fn an_array_and_a_single_object_over_several_lines_are_read_too() {
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<Value>(RECORD).unwrap()).unwrap();
    for json in [pretty.clone(), format!("[{pretty},\n{RECORD}]")] {
        let folder = Folder::new();
        import(&folder, &json).code(0);
        let count = json.matches("ziping/form/1").count();
        assert_eq!(folder.names("out"), ["信访局.xlsx", "信访局_2.xlsx"][..count]);
    }
}

#[test]
fn what_does_not_fit_is_told_by_line_and_pointer_and_the_rest_is_imported() {
    let folder = Folder::new();
    let wrong = RECORD.replace("\"843.65\"", "true");
    let without = RECORD.replace("\"tasks\":", "\"task\":");
    let other = RECORD.replace("liwan-department-2021", "guangzhou");
    let unknown = RECORD.replace("\"problems\":", "\"problem\":");
    import(&folder, &[RECORD, &wrong, &without, &other, &unknown, "{\"schema\":"].join("\n"))
        .code(1)
        .stderr(contains("第 2 行 /funding/0/initial_budget：应为数字文本，现为 true"))
        .stderr(contains("第 3 行：缺少 tasks"))
        .stderr(contains("第 4 行：没有名为“guangzhou”的模板，现有 liwan-department-2021、"))
        .stderr(contains("第 5 行 /problem：模板 liwan-department-2021 没有这一项"))
        .stderr(contains("第 6 行：JSON 没有写完"));
    // The name of the form without a template stays free: it will have it once it is mended.
    assert_eq!(folder.names("out"), ["信访局.xlsx", "信访局_3.xlsx"]);
}

#[test]
fn a_line_inside_an_object_of_several_lines_is_told() {
    let folder = Folder::new();
    let json = format!(
        "[\n{},\n{RECORD}]",
        RECORD.replace("\"goals\":", "\n\"goals\":").replace("\"60.40\"", "\n[]")
    );
    import(&folder, &json).code(1).stderr(contains("第 4 行 /tasks/0/funds：应为数字文本，现为 []"));
}

/// Each of them was once looked for from the beginning of the record.
#[test]
fn thousands_of_values_that_no_template_has_are_told_as_far_as_anyone_reads() {
    let folder = Folder::new();
    let values = vec!["\n1"; 3_000].join(",");
    let name = "长".repeat(1_000);
    import(
        &folder,
        &format!("[{}]", RECORD.replace("\"problems\":", &format!("\"{name}\":[{values}],\"problems\":"))),
    )
    .code(1)
    .stderr(contains("第 2 行 /长").and(contains("第 350 行 /长")).and(contains("第 351 行 /长").not()))
    .stderr(contains("第 1 行：另有 2651 项没有写入或读回不同，没有逐一列出"));
}

/// The line of each was once counted from the beginning of the file.
#[test]
fn the_line_of_each_element_is_told() {
    let folder = Folder::new();
    import(&folder, &format!("[\n{}\n]", vec!["{}"; 2_000].join(",\n")))
        .code(2)
        .stderr(contains("第 2 行：缺少").and(contains("第 2001 行：缺少")));
}

#[test]
fn an_indicator_of_a_task_that_is_not_there_is_told() {
    let folder = Folder::new();
    import(&folder, &RECORD.replace("\"task\":0", "\"task\":4"))
        .code(2)
        .stderr(contains("第 1 行 /indicators/0/task：任务从 0 数起，tasks 里没有第 4 项（共 1 项）"));
}

#[test]
fn what_excel_cannot_hold_is_told() {
    let folder = Folder::new();
    let long = RECORD.replace("目标不够精细。", &"长".repeat(40_000));
    import(&folder, &long).code(1).stderr(contains("第 1 行 /problems：写入的是"));
    let deep = "[".repeat(100_000);
    import(&folder, &deep).code(2).stderr(contains("JSON"));
    import(&folder, &RECORD.replace("\"843.65\"", "1e400")).code(2).stderr(contains("JSON"));
}

/// Rows without end took seconds each thousand, and tasks of nothing all memory.
#[test]
fn a_form_of_more_rows_than_people_fill_in_is_not_imported() {
    let folder = Folder::new();
    let endless = RECORD.replace("\"tasks\":[", &format!("\"tasks\":[{}", "{},".repeat(5_000)));
    import(&folder, &endless).code(2).stderr(contains("第 1 行：一份自评表超过 5000 行，没有导入"));
    let forms = "file,form,template,department,year\n信访局.xlsx,1,liwan-department-2021,荔湾区信访局,2021\n";
    folder.file("tables/forms.csv", forms.as_bytes());
    let rows = "信访局.xlsx,1,0,一般公共预算\n".repeat(5_001);
    folder.file("tables/funding.csv", format!("file,form,row,source\n{rows}").as_bytes());
    let mut tables = ziping();
    tables.arg("import").arg(folder.path("tables")).arg("-o").arg(folder.path("out"));
    tables.assert().code(2).stderr(contains("funding.csv 第 2 行：一份自评表超过 5000 行"));
}

#[test]
fn a_text_that_looks_like_a_formula_stays_a_text() {
    let folder = Folder::new();
    import(&folder, &RECORD.replace("目标不够精细。", "=1+1")).code(0);
    assert_eq!(said(folder.path("out"))[0]["problems"], "=1+1");
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let folder = Folder::new();
    for name in ["../../../外.xlsx", "/外.xlsx", "C:\\\\外.xlsx"] {
        import(&folder, &RECORD.replace("信访局.xlsx", name)).code(0);
    }
    let written = folder.names("");
    assert!(written.iter().all(|name| name == "forms.jsonl" || name.starts_with("out/")), "{written:?}");
    assert_eq!(written.len(), 4, "{written:?}");
}

#[test]
fn a_workbook_that_is_there_is_not_written_over() {
    let folder = Folder::new();
    import(&folder, RECORD).code(0);
    import(&folder, RECORD).code(0);
    std::fs::write(folder.path("out/信访局.xlsx"), "一份报送的表").unwrap();
    import(&folder, RECORD).code(2).stderr(contains("不能覆盖").and(contains("信访局.xlsx")));
    assert_eq!(std::fs::read(folder.path("out/信访局.xlsx")).unwrap(), "一份报送的表".as_bytes());
}
