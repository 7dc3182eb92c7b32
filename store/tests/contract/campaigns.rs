//! Campaigns, the rulings on them, and how a freeze holds them.

use std::collections::BTreeSet;

use domain::{
    campaign::Treatment,
    ids::{AccountId, CampaignId, ConsultationId, FreezeId},
};
use engines::on_both_engines;
use store::{Account, Campaign, Hashed, NewRuling, Store, StoreError, Version};
use uuid::Uuid;

use crate::fixtures::{Submitting, add_consultation, add_freeze, in_write, moment};

const ONE: AccountId = AccountId(Uuid::from_u128(1));
const TWO: AccountId = AccountId(Uuid::from_u128(2));
const LETTER: CampaignId = CampaignId(Uuid::from_u128(3));
const OTHER: CampaignId = CampaignId(Uuid::from_u128(4));
const FREEZE: FreezeId = FreezeId(Uuid::from_u128(5));

/// A consultation with five responses, REF-1 to REF-5, and two accounts.
async fn answered(store: &Store) -> Version {
    let version = add_consultation(store, 1).await;
    for number in 1..=5 {
        Submitting::new(number).add(store, &version).await;
    }
    in_write!(store, write => {
        for (id, email) in [(ONE, "one@example.org"), (TWO, "two@example.org")] {
            let account = Account { id, email: email.into(), password_hash: String::new(), role: "strategist".into(), created_at: moment(0) };
            write.add_account(&account).await?;
        }
        Ok::<_, StoreError>(())
    })
    .unwrap();
    version
}

fn ruling(treatment: Treatment, takes_two: bool, added: &[&str]) -> NewRuling {
    let added = added.iter().map(|reference| (*reference).to_owned()).collect();
    NewRuling {
        treatment,
        reason: format!("for {} {takes_two}", domain::vocabulary::Word::word(treatment)),
        takes_two,
        added,
        taken_out: Vec::new(),
    }
}

/// A ruling that takes responses out.
fn without(treatment: Treatment, takes_two: bool, taken_out: &[&str]) -> NewRuling {
    NewRuling {
        taken_out: taken_out.iter().map(|reference| (*reference).to_owned()).collect(),
        ..ruling(treatment, takes_two, &[])
    }
}

async fn make(store: &Store, id: CampaignId, after: i64, ruling: NewRuling) -> Result<(), StoreError> {
    let consultation = ConsultationId(Uuid::from_u128(1));
    in_write!(store, write => write.add_campaign(id, consultation, (after, "The letter"), &ruling, ONE, moment(100)).await)
}

async fn rule(store: &Store, after: i64, ruling: NewRuling) -> Result<(), StoreError> {
    in_write!(store, write => write.add_ruling(LETTER, after, &ruling, ONE, moment(200)).await)
}

async fn confirm(store: &Store, place: i64, by: AccountId) -> Result<(), StoreError> {
    in_write!(store, write => write.confirm_ruling(LETTER, place, by, moment(300)).await)
}

async fn campaigns(store: &Store, version: &Version) -> Vec<Campaign> {
    store.list_campaigns(version.consultation).await.unwrap()
}

async fn freeze(store: &Store, version: &Version, hashed: Hashed) -> Result<(), StoreError> {
    add_freeze(store, version, (FREEZE, 1), ONE, hashed).await
}

async fn hash(store: &Store, version: &Version) -> Hashed {
    store.hash_responses(version.consultation).await.unwrap()
}

fn is_changed(result: Result<(), StoreError>) -> bool {
    matches!(result, Err(StoreError::Changed))
}

