//! Compiles the style sheets with the Sass, the GOV.UK Frontend and the Leaflet that npm installed.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::site::Site;
use super::stamp::{Inputs, unless_done};
use super::{Bench, NAME, STAFF};
use crate::workspace::{self, step};

/// Adds the style sheet of all pages and that of staff to the site.
pub fn build(bench: &Bench, site: &mut Site) -> Result<()> {
    let product = compile(bench, "main")?;
    site.add(NAME, &[("css", &product)])?;
    let of_staff = compile(bench, STAFF)?;
    site.add(STAFF, &[("css", &of_staff)])
}

/// Compiles the sheet of a name in `style` and gives where it is.
pub fn compile(bench: &Bench, name: &str) -> Result<PathBuf> {
    let root = workspace::root();
    let product = bench.work.join(format!("{name}.css"));
    let inputs = Inputs::default().file(&root.join("package-lock.json"))?.folder(&root.join("style"))?;
    unless_done(&bench.work.join(format!("{name}.css.stamp")), &inputs.digest(), || {
        step(&format!("compiling the Sass of {name}"), || {
            let mut sass = Command::new(workspace::npm_program("sass")?);
            sass.args(["--load-path=node_modules", "--style=compressed", "--no-source-map", "--quiet-deps"]);
            workspace::run(sass.arg(format!("style/{name}.scss")).arg(&product))
        })
    })?;
    Ok(product)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::*;

    /// The class names that stand right after one of the marks.
    fn classes_after(mark: &str, text: &str) -> BTreeSet<String> {
        let is_of_a_name = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        text.match_indices(mark)
            .map(|(at, _)| text[at + mark.len() - "fm-".len()..].chars().take_while(is_of_a_name).collect())
            .collect()
    }

    #[test]
    fn the_readme_lists_every_class_and_no_other() {
        let folder = workspace::root().join("style");
        let mut written = BTreeSet::new();
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "scss") {
                written.append(&mut classes_after(".fm-", &fs::read_to_string(path).unwrap()));
            }
        }

        let listed = classes_after("| `fm-", &fs::read_to_string(folder.join("README.md")).unwrap());

        assert!(!written.is_empty());
        assert_eq!(written, listed);
    }
}
