//! A template drafted from a filled form reads that form.

#![expect(clippy::unwrap_used, reason = "what a test sets up must succeed, in its helpers too")]

use std::path::Path;

use ziping::form::{FarAbove, FieldCells, Form};
use ziping::formula::Evaluation;
use ziping::record::FormRecord;
use ziping::template::{Template, Templates, draft, read_forms};
use ziping::workbook::{Cell, CellRef, Limits, Sheet, Value, Workbook, read};

fn forms(workbook: &Workbook, templates: &Templates) -> Vec<Form> {
    read_forms(workbook, &Evaluation::of(workbook), templates)
}

fn drafted(workbook: &Workbook) -> (String, Templates) {
    let text = draft(workbook, &Templates::builtin(), "my-district").unwrap().text;
    let templates = Templates::builtin().with_text(&text, "draft").unwrap().only("my-district").unwrap();
    (text, templates)
}

/// A record without what depends on the template's own words.
fn said(form: &Form) -> FormRecord {
    let mut record = form.record("form", None, FarAbove::default());
    record.template.clear();
    record.cells = FieldCells::default();
    record.unmapped.clear();
    record.indicators.iter_mut().for_each(|indicator| indicator.reason.clear());
    record
}

#[test]
fn a_draft_reads_the_form_as_the_template_that_knows_it() {
    for file in ["liwan-2021/01_信访局.xlsx", "liwan-2021/04_水务局.xls"] {
        let bytes = std::fs::read(Path::new("fixtures").join(file)).unwrap();
        let workbook = read(&bytes, &Limits::default()).unwrap();
        let (_, templates) = drafted(&workbook);
        let own: Vec<FormRecord> = forms(&workbook, &templates).iter().map(said).collect();
        let known: Vec<FormRecord> = forms(&workbook, &Templates::builtin()).iter().map(said).collect();
        assert_eq!(own, known, "{file}");
    }
}

/// A sheet of texts and numbers, a row a line.
fn sheet(rows: &[&[&str]]) -> Workbook {
    let mut sheet = Sheet { name: "表".to_owned(), ..Sheet::default() };
    for (row, texts) in (0..).zip(rows) {
        for (col, text) in (0..).zip(*texts).filter(|(_, text)| !text.is_empty()) {
            let value = Value::from_number_text(text).unwrap_or_else(|| Value::Text((*text).to_owned()));
            sheet.cells.insert(CellRef::new(row, col), Cell { value, ..Cell::default() });
        }
    }
    Workbook { sheets: vec![sheet], ..Workbook::default() }
}

const UNKNOWN: &[&[&str]] = &[
    &["青河县2023年度财政资金绩效自查表"],
    &["填表科室", "青河县水利站"],
    &["工作任务事项", "工作目标设想", "重点衡量指标", "指标设定目标值", "实际达到值", "扣分缘由说明"],
    &["河道清淤", "清淤十公里", "清淤长度", "≥10公里", "10.5公里", "无"],
    &["堤防维护", "维护五处", "维护处数", "≥5处", "5处", "无"],
    &["主要的问题与不足", "进度偏慢"],
    &["今后改进措施", "提前招标"],
];

#[test]
fn a_form_that_no_template_recognises_is_read_by_its_draft() {
    let workbook = sheet(UNKNOWN);
    assert!(forms(&workbook, &Templates::builtin()).is_empty());
    let (text, templates) = drafted(&workbook);
    let forms = forms(&workbook, &templates);
    let [form] = &forms[..] else { panic!("{} forms by\n{text}", forms.len()) };
    let record = said(form);
    assert_eq!(record.department.as_deref(), Some("青河县水利站"));
    assert_eq!(record.year, Some(2023));
    let actual: Vec<_> = record.indicators.iter().map(|i| i.actual.as_deref().unwrap()).collect();
    assert_eq!(actual, ["10.5公里", "5处"]);
    assert_eq!(record.measures.as_deref(), Some("提前招标"));
}

#[test]
fn guesses_are_marked_and_the_known_is_not() {
    let (text, _) = drafted(&sheet(UNKNOWN));
    let line = |begin: &str| text.lines().find(|line| line.starts_with(begin)).unwrap_or_default();
    assert!(line("id = \"target\"").contains("# 猜测"), "{text}");
    assert!(line("level").contains("# 猜测"), "{text}");
    let bytes = std::fs::read("fixtures/liwan-2021/01_信访局.xlsx").unwrap();
    let (text, _) = drafted(&read(&bytes, &Limits::default()).unwrap());
    assert!(text.contains("id = \"initial_budget\"\n"), "{text}");
}