on_both_engines! {
    async fn a_campaign_is_kept_with_its_rulings_and_its_responses(store: Store) {
        let version = answered(&store).await;
        make(&store, LETTER, 0, ruling(Treatment::Told, false, &["REF-1", "REF-2"])).await.unwrap();
        rule(&store, 1, ruling(Treatment::Own, false, &["REF-3"])).await.unwrap();

        let [letter] = &campaigns(&store, &version).await[..] else { panic!("there is one campaign") };

        assert_eq!((letter.number, letter.name.as_str()), (1, "The letter"));
        let rulings: Vec<_> = letter.rulings.iter().map(|ruling| (ruling.place, ruling.treatment, ruling.responses)).collect();
        assert_eq!(rulings, [(2, Treatment::Own, 3), (1, Treatment::Told, 2)]);
        let first = &letter.rulings[1];
        assert_eq!((first.by.as_deref(), first.account, first.at, first.reason.as_str()), (Some("one@example.org"), Some(ONE), moment(100), "for told false"));
        assert_eq!(letter.in_force().map(|ruling| ruling.place), Some(2));
        let inside = store.list_campaigners(version.consultation).await.unwrap();
        assert_eq!(inside.into_iter().collect::<Vec<_>>(), ["REF-1", "REF-2", "REF-3"].map(|reference| (reference.to_owned(), 1)));
    }

    async fn a_response_is_in_one_campaign_and_one_that_is_gone_in_none(store: Store) {
        let version = answered(&store).await;
        make(&store, LETTER, 0, ruling(Treatment::Told, false, &["REF-1", "REF-2"])).await.unwrap();

        let twice = make(&store, OTHER, 1, ruling(Treatment::Told, false, &["REF-3", "REF-2"])).await;
        assert!(matches!(twice, Err(StoreError::Taken)), "{twice:?}");
        assert!(is_changed(make(&store, OTHER, 1, ruling(Treatment::Told, false, &["REF-9"])).await));
        assert_eq!(campaigns(&store, &version).await.len(), 1, "nothing is half stored");

        let consultation = version.consultation;
        in_write!(store, write => write.set_withdrawn(consultation, "REF-1", moment(500)).await).unwrap();
        assert_eq!(campaigns(&store, &version).await[0].rulings[0].responses, 1);
    }

    async fn of_two_who_rule_at_once_one_is_told(store: Store) {
        let version = answered(&store).await;
        make(&store, LETTER, 0, ruling(Treatment::Told, false, &["REF-1"])).await.unwrap();
        assert!(is_changed(make(&store, OTHER, 0, ruling(Treatment::Told, false, &["REF-2"])).await));
        rule(&store, 1, ruling(Treatment::Own, false, &[])).await.unwrap();
        assert!(is_changed(rule(&store, 1, ruling(Treatment::LeftOut, false, &["REF-3"])).await));
        assert_eq!(store.list_campaigners(version.consultation).await.unwrap().len(), 1);
    }

    async fn a_ruling_that_takes_two_holds_when_another_person_has_confirmed_it(store: Store) {
        let version = answered(&store).await;
        make(&store, LETTER, 0, ruling(Treatment::Told, false, &["REF-1"])).await.unwrap();
        rule(&store, 1, ruling(Treatment::LeftOut, true, &["REF-2"])).await.unwrap();
        let treatment = async || campaigns(&store, &version).await[0].in_force().map(|ruling| ruling.treatment);
        assert_eq!(treatment().await, Some(Treatment::Told));
        assert!(is_changed(confirm(&store, 2, ONE).await), "by whoever gave it");
        assert!(is_changed(confirm(&store, 1, TWO).await), "what holds already");
        confirm(&store, 2, TWO).await.unwrap();
        assert!(is_changed(confirm(&store, 2, TWO).await), "once more");
        let letter = campaigns(&store, &version).await.remove(0);
        assert_eq!(letter.in_force(), letter.rulings.first());
        assert_eq!((letter.rulings[0].confirmed_by.as_deref(), letter.rulings[0].confirmed_at), (Some("two@example.org"), Some(moment(300))));
    }

    async fn a_freeze_holds_the_campaigns_that_hold_and_who_stands_in_them(store: Store) {
        let version = answered(&store).await;
        make(&store, LETTER, 0, ruling(Treatment::Told, false, &["REF-1", "REF-2"])).await.unwrap();
        rule(&store, 1, ruling(Treatment::LeftOut, true, &["REF-3"])).await.unwrap();
        make(&store, OTHER, 1, ruling(Treatment::Own, false, &["REF-4"])).await.unwrap();
        let hashed = hash(&store, &version).await;
        freeze(&store, &version, hashed).await.unwrap();

        let [letter] = &store.list_freezes(version.consultation).await.unwrap()[0].campaigns[..] else { panic!("one holds and is one") };

        assert_eq!((letter.number, letter.treatment, letter.responses, letter.reason.as_str()), (1, Treatment::Told, 2, "for told false"));
        let frozen = store.list_frozen_after(FREEZE, None, 9, &BTreeSet::new()).await.unwrap();
        let standing: Vec<_> = frozen.iter().map(|frozen| frozen.campaign).collect();
        assert_eq!(standing, [Some(1), Some(1), None, None, None]);
    }

    async fn a_response_that_is_taken_out_is_in_no_campaign_and_can_come_into_another(store: Store) {
        let version = answered(&store).await;
        make(&store, LETTER, 0, ruling(Treatment::Told, false, &["REF-1", "REF-2", "REF-3"])).await.unwrap();
        assert!(is_changed(rule(&store, 1, without(Treatment::Told, false, &["REF-1", "REF-4"])).await), "one is not in it");
        rule(&store, 1, without(Treatment::Told, false, &["REF-1", "REF-2"])).await.unwrap();

        let letter = campaigns(&store, &version).await.remove(0);
        let counts: Vec<_> = letter.rulings.iter().map(|ruling| (ruling.place, ruling.responses)).collect();
        assert_eq!(counts, [(2, 1), (1, 3)], "nothing is half stored, and what was is still told");
        make(&store, OTHER, 1, ruling(Treatment::Told, false, &["REF-1"])).await.unwrap();
        rule(&store, 2, ruling(Treatment::Told, false, &["REF-2"])).await.unwrap();
        let inside = store.list_campaigners(version.consultation).await.unwrap();
        let inside: Vec<_> = inside.iter().map(|(reference, number)| (reference.as_str(), *number)).collect();
        assert_eq!(inside, [("REF-1", 2), ("REF-2", 1), ("REF-3", 1)]);

        let hashed = hash(&store, &version).await;
        freeze(&store, &version, hashed).await.unwrap();
        let frozen = store.list_frozen_after(FREEZE, None, 9, &BTreeSet::new()).await.unwrap();
        assert_eq!(frozen.iter().map(|frozen| frozen.campaign).collect::<Vec<_>>(), [Some(2), Some(1), Some(1), None, None]);
    }

    async fn until_a_ruling_that_waits_holds_those_whom_it_takes_out_stay(store: Store) {
        let version = answered(&store).await;
        make(&store, LETTER, 0, ruling(Treatment::Told, false, &["REF-1", "REF-2"])).await.unwrap();
        rule(&store, 1, without(Treatment::LeftOut, true, &["REF-1"])).await.unwrap();
        let standing = async || store.list_campaigners(version.consultation).await.unwrap().len();
        assert_eq!(standing().await, 2);
        assert!(is_changed(make(&store, OTHER, 1, ruling(Treatment::Told, false, &["REF-1"])).await), "it would stand in two");
        let hashed = hash(&store, &version).await;
        freeze(&store, &version, hashed).await.unwrap();
        let frozen = store.list_frozen_after(FREEZE, None, 9, &BTreeSet::new()).await.unwrap();
        assert_eq!(frozen.iter().filter(|frozen| frozen.campaign == Some(1)).count(), 2);

        confirm(&store, 2, TWO).await.unwrap();

        assert_eq!(standing().await, 1);
        make(&store, OTHER, 1, ruling(Treatment::Told, false, &["REF-1"])).await.unwrap();
        let consultation = version.consultation;
        in_write!(store, write => write.set_withdrawn(consultation, "REF-1", moment(500)).await).unwrap();
        assert_eq!(campaigns(&store, &version).await[0].rulings[1].responses, 1, "of those that are still there");
    }

    async fn those_whom_a_ruling_takes_out_that_never_held_come_back_with_the_next(store: Store) {
        let version = answered(&store).await;
        make(&store, LETTER, 0, ruling(Treatment::Told, false, &["REF-1", "REF-2", "REF-3"])).await.unwrap();
        rule(&store, 1, without(Treatment::LeftOut, true, &["REF-1", "REF-2"])).await.unwrap();

        rule(&store, 2, without(Treatment::Told, false, &["REF-2"])).await.unwrap();

        let inside = store.list_campaigners(version.consultation).await.unwrap();
        assert_eq!(inside.into_keys().collect::<Vec<_>>(), ["REF-1", "REF-3"]);
        let letter = campaigns(&store, &version).await.remove(0);
        let counts: Vec<_> = letter.rulings.iter().map(|ruling| (ruling.place, ruling.responses)).collect();
        assert_eq!(counts, [(3, 2), (2, 1), (1, 3)]);
        let hashed = hash(&store, &version).await;
        freeze(&store, &version, hashed).await.unwrap();
        let frozen = store.list_frozen_after(FREEZE, None, 9, &BTreeSet::new()).await.unwrap();
        assert_eq!(frozen.iter().map(|frozen| frozen.campaign).collect::<Vec<_>>(), [Some(1), None, Some(1), None, None]);
    }

    async fn what_was_hashed_before_a_ruling_is_not_frozen(store: Store) {
        let version = answered(&store).await;
        make(&store, LETTER, 0, ruling(Treatment::LeftOut, true, &["REF-1"])).await.unwrap();
        let hashed = hash(&store, &version).await;
        confirm(&store, 1, TWO).await.unwrap();
        assert!(is_changed(freeze(&store, &version, hashed).await));
        let again = hash(&store, &version).await;
        freeze(&store, &version, again).await.unwrap();
    }
}
