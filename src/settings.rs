//! What a run was asked for.

use std::collections::BTreeMap;

use crate::form::{FarAbove, MoneyUnit};
use crate::record::Severity;
use crate::roster::{Departments, project_key};
use crate::workbook::CellRef;

/// The settings of a run that rules and outputs look at.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The level of a rule in this run, by name; `None` for off.
    pub levels: BTreeMap<String, Option<Severity>>,
    /// Only these rules, if any are named.
    pub select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
    /// The year that forms should have (`--year`).
    pub year: Option<i32>,
    /// Findings that were asked about and found right.
    pub accepted: Vec<Acceptance>,
    /// What counts as far above a target.
    pub far_above: FarAbove,
    /// The unit of the summary.
    pub summary_unit: MoneyUnit,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            levels: BTreeMap::new(),
            select: Vec::new(),
            ignore: Vec::new(),
            year: None,
            accepted: Vec::new(),
            far_above: FarAbove::default(),
            summary_unit: MoneyUnit::TenThousand,
        }
    }
}

/// One finding that comes back every round, though it is right as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The department, by any of the ways to write its name.
    pub department: String,
    /// The project, on a project's form.
    pub project: Option<String>,
    /// The rule's name.
    pub rule: String,
    /// The cell; none for a finding that stands at none.
    pub cell: Option<CellRef>,
    /// What stood there when it was asked about; none where nothing did, and where that was not noted.
    pub value: Option<String>,
    /// The year of the form that was asked about, if it was noted.
    pub year: Option<i32>,
    /// What was found when it was asked about.
    pub reason: String,
}

impl Acceptance {
    /// Whether it is about that rule's finding at that cell.
    pub(crate) fn is_at(&self, rule: &str, cell: Option<CellRef>) -> bool {
        self.rule == rule && self.cell == cell
    }

    /// Whether it was given for that value, as far as it says.
    pub(crate) fn is_of_value(&self, value: Option<&str>) -> bool {
        self.value.is_none() || self.value.as_deref() == value
    }

    /// Whether it was given for a form of that year, as far as it says.
    pub(crate) fn is_of_year(&self, year: Option<i32>) -> bool {
        self.year.is_none() || self.year == year
    }

    /// Whether it is about a form of that department and project, `departments` being those of the run and of what was
    /// accepted.
    pub(crate) fn is_about(
        &self,
        departments: &Departments,
        department: &str,
        project: Option<&str>,
    ) -> bool {
        departments.are_one(&self.department, department) && self.is_of_project(project)
    }

    /// Whether it is about that project of its department; if it names none, it is about all of them.
    pub(crate) fn is_of_project(&self, project: Option<&str>) -> bool {
        let Some(own) = &self.project else { return true };
        project.is_some_and(|other| project_key(own) == project_key(other))
    }
}

/// What is no year of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("应是四位数的年度，如 2021")]
pub struct NotAYear;

/// The year that forms should have, as a user gives it.
///
/// # Errors
/// [`NotAYear`] for what no budget was made for: 21, 20211.
pub fn budget_year(year: i32) -> Result<i32, NotAYear> {
    if (1949..=2999).contains(&year) { Ok(year) } else { Err(NotAYear) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_department_may_be_written_in_other_ways() {
        let acceptance = Acceptance {
            department: "信访局".to_owned(),
            project: None,
            rule: "overspent".to_owned(),
            cell: "F6".parse().ok(),
            value: None,
            year: None,
            reason: "年中追加，已有批复".to_owned(),
        };
        let is_about = |acceptance: &Acceptance, department: &str, project: Option<&str>| {
            let departments =
                Departments::named(None, [acceptance.department.as_str(), department].into_iter());
            acceptance.is_about(&departments, department, project)
        };
        assert!(is_about(&acceptance, "广州市荔湾区信访局（本级）", None));
        assert!(!is_about(&acceptance, "财政局", None));
        assert!(!acceptance.is_at("overspent", None));
        let of_project = Acceptance { project: Some("河道保洁（一期）".to_owned()), ..acceptance };
        assert!(is_about(&of_project, "信访局", Some("河道 保洁(一期)")));
        assert!(!is_about(&of_project, "信访局", Some("河道保洁（二期）")));
    }
}
