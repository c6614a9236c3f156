//! Finding the form that something is about, by its file and sheet.

use std::collections::HashMap;

use super::FormRecord;

/// The forms of a run by file and sheet.
#[derive(Debug)]
pub struct FormIndex<'a> {
    by_file: HashMap<&'a str, Vec<usize>>,
    by_sheet: HashMap<(&'a str, &'a str), usize>,
}

impl<'a> FormIndex<'a> {
    /// The index of `forms`; what it finds are places in that list.
    ///
    /// ```
    /// use ziping::record::{FormIndex, FormRecord};
    /// let form = |sheet: &str| FormRecord { file: "a.xlsx".into(), sheet: sheet.into(), ..FormRecord::default() };
    /// let forms = [form("自评表一"), form("自评表二")];
    /// let index = FormIndex::of(&forms);
    /// assert_eq!(index.at("a.xlsx", "自评表二"), Some(1));
    /// assert_eq!(index.at("a.xlsx", "附表"), Some(0));
    /// ```
    pub fn of(forms: &'a [FormRecord]) -> Self {
        let mut index = Self { by_file: HashMap::new(), by_sheet: HashMap::new() };
        for (at, form) in forms.iter().enumerate() {
            index.by_file.entry(&form.file).or_default().push(at);
            index.by_sheet.entry((&form.file, &form.sheet)).or_insert(at);
        }
        index
    }

    /// The forms of a file, in their order.
    pub(crate) fn of_file(&self, file: &str) -> &[usize] {
        self.by_file.get(file).map_or(&[], Vec::as_slice)
    }

    /// The first form on a sheet; of a sheet that has none, the first of its file.
    pub fn at(&self, file: &str, sheet: &str) -> Option<usize> {
        self.by_sheet.get(&(file, sheet)).or_else(|| self.of_file(file).first()).copied()
    }
}
