//! Which fields stand on which page, in the order in which they are judged.

use domain::{
    eoi::{
        ADDRESS_LIMIT, Agreement, BARRIERS_LIMIT, Channel, Consent, Declaration, EoiPage, Help, Interest, LandRole,
        LandUse, LandlordAware, NON_DISCLOSURE_LIMIT, Stage, TenantsAware, ThirtyYears, Timescale, YesNo,
    },
    vocabulary::Word,
};
use leptos::prelude::*;

use super::form::{
    Form,
    Need::{Needed, Optional},
};
use crate::{
    parts::{Choice, Choices, InputExtra},
    words::eoi::{DISCLOSURE, OBJECTION, TEXT_VERSION},
};

const WIDE: &str = "govuk-!-width-two-thirds";
const MEDIUM: &str = "govuk-input--width-20";
const NARROW: &str = "govuk-input--width-10";

/// Draws the fields of a page.
pub(super) fn fields(form: Form<'_>) -> Vec<AnyView> {
    match form.step.page {
        EoiPage::Contact => contact(form),
        EoiPage::Role => role(form),
        EoiPage::Site => site(form),
        EoiPage::Land => land(form),
        EoiPage::Interest => interest(form),
        EoiPage::Consents => consents(form),
    }
}

/// Says whether a page has a field whose characters are counted.
pub(super) fn has_count(page: EoiPage) -> bool {
    matches!(page, EoiPage::Contact | EoiPage::Interest | EoiPage::Consents)
}

fn contact(form: Form<'_>) -> Vec<AnyView> {
    let plain = || InputExtra { spellcheck: Some("false"), ..InputExtra::default() };
    let telephone = InputExtra { kind: "tel", autocomplete: Some("tel"), ..plain() };
    let postcode = InputExtra { autocomplete: Some("postal-code"), ..plain() };
    let by_post = vec![
        form.long_text("address", Needed, 3, Some(ADDRESS_LIMIT)),
        form.line("postcode", Needed, NARROW, postcode),
    ];
    let by_agent =
        vec![form.line("agent_name", Needed, WIDE, plain()), form.line("agent_reach", Needed, WIDE, plain())];
    vec![
        form.line("full_name", Needed, WIDE, InputExtra { autocomplete: Some("name"), ..plain() }),
        form.line("email", Optional, WIDE, InputExtra::email()),
        form.line("telephone", Optional, MEDIUM, telephone),
        form.choices::<Channel>("preferred", Needed).radios(),
        Form::only("Only if you chose post", by_post),
        Form::only("Only if you chose your agent", by_agent),
    ]
}

fn role(form: Form<'_>) -> Vec<AnyView> {
    let mut role = form.choices::<LandRole>("role", Needed);
    role.beside = Some((LandRole::Other.word(), form.words_beside("role_words")));
    let organisation = InputExtra { autocomplete: Some("organization"), ..InputExtra::default() };
    let agent = vec![
        form.line("acts_for", Needed, WIDE, InputExtra::default()),
        form.choices::<YesNo>("authority", Needed).radios(),
    ];
    let tenant = vec![form.choices::<LandlordAware>("landlord_aware", Optional).radios()];
    let owner = vec![form.choices::<TenantsAware>("tenants_aware", Optional).radios()];
    vec![
        role.radios(),
        form.line("organisation", Optional, WIDE, organisation),
        Form::only("Only if you are an agent", agent),
        Form::only("Only if you rent the land or use it under a licence", tenant),
        Form::only("Only if you own the land or speak for its owner", owner),
    ]
}

fn site(form: Form<'_>) -> Vec<AnyView> {
    let number = || InputExtra { spellcheck: Some("false"), ..InputExtra::default() };
    let numbers = view! {
        <h2 class="govuk-heading-m">"Official numbers"</h2>
        <p class="govuk-body">
            "You can leave all of these blank. They help us to find the land. We never show them in public."
        </p>
    };
    vec![
        form.line("site_name", Needed, WIDE, InputExtra::default()),
        form.line("nearest_place", Optional, WIDE, InputExtra::default()),
        form.line("grid_reference", Needed, MEDIUM, number()),
        grid_reference_help(),
        form.line("area", Needed, NARROW, InputExtra { input_mode: Some("decimal"), ..number() }),
        numbers.into_any(),
        form.line("sbi", Optional, NARROW, InputExtra { input_mode: Some("numeric"), ..number() }),
        form.line("cph", Optional, NARROW, number()),
        form.long_text("parcels", Optional, 3, None),
        form.long_text("titles", Optional, 3, None),
    ]
}

fn grid_reference_help() -> AnyView {
    view! {
        <details class="govuk-details">
            <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">"How to find a grid reference"</span>
            </summary>
            <div class="govuk-details__text">
                <p class="govuk-body">
                    "Maps of the Ordnance Survey on paper show how to read one in their margin. On a screen, "
                    <a class="govuk-link" href="https://magic.defra.gov.uk/MagicMap.aspx" rel="external">
                        "the government’s Magic map"
                    </a>
                    " shows the grid reference of any place."
                </p>
            </div>
        </details>
    }
    .into_any()
}

fn land(form: Form<'_>) -> Vec<AnyView> {
    let mut uses = form.choices::<LandUse>("land_uses", Needed);
    uses.beside = Some((LandUse::Other.word(), form.words_beside("land_use_words")));
    let mut agreements = form.choices::<Agreement>("agreements", Optional);
    agreements.beside = Some((Agreement::Other.word(), form.words_beside("agreement_words")));
    [uses, agreements].map(Choices::tick_boxes).into()
}

fn interest(form: Form<'_>) -> Vec<AnyView> {
    vec![
        form.choices::<Interest>("interests", Needed).tick_boxes(),
        form.choices::<Stage>("stage", Needed).radios(),
        form.choices::<Timescale>("timescale", Needed).radios(),
        form.choices::<ThirtyYears>("thirty_years", Needed).radios(),
        form.choices::<Help>("help", Optional).tick_boxes(),
        form.long_text("barriers", Optional, 5, Some(BARRIERS_LIMIT)),
    ]
}

fn consents(form: Form<'_>) -> Vec<AnyView> {
    let notice = view! {
        <p class="govuk-body">"We keep what you tell us so that we can answer you. We use it for the following only if you agree."</p>
        <div class="govuk-inset-text">{DISCLOSURE}</div>
        <input type="hidden" name="text_version" value=TEXT_VERSION/>
    };
    let objection = Choice { word: "yes", label: OBJECTION, hint: None };
    vec![
        notice.into_any(),
        form.choices::<Consent>("consents", Optional).tick_boxes(),
        form.offering("non_disclosure", Optional, vec![objection]).tick_boxes(),
        form.long_text("non_disclosure_reason", Optional, 4, Some(NON_DISCLOSURE_LIMIT)),
        form.choices::<Declaration>("declarations", Needed).tick_boxes(),
    ]
}
