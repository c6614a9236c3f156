//! Money that is set aside for something and spent within: 公用经费, 项目预算, 预算控制数.

use super::super::expression::{Expression, Measure};
use super::super::unit::Kind;
use super::super::wording::{contains_any, ends_with, starts};

/// What an office's own 经费 are for. Those for others (生均公用经费) are a rate that was promised, and 研发经费 are to be high.
const PURPOSES: &str =
    "公用 人员 办公 日常 运行 运转 行政 工作 业务 项目 会议 接待 差旅 出国 出境 宣传 印刷 租赁 采购 物业";
/// What money is called that is not to be exceeded.
const CEILINGS: &str = "项目预算 预算控制数 成本控制数 经费控制数 投资控制数 控制价 预算金额 预算总额 预算资金 经费预算 概算金额 项目概算";
/// What is asked for, or given to others, is wanted: 争取工作经费.
const SOUGHT: &str =
    "争取 申请 筹 募 追加 增加 拨 下达 安排 落实 到位 保障 支持 补助 奖励 资助 生均 户均 亩均 床均 例均";
/// What may be such money as well as what is to be raised.
const EITHER: &str = "财政投入 资金投入 项目投入 项目资金投入 项目资金 财政资金 专项资金 补助资金 人员支出 公用支出 基本支出 项目支出 年初预算 年度预算";
/// Whose money it is.
const LEVELS: [&str; 9] = ["中央", "省级", "市级", "县级", "区级", "镇级", "本级", "本年", "全年"];

/// What a name says of an amount of money.
pub(super) enum Money<'n> {
    /// It is spent within, as these words say.
    Within(&'n [char]),
    /// It may be.
    Either,
    /// It is sought, or promised to others.
    Sought,
}

/// What a folded name says of its target; `None` where the target is no amount of money, or the name says nothing. A direction is
/// `known` where a word of it says so.
pub(super) fn of<'n>(name: &'n [char], known: bool, target: &Expression) -> Option<Money<'n>> {
    if target.measures.is_empty() || !target.measures.iter().all(|m: &Measure| m.unit.kind == Kind::Money) {
        return None;
    }
    let level = LEVELS.iter().find(|level| starts(name, 0, level)).map_or(0, |level| level.chars().count());
    let is = |word: &str| name.len() - level == word.chars().count() && starts(name, level, word);
    // Of 办公用品支出 less may be saved or left undone.
    if EITHER.split_ascii_whitespace().any(is) || (!known && ends_with(name, "支出")) {
        return Some(Money::Either);
    }
    let end = end_of(name)?;
    let before = name.get(..name.len() - end)?;
    if contains_any(before, SOUGHT) {
        return Some(Money::Sought);
    }
    // So much for each person may be what they were promised.
    if starts(name, 0, "人均") || target.measures.iter().any(|m| m.per.is_some()) {
        return Some(Money::Either);
    }
    name.get(name.len() - end..).map(Money::Within)
}

/// How long the words are at the end of a name that say that an amount is spent within.
fn end_of(name: &[char]) -> Option<usize> {
    let ends = |text: &[char], words: &str| {
        words.split_ascii_whitespace().find(|word| ends_with(text, word)).map(|word| word.chars().count())
    };
    if let Some(len) = ends(name, CEILINGS) {
        return Some(len);
    }
    let counted = ["金额", "总额", "支出"].into_iter().find(|end| ends_with(name, end));
    let behind = counted.map_or(0, |end| end.chars().count());
    let before = name.get(..name.len() - behind)?.strip_suffix(&['经', '费'])?;
    ends(before, PURPOSES).map(|len| len + 2 + behind)
}
