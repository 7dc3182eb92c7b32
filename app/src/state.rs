//! What every page may use: the store, the clock, and the facts about this installation.

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use chrono::NaiveDate;
use domain::time::{Clock, Entropy, in_england};
use store::{Files, Store};

use crate::{
    navigation::Navigation,
    pages::{
        drafts::Links,
        staff::{Comparisons, Weighings},
    },
    passwords::Passwords,
    scanning::Scanner,
    sendings::Sendings,
};

/// The shared state; cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// What [`AppState`] shares.
pub struct Shared {
    /// The open database.
    pub store: Store,
    /// The files of documents.
    pub files: Files,
    /// What looks for viruses in files.
    pub scanner: Scanner,
    /// The clock of the process.
    pub clock: Arc<dyn Clock>,
    /// The source of ids and secrets.
    pub entropy: Arc<dyn Entropy>,
    /// The judge of passwords.
    pub passwords: Passwords,
    /// The count of links that were mailed.
    pub links: Links,
    /// The count of responses that were sent, by network.
    pub sendings: Sendings,
    /// The ways around the site.
    pub navigation: Navigation,
    /// The findings that were worked out.
    pub weighings: Weighings,
    /// The groups of responses that were found alike.
    pub comparisons: Comparisons,
    /// The facts about this installation.
    pub site: Site,
    /// The addresses of styles and scripts.
    pub assets: Assets,
}

/// Facts about this installation that pages show or need.
#[derive(Clone, Debug)]
pub struct Site {
    /// The name in the header, for example of the strategy.
    pub name: String,
    /// The address at which people reach the site, without a slash at the end.
    pub origin: String,
    /// The address for questions.
    pub contact_email: String,
    /// Whether the data is a demonstration; it may be loaded while the site is served.
    pub synthetic: Arc<AtomicBool>,
    /// Whether mail can be sent.
    pub sends_mail: bool,
}

/// The addresses of the built assets, with the hash of their content in the name.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The address of the stylesheet, unless the assets were not built.
    pub stylesheet: Option<String>,
    /// The address of the style sheet of what only staff see.
    pub staff_style: Option<String>,
    /// The address of the icon.
    pub icon: Option<String>,
    /// The address of the script of the map.
    pub map_script: Option<String>,
    /// The address of the style sheet of the map.
    pub map_style: Option<String>,
    /// The address of the script of the boxes in which staff write.
    pub writing_script: Option<String>,
    /// The stem of the script and its WebAssembly, under `/assets`.
    pub script_stem: Option<String>,
}

impl AppState {
    /// Shares a state.
    pub fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    /// Gives the day that it is in England.
    pub fn today(&self) -> NaiveDate {
        in_england(self.clock.now()).date_naive()
    }
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Site {
    /// Says whether the data is a demonstration, which every page then says.
    pub fn is_synthetic(&self) -> bool {
        self.synthetic.load(Ordering::Relaxed)
    }

    /// Says whether cookies are sent over HTTPS only.
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Makes an address for an email or a page to be opened elsewhere.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}
