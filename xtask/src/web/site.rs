//! Lays files out as the server serves them: each under a name with a digest of its content in it, with a brotli and
//! a gzip copy beside it, and a manifest that leads from the plain names to these.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::stamp::Inputs;
use crate::workspace::step;

const MANIFEST: &str = "manifest.json";
/// Enough of a digest that two files never share a name, and short enough to read.
const DIGEST_LENGTH: usize = 12;

/// The folder being laid out.
pub struct Site {
    folder: PathBuf,
    /// From plain names to names with digests.
    manifest: BTreeMap<String, String>,
    /// Every file that belongs in the folder.
    kept: BTreeSet<String>,
}

impl Site {
    /// Starts on a folder that may hold an earlier site.
    pub fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, manifest: BTreeMap::new(), kept: BTreeSet::from([MANIFEST.to_owned()]) })
    }

    /// Adds files that differ in their ending only, under one name made from all their contents.
    pub fn add(&mut self, name: &str, files: &[(&str, &Path)]) -> Result<()> {
        self.add_together(name, files).map(drop)
    }

    /// Adds files as `add` does, and notes the name they share as the site's stem.
    pub fn add_stem(&mut self, name: &str, files: &[(&str, &Path)]) -> Result<()> {
        let stem = self.add_together(name, files)?;
        self.manifest.insert("stem".to_owned(), stem);
        Ok(())
    }

    /// Adds every file of a folder under its own name.
    pub fn add_folder(&mut self, folder: &Path) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let (Some(name), Some(ending)) = (path.file_stem(), path.extension()) else { continue };
            let (name, ending) = (name.to_string_lossy(), ending.to_string_lossy());
            self.add(&name, &[(&ending, &path)])?;
        }
        Ok(())
    }

    /// Writes the manifest, removes what no longer belongs, and prints the sizes.
    pub fn finish(self) -> Result<()> {
        self.write(MANIFEST, serde_json::to_string_pretty(&self.manifest)?.as_bytes())?;
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if !self.kept.contains(entry.file_name().to_string_lossy().as_ref()) {
                fs::remove_file(entry.path())?;
            }
        }
        self.print_sizes()
    }

    fn add_together(&mut self, name: &str, files: &[(&str, &Path)]) -> Result<String> {
        let inputs = files.iter().try_fold(Inputs::default(), |inputs, (_, path)| inputs.file(path))?;
        let stem = format!("{name}.{}", &inputs.digest()[..DIGEST_LENGTH]);
        for (ending, path) in files {
            let hashed = format!("{stem}.{ending}");
            self.lay(&hashed, path)?;
            self.manifest.insert(format!("{name}.{ending}"), hashed);
        }
        Ok(stem)
    }

    /// A name holds a digest of the content, so a file that is there already is the right one.
    fn lay(&mut self, name: &str, from: &Path) -> Result<()> {
        let copies = [name.to_owned(), format!("{name}.br"), format!("{name}.gz")];
        if !copies.iter().all(|copy| self.folder.join(copy).exists()) {
            let bytes = fs::read(from)?;
            step(&format!("compressing {name}"), || {
                self.write(&copies[1], &brotli(&bytes)?)?;
                self.write(&copies[2], &gzip(&bytes)?)?;
                self.write(&copies[0], &bytes)
            })?;
        }
        self.kept.extend(copies);
        Ok(())
    }

    /// Writes to one side and renames, so that a build that is stopped leaves no half of a file behind; what is the
    /// same already keeps its time, so that the server is not compiled again for nothing.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let (path, half) = (self.folder.join(name), self.folder.join(format!("{name}.half")));
        if fs::read(&path).is_ok_and(|present| present == bytes) {
            return Ok(());
        }
        fs::write(&half, bytes)?;
        fs::rename(&half, &path).with_context(|| format!("{} cannot be written", path.display()))
    }

    fn print_sizes(&self) -> Result<()> {
        eprintln!("web: {:<36} {:>9} {:>9} {:>9}", self.folder.display(), "bytes", "gzip", "brotli");
        let stem = self.manifest.iter().filter(|(plain, _)| *plain != "stem");
        for (_, name) in stem {
            let size = |suffix: &str| anyhow::Ok(fs::metadata(self.folder.join(format!("{name}{suffix}")))?.len());
            eprintln!("web:   {name:<34} {:>9} {:>9} {:>9}", size("")?, size(".gz")?, size(".br")?);
        }
        Ok(())
    }
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &settings)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    struct Folders {
        source: PathBuf,
        site: PathBuf,
    }

    fn folders(test: &str) -> Folders {
        let base = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/xtask-tests").join(test);
        let _ = fs::remove_dir_all(&base);
        let folders = Folders { source: base.join("source"), site: base.join("site") };
        fs::create_dir_all(&folders.source).unwrap();
        folders
    }

    fn lay_out(folders: &Folders, script: &str) -> BTreeMap<String, String> {
        let (js, wasm) = (folders.source.join("a.js"), folders.source.join("a.wasm"));
        fs::write(&js, script).unwrap();
        fs::write(&wasm, "wasm").unwrap();
        let mut site = Site::open(folders.site.clone()).unwrap();
        site.add_stem("app", &[("js", &js), ("wasm", &wasm)]).unwrap();
        site.finish().unwrap();
        serde_json::from_slice(&fs::read(folders.site.join(MANIFEST)).unwrap()).unwrap()
    }

    #[test]
    fn script_and_wasm_share_a_name_that_changes_with_either() {
        let folders = folders("stem");

        let (first, second) = (lay_out(&folders, "one"), lay_out(&folders, "two"));

        assert_eq!(first["app.js"], format!("{}.js", first["stem"]));
        assert_eq!(first["app.wasm"], format!("{}.wasm", first["stem"]));
        assert_ne!(first["app.wasm"], second["app.wasm"]);
    }

    #[test]
    fn files_of_an_earlier_build_are_gone() {
        let folders = folders("earlier");

        let first = lay_out(&folders, "one");
        lay_out(&folders, "two");

        assert!(!folders.site.join(&first["app.js"]).exists());
        assert_eq!(fs::read_dir(&folders.site).unwrap().count(), 7);
    }

    #[test]
    fn both_copies_open_to_the_original() {
        let folders = folders("copies");
        let script = "let a = 1;".repeat(100);

        let name = lay_out(&folders, &script)["app.js"].clone();

        let (mut from_gzip, mut from_brotli) = (String::new(), Vec::new());
        let gzip = fs::read(folders.site.join(format!("{name}.gz"))).unwrap();
        let brotli = fs::read(folders.site.join(format!("{name}.br"))).unwrap();
        flate2::read::GzDecoder::new(&gzip[..]).read_to_string(&mut from_gzip).unwrap();
        brotli::BrotliDecompress(&mut &brotli[..], &mut from_brotli).unwrap();
        assert_eq!((from_gzip.as_bytes(), from_brotli.as_slice()), (script.as_bytes(), script.as_bytes()));
    }
}
