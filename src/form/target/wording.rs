//! A text in words, apart from how it is put: without particles, synonyms as one, its degree set apart.

use std::sync::OnceLock;

use super::lexicon::Lexicon;

/// A text in words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wording {
    /// What it says.
    pub words: Vec<char>,
    /// How strongly: 1 有所 or nothing, 2 有效, 3 显著.
    pub degree: u8,
}

/// What a word is to a wording.
#[derive(Debug, Clone, Copy)]
enum Role {
    /// Says nothing of its own.
    Particle,
    /// Says how much.
    Degree(u8),
    /// Means the same as this word.
    Same(&'static str),
}

/// Words that say nothing of their own.
const PARTICLES: &str = "已 已经 得到 得以 的 了 地 进一步 较上年 较去年 比上年 比去年 同比 较往年 \
    与上年相比 逐年 持续 继续 不断 实现了 做到 实现 达到 能够 能 确保 保证 , ; 。 、 : ! ( ) 情况 水平 程度 效果";

/// Words that say how much.
const DEGREES: [(&str, u8); 3] = [
    ("十分 非常 显著 明显 大幅 大幅度 极大 大大 大力 充分", 3),
    ("切实 有效 较大 较快 较多 较明显 较为明显 较显著 稳步 较大幅度", 2),
    ("有所 一定 逐步 略有 略 一定程度 稍有", 1),
];

/// Words of one meaning, the first for all.
const SYNONYMS: [&str; 12] = [
    "提升 提高 增强 加强 改善 优化",
    "健全 完善 完备 建立健全 齐全 完整",
    "及时 按时 按期 准时 如期 按时限 及时性 按计划 按进度 按时间节点",
    "增加 增长 增多",
    "减少 降低 下降",
    "稳定 平稳",
    "全部 全面 悉数 均 均已 都 都已",
    "符合 满足",
    "完成 完毕 完结",
    "完工 竣工",
    "可持续",
    "便利 便捷 方便",
];

fn roles() -> &'static Lexicon<Role> {
    static LEXICON: OnceLock<Lexicon<Role>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let same = SYNONYMS.iter().flat_map(|words| {
            let first = words.split_ascii_whitespace().next().unwrap_or_default();
            words.split_ascii_whitespace().map(move |word| (word, Role::Same(first)))
        });
        let degrees = DEGREES
            .iter()
            .flat_map(|(words, rank)| words.split_ascii_whitespace().map(|word| (word, Role::Degree(*rank))));
        let particles = PARTICLES.split_ascii_whitespace().map(|word| (word, Role::Particle));
        Lexicon::new(same.chain(degrees).chain(particles))
    })
}

impl Wording {
    /// What `text` says.
    pub(super) fn of(text: &[char]) -> Self {
        let mut wording = Self { words: Vec::with_capacity(text.len()), degree: 1 };
        let mut at = 0;
        while let Some(&c) = text.get(at) {
            let Some((len, role)) = roles().longest(text, at) else {
                wording.words.push(c);
                at += 1;
                continue;
            };
            match role {
                Role::Particle => {}
                Role::Degree(rank) => wording.degree = wording.degree.max(*rank),
                Role::Same(word) => wording.words.extend(word.chars()),
            }
            at += len;
        }
        wording
    }

    /// Whether this says all that `other` says, at least as strongly: in one piece, with a few characters in between
    /// (安全稳定运行 for 安全运行), or in another order (服务水平提升 for 提升服务水平).
    pub(super) fn covers(&self, other: &Self) -> bool {
        let (text, part) = (&self.words, &other.words);
        if self.degree < other.degree {
            return false;
        }
        if part.is_empty() {
            return text.is_empty();
        }
        if contains_run(text, part.as_slice()) {
            return true;
        }
        if part.len() >= 4 && text.len() <= part.len() + 3 && is_subsequence(part, text) {
            return true;
        }
        let mut sorted = (text.clone(), part.clone());
        // 群众需求全部满足 says 满足群众需求 and more.
        let whole = if text.len() == part.len() + 2 {
            text.windows(2).position(|run| run == ['全', '部'])
        } else {
            None
        };
        if let Some(at) = whole {
            sorted.0.drain(at..at + 2);
        }
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        sorted.0 == sorted.1
    }
}

