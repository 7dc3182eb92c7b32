//! What a browser holds of a form, and the rules that follow from it for every form.

use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::{draft::Draft, fields::Fields};
use store::{Receipt, StoreError, StoredDraft};

use super::{Begun, CarryOn, Desk, Forgotten, Lost, begun, digest};
use crate::{secret::Secret, state::AppState, visitor::Visitor};

/// The field of a check page with the digest of what it showed.
pub const DIGEST: &str = "digest";

/// A form as whoever asks finds it.
pub struct Held<Of> {
    /// Where the form is taken.
    pub desk: Desk,
    /// The draft that the browser's secret leads to, sent or not.
    pub kept: Option<Kept<Of>>,
    lost: Lost,
}

/// A draft with the secret that leads to it.
pub struct Kept<Of> {
    /// The secret.
    pub secret: Secret,
    /// What is stored.
    pub stored: StoredDraft<Of>,
}

impl<Of> Held<Of> {
    /// Finds what the secret that a browser sent leads to; a secret that leads to nothing counts as none.
    pub async fn find<F>(
        state: &AppState,
        desk: Desk,
        cookies: &CookieJar,
        find: impl FnOnce(Vec<u8>) -> F,
    ) -> Result<Self, StoreError>
    where
        F: Future<Output = Result<Option<StoredDraft<Of>>, StoreError>>,
    {
        let Some(secret) = desk.secret(state, cookies) else {
            return Ok(Self::nothing(desk));
        };
        let stored = find(secret.hash()).await?;
        Ok(Self { desk, kept: stored.map(|stored| Kept { secret, stored }), lost: Lost::Gone })
    }

    /// Makes what a browser holds that has no secret.
    pub fn nothing(desk: Desk) -> Self {
        Self { desk, kept: None, lost: Lost::NoCookie }
    }

    /// Gives what was typed so far.
    pub fn typed(&self) -> Draft {
        self.kept.as_ref().map(|kept| kept.stored.draft.clone()).unwrap_or_default()
    }

    /// Says whether the draft was sent.
    pub fn is_submitted(&self) -> bool {
        self.receipt().is_some()
    }

    /// Gives the secret of the draft, or a new one for a draft that has not begun.
    pub fn secret(&self, state: &AppState) -> Secret {
        self.kept.as_ref().map_or_else(|| Secret::new(&*state.entropy), |kept| kept.secret.clone())
    }

    /// Gives the receipt, if the draft was sent.
    pub fn receipt(&self) -> Option<&Receipt> {
        self.kept.as_ref()?.stored.receipt.as_ref()
    }

    /// Gives the whole address that leads back to a draft that is not sent.
    pub fn link(&self, state: &AppState) -> Option<String> {
        let unsent = self.kept.as_ref().filter(|kept| kept.stored.receipt.is_none())?;
        Some(self.desk.link(state, &unsent.secret))
    }

    /// Leads to the receipt.
    pub fn to_receipt(&self) -> Response {
        Redirect::to(&self.desk.page("receipt")).into_response()
    }

    /// Says what happened to a draft that has just begun and is not there.
    pub fn lost_at_once(&self, state: &AppState, visitor: &Visitor, new: &Begun) -> Option<Response> {
        (new.is_new() && self.kept.is_none()).then(|| self.lost(state, visitor))
    }

    /// Says why there is no draft.
    pub fn lost(&self, state: &AppState, visitor: &Visitor) -> Response {
        self.lost.draw(state, visitor, self.desk.begin.clone())
    }

    /// Gives the browser the secret of the draft together with an answer, which says so if the draft has just begun.
    pub fn give(&self, state: &AppState, cookies: CookieJar, secret: &Secret, answer: Response) -> Response {
        let answer = if self.kept.is_none() { begun(answer) } else { answer };
        (cookies.add(self.desk.give(state, secret)), answer).into_response()
    }

    /// Gives the same receipt to whoever sends the same again; nothing for anything else.
    pub fn same_again(&self, posted: &Fields) -> Option<Response> {
        let sent = digest::written(&self.receipt()?.digest);
        (sent == posted.text(DIGEST)).then(|| self.to_receipt())
    }

    /// Asks whoever opens a link whether this browser should carry on with what it leads to.
    pub fn offer(&self, state: &AppState, visitor: &Visitor, secret: &Secret) -> Response {
        if self.kept.as_ref().is_some_and(|kept| kept.secret == *secret) {
            return Redirect::to(&self.desk.begin).into_response();
        }
        CarryOn { action: self.desk.resume(secret), other: self.link(state) }.draw(state, visitor)
    }

    /// Lets this browser forget the form, which only its link leads to then.
    pub fn forget(&self, state: &AppState, visitor: &Visitor, cookies: CookieJar) -> Response {
        let page = Forgotten { link: self.link(state) }.draw(state, visitor);
        (cookies.add(self.desk.take_back(state)), page).into_response()
    }
}
