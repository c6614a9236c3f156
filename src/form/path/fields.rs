//! The fields that a form has: once, or in each entry of its lists.

use crate::form::FundingColumn;

/// An enum of fields with their names in paths, and what people call them where the form's own words are not at hand.
macro_rules! fields {
    ($(#[$doc:meta])* $name:ident { $($field:ident = $text:literal $title:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $title] $field),+
        }

        impl $name {
            pub(super) const fn as_str(self) -> &'static str {
                match self { $(Self::$field => $text),+ }
            }

            pub(super) const fn title(self) -> &'static str {
                match self { $(Self::$field => $title),+ }
            }

            pub(super) fn named(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$field),)+ _ => None }
            }

            /// All of them.
            #[cfg(test)]
            pub(super) const ALL: &[Self] = &[$(Self::$field),+];
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

fields! {
    /// The lists of a form.
    FormList {
        Funding = "funding" "资金",
        Tasks = "tasks" "任务",
        Indicators = "indicators" "指标",
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
        TargetComparator = "target_comparator" "目标值的比较符号",
        TargetUnit = "target_unit" "目标值的计量单位",
        Actual = "actual" "完成值",
        Weight = "weight" "分值",
        Score = "score" "得分",
        DeviationReason = "deviation_reason" "偏差原因",
    }
}

/// The fields of a row of the funding table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FundingField {
    /// 资金来源
    Source,
    /// A number.
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

/// A field that each entry of a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ListField {
    Funding(FundingField),
    Task(TaskField),
    Indicator(IndicatorField),
}

impl ListField {
    /// The list whose entries have it.
    pub(crate) const fn list(self) -> FormList {
        match self {
            Self::Funding(_) => FormList::Funding,
            Self::Task(_) => FormList::Tasks,
            Self::Indicator(_) => FormList::Indicators,
        }
    }

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Funding(field) => field.as_str(),
            Self::Task(field) => field.as_str(),
            Self::Indicator(field) => field.as_str(),
        }
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Funding(field) => field.title(),
            Self::Task(field) => field.title(),
            Self::Indicator(field) => field.title(),
        }
    }

    pub(super) fn named(list: FormList, name: &str) -> Option<Self> {
        match list {
            FormList::Funding => FundingField::named(name).map(Self::Funding),
            FormList::Tasks => TaskField::named(name).map(Self::Task),
            FormList::Indicators => IndicatorField::named(name).map(Self::Indicator),
        }
    }

    /// Of every list.
    #[cfg(test)]
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let figures = FundingColumn::ALL.into_iter().map(FundingField::Column);
        let of_funding = std::iter::once(FundingField::Source).chain(figures).map(Self::Funding);
        let of_tasks = TaskField::ALL.iter().copied().map(Self::Task);
        of_funding.chain(of_tasks).chain(IndicatorField::ALL.iter().copied().map(Self::Indicator))
    }
}
