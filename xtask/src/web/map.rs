//! Bundles the script of the map, which a browser loads when somebody opens one, and its style sheet.

use anyhow::Result;

use super::css;
use super::frontend::bundle;
use super::site::Site;
use super::stamp::{Inputs, unless_done};
use super::{Bench, MAP};
use crate::workspace::{self, step};

/// Adds the script and the style sheet of the map to the site.
pub fn build(bench: &Bench, site: &mut Site) -> Result<()> {
    let root = workspace::root();
    let (source, script) = (root.join("frontend/map"), bench.work.join("map.js"));
    let inputs = Inputs::default().file(&root.join("package-lock.json"))?.folder(&source)?;
    unless_done(&bench.work.join("map.stamp"), &inputs.digest(), || {
        step("bundling the map", || bundle(&source.join("main.ts"), &script))
    })?;
    let style = css::compile(bench, MAP)?;
    site.add(MAP, &[("js", &script), ("css", &style)])
}
