//! The only room that names sqlx: one SQL text for SQLite and PostgreSQL.
//!
//! Reads are methods of [`Store`]; writes are methods of [`Write`], which [`Store::write`] gives to a piece of work and
//! which commits as a whole or not at all. All that differs between the engines is in `engine` and `writer`.

mod accounts;
mod alerts;
mod articles;
mod attachments;
mod bulletins;
mod bundles;
mod campaigns;
mod code_frames;
mod codings;
mod comments;
mod consultations;
mod document;
mod document_list;
mod document_versions;
mod documents;
mod drafts;
mod engine;
mod eoi_cases;
mod eoi_submissions;
mod eois;
mod erasures;
mod error;
mod expected_days;
mod files;
mod freezes;
mod front;
mod frozen;
mod gain_rules;
mod gathering;
mod groups;
mod imports;
mod invitations;
mod invited;
mod library;
mod listings;
mod loadings;
mod map_layers;
mod margins;
mod marks;
mod meeting_papers;
mod meetings;
mod moderation_list;
mod moderations;
mod newest;
mod noted;
mod novelties;
mod open_answers;
mod open_data;
mod outbox;
mod page;
mod particulars;
mod plans;
mod priorities;
mod proposals;
mod publications;
mod published_responses;
mod questionnaire_drafts;
mod records;
mod remits;
mod replies;
mod reports;
mod response_list;
mod responses;
mod rounds;
mod runs;
mod saved_exports;
mod scorings;
mod search;
mod settings;
mod stakeholders;
mod stored_meetings;
mod strategy;
mod submissions;
mod subscriptions;
mod test_links;
mod test_responses;
mod versions;
mod withdrawals;
mod words;
mod writer;

pub use self::{
    accounts::{Account, Session},
    alerts::Alert,
    articles::{ArticleDraft, ArticleVersion, NewArticleVersion, ShownArticle, StoredArticle, TakenDown},
    attachments::{Holder, KeptAttachment, NewAttachment},
    bulletins::{Bulletin, BulletinCount, BulletinEnd, Moved},
    bundles::StoredBundle,
    campaigns::{Campaign, NewRuling, StoredRuling},
    code_frames::FrameVersion,
    codings::CodingChange,
    comments::{CommentFilter, ListedComment, Redacted, Redaction, StoredComment},
    document_list::{DocumentFilter, ListedDocument},
    document_versions::StoredDocumentVersion,
    documents::StoredDocument,
    drafts::{Receipt, StoredDraft},
    engine::{Store, Work, Write},
    eoi_cases::{Case, EoiSummary, StoredEoi},
    erasures::{Erased, Erasure},
    error::StoreError,
    expected_days::ExpectedDay,
    files::{Files, Pieces},
    freezes::{Freeze, Hashed},
    front::StoredFront,
    frozen::{FrozenAnswers, FrozenPlace, FrozenResponse},
    gain_rules::StoredRules,
    gathering::{NewComment, Ungathered},
    groups::{StoredGroup, StoredMember},
    imports::{Import, ImportedResponse, NewResponse},
    invitations::{InvitationCount, StoredInvitation},
    invited::FoundInvitation,
    library::SavedEntry,
    listings::{Listed, StoredListing},
    loadings::Loading,
    margins::{MarginLevel, StoredMargin},
    marks::Marked,
    meeting_papers::MeetingPaper,
    meetings::{MeetingRecord, Readers, RecordFilter},
    moderation_list::Moderated,
    moderations::{Moderation, ResponseWords},
    newest::{NewDocumentVersion, NewRecord},
    noted::{Noted, Stamp},
    novelties::Unnumbered,
    open_answers::OpenAnswers,
    open_data::{NewOpenFile, OpenData, OpenFile, OpenFiles},
    outbox::Mail,
    page::{Page, PageRequest},
    particulars::{Clearance, ClearanceRecord, Rewritten, StoredParticulars},
    plans::StoredPlan,
    priorities::{MinutesOf, StoredPriority},
    proposals::{DecidedProposal, StoredProposal},
    publications::Publication,
    published_responses::{PublishedFilter, PublishedResponse},
    questionnaire_drafts::{Along, QuestionnaireDraft, Revision},
    records::{NewVersion, OfMeeting, RecordDraft, RecordVersion, VersionOf},
    remits::RemitVersion,
    replies::{ReplyName, ReplyVersion, RestingReply, StoredReply},
    reports::{NewReport, ReportWords, StoredReport},
    response_list::{NamedOrganisation, ResponseFilter},
    rounds::StoredRound,
    runs::{Run, RunProgress},
    saved_exports::{NewSavedExport, SavedExport},
    search::{Found, FoundFilter, Subject},
    stakeholders::StoredStakeholder,
    stored_meetings::{StoredMeeting, When},
    submissions::{Received, StoredResponse},
    test_links::TestLink,
    test_responses::{SentTest, TestCount, TestResponse},
    versions::Version,
};
