//! Ordered grades: 优 > 良 > 中 > 差; 优秀, 良好, 合格, 不合格.

use std::sync::OnceLock;

use super::Verdict;
use super::lexicon::Lexicon;
use super::wording::starts;

/// The ranks that a grade may stand for, from the least to the best: 好 lies somewhere beside 良好.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grade {
    least: u8,
    best: u8,
}

/// Grades of one rank, set apart by spaces.
const GRADES: [(&str, u8, u8); 20] = [
    ("aaa级 aaa aaa等 aaa类", 11, 11),
    ("aa级 aa aa等 aa类", 10, 10),
    ("优秀 优 优等 非常好 优异 a级 a等 a类 a 非常满意 十分满意", 9, 9),
    ("优良 很好 很满意", 8, 9),
    ("好", 8, 8),
    ("良好 良 b级 b等 b类 b", 7, 8),
    ("较好 比较好 满意", 7, 7),
    ("较满意 比较满意 较为满意", 6, 6),
    ("中等 中 一般 基本满意 c级 c等 c类 c", 5, 5),
    ("合格 及格 达标", 4, 4),
    ("基本合格", 3, 3),
    // A grade of its own is the one; the other is 达标, or not quite.
    ("基本达标", 3, 4),
    ("较差", 2, 2),
    ("不好 不太满意", 1, 2),
    ("差 d级 d等 d类 d 不满意", 1, 1),
    ("不合格 不及格 不达标 未达标 不通过", 0, 1),
    ("很差 极差 很不满意 非常不满意", 0, 0),
    ("低级 劣", 0, 1),
    ("劣等", 0, 0),
    ("待改进", 1, 2),
];

/// Words around a grade.
const FRAMES: &str = "评价 等级 为 结果 等次 总体 整体 效果 质量 考核 评定 已 均 级 验收 检查 审计 测评 鉴定 达到 及以上 以上 被评为 \
    获评 评为 获得 全部 情况 ≥ 不低于 , 。 、 :";

impl Grade {
    /// The grade that a text gives; only a text that is little else than a grade.
    pub(super) fn of(text: &[char]) -> Option<Self> {
        static LEXICON: OnceLock<Lexicon<Grade>> = OnceLock::new();
        let lexicon = LEXICON.get_or_init(|| {
            Lexicon::new(GRADES.iter().flat_map(|(words, least, best)| {
                let grade = Self { least: *least, best: *best };
                words.split_ascii_whitespace().map(move |word| (word, grade))
            }))
        });
        let mut found = None;
        let mut at = 0;
        while at < text.len() {
            if let Some((len, grade)) = lexicon.longest(text, at) {
                if found.replace(*grade).is_some() {
                    return None;
                }
                at += len;
            } else {
                let frame = FRAMES.split_ascii_whitespace().find(|frame| starts(text, at, frame))?;
                at += frame.chars().count();
            }
        }
        found
    }

    /// Whether this grade meets `target`.
    pub(super) fn verdict(self, target: Self) -> Verdict {
        if self.least >= target.least {
            Verdict::Met
        } else if self.best < target.least {
            Verdict::Unmet
        } else {
            Verdict::Unclear
        }
    }
}
