//! A comparator that stands alone, in a column of its own.

use super::normalise::fold;
use super::vocabulary::{Word, words};

/// On which side of its number a comparator is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// ≥, 不低于
    Before,
    /// 以上, 以内
    After,
}

/// On which side of its number a text stands that is a comparator and nothing else; `None` of any other text (定性, 正向指标).
/// Of a comparator in words and in signs, `大于等于(≥)`, that is the first one's.
pub(crate) fn comparator_side(text: &str) -> Option<Side> {
    /// Characters of the longest comparator with what explains it.
    const LONGEST: usize = 16;
    let text = fold(text.trim());
    if text.len() > LONGEST {
        return None;
    }
    // How far a value may lie to either side.
    if text == ['±'] {
        return Some(Side::Before);
    }
    let mut side = None;
    let mut at = 0;
    while at < text.len() {
        let (length, word) = words().longest(&text, at)?;
        match word {
            Word::Before(..) | Word::About | Word::Nearly => side = side.or(Some(Side::Before)),
            Word::After(..) => side = side.or(Some(Side::After)),
            Word::Open | Word::Close => {}
            _ => return None,
        }
        at += length;
    }
    side
}

#[cfg(test)]
mod tests {
    use super::{Side, comparator_side};

    #[test]
    fn a_comparator_alone_is_told_from_what_else_stands_in_its_column() {
        for text in [
            "≥",
            "＝",
            "±",
            "<=",
            "不低于",
            "不少于",
            "大于等于",
            "不超过",
            "小于",
            "约",
            "大于等于(≥)",
            " ≤ ",
        ] {
            assert_eq!(comparator_side(text), Some(Side::Before), "{text}");
        }
        assert_eq!(comparator_side("以上"), Some(Side::After));
        for text in ["", "定性", "定量", "正向指标", "反向", "数量指标", "≥95%", "以上年为准", "——"]
        {
            assert_eq!(comparator_side(text), None, "{text}");
        }
    }
}
