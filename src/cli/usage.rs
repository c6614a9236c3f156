//! What clap has to say, in Chinese: its help's fixed words and its errors. clap itself speaks English only.

use std::io::Write;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// clap's own words in help and usage lines, and ours.
const WORDS: &[(&str, &str)] = &[
    ("[OPTIONS]", "[选项]"),
    ("<COMMAND>", "<命令>"),
    ("Usage: ", ""),
    ("选项:", "选项："),
    ("参数:", "参数："),
    ("命令:", "命令："),
    ("规则:", "规则："),
];

/// Prints help, the version or a usage error; the exit status that goes with it.
pub(super) fn explain(error: &clap::Error) -> ExitCode {
    // Where a stream is closed there is nobody to tell.
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = anstream::stdout().write_all(translated(&error.render().ansi().to_string()).as_bytes());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = anstream::stderr().write_all(translated(&error.render().ansi().to_string()).as_bytes());
            ExitCode::from(2)
        }
        _ => {
            let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
            let usage = match error.get(ContextKind::Usage) {
                Some(ContextValue::StyledStr(usage)) => {
                    format!("\n\n用法：{}", translated(usage.to_string().trim()).trim_end())
                }
                _ => String::new(),
            };
            let text = format!("{red}写法有误：{red:#}{}{usage}\n\n详细说明见 --help\n", message(error));
            let _ = anstream::stderr().write_all(text.as_bytes());
            ExitCode::from(2)
        }
    }
}

/// Help text with clap's own words in Chinese.
fn translated(text: &str) -> String {
    let text = WORDS.iter().fold(text.to_owned(), |text, (english, chinese)| text.replace(english, chinese));
    text.trim_end().to_owned() + "\n"
}

/// What is wrong with the command line.
fn message(error: &clap::Error) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有 {argument} 这个选项"),
        ErrorKind::InvalidSubcommand => format!("没有 {} 这个命令", text(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand => format!("缺少命令，可写 {}", text(ContextKind::ValidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面要写值"),
        ErrorKind::InvalidValue => {
            let valid = text(ContextKind::ValidValue);
            let valid = if valid.is_empty() { valid } else { format!("，可写 {valid}") };
            format!("{argument} 不能是“{value}”{valid}")
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(|why| format!("：{why}")).unwrap_or_default();
            format!("{argument} 不能是“{value}”{why}")
        }
        ErrorKind::ArgumentConflict => {
            let prior = text(ContextKind::PriorArg);
            if prior.is_empty() || prior == argument {
                format!("{argument} 只能写一次")
            } else {
                format!("{argument} 不能和 {prior} 一起用")
            }
        }
        ErrorKind::TooManyValues => format!("{argument} 后面多了“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{argument} 后面的值个数不对"),
        ErrorKind::NoEquals => format!("{argument} 和值之间要写 ="),
        ErrorKind::InvalidUtf8 => "参数里有无法识别的字符".to_owned(),
        _ => error.to_string(),
    };
    let near: Vec<String> =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
            .into_iter()
            .map(text)
            .filter(|near| !near.is_empty())
            .collect();
    if near.is_empty() { message } else { format!("{message}。是不是 {}？", near.join("、")) }
}
