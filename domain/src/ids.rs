//! The identities of stored things, one type for each, so that none can be taken for another.

use chrono::DateTime;
use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::time::{Clock, Entropy, Moment};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Makes a new id that sorts by the time of its making.
            pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                Self(time_ordered(clock, entropy))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// Identifies a staff account.
    AccountId;
    /// Identifies an alert; made by [`unordered`], so that its order tells nothing.
    AlertId;
    /// Identifies an article.
    ArticleId;
    /// Identifies a file that a respondent gave as an answer.
    AttachmentId;
    /// Identifies a campaign.
    CampaignId;
    /// Identifies a comment; made by [`unordered`], so that its order tells nothing.
    CommentId;
    /// Identifies a consultation.
    ConsultationId;
    /// Identifies a document.
    DocumentId;
    /// Identifies an entry of the library that a team has saved.
    EntryId;
    /// Identifies an expression of interest.
    EoiId;
    /// Identifies a set of responses that is held fast.
    FreezeId;
    /// Identifies a board, panel or working group.
    GroupId;
    /// Identifies a file with responses that was read.
    ImportId;
    /// Identifies an invitation; made by [`unordered`], so that its order tells nothing.
    InvitationId;
    /// Identifies minutes that were brought in together.
    ListingId;
    /// Identifies a file of population counts that was read.
    LoadingId;
    /// Identifies a layer of the map.
    MapLayerId;
    /// Identifies a meeting of a group.
    MeetingId;
    /// Identifies somebody's time in a group.
    MemberId;
    /// Identifies open data that are published or written to be.
    OpenDataId;
    /// Identifies the plan of a weighting.
    PlanId;
    /// Identifies a proposal.
    ProposalId;
    /// Identifies results that are published or written to be.
    PublicationId;
    /// Identifies a reply.
    ReplyId;
    /// Identifies a response, draft or submitted.
    ResponseId;
    /// Identifies a revision of the draft of a questionnaire.
    RevisionId;
    /// Identifies something that supporting authorities were given together.
    RoundId;
    /// Identifies an execution of a plan on a frozen set of responses.
    RunId;
    /// Identifies a saved export; made by [`unordered`], so that none leads to the next.
    SavedExportId;
    /// Identifies a stakeholder.
    StakeholderId;
    /// Identifies what somebody answers who tries out the draft of a questionnaire.
    TestResponseId;
    /// Identifies a version of a questionnaire.
    VersionId;
}

impl ResponseId {
    /// Gives the moment at which the draft was begun, by which the id sorts; none, if it was not made by [`Self::new`].
    pub fn begun_at(self) -> Option<Moment> {
        let (seconds, nanoseconds) = self.0.get_timestamp()?.to_unix();
        DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
    }
}

fn time_ordered(clock: &dyn Clock, entropy: &dyn Entropy) -> Uuid {
    let mut random = [0; 10];
    entropy.fill(&mut random);
    let milliseconds = u64::try_from(clock.now().timestamp_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
}

/// Makes an id that tells nothing of when it was made, for rows that must not be joined to others by their order.
pub fn unordered(entropy: &dyn Entropy) -> Uuid {
    let mut random = [0; 16];
    entropy.fill(&mut random);
    Builder::from_random_bytes(random).into_uuid()
}
