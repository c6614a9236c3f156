//! What a field is called by programs: `goals.expected`, `indicators.0.actual`.

mod fields;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::FundingColumn;
pub(crate) use fields::ListField;
pub use fields::{FormList, FundingField, IndicatorField, OwnField, TaskField};

/// A field's path. Displayed, it is what programs know the field by; paths are ordered as their characters are, so that
/// `indicators.10.actual` comes before `indicators.2.actual`.
///
/// ```
/// use ziping::form::{FieldPath, IndicatorField};
/// let path: FieldPath = "indicators.0.actual".parse().unwrap();
/// assert_eq!(path, FieldPath::indicator(0, IndicatorField::Actual));
/// assert!(path.is_measured());
/// assert_eq!(path.to_string(), "indicators.0.actual");
/// assert!("indicators.0.colour".parse::<FieldPath>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FieldPath(FieldPlace);

/// Where in a form a field is. Eight bytes: a form's record has a hundred, and a city's forms have a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum FieldPlace {
    Own(OwnField),
    /// A list as a whole.
    List(FormList),
    /// A field of one of a list's entries.
    InList(u32, ListField),
}

impl FieldPath {
    /// A field that a form has once.
    pub const fn own(field: OwnField) -> Self {
        Self(FieldPlace::Own(field))
    }

    /// A list as a whole, where none of its entries is meant: `funding`.
    pub const fn list(list: FormList) -> Self {
        Self(FieldPlace::List(list))
    }

    /// A field of a row of the funding table, which are counted from 0.
    pub fn funding(row: usize, field: FundingField) -> Self {
        Self::in_list(row, ListField::Funding(field))
    }

    /// A number of a row of the funding table.
    pub fn figure(row: usize, column: FundingColumn) -> Self {
        Self::funding(row, FundingField::Column(column))
    }

    /// A field of a task.
    pub fn task(task: usize, field: TaskField) -> Self {
        Self::in_list(task, ListField::Task(field))
    }

    /// A field of an indicator.
    pub fn indicator(indicator: usize, field: IndicatorField) -> Self {
        Self::in_list(indicator, ListField::Indicator(field))
    }

    /// Bounds on forms (`batch::bounded`) keep every list far shorter than what a path can count.
    fn in_list(index: usize, field: ListField) -> Self {
        Self(FieldPlace::InList(u32::try_from(index).unwrap_or(u32::MAX), field))
    }

    /// What people call the field; of one in a list, without its line.
    pub(crate) const fn title(self) -> &'static str {
        match self.0 {
            FieldPlace::Own(field) => field.title(),
            FieldPlace::List(list) => list.title(),
            FieldPlace::InList(_, field) => field.title(),
        }
    }

    /// Where in a form it is.
    pub(crate) const fn place(self) -> FieldPlace {
        self.0
    }

    /// Which entry of a list it is of, and which of its fields it is.
    pub(crate) fn as_in_list(self) -> Option<(usize, ListField)> {
        match self.0 {
            FieldPlace::InList(index, field) => Some((usize::try_from(index).ok()?, field)),
            _ => None,
        }
    }

    /// The row and the column of the funding table's number that it is.
    pub(crate) fn as_figure(self) -> Option<(usize, FundingColumn)> {
        match self.as_in_list()? {
            (row, ListField::Funding(FundingField::Column(column))) => Some((row, column)),
            _ => None,
        }
    }

    /// Whether it is a field of the funding table.
    pub(crate) const fn is_of_funding(self) -> bool {
        matches!(self.0, FieldPlace::InList(_, ListField::Funding(_)))
    }

    /// Whether it is a task's.
    pub(crate) const fn is_of_task(self) -> bool {
        matches!(self.0, FieldPlace::InList(_, ListField::Task(_)))
    }

    /// Whether it is an indicator's.
    pub(crate) const fn is_of_indicator(self) -> bool {
        matches!(self.0, FieldPlace::InList(_, ListField::Indicator(_)))
    }

    /// Whether it is a source of funds that stands under another.
    pub(crate) const fn is_source_under_another(self) -> bool {
        matches!(self.0, FieldPlace::InList(1.., ListField::Funding(FundingField::Source)))
    }

    /// Whether it is an indicator's target or actual value.
    pub fn is_measured(&self) -> bool {
        use IndicatorField::{Actual, Target};
        matches!(self.0, FieldPlace::InList(_, ListField::Indicator(Target | Actual)))
    }

    /// Whether it is an indicator's actual value.
    pub(crate) const fn is_actual(self) -> bool {
        matches!(self.0, FieldPlace::InList(_, ListField::Indicator(IndicatorField::Actual)))
    }

    /// Whether it is a rate.
    pub(crate) const fn is_rate(self) -> bool {
        matches!(self.0, FieldPlace::InList(_, ListField::Funding(FundingField::Column(column))) if column.is_rate())
    }

    /// Whether it holds a text, which may look like a number.
    pub(crate) const fn is_text(self) -> bool {
        use IndicatorField::{Score, Weight};
        match self.0 {
            FieldPlace::Own(field) => {
                !matches!(field, OwnField::Year | OwnField::TotalWeight | OwnField::TotalScore)
            }
            FieldPlace::List(_) => false,
            FieldPlace::InList(_, field) => match field {
                ListField::Funding(field) => matches!(field, FundingField::Source),
                ListField::Task(field) => !matches!(field, TaskField::Funds),
                ListField::Indicator(field) => !matches!(field, Weight | Score),
            },
        }
    }

    /// Of a score, the points that it is given out of.
    pub(crate) const fn weight_of_score(self) -> Option<Self> {
        use ListField::{Funding, Indicator};
        let weight = match self.0 {
            FieldPlace::Own(OwnField::TotalScore) => FieldPlace::Own(OwnField::TotalWeight),
            FieldPlace::InList(row, Funding(FundingField::Column(FundingColumn::Score))) => {
                FieldPlace::InList(row, Funding(FundingField::Column(FundingColumn::Weight)))
            }
            FieldPlace::InList(index, Indicator(IndicatorField::Score)) => {
                FieldPlace::InList(index, Indicator(IndicatorField::Weight))
            }
            _ => return None,
        };
        Some(Self(weight))
    }

    /// What its characters are compared by, without spelling it: the words before and behind its index, which no other
    /// begins with, and the index by its first digit, then its second and so on.
    fn spelled(self) -> (&'static str, Digits, &'static str) {
        match self.0 {
            FieldPlace::Own(field) => (field.as_str(), Digits::NONE, ""),
            FieldPlace::List(list) => (list.as_str(), Digits::NONE, ""),
            FieldPlace::InList(index, field) => (field.list().as_str(), Digits::of(index), field.as_str()),
        }
    }
}

