//! Where results and messages go: results to standard output, messages to standard error.

use std::cell::Cell;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};

use ziping::batch::reason;
use ziping::report::visible;

use super::args::{Color, GlobalArgs};

/// The two streams, and what the user wants of them.
#[derive(Debug)]
pub(super) struct Terminal {
    quiet: bool,
    choice: ColorChoice,
    closed: Cell<bool>,
}

impl Terminal {
    pub(super) fn new(args: &GlobalArgs) -> Self {
        let choice = match args.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { quiet: args.quiet, choice, closed: Cell::new(false) }
    }

    /// Whether progress and messages are unwanted.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// How many columns a line of results may have; `None` where they do not go to a terminal.
    pub(super) fn width() -> Option<usize> {
        if !io::stdout().is_terminal() {
            return None;
        }
        terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0))
    }

    /// Writes results to standard output. A pipe that was closed is no error: who reads has seen enough.
    pub(super) fn print(&self, text: &str) -> io::Result<()> {
        self.stream(|out| out.write_all(text.as_bytes()))
    }

    /// [`Terminal::print`] of what `write` gives bit by bit.
    pub(super) fn stream(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        if self.closed.get() {
            return Ok(());
        }
        let mut out = BufWriter::new(AutoStream::new(io::stdout().lock(), self.stdout_choice()));
        match write(&mut out).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed.set(true);
                Ok(())
            }
            result => result,
        }
    }

    fn stdout_choice(&self) -> ColorChoice {
        match self.choice {
            ColorChoice::Auto => AutoStream::choice(&io::stdout()),
            choice => choice,
        }
    }

    /// Tells the user something on standard error, unless they want quiet.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            self.complain(text);
        }
    }

    /// Tells what was written where, as every command does.
    pub(super) fn wrote(&self, what: &str, path: &Path) {
        self.say(&format!("{what}：{}", visible(&path.to_string_lossy())));
    }

    /// Tells the user something that they must know.
    pub(super) fn complain(&self, text: &str) {
        let choice = match self.choice {
            ColorChoice::Auto => AutoStream::choice(&io::stderr()),
            choice => choice,
        };
        // Where even standard error is closed there is nobody to tell.
        let _ = writeln!(AutoStream::new(io::stderr().lock(), choice), "{text}");
    }

    /// Tells why the command could not do its work.
    pub(super) fn error(&self, error: &anyhow::Error) {
        let bold = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
        let why: Vec<String> = error
            .chain()
            .map(|cause| cause.downcast_ref::<io::Error>().map_or_else(|| cause.to_string(), reason))
            .collect();
        let why = why.join("：");
        // Names of files are among it, and may be made to play tricks on the terminal.
        let lines: Vec<_> = why.lines().map(visible).collect();
        self.complain(&format!("{bold}无法完成：{bold:#}{}", lines.join("\n")));
    }
}

/// Panics that become one line about one input say nothing more; any other stays as loud as it is.
pub(super) fn hush_guarded_panics() {
    let loud = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !ziping::guard::is_guarded() {
            loud(panic);
        }
    }));
}

/// On Windows, waits for the Enter key where the window would close with the program: it was started by dropping files
/// on its icon, not from a prompt. `cmd` tells its children its `PROMPT`; without it, Explorer started us.
#[cfg(windows)]
pub(super) fn wait_before_the_window_closes() {
    if std::env::var_os("PROMPT").is_none() && io::stdin().is_terminal() && io::stderr().is_terminal() {
        let _ = writeln!(io::stderr(), "\n按回车键关闭窗口");
        let _ = io::stdin().read_line(&mut String::new());
    }
}

/// Elsewhere nobody drops files on a program.
#[cfg(not(windows))]
pub(super) fn wait_before_the_window_closes() {}
