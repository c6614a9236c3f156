//! `ziping export`: normalised forms.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};
use ziping::batch::{Purpose, stream_atomically, write_atomically};
use ziping::report;

use super::Outcome;
use super::args::InputArgs;
use super::setup::{ANOTHER_NAME, Setup, inputs, spare_other_workbooks, tell_incomplete};
use super::terminal::Terminal;

pub(super) const EXAMPLES: &str = "\
例子：
  ziping export 各单位报送/ --format json > 自评表.jsonl
  ziping export 各单位报送/ --format csv -o 数据/
  ziping export 各单位报送/ --format parquet -o 数据/";

/// 【导出】导出规范化的数据，每份自评表一条
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    input: InputArgs,
    /// 数据的格式：json 每行一份自评表（默认）；csv、parquet 为 forms、funding、tasks、indicators、findings 五张表
    #[arg(
        long,
        value_name = "格式",
        default_value = "json",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    format: Format,
    /// 写到这里：json 是一个文件（不写则显示在屏幕上），csv、parquet 是一个文件夹
    #[arg(short, long, value_name = "位置", help_heading = "选项")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Csv,
    Parquet,
}

pub(super) fn run(args: &ExportArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let target = Target::of(args)?;
    let own: Vec<PathBuf> = args.output.iter().cloned().collect();
    let setup = Setup::new(&args.input.read, &args.input.inputs, terminal)?;
    for output in &own {
        spare_other_workbooks(output, ANOTHER_NAME)?;
    }
    let results = setup.batch().check(inputs(&args.input, &setup, &own, terminal)?, Purpose::Export);
    match target {
        Target::Terminal => terminal.stream(|out| report::json_lines(&results, out))?,
        Target::Lines(path) => stream_atomically(path, |out| report::json_lines(&results, out))?,
        Target::Csv(folder) => write_tables(folder, report::csv_tables(&results, setup.roster.as_ref())?)?,
        Target::Parquet(folder) => {
            write_tables(folder, report::parquet_tables(&results, setup.roster.as_ref())?)?;
        }
    }
    if let Some(path) = &args.output {
        terminal.wrote("导出数据", path);
    }
    Ok(Outcome::attention_if(tell_incomplete(&results, terminal)))
}

/// Where the export goes.
#[derive(Clone, Copy)]
enum Target<'a> {
    /// JSON lines, for the next program.
    Terminal,
    /// JSON lines in a file.
    Lines(&'a Path),
    /// Tables in a folder.
    Csv(&'a Path),
    /// Tables in a folder.
    Parquet(&'a Path),
}

impl<'a> Target<'a> {
    /// Known before anything is read: a whole city's workbooks may take minutes.
    fn of(args: &'a ExportArgs) -> anyhow::Result<Self> {
        Ok(match (args.format, args.output.as_deref()) {
            (Format::Json, None) => Self::Terminal,
            (Format::Json, Some(path)) => Self::Lines(path),
            (Format::Csv, Some(folder)) => Self::Csv(folder),
            (Format::Parquet, Some(folder)) => Self::Parquet(folder),
            (Format::Csv | Format::Parquet, None) => {
                bail!("--format csv 和 parquet 要写成几张表，请用 -o 指定文件夹")
            }
        })
    }
}

fn write_tables(folder: &Path, tables: Vec<(String, Vec<u8>)>) -> anyhow::Result<()> {
    for (name, table) in tables {
        write_atomically(&folder.join(name), &table)?;
    }
    Ok(())
}
