//! What a secret opens: what was typed under it, and nothing else; what belongs to others looks as if it never was.

use app::{pages::eoi, secret::Secret};
use domain::ids::{ConsultationId, VersionId};
use engines::on_both_engines;
use store::{StoreError, Version};
use support::{Page, TestApp, Visitor};

use crate::{answering, expressions};

const NEVER: &str = "AAAAAAAAAAAAAAAAAAAAAA";
/// What only the owner types, in each of the forms.
const WORDS: [&str; 3] = ["Canary Person", "canary@example.org", "the canary of a meadow"];

/// A form that somebody has begun, with the secret that opens it.
struct Begun {
    form: String,
    cookie: String,
    /// The address of the link, but for the secret.
    link: String,
    /// A page of it, and a field of that page.
    page: (&'static str, &'static str),
    secret: String,
    owner: Visitor,
}

impl Begun {
    async fn survey(app: &TestApp, slug: &str) -> Self {
        let form = format!("/consultations/{slug}/respond");
        let (cookie, link) = (format!("draft-{slug}"), format!("/resume/{slug}/"));
        Self { form, cookie, link, page: ("anything-else", "other-comments"), ..Self::none(app) }.begin().await
    }

    async fn land(app: &TestApp) -> Self {
        let (form, link) = ("/expressions-of-interest/respond".into(), "/expressions-of-interest/resume/".into());
        Self { form, cookie: eoi::COOKIE.into(), link, page: ("contact", "full_name"), ..Self::none(app) }.begin().await
    }

    fn none(app: &TestApp) -> Self {
        let (form, cookie, link, secret) = <(String, String, String, String)>::default();
        Self { form, cookie, link, page: ("", ""), secret, owner: app.visitor() }
    }

    async fn begin(mut self) -> Self {
        let (page, field) = self.page;
        self.owner.post(&format!("{}/{page}", self.form), &[(field, WORDS[2])]).await;
        let saved = self.owner.open(&format!("{}/saved", self.form)).await;
        let link = saved.text(".fm-long-link").unwrap();
        let (before, secret) = link.rsplit_once('/').unwrap();
        assert!(before.ends_with(self.link.trim_end_matches('/')), "{link}");
        secret.clone_into(&mut self.secret);
        self
    }

    /// Asks for all that the secret opens with another in its place, and posts words of somebody else.
    async fn try_with(&self, app: &TestApp, secret: &str) -> Vec<(String, Page)> {
        let (page, field) = self.page;
        let stranger = || app.visitor().with_cookie(&self.cookie, secret);
        let mut seen = Vec::new();
        for asked in ["", "/check", "/saved", "/receipt", &format!("/{page}"), &format!("/{page}?begun=yes")] {
            let address = format!("{}{asked}", self.form);
            seen.push((address.clone(), stranger().get(&address).await));
        }
        for (posted, fields) in [("check", ("digest", "00")), ("forget", ("", "")), (page, (field, "of a stranger"))] {
            let address = format!("{}/{posted}", self.form);
            seen.push((format!("POST {address}"), stranger().post(&address, &[fields]).await));
        }
        let link = format!("{}{secret}", self.link);
        seen.push(("the link".into(), app.visitor().get(&link).await));
        seen.push(("POST the link".into(), app.visitor().post(&link, &[]).await));
        let status = format!("/expressions-of-interest/status/{secret}");
        seen.push(("the status".into(), app.visitor().get(&status).await));
        seen
    }

    /// Expects of secrets that are not its own just what a secret gets that never was.
    async fn opens_nothing_with(&self, app: &TestApp, secrets: &[String]) {
        let never = self.try_with(app, NEVER).await;
        for secret in secrets {
            for ((what, page), (_, expected)) in self.try_with(app, secret).await.into_iter().zip(&never) {
                assert_eq!(
                    (page.status, page.location()),
                    (expected.status, expected.location()),
                    "{what} with {secret}"
                );
                let body = page.body.replace(secret, NEVER);
                assert_eq!(body, expected.body, "{what} with {secret}");
                assert!(!WORDS.iter().any(|word| body.contains(word)), "{what} with {secret}");
                let is_found = what.ends_with("the link") || what.ends_with("the status");
                assert!(!is_found || page.status == 404, "{what} with {secret}: {}", page.status);
            }
        }
    }

