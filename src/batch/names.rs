//! What the corrected workbooks are called.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::find::Input;
use super::kind;

/// Bytes that a file system takes for one name, at most.
const LONGEST_NAME: usize = 255;

/// One name, with `/`, for the corrected workbook of each of `wanted`, in their order, below `folder`.
///
/// Inner folders are kept, every name ends in `.xlsx`, and no two are the same, nor differ in case alone: the folder
/// may be copied to a Windows disk. Of two inputs that would get one name the later gets `_2`. A name that would be the
/// path of one of `all` inputs is never given.
pub(super) fn output_names(folder: &Path, all: &[&Input], wanted: &[&Input]) -> Vec<String> {
    let below: Vec<&str> = wanted.iter().map(|input| input.below.as_str()).collect();
    names_below(folder, &below, all.iter().flat_map(|input| places(&input.path)))
}

/// One name, with `/`, for a workbook that comes of each of `files`, in their order, below `folder`: as the corrected
/// workbooks are called. A file that would lead out of the folder (`../a`) is called otherwise. None of the names is
/// the path of one of `spared`.
pub fn workbook_names(folder: &Path, files: &[&str], spared: &[PathBuf]) -> Vec<String> {
    names_below(folder, files, spared.iter().flat_map(|path| places(path)))
}

/// Where writing would take a file away: where it is, and where a link to it is.
fn places(path: &Path) -> impl Iterator<Item = PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let named = folder.canonicalize().ok().zip(path.file_name()).map(|(folder, name)| folder.join(name));
    path.canonicalize().ok().into_iter().chain(named)
}

fn names_below(folder: &Path, files: &[&str], spared: impl Iterator<Item = PathBuf>) -> Vec<String> {
    let parts: Vec<(String, String)> = files.iter().map(|file| natural(file)).collect();
    let mut names = Names {
        taken: HashSet::new(),
        folder: folder.canonicalize().unwrap_or_else(|_| folder.to_owned()),
        inputs: spared.map(|path| key(&path.to_string_lossy())).collect(),
    };
    for (inner, _) in &parts {
        // No file may be called what a folder is called: `表.xlsx` beside the folder `表.xlsx`.
        for (at, _) in inner.match_indices('/') {
            names.taken.insert(key(&inner[..at]));
        }
    }
    // Natural names first, so that a suffix never takes the name that a later input has of itself.
    let first: Vec<Option<String>> = parts.iter().map(|(inner, stem)| names.take(inner, stem, "")).collect();
    first
        .into_iter()
        .zip(&parts)
        .map(|(name, (inner, stem))| {
            name.unwrap_or_else(|| {
                let mut number = 2_u64;
                loop {
                    if let Some(name) = names.take(inner, stem, &format!("_{number}")) {
                        return name;
                    }
                    number += 1;
                }
            })
        })
        .collect()
}

/// The names that are gone.
struct Names {
    taken: HashSet<String>,
    folder: PathBuf,
    inputs: HashSet<String>,
}

impl Names {
    fn take(&mut self, inner: &str, stem: &str, suffix: &str) -> Option<String> {
        let room = LONGEST_NAME - ".xlsx".len() - suffix.len();
        let name = format!("{inner}{}{suffix}.xlsx", &stem[..stem.floor_char_boundary(room)]);
        let own = key(&self.folder.join(&name).to_string_lossy());
        (!self.inputs.contains(&own) && self.taken.insert(key(&name))).then_some(name)
    }
}

/// The folder (empty, or with `/` at its end) and the stem that an input's corrected workbook should have.
fn natural(below: &str) -> (String, String) {
    let mut parts: Vec<&str> = below.split('/').filter(|part| !part.is_empty()).collect();
    let name = parts.pop().unwrap_or_default();
    let folders: String = parts.iter().map(|part| safe_component(part) + "/").collect();
    (folders, safe_component(kind::stem(name)))
}

