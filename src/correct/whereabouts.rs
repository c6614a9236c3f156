//! Where findings are: sheets by their names, the forms that stand on them by their areas.

use foldhash::{HashMap, HashMapExt};

use crate::form::Form;
use crate::rules::Finding;
use crate::workbook::{Areas, Workbook};

/// The sheets and forms of a workbook, as findings refer to them. A workbook may have thousands of each.
#[derive(Debug)]
pub(super) struct Whereabouts<'a> {
    workbook: &'a Workbook,
    sheets: HashMap<&'a str, usize>,
    forms: HashMap<&'a str, OfSheet<'a>>,
}

/// The forms of one sheet.
#[derive(Debug)]
struct OfSheet<'a> {
    first: &'a Form,
    /// Those that have an area, in their order, and the areas.
    with_area: Vec<&'a Form>,
    areas: Areas,
}

impl<'a> Whereabouts<'a> {
    /// Of a workbook and its forms.
    pub(super) fn of(workbook: &'a Workbook, forms: &'a [Form]) -> Self {
        let mut sheets = HashMap::with_capacity(workbook.sheets.len());
        for (index, sheet) in workbook.sheets.iter().enumerate() {
            sheets.entry(sheet.name.as_str()).or_insert(index);
        }
        let mut by_sheet: HashMap<&str, Vec<&Form>> = HashMap::new();
        for form in forms {
            by_sheet.entry(form.sheet.as_str()).or_default().push(form);
        }
        let of_sheet = |(name, forms): (&'a str, Vec<&'a Form>)| {
            let first = *forms.first()?;
            let areas = forms.iter().filter_map(|form| form.area).collect();
            let with_area = forms.into_iter().filter(|form| form.area.is_some()).collect();
            Some((name, OfSheet { first, with_area, areas }))
        };
        Self { workbook, sheets, forms: by_sheet.into_iter().filter_map(of_sheet).collect() }
    }

    /// The index of the sheet of that name.
    pub(super) fn sheet(&self, name: &str) -> Option<usize> {
        // What is found on a sheet has its name as it is.
        self.sheets.get(name).copied().or_else(|| self.workbook.sheet(name).map(|(index, _)| index))
    }

    /// The form that a finding is about: of several on one sheet the one around its cell.
    pub(super) fn form(&self, finding: &Finding) -> Option<&'a Form> {
        let forms = self.forms.get(finding.sheet.as_str())?;
        let around = finding.cell.and_then(|cell| forms.areas.holding(cell).min());
        Some(around.and_then(|at| forms.with_area.get(at)).unwrap_or(&forms.first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::find_rule;
    use crate::workbook::Sheet;

    #[test]
    fn of_the_forms_of_a_sheet_the_first_around_the_cell_is_meant() {
        let form = |sheet: &str, template: &str, area: Option<&str>| Form {
            sheet: sheet.to_owned(),
            template: template.to_owned(),
            area: area.map(|area| area.parse().unwrap()),
            ..Form::default()
        };
        let forms = [
            form("甲", "无", None),
            form("甲", "下", Some("A10:F19")),
            form("甲", "上", Some("A1:F10")),
            form("乙", "乙", Some("A1:F9")),
        ];
        let sheets = ["乙", "甲"].map(|name| Sheet { name: name.to_owned(), ..Sheet::default() });
        let workbook = Workbook { sheets: sheets.into(), ..Workbook::default() };
        let whereabouts = Whereabouts::of(&workbook, &forms);
        let about = |sheet: &str, cell: &str| {
            let finding = Finding::new(find_rule("stray-space").unwrap(), sheet, "");
            let finding = Finding { cell: cell.parse().ok(), ..finding };
            whereabouts.form(&finding).map(|form| form.template.as_str())
        };
        for (cell, of) in [("B5", "上"), ("B10", "下"), ("B15", "下"), ("H5", "无"), ("", "无")] {
            assert_eq!(about("甲", cell), Some(of), "{cell}");
        }
        assert_eq!((about("乙", ""), about("丙", "A1")), (Some("乙"), None));
        assert_eq!((whereabouts.sheet("甲"), whereabouts.sheet("丙")), (Some(1), None));
    }
}
