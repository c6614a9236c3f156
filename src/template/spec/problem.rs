//! What is wrong with a template, by its line.

use std::ops::Range;

/// Something wrong in a template file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateProblem {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

impl std::fmt::Display for TemplateProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "第 {line} 行：{}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// A template file that cannot be used, with everything that is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("模板 {name} 有误：{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))]
pub struct TemplateError {
    /// The file's name.
    pub name: String,
    /// What is wrong in it.
    pub problems: Vec<TemplateProblem>,
}

/// The line (from 1) in which a span of `text` begins.
pub(crate) fn line_of(text: &str, span: &Range<usize>) -> usize {
    text.as_bytes().iter().take(span.start).filter(|&&b| b == b'\n').count() + 1
}
