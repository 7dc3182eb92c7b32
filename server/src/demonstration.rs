//! Puts the demonstration into an empty database, through the same writes as everybody's data.

mod eois;
mod gain;
mod map;
mod meetings;
mod responses;

use std::{
    fmt,
    io::{self, Write as _},
};

use app::passwords::Passwords;
use chrono::NaiveDate;
use demo::margins::AREAS;
use domain::{
    counts::{AREA_CODE, CountedLevel, CountedMargin, Provenance},
    ids::{AccountId, ConsultationId, VersionId},
    permission::Role,
    priority::{Priority, PriorityKind, Profile},
    time::{Clock, Entropy, Moment},
    vocabulary::Word,
};
use store::{Account, Rewritten, Store, StoreError, Version};

use crate::{failure::Failure, password::random};

/// The address of the one account; the domain is reserved for examples.
const EMAIL: &str = "staff@example.org";
/// How many responses there are where nobody says otherwise.
pub const USUAL_RESPONSES: usize = 1_800;
/// How many people are made up at once; only these are in memory.
const AT_ONCE: usize = 5_000;
/// The same people each time.
const SEED: u64 = 20_240_407;
/// Where the counts of people come from.
const CENSUS: &str = "Census 2021, Office for National Statistics";
/// The day that they are of, and to how many people each is rounded.
const CENSUS_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2021, 3, 21);
const CENSUS_ROUNDING: u64 = 100;

/// The moment of one person, for an id that sorts by it.
struct At(Moment);

impl Clock for At {
    fn now(&self) -> Moment {
        self.0
    }
}

/// The sign-in that was made for the demonstration.
pub struct SignIn {
    email: &'static str,
    password: String,
}

/// What a database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// It is as new.
    Nothing,
    /// Somebody uses it.
    Something,
}

/// Says whether a database is empty; one in which an earlier load was cut off is refused.
pub async fn contents(store: &Store) -> Result<Contents, Failure> {
    let has_accounts = store.count_accounts().await? > 0;
    if !has_accounts && store.is_synthetic().await? {
        return Err(Failure::Refused(
            "an earlier load of the demonstration did not finish; delete the database and start again".into(),
        ));
    }
    let is_empty = !has_accounts && store.list_consultations().await?.is_empty();
    Ok(if is_empty { Contents::Nothing } else { Contents::Something })
}

/// Loads the demonstration with so many responses; the account comes last, so that a load that was cut off can be told.
pub async fn load(store: &Store, clock: &dyn Clock, entropy: &dyn Entropy, count: usize) -> Result<SignIn, Failure> {
    let now = clock.now();
    let consultation = demo::consultation::consultation(ConsultationId::new(clock, entropy), now);
    let version = Version {
        id: VersionId::new(clock, entropy),
        consultation: consultation.id,
        number: 1,
        questionnaire: demo::questionnaire::questionnaire(),
        published_at: consultation.opens_at,
    };
    let (opens_at, asked) = (consultation.opens_at, version.clone());
    let said = Rewritten {
        from: 0,
        consultation: consultation.clone(),
        particulars: demo::consultation::particulars(),
        closing_move: None,
        account: None,
        set_at: now,
    };
    let work = store.write(move |mut write| {
        Box::pin(async move {
            write.set_synthetic().await?;
            write.add_consultation(&consultation).await?;
            write.add_version(&version).await?;
            write.set_consultation(&said).await?;
            for priority in priorities() {
                write.add_priority(&priority, &Profile::default()).await?;
            }
            for margin in margins() {
                write.set_margin(&margin, (None, now)).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    work.await?;
    let mut draws = responses::Draws::new(entropy);
    for (seed, begin) in (SEED..).zip((0..count).step_by(AT_ONCE)) {
        let people = demo::people::drafts(seed, AT_ONCE.min(count - begin), opens_at, now);
        responses::add(store, &asked, people, &mut draws).await?;
        let _ = writeln!(io::stderr(), "demonstration: {} of {count} responses", (begin + AT_ONCE).min(count));
    }
    meetings::add(store, clock, entropy).await?;
    eois::add(store, opens_at, now, entropy).await?;
    map::add(store, clock, entropy).await?;
    gain::add(store, clock).await?;
    add_account(store, now, clock, entropy).await
}

async fn add_account(store: &Store, now: Moment, clock: &dyn Clock, entropy: &dyn Entropy) -> Result<SignIn, Failure> {
    let password = random(entropy);
    let account = Account {
        id: AccountId::new(clock, entropy),
        email: EMAIL.into(),
        password_hash: Passwords::new()?.hash(password.clone()).await?,
        role: Role::Administrator.word().into(),
        created_at: now,
    };
    store.write(move |mut write| Box::pin(async move { write.add_account(&account).await })).await?;
    Ok(SignIn { email: EMAIL, password })
}

fn priorities() -> impl Iterator<Item = Priority> {
    demo::priorities::PRIORITIES.iter().map(|priority| Priority {
        code: priority.code.into(),
        title: priority.title.into(),
        kind: match priority.kind {
            demo::priorities::PriorityKind::Habitat => PriorityKind::Habitat,
            demo::priorities::PriorityKind::Benefit => PriorityKind::Benefit,
            demo::priorities::PriorityKind::Action => PriorityKind::Action,
        },
    })
}

/// Gives the margins of the census, each level with the areas that it sums.
fn margins() -> Vec<CountedMargin> {
    let provenance = Provenance { source: CENSUS.into(), reference_date: CENSUS_DAY, rounding: Some(CENSUS_ROUNDING) };
    let margin = |(name, levels): (&str, &[demo::margins::Level])| {
        let levels = levels.iter().map(|level| CountedLevel {
            code: level.name.into(),
            label: label(name, level.name),
            people: level.people.into(),
            areas: AREAS
                .iter()
                .filter(|(code, _)| name != AREA_CODE || *code == level.name)
                .map(|(code, _)| (*code).into())
                .collect(),
        });
        CountedMargin { name: name.into(), levels: levels.collect(), provenance: provenance.clone() }
    };
    demo::margins::margins().by_name().into_iter().map(margin).collect()
}

/// Names a level for people: an authority, a band of age or a sex.
fn label(margin: &str, level: &str) -> String {
    let area = AREAS.iter().find(|(code, _)| *code == level);
    area.map_or_else(|| app::words::margins::label(margin, level), |(_, name)| (*name).to_owned())
}

impl fmt::Display for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "The demonstration is loaded. The sign-in for staff, shown only this once:")?;
        writeln!(f, "  email address  {}", self.email)?;
        writeln!(f, "  password       {}", self.password)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_names_for_people() {
        let labels: Vec<_> = margins().into_iter().flat_map(|margin| margin.levels).map(|level| level.label).collect();
        for label in ["15 to 24", "75 and over", "Liverpool", "St Helens", "Female"] {
            assert!(labels.iter().any(|found| found == label), "{label} is not in {labels:?}");
        }
    }
}
