//! Population counts that weighting holds the respondents against.

use chrono::NaiveDate;
use domain::{
    counts::{CountedLevel, CountedMargin, Provenance},
    ids::AccountId,
    time::Moment,
};
use sqlx::FromRow;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
};

/// The setting that whoever sets a margin touches first, so that one waits for the other and finds its levels.
const MARGINS_SET: &str = "margins_set";

/// One level of one margin, such as the women of an area, with its count.
#[derive(Clone, Debug, PartialEq, Eq, Hash, FromRow)]
pub struct MarginLevel {
    /// The margin, for example `sex`.
    pub name: String,
    /// The level as options stand for it, for example `female`.
    pub level: String,
    /// The level for people.
    pub label: String,
    /// How many people there are.
    pub count: i64,
    /// Where the level stands in lists.
    pub place: i64,
    /// Where the count comes from.
    pub source: String,
}

/// A margin as it is stored, with who loaded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMargin {
    /// The margin.
    pub margin: CountedMargin,
    /// When it was loaded, and the address of whoever did unless the account is removed; none, where no file was loaded.
    pub loaded: Option<(Moment, Option<String>)>,
}

#[derive(FromRow)]
struct Row {
    name: String,
    level: String,
    label: String,
    count: i64,
    source: String,
    reference_date: Option<NaiveDate>,
    rounding: Option<i64>,
    area_codes: String,
    loaded_at: Option<Moment>,
    by_email: Option<String>,
}

impl Row {
    fn level(&self) -> Result<CountedLevel, StoreError> {
        let damaged = |_| StoreError::damaged("margins", format!("{} {}", self.name, self.level));
        Ok(CountedLevel {
            code: self.level.clone(),
            label: self.label.clone(),
            people: u64::try_from(self.count).map_err(damaged)?,
            areas: self.area_codes.split_whitespace().map(str::to_owned).collect(),
        })
    }

    /// Begins a margin without levels; what is the same for all of them is read from the first.
    fn margin(self) -> StoredMargin {
        let rounding = self.rounding.and_then(|rounding| u64::try_from(rounding).ok());
        let provenance = Provenance { source: self.source, reference_date: self.reference_date, rounding };
        let margin = CountedMargin { name: self.name, levels: Vec::new(), provenance };
        StoredMargin { margin, loaded: self.loaded_at.map(|at| (at, self.by_email)) }
    }
}

impl Store {
    /// Lists the levels of every margin in their order.
    pub async fn list_margin_levels(&self) -> Result<Vec<MarginLevel>, StoreError> {
        let levels = on!(self.reader(), conn => {
            sqlx::query_as("SELECT name, level, label, count, place, source FROM margins ORDER BY name, place")
                .fetch_all(conn)
                .await
        })?;
        Ok(levels)
    }

    /// Lists the margins with all that is known of them, in the order of their names.
    pub async fn list_margins(&self) -> Result<Vec<StoredMargin>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT m.name, m.level, m.label, m.count, m.source, m.reference_date, m.rounding, m.area_codes, m.loaded_at,
                        (SELECT a.email FROM accounts a WHERE a.id = m.loaded_by) AS by_email
                 FROM margins m ORDER BY m.name, m.place",
            )
            .fetch_all(conn)
            .await
        })?;
        let mut margins: Vec<StoredMargin> = Vec::new();
        for row in rows {
            let level = row.level()?;
            if margins.last().is_none_or(|last| last.margin.name != row.name) {
                margins.push(row.margin());
            }
            if let Some(last) = margins.last_mut() {
                last.margin.levels.push(level);
            }
        }
        Ok(margins)
    }
}

impl Write<'_> {
    /// Adds a level of a margin.
    pub async fn add_margin_level(&mut self, level: &MarginLevel) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO margins (name, level, label, count, place, source) VALUES ($1, $2, $3, $4, $5, $6)",
            &level.name,
            &level.level,
            &level.label,
            level.count,
            level.place,
            &level.source
        )?;
        Ok(())
    }

    /// Puts a margin in the place of the one of its name, as a whole.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when somebody else has added one of its levels meanwhile.
    pub async fn set_margin(
        &mut self,
        margin: &CountedMargin,
        (account, now): (Option<AccountId>, Moment),
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO settings (name, value) VALUES ($1, 'yes')
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            MARGINS_SET
        )?;
        self.remove_margin(&margin.name).await?;
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let CountedMargin { name, levels, provenance } = margin;
        for (place, level) in (1..).zip(levels) {
            let added = change!(
                self,
                "INSERT INTO margins
                        (name, level, label, count, place, source, reference_date, rounding, area_codes, loaded_by, loaded_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                name,
                &level.code,
                &level.label,
                number(level.people),
                place,
                &provenance.source,
                provenance.reference_date,
                provenance.rounding.map(number),
                level.areas.join(" "),
                account.map(|account| account.0),
                now
            );
            added.map_err(|error| match StoreError::from(error) {
                StoreError::Taken => StoreError::Changed,
                other => other,
            })?;
        }
        Ok(())
    }

    /// Removes a margin with all its levels; one that is not there counts as removed.
    pub async fn remove_margin(&mut self, name: &str) -> Result<(), StoreError> {
        change!(self, "DELETE FROM margins WHERE name = $1", name)?;
        Ok(())
    }
}
