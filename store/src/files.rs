//! The files of documents: outside the database, each under the SHA-256 of what is in it.
//!
//! A file gets a row before it is written and a version after it. So whatever breaks off leaves a row without a version, which is
//! found and removed later together with the file; no version is without its file.

use std::{io, path::Path as FolderPath, sync::Arc};

use bytes::Bytes;
use domain::time::Moment;
use futures_util::{StreamExt as _, TryStreamExt as _, stream::BoxStream};
use object_store::{
    Error, GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, PutPayload, local::LocalFileSystem, path::Path,
};

use crate::{
    Store, StoreError, Write,
    engine::{change, on, one_changed},
};

/// How many letters of its name are the folder of a file, so that no folder has too many.
const FOLDER: usize = 2;
/// What is written to see that files can be.
const PROBE: &str = "probe";
/// How many files are removed in one go.
const PIECE: i64 = 200;

/// Where the files are.
#[derive(Clone, Debug)]
pub struct Files(Arc<dyn ObjectStore>);

/// What is in a file, piece by piece.
pub type Pieces = BoxStream<'static, io::Result<Bytes>>;

impl Files {
    /// Opens a folder that is there.
    ///
    /// # Errors
    /// What the file system says where it is not.
    pub fn in_folder(folder: &FolderPath) -> io::Result<Self> {
        // Without this a file that was acknowledged could be lost with the power.
        let folder = LocalFileSystem::new_with_prefix(folder).map_err(io::Error::other)?.with_fsync(true);
        Ok(Self(Arc::new(folder)))
    }

    /// Writes something small and removes it again, to see that files can be written.
    ///
    /// # Errors
    /// What the file system says where they cannot.
    pub async fn check(&self) -> io::Result<()> {
        let probe = Path::from(PROBE);
        self.0.put(&probe, PutPayload::from_static(b"written to see that files can be")).await?;
        // Servers over one folder may start at the same moment, and the other may have removed what both wrote.
        Ok(self.delete(&probe).await?)
    }

    /// Writes a file and returns when it is safe on disk; whoever reads the same one meanwhile has it whole.
    async fn put(&self, sha256: &[u8], bytes: Bytes) -> Result<(), StoreError> {
        self.0.put(&place(sha256), PutPayload::from(bytes)).await.map(drop).map_err(away)
    }

    /// Reads a part of a file; nothing, where there is no such file.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it cannot be opened.
    pub async fn find(&self, sha256: &[u8], (begin, end): (u64, u64)) -> Result<Option<Pieces>, StoreError> {
        let part = GetOptions { range: Some(GetRange::Bounded(begin..end)), ..GetOptions::default() };
        match self.0.get_opts(&place(sha256), part).await {
            Ok(found) => Ok(Some(found.into_stream().map_err(io::Error::from).boxed())),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(away(error)),
        }
    }

    async fn remove(&self, sha256: &[u8]) -> Result<(), StoreError> {
        self.delete(&place(sha256)).await.map_err(away)
    }

    async fn delete(&self, path: &Path) -> Result<(), Error> {
        match self.0.delete(path).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

fn away(error: Error) -> StoreError {
    StoreError::Unavailable(Box::new(error))
}

fn place(sha256: &[u8]) -> Path {
    let name = sha256.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let folder: String = name.chars().take(FOLDER).collect();
    Path::from_iter([folder, name])
}

impl Store {
    /// Keeps what is in a file, so that a version can have it; the same file twice is kept once.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it is not safe on disk.
    pub async fn add_file(
        &self,
        files: &Files,
        (sha256, bytes): (Vec<u8>, Bytes),
        now: Moment,
    ) -> Result<(), StoreError> {
        let (name, size) = (sha256.clone(), i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        let noted: Result<(), StoreError> =
            self.write(move |mut write| Box::pin(async move { write.set_file_kept(&name, size, now).await })).await;
        noted?;
        files.put(&sha256, bytes).await
    }

    /// Removes the files that no version has and that nobody began to write since a moment; gives how many there were.
    pub async fn remove_idle_files(&self, files: &Files, before: Moment) -> Result<u64, StoreError> {
        let idle: Vec<Vec<u8>> = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT f.sha256 FROM files f
                 WHERE f.kept_at < $1 AND NOT EXISTS (SELECT 1 FROM document_versions v WHERE v.sha256 = f.sha256)
                 LIMIT $2",
            )
            .bind(before)
            .bind(PIECE)
            .fetch_all(conn)
            .await
        })?;
        let mut removed = 0;
        for sha256 in idle {
            let files = files.clone();
            let work = self
                .write(move |mut write| Box::pin(async move { write.remove_idle_file(&files, &sha256, before).await }));
            match work.await {
                Ok(()) => removed += 1,
                Err(StoreError::Changed) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(removed)
    }
}

impl Write<'_> {
    async fn set_file_kept(&mut self, sha256: &[u8], size: i64, now: Moment) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO files (sha256, size, kept_at) VALUES ($1, $2, $3)
             ON CONFLICT (sha256) DO UPDATE SET kept_at = excluded.kept_at",
            sha256,
            size,
            now
        )?;
        Ok(())
    }

    /// Removes a file and its row in one, so that whoever writes the same file meanwhile waits with the row and writes after it.
    async fn remove_idle_file(&mut self, files: &Files, sha256: &[u8], before: Moment) -> Result<(), StoreError> {
        one_changed(change!(
            self,
            "DELETE FROM files WHERE sha256 = $1 AND kept_at < $2
             AND NOT EXISTS (SELECT 1 FROM document_versions v WHERE v.sha256 = files.sha256)",
            sha256,
            before
        )?)?;
        files.remove(sha256).await
    }
}
