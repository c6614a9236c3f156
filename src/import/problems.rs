//! The problems of a file of records, as many as anyone reads: a file may be nothing else, from its first line to its
//! twenty millionth.

use super::ImportProblem;

/// Problems that are listed one by one.
const LISTED: usize = 10_000;

/// Problems in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct Problems {
    listed: Vec<ImportProblem>,
    unlisted: usize,
}

impl Problems {
    pub(super) fn push(&mut self, problem: ImportProblem) {
        if self.listed.len() < LISTED {
            self.listed.push(problem);
        } else {
            self.unlisted += 1;
        }
    }

    /// Those that are listed, and behind them how many are not.
    pub(super) fn told(mut self) -> Vec<ImportProblem> {
        if let Some(last) = self.listed.last().filter(|_| self.unlisted > 0) {
            let message = format!("此后还有 {} 处问题，没有逐一列出", self.unlisted);
            let closing = ImportProblem { pointer: String::new(), message, ..last.clone() };
            self.listed.push(closing);
        }
        self.listed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of twenty million lines that are no records had a sentence for each.
    #[test]
    fn problems_without_end_are_counted() {
        let mut problems = Problems::default();
        for line in 1..=10_500 {
            let message = "不是一张表".to_owned();
            problems.push(ImportProblem { table: None, line, pointer: "/a".to_owned(), message });
        }
        let told = problems.told();
        assert_eq!(told.len(), 10_001);
        assert_eq!(told[10_000].to_string(), "第 10000 行：此后还有 500 处问题，没有逐一列出");
        assert!(Problems::default().told().is_empty());
    }
}
