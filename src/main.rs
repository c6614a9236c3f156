//! The `ziping` command.

mod cli;

use std::process::ExitCode;
use std::thread;

use mimalloc::MiMalloc;
use ziping::batch::STACK;

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
