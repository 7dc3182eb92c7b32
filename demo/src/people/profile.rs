//! Who the people are: their role, area, age and sex, and how much of it they say.
//!
//! Numbers that the demonstration promises (land managers, blank demographics, the campaign) are exact and not drawn.

use crate::dice::Dice;

/// Who somebody is, as far as it matters for what they answer.
pub(super) struct Profile {
    /// The option of the first question.
    pub(super) role: &'static str,
    /// The option of the question about the council area; for organisations the area that they speak of.
    pub(super) area: &'static str,
    /// The option of the question about age.
    pub(super) age: &'static str,
    /// The option of the question about sex.
    pub(super) sex: &'static str,
    /// Whether they care for nature more than most.
    pub(super) is_keen: bool,
    /// What they say of themselves.
    pub(super) openness: Openness,
    /// Whether they sent the text that a campaign gave them.
    pub(super) in_campaign: bool,
}

/// How much somebody says about themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Openness {
    /// They answer most questions about themselves.
    Open,
    /// They leave the questions about themselves blank.
    Silent,
    /// They say that they prefer not to say.
    Declining,
}

/// How many in a thousand have which role.
const ROLES: [(&str, usize); 10] = [
    ("resident", 775),
    ("visitor", 35),
    ("land-manager", 60),
    ("community-group", 40),
    ("nature-organisation", 25),
    ("public-body", 10),
    ("business", 15),
    ("school", 10),
    ("student", 15),
    ("other", 15),
];
const BLANK_IN_HUNDRED: usize = 4;
const CAMPAIGN_ONE_IN: usize = 15;

const AREAS: [(&str, u32); 7] = [
    ("wirral", 320),
    ("sefton", 290),
    ("liverpool", 222),
    ("st-helens", 75),
    ("halton", 45),
    ("knowsley", 44),
    ("elsewhere", 4),
];
const FARMED_AREAS: [(&str, u32); 6] =
    [("sefton", 35), ("st-helens", 25), ("wirral", 18), ("knowsley", 12), ("halton", 8), ("liverpool", 2)];

const AGES: [(&str, u32); 7] =
    [("15-24", 3), ("25-34", 8), ("35-44", 13), ("45-54", 17), ("55-64", 24), ("65-74", 24), ("75-or-over", 11)];
const CITY_AGES: [(&str, u32); 7] =
    [("15-24", 7), ("25-34", 15), ("35-44", 18), ("45-54", 18), ("55-64", 20), ("65-74", 15), ("75-or-over", 7)];
const STUDENT_AGES: [(&str, u32); 4] = [("under-15", 12), ("15-24", 70), ("25-34", 13), ("35-44", 5)];

impl Profile {
    /// Says whether they answer for themselves and are asked about themselves.
    pub(super) fn is_individual(&self) -> bool {
        matches!(self.role, "resident" | "visitor" | "land-manager" | "student" | "other")
    }

    /// Gives their age from -1 for the youngest to 1 for the oldest.
    pub(super) fn seniority(&self) -> f64 {
        match self.age {
            "under-15" | "15-24" => -1.0,
            "25-34" => -0.67,
            "35-44" => -0.33,
            "45-54" => 0.0,
            "55-64" => 0.33,
            "65-74" => 0.67,
            _ => 1.0,
        }
    }

    /// Says whether a trait, by which tastes are told apart, is theirs.
    pub(super) fn has(&self, name: &str) -> bool {
        match name {
            "keen" => self.is_keen,
            "campaign" => self.in_campaign,
            _ => [self.role, self.area, self.sex].contains(&name),
        }
    }
}

/// Draws so many people.
pub(super) fn profiles(dice: &mut Dice, count: usize) -> Vec<Profile> {
    let mut roles = roles(count);
    dice.shuffle(&mut roles);
    let mut people: Vec<Profile> = roles.into_iter().map(|role| profile(dice, role)).collect();
    for person in people.iter_mut().filter(|person| person.role == "resident").take(count / CAMPAIGN_ONE_IN) {
        person.in_campaign = true;
    }
    let mut individuals: Vec<&mut Profile> = people.iter_mut().filter(|person| person.is_individual()).collect();
    dice.shuffle(&mut individuals);
    let kinds = [Openness::Silent, Openness::Declining];
    for (person, openness) in
        individuals.into_iter().zip(kinds.into_iter().cycle()).take(count * BLANK_IN_HUNDRED / 100)
    {
        person.openness = openness;
    }
    people
}

/// Shares the roles out so that the numbers add up to the count.
fn roles(count: usize) -> Vec<&'static str> {
    let mut roles = Vec::with_capacity(count);
    let mut parts = 0;
    for (role, share) in ROLES {
        parts += share;
        roles.resize((count * parts + 500) / 1000, role);
    }
    roles
}

fn profile(dice: &mut Dice, role: &'static str) -> Profile {
    let area = match role {
        "visitor" => "elsewhere",
        "land-manager" => dice.weighted(&FARMED_AREAS),
        _ => dice.weighted(&AREAS),
    };
    let age = match (role, area) {
        ("student", _) => dice.weighted(&STUDENT_AGES),
        (_, "liverpool") => dice.weighted(&CITY_AGES),
        _ => dice.weighted(&AGES),
    };
    let women = if role == "land-manager" { 28 } else { 58 };
    let sex = if dice.percent(1) {
        "self-describe"
    } else if dice.percent(women) {
        "female"
    } else {
        "male"
    };
    Profile { role, area, age, sex, is_keen: dice.percent(70), openness: Openness::Open, in_campaign: false }
}
