//! What is stored of whom, for how long, and what people can ask for.

use axum::{extract::State, response::Response};
use chrono::NaiveDate;
use leptos::prelude::*;

use super::{contact, day};
use crate::{
    error::PageError,
    parts::{Caption, Frame, Metadata, Table},
    state::AppState,
    visitor::Visitor,
};

/// The office to which anyone can complain.
const ICO: &str = "https://ico.org.uk/make-a-complaint/";

/// The version of this notice. It changes with each change of what the page promises, and consultations are checked against it.
pub const IN_FORCE: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).expect("it is a day");

const DESCRIPTION: &str = "What is stored of whom, for how long, and what you can ask for.";

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    Ok(Frame::new(&state, &visitor, "Privacy").listed(Metadata::page("/privacy", DESCRIPTION)).show(|| {
        view! {
            <h1 class="govuk-heading-xl">"How we use what you tell us"</h1>
            <p class="govuk-body-l">
                "You can read everything here without telling us anything. This page is about what you give when you answer "
                "a consultation, send an expression of interest or ask for email alerts."
            </p>
            <p class="govuk-body">"Version of " {day(IN_FORCE)} "."</p>
            {responsible(&state)}
            {responses()}
            {invitations()}
            {interests(&state)}
            {alerts()}
            {basis()}
            {kept()}
            {rights(&state)}
            <h2 class="govuk-heading-m">"Read next"</h2>
            <ul class="govuk-list">
                <li><a class="govuk-link" href="/cookies">"The cookies that this site uses"</a></li>
                <li><a class="govuk-link" href="/consultations">"Consultations that you can answer"</a></li>
            </ul>
        }
    }))
}

fn responsible(state: &AppState) -> impl IntoView + use<> {
    view! {
        <h2 class="govuk-heading-m">"Who is responsible"</h2>
        <p class="govuk-body">
            "The authority that prepares the strategy runs this site, " {state.site.name.clone()}
            ", and is responsible for what you give here. Write to " {contact(state)} " with any question about it."
        </p>
    }
}

fn responses() -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"When you answer a consultation"</h2>
        <p class="govuk-body">
            "Each time you continue, and on some pages while you type, what you typed on the page is stored as you typed it, so that nothing is lost. When you "
            "send your response:"
        </p>
        <ul class="govuk-list govuk-list--bullet">
            <li>"your answers are stored with a reference, and what you typed before is deleted"</li>
            <li>
                "for 28 days the browser in which you sent them, and the link for coming back if you asked for one, show a copy "
                "of your answers. You can let a browser forget it"
            </li>
            <li>
                "of a postcode that we ask for, we keep only the first half. What you write in your own words is kept as you "
                "wrote it"
            </li>
            <li>
                "files that you add are kept with your answers. Out of photos and pictures we take where, when and with what "
                "they were taken. Other files are kept as they are, with what they say of whoever made them"
            </li>
            <li>
                "an email address that you leave for news or an interview is stored in a separate place. When the day is "
                "over it is mixed with the others, and only the month is kept with it, so that it cannot be matched with "
                "your answers unless very few people answered that month"
            </li>
            <li>"if you read the questions in another language than English, your answers keep in which"</li>
            <li>"an email address that you give to get your reference is deleted as soon as the email is sent"</li>
        </ul>
        <p class="govuk-body">
            "So that many responses sent by one program can be told from those of many people, we note with a response if many "
            "came from one network before it, if a field was filled in that people do not see, or if it was sent sooner than it can "
            "be read. Staff can also see which responses have the same words or the same answers. No response is refused for any of "
            "this or counts less. Networks are counted in memory while the service runs, under numbers that cannot be turned back "
            "into addresses. A note of many from one network can tell staff that a response came after others from that place."
        </p>
        <p class="govuk-body">
            "We do not ask for your name or address. We do not store the internet address (IP address) of your device with "
            "your answers. Please do not write names or other details of people into your answers."
        </p>
        <p class="govuk-body">
            "Staff of the authority read the answers, count them and weigh them against the make-up of the population. What "
            "we publish will be about groups of people, and small numbers are left out where they could show who somebody "
            "is. The names of organisations that answered may be listed."
        </p>
        <p class="govuk-body">
            "Some consultations ask whether we may publish what you wrote in your own words. If you say yes, somebody reads it after the "
            "closing, takes out personal details that they find, and publishes it under a number that tells nothing: without "
            "your name, your other answers, where you live or when you answered. The name of an organisation is published with its words only if "
            "it says so. We rely on your consent for this (Article 6(1)(a)), and you can take it back: write to us with your reference, and we take "
            "your words down. We cannot take back copies that others have made. If you say nothing, your words are not published."
        </p>
    }
}