/// The digits of an index, ordered as characters: 10 before 2.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Digits {
    /// With noughts behind it, so that all are equally long.
    filled: u64,
    count: u32,
}

impl Digits {
    const NONE: Self = Self { filled: 0, count: 0 };

    fn of(index: u32) -> Self {
        const MOST: u32 = u32::MAX.ilog10() + 1;
        let count = index.checked_ilog10().map_or(1, |log| log + 1);
        Self { filled: u64::from(index) * 10_u64.pow(MOST - count), count }
    }
}

impl Ord for FieldPath {
    fn cmp(&self, other: &Self) -> Ordering {
        self.spelled().cmp(&other.spelled())
    }
}

impl PartialOrd for FieldPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            FieldPlace::Own(field) => f.write_str(field.as_str()),
            FieldPlace::List(list) => f.write_str(list.as_str()),
            FieldPlace::InList(index, field) => {
                write!(f, "{}.{index}.{}", field.list().as_str(), field.as_str())
            }
        }
    }
}

impl Serialize for FieldPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A path that no form has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有“{0}”这一栏目")]
pub struct UnknownField(String);

impl FromStr for FieldPath {
    type Err = UnknownField;

    fn from_str(path: &str) -> Result<Self, UnknownField> {
        let in_list = || {
            let (list, rest) = path.split_once('.')?;
            let (index, field) = rest.split_once('.')?;
            let index = index.parse().ok()?;
            Some(FieldPlace::InList(index, ListField::named(FormList::named(list)?, field)?))
        };
        let own = || OwnField::named(path).map(FieldPlace::Own);
        let list = || FormList::named(path).map(FieldPlace::List);
        let place = own().or_else(list).or_else(in_list);
        place.map(Self).ok_or_else(|| UnknownField(path.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<FieldPath> {
        let own = OwnField::ALL.iter().copied().map(FieldPath::own);
        let lists = FormList::ALL.iter().copied().map(FieldPath::list);
        let indices = [0, 1, 2, 9, 10, 11, 19, 20, 99, 100, 101, 110, 1_000, 9_999, u32::MAX];
        let in_lists = indices
            .into_iter()
            .flat_map(|index| ListField::all().map(move |field| FieldPath(FieldPlace::InList(index, field))));
        own.chain(lists).chain(in_lists).collect()
    }

    #[test]
    fn paths_are_ordered_as_their_characters() {
        let paths = all();
        for a in &paths {
            for b in &paths {
                assert_eq!(a.cmp(b), a.to_string().cmp(&b.to_string()), "{a} {b}");
            }
        }
    }

    #[test]
    fn what_is_displayed_is_read_again() {
        for path in all() {
            assert_eq!(path.to_string().parse(), Ok(path));
        }
        for path in ["", "goals", "funding.0", "funding..source", "tasks.0.actual", "tasks.0.indicators"] {
            assert!(path.parse::<FieldPath>().is_err(), "{path}");
        }
    }

    #[test]
    fn a_path_takes_no_more_room_than_an_address() {
        assert_eq!(size_of::<Option<FieldPath>>(), 8);
    }
}
