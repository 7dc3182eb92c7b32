//! Words of the pages on which proposals are screened, scored and decided, and the questions and criteria that a sift begins with.

use domain::{
    criterion::{Criterion, MOST_POINTS},
    ids::AccountId,
    sift::{
        Course, DecidedAt, Passage, ProposalKind, Settlement, Sieve, Sieves, SiftDecision, SiftEntry, SiftFault,
        SiftQuestion, SiftStage, SiftStep, Sifted, Verdict,
    },
};

use super::{Labelled, dates, scoring::score};

/// What the pages call the whole.
pub const TITLE: &str = "Sift the proposals";

impl Labelled for ProposalKind {
    fn label(self) -> &'static str {
        match self {
            Self::Addition => "A priority to add",
            Self::Change => "A priority to change",
            Self::Measure => "A measure",
            Self::Site => "A site",
            Self::Wording => "A wording",
            Self::Other => "Something else",
        }
    }
}

impl Labelled for Verdict {
    fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::CannotTell => "Cannot tell",
        }
    }
}

impl Labelled for Passage {
    fn label(self) -> &'static str {
        match self {
            Self::Through => "It came through",
            Self::Stopped => "It was stopped",
        }
    }
}

impl Labelled for Course {
    fn label(self) -> &'static str {
        match self {
            Self::Forward => "Taken forward",
            Self::InPart => "Taken forward in part",
            Self::NotForward => "Not taken forward",
            Self::PutOff => "Put off",
        }
    }
}

impl Labelled for SiftStage {
    fn label(self) -> &'static str {
        match self {
            Self::ToScreen => "To be screened",
            Self::Differ => "Screeners differ",
            Self::Stopped => "Stopped",
            Self::ToScore => "To be scored",
            Self::Scored => "Scored",
            Self::Decided => "Decided",
            Self::Merged => "Merged into another",
            Self::TakenOut => "Taken out",
        }
    }
}

/// Says why something cannot be done with a proposal.
pub fn fault(fault: SiftFault) -> &'static str {
    match fault {
        SiftFault::Unsaid => "Say first whether you have an interest in this proposal",
        SiftFault::Interested => {
            "You have said that you have an interest in this proposal, so you cannot screen it, score it or settle it"
        }
        SiftFault::Finished => "Two people have finished with it, or it is decided, so that what they said stays",
        SiftFault::NotAsked => "The questions are others than those that you answered. They are below as they are now",
        SiftFault::NothingToSettle => "There is nothing to settle",
        SiftFault::NothingToAgree => "Nothing waits for you to agree with it",
        SiftFault::NotThrough => "Only a proposal that came through the screening is scored",
        SiftFault::NotScreened => "Two people have to screen it, and to settle where they differ, before it is decided",
        SiftFault::Gone => "It was merged into another or taken out. Put it back first",
        SiftFault::NotGone => "It stands already",
        SiftFault::NoSuchOther => "Choose another proposal that stands",
        SiftFault::WordsStay => {
            "Somebody has screened it, so its title and what it asks for stay. If something else is asked for, add a new proposal, or \
             merge this one into another"
        }
    }
}

/// Says a decision in a few words.
pub fn course(decision: &SiftDecision) -> String {
    let until = decision.until.map(|day| format!(" until {}", dates::day(day))).unwrap_or_default();
    format!("{}{until}", decision.course.label())
}

/// Says what was done in a step, as far as a reader may know.
pub fn step((sifted, sieves): (&Sifted, &Sieves), entry: &SiftEntry, reader: Option<AccountId>) -> String {
    let is_seen = sifted.may_see(entry, reader);
    match &entry.step {
        SiftStep::Written(proposal) => format!("Written as ‘{}’", proposal.title),
        SiftStep::Declared(None) => "No interest declared".to_owned(),
        SiftStep::Declared(Some(interest)) => format!("An interest declared: {interest}"),
        SiftStep::Screened(judged) => {
            let said = |id: &String| judged.answers.get(id).map(|screened| screened.verdict.label().to_owned());
            let ids = sieves.of(judged.version).questions.iter().map(|question| &question.id);
            with("Screened", ids.filter_map(said).collect(), (judged.version, is_seen))
        }
        SiftStep::Scored(judged) => {
            let given = |id: &String| judged.answers.get(id).map(|given| score(*given));
            let ids = sieves.of(judged.version).criteria.iter().map(|criterion| &criterion.id);
            with("Scored", ids.filter_map(given).collect(), (judged.version, is_seen))
        }
        SiftStep::Settled(settlement) => {
            let how =
                if settlement.is_together { "by one of the two, for the other to agree" } else { "by a third person" };
            format!("Settled {how}: {}", settlement.reason)
        }
        SiftStep::Agreed => "Agreed with what was settled".to_owned(),
        SiftStep::Decided(decision) => {
            let reason = if decision.reason.is_empty() {
                String::new()
            } else {
                format!(" Changed because: {}", decision.reason)
            };
            format!("Decided: {}. {}{reason}", course(decision), decision.words)
        }
        SiftStep::Merged(into) => format!("Merged into proposal {into}"),
        SiftStep::TookIn(number) => format!("Proposal {number} merged into it"),
        SiftStep::GaveBack(number) => format!("Proposal {number} taken out of it again"),
        SiftStep::TakenOut(reason) => format!("Taken out: {reason}"),
        SiftStep::PutBack => "Put back".to_owned(),
    }
}

