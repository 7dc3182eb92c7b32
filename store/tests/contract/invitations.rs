//! Invitations: each counts once, whoever is quicker, and once the day is over nothing leads from one to a response.

mod mixed;

use chrono::{NaiveDate, TimeDelta};
use domain::{
    ids::{ConsultationId, InvitationId, ResponseId},
    invitation::{Admission, Invitation},
    response::Response,
};
use engines::on_both_engines;
use store::{InvitationCount, PageRequest, Store, StoreError, StoredInvitation, Version};
use uuid::Uuid;

use crate::fixtures::{Submitting, add_consultation, add_draft, change, draft, in_write, moment, number, token};

fn today() -> NaiveDate {
    moment(0).date_naive()
}

fn invitation(number: u128) -> StoredInvitation {
    let address = Some(format!("person-{number}@example.org"));
    let invitation = Invitation { address, made_on: today(), ..Invitation::default() };
    StoredInvitation { id: InvitationId(Uuid::from_u128(number)), token_hash: token(number), invitation }
}

async fn add(
    store: &Store,
    consultation: ConsultationId,
    counted: i64,
    new: Vec<StoredInvitation>,
) -> Result<(), StoreError> {
    in_write!(store, write => write.add_invitations(consultation, counted, &new).await)
}

/// Adds a draft that is begun with an invitation.
async fn begin(store: &Store, version: &Version, invitation: u128, number: u128) -> Result<Response, StoreError> {
    let response = Response { is_invited: true, ..draft(version, number) };
    let (added, id) = (response.clone(), InvitationId(Uuid::from_u128(invitation)));
    let from = store.find_invited(version.consultation, &token(invitation)).await?.and_then(|found| found.begun);
    in_write!(store, write => {
        write.add_draft(&added, &token(number), moment(0)).await?;
        write.set_invitation_begun(id, (from, added.id)).await
    })
    .map(|()| response)
}

/// Takes an invitation along from one draft to another, and sends that.
async fn take_along(
    store: &Store,
    (invitation, from): (u128, ResponseId),
    to: &Response,
    sending: Submitting,
) -> Result<(), StoreError> {
    let (id, to_id) = (InvitationId(Uuid::from_u128(invitation)), to.id);
    let taken: Result<(), StoreError> =
        in_write!(store, write => write.set_invitation_begun(id, (Some(from), to_id)).await);
    let sent = sending.submit(store, to, 0).await;
    taken.and(sent)
}

async fn has(store: &Store, response: &Response) -> bool {
    store.has_invitation(response.id).await.unwrap()
}

async fn used_on(store: &Store, version: &Version, invitation: u128) -> Option<NaiveDate> {
    store.find_invited(version.consultation, &token(invitation)).await.unwrap().unwrap().stored.invitation.used_on
}