/// Whether the characters of `part` stand in `text` in their order.
fn is_subsequence(part: &[char], text: &[char]) -> bool {
    let mut rest = text.iter();
    part.iter().all(|c| rest.any(|d| d == c))
}

/// Whether a character ends a clause.
pub(super) const fn ends_clause(c: char) -> bool {
    matches!(c, ',' | ';' | '。' | '(' | ')')
}

/// Whether `run` stands in `text`; nothing stands nowhere.
pub(super) fn contains_run(text: &[char], run: &[char]) -> bool {
    /// Characters of a run that is compared at every place of the text.
    const SHORT: usize = 100;
    if run.len() > SHORT {
        // Strings are looked for in time that does not grow with the product of the two lengths.
        let [text, run] = [text, run].map(|chars| chars.iter().collect::<String>());
        return text.contains(&run);
    }
    !run.is_empty() && text.windows(run.len()).any(|window| window == run)
}

/// Whether `word` stands in `text`.
pub(super) fn contains(text: &[char], word: &str) -> bool {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return !text.is_empty() };
    let rest = chars.as_str();
    text.iter().enumerate().any(|(at, c)| *c == first && starts(text, at + 1, rest))
}

/// Whether some word of `words`, set apart by spaces, stands in `text`.
pub(super) fn contains_any(text: &[char], words: &str) -> bool {
    words.split_ascii_whitespace().any(|word| contains(text, word))
}

/// Whether some word of `words`, set apart by spaces, stands in `text` and not in `own`, what it is an answer to.
pub(super) fn contains_foreign(text: &[char], own: &[char], words: &str) -> bool {
    words.split_ascii_whitespace().any(|word| contains(text, word) && !contains(own, word))
}

/// Whether `text` goes on with `word` at `at`.
pub(super) fn starts(text: &[char], at: usize, word: &str) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

/// Whether `text` ends with `word`.
pub(super) fn ends_with(text: &[char], word: &str) -> bool {
    let mut rest = text.iter().rev();
    word.chars().rev().all(|c| rest.next() == Some(&c))
}

/// What is left of a text without the words, in any order and number, that it may open with.
pub(super) fn after_openings<'t>(text: &'t [char], openings: &[&str]) -> &'t [char] {
    let mut rest = text;
    while let Some(opening) = openings.iter().find(|opening| starts(rest, 0, opening)) {
        rest = rest.get(opening.chars().count()..).unwrap_or_default();
    }
    rest
}

/// What is left of a text without the words, in any order and number, that it may end with.
pub(super) fn before_endings<'t>(text: &'t [char], endings: &[&str]) -> &'t [char] {
    let mut rest = text;
    while let Some(ending) = endings.iter().find(|ending| ends_with(rest, ending)) {
        rest = rest.get(..rest.len() - ending.chars().count()).unwrap_or_default();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::Wording;

    #[track_caller]
    fn covers(actual: &str, target: &str) -> bool {
        let folded = |text: &str| Wording::of(&super::super::normalise::fold(text));
        folded(actual).covers(&folded(target))
    }

    #[test]
    fn the_same_in_other_words() {
        assert!(covers("已显著提升", "显著提高"));
        assert!(covers("服务水平得到提升", "提升服务水平"));
        assert!(covers("安全稳定运行", "安全运行"));
        assert!(covers("明显", "显著"));
    }

    #[test]
    fn less_than_was_asked() {
        assert!(!covers("有所提升", "显著提升"));
        assert!(!covers("完成", "全部完成"));
        assert!(!covers("提升", "有效提升"));
    }
}
