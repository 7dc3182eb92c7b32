//! What a report says of the consultation itself, of what no figure can tell, and of how to check it or to object.

use domain::{
    particulars::{LinkedDocument, Particulars},
    reply::due_on,
    time::in_england,
};

use super::{Block, Section, Sources};
use crate::{
    replies,
    words::{Labelled, consultations, dates, numbers, particulars as words, published::OF_WHOM},
};

/// Says why it asked, what could change, and who decides.
pub(super) fn why(sources: &Sources) -> Option<Section> {
    let about = &sources.particulars;
    let consultation = &sources.consultation;
    let mut blocks = vec![Block::words(consultation.summary.clone())];
    blocks.extend(Block::under("Why we asked", about.purpose.as_ref()));
    let influence = consultations::influence(consultation.kind).to_owned();
    blocks.extend(Block::under("What could change", Some(about.open_to_change.as_ref().unwrap_or(&influence))));
    blocks.extend(Block::under("What was already decided", about.decided.as_ref()));
    blocks.extend(Block::under("Who decides, and when", decision(about).as_ref()));
    let documents: Vec<&LinkedDocument> = about.documents.iter().chain(&about.equality_document).collect();
    if !documents.is_empty() {
        blocks.push(Block::heading("What there was to read"));
        blocks.extend(documents.iter().map(|one| Block::link("", one.title.clone(), one.address.clone())));
    }
    blocks.extend(Block::under("Why there is no equality assessment", about.equality_reason.as_ref()));
    Section::new("why", "What this consultation was for", blocks)
}

fn decision(about: &Particulars) -> Option<String> {
    let on = about.decision_on.map(dates::day);
    match (&about.decision_maker, on) {
        (Some(who), Some(on)) => Some(format!("{who}, by {on}.")),
        (Some(who), None) => Some(format!("{who}.")),
        (None, Some(on)) => Some(format!("It is decided by {on}.")),
        (None, None) => None,
    }
}

/// Says when and how it asked.
pub(super) fn how(sources: &Sources) -> Option<Section> {
    let consultation = &sources.consultation;
    let [opened, closed] = [consultation.opens_at, consultation.closes_at].map(|at| in_england(at).date_naive());
    // The first day and the last are days on which people could answer.
    let days = (closed - opened).num_days().saturating_add(1).unsigned_abs();
    let facts = vec![
        ("Who it was for".to_owned(), consultations::audience(consultation).to_owned()),
        ("Opened".to_owned(), dates::moment(consultation.opens_at)),
        ("Closed".to_owned(), dates::moment(consultation.closes_at)),
        ("How long".to_owned(), numbers::count(days, "day", "days")),
    ];
    let mut blocks = vec![Block::Facts(facts)];
    if !sources.moves.is_empty() {
        blocks.push(Block::heading("Changes of the closing date"));
        blocks.push(Block::List(sources.moves.iter().map(words::closing_move).collect()));
    }
    let formats = &sources.particulars.formats;
    if !formats.is_empty() {
        blocks.push(Block::heading("Other ways to take part that we offered"));
        blocks.push(Block::List(formats.iter().map(|format| format.label().to_owned()).collect()));
    }
    blocks.push(Block::link("Every question: ", "All questions as they can be printed", sources.address("/paper")));
    Section::new("how", "How we asked", blocks)
}

/// Says what no figure of a report tells.
pub(super) fn limits() -> Option<Section> {
    let limits = [
        OF_WHOM,
        "People chose themselves whether to respond. That is no sample, so no margin of error is given: a range tells how steady a figure is, and \
         not how near it is to what everybody thinks.",
        "A consultation is no vote. What many want is not decided by that, and what few say can be what matters most.",
        "Weighting makes those who responded look like the people who live here in the ways that are counted, and in no others.",
        "A figure that is withheld is not nought.",
        "Comments were read and tagged by people. Another reader could have tagged some of them otherwise.",
    ];
    let blocks = vec![Block::List(limits.map(str::to_owned).to_vec())];
    Section::new("limits", "What this report cannot tell", blocks)
}

/// Says how to check a report, and to whom to say that something is wrong.
pub(super) fn check(sources: &Sources) -> Option<Section> {
    let mut blocks = Vec::new();
    if let Some(released) = &sources.released {
        let results = sources.address(&format!("/results/{}", released.edition));
        blocks.push(Block::words("Every figure of the weighting in this report is one of the published results."));
        blocks.push(Block::link("", format!("Results, edition {}", released.edition), results.clone()));
        blocks.push(Block::link("", "Every figure of the results as data (JSON)", format!("{results}/results.json")));
        let included = format!("{results}/included");
        blocks.push(Block::link("Did you respond? ", "See whether your response is in these results", included));
        if let Some(bundle) = &sources.bundle {
            let address = format!("{results}/bundle.zip");
            blocks.push(Block::link("", "The evidence in one file (ZIP)", address));
            blocks.push(Block::words(format!(
                "Whoever has Folkmoot can check the evidence with the command ‘folkmoot verify’, by its fingerprint (SHA-256): {}",
                bundle.fingerprint
            )));
        }
    }
    let replies = replies::address(&sources.consultation.slug);
    if sources.replies.is_empty() {
        let day = dates::day(due_on(&sources.consultation));
        blocks.push(Block::words(format!("What we did about what people said is due by {day}.")));
    } else {
        blocks.push(Block::link("", "What we did, with every change of it", replies));
    }
    blocks.push(Block::heading("If you think that something is wrong"));
    blocks.push(Block::words(
        "Say which figure or sentence you mean, and why. You can ask how it came about, and you can object to how your own answers are used.",
    ));
    let contact = &sources.contact;
    blocks.push(Block::link("Write to ", contact.clone(), format!("mailto:{contact}")));
    Section::new("check", "How to check this, and how to object", blocks)
}
