//! How far a run is: a bar with rate and time left on a terminal, plain lines elsewhere, nothing with `--quiet`.

use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use ziping::batch::{Phase, Progress};

use super::terminal::Terminal;

/// Shows progress on standard error.
#[derive(Debug)]
pub(super) struct Bar {
    shown: Shown,
    bar: Mutex<Option<ProgressBar>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nothing,
    Lines,
    Bar,
}

/// From so many inputs on, a plain line says that work has begun; fewer are done at once.
const WORTH_A_LINE: usize = 50;

impl Bar {
    pub(super) fn new(terminal: &Terminal) -> Self {
        let shown = match (terminal.is_quiet(), io::stderr().is_terminal()) {
            (true, _) => Shown::Nothing,
            (false, true) => Shown::Bar,
            (false, false) => Shown::Lines,
        };
        Self { shown, bar: Mutex::new(None) }
    }

    fn set(&self, bar: Option<ProgressBar>) {
        if let Ok(mut slot) = self.bar.lock() {
            if let Some(old) = slot.take() {
                old.finish_and_clear();
            }
            *slot = bar;
        }
    }
}

/// A length of time, as exact as anyone wants to know it.
fn in_words(time: Duration) -> String {
    match time.as_secs() {
        0 => "不到 1 秒".to_owned(),
        seconds @ 1..60 => format!(" {seconds} 秒"),
        seconds @ 60..3600 => format!(" {} 分 {} 秒", seconds / 60, seconds % 60),
        seconds => format!(" {} 小时 {} 分", seconds / 3600, seconds / 60 % 60),
    }
}

impl Progress for Bar {
    fn begin(&self, phase: Phase, total: usize) {
        let what = match phase {
            Phase::Check => "读取并检查",
            Phase::Correct => "写出修正表",
        };
        match self.shown {
            Shown::Nothing => {}
            Shown::Lines if total < WORTH_A_LINE => {}
            Shown::Lines => {
                // A closed standard error does not stop the work.
                let _ =
                    io::Write::write_all(&mut io::stderr(), format!("{what}：{total} 个文件\n").as_bytes());
            }
            Shown::Bar => {
                let length = u64::try_from(total).unwrap_or(u64::MAX);
                // The bar takes what a narrow terminal leaves: a line that wraps is not cleared as one.
                let template = "{msg} {wide_bar} {pos}/{len}  每秒 {rate} 个  还需{left}";
                let style = ProgressStyle::with_template(template)
                    .unwrap_or_else(|_| ProgressStyle::default_bar())
                    .with_key("rate", |state: &ProgressState, out: &mut dyn Write| {
                        // A bar that cannot be drawn is no reason to stop.
                        let _ = write!(out, "{:.0}", state.per_sec());
                    })
                    .with_key("left", |state: &ProgressState, out: &mut dyn Write| {
                        let _ = out.write_str(&in_words(state.eta()));
                    });
                self.set(Some(ProgressBar::new(length).with_style(style).with_message(what)));
            }
        }
    }

    fn advance(&self) {
        if self.shown == Shown::Bar
            && let Ok(slot) = self.bar.lock()
            && let Some(bar) = slot.as_ref()
        {
            bar.inc(1);
        }
    }

    fn end(&self) {
        self.set(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// It was 还需 0s.
    #[test]
    fn the_time_that_is_left_is_told_in_chinese() {
        let told = [0, 59, 61, 7_260].map(|seconds| in_words(Duration::from_secs(seconds)));
        assert_eq!(told, ["不到 1 秒", " 59 秒", " 1 分 1 秒", " 2 小时 1 分"]);
    }
}
