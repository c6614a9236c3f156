//! Which files a run is about.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::open::reason;
use super::outputs::{has_outputs, holds_no_more, outputs_in};
use crate::config::CONFIG_FILE;
use crate::record::InputStatus;

/// One file of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called in all results: the path below the INPUT that was given, with `/`; of an INPUT that is a file,
    /// its name. Where two INPUTs would give one name, the INPUT's own name stands in front.
    pub file: String,
    /// The same without anything in front: what its corrected workbook is called after.
    pub below: String,
    /// Why it is not read at all, where that is known from outside.
    pub passed: Option<(InputStatus, String)>,
    /// The real path, by which one file reached on two ways is known.
    pub(super) real: PathBuf,
    root: PathBuf,
}

/// What lies below the INPUTs of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// The files that were received.
    pub inputs: Vec<Input>,
    /// Every `ziping.toml` that is none of the run's own: nobody sent it, and the run does not go by it.
    pub settings: Vec<PathBuf>,
    /// The folders in which an earlier run's results were passed over.
    pub outputs: Vec<PathBuf>,
}

/// The files below `inputs` that were received: see [`search`].
pub fn find_inputs(inputs: &[PathBuf], own: &[PathBuf]) -> Vec<Input> {
    search(inputs, own).inputs
}

/// Searches `inputs`: folders recursively, in the order of their names. Links to folders are not entered, hidden files and
/// Excel's owner files (`~$…`) not looked at, nor anything that lies at one of the `own` paths, where the run itself
/// writes. What an earlier run left is passed over, unless it is all that an INPUT holds. A file that is reached on two
/// ways is found once.
pub fn search(inputs: &[PathBuf], own: &[PathBuf]) -> Search {
    let own: HashSet<PathBuf> = own.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut found = Search::default();
    for given in inputs {
        if given.is_dir() {
            walk(given, &own, &mut found);
        } else if is_settings(given) {
            let is_own = given.canonicalize().is_ok_and(|real| own.contains(&real));
            found.settings.extend((!is_own).then(|| given.clone()));
        } else {
            found.inputs.push(single(given));
        }
    }
    let mut seen = HashSet::new();
    found.inputs.retain(|input| seen.insert(input.real.clone()));
    tell_apart(&mut found.inputs);
    found
}

/// Whether a path is a `ziping.toml`.
pub(super) fn is_settings(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == CONFIG_FILE) && path.is_file()
}

/// An INPUT that is a file.
fn single(given: &Path) -> Input {
    let name = name(given);
    let real = given.canonicalize();
    let passed = match &real {
        Err(error) => Some((InputStatus::Unreadable, format!("无法打开文件：{}", reason(error)))),
        Ok(_) if name.starts_with("~$") => Some((InputStatus::Skipped, OWNER_FILE.to_owned())),
        Ok(path) if !path.is_file() => Some((InputStatus::Skipped, NOT_REGULAR.to_owned())),
        Ok(_) => None,
    };
    let real = real.unwrap_or_else(|_| given.to_owned());
    let root = real.parent().map(Path::to_owned).unwrap_or_default();
    Input { path: given.to_owned(), file: name.clone(), below: name, passed, real, root }
}

/// What an INPUT is called by itself.
fn name(given: &Path) -> String {
    given.file_name().map_or_else(|| lossy(given), |name| name.to_string_lossy().into_owned())
}

const OWNER_FILE: &str = "是 Excel 打开文件时留下的临时文件（~$），不是工作簿";
const NOT_REGULAR: &str = "不是普通文件";

