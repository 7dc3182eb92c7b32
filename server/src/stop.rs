//! Asking the parts of the process to stop, and hearing it.

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Asks everybody who holds a [`Stop`] of the same pair to stop.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

/// Hears when the process is to stop.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

/// Makes a pair of one who asks and one who hears.
pub fn pair() -> (Stopper, Stop) {
    let (sender, receiver) = watch::channel(false);
    (Stopper(sender), Stop(receiver))
}

impl Stopper {
    /// Asks to stop.
    pub fn ask(&self) {
        self.0.send_replace(true);
    }
}

impl Stop {
    /// Returns once somebody has asked to stop, or nobody is left who could.
    pub async fn asked(&mut self) {
        let _ = self.0.wait_for(|is_asked| *is_asked).await;
    }

    /// Says whether somebody has asked to stop.
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }
}

/// Returns when the operating system asks the process to end, or somebody presses Ctrl-C.
pub async fn signalled() -> std::io::Result<()> {
    let (mut end, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = end.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
