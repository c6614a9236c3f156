//! Forms that stand beside each other on one sheet.

use ziping::form::Form;
use ziping::rules::{FormContext, check_form};
use ziping::settings::Settings;

use super::PLAIN;
use crate::lines::{read, read_one, text, workbook};

/// How many columns the plain form has.
const WIDTH: usize = 8;

/// The lines of one form, and of another `gap` columns further right.
fn beside(left: &[&str], right: &[&str], gap: usize) -> Vec<String> {
    let line = |(left, right): (&&str, &&str)| {
        let blank = " |".repeat(WIDTH + gap - left.split('|').count());
        format!("{left} |{blank}{right}")
    };
    left.iter().zip(right).map(line).collect()
}

fn lines(of: &[String]) -> Vec<&str> {
    of.iter().map(String::as_str).collect()
}

/// The plain form as another department's, with other figures.
fn others() -> Vec<&'static str> {
    let mut lines = PLAIN.to_vec();
    lines[2] = "部门名称 | 荔湾区文化馆 | | | | | | 单位：万元";
    lines[4] = " | 合计 | 80 | 0 | 60 | 0.75 | 0";
    lines[5] = " | 一般公共预算 | 60 | 0 | 45 | 0.75 | 0";
    lines[6] = " | 其他资金 | 20 | 0 | 15 | 0.75 | 0";
    lines
}

fn spent(form: &Form) -> String {
    let column = ziping::form::FundingColumn::ActualExpenditure;
    form.funding[0].get(column).map_or(String::new(), |spent| spent.to_string())
}

/// What broke: the one form had its own name and the other's amounts, or the other was not read at all.
#[test]
fn two_forms_with_a_blank_column_between_them_are_two() {
    let both = beside(&PLAIN, &others(), 1);
    let workbook = workbook(&lines(&both), &[]);
    let forms = read(&lines(&both), &[]);
    let said: Vec<_> = forms.iter().map(|form| (text(form.department.as_ref()), spent(form))).collect();
    assert_eq!(said, [("荔湾区图书馆", "90".to_owned()), ("荔湾区文化馆", "60".to_owned())]);
    let (evaluation, settings) = (ziping::formula::Evaluation::of(&workbook), Settings::default());
    for context in FormContext::each(&workbook, &evaluation, &forms, &settings) {
        let form = context.form;
        assert_eq!((form.funding.len(), form.tasks.len(), form.indicators.len()), (3, 2, 3));
        assert!(
            form.missing.is_empty() && form.unmapped.is_empty(),
            "{:?} {:?}",
            form.missing,
            form.unmapped
        );
        let findings = check_form(&context);
        assert!(findings.iter().all(|f| f.severity == ziping::record::Severity::Info), "{findings:?}");
    }
}

#[test]
fn a_title_over_both_leaves_them_two() {
    let mut left = PLAIN.to_vec();
    let mut right = others();
    right[0] = "";
    left[0] = "荔湾区部门整体支出绩效自评表";
    let both = beside(&left, &right, 1);
    let forms = read(&lines(&both), &["A1:Q1"]);
    let departments: Vec<_> = forms.iter().map(|form| text(form.department.as_ref())).collect();
    assert_eq!(departments, ["荔湾区图书馆", "荔湾区文化馆"]);
}

#[test]
fn remarks_beside_a_form_belong_to_it() {
    let mut remarks = vec![""; PLAIN.len()];
    remarks[3] = "核对人 | 核对意见";
    remarks[4] = "张三 | 已核";
    let with_remarks = beside(&PLAIN, &remarks, 2);
    let form = read_one(&lines(&with_remarks), &[]);
    assert_eq!(text(form.department.as_ref()), "荔湾区图书馆");
    let left: Vec<_> = form.unmapped.iter().map(|cell| cell.value.as_str()).collect();
    assert_eq!(left, ["核对人", "核对意见", "张三", "已核"]);
}

#[test]
fn indicators_beside_the_funds_are_no_form_of_their_own() {
    let mut right = vec!["", "", "项目名称 | 借阅 | 实施单位 | 图书馆 | 主管部门 | 文旅局"];
    right.extend(&PLAIN[9..]);
    let both = beside(&PLAIN[..9], &right, 1);
    let form = read_one(&lines(&both), &[]);
    assert_eq!(text(form.department.as_ref()), "荔湾区图书馆");
}
