//! Where findings are: sheets by their names, forms by their places.

use foldhash::{HashMap, HashMapExt};

use crate::form::Form;
use crate::rules::Finding;
use crate::workbook::Workbook;

/// The sheets and forms of a workbook, as findings refer to them. A workbook may have thousands of each.
#[derive(Debug)]
pub(super) struct Whereabouts<'a> {
    workbook: &'a Workbook,
    sheets: HashMap<&'a str, usize>,
    forms: &'a [Form],
}

impl<'a> Whereabouts<'a> {
    /// Of a workbook and its forms.
    pub(super) fn of(workbook: &'a Workbook, forms: &'a [Form]) -> Self {
        let mut sheets = HashMap::with_capacity(workbook.sheets.len());
        for (index, sheet) in workbook.sheets.iter().enumerate() {
            sheets.entry(sheet.name.as_str()).or_insert(index);
        }
        Self { workbook, sheets, forms }
    }

    /// The index of the sheet of that name.
    pub(super) fn sheet(&self, name: &str) -> Option<usize> {
        // What is found on a sheet has its name as it is.
        self.sheets.get(name).copied().or_else(|| self.workbook.sheet(name).map(|(index, _)| index))
    }

    /// The form that a finding is about.
    pub(super) fn form(&self, finding: &Finding) -> Option<&'a Form> {
        self.forms.get(finding.form?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::find_rule;
    use crate::workbook::Sheet;

    #[test]
    fn a_finding_is_about_its_own_form_whichever_sheet_it_is_on() {
        let form = |template: &str| Form { template: template.to_owned(), ..Form::default() };
        let forms = ["上", "下"].map(form);
        let sheets = ["乙", "甲"].map(|name| Sheet { name: name.to_owned(), ..Sheet::default() });
        let workbook = Workbook { sheets: sheets.into(), ..Workbook::default() };
        let whereabouts = Whereabouts::of(&workbook, &forms);
        let about = |form: Option<usize>| {
            let finding = Finding { form, ..Finding::new(find_rule("stray-space").unwrap(), "甲", "") };
            whereabouts.form(&finding).map(|form| form.template.as_str())
        };
        assert_eq!([Some(1), Some(0), Some(2), None].map(about), [Some("下"), Some("上"), None, None]);
        assert_eq!((whereabouts.sheet("甲"), whereabouts.sheet("丙")), (Some(1), None));
    }
}
