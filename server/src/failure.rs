//! Why a command could not do its work, in words for who runs it.

use std::{error::Error, io, net::SocketAddr};

use app::passwords::PasswordError;
use store::StoreError;

/// A reason why a command ended without doing its work.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A setting makes no sense.
    #[error("{key}: {reason}")]
    Setting {
        /// The environment variable of the setting.
        key: String,
        /// What is wrong with its value.
        reason: String,
    },
    /// The folder of the database cannot be made.
    #[error("DATABASE_URL: the folder {folder} cannot be made")]
    Folder {
        /// The folder.
        folder: String,
        /// What the operating system says.
        #[source]
        cause: io::Error,
    },
    /// The folder of the files of documents cannot be made or written to.
    #[error("FOLKMOOT_FILES: the folder {folder} cannot be written to")]
    Files {
        /// The folder.
        folder: String,
        /// What the operating system says.
        #[source]
        cause: io::Error,
    },
    /// The address to listen on cannot be taken.
    #[error("FOLKMOOT_LISTEN: cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the operating system says.
        #[source]
        cause: io::Error,
    },
    /// The database cannot be used.
    #[error("DATABASE_URL: the database cannot be used")]
    Store(#[from] StoreError),
    /// The password could not be hashed.
    #[error("the password could not be hashed")]
    Password(#[from] PasswordError),
    /// Something was refused, for the reason given.
    #[error("{0}")]
    Refused(String),
    /// A file is not what the command reads.
    #[error("{file} is no bundle: {reason}")]
    NotReadable {
        /// The file.
        file: String,
        /// Why.
        reason: String,
    },
    /// The operating system refused something basic.
    #[error("the operating system refused")]
    System(#[from] io::Error),
}

impl Failure {
    /// Says what is wrong with a setting.
    pub fn setting(key: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Setting { key: key.into(), reason: reason.into() }
    }

    /// Gives the exit code that tells of the failure.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NotReadable { .. } => 2,
            _ => 1,
        }
    }

    /// Gives the failure and what is behind it on one line.
    pub fn sentence(&self) -> String {
        let mut sentence = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            sentence = format!("{sentence}: {error}");
            cause = error.source();
        }
        sentence
    }
}
