//! Who must report (应报送单位名单), and when two names are one department.

mod attendance;
mod counting;
mod name;
mod read;
mod rows;
mod subject;
mod unread;

pub use attendance::{Attendance, Missing};
pub use counting::{Departments, counted, counted_instead};
pub(crate) use name::DepartmentName;
pub use read::RosterError;
pub(crate) use subject::{Subject, is_project, project_key};

/// Who must report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// The departments, in the roster's order.
    pub entries: Vec<RosterEntry>,
}

/// One department of a roster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RosterEntry {
    /// Its name.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
}
