//! What the system says of a process.

use std::fs;

use anyhow::Context;

/// Gives the most memory that a process had at any time, in MB; the process is its number or `self`.
pub fn peak(process: &str) -> anyhow::Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("the system says no memory")?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes / 1_000)
}
