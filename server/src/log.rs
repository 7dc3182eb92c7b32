//! The log: lines on the standard error, as text or JSON, without addresses, answers or secrets; with a reference only
//! where staff open who sent an expression of interest.

use std::io::{self, IsTerminal};

use tracing_subscriber::{EnvFilter, filter::LevelFilter};

use crate::{
    config::{LogFormat, LogSettings},
    failure::Failure,
};

/// Reads which lines are logged.
pub(crate) fn filter(settings: &LogSettings) -> Result<EnvFilter, Failure> {
    let is_bare = |part: &&str| !part.contains(['=', '[']) && part.parse::<LevelFilter>().is_err();
    if let Some(part) = settings.log.split(',').map(str::trim).filter(|part| !part.is_empty()).find(is_bare) {
        let reason = format!("has no level for `{part}`: write a level such as `info`, or `{part}=info` for a part");
        return Err(Failure::setting("FOLKMOOT_LOG", reason));
    }
    EnvFilter::try_new(&settings.log)
        .map_err(|error| Failure::setting("FOLKMOOT_LOG", format!("is not a filter of log lines: {error}")))
}

/// Starts the log for the whole process.
pub fn start(settings: &LogSettings) -> Result<(), Failure> {
    let filter = filter(settings)?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        // With it on, a log that cannot be written would end every request in a panic about that.
        .log_internal_errors(false)
        .with_writer(io::stderr);
    match settings.log_format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        // The message of a panic may quote what a person typed, so only the place is told.
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place = place.as_deref(), "a part of the program panicked");
    }));
    Ok(())
}
