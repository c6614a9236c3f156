//! Files that appear whole or not at all.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

use super::open::reason;

/// An output could not be written.
#[derive(Debug, thiserror::Error)]
#[error("无法写入 {}：{}", path.display(), reason(error))]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// Why. (Called `source`, it would be told twice.)
    pub error: io::Error,
}

/// Writes `bytes` to `path`, with the folders it needs: to a temporary file beside it first, which then takes its name.
/// An interrupted run leaves the file as it was before. A device or a pipe (`/dev/stdout`, `/dev/null`) is written to as
/// it is, and so is a file that standard output was sent to: taking its name would put a file in its place.
///
/// # Errors
/// [`WriteError`] with the operating system's reason.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    stream_atomically(path, |out| out.write_all(bytes))
}

/// [`write_atomically`] of what `write` gives bit by bit.
///
/// # Errors
/// [`WriteError`] with the operating system's reason.
pub fn stream_atomically(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), WriteError> {
    let wrong = |error| WriteError { path: path.to_owned(), error };
    let is_stream = ["/dev/stdout", "/dev/stderr", "/dev/fd"].iter().any(|stream| path.starts_with(stream));
    if is_stream || std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        let device = File::options().write(true).open(path).map_err(wrong)?;
        return buffered(device, write).map_err(wrong);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let temporary = temporary_in(folder).or_else(|error| {
        // Of many files in one folder only the first may have to make it.
        if error.kind() != io::ErrorKind::NotFound {
            return Err(error);
        }
        std::fs::create_dir_all(folder)?;
        temporary_in(folder)
    });
    let mut temporary = temporary.map_err(wrong)?;
    buffered(&mut temporary.file, write).map_err(wrong)?;
    temporary.file.persist(path).map_err(|e| wrong(e.error))?;
    Ok(())
}

/// Lets `write` write to `file`, whatever small pieces it gives.
fn buffered(file: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// Whether files can be made in `folder`, found out by making one.
///
/// # Errors
/// The operating system's, where not.
pub fn try_writing_in(folder: &Path) -> io::Result<()> {
    temporary_in(folder).map(|_| ())
}

/// A temporary file and its entry among the unfinished ones, which goes after it: fields are dropped in their order.
struct Temporary {
    file: NamedTempFile,
    #[expect(dead_code, reason = "held until the file is gone")]
    noted: Noted,
}

/// A new one in `folder`.
fn temporary_in(folder: &Path) -> io::Result<Temporary> {
    // Hidden and short: it is never taken for an input, and fits where the name itself just fits.
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ziping-").suffix(".tmp");
    // tempfile would leave the result readable by its owner alone; a result is an ordinary file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // Made and noted in one step, or an interruption between them would leave it behind.
    let mut unfinished = unfinished();
    let file = builder.tempfile_in(folder)?;
    let path = file.path().to_owned();
    unfinished.insert(path.clone());
    Ok(Temporary { file, noted: Noted(path) })
}

/// The temporary files that are being written.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    // A set of paths is as good after a panic as before it.
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file's entry among them.
struct Noted(PathBuf);

impl Drop for Noted {
    fn drop(&mut self) {
        unfinished().remove(&self.0);
    }
}

/// Nothing more is written for as long as this lives: what a program holds that is about to end.
#[derive(Debug)]
#[must_use = "writing goes on when it is dropped"]
pub struct WritingStopped(
    #[expect(dead_code, reason = "held, not read")] MutexGuard<'static, BTreeSet<PathBuf>>,
);

/// Removes what is half written, for a program that was told to end: other files are whole, or as they were before.
pub fn stop_writing() -> WritingStopped {
    let unfinished = unfinished();
    for temporary in unfinished.iter() {
        // Gone already where it has just taken its name; and nobody is left to be told.
        let _ = std::fs::remove_file(temporary);
    }
    WritingStopped(unfinished)
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

    /// As root, `-o /dev/null` once put an ordinary file in the place of the device.
    #[cfg(unix)]
    #[test]
    fn a_device_stays_a_device() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("表.xlsx");
        std::os::unix::fs::symlink("/dev/null", &link).unwrap();
        write_atomically(&link, b"x").unwrap();
        assert!(link.is_symlink() && std::fs::metadata(&link).unwrap().file_type().is_char_device());
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
