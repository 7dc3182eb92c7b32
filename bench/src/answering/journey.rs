//! The way of one client through the survey, again and again: every page is read, filled in and posted, and every answer
//! that is not what a browser would be pleased with is counted.

use std::{
    collections::BTreeMap,
    net::Ipv4Addr,
    time::{Duration, Instant},
};

use bench::respondent::{Respondent, Typed};
use domain::{
    answer::{Contact, Outcome},
    questionnaire::{QuestionId, Questionnaire},
};
use support::{Client, Page};

use super::{SLUG, times::Times};

/// Longer ways are a circle: six pages, the check and the receipt, each with what leads to it.
const LONGEST: usize = 24;

/// What one client did.
#[derive(Debug, Default)]
pub struct Journey {
    /// What was acknowledged with a reference.
    pub sent: Vec<Sent>,
    /// How long each request took.
    pub times: Times,
    /// What went wrong.
    pub errors: Vec<String>,
    /// How many bytes of answers all pages had.
    pub bytes: usize,
}

/// A response that was acknowledged, and what has to be stored of it.
#[derive(Debug)]
pub struct Sent {
    /// The reference on the receipt.
    pub reference: String,
    /// The state of each question.
    pub outcomes: BTreeMap<QuestionId, Outcome>,
    /// The segment.
    pub segment: Option<String>,
    /// The addresses that asked for news.
    pub contacts: Vec<Contact>,
}

/// Answers until the time is up; `who` are the seed of the run and the number of the client.
pub async fn answer_until(origin: &str, survey: &Questionnaire, who: (u64, u16), until: Instant) -> Journey {
    let (seed, number) = who;
    let mut journey = Journey::default();
    let [high, low] = number.to_be_bytes();
    let mut client = Client::new(origin).from_address(Ipv4Addr::new(127, 1, high, low.max(1)));
    let mut round = 0;
    while Instant::now() < until {
        client.forget();
        let mut respondent = Respondent::new(survey, (seed << 40) + (u64::from(number) << 24) + round);
        match journey.answer(&mut client, survey, &mut respondent).await {
            Ok(reference) => {
                let segment = respondent.segment().map(str::to_owned);
                let Respondent { outcomes, contacts, .. } = respondent;
                journey.sent.push(Sent { reference, outcomes, segment, contacts });
            }
            Err(error) => journey.errors.push(format!("client {number}, response {round}: {error}")),
        }
        round += 1;
    }
    journey
}

impl Journey {
    /// Answers once, and gives the reference.
    async fn answer(
        &mut self,
        client: &mut Client,
        survey: &Questionnaire,
        respondent: &mut Respondent<'_>,
    ) -> Result<String, String> {
        let mut address = format!("/consultations/{SLUG}/respond");
        for _ in 0..LONGEST {
            let page = self.read(client, &address).await?;
            if let Some(next) = page.location() {
                address = next;
                continue;
            }
            let name = address.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
            if name == "receipt" {
                return reference(&page.body).ok_or_else(|| "the receipt has no reference".to_owned());
            }
            let mut fields = hidden(&page.body).ok_or_else(|| format!("{address} has no form"))?;
            let asked = survey.page(name);
            let typed = asked.map(|asked| respondent.fill(asked)).unwrap_or_default();
            self.bytes += typed.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>();
            fields.extend(typed);
            let begin = Instant::now();
            let answer = client.post(&address, &fields).await;
            let took = begin.elapsed();
            let answer = expected(answer, &address)?;
            self.times_of(asked.is_some()).push(took);
            address = answer.location().ok_or_else(|| format!("{address} was refused: {}", answer.status))?;
        }
        Err(format!("the way goes in a circle at {address}"))
    }

    fn times_of(&mut self, is_page: bool) -> &mut Vec<Duration> {
        if is_page { &mut self.times.posts } else { &mut self.times.sends }
    }

    async fn read(&mut self, client: &mut Client, address: &str) -> Result<Page, String> {
        let begin = Instant::now();
        let page = client.get(address).await;
        self.times.gets.push(begin.elapsed());
        expected(page, address)
    }
}

/// Gives an answer that says that all is well or leads on.
fn expected<E: std::fmt::Debug>(answer: Result<Page, E>, address: &str) -> Result<Page, String> {
    let page = answer.map_err(|lost| format!("{address}: {lost:?}"))?;
    if page.status.is_success() || page.status.is_redirection() {
        Ok(page)
    } else {
        Err(format!("{address}: {}", page.status))
    }
}

/// Reads the hidden fields of the first form that is posted.
///
/// By plain search, as this program writes them: a parser of HTML would take as much of the processors as the server.
fn hidden(body: &str) -> Option<Typed> {
    let main = &body[body.find("<main")?..];
    let form = main.split("<form method=\"post\"").nth(1)?.split("</form>").next()?;
    let field = |rest: &str| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        Some((name.to_owned(), rest.split('"').next()?.to_owned()))
    };
    form.split("<input type=\"hidden\" name=\"").skip(1).map(field).collect()
}

fn reference(body: &str) -> Option<String> {
    let (_, after) = body.split_once("id=\"reference\"")?.1.split_once('>')?;
    Some(after.split('<').next()?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hidden_fields_of_the_first_form_are_read() {
        let body = "<form method=\"post\"></form><main><form method=\"post\" action=\"/a\">\
                    <input type=\"hidden\" name=\"one\" value=\"1\"><input name=\"two\" value=\"2\">\
                    <input type=\"hidden\" name=\"three\" value=\"\"></form>\
                    <form method=\"post\"><input type=\"hidden\" name=\"four\" value=\"4\"></form></main>";
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(hidden(body), Some(vec![pair("one", "1"), pair("three", "")]));
        assert_eq!(hidden("<main>nothing</main>"), None);
    }

    #[test]
    fn the_reference_is_read_from_the_receipt() {
        let body = "<strong id=\"reference\" class=\"fm-reference\">ABC-DEF-GHJ</strong>";
        assert_eq!(reference(body).as_deref(), Some("ABC-DEF-GHJ"));
    }
}
