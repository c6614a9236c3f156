//! From a template's text to a [`Template`], with everything that is wrong in it.

use std::collections::BTreeMap;
use std::fmt::Display;

use toml::Spanned;

use super::{Column, Field, Instead, Labels, Relative, Table, Template, Total};
use crate::template::expression::Expression;
use crate::template::label::normalise;
use crate::template::sizes;
use crate::template::spec::{
    BlockIs, FieldSpec, RelativeSpec, TableId, TableSpec, TemplateProblem, TemplateSpec, line_of,
};
use crate::toml_words::in_words;

impl Template {
    /// Reads a template from its text.
    ///
    /// # Errors
    /// Everything that is wrong in it, each with its line.
    pub fn parse(text: &str) -> Result<Self, Vec<TemplateProblem>> {
        if let Some(problem) = sizes::check_text(text) {
            return Err(vec![problem]);
        }
        let spec: TemplateSpec = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| line_of(text, &span));
            vec![TemplateProblem { line, message: in_words(error.message()) }]
        })?;
        let mut problems = Vec::new();
        let at = |span| Some(line_of(text, &span));
        if !spec.id.get_ref().chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            || spec.id.get_ref().is_empty()
        {
            problems.push(TemplateProblem {
                line: at(spec.id.span()),
                message: "id 只能用英文字母、数字和连字符，例如 id = \"my-district-2024\"".to_owned(),
            });
        }
        let mut fields = Vec::new();
        let mut seen_fields = BTreeMap::new();
        for field in &spec.fields {
            let line = line_of(text, &field.id.span());
            check_labels(&field.id.get_ref().path(), &field.labels, line, &mut problems);
            if let Some(first) =
                seen_fields.insert((*field.id.get_ref(), field.only.map(|l| l == spec.level)), line)
            {
                problems.push(TemplateProblem {
                    line: Some(line),
                    message: format!("字段 {} 在第 {first} 行已经写过，请合并", field.id.get_ref().path()),
                });
            }
            let after = spec.tables.iter().filter(|t| t.id.span().start < field.id.span().start).count();
            fields.push(Field::new(field, fields.len(), after));
        }
        let mut tables: Vec<Table> = Vec::new();
        for table in &spec.tables {
            let line = line_of(text, &table.id.span());
            if tables.iter().any(|t| t.id == *table.id.get_ref()) {
                problems
                    .push(TemplateProblem {
                        line: Some(line), message: "这张表在前面已经写过".to_owned()
                    });
            }
            tables.push(Table::new(table, text, line, &mut problems));
        }
        if tables.is_empty() {
            problems.push(TemplateProblem {
                line: None,
                message: "至少要有一张表，例如 [[table]] id = \"funding\"，否则无法认出这种表".to_owned(),
            });
        }
        sizes::check(&spec, text, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let template = Self {
            id: spec.id.into_inner(),
            title: Labels::new(&spec.title, &spec.title_words),
            name: spec.name,
            level: spec.level,
            source: spec.source,
            text: text.to_owned(),
            place: 0,
            labels: Labels::new(&spec.labels, &[]),
            others: Labels::new(&spec.others, &spec.others_words),
            closing: Labels::new(&spec.closing, &[]),
            samples: spec.samples,
            relatives: spec.relatives.into_iter().map(Relative::new).collect(),
            fields,
            tables,
            of_department: None,
        };
        Ok(template.with_department(spec.department))
    }
}

impl Relative {
    fn new(spec: RelativeSpec) -> Self {
        Self {
            title: Labels::new(&[], &spec.title_words),
            headings: Labels::new(&[], &spec.heading_words),
            name: spec.name,
        }
    }
}

impl Field {
    fn new(spec: &FieldSpec, place: usize, after_tables: usize) -> Self {
        Self {
            id: *spec.id.get_ref(),
            place,
            labels: Labels::new(&spec.labels, &spec.words),
            last: Labels::new(&spec.last, &[]),
            block: Labels::new(&spec.block, &[]),
            value: spec.value,
            kind: spec.kind,
            required: spec.required,
            only: spec.only,
            instead: spec.instead.as_ref().map(|instead| Instead {
                labels: Labels::new(&instead.labels, &[]),
                pointers: Labels::new(&instead.pointers, &[]),
            }),
            default: spec.default.clone(),
            after_tables,
            sometimes: spec.sometimes,
            same_line: spec.same_line,
        }
    }
}

