//! Standard output and standard error: what goes where, colours, closed pipes.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::support::{Folder, Form, ziping};

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::new();
    for number in 0..20 {
        Form::default().save(&folder.path(&format!("{number}.xlsx")));
    }
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("ziping"))
        .arg("export")
        .arg(folder.path(""))
        .arg("--quiet")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap(); // and closes it
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn progress_and_messages_go_to_standard_error_and_are_silenced_by_quiet() {
    let folder = Folder::new();
    for number in 0..60 {
        folder.file(&format!("{number}.txt"), b"text");
    }
    let stderr = |args: &[&str]| {
        let output = ziping().arg("check").arg(folder.path("")).args(args).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(stderr(&[]).contains("60 个文件"));
    assert_eq!(stderr(&["--quiet"]), "");
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("a.xlsx"));
    let coloured = |args: &[&str]| {
        let output = ziping().arg("check").arg(folder.path("a.xlsx")).args(args).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured(&[]));
    assert!(coloured(&["--color", "always"]));
    assert!(!coloured(&["--color", "never"]));
}
