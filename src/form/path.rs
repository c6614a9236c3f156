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

/// An enum of fields with their names in paths, and what people call them where the form's own words are not at hand.
macro_rules! fields {
    ($(#[$doc:meta])* $name:ident { $($field:ident = $text:literal $title:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($field),+ }

        impl $name {
            const fn as_str(self) -> &'static str {
                match self { $(Self::$field => $text),+ }
            }

            const fn title(self) -> &'static str {
                match self { $(Self::$field => $title),+ }
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
        Department = "department" "部门名称",
        Project = "project" "项目名称",
        CompetentDepartment = "competent_department" "主管部门",
        Year = "year" "年度",
        Unit = "unit" "金额单位",
        Expected = "goals.expected" "年度预期目标",
        Achieved = "goals.achieved" "年度目标完成情况",
        Problems = "problems" "存在问题",
        Measures = "measures" "改进措施",
        TotalWeight = "total_weight" "总分（分值）",
        TotalScore = "total_score" "总分（得分）",
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

    const fn title(self) -> &'static str {
        match self {
            Self::Source => "资金来源",
            Self::Column(column) => column.title(),
        }
    }

    fn named(name: &str) -> Option<Self> {
        let column = || FundingColumn::ALL.into_iter().find(|column| column.as_str() == name);
        if name == Self::Source.as_str() { Some(Self::Source) } else { column().map(Self::Column) }
    }
}

fields! {
    /// The fields of a task.
    TaskField {
        Name = "name" "任务名称",
        Expected = "expected" "预期目标",
        Achieved = "achieved" "完成情况",
        Funds = "funds" "涉及资金",
    }
}

fields! {
    /// The fields of an indicator.
    IndicatorField {
        Level1 = "level1" "一级指标",
        Level2 = "level2" "二级指标",
        Name = "name" "指标名称",
        Definition = "definition" "计算公式或内容",
        Target = "target" "目标值",
        Actual = "actual" "完成值",
        Weight = "weight" "分值",
        Score = "score" "得分",
        DeviationReason = "deviation_reason" "偏差原因",
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

    /// What people call the field; of one in a list, without its line.
    pub(crate) const fn title(self) -> &'static str {
        match self.0 {
            Place::Own(field) => field.title(),
            Place::Funding(_, field) => field.title(),
            Place::Task(_, field) => field.title(),
            Place::Indicator(_, field) => field.title(),
        }
    }

    /// Whether it is a task's.
    pub(crate) const fn is_of_task(self) -> bool {
        matches!(self.0, Place::Task(..))
    }

    /// Whether it is a source of funds that stands under another.
    pub(crate) fn is_source_under_another(self) -> bool {
        matches!(self.0, Place::Funding(1.., FundingField::Source))
    }

    /// Whether it is a rate.
    pub(crate) const fn is_rate(self) -> bool {
        matches!(self.0, Place::Funding(_, FundingField::Column(column)) if column.is_rate())
    }

    /// Whether it holds a text, which may look like a number.
    pub(crate) const fn is_text(self) -> bool {
        match self.0 {
            Place::Own(field) => {
                !matches!(field, OwnField::Year | OwnField::TotalWeight | OwnField::TotalScore)
            }
            Place::Funding(_, field) => matches!(field, FundingField::Source),
            Place::Task(_, field) => !matches!(field, TaskField::Funds),
            Place::Indicator(_, field) => !matches!(field, IndicatorField::Weight | IndicatorField::Score),
        }
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
