//! The `ziping` command.

mod cli;

use std::process::ExitCode;
use std::thread;

/// The room that parsers have on other systems' first threads, and on all of ours.
const STACK: usize = 8 << 20;

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    // The first thread works on large workbooks; Windows gives it an eighth of that.
    if cfg!(windows)
        && let Ok(thread) = thread::Builder::new().stack_size(STACK).spawn(cli::main)
    {
        return thread.join().unwrap_or(ExitCode::FAILURE);
    }
    cli::main()
}
