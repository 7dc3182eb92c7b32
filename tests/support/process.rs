//! The real program as a process of its own, to be stopped or killed.

use std::{
    env,
    path::{Path, PathBuf, absolute},
    process::Stdio,
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// A running server.
#[derive(Debug)]
pub struct Process {
    /// The address at which it is reached.
    pub origin: String,
    child: Child,
    /// Kept open, so that the server can go on writing.
    _said: Lines<BufReader<ChildStdout>>,
}

impl Process {
    /// Starts a server on a free port over a database and waits until it says where it is.
    pub async fn start(database: &str) -> Self {
        Self::start_with(&program(), database, &[]).await
    }

    /// Starts a certain program over a database.
    pub async fn start_program(program: &Path, database: &str) -> Self {
        Self::start_with(program, database, &[]).await
    }

    /// Starts a certain program over an empty database that it fills with the demonstration.
    pub async fn start_demonstration(program: &Path, database: &str) -> Self {
        Self::start_with(program, database, &["--demonstration"]).await
    }

    /// Starts a server and kills it after a time, wherever in its beginning it is by then.
    pub async fn kill_while_starting(database: &str, after: Duration) {
        let mut child = spawn(&program(), database, &[]);
        tokio::time::sleep(after).await;
        child.kill().await.expect("the server can be killed");
    }

    async fn start_with(program: &Path, database: &str, more: &[&str]) -> Self {
        let mut child = spawn(program, database, more);
        let mut said = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
        while let Some(line) = said.next_line().await.expect("its output can be read") {
            if let Some(origin) = line.strip_prefix("Folkmoot is at ") {
                return Self { origin: origin.trim().to_owned(), child, _said: said };
            }
        }
        panic!("the server ended before it served: {:?}", child.wait().await);
    }

    /// Gives the number by which the system knows it.
    pub fn id(&self) -> u32 {
        self.child.id().expect("the server runs")
    }

    /// Kills the server as a power cut would, with no chance to finish anything.
    pub async fn kill(mut self) {
        let ended = self.child.try_wait().expect("the server can be asked");
        assert!(ended.is_none(), "the server ended by itself: {ended:?}");
        self.child.kill().await.expect("the server can be killed");
    }

    /// Asks the server to stop and waits until it has.
    pub async fn stop(mut self) {
        let id = self.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().await.expect("kill can be run");
        let ended = self.child.wait().await.expect("the server ends");
        assert!(asked.success() && ended.success(), "the server stopped with {ended}");
    }
}

fn spawn(program: &Path, database: &str, more: &[&str]) -> Child {
    assert!(program.is_file(), "{} is missing: cargo build -p server, or set TEST_FOLKMOOT", program.display());
    // The server goes with the tests even when these are killed.
    Command::new("setpriv")
        .arg("--pdeathsig=KILL")
        .arg(absolute(program).expect("the program has a path"))
        // With PostgreSQL, the folder of files is made here.
        .current_dir(env::temp_dir())
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "error", "--database", database])
        .args(more)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the program can be started")
}

/// Finds the program that `cargo build` puts beside the folder of the tests, unless another is asked for.
#[expect(clippy::disallowed_methods, reason = "tests have no configuration; this is how one is pointed at a program")]
fn program() -> PathBuf {
    if let Ok(path) = env::var("TEST_FOLKMOOT") {
        return path.into();
    }
    let tests = env::current_exe().expect("a test knows where it is");
    tests.ancestors().nth(2).expect("tests are in target/PROFILE/deps").join("folkmoot")
}
