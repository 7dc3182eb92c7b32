//! Making the shared state of the pages out of the settings.

use std::{
    fs::DirBuilder,
    io,
    os::unix::fs::DirBuilderExt,
    path::Path,
    sync::{Arc, atomic::AtomicBool},
};

use app::{
    navigation::Navigation,
    pages::{
        drafts::Links,
        staff::{Comparisons, Weighings},
    },
    passwords::Passwords,
    scanning::Scanner,
    sendings::Sendings,
    state::{AppState, Shared, Site},
};
use store::{Files, Store};

use crate::{
    assets,
    config::{DatabaseSettings, Origin, Settings},
    failure::Failure,
    system::{SystemClock, SystemEntropy},
};

/// Opens the database and brings its tables up to date.
pub async fn open(settings: &DatabaseSettings) -> Result<Store, Failure> {
    let address = settings.database.expose();
    if let Some(file) = address.strip_prefix("sqlite:") {
        make_folder(file)?;
    }
    Ok(Store::open(address).await?)
}

/// Opens the folder of the files of documents, and writes something into it to see that it can be.
pub async fn open_files(folder: &Path) -> Result<Files, Failure> {
    let failed = |cause| Failure::Files { folder: folder.display().to_string(), cause };
    make(folder).map_err(failed)?;
    let files = Files::in_folder(folder).map_err(failed)?;
    files.check().await.map_err(failed)?;
    Ok(files)
}

/// Makes the state with the clock and the randomness of this machine.
pub async fn build(store: Store, settings: &Settings, origin: &Origin) -> Result<AppState, Failure> {
    let site = Site {
        name: settings.site.site_name.clone(),
        origin: origin.to_string(),
        contact_email: settings.site.contact_email.to_string(),
        synthetic: Arc::new(AtomicBool::new(store.is_synthetic().await?)),
        sends_mail: settings.mail.smtp_url.is_some(),
    };
    let passwords = Passwords::new()?;
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    Ok(AppState::new(Shared {
        store,
        files: open_files(&settings.files.folder(&settings.database)).await?,
        scanner: Scanner::new(settings.files.clamd.clone()),
        clock,
        entropy,
        passwords,
        links: Links::default(),
        sendings: Sendings::default(),
        navigation: Navigation::default(),
        weighings: Weighings::default(),
        comparisons: Comparisons::default(),
        site,
        assets: assets::find(),
    }))
}

fn make_folder(file: &str) -> Result<(), Failure> {
    let file = file.trim_start_matches("//").split('?').next().unwrap_or_default();
    let Some(folder) = Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    make(folder).map_err(|cause| Failure::Folder { folder: folder.display().to_string(), cause })
}

/// Makes a folder for this account's eyes only, as the files in it are.
fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}