/// Two names with one key are one name on some file system: Windows and macOS look at neither case nor composition.
fn key(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

/// `text` as a name that every file system takes: without the characters and device names that Windows reserves.
fn safe_component(text: &str) -> String {
    const RESERVED: &[char] = &['<', '>', ':', '"', '/', '\\', '|', '?', '*'];
    let replaced: String =
        text.chars().map(|c| if c.is_control() || RESERVED.contains(&c) { '_' } else { c }).collect();
    let name = replaced.trim_end_matches(['.', ' ']);
    let name = &name[..name.floor_char_boundary(LONGEST_NAME)];
    let device = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        device.strip_prefix(prefix).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    let is_device =
        matches!(device.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT");
    if is_device || name.is_empty() { format!("_{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::find_inputs;

    fn names(files: &[&str]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"x").unwrap();
        }
        let inputs = find_inputs(&[folder.path().to_owned()], &[]);
        let all: Vec<_> = inputs.iter().collect();
        output_names(&folder.path().join("out"), &all, &all)
    }

    #[test]
    fn inner_folders_are_kept_and_every_name_ends_in_xlsx() {
        assert_eq!(
            names(&["a.xls", "街道/b.ods", "街道/c.XLSX", "d"]),
            ["a.xlsx", "d.xlsx", "街道/b.xlsx", "街道/c.xlsx"]
        );
    }

    #[test]
    fn the_later_of_two_equal_names_gets_a_number() {
        assert_eq!(names(&["a.et", "a.xls", "a.xlsx"]), ["a.xlsx", "a_2.xlsx", "a_3.xlsx"]);
    }

    #[test]
    fn a_number_never_takes_the_name_of_a_later_input() {
        assert_eq!(names(&["a.xls", "a.xlsx", "a_2.xlsx"]), ["a.xlsx", "a_3.xlsx", "a_2.xlsx"]);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_differ_in_case_alone_are_one_name_on_windows() {
        assert_eq!(names(&["A.xlsx", "a.xlsx"]), ["A.xlsx", "a_2.xlsx"]);
    }

    #[test]
    fn a_folder_called_like_a_workbook_keeps_its_name() {
        assert_eq!(names(&["表.xls", "表.xlsx/内.xlsx"]), ["表_2.xlsx", "表.xlsx/内.xlsx"]);
    }

    #[test]
    fn an_input_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.xlsx"), b"x").unwrap();
        let inputs = find_inputs(&[folder.path().to_owned()], &[]);
        assert_eq!(output_names(folder.path(), &[&inputs[0]], &[&inputs[0]]), ["a_2.xlsx"]);
    }

    /// A link in the output folder that was an input became the corrected workbook.
    #[cfg(unix)]
    #[test]
    fn a_link_that_is_an_input_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("修正表");
        std::fs::create_dir(&out).unwrap();
        std::fs::write(folder.path().join("form.xlsx"), b"x").unwrap();
        std::os::unix::fs::symlink("../form.xlsx", out.join("l.xlsx")).unwrap();
        let inputs = find_inputs(&[out.join("l.xlsx")], &[]);
        assert_eq!(output_names(&out, &[&inputs[0]], &[&inputs[0]]), ["l_2.xlsx"]);
        assert_eq!(workbook_names(&out, &["l"], &[out.join("l.xlsx")]), ["l_2.xlsx"]);
    }

    #[test]
    fn reserved_characters_and_devices_are_replaced() {
        assert_eq!(safe_component("a:b?<c>"), "a_b__c_");
        assert_eq!(safe_component("CON"), "_CON");
        assert_eq!(safe_component("com1.备份"), "_com1.备份");
        assert_eq!(safe_component("合同"), "合同");
        assert_eq!(safe_component("末尾. . "), "末尾");
        assert_eq!(safe_component("..."), "_");
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let long = "预".repeat(84);
        let inputs = names(&[&format!("{long}.et"), &format!("{long}.xl")]);
        assert!(inputs.iter().all(|name| name.len() <= LONGEST_NAME), "{inputs:?}");
    }
}
