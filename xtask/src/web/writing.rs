//! Bundles the script of the boxes in which staff write, which only their pages load.

use anyhow::Result;

use super::frontend::bundle;
use super::site::Site;
use super::stamp::{Inputs, unless_done};
use super::{Bench, WRITING};
use crate::workspace::{self, step};

/// Adds the script to the site.
pub fn build(bench: &Bench, site: &mut Site) -> Result<()> {
    let root = workspace::root();
    let (source, script) = (root.join("frontend/writing"), bench.work.join("writing.js"));
    let inputs = Inputs::default().file(&root.join("package-lock.json"))?.folder(&source)?;
    unless_done(&bench.work.join("writing.stamp"), &inputs.digest(), || {
        step("bundling what helps writing", || bundle(&source.join("main.ts"), &script))
    })?;
    site.add(WRITING, &[("js", &script)])
}
