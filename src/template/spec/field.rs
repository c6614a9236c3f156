//! The fields of a template: what each is called and where its value stands.

use serde::Deserialize;

use crate::form::{FieldPath, OwnField};
use toml::Spanned;

use crate::form::FormLevel;

/// A single field: a label and where its value stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldSpec {
    pub(crate) id: Spanned<FieldId>,
    pub(crate) labels: Vec<String>,
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// Those of the labels that are the field's only where none of the others is there.
    #[serde(default)]
    pub(crate) last: Vec<String>,
    #[serde(default)]
    pub(crate) block: Vec<String>,
    pub(crate) value: Place,
    #[serde(default, rename = "type")]
    pub(crate) kind: Kind,
    #[serde(default)]
    pub(crate) required: bool,
    /// The level of the forms that have it, where not all have.
    #[serde(default)]
    pub(crate) only: Option<FormLevel>,
    /// Where the text stands if there is none beside the label, or only a word that points there.
    #[serde(default)]
    pub(crate) instead: Option<InsteadSpec>,
    #[serde(default)]
    pub(crate) default: Option<String>,
    /// Some forms have it: one that is laid out only where it has something to say.
    #[serde(default)]
    pub(crate) sometimes: bool,
    /// In a form that is laid out: on the line of the field before it.
    #[serde(default)]
    pub(crate) same_line: bool,
}

/// Another label of a field's text: 年初绩效目标, where 全年（调整）绩效目标 says 无调整.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InsteadSpec {
    pub(crate) labels: Vec<String>,
    /// What points there.
    #[serde(rename = "where")]
    pub(crate) pointers: Vec<String>,
}

/// Where a field's value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    /// To the right of the label.
    Right,
    /// Under the label.
    Below,
    /// In the label's own cell: `单位：万元`.
    Inside,
    /// In the lines above the tables, the title among them: `（2021年度）`.
    Head,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    #[default]
    Text,
    Year,
    Unit,
    Money,
    Number,
    Rate,
}

/// The fields that a form can have outside its tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub(crate) enum FieldId {
    #[serde(rename = "year")]
    Year,
    #[serde(rename = "department")]
    Department,
    #[serde(rename = "project")]
    Project,
    #[serde(rename = "competent_department")]
    CompetentDepartment,
    #[serde(rename = "unit")]
    Unit,
    #[serde(rename = "goals.expected")]
    GoalsExpected,
    #[serde(rename = "goals.achieved")]
    GoalsAchieved,
    #[serde(rename = "total_score")]
    TotalScore,
    #[serde(rename = "problems")]
    Problems,
    #[serde(rename = "measures")]
    Measures,
}

impl FieldId {
    /// The field's path in exports.
    pub(crate) const fn path(self) -> FieldPath {
        FieldPath::own(match self {
            Self::Year => OwnField::Year,
            Self::Department => OwnField::Department,
            Self::Project => OwnField::Project,
            Self::CompetentDepartment => OwnField::CompetentDepartment,
            Self::Unit => OwnField::Unit,
            Self::GoalsExpected => OwnField::Expected,
            Self::GoalsAchieved => OwnField::Achieved,
            Self::TotalScore => OwnField::TotalScore,
            Self::Problems => OwnField::Problems,
            Self::Measures => OwnField::Measures,
        })
    }
}
