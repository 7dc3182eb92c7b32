//! What staff read of marks: what was noted, and what it does not mean.

use domain::mark::{AT_ONCE, Mark, ONE_MORE_AFTER};

use super::Labelled;

/// What is said wherever marks are shown.
pub const COUNT_ALIKE: &str =
    "A mark is a fact about how a response came. Marked responses are counted like all others.";

impl Labelled for Mark {
    fn label(self) -> &'static str {
        match self {
            Self::ManyFromOneNetwork => "Many from one network",
            Self::HiddenField => "Hidden field filled in",
            Self::SentTooSoon => "Sent sooner than it can be read",
        }
    }
}

/// Says what was noted.
pub fn say(mark: Mark) -> String {
    match mark {
        Mark::ManyFromOneNetwork => format!(
            "Many responses to this consultation came from the same network before this one: {AT_ONCE} or more came at about the \
             same time, or more than one every {} minutes over a longer time. The network itself is not kept.",
            ONE_MORE_AFTER.num_minutes(),
        ),
        Mark::HiddenField => {
            "The last page has a field that people do not see and that says “Leave this empty”. Something was written into it."
                .to_owned()
        }
        Mark::SentTooSoon => {
            "It was sent sooner after its beginning than most people can read: in less than half a second for each page and each \
             answer after the first page, and for the check."
                .to_owned()
        }
    }
}

/// Says what else could explain it, and what it does not mean.
pub fn explain(mark: Mark) -> &'static str {
    match mark {
        Mark::ManyFromOneNetwork => {
            "People in a library, a school, an office or a workshop share a network, and so do many customers of one mobile \
             telephone company. Where nearly all responses have this mark, the server may take everybody for one visitor, because \
             nobody told it of the reverse proxy before it. It does not mean that one person sent them."
        }
        Mark::HiddenField => {
            "Some browsers and password managers fill in every field, and without the style of the page the field can be seen. It \
             does not mean that nobody wrote the other answers."
        }
        Mark::SentTooSoon => {
            "A program may have typed in what somebody wrote elsewhere, for example on the page of a campaign or in a browser that \
             helps with forms. It does not mean that nobody thought about the answers."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_network_is_when_responses_come_with_the_mark_and_why_all_of_them_may() {
        let said = say(Mark::ManyFromOneNetwork);
        assert!(
            said.contains("10 or more came at about the same time, or more than one every 2 minutes over"),
            "{said}"
        );
        assert!(explain(Mark::ManyFromOneNetwork).contains("nobody told it of the reverse proxy"));
    }

    #[test]
    fn the_check_of_the_answers_takes_its_time_too() {
        let said = say(Mark::SentTooSoon);
        assert!(said.contains("each answer after the first page, and for the check"), "{said}");
    }
}