#[test]
fn what_has_no_headings_has_no_draft() {
    assert_eq!(draft(&sheet(&[&["通知"], &["请各单位", "按时报送"]]), &Templates::builtin(), "a"), None);
    assert_eq!(draft(&Workbook::default(), &Templates::builtin(), "a"), None);
}

#[test]
fn texts_with_quotes_are_quoted() {
    let mut rows = UNKNOWN.to_vec();
    rows[0] = &["青河县\"2023\"年度\\自查表"];
    let (text, _) = drafted(&sheet(&rows));
    assert!(Template::parse(&text).is_ok(), "{text}");
}

/// The names, targets and actual values of a form's indicators.
fn measured(form: &Form) -> Vec<[Option<String>; 3]> {
    let said = said(form);
    said.indicators.into_iter().map(|i| [i.name, i.target, i.actual]).collect()
}

#[test]
fn a_draft_of_a_project_form_has_its_funds_and_its_indicators() {
    for file in
        ["全国_直饮水设备.xlsx", "四川_社区图书室.xlsx", "湖北_水土保持监测.xlsx", "重庆_城乡公交.xlsx"]
    {
        let workbook =
            read(&std::fs::read(Path::new("fixtures/projects").join(file)).unwrap(), &Limits::default());
        let workbook = workbook.unwrap();
        let (text, templates) = drafted(&workbook);
        let (own, known) = (forms(&workbook, &templates), forms(&workbook, &Templates::builtin()));
        assert_eq!(own[0].funding.len(), known[0].funding.len(), "{file}\n{text}");
        if !file.starts_with("重庆") {
            assert_eq!(measured(&own[0]), measured(&known[0]), "{file}\n{text}");
        }
    }
}

#[test]
fn the_first_unknown_heading_before_the_target_is_the_name() {
    let rows: &[&[&str]] = &[
        &["2022年度项目绩效自查表"],
        &["项目名称", "城乡公交"],
        &["考核点", "计量单位", "年初指标值", "全年完成值", "指标得分"],
        &["线路数", "条", "28", "28", "30"],
    ];
    let (text, templates) = drafted(&sheet(rows));
    assert!(text.contains("title = [\"项目绩效自查表\"]"), "{text}");
    let forms = forms(&sheet(rows), &templates);
    assert_eq!(forms[0].indicators[0].name.as_ref().unwrap().value.as_deref(), Some("线路数"), "{text}");
}

#[test]
fn the_funds_of_a_draft_end_where_the_next_block_begins() {
    let rows: &[&[&str]] = &[
        &["项目绩效自查表"],
        &["项目名称", "城乡公交"],
        &["资金", "资金来源", "年初预算数", "全年预算数", "全年执行数"],
        &["", "合计", "10", "10", "9"],
        &["", "区级", "10", "10", "9"],
        &["目标", "当初设想", "", "落实结果"],
        &["", "开通线路。", "", "已经开通。"],
    ];
    let mut workbook = sheet(rows);
    workbook.sheets[0].merges.extend(["A3:A5".parse().unwrap()]);
    let text = draft(&workbook, &Templates::builtin(), "a").unwrap().text;
    assert!(text.contains("rows = [\"区级\"]"), "{text}");
}

/// It was drafted as a project's form that must name its project, since 项目 is a word of another of its labels.
#[test]
fn whose_form_a_draft_is_of_is_told_by_the_title_and_that_it_has_no_funds_is_told() {
    let bytes = std::fs::read("fixtures/layouts/横竖颠倒_档案管理中心.xlsx").unwrap();
    let workbook = read(&bytes, &Limits::default()).unwrap();
    let drafted = draft(&workbook, &Templates::builtin(), "a").unwrap();
    assert!(drafted.text.contains("level = \"department\""), "{}", drafted.text);
    assert!(!drafted.text.contains("id = \"project\"") && !drafted.has_funds, "{}", drafted.text);
    let bytes = std::fs::read("fixtures/projects/全国_直饮水设备.xlsx").unwrap();
    let drafted = draft(&read(&bytes, &Limits::default()).unwrap(), &Templates::builtin(), "a").unwrap();
    assert!(drafted.text.contains("level = \"project\"") && drafted.has_funds, "{}", drafted.text);
}
