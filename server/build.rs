//! Makes sure that the folder of web assets is there, so that the server compiles before they are built, and compiles
//! it again when they change.

use std::{env, fs, path::PathBuf};

fn main() {
    let site = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../target/site");
    fs::create_dir_all(&site).expect("target/site can be made");
    println!("cargo:rerun-if-changed=../target/site");
}
