//! The template language: what a TOML file may say. See `docs/templates.md` for people who write one.

mod field;
mod problem;
mod table;

use serde::Deserialize;
use toml::Spanned;

use crate::form::FormLevel;

pub(crate) use field::{FieldId, FieldSpec, Kind, Place};
pub(crate) use problem::line_of;
pub use problem::{TemplateError, TemplateProblem};
pub(crate) use table::{BlockIs, ColumnId, ColumnSpec, LevelSpec, TableId, TableSpec};

/// A form's template as its file says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateSpec {
    pub(crate) id: Spanned<String>,
    pub(crate) name: String,
    pub(crate) level: FormLevel,
    #[serde(default)]
    pub(crate) source: String,
    #[serde(default)]
    pub(crate) title: Vec<String>,
    #[serde(default)]
    pub(crate) title_words: Vec<String>,
    /// Fixed texts of the form that are no field.
    #[serde(default)]
    pub(crate) labels: Vec<String>,
    /// Headings that often stand on such forms and are no part of them (序号, 备注).
    #[serde(default)]
    pub(crate) others: Vec<String>,
    #[serde(default)]
    pub(crate) others_words: Vec<String>,
    /// Words that tell a sample which the form's authors left in a hidden row (示例).
    #[serde(default)]
    pub(crate) samples: Vec<String>,
    /// What begins the lines under the form (填表人, 联系电话).
    #[serde(default)]
    pub(crate) closing: Vec<String>,
    #[serde(default)]
    pub(crate) department: Option<DepartmentSpec>,
    #[serde(default, rename = "relative")]
    pub(crate) relatives: Vec<RelativeSpec>,
    #[serde(default, rename = "field")]
    pub(crate) fields: Vec<FieldSpec>,
    #[serde(default, rename = "table")]
    pub(crate) tables: Vec<TableSpec>,
}

/// A project form's layout in which departments report too.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DepartmentSpec {
    pub(crate) name: String,
    /// Words of a title that say so.
    pub(crate) title_words: Vec<String>,
}

/// A form with the same tables that is no self-evaluation: 绩效运行监控表.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RelativeSpec {
    pub(crate) name: String,
    /// Words of its title.
    #[serde(default)]
    pub(crate) title_words: Vec<String>,
    /// Words of headings that tell it where no title says that it is a self-evaluation.
    #[serde(default)]
    pub(crate) heading_words: Vec<String>,
}