/// Everything below a folder.
fn walk(given: &Path, own: &HashSet<PathBuf>, found: &mut Search) {
    // Links to folders are not entered, so the real path of what is below follows from the folder's.
    let root = given.canonicalize().unwrap_or_else(|_| given.to_owned());
    let below = |path: &Path| path.strip_prefix(given).map(Path::to_owned).unwrap_or_default();
    let (mut left_by_runs, mut outputs) = (Vec::new(), HashSet::new());
    let entries = WalkDir::new(given).sort_by_file_name().into_iter().filter_entry(|entry| {
        let real = root.join(below(entry.path()));
        let is_given = entry.depth() == 0;
        if !is_given && (is_hidden(entry) || own.contains(&real) || outputs.contains(&real)) {
            return false;
        }
        // Where a run writes anew, what it left is passed over by its path.
        let [corrected, ..] = outputs_in(&real);
        let is_folder = entry.file_type().is_dir() && !own.contains(&corrected);
        if is_folder && has_outputs(entry.path()) && !(is_given && holds_no_more(entry.path())) {
            left_by_runs.push(entry.path().to_owned());
            outputs.extend(outputs_in(&real));
        }
        true
    });
    for entry in entries {
        let (path, passed) = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => {
                let passed = passed_over(&entry);
                (entry.into_path(), passed)
            }
            Err(error) => {
                let path = error.path().unwrap_or(given).to_owned();
                let why = error.io_error().map_or_else(|| "链接成环".to_owned(), reason);
                (path, Some((InputStatus::Unreadable, format!("无法打开：{why}"))))
            }
        };
        let relative = below(&path);
        let real = if path.is_symlink() {
            path.canonicalize().unwrap_or_else(|_| path.clone())
        } else {
            root.join(&relative)
        };
        if own.contains(&real) {
            continue;
        }
        if is_settings(&path) {
            found.settings.push(path);
            continue;
        }
        // Of an INPUT that cannot be entered nothing is below: it has its own name.
        let file = if relative.as_os_str().is_empty() { name(given) } else { lossy(&relative) };
        found.inputs.push(Input { path, below: file.clone(), file, passed, real, root: root.clone() });
    }
    found.outputs.extend(left_by_runs);
}

/// Why an entry that is no folder is not read, as far as that is known from outside.
fn passed_over(entry: &DirEntry) -> Option<(InputStatus, String)> {
    if entry.file_type().is_file() {
        return None;
    }
    if !entry.path_is_symlink() {
        return Some((InputStatus::Skipped, NOT_REGULAR.to_owned()));
    }
    match std::fs::metadata(entry.path()) {
        Ok(target) if target.is_file() => None,
        Ok(target) if target.is_dir() => {
            Some((InputStatus::Skipped, "是指向文件夹的链接，未进入".to_owned()))
        }
        Ok(_) => Some((InputStatus::Skipped, NOT_REGULAR.to_owned())),
        Err(error) => Some((InputStatus::Skipped, format!("是失效的链接：{}", reason(&error)))),
    }
}

/// Hidden files and folders, and Excel's owner files.
pub(super) fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$") || has_hidden_attribute(entry)
}

#[cfg(windows)]
fn has_hidden_attribute(entry: &DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt;
    const HIDDEN: u32 = 2; // FILE_ATTRIBUTE_HIDDEN
    entry.metadata().is_ok_and(|metadata| metadata.file_attributes() & HIDDEN != 0)
}

#[cfg(not(windows))]
fn has_hidden_attribute(_: &DirEntry) -> bool {
    false
}

