//! Bytes of files in a folder, each under its SHA-256.
//!
//! A file is written under a name of its own in `incoming/`, synced, and only then moved to
//! `sha256/ab/cdef…`: what stands there is whole. Who owns a file, what it is called and who may read it is
//! not known here; [`types`] knows what kinds of file are taken and whether bytes are what they are said to be.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

pub mod types;

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use sha2::{Digest as _, Sha256};
use tokio::{fs::File, io::AsyncWriteExt as _};

/// Why bytes were not kept or not found.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The folder or the disk.
    #[error("the files' folder, {what}: {source}")]
    Io {
        /// While doing what.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// No SHA-256 in lower-case hexadecimal.
    #[error("not a SHA-256")]
    NotAHash,
}

fn io_error(what: &'static str) -> impl FnOnce(io::Error) -> BlobError {
    move |source| BlobError::Io { what, source }
}

/// The folder.
#[derive(Debug, Clone)]
pub struct Blobs {
    root: PathBuf,
}

/// What a clearing away found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Swept {
    /// Unfinished uploads removed.
    pub unfinished: u64,
    /// Whole files removed to which nothing belongs.
    pub orphans: u64,
    /// Files that were kept because they are in use or too new.
    pub kept: u64,
}

/// How stored bytes stand to their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// They are what their name says.
    Whole,
    /// They are something else.
    Damaged,
    /// There are none.
    Missing,
}

impl Blobs {
    /// Opens a folder, making it where it is not there.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, BlobError> {
        let root = root.into();
        for folder in [root.join(INCOMING), root.join(KEPT)] {
            fs::create_dir_all(folder).map_err(io_error("making it"))?;
        }
        Ok(Self { root })
    }

    /// Begins to take bytes in. `name` is a name that no other upload has; it is no part of what is kept.
    ///
    /// # Errors
    /// A file that cannot be made.
    pub async fn begin(&self, name: &str) -> Result<Incoming, BlobError> {
        let path = self.root.join(INCOMING).join(name);
        let file = File::options()
            .write(true)
            .create_new(true)
            .open(&path)
            .await
            .map_err(io_error("beginning a file"))?;
        Ok(Incoming {
            file,
            temporary: Temporary(Some(path)),
            hasher: Sha256::new(),
            size: 0,
        })
    }

    /// Makes written bytes permanent. Bytes that are there already are there once; their age begins anew, so
    /// that [`Blobs::sweep`] does not take them away from whoever is about to name them.
    ///
    /// # Errors
    /// The folder or the disk.
    pub async fn keep(&self, written: Written) -> Result<(), BlobError> {
        let to = self.place(&written.sha256)?;
        let blocking = move || {
            let folder = to.parent().map_or_else(PathBuf::new, Path::to_path_buf);
            fs::create_dir_all(&folder)?;
            if let Ok(there) = fs::File::options().append(true).open(&to) {
                // The clock of the file system itself, which also dates new files.
                let stamp = fs::metadata(written.path())?.modified()?;
                there.set_modified(stamp)?;
                return Ok(());
            }
            fs::rename(written.path(), &to)?;
            written.moved();
            sync_folder(&folder)?;
            folder.parent().map_or(Ok(()), sync_folder)
        };
        tokio::task::spawn_blocking(blocking)
            .await
            .map_err(|e| io_error("keeping a file")(io::Error::other(e)))?
            .map_err(io_error("keeping a file"))
    }

    /// Opens kept bytes; none where they are missing.
    ///
    /// # Errors
    /// The folder or the disk.
    pub async fn read(&self, sha256: &str) -> Result<Option<(File, u64)>, BlobError> {
        let file = match File::open(self.place(sha256)?).await {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(io_error("reading a file"))?,
        };
        let about = file.metadata().await.map_err(io_error("reading a file"))?;
        Ok(Some((file, about.len())))
    }

    /// Reads kept bytes through and compares them with their name.
    ///
    /// # Errors
    /// The folder or the disk.
    pub fn verify(&self, sha256: &str) -> Result<Found, BlobError> {
        let mut file = match fs::File::open(self.place(sha256)?) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Found::Missing),
            other => other.map_err(io_error("reading a file"))?,
        };
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let n = io::Read::read(&mut file, &mut buffer).map_err(io_error("reading a file"))?;
            let Some(part) = buffer.get(..n).filter(|p| !p.is_empty()) else {
                break;
            };
            hasher.update(part);
        }
        Ok(if hex(&hasher.finalize()) == sha256 {
            Found::Whole
        } else {
            Found::Damaged
        })
    }

    /// Removes kept bytes and syncs the folder; false where there were none. Overwriting them first would promise nothing
    /// on a disk or file system that writes elsewhere, and would damage copies that share them.
    ///
    /// # Errors
    /// The disk.
    pub fn remove(&self, sha256: &str) -> Result<bool, BlobError> {
        let path = self.place(sha256)?;
        match fs::remove_file(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
            other => other.map_err(io_error("removing a file"))?,
        }
        if let Some(folder) = path.parent() {
            sync_folder(folder).map_err(io_error("removing a file"))?;
        }
        Ok(true)
    }

    /// Removes unfinished uploads and kept bytes that nothing names, both only if last touched before `before`:
    /// what is younger may belong to an upload that is still on its way. Several servers on one folder may
    /// serve meanwhile.
    ///
    /// # Errors
    /// The folder or the disk.
    pub fn sweep(
        &self,
        before: SystemTime,
        in_use: &dyn Fn(&str) -> bool,
    ) -> Result<Swept, BlobError> {
        self.swept(before, in_use)
            .map_err(io_error("clearing away"))
    }

    fn swept(&self, before: SystemTime, in_use: &dyn Fn(&str) -> bool) -> io::Result<Swept> {
        let mut swept = Swept::default();
        let old = |entry: &fs::DirEntry| -> io::Result<bool> {
            Ok(entry.metadata()?.modified()? < before)
        };
        for entry in fs::read_dir(self.root.join(INCOMING))? {
            let entry = entry?;
            if old(&entry)? {
                fs::remove_file(entry.path())?;
                swept.unfinished += 1;
            }
        }
        for folder in fs::read_dir(self.root.join(KEPT))? {
            let folder = folder?;
            let start = folder.file_name();
            for entry in fs::read_dir(folder.path())? {
                let entry = entry?;
                let name = format!(
                    "{}{}",
                    start.to_string_lossy(),
                    entry.file_name().to_string_lossy()
                );
                // What is no hash was not put here by this program.
                if is_hash(&name) && !in_use(&name) && old(&entry)? {
                    fs::remove_file(entry.path())?;
                    swept.orphans += 1;
                } else {
                    swept.kept += 1;
                }
            }
        }
        Ok(swept)
    }

    fn place(&self, sha256: &str) -> Result<PathBuf, BlobError> {
        if !is_hash(sha256) {
            return Err(BlobError::NotAHash);
        }
        let (start, rest) = sha256.split_at(2);
        Ok(self.root.join(KEPT).join(start).join(rest))
    }
}