    fn changed(&self) -> String {
        let last = if self.secret.starts_with('B') { "C" } else { "B" };
        format!("{last}{}", &self.secret[1..])
    }
}

/// Asks the same as the early survey once more, under another address.
async fn add_second_survey(app: &TestApp) {
    let (clock, entropy) = (&*app.state.clock, &*app.state.entropy);
    let mut second = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    let version = app.state.store.find_current_version(second.id).await.unwrap().unwrap();
    second.id = ConsultationId::new(clock, entropy);
    second.slug = "late-survey".into();
    let version = Version { id: VersionId::new(clock, entropy), consultation: second.id, ..version };
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_consultation(&second).await?;
            write.add_version(&version).await
        })
    });
    let added: Result<(), StoreError> = work.await;
    added.unwrap();
}

on_both_engines! {
    async fn the_secret_of_one_form_opens_and_changes_no_other(app: TestApp) {
        let app = app.with_early_survey().await;
        add_second_survey(&app).await;
        let begun =
            [Begun::survey(&app, "early-survey").await, Begun::survey(&app, "late-survey").await, Begun::land(&app).await];
        let hash = |begun: &Begun| Secret::from_outside(begun.secret.clone()).hash();
        let (early, late) = (hash(&begun[0]), hash(&begun[1]));
        let before = (app.state.store.find_draft(&early).await.unwrap(), app.state.store.find_draft(&late).await.unwrap());
        let land = app.state.store.find_eoi_draft(&hash(&begun[2])).await.unwrap();
        let id = before.0.as_ref().unwrap().of.id.to_string();

        for one in &begun {
            let others = begun.iter().filter(|other| other.form != one.form).map(|other| other.secret.clone());
            let guessed = [one.changed(), id.clone(), one.secret.to_lowercase(), one.secret[1..].to_owned()];
            one.opens_nothing_with(&app, &others.chain(guessed).collect::<Vec<_>>()).await;
        }

        let after = (app.state.store.find_draft(&early).await.unwrap(), app.state.store.find_draft(&late).await.unwrap());
        assert!(before.0.is_some() && land.is_some());
        assert_eq!(before, after);
        assert_eq!(app.state.store.find_eoi_draft(&hash(&begun[2])).await.unwrap(), land);
    }

    async fn a_reference_or_an_id_opens_nothing_of_what_was_sent(app: TestApp) {
        let app = app.with_early_survey().await;
        let (survey, mut land) = (Begun::survey(&app, "early-survey").await, Begun::land(&app).await);
        let mut owner = survey.owner.clone();
        let check = answering::answer_to_check(&mut owner).await;
        let sent = owner.submit(&check, &[]).await;
        let reference = owner.open(&sent.location().unwrap()).await.text("#reference").unwrap();
        let offer = expressions::send(&mut land.owner).await.text("#reference").unwrap();
        let response = app.state.store.find_response(&reference).await.unwrap().unwrap().response.id.to_string();
        let draft = app.state.store.find_eoi_draft(&Secret::from_outside(land.secret.clone()).hash()).await.unwrap();

        let guessed = [reference.clone(), reference.to_lowercase(), response, survey.changed()];
        survey.opens_nothing_with(&app, &guessed).await;
        let guessed = [offer, draft.unwrap().of.0.to_string(), land.changed(), survey.secret.clone()];
        land.opens_nothing_with(&app, &guessed).await;
        let shown = owner.get("/consultations/early-survey/respond/receipt").await;
        assert_eq!(shown.text("#reference"), Some(reference));
    }
}
