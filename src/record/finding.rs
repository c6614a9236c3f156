//! A finding as other programs see it: `ziping/report/1`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::workbook::CellRef;

/// A finding as other programs see it (`ziping/report/1`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingRecord {
    /// Path of the workbook below the input that was given, with `/`.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell to mend.
    pub cell: Option<CellRef>,
    /// The field's path.
    pub field: Option<String>,
    /// The rule's code.
    pub code: String,
    /// The rule's name.
    pub rule: String,
    /// How grave.
    pub severity: Severity,
    /// What was found, what was expected and what to do.
    pub message: String,
    /// What stands there.
    pub actual: Option<String>,
    /// What should stand there.
    pub expected: Option<String>,
    /// Whether a fix is applied by default.
    pub fix: FixSafety,
    /// Why it is right as it stands, if somebody asked and accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The form must go back (退回修改).
    Error,
    /// A person should look (请核实).
    Warning,
    /// Noted (提示).
    Info,
}

impl Severity {
    /// All levels, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The level's name in the office's words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "需核实",
            Self::Info => "提示",
        }
    }

    /// The level's name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Whether a rule's fix may be applied without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FixSafety {
    /// It follows from the form itself; applied by default.
    Safe,
    /// It changes what a department stated; applied only with `--apply suggested`.
    Suggested,
    /// People must mend it.
    None,
}

impl FixSafety {
    /// How a finding with such a fix is mended, in the office's words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Safe => "可自动修正",
            Self::Suggested => "建议修改",
            Self::None => "由人工修改",
        }
    }

    /// The name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Suggested => "suggested",
            Self::None => "none",
        }
    }
}