on_both_engines! {
    async fn an_invitation_is_used_by_what_is_sent_by_it_and_nothing_joins_them(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        add(&store, version.consultation, 0, vec![invitation(1)]).await.unwrap();
        let response = begin(&store, &version, 1, 11).await.unwrap();
        assert!(has(&store, &response).await);
        let found = store.find_invited(version.consultation, &token(1)).await.unwrap().unwrap();
        assert_eq!((found.begun, found.stored.invitation.used_on), (Some(response.id), None));

        Submitting::new(11).submit(&store, &response, 0).await.unwrap();

        let sent = store.find_response("REF-11").await.unwrap().unwrap();
        assert!(sent.response.is_invited);
        assert_eq!(used_on(&store, &version, 1).await, Some(today()));
        assert_eq!(number(database, "SELECT COUNT(*) FROM begun_invitations").await, 0);
        let count = store.count_invitations(version.consultation).await.unwrap();
        assert_eq!(count, InvitationCount { made: 1, used: 1, revoked: 0 });
    }

    async fn of_two_drafts_that_had_an_invitation_only_the_last_can_be_sent(store: Store) {
        let version = add_consultation(&store, 1).await;
        add(&store, version.consultation, 0, vec![invitation(1)]).await.unwrap();
        let older = begin(&store, &version, 1, 11).await.unwrap();
        let newer = begin(&store, &version, 1, 12).await.unwrap();
        assert!(!has(&store, &older).await && has(&store, &newer).await);

        let refused = Submitting::new(11).submit(&store, &older, 0).await;
        assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
        assert!(store.find_response("REF-11").await.unwrap().is_none());
        Submitting::new(12).submit(&store, &newer, 0).await.unwrap();
        assert!(matches!(begin(&store, &version, 1, 13).await, Err(StoreError::Changed)));
    }

    async fn of_two_that_are_sent_at_once_by_one_invitation_exactly_one_counts(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        add(&store, version.consultation, 0, (1..=20).map(invitation).collect()).await.unwrap();
        for person in 1..=20 {
            let first = begin(&store, &version, person, 100 + person).await.unwrap();
            let second = Response { is_invited: true, ..draft(&version, 200 + person) };
            let added = second.clone();
            in_write!(store, write => write.add_draft(&added, &token(200 + person), moment(0)).await).unwrap();
            let take_along = take_along(&store, (person, first.id), &second, Submitting::new(200 + person));
            let (one, other) = tokio::join!(Submitting::new(100 + person).submit(&store, &first, 0), take_along);
            assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        }

        assert_eq!(number(database, "SELECT COUNT(*) FROM responses WHERE status = 'submitted'").await, 20);
        assert_eq!(number(database, "SELECT COUNT(*) FROM used_invitations").await, 20);
    }

    async fn an_invitation_is_used_once_even_where_a_draft_is_given_it_again(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        add(&store, version.consultation, 0, vec![invitation(1)]).await.unwrap();
        let response = begin(&store, &version, 1, 11).await.unwrap();
        Submitting::new(11).submit(&store, &response, 0).await.unwrap();
        let other = add_draft(&store, &version, 12).await;
        let id = other.id;
        in_write!(store, write => write.set_draft_invited(id, moment(0)).await).unwrap();
        let begin_again = "INSERT INTO begun_invitations SELECT i.id, r.id FROM invitations i, responses r WHERE r.status = 'draft'";
        change(database, begin_again).await;

        let refused = Submitting::new(12).submit(&store, &other, 0).await;

        assert!(matches!(refused, Err(StoreError::Changed)), "{refused:?}");
        assert!(!has(&store, &other).await);
        assert_eq!(number(database, "SELECT COUNT(*) FROM responses WHERE status = 'submitted'").await, 1);
    }

    async fn a_draft_that_was_begun_without_an_invitation_takes_one(store: Store) {
        let version = add_consultation(&store, 1).await;
        add(&store, version.consultation, 0, vec![invitation(1)]).await.unwrap();
        let response = add_draft(&store, &version, 11).await;
        let (id, invitation) = (response.id, InvitationId(Uuid::from_u128(1)));
        in_write!(store, write => {
            write.set_draft_invited(id, moment(0)).await?;
            write.set_invitation_begun(invitation, (None, id)).await
        })
        .unwrap();
        assert!(has(&store, &response).await);
        let other = ResponseId(Uuid::from_u128(12));
        let taken: Result<(), StoreError> = in_write!(store, write => write.set_invitation_begun(invitation, (None, other)).await);
        assert!(matches!(taken, Err(StoreError::Changed)), "{taken:?}");

        Submitting::new(11).submit(&store, &response, 0).await.unwrap();
        assert_eq!(used_on(&store, &version, 1).await, Some(today()));
    }

    async fn a_draft_that_lost_its_invitation_takes_another_and_counts_as_touched(store: Store) {
        let version = add_consultation(&store, 1).await;
        let consultation = version.consultation;
        add(&store, consultation, 0, vec![invitation(1), invitation(2)]).await.unwrap();
        let response = begin(&store, &version, 1, 11).await.unwrap();
        let (first, second) = (InvitationId(Uuid::from_u128(1)), InvitationId(Uuid::from_u128(2)));
        let id = response.id;
        let taken: Result<u64, StoreError> = in_write!(store, write => {
            write.set_invitation_revoked(consultation, first, today()).await?;
            write.set_draft_invited(id, moment(5)).await?;
            write.set_invitation_begun(second, (None, id)).await?;
            write.remove_idle_drafts(moment(5), 10).await
        });
        assert_eq!(taken.unwrap(), 0);
        assert!(has(&store, &response).await);
        Submitting::new(11).submit(&store, &response, 0).await.unwrap();
        assert_eq!((used_on(&store, &version, 1).await, used_on(&store, &version, 2).await), (None, Some(today())));
    }

    async fn a_draft_that_nobody_came_back_to_leaves_its_invitation_fresh(store: Store) {
        let version = add_consultation(&store, 1).await;
        add(&store, version.consultation, 0, vec![invitation(1)]).await.unwrap();
        begin(&store, &version, 1, 11).await.unwrap();
        let removed: Result<u64, StoreError> = in_write!(store, write => write.remove_idle_drafts(moment(1), 10).await);
        assert_eq!(removed.unwrap(), 1);
        assert!(store.find_invited(version.consultation, &token(1)).await.unwrap().unwrap().begun.is_none());
        assert!(begin(&store, &version, 1, 12).await.is_ok());
    }

    async fn an_invitation_that_is_taken_back_sends_nothing_until_it_has_a_new_link(store: Store) {
        let version = add_consultation(&store, 1).await;
        let (consultation, id) = (version.consultation, InvitationId(Uuid::from_u128(1)));
        add(&store, consultation, 0, vec![invitation(1)]).await.unwrap();
        let response = begin(&store, &version, 1, 11).await.unwrap();
        in_write!(store, write => write.set_invitation_revoked(consultation, id, today()).await).unwrap();
        assert!(!has(&store, &response).await);
        assert!(matches!(Submitting::new(11).submit(&store, &response, 0).await, Err(StoreError::Changed)));
        assert_eq!(store.count_invitations(consultation).await.unwrap().revoked, 1);

        in_write!(store, write => write.set_invitation_link((id, &token(1)), &token(2), Some(today())).await).unwrap();
        assert!(store.find_invited(consultation, &token(1)).await.unwrap().is_none());
        let found = store.find_invited(consultation, &token(2)).await.unwrap().unwrap();
        assert_eq!((found.begun, found.stored.invitation.sent_on), (Some(response.id), Some(today())));
        Submitting::new(11).submit(&store, &response, 0).await.unwrap();

        let late: [Result<(), StoreError>; 2] = [
            in_write!(store, write => write.set_invitation_revoked(consultation, id, today()).await),
            in_write!(store, write => write.set_invitation_link((id, &token(2)), &token(3), None).await),
        ];
        assert!(late.iter().all(|late| matches!(late, Err(StoreError::Changed))), "{late:?}");
    }

    async fn a_form_that_is_sent_twice_adds_once_and_an_address_has_one_invitation(store: Store) {
        let consultation = add_consultation(&store, 1).await.consultation;
        let (one, other) = tokio::join!(
            add(&store, consultation, 0, vec![invitation(1)]),
            add(&store, consultation, 0, vec![invitation(2)])
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let list = store.list_addressed_invitations(consultation).await.unwrap();
        let again = StoredInvitation { id: InvitationId(Uuid::from_u128(9)), token_hash: token(9), ..list[0].clone() };
        assert!(matches!(add(&store, consultation, 1, vec![again]).await, Err(StoreError::Taken)));
    }

    async fn invitations_are_listed_by_day_and_address_and_found_for_their_consultation_alone(store: Store) {
        let version = add_consultation(&store, 1).await;
        let other = add_consultation(&store, 2).await.consultation;
        let mut late = invitation(3);
        late.invitation.made_on = today() + TimeDelta::days(1);
        add(&store, version.consultation, 0, vec![invitation(2), invitation(1), late.clone()]).await.unwrap();

        let request = PageRequest { number: 1, size: 2 };
        let page = store.list_invitations(version.consultation, request).await.unwrap();

        assert_eq!((page.total, page.rows), (3, vec![late, invitation(1)]));
        assert!(store.find_invited(other, &token(1)).await.unwrap().is_none());
        assert!(store.find_invitation(other, InvitationId(Uuid::from_u128(1))).await.unwrap().is_none());
    }

    async fn who_may_answer_is_kept_and_of_two_who_set_it_the_second_is_told(store: Store) {
        let consultation = add_consultation(&store, 1).await.consultation;
        let set = async |from, to| -> Result<(), StoreError> {
            in_write!(store, write => write.set_admission(consultation, from, to).await)
        };
        set(Admission::Everyone, Admission::Invited).await.unwrap();
        assert!(matches!(set(Admission::Everyone, Admission::Marked).await, Err(StoreError::Changed)));
        let found = store.find_consultation("consultation-1").await.unwrap().unwrap();
        assert_eq!(found.admission, Admission::Invited);
    }

    async fn to_whom_invitations_went_is_forgotten_after_the_closing(store: Store, database: &Database) {
        let consultation = add_consultation(&store, 1).await.consultation;
        add(&store, consultation, 0, vec![invitation(1), invitation(2)]).await.unwrap();
        let closing = moment(86_400);
        let forgotten: Result<_, StoreError> = in_write!(store, write => {
            let before = write.set_invitations_nameless(closing).await?;
            Ok((before, write.set_invitations_nameless(closing + TimeDelta::seconds(1)).await?))
        });
        assert_eq!(forgotten.unwrap(), (0, 2));
        assert_eq!(number(database, "SELECT COUNT(*) FROM invitations WHERE address IS NULL").await, 2);
    }
}
