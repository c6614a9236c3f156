//! What became of each input.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What became of one input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputRecord {
    /// Its path below the INPUT that was given, with `/`.
    pub file: String,
    /// What became of it.
    pub status: InputStatus,
    /// How many forms it has.
    pub forms: usize,
    /// Why it was not read, in one sentence.
    pub reason: Option<String>,
    /// Where its corrected workbook lies, below the output folder, with `/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<String>,
}

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InputStatus {
    /// Read, with at least one form.
    Read,
    /// A workbook without a form.
    NotAForm,
    /// A workbook that could not be read.
    Unreadable,
    /// No workbook at all: Word, PDF, a picture, an archive.
    Skipped,
}

impl InputStatus {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [Self::Read, Self::NotAForm, Self::Unreadable, Self::Skipped];

    /// What became of it, in the office's words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Read => "已读取",
            Self::NotAForm => "不是自评表",
            Self::Unreadable => "无法读取",
            Self::Skipped => "不是工作簿",
        }
    }
}
