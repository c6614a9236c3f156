//! Who reported of those who must.

use super::unread::unread_files;
use super::{Departments, Roster, RosterEntry};
use crate::record::{FormRecord, InputRecord};

/// How a roster and the forms of a run fit together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attendance<'a> {
    /// How many departments must report. Who stands on the roster twice is due once.
    pub due: usize,
    /// How many of them sent a form; without a roster, how many departments did.
    pub reported: usize,
    /// Those on the roster that sent none, in its order.
    pub missing: Vec<Missing<'a>>,
    /// How many departments sent a form and are not on the roster.
    pub unknown: usize,
}

/// A department that sent no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing<'a> {
    /// Its row of the roster.
    pub entry: &'a RosterEntry,
    /// A file from which no form was read, and whose name says that it is this department's: who sent a PDF has sent
    /// something.
    pub unread: Option<&'a str>,
}

impl Missing<'_> {
    /// That something was received of it which is no form, if so.
    pub fn unread_words(&self) -> Option<String> {
        self.unread.map(|file| format!("收到的“{file}”没有读出自评表，请核实后重新报送"))
    }
}

impl<'a> Attendance<'a> {
    /// Compares the forms, and the `inputs` that they are from, with the roster; without one, everyone who reported was
    /// due. `departments` are those of both.
    ///
    /// ```
    /// use ziping::record::FormRecord;
    /// use ziping::roster::{Attendance, Departments, Roster};
    /// let roster = Roster::read("荔湾区信访局\n信访局\n民政局\n".as_bytes(), "名单.txt").unwrap();
    /// let forms = [FormRecord { department: Some("荔湾区信访局".to_owned()), ..FormRecord::default() }];
    /// let attendance = Attendance::of(Some(&roster), &forms, &[], &Departments::of(Some(&roster), &forms));
    /// assert_eq!((attendance.due, attendance.reported, attendance.missing.len()), (2, 1, 1));
    /// ```
    pub fn of(
        roster: Option<&'a Roster>,
        forms: &[FormRecord],
        inputs: &'a [InputRecord],
        departments: &Departments,
    ) -> Self {
        let mut seen = vec![false; departments.len()];
        for form in forms {
            let number = form.department.as_deref().and_then(|name| departments.number(name));
            if let Some(seen) = number.and_then(|number| seen.get_mut(number)) {
                *seen = true;
            }
        }
        let mut attendance = Self::default();
        let mut missing = Vec::new();
        for entry in departments.due(roster) {
            attendance.due += 1;
            let seen = departments.number(&entry.name).and_then(|number| seen.get_mut(number));
            match seen.map(std::mem::take) {
                Some(true) => attendance.reported += 1,
                _ => missing.push(entry),
            }
        }
        let unread = unread_files(&missing, inputs);
        attendance.missing =
            missing.into_iter().zip(unread).map(|(entry, unread)| Missing { entry, unread }).collect();
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
