//! How large a template may be: a blank form is laid out of it, line by line and column by column.

use super::spec::{TableSpec, TemplateProblem, TemplateSpec, line_of};

/// Bytes of a template's text, which a form's labels and words fill with some ten thousand.
const MOST_BYTES: usize = 256 << 10;
/// Lines that a table offers, each of which is given so many lines of indicators as the blank form is asked for.
const MOST_LINES: usize = 200;
/// Columns of the sheet that a table takes up.
const MOST_COLUMNS: u32 = 100;

/// What is wrong with a text that is far too long to be a template.
pub(super) fn check_text(text: &str) -> Option<TemplateProblem> {
    let message = format!("模板太大（超过 {} KB），请检查是不是写错了文件", MOST_BYTES >> 10);
    (text.len() > MOST_BYTES).then_some(TemplateProblem { line: None, message })
}

/// What is too much in a template's tables.
pub(super) fn check(spec: &TemplateSpec, text: &str, problems: &mut Vec<TemplateProblem>) {
    for table in &spec.tables {
        let line = Some(line_of(text, &table.id.span()));
        let messages = [
            (lines(table) > MOST_LINES).then(|| format!("表的行数（rows、levels）不能超过 {MOST_LINES} 行")),
            (columns(table) > MOST_COLUMNS)
                .then(|| format!("表的列数（block_span 与各栏 span 之和）不能超过 {MOST_COLUMNS} 列")),
        ];
        problems.extend(messages.into_iter().flatten().map(|message| TemplateProblem { line, message }));
    }
}

fn lines(table: &TableSpec) -> usize {
    table.rows.len().max(table.levels.iter().map(|level| level.parts.len().max(1)).sum())
}

fn columns(table: &TableSpec) -> u32 {
    table.columns.iter().fold(table.block_span, |all, column| all.saturating_add(column.span))
}
