//! Forms of different kinds, one under the other on one sheet.

use ziping::form::FundingColumn;

use super::PLAIN;
use crate::lines::{read, text};
use crate::projects::{NATIONAL, with};

/// What broke: the sheet had one template for all of it, and the other form was gone, or its rows were the first one's.
#[test]
fn each_of_two_forms_on_one_sheet_has_its_own_template() {
    let department = ("liwan-department-2021", 3, 3);
    let project = ("national-project-2020", 3, 3);
    let untitled = |lines: &[&'static str]| lines[1..].to_vec();
    let (plain, national) = (PLAIN.to_vec(), NATIONAL[..15].to_vec());
    for (above, below, kinds) in [
        (&plain, &national, [department, project]),
        (&national, &plain, [project, department]),
        (&plain, &untitled(&national), [department, project]),
        (&national, &untitled(&plain), [project, department]),
    ] {
        let forms = read(&[&above[..], &["", ""], &below[..]].concat(), &[]);
        let read: Vec<_> = forms
            .iter()
            .map(|form| (form.template.as_str(), form.funding.len(), form.indicators.len()))
            .collect();
        assert_eq!(read, kinds);
        for form in &forms {
            assert!(
                form.missing.is_empty() && form.unmapped.is_empty(),
                "{:?} {:?}",
                form.missing,
                form.unmapped
            );
        }
    }
}

/// What broke: the department's form was read as another project's, without its name.
#[test]
fn a_departments_form_beneath_a_projects_of_the_same_columns_is_the_departments() {
    let mut department = with(&[(1, "部门整体支出绩效自评表"), (4, "部门名称 | | 青禾区水务局")]);
    department.remove(2);
    let forms = read(&[&NATIONAL[..], &department].concat(), &[]);
    let names: Vec<_> =
        forms.iter().map(|form| (form.template.as_str(), text(form.department.as_ref()))).collect();
    assert_eq!(names[1], ("national-department-2020", "青禾区水务局"));
    assert_eq!(names.len(), 2);
}

/// What broke: beside a form with more columns, the funds of one with fewer were not found.
#[test]
fn forms_of_one_template_need_not_have_the_same_columns() {
    let fewer = with(&[
        (5, "项目资金（万元） | | | 全年预算数（A） | 全年执行数（B） | 执行率（B/A）"),
        (6, " | | 年度资金总额 | 60 | 54 | 0.9"),
        (7, " | | 其中：当年财政拨款 | 60 | 54 | 0.9"),
        (8, " | | 其他资金 | 0 | 0 |"),
    ]);
    let forms = read(&[&NATIONAL[..], &fewer].concat(), &[]);
    let spent = |n: usize| forms[n].funding[0].get(FundingColumn::ActualExpenditure);
    assert_eq!((forms.len(), spent(1)), (2, Some(54.into())));
}
