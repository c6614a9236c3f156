//! Who reported of those who must.

use super::{Departments, Roster, RosterEntry};
use crate::record::FormRecord;

/// How a roster and the forms of a run fit together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attendance<'a> {
    /// How many departments must report. Who stands on the roster twice is due once.
    pub due: usize,
    /// How many of them sent a form; without a roster, how many departments did.
    pub reported: usize,
    /// Those on the roster that sent none, in its order.
    pub missing: Vec<&'a RosterEntry>,
    /// How many departments sent a form and are not on the roster.
    pub unknown: usize,
}

impl<'a> Attendance<'a> {
    /// Compares the forms with the roster; without one, everyone who reported was due. `departments` are those of both.
    ///
    /// ```
    /// use ziping::record::FormRecord;
    /// use ziping::roster::{Attendance, Departments, Roster};
    /// let roster = Roster::read("荔湾区信访局\n信访局\n民政局\n".as_bytes(), "名单.txt").unwrap();
    /// let forms = [FormRecord { department: Some("荔湾区信访局".to_owned()), ..FormRecord::default() }];
    /// let attendance = Attendance::of(Some(&roster), &forms, &Departments::of(Some(&roster), &forms));
    /// assert_eq!((attendance.due, attendance.reported, attendance.missing.len()), (2, 1, 1));
    /// ```
    pub fn of(roster: Option<&'a Roster>, forms: &[FormRecord], departments: &Departments) -> Self {
        let mut seen = vec![false; departments.len()];
        for form in forms {
            let number = form.department.as_deref().and_then(|name| departments.number(name));
            if let Some(seen) = number.and_then(|number| seen.get_mut(number)) {
                *seen = true;
            }
        }
        let mut attendance = Self::default();
        for entry in departments.due(roster) {
            attendance.due += 1;
            let seen = departments.number(&entry.name).and_then(|number| seen.get_mut(number));
            match seen.map(std::mem::take) {
                Some(true) => attendance.reported += 1,
                _ => attendance.missing.push(entry),
            }
        }
        // Who is left was not due.
        let others = seen.into_iter().filter(|seen| *seen).count();
        if roster.is_some() {
            attendance.unknown = others;
        } else {
            (attendance.due, attendance.reported) = (others, others);
        }
        attendance
    }
}