/// Says that somebody judged it, with what they said to each question or criterion by its place.
fn with(what: &str, said: Vec<String>, (version, is_seen): (i64, bool)) -> String {
    let numbered = said.into_iter().enumerate().map(|(place, said)| format!("{} {said}", place + 1));
    let said = if is_seen { format!(": {}", numbered.collect::<Vec<_>>().join(", ")) } else { String::new() };
    format!("{what} with version {version} of the questions and criteria{said}")
}

/// Says what was settled on each question, in the order in which they are asked.
pub fn verdicts(settlement: &Settlement, sieve: &Sieve) -> String {
    let said = |question: &SiftQuestion| {
        let verdict = settlement.verdicts.get(&question.id)?;
        Some(format!("‘{}’ {}", question.text, verdict.label()))
    };
    sieve.questions.iter().filter_map(said).collect::<Vec<_>>().join(", ")
}

/// Says where it was decided besides a meeting with minutes.
pub fn elsewhere(decided_at: &DecidedAt) -> Option<String> {
    match decided_at {
        DecidedAt::Meeting { .. } => None,
        DecidedAt::Elsewhere { on, words } => Some(format!("{}, {words}", dates::day(*on))),
    }
}

/// Gives the questions and criteria that a team begins with: those of a local nature recovery strategy.
pub fn first_sieve() -> Sieve {
    let questions = [
        ("Is it within the area of the strategy?", "A place on both sides of the boundary is within.", Verdict::Yes),
        ("Is it about nature recovery?", "Habitats, species, or what else the strategy is for.", Verdict::Yes),
        (
            "Can the strategy do something about it?",
            "A strategy sets out priorities and measures. It makes no rules.",
            Verdict::Yes,
        ),
        ("Is it in the draft already?", "Then it is support for what is there, and not a proposal.", Verdict::No),
        (
            "Does it belong to another process?",
            "For example a planning application, a byelaw or a complaint.",
            Verdict::No,
        ),
        (
            "Is it specific enough to act on?",
            "It says what should happen, or where, or to which species.",
            Verdict::Yes,
        ),
        ("Does it give a reason?", "Evidence, experience or local knowledge.", Verdict::Yes),
        ("Would it be lawful?", "If you are not sure, choose that you cannot tell, and say why.", Verdict::Yes),
    ];
    let criteria = [
        ("Gain for nature", "No gain that could be shown", "A large and lasting gain for several habitats or species"),
        (
            "Likely to be done",
            "Nobody could do it in ten years",
            "Somebody is ready to do it, with the money and the land",
        ),
        ("Good for people", "Nobody would notice", "Many people gain, also those who have little nature near them"),
        ("Evidence", "An opinion alone", "Surveys or studies that anybody can read"),
    ];
    let mut sieve = Sieve::default();
    for (text, help, lets_through) in questions {
        let id = sieve.new_id();
        sieve.questions.push(SiftQuestion { id, text: text.to_owned(), help: Some(help.to_owned()), lets_through });
    }
    for (name, lowest, highest) in criteria {
        let id = sieve.new_id();
        let [name, lowest, highest] = [name, lowest, highest].map(str::to_owned);
        sieve.criteria.push(Criterion { id, name, lowest, highest, points: MOST_POINTS });
    }
    sieve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_settled_names_each_question_in_the_order_in_which_they_are_asked() {
        let question = |id: &str, text: &str| SiftQuestion {
            id: id.to_owned(),
            text: text.to_owned(),
            help: None,
            lets_through: Verdict::Yes,
        };
        // By their ids alone the tenth would come before the second.
        let questions =
            vec![question("s2", "Is it near?"), question("s10", "Is it new?"), question("s3", "Is it big?")];
        let verdicts = [("s10", Verdict::No), ("s2", Verdict::Yes)].map(|(id, verdict)| (id.to_owned(), verdict));
        let settlement =
            Settlement { verdicts: verdicts.into_iter().collect(), reason: String::new(), is_together: false };
        let sieve = Sieve { questions, ..Sieve::default() };
        assert_eq!(super::verdicts(&settlement, &sieve), "‘Is it near?’ Yes, ‘Is it new?’ No");
    }

    #[test]
    fn a_sift_begins_with_eight_questions_and_weighed_criteria() {
        let sieve = first_sieve();
        assert_eq!(sieve.questions.len(), 8);
        assert!(sieve.is_weighed() && !sieve.criteria.is_empty());
    }
}
