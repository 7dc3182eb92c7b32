//! A real `clamd`, which knows the one file that every program against viruses takes for one.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use app::scanning::{Clamd, Scanner};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// The file that was agreed upon for such tests (EICAR), in two parts so that nothing takes this one for it.
pub const INFECTED: &str = concat!("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*");
/// Where Debian puts it, beside what is on the path of everybody.
const DEBIANS: &str = "/usr/sbin/clamd";
/// How often it is asked whether it listens, and how long is waited between.
const PATIENCE: (u32, Duration) = (300, Duration::from_millis(100));

/// A `clamd` that runs until this is dropped.
#[derive(Debug)]
pub struct RunningClamd {
    child: Child,
    folder: TempDir,
}

impl RunningClamd {
    /// Starts it and waits until it listens.
    pub async fn start() -> Self {
        Self::start_with("").await
    }

    /// Starts it so that it takes no file of more than a mebibyte.
    pub async fn start_small() -> Self {
        Self::start_with("StreamMaxLength 1M\n").await
    }

    async fn start_with(more: &str) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        let at = |name: &str| folder.path().join(name);
        let hash: String =
            Sha256::digest(INFECTED).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        fs::create_dir(at("signatures")).expect("a folder can be made");
        fs::write(at("signatures/test.hsb"), format!("{hash}:{}:Test:73\n", INFECTED.len()))
            .expect("a file can be written");
        let told = format!(
            "Foreground yes\nDatabaseDirectory {}\nLocalSocket {}\n{more}",
            at("signatures").display(),
            at("socket").display()
        );
        fs::write(at("clamd.conf"), told).expect("a file can be written");
        let program = if Path::new(DEBIANS).exists() { DEBIANS } else { "clamd" };
        let child =
            Command::new(program).arg("-c").arg(at("clamd.conf")).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.unwrap_or_else(|error| panic!("{program} ({error}): scripts/install test installs it"));
        let running = Self { child, folder };
        let scanner = running.scanner();
        for _ in 0..PATIENCE.0 {
            if scanner.check().await.is_ok() {
                return running;
            }
            tokio::time::sleep(PATIENCE.1).await;
        }
        panic!("clamd does not listen");
    }

    /// Looks with it.
    pub fn scanner(&self) -> Scanner {
        Scanner::new(Some(Clamd::Socket(self.folder.path().join("socket"))))
    }
}

impl Drop for RunningClamd {
    fn drop(&mut self) {
        // Where it is gone already there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