fn invitations() -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"When we invite you to answer"</h2>
        <p class="govuk-body">
            "For some consultations we send a link to people whom we choose. With the link we keep your email address and what we "
            "call you in our list, if we have them, and in which month the link was used. Until you send your answers, they are "
            "kept with the invitation, so that it counts once; staff are not shown that. When you send them it is deleted: your "
            "answers keep only that they came by an invitation."
        </p>
        <p class="govuk-body">
            "When the day is over, the order in which invitations were used is mixed too. Where very few people are invited or "
            "answer, somebody who reads the answers could still guess whose they are."
        </p>
    }
}

fn interests(state: &AppState) -> impl IntoView + use<> {
    view! {
        <h2 class="govuk-heading-m">"When you send an expression of interest"</h2>
        <p class="govuk-body">
            "Once you send it, who you are is stored apart from where your land is. Staff who work on expressions of interest, "
            "and administrators, see who you are. Other staff may see the land and the offer without your name. We do not "
            "publish your name, your holding or the boundary of your land without your permission."
        </p>
        <p class="govuk-body">
            "The Freedom of Information Act and the Environmental Information Regulations apply to public authorities. If "
            "somebody asks us for what you sent, we tell you and take your interests into account before we decide. You can "
            "write to " {contact(state)} " about this."
        </p>
    }
}

fn alerts() -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"When you ask for email alerts"</h2>
        <p class="govuk-body">
            "We keep your email address, what you want to hear of and how often, and use them for nothing else. We write to you only "
            "after you have confirmed it from that address, because you agreed to it (Article 6(1)(a)). Nobody is shown the address. Staff see how many "
            "addresses asked for what. We do not note whether you open an email or follow a link in it."
        </p>
        <p class="govuk-body">
            "Every email has a link by which you change or stop your "
            <a class="govuk-link" href="/alerts">"email alerts"</a> ". When you stop them, your address and what you chose are deleted at once."
        </p>
    }
}

fn basis() -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"Why we may do this"</h2>
        <p class="govuk-body">
            "Preparing the strategy is a task that the Environment Act 2021 gives to the authority, and asking the public is "
            "part of it. In the words of the law this is a public task: Article 6(1)(e) of the UK General Data Protection "
            "Regulation. Questions about you, such as your health or ethnic group, are optional. We ask them to see who "
            "has not been heard, under Article 9(2)(g) and paragraph 8 of Schedule 1 to the Data Protection Act 2018. "
            "We write to you about news or interviews only if you agreed to it."
        </p>
    }
}

fn kept() -> impl IntoView {
    let rows = [
        ("Answers that you have not sent", "28 days after you last changed them, then they are deleted automatically"),
        (
            "Answers that you have sent",
            "For as long as preparing and reviewing the strategy needs them. No date is set for deleting them",
        ),
        ("An email address to which we sent an invitation", "Until 28 days after the consultation closes"),
        ("An email address for news or interviews", "Until you ask us to remove it"),
        (
            "An email address for alerts",
            "Until you stop them, or three emails in a row come back because there is no such mailbox. If you never confirm it, 3 days",
        ),
        (
            "An email address for your reference or for a link",
            "Until the email is sent. If it cannot be sent, we give up and delete the address within a week",
        ),
        (
            "What you sent about your land",
            "Until the strategy is published, or for longer if you agreed to that. We remove it earlier if you ask us",
        ),
    ];
    let table =
        Table::new("How long", Caption::Spoken("How long each thing is kept".to_owned()), "What").words("How long");
    let table = rows.into_iter().fold(table, |table, (what, how_long)| table.row(what, [how_long.into_any()]));
    view! {
        <h2 class="govuk-heading-m">"How long we keep it"</h2>
        {table.draw()}
    }
}

fn rights(state: &AppState) -> impl IntoView + use<> {
    view! {
        <h2 class="govuk-heading-m">"What you can ask for"</h2>
        <p class="govuk-body">
            "While a consultation is open, you can withdraw a response that you sent: its page leads there. You can always ask "
            "for a copy of what you sent, ask us to correct or delete it, or object to how we use it. Write to "
            {contact(state)} " with your reference: as there is no name with your answers, we can find them only by it. Once "
            "results are published we may have to keep the answers that they rest on, and we will tell you if so."
        </p>
        <p class="govuk-body">
            "If you are not content with our answer, you can "
            <a class="govuk-link" href=ICO>"complain to the Information Commissioner’s Office"</a> "."
        </p>
    }
}
