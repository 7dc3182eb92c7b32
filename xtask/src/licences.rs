//! Refuses a dependency whose licence is not among those allowed in `workspace.metadata.licences`.
//!
//! The data is cargo's and npm's own, so the check needs no network and no time; installing cargo-deny for the same
//! answer takes minutes.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use spdx::{Expression, ParseMode};

use crate::{metadata, workspace};

/// Checks every package from crates.io and npm.
pub fn check() -> Result<()> {
    let known = metadata::whole()?;
    let mut licences: Vec<(String, Option<String>)> = known
        .packages
        .into_iter()
        .map(|package| (format!("{} {}", package.name, package.version), package.license))
        .collect();
    licences.extend(from_npm()?);
    let refused: Vec<String> = licences
        .iter()
        .filter_map(|(name, licence)| refusal(name, licence.as_deref(), &known.rules.licences))
        .collect();
    if !refused.is_empty() {
        bail!("licences that workspace.metadata.licences in Cargo.toml does not allow:\n{}", refused.join("\n"));
    }
    println!("licences: all {} packages are allowed", licences.len());
    Ok(())
}

fn refusal(name: &str, licence: Option<&str>, allowed: &[String]) -> Option<String> {
    let Some(licence) = licence else {
        return Some(format!("  {name} states no licence"));
    };
    match is_allowed(licence, allowed) {
        Ok(true) => None,
        Ok(false) => Some(format!("  {name} is {licence}")),
        Err(error) => Some(format!("  {name} states {licence}, which cannot be read: {error}")),
    }
}

fn is_allowed(licence: &str, allowed: &[String]) -> Result<bool, spdx::ParseError> {
    let expression = Expression::parse_mode(licence, ParseMode::LAX)?;
    Ok(expression.evaluate(|wanted| allowed.contains(&wanted.to_string())))
}

#[derive(Deserialize)]
struct PackageLock {
    packages: BTreeMap<String, NpmPackage>,
}

#[derive(Deserialize)]
struct NpmPackage {
    license: Option<String>,
}

fn from_npm() -> Result<Vec<(String, Option<String>)>> {
    let text = fs::read(workspace::root().join("package-lock.json")).context("package-lock.json cannot be read")?;
    let lock: PackageLock =
        serde_json::from_slice(&text).context("package-lock.json says something else than expected")?;
    Ok(lock.packages.into_iter().map(|(path, package)| (format!("npm {path}"), package.license)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed() -> Vec<String> {
        ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_choice_is_allowed_when_one_side_is() {
        assert!(is_allowed("MIT OR LGPL-2.1-or-later", &allowed()).unwrap());
    }

    #[test]
    fn a_sum_is_refused_when_one_side_is() {
        assert!(!is_allowed("(MIT OR Zlib) AND OpenSSL", &allowed()).unwrap());
    }

    #[test]
    fn an_exception_is_part_of_the_name() {
        assert!(is_allowed("Apache-2.0 WITH LLVM-exception", &allowed()).unwrap());
        assert!(!is_allowed("Apache-2.0", &allowed()).unwrap());
    }

    #[test]
    fn the_old_slash_is_a_choice() {
        assert!(is_allowed("MIT/Apache-2.0", &allowed()).unwrap());
    }

    #[test]
    fn a_package_without_a_licence_is_refused() {
        assert!(refusal("nameless 1.0.0", None, &allowed()).is_some());
    }
}
