//! Remembers what a step was made from, so that the same inputs are not worked through twice.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

/// A digest of everything that a step reads.
#[derive(Default)]
pub struct Inputs(Sha256);

impl Inputs {
    /// Adds bytes, apart from those added before.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds one file's content.
    pub fn file(self, path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(self.bytes(&bytes))
    }

    /// Adds the names and contents of all files in a folder and below it.
    pub fn folder(self, folder: &Path) -> Result<Self> {
        let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        paths.sort();
        paths.into_iter().try_fold(self, |inputs, path| {
            if path.is_dir() {
                inputs.folder(&path)
            } else {
                inputs.bytes(path.as_os_str().as_encoded_bytes()).file(&path)
            }
        })
    }

    /// The digest in hexadecimal.
    pub fn digest(self) -> String {
        self.0.finalize().iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
    }
}

/// Does the work unless the stamp beside its product holds the same digest; the stamp is written last.
pub fn unless_done(stamp: &Path, digest: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    if fs::read_to_string(stamp).is_ok_and(|last| last == digest) {
        return Ok(());
    }
    work()?;
    fs::write(stamp, digest)?;
    Ok(())
}
