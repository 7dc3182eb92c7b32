//! Compiles `style/main.scss` with the Sass and the GOV.UK Frontend that npm installed.

use std::process::Command;

use anyhow::Result;

use super::site::Site;
use super::stamp::{Inputs, unless_done};
use super::{Bench, NAME};
use crate::workspace::{self, step};

/// Adds the one style sheet to the site.
pub fn build(bench: &Bench, site: &mut Site) -> Result<()> {
    let root = workspace::root();
    let product = bench.work.join("main.css");
    let inputs = Inputs::default().file(&root.join("package-lock.json"))?.folder(&root.join("style"))?;
    unless_done(&bench.work.join("css.stamp"), &inputs.digest(), || {
        step("compiling the Sass", || {
            let mut sass = Command::new(workspace::npm_program("sass")?);
            sass.args(["--load-path=node_modules", "--style=compressed", "--no-source-map", "--quiet-deps"]);
            workspace::run(sass.arg("style/main.scss").arg(&product))
        })
    })?;
    site.add(NAME, &[("css", &product)])
}
