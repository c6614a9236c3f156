//! What a field is called by programs: `goals.expected`, `indicators.0.actual`.

use std::fmt;
use std::str::FromStr;

use super::FundingColumn;

/// A field's path. Displayed, it is what programs know the field by.
///
/// ```
/// use ziping::form::FieldPath;
/// let path: FieldPath = "indicators.0.actual".parse().unwrap();
/// assert!(path.is_measured());
/// assert_eq!(path.to_string(), "indicators.0.actual");
/// assert!("indicators.0.colour".parse::<FieldPath>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldPath(Place);

/// Eight bytes: a form's record has a hundred, and a city's forms have a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Own(OwnField),
    Funding(u32, FundingField),
    Task(u32, TaskField),
    Indicator(u32, IndicatorField),
}

/// The form's lists, as paths name them.
pub(crate) const FUNDING: &str = "funding";
pub(crate) const TASKS: &str = "tasks";
pub(crate) const INDICATORS: &str = "indicators";

/// An enum of fields with their names in paths.
macro_rules! fields {
    ($(#[$doc:meta])* $name:ident { $($field:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($field),+ }

        impl $name {
            const fn as_str(self) -> &'static str {
                match self { $(Self::$field => $text),+ }
            }

            fn named(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$field),)+ _ => None }
            }
        }
    };
}

fields! {
    /// The fields that a form has once.
    OwnField {
        Department = "department",
        Project = "project",
        CompetentDepartment = "competent_department",
        Year = "year",
        Unit = "unit",
        Expected = "goals.expected",
        Achieved = "goals.achieved",
        Problems = "problems",
        Measures = "measures",
        TotalWeight = "total_weight",
        TotalScore = "total_score",
    }
}

/// The fields of a row of the funding table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FundingField {
    Source,
    Column(FundingColumn),
}

impl FundingField {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Column(column) => column.as_str(),
        }
    }

    fn named(name: &str) -> Option<Self> {
        let column = || FundingColumn::ALL.into_iter().find(|column| column.as_str() == name);
        if name == Self::Source.as_str() { Some(Self::Source) } else { column().map(Self::Column) }
    }
}

fields! {
    /// The fields of a task.
    TaskField { Name = "name", Expected = "expected", Achieved = "achieved", Funds = "funds" }
}

fields! {
    /// The fields of an indicator.
    IndicatorField {
        Level1 = "level1",
        Level2 = "level2",
        Name = "name",
        Definition = "definition",
        Target = "target",
        Actual = "actual",
        Weight = "weight",
        Score = "score",
        DeviationReason = "deviation_reason",
    }
}

impl FieldPath {
    pub(crate) const fn own(field: OwnField) -> Self {
        Self(Place::Own(field))
    }

    pub(crate) fn funding(row: usize, field: FundingField) -> Self {
        Self(Place::Funding(index(row), field))
    }

    pub(crate) fn task(task: usize, field: TaskField) -> Self {
        Self(Place::Task(index(task), field))
    }

    pub(crate) fn indicator(indicator: usize, field: IndicatorField) -> Self {
        Self(Place::Indicator(index(indicator), field))
    }

    /// Whether it is a source of funds that stands under another.
    pub(crate) fn is_source_under_another(self) -> bool {
        matches!(self.0, Place::Funding(1.., FundingField::Source))
    }

    /// Whether it is an indicator's target or actual value.
    pub fn is_measured(&self) -> bool {
        matches!(self.0, Place::Indicator(_, IndicatorField::Target | IndicatorField::Actual))
    }
}

/// Bounds on forms (`batch::bounded`) keep every list far shorter.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (list, index, field) = match self.0 {
            Place::Own(field) => return f.write_str(field.as_str()),
            Place::Funding(index, field) => (FUNDING, index, field.as_str()),
            Place::Task(index, field) => (TASKS, index, field.as_str()),
            Place::Indicator(index, field) => (INDICATORS, index, field.as_str()),
        };
        write!(f, "{list}.{index}.{field}")
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
            match list {
                FUNDING => Some(Place::Funding(index, FundingField::named(field)?)),
                TASKS => Some(Place::Task(index, TaskField::named(field)?)),
                INDICATORS => Some(Place::Indicator(index, IndicatorField::named(field)?)),
                _ => None,
            }
        };
        let place = OwnField::named(path).map(Place::Own).or_else(in_list);
        place.map(Self).ok_or_else(|| UnknownField(path.to_owned()))
    }
}
