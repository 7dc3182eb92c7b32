//! Files of a bundle, taken out, changed and packed again, with or without a manifest that is right for them.

use std::io::{Cursor, Read, Write};

use app::words::hex;
use serde_json::Value;
use sha2::{Digest, Sha256};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The files of a bundle in their order.
#[derive(Clone, Debug)]
pub struct Files(pub Vec<(String, Vec<u8>)>);

impl Files {
    pub fn of(bundle: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bundle)).unwrap();
        let file = |place| {
            let mut file = archive.by_index(place).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        };
        Self((0..ZipArchive::new(Cursor::new(bundle)).unwrap().len()).map(file).collect())
    }

    pub fn names(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| name.as_str()).collect()
    }

    pub fn file(&mut self, name: &str) -> &mut Vec<u8> {
        &mut self.0.iter_mut().find(|(known, _)| known == name).unwrap().1
    }

    pub fn text(&mut self, name: &str) -> String {
        String::from_utf8(self.file(name).clone()).unwrap()
    }

    /// Puts a text in place of another that stands once in a file.
    pub fn replace(&mut self, name: &str, old: &str, new: &str) {
        let text = self.text(name);
        assert_eq!(text.matches(old).count(), 1, "{old} in {name}");
        *self.file(name) = text.replace(old, new).into_bytes();
    }

    /// Makes the manifest right again, as whoever forges a bundle would.
    pub fn list_again(&mut self) {
        let mut manifest: Value = serde_json::from_slice(self.file("manifest.json")).unwrap();
        for file in manifest["files"].as_array_mut().unwrap() {
            let name = file["name"].as_str().unwrap().to_owned();
            let bytes = self.file(&name).clone();
            file["bytes"] = bytes.len().into();
            if file["rows"].is_number() {
                file["rows"] = (self.text(&name).lines().count() - 1).into();
            }
            file["sha256"] = hex(&Sha256::digest(&bytes)).into();
        }
        manifest["results_fingerprint"] = hex(&Sha256::digest(&*self.file("results.json"))).into();
        // In the order in which the program writes it.
        let manifest: app::bundle::Manifest = serde_json::from_value(manifest).unwrap();
        *self.file("manifest.json") = (serde_json::to_string_pretty(&manifest).unwrap() + "\n").into_bytes();
    }

    pub fn packed(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}
