//! Compiles the frontend to wasm, writes the script that loads it, and makes that script small.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use wasm_bindgen_cli_support::Bindgen;

use super::site::Site;
use super::stamp::{Inputs, unless_done};
use super::{Bench, NAME};
use crate::workspace::{self, step};

/// Adds the wasm and its script to the site. They share one name: leptos makes both addresses from it.
pub fn build(bench: &Bench, site: &mut Site) -> Result<()> {
    let compiled = bench.target.join("wasm32-unknown-unknown/wasm-release/frontend.wasm");
    if !compiled.exists() {
        eprintln!("web: this is the first time, so the next step takes a minute or two");
    }
    step("compiling the frontend to wasm", compile)?;
    let (script, wasm) = (bench.work.join("frontend.min.js"), bench.work.join("bindings/frontend_bg.wasm"));
    let inputs = Inputs::default().file(&compiled)?.file(&workspace::root().join("package-lock.json"))?;
    unless_done(&bench.work.join("frontend.stamp"), &inputs.digest(), || {
        let bindings = bench.work.join("bindings");
        step("binding the wasm to JavaScript", || bind(&compiled, &bindings))?;
        step("making the script small", || bundle(&bindings.join("frontend.js"), &script))
    })?;
    site.add_stem(NAME, &[("js", &script), ("wasm", &wasm)])
}

fn compile() -> Result<()> {
    let mut cargo = Command::new("scripts/wasm-toolchain");
    workspace::run(cargo.args(["build", "--locked", "-p", "frontend", "--lib", "--profile", "wasm-release"]))
}

fn bind(compiled: &Path, bindings: &Path) -> Result<()> {
    if bindings.exists() {
        fs::remove_dir_all(bindings)?;
    }
    Bindgen::new()
        .input_path(compiled)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(bindings)
}

/// Makes one small script of a script and all that it imports; a crate may bring some of its own.
pub fn bundle(script: &Path, product: &Path) -> Result<()> {
    let mut esbuild = Command::new(workspace::npm_program("esbuild")?);
    esbuild.args(["--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=warning"]);
    workspace::run(esbuild.arg(script).arg(format!("--outfile={}", product.display())))
}
