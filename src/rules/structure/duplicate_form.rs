//! `duplicate-form`

use std::collections::HashMap;

use crate::form::{FieldPath, Form, OwnField};
use crate::roster::{DepartmentName, Subject};
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 一个工作簿里有同一部门的两份自评表。项目支出自评表还要项目名称相同。
    ///
    /// ## 为什么
    ///
    /// 常见的是复制工作表改了一稿，旧稿忘了删。两份内容往往不同，汇总不知道该用哪一份。
    ///
    /// ## 例子
    ///
    /// 工作表“自评表”和“自评表 (2)”的 B3 都是“荔湾区档案局”：
    ///
    /// > B3　“荔湾区档案局”在本工作簿另有一份自评表，在工作表“自评表”，应只留一份，请核实后删去多余的
    ///
    /// ## 修正
    ///
    /// 不修正，由部门删去不用的一份。
    "duplicate-form" {
        code: "S104",
        title: "同一工作簿内重复填报",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    // It stands at the later ones: the first is as good as any.
    let Some(first) = context.same_before(first_of_same) else { return Vec::new() };
    let department = department(form).unwrap_or_default();
    let place = match &first.department {
        Some(named) if first.sheet_index == form.sheet_index => format!("本表 {}", named.cell),
        _ => format!("工作表“{}”", first.sheet),
    };
    let year = |form: &Form| form.year.as_ref().and_then(|year| year.value);
    let years = match (year(first), year(form)) {
        (Some(first), Some(own)) if first != own => format!("（那份为 {first} 年度，本份为 {own} 年度）"),
        _ => String::new(),
    };
    let message =
        format!("“{department}”在本工作簿另有一份自评表，在{place}{years}，应只留一份，请核实后删去多余的");
    let mut finding = Finding::new(&RULE, &form.sheet, message)
        .field(FieldPath::own(OwnField::Department))
        .actual(department);
    finding.cell = form.department.as_ref().map(|department| department.cell);
    vec![finding]
}

/// For each form of a workbook the first before it that reports the same. The year does not matter: a form of another
/// year would be counted for this year's, or hide it. Only those are compared one by one whose departments have the same
/// words and whose projects have one name.
fn first_of_same(forms: &[Form]) -> Vec<Option<usize>> {
    let mut groups: HashMap<(String, Subject), Vec<(usize, DepartmentName)>> = HashMap::new();
    let first = |(index, form): (usize, &Form)| {
        let name = DepartmentName::parse(department(form)?);
        let group = groups.entry((name.own.clone(), Subject::of_form(form)?)).or_default();
        let first = group.iter().find(|(_, other)| name.may_be(other)).map(|(index, _)| *index);
        group.push((index, name));
        first
    };
    forms.iter().enumerate().map(first).collect()
}

/// The department's name as the form has it.
fn department(form: &Form) -> Option<&str> {
    form.department.as_ref()?.value.as_deref()
}

#[cfg(test)]
mod tests {
    use crate::form::{Form, Located};
    use crate::rules::testing::{Desk, at};

    fn with_another(change: impl FnOnce(&mut Form)) -> Vec<String> {
        let mut desk = Desk::clean();
        let mut other = desk.form.clone();
        other.sheet = "自评表 (2)".to_owned();
        other.sheet_index = 1;
        change(&mut other);
        desk.other_forms.push(other);
        desk.lines("duplicate-form")
    }

    #[test]
    fn a_copy_on_another_sheet_is_found_there() {
        assert_eq!(
            with_another(|_| ()),
            ["B2 “荔湾区档案局”在本工作簿另有一份自评表，在工作表“自评表”，应只留一份，请核实后删去多余的"]
        );
    }

    #[test]
    fn another_departments_form_is_fine() {
        assert!(
            with_another(|form| form.department = Some(Located::new("水务局".to_owned(), at("B2"))))
                .is_empty()
        );
    }

    #[test]
    fn another_years_form_is_one_too_many() {
        let found = with_another(|form| form.year = Some(Located::new(2020, at("A1"))));
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("（那份为 2021 年度，本份为 2020 年度）"), "{found:?}");
    }

    #[test]
    fn the_same_office_of_another_district_is_another_department() {
        let named = |name: &str| Some(Located::new(name.to_owned(), at("B2")));
        assert!(with_another(|form| form.department = named("越秀区档案局")).is_empty());
        assert_eq!(with_another(|form| form.department = named("档案局（本级）")).len(), 1);
    }

    #[test]
    fn two_projects_are_two_forms() {
        let project = |name: &str| Some(Located::new(name.to_owned(), at("B4")));
        let mut desk = Desk::clean();
        desk.form.project = project("河道保洁（一期）");
        desk.other_forms.push(Form { project: project("河道保洁（二期）"), ..desk.form.clone() });
        assert!(desk.lines("duplicate-form").is_empty());
    }

    #[test]
    fn thousands_of_forms_are_not_compared_two_by_two() {
        let mut forms = vec![Desk::clean().form; 3_000];
        for (n, form) in forms.iter_mut().enumerate().take(2_999) {
            form.department = Some(Located::new(format!("第{n}街道办事处"), at("B2")));
        }
        forms[2_999].department = forms[7].department.clone();
        let same = super::first_of_same(&forms);
        assert_eq!((same[2_999], same.iter().flatten().count()), (Some(7), 1));
    }

    #[test]
    fn a_form_without_a_name_is_nobodys() {
        assert!(with_another(|form| form.department = None).is_empty());
    }
}
