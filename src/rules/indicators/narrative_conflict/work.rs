//! The work that a count is of: 全年共举办培训15场 counts what 培训场次 counts.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::scope::without_filler;
use super::words::Words;

/// Words behind the work in an indicator's name, that say what is counted of it: 培训场次, 危房排查栋数.
const COUNTS: &str = "数量 总数 数 次数 场次 人次 人数 件数 件次 宗数 份数 户数 户次 期数 批次 项数 个数 处数 家次 家数 栋数 \
    台数 台次 套数 条数 起数 头数 册数 株数 辆数 所数 座数 篇数 天数 面积 长度 里程";
/// The same behind the work in a text, where nothing else may be meant: 签约总人数.
const TOTALS: &str = "总数 总人数 总人次 总户数 总面积 总长度";

fn counts() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words::of(COUNTS))
}

/// The works that a form's indicators count, each by its letters in order, with the indexes of those that count it.
pub(super) struct Works(BTreeMap<Vec<char>, Vec<usize>>);

impl Works {
    /// Those of indicators by their folded names. A name may be taken in several ways: of 网络安全事件数 both 网络安全事
    /// (件数) and 网络安全事件 (数) may be counted.
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut works: BTreeMap<Vec<char>, Vec<usize>> = BTreeMap::new();
        for (index, name) in names.enumerate() {
            let mut ways: Vec<&str> = counts().each_off_end(name).collect();
            if ways.is_empty() {
                ways.push(name);
            }
            for work in ways.into_iter().map(letters).filter(|work| work.len() >= 2) {
                works.entry(work).or_default().push(index);
            }
        }
        Self(works)
    }

    /// The indicators that count what a text says was done; one of them more than once, perhaps.
    pub(super) fn that_count(&self, said: &str) -> impl Iterator<Item = usize> {
        done(said).filter_map(|work| self.0.get(&work)).flatten().copied()
    }
}

/// The letters of the work that a text says was done: without one filler before it, without two, and so on, since a
/// name may begin with such a word itself.
fn done(said: &str) -> impl Iterator<Item = Vec<char>> {
    let said = TOTALS.split_ascii_whitespace().find_map(|total| said.strip_suffix(total)).unwrap_or(said);
    std::iter::successors(Some(said), |rest| without_filler(rest)).map(letters)
}

/// The letters of a work's name in one order for all: 出具报告 is 报告出具. Nothing more may be said of two names that
/// are alike, since 干部培训 may be a part of 培训.
fn letters(work: &str) -> Vec<char> {
    let mut letters: Vec<char> = work.chars().collect();
    letters.sort_unstable();
    letters
}