const INCOMING: &str = "incoming";
const KEPT: &str = "sha256";

/// Bytes being taken in; dropped before its end, nothing is left.
#[derive(Debug)]
pub struct Incoming {
    file: File,
    temporary: Temporary,
    hasher: Sha256,
    size: u64,
}

impl Incoming {
    /// Takes more bytes.
    ///
    /// # Errors
    /// The disk.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        self.file
            .write_all(bytes)
            .await
            .map_err(io_error("writing a file"))?;
        self.hasher.update(bytes);
        self.size += u64::try_from(bytes.len()).unwrap_or(0);
        Ok(())
    }

    /// Bytes taken so far.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Ends the bytes and syncs them to the disk.
    ///
    /// # Errors
    /// The disk.
    pub async fn finish(self) -> Result<Written, BlobError> {
        let mut file = self.file;
        file.flush().await.map_err(io_error("writing a file"))?;
        file.sync_all().await.map_err(io_error("syncing a file"))?;
        let digest: [u8; 32] = self.hasher.finalize().into();
        Ok(Written {
            sha256: hex(&digest),
            digest,
            size: self.size,
            temporary: self.temporary,
        })
    }
}

/// Whole bytes that are not kept yet; dropped, nothing is left.
#[derive(Debug)]
pub struct Written {
    /// Their SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// The same as bytes.
    pub digest: [u8; 32],
    /// How many they are.
    pub size: u64,
    temporary: Temporary,
}

impl Written {
    /// Where they lie.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.temporary.0.as_deref().unwrap_or(Path::new(""))
    }

    fn moved(mut self) {
        self.temporary.0 = None;
    }
}

/// A file that is removed when it is dropped.
#[derive(Debug)]
struct Temporary(Option<PathBuf>);

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // Whatever is left over is swept later.
            drop(fs::remove_file(path));
        }
    }
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn is_hash(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests;
