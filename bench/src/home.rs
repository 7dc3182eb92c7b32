//! The home page as the program sends it, and the same bytes as nginx sends them from a file.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use clap::Args;
use support::{Client, Process};
use tokio::process::Child;

use crate::rates::Rates;

const MISSING: &str = "is not installed: apt-get install nginx wrk";

/// What `home` takes.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The program to measure; it is built for release with `cargo build --release -p server`
    #[arg(long, value_name = "FILE", default_value = "target/release/folkmoot")]
    program: PathBuf,
    /// How many connections ask at the same time
    #[arg(long, value_name = "NUMBER", default_value_t = 64)]
    connections: u32,
    /// Seconds that each measurement takes
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    seconds: u32,
    /// How many rounds
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    rounds: u32,
}

/// Measures and prints.
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let database = format!("sqlite:{}", folder.path().join("folkmoot.db").display());
    let server = Process::start_demonstration(&arguments.program, &database).await;
    let page = Client::new(&server.origin).open("/").await.map_err(|lost| anyhow::anyhow!("{lost:?}"))?;
    ensure!(page.status.is_success(), "the home page is {}", page.status);
    let site = folder.path().join("site");
    std::fs::create_dir(&site)?;
    std::fs::write(site.join("index.html"), &page.body)?;
    let (nginx, address) = start_nginx(folder.path()).await?;
    let same = Client::new(&address).open("/").await.map_err(|lost| anyhow::anyhow!("{lost:?}"))?;
    ensure!(same.body == page.body, "nginx sends something else");

    let mut rates = Rates::default();
    println!("{} bytes, {} connections", page.body.len(), arguments.connections);
    for _ in 0..arguments.rounds {
        rates.add(load(&server.origin, &arguments).await?, load(&address, &arguments).await?);
    }
    rates.conclude("Folkmoot's home page", "nginx with the same bytes");
    server.stop().await;
    stop(nginx).await
}

async fn start_nginx(folder: &Path) -> anyhow::Result<(Child, String)> {
    // Nothing else takes the port in the moment between.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let root = folder.display();
    let settings = format!(
        "daemon off; worker_processes auto; pid {root}/nginx.pid; error_log {root}/error.log;
         events {{ worker_connections 1024; }}
         http {{
             access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10;
             client_body_temp_path {root}/body; proxy_temp_path {root}/proxy; fastcgi_temp_path {root}/fastcgi;
             uwsgi_temp_path {root}/uwsgi; scgi_temp_path {root}/scgi; types {{ text/html html; }}
             server {{ listen 127.0.0.1:{port}; root {root}/site; }}
         }}"
    );
    let file = folder.join("nginx.conf");
    std::fs::write(&file, settings)?;
    // Workers of a server that was started by root run as another account, which has to reach the page.
    std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let mut command = tokio::process::Command::new("nginx");
    command.arg("-c").arg(&file).arg("-p").arg(folder).stderr(Stdio::null()).kill_on_drop(true);
    let mut nginx = command.spawn().with_context(|| format!("nginx {MISSING}"))?;
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return Ok((nginx, format!("http://127.0.0.1:{port}")));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    nginx.kill().await?;
    bail!("nginx did not start: {}", std::fs::read_to_string(folder.join("error.log")).unwrap_or_default())
}

async fn stop(mut nginx: Child) -> anyhow::Result<()> {
    let id = nginx.id().context("nginx has ended by itself")?;
    Command::new("kill").args(["-TERM", &id.to_string()]).status()?;
    nginx.wait().await?;
    Ok(())
}

/// Gives how many requests a second an address answers.
async fn load(address: &str, arguments: &Arguments) -> anyhow::Result<f64> {
    let (connections, time) = (format!("-c{}", arguments.connections), format!("-d{}s", arguments.seconds));
    let mut wrk = tokio::process::Command::new("wrk");
    let output = wrk.args(["-t2", &connections, &time, &format!("{address}/")]).output().await;
    let report = String::from_utf8(output.with_context(|| format!("wrk {MISSING}"))?.stdout)?;
    ensure!(!report.contains("Non-2xx"), "some requests were refused:\n{report}");
    let rate = report.lines().find_map(|line| line.strip_prefix("Requests/sec:"));
    Ok(rate.with_context(|| format!("wrk says no rate:\n{report}"))?.trim().parse()?)
}
