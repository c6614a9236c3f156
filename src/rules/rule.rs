//! What a rule is, and how one is declared.

use super::{BatchContext, Finding, FormContext};
use crate::record::{FixSafety, Severity};

/// A rule: what it is called, how grave its findings are, and how it looks for them.
#[derive(Debug)]
pub struct Rule {
    /// Its code, for sorting and for machines: `F101`.
    pub code: &'static str,
    /// Its name, for people and settings: `rate-wrong-value`.
    pub name: &'static str,
    /// Its title in the office's words: `比率与金额不符`.
    pub title: &'static str,
    /// The level of its findings, unless a run sets another.
    pub level: Severity,
    /// Whether it mends what it finds.
    pub fix: FixSafety,
    /// The version that brought it.
    pub since: &'static str,
    /// Its documentation, from its file's doc comment.
    pub doc: &'static str,
    /// How it looks.
    pub check: Check,
}

/// What a rule looks at.
#[derive(Debug)]
pub enum Check {
    /// One form.
    Form(fn(&FormContext<'_>) -> Vec<Finding>),
    /// All forms of a run, side by side.
    Batch(fn(&BatchContext<'_>) -> Vec<Finding>),
}

/// The families of rules, by the first letter of their code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// 结构
    Structure,
    /// 资金与公式
    Funding,
    /// 任务
    Tasks,
    /// 指标
    Indicators,
    /// 文字
    Wording,
    /// 跨部门
    Across,
}

impl Family {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 6] =
        [Self::Structure, Self::Funding, Self::Tasks, Self::Indicators, Self::Wording, Self::Across];

    /// The family's name in the office's words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Structure => "结构",
            Self::Funding => "资金与公式",
            Self::Tasks => "任务",
            Self::Indicators => "指标",
            Self::Wording => "文字",
            Self::Across => "跨部门",
        }
    }
}

impl Rule {
    /// The family that its code begins with.
    pub fn family(&self) -> Family {
        match self.code.as_bytes().first() {
            Some(b'F') => Family::Funding,
            Some(b'T') => Family::Tasks,
            Some(b'I') => Family::Indicators,
            Some(b'W') => Family::Wording,
            Some(b'X') => Family::Across,
            _ => Family::Structure,
        }
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

/// Declares a file's rule. The doc comment inside is the user's documentation, in Chinese Markdown with the headings
/// 检查什么, 为什么, 例子 and 修正; it becomes `ziping rules NAME` and `docs/rules.md`.
macro_rules! declare_rule {
    (
        $(#[doc = $doc:literal])+
        $name:literal {
            code: $code:literal,
            title: $title:literal,
            level: $level:ident,
            fix: $fix:ident,
            since: $since:literal,
            check: $scope:ident($check:path) $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        pub(crate) static RULE: $crate::rules::Rule = $crate::rules::Rule {
            code: $code,
            name: $name,
            title: $title,
            level: $crate::record::Severity::$level,
            fix: $crate::record::FixSafety::$fix,
            since: $since,
            doc: concat!($($doc, "\n"),+),
            check: $crate::rules::Check::$scope($check),
        };
    };
}
pub(crate) use declare_rule;
