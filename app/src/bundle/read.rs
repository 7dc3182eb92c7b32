//! Reading a file that says it is a bundle. It may come from anybody: nothing is unpacked to a disk, and nothing grows beyond a limit.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::{
    documents::{FORMAT, FORMAT_VERSION, Manifest, fingerprint},
    names,
};

/// The most bytes that the files of a bundle have unpacked: the answers of a million people to ten questions.
const MOST_UNPACKED: u64 = 1 << 29;
/// The most files that an archive may have to be looked into.
const MOST_FILES: usize = 100;

/// Why a file cannot be read as a bundle at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotABundle {
    /// It is no ZIP file, or it breaks off.
    #[error("it is no ZIP file, or it is damaged")]
    NoArchive,
    /// It has no manifest that can be read.
    #[error("manifest.json is not there or cannot be read")]
    NoManifest,
    /// It is a bundle of another kind.
    #[error("its manifest is of format {format} {version}, which this version of Folkmoot does not read")]
    OtherFormat {
        /// The format.
        format: String,
        /// Its version.
        version: u32,
    },
    /// Unpacked it would be larger than any bundle.
    #[error("unpacked it is larger than any bundle")]
    TooLarge,
}

/// What is in a bundle.
#[derive(Clone, Debug)]
pub struct Unpacked {
    /// The manifest.
    pub manifest: Manifest,
    /// The fingerprint of the bundle.
    pub fingerprint: String,
    /// The files that can be read, by their names, the manifest among them.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The files that are there and cannot be read.
    pub damaged: Vec<String>,
}

/// Unpacks a bundle in memory.
///
/// # Errors
/// Says why it is none.
pub fn unpack(bytes: &[u8]) -> Result<Unpacked, NotABundle> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NotABundle::NoArchive)?;
    if archive.len() > MOST_FILES {
        return Err(NotABundle::TooLarge);
    }
    let (mut files, mut damaged, mut left) = (BTreeMap::new(), Vec::new(), MOST_UNPACKED);
    for place in 0..archive.len() {
        let name = archive.name_for_index(place).map(|name| name.map(Into::into));
        let name: String = name.and_then(Result::ok).ok_or(NotABundle::NoArchive)?;
        let mut content = Vec::new();
        let read = archive.by_index(place).map_err(|_| ()).and_then(|file| {
            // What the archive says of a size is not believed.
            file.take(left + 1).read_to_end(&mut content).map_err(|_| ())
        });
        left = left.checked_sub(u64::try_from(content.len()).unwrap_or(u64::MAX)).ok_or(NotABundle::TooLarge)?;
        match read {
            Ok(_) => drop(files.insert(name, content)),
            Err(()) => damaged.push(name),
        }
    }
    let document = files.get(names::MANIFEST).ok_or(NotABundle::NoManifest)?;
    let manifest: Manifest = serde_json::from_slice(document).map_err(|_| NotABundle::NoManifest)?;
    if manifest.format != FORMAT || manifest.format_version != FORMAT_VERSION {
        let (format, version) = (manifest.format, manifest.format_version);
        return Err(NotABundle::OtherFormat { format, version });
    }
    Ok(Unpacked { fingerprint: fingerprint(document), manifest, files, damaged })
}
