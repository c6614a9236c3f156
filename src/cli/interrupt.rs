//! Ctrl-C.

use std::process::exit;

use ziping::batch::stop_writing;

/// The exit status of a program that was interrupted, as shells give it: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// From here on Ctrl-C, or the terminal's being closed, ends the program at once and takes along what is half written.
pub(super) fn end_cleanly() {
    // Where no handler can be set, the system ends the program: outputs are whole then too, but for a hidden file.
    let _ = ctrlc::set_handler(|| {
        let _stopped = stop_writing();
        anstream::eprintln!("\n已中断。已写出的文件都是完整的，其余没有写");
        exit(INTERRUPTED)
    });
}