/// A path with `/`, what is no Unicode shown as `�`.
fn lossy(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Gives every input a name of its own. Two INPUTs may each have a `表.xlsx`; then the INPUT's name stands in front, or
/// its whole path.
fn tell_apart(found: &mut [Input]) {
    let with_name = |input: &Input| {
        let root = input.root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        format!("{root}/{}", input.below)
    };
    let with_path = |input: &Input| lossy(&input.root.join(&input.below)).trim_start_matches('/').to_owned();
    rename_doubles(found, with_name);
    rename_doubles(found, with_path);
    // What is left are names that were no Unicode.
    let mut counts: HashMap<String, usize> = HashMap::new();
    for input in found.iter_mut() {
        let count = counts.entry(input.file.clone()).or_default();
        *count += 1;
        if *count > 1 {
            input.file = format!("{} ({count})", input.file);
        }
    }
}

fn rename_doubles(found: &mut [Input], name: impl Fn(&Input) -> String) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for input in found.iter() {
        *counts.entry(input.file.clone()).or_default() += 1;
    }
    for input in found.iter_mut() {
        if counts.get(&input.file).is_some_and(|&count| count > 1) {
            input.file = name(input);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"x").unwrap();
        }
        folder
    }

    fn files(found: &[Input]) -> Vec<&str> {
        found.iter().map(|input| input.file.as_str()).collect()
    }

    #[test]
    fn folders_are_searched_in_the_order_of_their_names() {
        let folder = folder(&["b.xlsx", "街道/2.xls", "街道/1.xls", "a.xlsx", "表.xlsx/内.xlsx"]);
        let found = find_inputs(&[folder.path().to_owned()], &[]);
        assert_eq!(files(&found), ["a.xlsx", "b.xlsx", "街道/1.xls", "街道/2.xls", "表.xlsx/内.xlsx"]);
    }

    #[test]
    fn owner_files_hidden_files_and_own_outputs_are_passed_over() {
        let folder = folder(&["a.xlsx", "~$a.xlsx", ".a.xlsx", ".git/b.xlsx", "out/a.xlsx", "outer/a.xlsx"]);
        let found = find_inputs(&[folder.path().to_owned()], &[folder.path().join("out")]);
        assert_eq!(files(&found), ["a.xlsx", "outer/a.xlsx"]);
    }

    /// It was listed among the files that departments sent, as a text.
    #[test]
    fn a_ziping_toml_is_no_received_file() {
        let folder = folder(&["a.xlsx", "ziping.toml", "街道/b.xlsx", "街道/ziping.toml"]);
        let own = folder.path().join("ziping.toml");
        let inner = folder.path().join("街道/ziping.toml");
        let found = search(&[folder.path().to_owned()], std::slice::from_ref(&own));
        assert_eq!(files(&found.inputs), ["a.xlsx", "街道/b.xlsx"]);
        assert_eq!(found.settings, std::slice::from_ref(&inner));
        let given = search(&[folder.path().join("a.xlsx"), own.clone(), inner.clone()], &[own]);
        assert_eq!((files(&given.inputs), given.settings), (vec!["a.xlsx"], vec![inner]));
    }

    #[test]
    fn a_file_given_twice_is_found_once() {
        let folder = folder(&["a.xlsx"]);
        let found = find_inputs(&[folder.path().to_owned(), folder.path().join("a.xlsx")], &[]);
        assert_eq!(files(&found), ["a.xlsx"]);
    }

    #[test]
    fn equal_names_below_two_inputs_get_the_inputs_names_in_front() {
        let folder = folder(&["甲/表.xlsx", "乙/表.xlsx", "乙/另.xlsx"]);
        let found = find_inputs(&[folder.path().join("甲"), folder.path().join("乙")], &[]);
        assert_eq!(files(&found), ["甲/表.xlsx", "另.xlsx", "乙/表.xlsx"]);
        assert_eq!(found[2].below, "表.xlsx");
    }

    #[test]
    fn an_input_that_is_not_there_is_one_line() {
        let found = find_inputs(&[PathBuf::from("没有.xlsx")], &[]);
        assert_eq!(found[0].passed.as_ref().unwrap().0, InputStatus::Unreadable);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_read_if_they_lead_to_files_and_never_entered_if_to_folders() {
        let folder = folder(&["a.xlsx", "内/b.xlsx"]);
        let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, folder.path().join(name)).unwrap();
        link("..", "内/loop");
        link("nowhere", "broken.xlsx");
        let outside = self::folder(&["c.xlsx"]);
        link(outside.path().join("c.xlsx").to_str().unwrap(), "linked.xlsx");
        link("a.xlsx", "same.xlsx");
        let found = find_inputs(&[folder.path().to_owned()], &[]);
        assert_eq!(files(&found), ["a.xlsx", "broken.xlsx", "linked.xlsx", "内/b.xlsx", "内/loop"]);
        let passed: Vec<bool> = found.iter().map(|input| input.passed.is_some()).collect();
        assert_eq!(passed, [false, true, false, false, true]);
    }

    /// It was listed among what could not be read, without a name.
    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_entered_has_its_name() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder(&["锁/a.xlsx"]);
        let locked = folder.path().join("锁");
        let allow = |mode| std::fs::set_permissions(&locked, PermissionsExt::from_mode(mode)).unwrap();
        allow(0o000);
        let is_root = std::fs::read_dir(&locked).is_ok();
        let found = find_inputs(std::slice::from_ref(&locked), &[]);
        allow(0o700);
        if !is_root {
            assert_eq!(files(&found), ["锁"]);
            assert_eq!(found[0].passed.as_ref().unwrap().0, InputStatus::Unreadable);
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_unicode_are_shown_as_far_as_they_go() {
        use std::os::unix::ffi::OsStrExt;
        let folder = folder(&[]);
        for name in [b"\xffa.xlsx", b"\xfea.xlsx"] {
            std::fs::write(folder.path().join(std::ffi::OsStr::from_bytes(name)), b"x").unwrap();
        }
        let found = find_inputs(&[folder.path().to_owned()], &[]);
        assert_ne!(found[0].file, found[1].file);
        assert!(found[0].file.contains("\u{FFFD}a.xlsx"));
    }
}
