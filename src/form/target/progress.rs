//! How far a text says that something has come: done, done in part, under way, not done, called off.

use super::absence;
use super::vocabulary::{GOING_ON, NOT_YET, UNDER_WAY};
use super::wording::{contains, contains_any, ends_clause, ends_with, starts};

/// Whether the text says that it was not done: 未完成, 没有达到, 不达标. That it was not counted (未统计) says nothing.
pub(super) fn is_refused(text: &[char]) -> bool {
    is_short_refusal(text) || says_undone(text)
}

/// Whether the text says that there is nothing that was not done: 无未完成任务, 没有未整改的问题, 不存在未办结事项.
pub(super) fn denies_undone(text: &[char]) -> bool {
    absence::after_none(text).is_some_and(is_undone_thing)
}

/// Whether a text is what was not done, and says nothing else.
fn is_undone_thing(text: &[char]) -> bool {
    let rest = text.strip_prefix(&['未']).or_else(|| text.strip_prefix(&['没', '有']));
    let says_more =
        |rest: &[char]| rest.iter().any(|c| ends_clause(*c) || matches!(c, '无' | '未' | '不' | '没'));
    rest.is_some_and(|rest| rest.get(..2).is_some_and(is_done) && !says_more(rest))
}

/// The same by what is usually done alone: 未返工 refuses nothing where little of it is wanted.
pub(super) fn says_undone(text: &[char]) -> bool {
    const FAILED: [&str; 4] = ["完不成", "做不到", "没做到", "未做到"];
    const NOT: &str = "未 没有 没 不 尚未 并未 未能 没能 不能 还未 均未 无法 难以 无力 未完全 不完全 未全部";
    const DONE: &str = "完成 达 实现 开展 实施 执行 启动 通过 落实 建 举办 组织 采购 发放 推进 竣工 完工 开工 到位 合格 及格 按 如期 \
        及时 提 健全 完善 改善 满足 符合 做 进行 交付 验收 更新 安排 有效 明显 显著 满意 理想 够 好 良 能 正常 稳定 全部 全面 全覆盖 覆盖 规范";
    if FAILED.into_iter().any(|word| starts(text, 0, word)) {
        return true;
    }
    // 没有未完成的任务
    let denied = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        ["没有", "无", "不存在"].into_iter().any(|none| ends_with(before, none))
    };
    (0..text.len()).filter(|at| !denied(*at)).any(|at| {
        NOT.split_ascii_whitespace().filter(|not| starts(text, at, not)).any(|not| {
            let next = at + not.chars().count();
            DONE.split_ascii_whitespace().any(|done| starts(text, next, done))
        })
    })
}

/// Whether the text says that something came to its end: 完成, 办结, 到位. 推进 and 在办 do not.
pub(super) fn is_done(text: &[char]) -> bool {
    const DONE: &str = "完成 完工 竣工 达标 覆盖 落实 到位 整改 办结 合格 发放 实现 达到 解决 化解 通过 支付 兑现 完毕 结案 提交 报送 \
        上报 验收 交付 投入 办理 公开 公示 开放 开工 启用 建成 安置 拨付 配备 归档 回复 处置 处理 审结 执结 结清 清零 尽";
    contains_any(text, DONE) && !contains_any(text, "推进 进行 在办 在建 筹备 施工 谋划")
}

/// 未购置, 尚未拨付: whatever was to be done was not, unless the verb is one of counting or of what befalls people.
fn is_short_refusal(text: &[char]) -> bool {
    const OTHERS: &str = "统 测 调 评 提供 反馈 公布 公开 出 知 明 发 收 接 产 造 存 受 超 高 低 少 多 涉 适 设 填 增 减 降 升 变 见 计 列";
    let Some(not) = NOT_YET.into_iter().chain(["未"]).find(|not| starts(text, 0, not)) else { return false };
    let next = not.chars().count();
    let verb = text.len() > next && text.len() <= 8;
    verb && !OTHERS.split_ascii_whitespace().any(|other| starts(text, next, other))
}

/// Whether the text says that it is still going on, or has yet to begin, and that nothing of it is done.
pub(super) fn is_under_way(text: &[char]) -> bool {
    const WAITING: [&str; 4] = ["待", "尚待", "有待", "等待"];
    let mut beginnings = WAITING.into_iter().chain(GOING_ON.split_ascii_whitespace());
    let begins = beginnings.any(|word| starts(text, 0, word)) && !starts(text, 0, "待遇");
    let ends = UNDER_WAY.split_ascii_whitespace().any(|word| ends_with(text, word));
    (begins || ends) && !contains_any(text, "已 完毕 , ; 。")
}

/// Whether the text says that it was called off or put off, and neither denies it (无延期) nor says what became of it then.
pub(super) fn is_called_off(text: &[char]) -> bool {
    const OFF: &str = "取消 推迟 延期 延后 暂停 暂缓 中止 终止 停办 停止 搁置 顺延";
    const THEN: &str = "改 补 恢复 完成 完工 竣工 线上 重新 部分 个别 仍 但 已于 如期 率 未 无 没有 不 零";
    contains_any(text, OFF) && !contains_any(text, THEN) && !is_done(text)
}

/// 未安排, 未组织: there was none of what is held or sent out.
pub(super) fn was_not_held(text: &[char]) -> bool {
    const HELD: &str = "安排 组织 派 举办 召开 新增 接待 出国 出境";
    let text = after_cause(text);
    let Some(verb) = ["尚未", "未", "没有", "无"].into_iter().find(|not| starts(text, 0, not)) else {
        return false;
    };
    text.len() <= 8 && HELD.split_ascii_whitespace().any(|held| starts(text, verb.chars().count(), held))
}

/// A text without the clause before the last that tells why: 因疫情影响，未安排出国.
fn after_cause(text: &[char]) -> &[char] {
    let Some(end) = text.iter().position(|c| *c == ',') else { return text };
    let told = ["因", "受", "由于"].into_iter().any(|word| starts(text, 0, word));
    let rest = text.get(end + 1..).unwrap_or_default();
    if told && !rest.contains(&',') { rest } else { text }
}

/// Whether the text says that it was done only in part.
pub(super) fn is_partly(text: &[char]) -> bool {
    contains(text, "部分") && !contains(text, "部分领域")
}

/// Whether the part that was done is said to be most of it, which may be nine tenths.
pub(super) fn is_mostly(text: &[char]) -> bool {
    contains_any(text, "大部分 绝大部分 大多数 绝大多数")
}
