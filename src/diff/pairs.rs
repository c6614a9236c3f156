//! Which forms of two submissions belong together.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use crate::record::FormRecord;
use crate::roster::{Departments, Subject};

/// Which forms of two submissions belong together.
pub(super) struct Pairs {
    /// For each form of the earlier submission, its place in the later one.
    pub(super) partners: Vec<Option<usize>>,
    /// For each form of the later submission, whether it belongs to one of the earlier.
    pub(super) taken: Vec<bool>,
}

impl Pairs {
    /// Of one form on either side these two; else those of one department and project, those of one template first.
    pub(super) fn of(before: &[FormRecord], after: &[FormRecord], departments: &Departments) -> Self {
        let known = |form| Known::of(form, departments);
        let mut pairs = Self { partners: vec![None; before.len()], taken: vec![false; after.len()] };
        if let ([_], [_]) = (before, after) {
            pairs.take(before, after, |_| ());
        }
        pairs.take(before, after, |form| (known(form), form.template.as_str()));
        // A department may have been asked to use another template.
        pairs.take(before, after, known);
        pairs
    }

    /// Pairs those that are left and have one key, in their order.
    fn take<'f, K: Eq + Hash>(
        &mut self,
        before: &'f [FormRecord],
        after: &'f [FormRecord],
        key: impl Fn(&'f FormRecord) -> K,
    ) {
        let mut left: HashMap<K, VecDeque<usize>> = HashMap::new();
        for (at, form) in after.iter().enumerate().filter(|(at, _)| !self.taken[*at]) {
            left.entry(key(form)).or_default().push_back(at);
        }
        for (form, partner) in before.iter().zip(&mut self.partners).filter(|(_, partner)| partner.is_none())
        {
            *partner = left.get_mut(&key(form)).and_then(VecDeque::pop_front);
            if let Some(at) = *partner {
                self.taken[at] = true;
            }
        }
    }
}

/// By what a form is known in another submission.
#[derive(PartialEq, Eq, Hash)]
enum Known<'f> {
    /// By its department's number, and what it reports on.
    Department(usize, Option<Subject>),
    /// A form without a department, by its file.
    File(&'f str, Option<Subject>),
}

impl<'f> Known<'f> {
    fn of(form: &'f FormRecord, departments: &Departments) -> Self {
        let number = form.department.as_deref().and_then(|name| departments.number(name));
        let subject = Subject::of(form);
        match number {
            Some(number) => Self::Department(number, subject),
            None => Self::File(&form.file, subject),
        }
    }
}
