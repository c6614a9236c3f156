//! Finding the form that something is about: by its file, and its place among the forms of it.

use std::collections::HashMap;

use super::FormRecord;

/// A form of a run with its place among the forms of its file. Several may stand on one sheet, so that file and sheet do
/// not tell which.
#[derive(Debug, Clone, Copy)]
pub struct FiledForm<'a> {
    /// The form.
    pub record: &'a FormRecord,
    /// Its place among the forms of its file.
    pub place: usize,
}

impl<'a> FiledForm<'a> {
    /// Each of a run's forms, in their order.
    pub fn each(forms: &'a [FormRecord]) -> impl Iterator<Item = Self> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        forms.iter().map(move |record| {
            let next = places.entry(&record.file).or_default();
            let place = *next;
            *next = place.saturating_add(1);
            Self { record, place }
        })
    }
}

/// The forms of a run by file.
#[derive(Debug)]
pub struct FormIndex<'a> {
    by_file: HashMap<&'a str, Vec<usize>>,
}

impl<'a> FormIndex<'a> {
    /// The index of `forms`; what it finds are places in that list.
    ///
    /// ```
    /// use ziping::record::{FormIndex, FormRecord};
    /// let form = |file: &str| FormRecord { file: file.into(), sheet: "自评表".into(), ..FormRecord::default() };
    /// let forms = [form("a.xlsx"), form("b.xlsx"), form("b.xlsx")];
    /// let index = FormIndex::of(&forms);
    /// assert_eq!(index.at("b.xlsx", 1), Some(2));
    /// assert_eq!(index.at("a.xlsx", 1), None);
    /// ```
    pub fn of(forms: &'a [FormRecord]) -> Self {
        let mut by_file: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, form) in forms.iter().enumerate() {
            by_file.entry(&form.file).or_default().push(at);
        }
        Self { by_file }
    }

    /// The forms of a file, in their order.
    pub(crate) fn of_file(&self, file: &str) -> &[usize] {
        self.by_file.get(file).map_or(&[], Vec::as_slice)
    }

    /// The form of a file that has this place among its forms.
    pub fn at(&self, file: &str, place: usize) -> Option<usize> {
        self.of_file(file).get(place).copied()
    }
}
