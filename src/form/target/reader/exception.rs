//! What an expression leaves out of what it says: `除2辆报废外全部通过`, and what it says stands in the way: `存在较大困难`.

use super::super::numeral;
use super::super::wording::starts;
use super::Reader;

impl Reader<'_> {
    /// Whether 除…外 begins here, which leaves something out of what is said: 除2辆报废外全部通过. 除…外，还 adds to it, and so does 除此之外.
    pub(super) fn is_exception(&self) -> bool {
        /// Characters of the longest exception that is looked for.
        const LONGEST: usize = 40;
        if self.text.get(self.at) != Some(&'除')
            || self.at != self.clause.start
            || starts(self.text, self.at, "除此")
        {
            return false;
        }
        let rest = self.text.get(self.at + 1..).unwrap_or_default();
        let rest = rest.split(|c| matches!(c, ';' | '。')).next().unwrap_or_default();
        // 全部完成，除2户
        let counted = numeral::read(rest, 0).is_some() || starts(rest, 0, "个别") || starts(rest, 0, "少数");
        if counted && self.at > 0 && !rest.iter().any(|c| matches!(c, '外' | ',')) {
            return true;
        }
        // 除了2辆报废，其余… needs no 外.
        let ends = |c: char| c == '外' || (c == ',' && rest.first() == Some(&'了'));
        // 除境外人员外 leaves out with the last 外 of its clause, 除户外广告 with none.
        rest.iter().take(LONGEST).enumerate().filter(|(_, c)| ends(**c)).any(|(at, _)| {
            let behind = rest.get(at + 1..).unwrap_or_default();
            let behind = behind.strip_prefix(&[',']).unwrap_or(behind);
            let leaves = |c: &char| "其全均都已所各剩按无未共应)".contains(*c) || c.is_ascii_digit();
            let words = counted && !adds(behind) && !behind.iter().any(char::is_ascii_digit);
            behind.first().is_none_or(leaves)
                || words
                || (behind.len() < rest.len() - at - 1 && !adds(behind))
        })
    }

    /// Whether a hardship that ends at `end` is said to be there, and is no part of another word: 存在较大困难, 尚有差距; not
    /// 困难群众, 解决困难 or 没有困难.
    pub(super) fn is_met_with(&self, end: usize) -> bool {
        const THERE: [&str; 4] = ["存在", "面临", "有", "遇"];
        let denied = |at: usize| {
            let before = at.checked_sub(1).and_then(|before| self.text.get(before));
            matches!(before, Some('没' | '无' | '不' | '未'))
        };
        let there = |at: usize| THERE.into_iter().any(|word| starts(self.text, at, word)) && !denied(at);
        self.ends(end) && (self.clause.start..self.at).any(there)
    }
}

/// Whether what follows an exception goes beyond it: 除集中培训外，还…
fn adds(behind: &[char]) -> bool {
    matches!(behind.first(), Some('还' | '也' | '另' | '又' | '更' | '同'))
}