impl Table {
    fn new(spec: &TableSpec, text: &str, line: usize, problems: &mut Vec<TemplateProblem>) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        for column in &spec.columns {
            if columns.iter().any(|c| c.id == column.id) {
                let message = format!("表里的栏目 {} 写了两次", column.id.name());
                problems.push(TemplateProblem { line: Some(line), message });
            }
            check_labels(&column.id.name(), &column.labels, line, problems);
            let mut compile = |formula: Option<&Spanned<String>>| {
                let formula = formula?;
                let line = Some(line_of(text, &formula.span()));
                let parsed = Expression::parse(formula.get_ref());
                let parsed =
                    parsed.map_err(|message| problems.push(TemplateProblem { line, message })).ok()?;
                for used in parsed.columns() {
                    if !spec.columns.iter().any(|c| c.id == used) {
                        let message = format!("公式用到的栏目 {} 不在这张表里", used.name());
                        problems.push(TemplateProblem { line, message });
                    }
                }
                Some(parsed)
            };
            let formula = compile(column.formula.as_ref());
            let otherwise = compile(column.otherwise.as_ref());
            columns.push(Column {
                id: column.id,
                labels: Labels::new(&column.labels, &column.words),
                kind: column.kind,
                required: column.required,
                formula,
                otherwise,
                span: column.span,
            });
        }
        if spec.block_is == BlockIs::Task && *spec.id.get_ref() != TableId::Indicators {
            problems.push(TemplateProblem {
                line: Some(line),
                message: "block_is = \"task\" 只用于指标表（id = \"indicators\"）".to_owned(),
            });
        }
        if columns.is_empty() {
            problems.push(TemplateProblem {
                line: Some(line),
                message: "这张表没有栏目，请用 [[table.column]] 写明".to_owned(),
            });
        }
        if let Some(total) = &spec.total {
            check_labels(&"total", &total.labels, line, problems);
        }
        let total = spec.total.as_ref().map(|total| Total {
            labels: Labels::new(&total.labels, &[]),
            of: total.of.clone(),
            including: total.including.clone(),
            excluding: total.excluding.clone(),
            apart: total.apart.clone(),
            may_be_apart: total.may_be_apart.clone(),
            subtotals: Labels::new(&total.subtotals, &[]),
            wholes: Labels::new(&total.wholes, &[]),
            own_kinds: Labels::new(&[], &total.own_kinds),
            no_sources: total.no_sources.clone(),
        });
        let beginnings = total.iter().flat_map(|t| t.including.iter().chain(&t.excluding));
        let beginnings: Vec<&str> = beginnings.map(String::as_str).collect();
        let bare = |row: &String| {
            let rest = beginnings.iter().find_map(|beginning| row.strip_prefix(*beginning));
            rest.unwrap_or(row).to_owned()
        };
        let sources: Vec<String> = spec.rows.iter().map(bare).collect();
        Self {
            id: *spec.id.get_ref(),
            sources: Labels::new(&sources, &spec.rows_words),
            block: Labels::new(&spec.block, &spec.block_words),
            block_is: spec.block_is,
            block_span: spec.block_span,
            rows: spec.rows.clone(),
            remarks: spec.remarks.clone(),
            execution: Labels::new(&spec.execution, &[]),
            levels: spec.levels.clone(),
            total,
            columns,
        }
    }
}

fn check_labels(what: &dyn Display, labels: &[String], line: usize, problems: &mut Vec<TemplateProblem>) {
    if labels.is_empty() {
        problems.push(TemplateProblem {
            line: Some(line),
            message: format!("{what} 没有写 labels（表中的文字）"),
        });
    }
    for label in labels.iter().filter(|l| normalise(l).is_none()) {
        problems.push(TemplateProblem {
            line: Some(line),
            message: format!("{what} 的“{label}”去掉空格、标点和括号后没有文字，或太长，无法作为标签"),
        });
    }
}
