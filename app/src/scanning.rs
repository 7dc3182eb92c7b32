//! Looking for viruses in files that come from outside, with the `clamd` of this installation where it has one.
//!
//! A file is refused where something is found in it, and where `clamd` should have looked and could not.

use std::{io, path::PathBuf, str::FromStr, time::Duration};

use clamav_client::tokio::{Socket, Tcp, ping, scan_buffer};
use domain::question::FileFault;
use tokio::time::{Instant, timeout, timeout_at};

use crate::attachments::Inspected;

/// How long `clamd` may take for all files of a request, which then still has the time to store what was typed.
const PATIENCE: Duration = Duration::from_secs(20);
/// How an address begins that is the file of a socket.
const SOCKET: &str = "unix:";
/// What `clamd` answers where a file has more bytes than its `StreamMaxLength`.
const TOO_LARGE: &str = "INSTREAM size limit exceeded. ERROR";

/// Where `clamd` listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clamd {
    /// At a socket of this machine.
    Socket(PathBuf),
    /// At a host and a port.
    Host(String),
}

/// What looks for viruses; nothing does where the installation has no `clamd`.
#[derive(Clone, Debug, Default)]
pub struct Scanner(Option<Clamd>);

/// What looking at a file came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing looks for viruses here.
    NotScanned,
    /// Nothing was found.
    Clean,
    /// Something was found.
    Infected,
    /// The file is larger than what should have looked takes.
    TooLarge,
    /// What should have looked could not.
    Away,
}

/// Says that a text is no address of `clamd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is neither unix: and the path of a socket, nor a host and a port such as 127.0.0.1:3310")]
pub struct NoAddress;

impl FromStr for Clamd {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        if let Some(path) = text.strip_prefix(SOCKET) {
            return if path.starts_with('/') { Ok(Self::Socket(path.into())) } else { Err(NoAddress) };
        }
        let (host, port) = text.rsplit_once(':').ok_or(NoAddress)?;
        let is_address = !host.is_empty() && !host.contains('/') && port.parse::<u16>().is_ok_and(|port| port > 0);
        if is_address { Ok(Self::Host(text.to_owned())) } else { Err(NoAddress) }
    }
}

impl Scanner {
    /// Looks with the `clamd` at an address, or not at all.
    pub fn new(clamd: Option<Clamd>) -> Self {
        Self(clamd)
    }

    /// Says whether anything looks for viruses here.
    pub fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// Asks `clamd` whether it is there; where there should be none, it need not be.
    ///
    /// # Errors
    /// What the connection says where it is not.
    pub async fn check(&self) -> io::Result<()> {
        let Some(clamd) = &self.0 else { return Ok(()) };
        let asked = async {
            match clamd {
                Clamd::Socket(path) => ping(Socket { socket_path: path }).await,
                Clamd::Host(address) => ping(Tcp { host_address: address }).await,
            }
        };
        timeout(PATIENCE, asked).await.map_err(|_| io::ErrorKind::TimedOut)?.map(drop)
    }

    /// Looks for viruses in a file.
    pub async fn look(&self, bytes: &[u8]) -> Verdict {
        self.look_until(bytes, Instant::now() + PATIENCE).await
    }

    async fn look_until(&self, bytes: &[u8], until: Instant) -> Verdict {
        let Some(clamd) = &self.0 else { return Verdict::NotScanned };
        let looked = async {
            match clamd {
                Clamd::Socket(path) => scan_buffer(bytes, Socket { socket_path: path }, None).await,
                Clamd::Host(address) => scan_buffer(bytes, Tcp { host_address: address }, None).await,
            }
        };
        match timeout_at(until, looked).await {
            Ok(Ok(answer)) => judge(&String::from_utf8_lossy(&answer)),
            Ok(Err(error)) if is_cut_off(&error) && self.check().await.is_ok() => too_large(),
            Ok(Err(error)) => {
                tracing::error!(error = %error, "a file could not be looked through for viruses, and was refused");
                Verdict::Away
            }
            Err(_) => {
                tracing::error!("clamd took too long for a file, which was refused");
                Verdict::Away
            }
        }
    }

    /// Looks for viruses in files that can be kept, and refuses those in which it finds some or cannot look.
    pub async fn look_through(&self, files: Vec<Inspected>) -> Vec<Inspected> {
        let (mut looked, until) = (Vec::with_capacity(files.len()), Instant::now() + PATIENCE);
        for mut file in files {
            if let Ok(content) = &file.content {
                match self.look_until(&content.bytes, until).await {
                    Verdict::NotScanned | Verdict::Clean => {}
                    Verdict::Infected => file.content = Err(FileFault::Infected),
                    Verdict::TooLarge => file.content = Err(FileFault::Unscannable),
                    Verdict::Away => file.content = Err(FileFault::Unscanned),
                }
            }
            looked.push(file);
        }
        looked
    }
}

/// Says whether a connection was ended at its other end: `clamd` does so once a file has too many bytes, and whether its answer is
/// read before depends on chance. One that still answers has not ended itself.
fn is_cut_off(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted
    )
}

fn too_large() -> Verdict {
    tracing::error!("a file is larger than StreamMaxLength in the configuration of clamd, and was refused");
    Verdict::TooLarge
}

/// Reads what `clamd` says of a file: `stream: OK`, `stream: NAME FOUND`, or what went wrong.
fn judge(answer: &str) -> Verdict {
    let answer = answer.trim_end_matches(['\0', '\n']);
    if answer == "stream: OK" {
        return Verdict::Clean;
    }
    if let Some(name) = answer.strip_prefix("stream: ").and_then(|rest| rest.strip_suffix(" FOUND")) {
        tracing::warn!(name, "a virus was found in a file, which was refused");
        return Verdict::Infected;
    }
    if answer == TOO_LARGE {
        return too_large();
    }
    tracing::error!(answer, "clamd could not look through a file, which was refused");
    Verdict::Away
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clamd_is_at_a_socket_or_at_a_host_and_a_port() {
        assert_eq!("unix:/run/clamd.ctl".parse(), Ok(Clamd::Socket("/run/clamd.ctl".into())));
        for host in ["127.0.0.1:3310", "[::1]:3310", "clamav:3310"] {
            assert_eq!(host.parse(), Ok(Clamd::Host(host.to_owned())));
        }
        for wrong in ["", "unix:", "unix:clamd.ctl", "clamav", "clamav:", "clamav:0", ":3310", "tcp://clamav:3310"] {
            assert_eq!(wrong.parse::<Clamd>(), Err(NoAddress), "{wrong}");
        }
    }

    #[test]
    fn only_a_clear_answer_lets_a_file_pass() {
        assert_eq!(judge("stream: OK\0"), Verdict::Clean);
        assert_eq!(judge("stream: Win.Test.EICAR_HDB-1 FOUND\0"), Verdict::Infected);
        assert_eq!(judge("INSTREAM size limit exceeded. ERROR\0"), Verdict::TooLarge);
        for unclear in ["", "stream: OK FOUND OK", "UNKNOWN COMMAND"] {
            assert_eq!(judge(unclear), Verdict::Away, "{unclear}");
        }
    }
}
