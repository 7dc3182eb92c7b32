//! Finds dependencies that a package of ours lists and does not name anywhere in its code.
//!
//! A search through our own few files takes a blink; compiling cargo-machete for the same answer takes over a minute.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::metadata::{self, Package};

/// Checks every package of the workspace.
pub fn check() -> Result<()> {
    let known = metadata::own()?;
    let mut unused = Vec::new();
    for package in &known.packages {
        let code = code_of(package)?;
        unused.extend(unnamed_in(&code, package).filter(|found| !known.rules.unnamed.contains(found)));
    }
    if !unused.is_empty() {
        bail!(
            "listed in Cargo.toml and never named in the code. Remove the line, or add it to \
             workspace.metadata.unnamed with the reason:\n  {}",
            unused.join("\n  ")
        );
    }
    println!("unused: every dependency of {} packages is named in its code", known.packages.len());
    Ok(())
}

fn unnamed_in<'a>(code: &'a str, package: &'a Package) -> impl Iterator<Item = String> + 'a {
    package
        .dependencies
        .iter()
        .filter(|dependency| {
            let name = dependency.rename.as_ref().unwrap_or(&dependency.name).replace('-', "_");
            !is_named(code, &name)
        })
        .map(|dependency| format!("{}/{}", package.name, dependency.name))
}

fn code_of(package: &Package) -> Result<String> {
    let folder = package.manifest_path.parent().context("a manifest is in a folder")?;
    let mut code = String::new();
    gather(folder, &mut code)?;
    Ok(code)
}

/// Adds the lines that are not comments, and leaves out folders that are packages of their own.
fn gather(folder: &Path, code: &mut String) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.join("Cargo.toml").exists() {
            gather(&path, code)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path)?;
            for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                code.push_str(line);
                code.push('\n');
            }
        }
    }
    Ok(())
}

/// Whether the crate's name starts a path, or is brought in by `use` as it is.
fn is_named(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        starts_a_word(before) && (after.starts_with("::") || is_brought_in(before, after))
    })
}

fn starts_a_word(before: &str) -> bool {
    before.ends_with("::") && before.trim_end_matches("::").ends_with([' ', '(', '<', '\n'])
        || !before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | ':' | '.'))
}

fn is_brought_in(before: &str, after: &str) -> bool {
    before.ends_with("use ") && after.starts_with([';', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_its_crate() {
        assert!(is_named("let id = ::uuid::Uuid::nil();", "uuid"));
        assert!(is_named("use uuid::Uuid;", "uuid"));
        assert!(is_named("pub use store;", "store"));
        assert!(is_named("use web_sys as _;", "web_sys"));
    }

    #[test]
    fn a_variable_or_a_module_of_that_name_is_not_the_crate() {
        assert!(!is_named("let store = open();", "store"));
        assert!(!is_named("use crate::store::Store;", "store"));
        assert!(!is_named("restore::all();", "store"));
    }
}
