//! Files that appear whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::open::reason;

/// An output could not be written.
#[derive(Debug, thiserror::Error)]
#[error("无法写入 {}：{}", path.display(), reason(source))]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub source: std::io::Error,
}

/// Writes `bytes` to `path`, with the folders it needs: to a temporary file beside it first, which then takes its name.
/// An interrupted run leaves the file as it was before.
///
/// # Errors
/// [`WriteError`] with the operating system's reason.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let wrong = |source| WriteError { path: path.to_owned(), source };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(folder).map_err(wrong)?;
    // Hidden and short: it is never taken for an input, and fits where the name itself just fits.
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ziping-").suffix(".tmp");
    // tempfile would leave the result readable by its owner alone; a result is an ordinary file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(wrong)?;
    file.write_all(bytes).map_err(wrong)?;
    file.persist(path).map_err(|e| wrong(e.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_with_its_folders_and_replaces_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("修正表/甲/表.xlsx");
        write_atomically(&path, b"first").unwrap();
        write_atomically(&path, b"second").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second");
        let names: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().collect();
        assert_eq!(names.len(), 1, "no temporary file stays");
    }

    #[test]
    fn says_which_file_could_not_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let blocked = folder.path().join("file");
        std::fs::write(&blocked, b"").unwrap();
        let error = write_atomically(&blocked.join("表.xlsx"), b"").unwrap_err();
        assert!(error.to_string().contains("表.xlsx"), "{error}");
    }
}
