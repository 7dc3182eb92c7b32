//! By what responses are narrowed: read from an address or a form, drawn as fields, and said in words.

use domain::{fields::Fields, mark::Mark, response::Channel, vocabulary::Word};
use leptos::prelude::*;
use store::{Marked, ResponseFilter};

use super::labels::Labels;
use crate::words::Labelled;

/// What asks for responses with any mark.
pub(super) const ANY: &str = "any";

/// The most characters of the words that are looked for.
const WORDS_LIMIT: usize = 200;
const ANY_MARK: &str = "Any mark";
/// What each field is called.
const SEGMENT: &str = "Who they say they are";
const AREA: &str = "Council area";
const CHANNEL: &str = "How it came";
const MARK: &str = "Marks";
const WORDS: &str = "Words in the answers";

/// Reads a filter; what is unknown in it narrows nothing.
pub(super) fn read(fields: &Fields) -> ResponseFilter {
    let filled = |name: &str| Some(fields.text(name).to_owned()).filter(|text| !text.is_empty());
    let channel = Channel::from_word(fields.text("channel"));
    let words = filled("words").map(|words| words.chars().take(WORDS_LIMIT).collect());
    let marked = marked(fields.text("mark"));
    let (segment, organisation) = (filled("segment"), filled("organisation"));
    ResponseFilter { segment, organisation, area: filled("area"), channel, words, marked }
}

fn marked(word: &str) -> Option<Marked> {
    if word == ANY { Some(Marked::Any) } else { Mark::from_word(word).map(Marked::With) }
}

fn mark_word(marked: Marked) -> &'static str {
    match marked {
        Marked::Any => ANY,
        Marked::With(mark) => mark.word(),
    }
}

/// Gives the fields of a filter that are filled, by their names.
pub(super) fn pairs(filter: &ResponseFilter) -> Vec<(&'static str, String)> {
    let all = [
        ("segment", filter.segment.clone()),
        ("organisation", filter.organisation.clone()),
        ("area", filter.area.clone()),
        ("channel", filter.channel.map(|channel| channel.word().to_owned())),
        ("mark", filter.marked.map(|marked| mark_word(marked).to_owned())),
        ("words", filter.words.clone()),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Writes a filter as an address has it.
pub(super) fn query(filter: &ResponseFilter) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs(filter)).finish()
}

/// Says a filter: what is asked for, and what it has to be.
pub(super) fn say(filter: &ResponseFilter, labels: &Labels) -> Vec<(&'static str, String)> {
    let mark = |marked: Marked| match marked {
        Marked::Any => ANY_MARK.to_owned(),
        Marked::With(mark) => mark.label().to_owned(),
    };
    let all = [
        (SEGMENT, filter.segment.as_deref().map(|code| labels.segment(Some(code)))),
        ("Organisation", filter.organisation.clone()),
        (AREA, filter.area.as_deref().map(|code| labels.area(Some(code)))),
        (CHANNEL, filter.channel.map(|channel| channel.label().to_owned())),
        (MARK, filter.marked.map(mark)),
        (WORDS, filter.words.clone()),
    ];
    all.into_iter().filter_map(|(asked, value)| Some((asked, value?))).collect()
}

/// Draws the fields of a filter.
pub(super) fn fields(filter: &ResponseFilter, labels: &Labels) -> impl IntoView + use<> {
    let segment = select("segment", SEGMENT, &labels.segments, filter.segment.as_deref());
    let area = select("area", AREA, &labels.areas, filter.area.as_deref());
    let channel = select("channel", CHANNEL, &options::<Channel>(), filter.channel.map(Word::word));
    let any = (ANY.to_owned(), ANY_MARK.to_owned());
    let marks: Vec<_> = [any].into_iter().chain(options::<Mark>()).collect();
    let mark = select("mark", MARK, &marks, filter.marked.map(mark_word));
    let organisation = filter.organisation.clone().map(|name| {
        view! {
            <p class="govuk-body">
                "Only responses for ‘" {name.clone()} "’. "
                <a class="govuk-link" href="?">"Show the responses of everybody"</a>
            </p>
            <input type="hidden" name="organisation" value=name/>
        }
    });
    view! {
        {organisation}
        <div class="fm-filters__fields">
            {segment}
            {area}
            {channel}
            {mark}
            <div class="govuk-form-group">
                <label class="govuk-label" for="words">{WORDS}</label>
                <input class="govuk-input" id="words" name="words" type="search"
                    value=filter.words.clone().unwrap_or_default()/>
            </div>
        </div>
    }
}

/// Gives each choice of an enum with its label.
pub(in crate::pages) fn options<T: Labelled>() -> Vec<(String, String)> {
    T::ALL.iter().map(|choice| (choice.word().to_owned(), choice.label().to_owned())).collect()
}

/// Draws a list to choose from that narrows a list, or leaves it as it is.
pub(in crate::pages) fn select(
    name: &'static str,
    label: &'static str,
    options: &[(String, String)],
    chosen: Option<&str>,
) -> impl IntoView + use<> {
    let options = options.iter().map(|(code, label)| {
        let is_chosen = chosen == Some(code.as_str());
        view! { <option value=code.clone() selected=is_chosen>{label.clone()}</option> }
    });
    view! {
        <div class="govuk-form-group">
            <label class="govuk-label" for=name>{label}</label>
            <select class="govuk-select" id=name name=name>
                <option value="">"All"</option>
                {options.collect_view()}
            </select>
        </div>
    }
}
