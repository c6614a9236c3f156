//! A [`Template`], in which labels can be looked up.

mod labels;
mod level;
mod parse;

use super::expression::Expression;
use super::label::normalise;
use super::spec::{BlockIs, ColumnId, FieldId, Kind, LevelSpec, Place, TableId};
use crate::form::FormLevel;
pub(crate) use labels::{Fit, Labels};

/// A form's template: what its labels are, and what stands beside or under them.
#[derive(Debug, Clone)]
pub struct Template {
    /// Its id: `liwan-department-2021`.
    pub id: String,
    /// The form's name: `部门整体支出绩效自评表`.
    pub name: String,
    /// Whether it speaks of a department or of a project.
    pub level: FormLevel,
    /// Where the form and its definitions come from.
    pub source: String,
    /// The template's own text.
    pub text: String,
    /// Its place in the set of templates that it is in.
    pub(crate) place: usize,
    pub(crate) title: Labels,
    pub(crate) labels: Labels,
    pub(crate) others: Labels,
    pub(crate) closing: Labels,
    pub(crate) samples: Vec<String>,
    pub(crate) relatives: Vec<Relative>,
    pub(crate) fields: Vec<Field>,
    pub(crate) tables: Vec<Table>,
    /// The same layout as departments use it, where they do.
    pub(crate) of_department: Option<Box<OfDepartment>>,
}

/// The form of a department in a layout that is else a project's.
#[derive(Debug, Clone)]
pub(crate) struct OfDepartment {
    /// What its title says.
    title: Labels,
    template: Template,
}

/// Another label of a field's text, and what points there.
#[derive(Debug, Clone)]
pub(crate) struct Instead {
    pub(crate) labels: Labels,
    pub(crate) pointers: Labels,
}

/// A form with the same tables that is no self-evaluation.
#[derive(Debug, Clone)]
pub(crate) struct Relative {
    pub(crate) name: String,
    pub(crate) title: Labels,
    pub(crate) headings: Labels,
}

#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) id: FieldId,
    /// Its place among the template's fields.
    pub(crate) place: usize,
    pub(crate) labels: Labels,
    /// Those of them that are the field's only where none of the others is there.
    pub(crate) last: Labels,
    pub(crate) block: Labels,
    pub(crate) value: Place,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    only: Option<FormLevel>,
    pub(crate) instead: Option<Instead>,
    pub(crate) default: Option<String>,
    /// How many tables the template declares before it: 0 stands above the first table.
    pub(crate) after_tables: usize,
    pub(crate) sometimes: bool,
    pub(crate) same_line: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) id: TableId,
    pub(crate) block: Labels,
    pub(crate) block_is: BlockIs,
    pub(crate) block_span: u32,
    pub(crate) rows: Vec<String>,
    /// The rows' names, without the words that begin some of them, and the words that tell others.
    sources: Labels,
    /// The words that begin a remark among the rows.
    pub(crate) remarks: Vec<String>,
    pub(crate) execution: Labels,
    pub(crate) levels: Vec<LevelSpec>,
    pub(crate) total: Option<Total>,
    pub(crate) columns: Vec<Column>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Total {
    pub(crate) labels: Labels,
    pub(crate) of: Vec<ColumnId>,
    pub(crate) including: Vec<String>,
    pub(crate) excluding: Vec<String>,
    pub(crate) apart: Vec<String>,
    pub(crate) may_be_apart: Vec<String>,
    pub(crate) subtotals: Labels,
    pub(crate) wholes: Labels,
    pub(crate) own_kinds: Labels,
    pub(crate) no_sources: Vec<String>,
}

impl Total {
    /// Whether a row's name says that it is a part of what stands above it: 其中：….
    pub(crate) fn is_of_which(&self, name: &str) -> bool {
        let mut words = self.including.iter().chain(&self.excluding);
        words.any(|word| name.trim().starts_with(word.as_str()))
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) id: ColumnId,
    pub(crate) labels: Labels,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    pub(crate) formula: Option<Expression>,
    /// The formula of a form that lacks a column of the first one.
    pub(crate) otherwise: Option<Expression>,
    pub(crate) span: u32,
}

impl Column {
    /// The formulas that a form may have here, the template's own first.
    pub(crate) fn formulas(&self) -> impl Iterator<Item = &Expression> {
        self.formula.iter().chain(&self.otherwise)
    }

    /// Whether it has amounts, and a form of the template's own has it.
    pub(crate) fn is_usual_amount(&self) -> bool {
        self.kind == Kind::Money && self.span > 0
    }
}

impl Table {
    /// Whether a row's text names a source of funds: one that the template offers, or one with its words.
    pub(crate) fn knows_source(&self, source: &str) -> bool {
        normalise(source).is_some_and(|label| {
            self.sources.exact().iter().any(|own| label.contains(own.as_str()))
                || self.sources.fit(&label) != Fit::None
        })
    }

    pub(crate) fn column(&self, id: ColumnId) -> Option<&Column> {
        self.columns.iter().find(|c| c.id == id)
    }
}

impl Template {
    /// Whether a normalised text is a label that stands outside the tables' headings and rows: of a field, of a block,
    /// or a fixed text.
    pub(crate) fn knows(&self, label: &str) -> bool {
        self.labels.has(label)
            || self.tables.iter().any(|t| t.block.has(label))
            || self.every_field().any(|f| f.block.has(label) || f.labels.has(label))
    }

    pub(crate) fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.iter().find(|f| f.id == id)
    }
}
