//! How often something is done, in words: `按月发放`, `每季度末发放`, `逐年`.

use super::Verdict;
use super::wording::starts;

/// Periods, the shortest first.
const PERIODS: [&[&str]; 7] =
    [&["日", "天"], &["周", "星期"], &["旬"], &["月度", "月"], &["季度", "季"], &["半年"], &["年度", "年"]];

/// What a period before it is only part of the name of: 年度预算, 季度计划, 日程.
const OF_OTHERS: &str =
    "计划 预算 标准 要求 合同 协议 方案 规定 安排 办法 目标 任务 额度 进度 程 期 级 龄 限 节";

/// What an actual value in another period than the target's comes to, where both say the same but for it: 按季发放 for 按月发放 is too
/// seldom.
pub(super) fn verdict(target: &[char], actual: &[char]) -> Option<Verdict> {
    let (asked, own) = period(target)?;
    let (told, rest) = period(actual)?;
    let same = own.iter().all(|c| rest.contains(c)) || own.is_empty();
    if told > asked {
        return same.then_some(Verdict::Unmet);
    }
    (own == rest).then_some(Verdict::Met)
}

/// The period that a text names, and what it says beside it; `None` of a text that says more, or of several periods.
fn period(text: &[char]) -> Option<(usize, Vec<char>)> {
    const LEADS: [&str; 3] = ["按", "每", "逐"];
    /// Characters of the longest such text.
    const LONGEST: usize = 10;
    if text.len() > LONGEST
        || text.iter().any(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | '、' | '未' | '不'))
    {
        return None;
    }
    let named = |at: usize| {
        let lead = LEADS.into_iter().find(|lead| starts(text, at, lead))?;
        let behind = at + lead.chars().count();
        let behind = behind + usize::from(text.get(behind) == Some(&'个'));
        PERIODS.iter().enumerate().find_map(|(rank, words)| {
            let word = words.iter().find(|word| starts(text, behind, word))?;
            Some((rank, at, behind + word.chars().count()))
        })
    };
    let mut found = (0..text.len()).filter_map(named);
    let (rank, begin, end) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let close = usize::from(matches!(text.get(end), Some('末' | '底' | '初')));
    // 按年初计划 names no period but what was set at its beginning, nor does 按年度预算, 按日程 or 按周期.
    let set = text.get(begin) == Some(&'按') && text.get(end) == Some(&'初');
    let end = end + close;
    if set || OF_OTHERS.split_ascii_whitespace().any(|word| starts(text, end, word)) {
        return None;
    }
    let rest: Vec<char> = text.get(..begin)?.iter().chain(text.get(end..)?).copied().collect();
    Some((rank, rest))
}
