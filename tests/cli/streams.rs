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

/// Whenever the interruption comes, even before the program or after its work, the same holds.
#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_whole_files_and_nothing_else() {
    let folder = Folder::new();
    for number in 0..60 {
        Form::default().save(&folder.path(&format!("in/{number:02}.xlsx")));
    }
    for round in 0..4 {
        let out = folder.path(&format!("out{round}"));
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("ziping"))
            .arg("run")
            .arg(folder.path("in"))
            .arg("-o")
            .arg(&out)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let corrected = out.join("修正表");
        // Interrupted after some files, or when it has ended.
        let some = || std::fs::read_dir(&corrected).map_or(0, Iterator::count) >= 10 * round;
        while !some() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        Command::new("kill").arg("-INT").arg(child.id().to_string()).stderr(Stdio::null()).status().unwrap();
        child.wait().unwrap();
        for entry in walkdir::WalkDir::new(&out).into_iter().filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(!name.starts_with(".ziping-"), "{name} was left behind");
            if entry.path().extension().is_some_and(|extension| extension == "xlsx") {
                let bytes = std::fs::read(entry.path()).unwrap();
                ziping::workbook::read(&bytes, &ziping::workbook::Limits::default()).unwrap();
            }
        }
    }
}
