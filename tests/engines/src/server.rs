//! The PostgreSQL server of a test process: found, started once, and stopped when the process ends in whatever way.

use std::{
    env,
    io::{BufRead, BufReader, Read},
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use sqlx::{Connection, PgConnection};
use tokio::sync::OnceCell;

const SCRIPT: &str = include_str!("server.sh");
/// The account that the server runs as when the tests run as root, which PostgreSQL refuses.
const ACCOUNT: &str = "postgres";
/// How long the server may take to answer; machines that build at the same time are slow.
const PATIENCE: Duration = Duration::from_mins(1);
const MISSING: &str = "PostgreSQL is not installed: apt-get install postgresql, or set TEST_POSTGRES_URL";

static SERVER: OnceCell<Server> = OnceCell::const_new();

#[derive(Debug)]
struct Server {
    address: String,
    #[expect(dead_code, reason = "holds the other end of the script's standard input open, if the server is ours")]
    script: Option<Child>,
}

/// Gives the address of the server's own database, starting the server if nobody has.
pub(crate) async fn address() -> &'static str {
    &SERVER.get_or_init(find_or_start).await.address
}

#[expect(clippy::disallowed_methods, reason = "tests have no configuration; this is how they are told of a server")]
async fn find_or_start() -> Server {
    match env::var("TEST_POSTGRES_URL") {
        Ok(address) => Server { address, script: None },
        Err(_) => start().await,
    }
}

async fn start() -> Server {
    let programs = find_programs().expect(MISSING);
    let mut script = command().args(["-c", SCRIPT, "server.sh"]).arg(programs).spawn().expect("sh can be started");
    let mut said = BufReader::new(script.stdout.take().expect("its output is piped"));
    let mut folder = String::new();
    said.read_line(&mut folder).expect("its output can be read");
    let address = format!("postgres://postgres@localhost/postgres?host={}", folder.trim());
    let begin = Instant::now();
    while let Err(error) = PgConnection::connect(&address).await {
        let has_ended = script.try_wait().expect("the script can be asked").is_some();
        if has_ended || begin.elapsed() > PATIENCE {
            let mut log = String::new();
            if has_ended {
                said.read_to_string(&mut log).expect("its output can be read");
            }
            panic!("PostgreSQL did not start in {}: {error}\n{log}", folder.trim());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Server { address, script: Some(script) }
}

fn command() -> Command {
    let is_root = Path::new("/proc/self").metadata().is_ok_and(|process| process.uid() == 0);
    let mut command = if is_root {
        let mut command = Command::new("setpriv");
        command.arg(format!("--reuid={ACCOUNT}")).arg(format!("--regid={ACCOUNT}")).args(["--init-groups", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    // In a group of its own, so that Ctrl-C ends the tests and they end the server.
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).current_dir("/").process_group(0);
    command
}

/// Finds the folder with `initdb` and `postgres` in it: the newest of Debian's, or one of the path's.
fn find_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = versions.map(|entry| entry.path()).collect();
    versions.sort_by_key(|path| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()));
    let debian = versions.into_iter().rev().map(|version| version.join("bin"));
    let path = env::var_os("PATH").unwrap_or_default();
    debian
        .chain(env::split_paths(&path))
        .find(|folder| ["initdb", "postgres"].iter().all(|program| folder.join(program).is_file()))
}
