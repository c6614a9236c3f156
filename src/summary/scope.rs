//! What a form's money counts into: departments and projects are summed apart.

use crate::record::FormRecord;
use crate::roster::is_project;

/// What a form's money counts into. A department's projects are paid out of its own money, so the two are never added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The departments' money as a whole.
    Departments,
    /// The projects'.
    Projects,
}

impl Scope {
    /// The word in the column 计入 by which totals find their rows.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Departments => "部门",
            Self::Projects => "项目",
        }
    }

    /// The total's own words.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Departments => "部门整体支出合计",
            Self::Projects => "项目支出合计",
        }
    }

    /// What a form counts into.
    pub(super) fn of(form: &FormRecord) -> Self {
        if is_project(form) { Self::Projects } else { Self::Departments }
    }
}
