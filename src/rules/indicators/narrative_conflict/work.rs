//! The work that a count is of: 全年共举办培训15场 counts what 培训场次 counts.

/// Words before the work that a count is of: 全年共举办培训.
const OPENINGS: &str = "全年 年内 本年 共 共计 累计 已 实际 完成 举办 开展 组织 召开 出具了 圆满";
/// Words behind it in an indicator's name: 培训场次.
const COUNTS: &str = "数量 次数 场次 人次 人数 件数 宗数 份数 户数 期数 批次 项数 个数 处数 数";

/// The letters of a work that an indicator counts, in order.
pub(super) struct Work(Vec<char>);

impl Work {
    /// The work of an indicator's folded name.
    pub(super) fn of(name: &str) -> Self {
        Self(letters(core(name, "", COUNTS)))
    }

    /// Whether it is the work that was done.
    pub(super) fn is_one_of(&self, done: &[char]) -> bool {
        done.len() >= 2 && self.0 == done
    }
}

/// The letters of the work that a text says was done.
pub(super) fn done(said: &str) -> Vec<char> {
    letters(core(said, OPENINGS, ""))
}

/// A text without these words before it and behind it.
fn core<'t>(text: &'t str, before: &str, behind: &str) -> &'t str {
    let mut rest = text;
    while let Some(shorter) = before.split_ascii_whitespace().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    behind.split_ascii_whitespace().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest)
}

/// The letters of a work's name in one order for all: 出具报告 is 报告出具. Nothing more may be said of two names that
/// are alike, since 干部培训 may be a part of 培训.
fn letters(work: &str) -> Vec<char> {
    let mut letters: Vec<char> = work.chars().collect();
    letters.sort_unstable();
    letters
}
