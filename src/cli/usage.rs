//! What clap has to say, in Chinese.

use std::process::ExitCode;

use clap::error::ErrorKind;

/// Prints help, the version or a usage error; the exit status that goes with it.
pub(super) fn explain(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}
