//! The `ziping` command.

fn main() {}
