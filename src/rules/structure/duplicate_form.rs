//! `duplicate-form`

use crate::form::Form;
use crate::roster::department_key;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 一个工作簿里有同一部门、同一年度的两份同样的自评表。项目支出自评表还要项目名称相同。
    ///
    /// ## 为什么
    ///
    /// 常见的是复制工作表改了一稿，旧稿忘了删。两份内容往往不同，汇总不知道该用哪一份。
    ///
    /// ## 例子
    ///
    /// 工作表“自评表”和“自评表 (2)”的 B3 都是“荔湾区档案局”：
    ///
    /// > 自评表 (2)!B3　“荔湾区档案局”在本工作簿有 2 份自评表，另一份在工作表“自评表”，应只留一份，请核实后删去多余的
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
    let Some(reported) = Reported::of(form) else { return Vec::new() };
    let index = context.index();
    let same: Vec<usize> = (0..context.forms.len())
        .filter(|&n| context.forms.get(n).and_then(Reported::of).as_ref() == Some(&reported))
        .collect();
    // It stands at the later ones: the first is as good as any.
    let Some(first) =
        same.first().filter(|&&first| first < index).and_then(|&first| context.forms.get(first))
    else {
        return Vec::new();
    };
    let name = form.department.as_ref().and_then(|d| d.value.clone()).unwrap_or_default();
    let place = match (&first.department, first.sheet == form.sheet) {
        (Some(department), true) => format!("本表 {}", department.cell),
        _ => format!("工作表“{}”", first.sheet),
    };
    let message = format!(
        "“{name}”在本工作簿有 {} 份自评表，另一份在{place}，应只留一份，请核实后删去多余的",
        same.len()
    );
    let mut finding = Finding::new(&RULE, &form.sheet, message).field("department").actual(name);
    finding.cell = form.department.as_ref().map(|department| department.cell);
    vec![finding]
}

/// What a workbook should hold only one form of.
#[derive(Debug, PartialEq, Eq)]
struct Reported {
    template: String,
    department: String,
    project: Option<String>,
    year: Option<i32>,
}

impl Reported {
    /// `None` where the form does not say whose it is.
    fn of(form: &Form) -> Option<Self> {
        let department = department_key(form.department.as_ref()?.value.as_deref()?);
        let project = match &form.project {
            None => None,
            Some(project) => Some(project.value.as_deref()?.split_whitespace().collect()),
        };
        let year = form.year.as_ref().and_then(|year| year.value);
        Some(Self { template: form.template.clone(), department, project, year })
    }
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
            [
                "B2 “荔湾区档案局”在本工作簿有 2 份自评表，另一份在工作表“自评表”，应只留一份，请核实后删去多余的"
            ]
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
    fn another_years_form_is_fine() {
        assert!(with_another(|form| form.year = Some(Located::new(2020, at("A1")))).is_empty());
    }

    #[test]
    fn a_form_without_a_name_is_nobodys() {
        assert!(with_another(|form| form.department = None).is_empty());
    }
}
