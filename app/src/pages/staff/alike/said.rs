//! What is said of groups of responses that are alike.

use domain::{
    alike::{Arrivals, BURST, Group, LONG_TEXT, Likeness, MANY_ANSWERS, MANY_TIMES, OTHER_DAYS},
    mark::Mark,
    time::Moment,
};
use leptos::prelude::*;
use store::Redacted;

use crate::words::{Labelled, dates, numbers};

/// What stands for a text of responses in which something was redacted.
const REDACTED: &str = "Words in some of these responses were redacted, so they are not shown here.";

/// Says what makes a group, and what usually explains it.
pub(super) fn explain() -> impl IntoView {
    view! {
        <p class="govuk-body">
            "Responses that are alike are counted like all others. Where people were called to send them, the page of the group makes a campaign of it, which says how they count."
        </p>
        <p class="govuk-body">
            {format!(
                "A group has the same text, of at least {LONG_TEXT} letters and digits, whatever its capitals, spaces and \
                 punctuation; or nearly the same one, of which words were changed, moved or added; or the same answers to all \
                 questions that were answered, where these are at least {MANY_ANSWERS}. Groups with the same text come first. Beside a text \
                 that is nearly the same stands in how many wordings it was sent, and how the one begins that most have."
            )}
        </p>
        <p class="govuk-body">
            {format!(
                "A burst is an hour in which at least {BURST} responses were sent online, and at least {MANY_TIMES} times as many as at that time of \
                 day on the other days. It is known once there are {OTHER_DAYS} other days. A newspaper, an email or an event brings many at once, and so \
                 do the first day and the last. Everybody who answered at that time is in it, so look at what else is the same before you make a \
                 campaign of it."
            )}
        </p>
        <p class="govuk-body">
            "The most usual reason for the same answers is chance: the fewer questions and options there are, the likelier it "
            "is. Beside each group stands how many responses would be expected to have these answers by chance, if what people "
            "answer to one question had nothing to do with what they answer to another. Where it does, as with people who think "
            "alike, more than that are no surprise."
        </p>
        <p class="govuk-body">
            "There are other good reasons. A campaign may offer words that people agree with and send as their own. A household, "
            "a class or a group may answer together. A sheet may have been typed in twice. It does not mean that one person sent "
            "them."
        </p>
    }
}

/// Says how many responses have what in common.
pub(super) fn heading(group: &Group) -> String {
    let same = if group.is_reworded() { "nearly the same" } else { "the same" };
    let texts = match group.texts().count() {
        0 => None,
        1 => Some(format!("{same} text")),
        several => Some(format!("{same} {}", numbers::count(several, "text", "texts"))),
    };
    let answers = group.likenesses.iter().filter_map(|likeness| match likeness {
        Likeness::Text { .. } | Likeness::Burst { .. } => None,
        Likeness::Answers { count, .. } => Some(format!("the same {}", numbers::count(*count, "answer", "answers"))),
    });
    let same: Vec<_> = texts.into_iter().chain(answers).collect();
    let with = if same.is_empty() { String::new() } else { format!(" with {}", same.join(" and ")) };
    let is_burst = group.likenesses.iter().any(|likeness| matches!(likeness, Likeness::Burst { .. }));
    let sent = if is_burst { " sent in a burst" } else { "" };
    format!("{}{with}{sent}", numbers::count(group.references.len(), "response", "responses"))
}

/// Shows what is the same, or says how much of it chance explains.
pub(super) fn same(group: &Group, redacted: &Redacted) -> impl IntoView + use<> {
    let is_redacted = group.references.iter().any(|reference| redacted.contains_key(reference));
    let draw = |likeness: &Likeness| match likeness {
        Likeness::Text { .. } if is_redacted => view! { <p class="govuk-body">{REDACTED}</p> }.into_any(),
        Likeness::Text { beginning, wordings } => {
            let in_many = (*wordings > 1).then(|| {
                let say = format!("In {} wordings. The one that most have begins so:", numbers::whole(*wordings));
                view! { <p class="govuk-body">{say}</p> }
            });
            view! { {in_many} <p class="govuk-body fm-words">{beginning.clone()}</p> }.into_any()
        }
        Likeness::Answers { by_chance, .. } => view! { <p class="govuk-body">{say_chance(*by_chance)}</p> }.into_any(),
        Likeness::Burst { from, until, usual } => {
            view! { <p class="govuk-body">{say_burst(*from, *until, *usual)}</p> }.into_any()
        }
    };
    let arrivals = group.arrivals.as_ref().map(|arrivals| view! { <p class="govuk-body">{say_arrivals(arrivals)}</p> });
    view! { {group.likenesses.iter().map(draw).collect_view()} {arrivals} }
}

fn say_chance(expected: f64) -> String {
    let expected = if expected < 1.0 { "fewer than 1".to_owned() } else { format!("about {expected:.0}") };
    format!("By chance {expected} would be expected to have these answers.")
}

fn say_burst(from: Moment, until: Moment, usual: f64) -> String {
    let usual = if usual < 1.0 { "fewer than 1 comes".to_owned() } else { format!("about {usual:.0} come") };
    format!(
        "All were sent from {} to {}. At that time on other days {usual}.",
        dates::moment(from),
        dates::moment(until)
    )
}

/// Says when they came, and how many have the mark of their network.
fn say_arrivals(arrivals: &Arrivals) -> String {
    let Arrivals { count, first, last, busiest: (busiest, most), from_busy_networks } = arrivals;
    let online = numbers::count(*count, "was sent online", "were sent online");
    let when = if first == last {
        format!("{online}, on {}.", dates::moment(*first))
    } else {
        format!("{online}, from {} to {}.", dates::moment(*first), dates::moment(*last))
    };
    let most = if most > &1 && first != last {
        format!(" The most in an hour were {}, from {} on.", numbers::whole(*most), dates::moment(*busiest))
    } else {
        String::new()
    };
    let marked = match from_busy_networks {
        0 => String::new(),
        marked => {
            let label = Mark::ManyFromOneNetwork.label();
            format!(" {} marked ‘{label}’.", numbers::count(*marked, "is", "are"))
        }
    };
    format!("{when}{most}{marked}")
}

/// Says what the page of a group has that the list does not.
pub(super) fn see(group: &Group) -> String {
    let all = format!("all {}", numbers::count(group.references.len(), "response", "responses"));
    if group.likenesses.iter().any(|likeness| matches!(likeness, Likeness::Answers { .. })) {
        format!("See the answers and {all}")
    } else {
        format!("See {all}")
    }
}
