//! The groups of the demonstration, their meetings, and what its home page says of the strategy.

use domain::{
    group::{Group, GroupKind},
    ids::{GroupId, MeetingId},
    meeting::{Meeting, Minutes, MinutesKind, MinutesStatus, Source, meeting_slug},
    strategy::{Fact, Progress, Step, Strategy},
    time::{Clock, Entropy},
    vocabulary::Word,
};
use store::{Store, StoreError};

use crate::failure::Failure;

/// Adds the strategy's words, the groups and the records of their meetings.
pub(super) async fn add(store: &Store, clock: &dyn Clock, entropy: &dyn Entropy) -> Result<(), Failure> {
    let groups = groups(clock, entropy)?;
    let records = records(&groups, clock, entropy)?;
    let strategy = strategy();
    let work = store.write(move |mut write| {
        Box::pin(async move {
            write.set_strategy(&strategy).await?;
            for group in &groups {
                write.add_group(group).await?;
            }
            for (meeting, minutes) in &records {
                write.add_meeting(meeting).await?;
                write.add_minutes(minutes).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    Ok(work.await?)
}

fn groups(clock: &dyn Clock, entropy: &dyn Entropy) -> Result<Vec<Group>, Failure> {
    let group = |group: &demo::meetings::Group| {
        Ok(Group {
            id: GroupId::new(clock, entropy),
            slug: group.slug.into(),
            name: group.name.into(),
            kind: GroupKind::from_word(group.kind).ok_or_else(|| unknown("kind of group", group.kind))?,
            purpose: group.purpose.into(),
        })
    };
    demo::meetings::GROUPS.iter().map(group).collect()
}

fn records(groups: &[Group], clock: &dyn Clock, entropy: &dyn Entropy) -> Result<Vec<(Meeting, Minutes)>, Failure> {
    let record = |record: &demo::meetings::MeetingRecord| {
        let group = groups.iter().find(|group| group.slug == record.group);
        let group = group.ok_or_else(|| unknown("group", record.group))?;
        let kind = record.kind.word();
        let meeting = Meeting {
            id: MeetingId::new(clock, entropy),
            group: group.id,
            slug: meeting_slug(record.held_on, &group.slug),
            held_on: record.held_on,
        };
        let minutes = Minutes {
            meeting: meeting.id,
            kind: MinutesKind::from_word(kind).ok_or_else(|| unknown("kind of minutes", kind))?,
            status: MinutesStatus::NotStated,
            source: Some(Source { title: record.source_title.into(), heading: Some(record.source_heading.into()) }),
        };
        Ok((meeting, minutes))
    };
    demo::meetings::records().iter().map(record).collect()
}

fn strategy() -> Strategy {
    let words = &demo::strategy::STRATEGY;
    let fact = |fact: &demo::strategy::Fact| Fact { figure: fact.figure.into(), meaning: fact.meaning.into() };
    let step = |step: &demo::strategy::Step| Step {
        title: step.title.into(),
        summary: step.summary.into(),
        progress: match step.progress {
            demo::strategy::Progress::Done => Progress::Done,
            demo::strategy::Progress::Current => Progress::Current,
            demo::strategy::Progress::Next => Progress::Next,
        },
    };
    Strategy {
        title: words.title.into(),
        summary: words.summary.into(),
        aims: words.aims.iter().map(|aim| (*aim).into()).collect(),
        facts: words.facts.iter().map(fact).collect(),
        steps: words.steps.iter().map(step).collect(),
        map: Some(words.map.into()),
        leadership: Some(words.leadership.into()),
        landowners: Some(words.landowners.into()),
    }
}

fn unknown(what: &str, word: &str) -> Failure {
    Failure::Refused(format!("the demonstration has an unknown {what}: {word}"))
}
