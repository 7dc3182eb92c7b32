//! Every route of the site, and whom it lets in.

use std::{collections::BTreeSet, fs, path::Path};

use domain::{
    permission::{self, Action, Role},
    questionnaire::RESERVED_PAGES,
    vocabulary::Word,
};
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

/// Whom a route lets in.
#[derive(Clone, Copy)]
enum Who {
    Everybody,
    Staff,
    May(Action),
}

use Who::{Everybody, May, Staff};

/// A route with its methods, as its handlers are named. A new route has to be added here before the tests pass.
const DOORS: [(&str, &str, Who); 383] = [
    ("/", "get", Everybody),
    ("/accessibility", "get", Everybody),
    ("/alerts", "get post", Everybody),
    ("/alerts/asked", "get", Everybody),
    ("/alerts/change/{secret}", "get post", Everybody),
    ("/alerts/confirm/{secret}", "get post", Everybody),
    ("/alerts/end/{secret}", "get post", Everybody),
    ("/alerts/ended", "get", Everybody),
    ("/api/openapi.json", "get", Everybody),
    ("/api/v1/consultations", "get", Everybody),
    ("/api/v1/consultations/{slug}", "get", Everybody),
    ("/api/v1/consultations/{slug}/results", "get", Everybody),
    ("/api/v1/documents", "get", Everybody),
    ("/api/v1/documents/{slug}", "get", Everybody),
    ("/api/v1/groups", "get", Everybody),
    ("/api/v1/meetings", "get", Everybody),
    ("/api/v1/meetings/{slug}", "get", Everybody),
    ("/api/v1/priorities", "get", Everybody),
    ("/api/v1/priorities/{code}", "get", Everybody),
    ("/api/{*rest}", "get", Everybody),
    ("/assets/{name}", "get", Everybody),
    ("/biodiversity-net-gain", "get", Everybody),
    ("/biodiversity-net-gain/providers", "get post", Everybody),
    ("/consultations", "get", Everybody),
    ("/consultations/{slug}", "get", Everybody),
    ("/consultations/{slug}/data", "get", Everybody),
    ("/consultations/{slug}/data/{issue}", "get", Everybody),
    ("/consultations/{slug}/data/{issue}/{file}", "get", Everybody),
    ("/consultations/{slug}/paper", "get", Everybody),
    ("/consultations/{slug}/respond", "get", Everybody),
    ("/consultations/{slug}/respond/answers", "get", Everybody),
    ("/consultations/{slug}/respond/answers.txt", "get", Everybody),
    ("/consultations/{slug}/respond/attachments/{attachment}", "get", Everybody),
    ("/consultations/{slug}/respond/check", "get post", Everybody),
    ("/consultations/{slug}/respond/forget", "post", Everybody),
    ("/consultations/{slug}/respond/new", "post", Everybody),
    ("/consultations/{slug}/respond/receipt", "get", Everybody),
    ("/consultations/{slug}/respond/saved", "get post", Everybody),
    ("/consultations/{slug}/respond/{page}", "get post", Everybody),
    ("/consultations/{slug}/withdraw", "get post", Everybody),
    ("/consultations/{slug}/withdrawn", "get", Everybody),
    ("/cookies", "get", Everybody),
    ("/documents", "get", Everybody),
    ("/documents/{slug}", "get", Everybody),
    ("/documents/{slug}/{number}", "get", Everybody),
    ("/documents/{slug}/{number}/{file}", "get", Everybody),
    ("/expressions-of-interest", "get", Everybody),
    ("/expressions-of-interest/respond", "get", Everybody),
    ("/expressions-of-interest/respond/check", "get post", Everybody),
    ("/expressions-of-interest/respond/forget", "post", Everybody),
    ("/expressions-of-interest/respond/new", "post", Everybody),
    ("/expressions-of-interest/respond/receipt", "get", Everybody),
    ("/expressions-of-interest/respond/saved", "get post", Everybody),
    ("/expressions-of-interest/respond/{page}", "get post", Everybody),
    ("/expressions-of-interest/resume/{secret}", "get post", Everybody),
    ("/expressions-of-interest/status/{secret}", "get", Everybody),
    ("/exports/{export}", "get", Everybody),
    ("/favicon.ico", "get", Everybody),
    ("/feed.atom", "get", Everybody),
    ("/feeds", "get", Everybody),
    ("/groups", "get", Everybody),
    ("/groups/{slug}", "get", Everybody),
    ("/groups/{slug}/feed.atom", "get", Everybody),
    ("/groups/{slug}/meetings.ics", "get", Everybody),
    ("/health", "get", Everybody),
    ("/involvement", "get", Everybody),
    ("/invited/{slug}/{secret}", "get post", Everybody),
    ("/meetings.ics", "get", Everybody),
    ("/meetings/{slug}/calendar.ics", "get", Everybody),
    ("/news", "get", Everybody),
    ("/pages", "get", Everybody),
    ("/pages/{slug}", "get", Everybody),
    ("/pages/{slug}/{number}", "get", Everybody),
    ("/robots.txt", "get", Everybody),
    ("/sitemap.xml", "get", Everybody),
    ("/sitemaps/{number}", "get", Everybody),
    ("/map.json", "get", Everybody),
    ("/map/layers/{name}", "get", Everybody),
    ("/consultations/{slug}/replies", "get", Everybody),
    ("/consultations/{slug}/replies.json", "get", Everybody),
    ("/consultations/{slug}/replies/{number}/{version}", "get", Everybody),
    ("/consultations/{slug}/report", "get", Everybody),
    ("/consultations/{slug}/report/{number}", "get", Everybody),
    ("/consultations/{slug}/report/{number}/report.docx", "get", Everybody),
    ("/consultations/{slug}/report/{number}/report.json", "get", Everybody),
    ("/consultations/{slug}/responses", "get", Everybody),
    ("/consultations/{slug}/responses.csv", "get", Everybody),
    ("/consultations/{slug}/responses/{number}", "get", Everybody),
    ("/consultations/{slug}/results", "get", Everybody),
    ("/consultations/{slug}/results/{edition}", "get", Everybody),
    ("/consultations/{slug}/results/{edition}/bundle.zip", "get", Everybody),
    ("/consultations/{slug}/results/{edition}/included", "get post", Everybody),
    ("/consultations/{slug}/results/{edition}/panels.csv", "get", Everybody),
    ("/consultations/{slug}/results/{edition}/results.json", "get", Everybody),
    ("/consultations/{slug}/results/{edition}/scorecard.csv", "get", Everybody),
    ("/consultations/{slug}/results/{edition}/weighting.csv", "get", Everybody),
    ("/meetings/{slug}", "get", Everybody),
    ("/meetings/{slug}/{record}", "get", Everybody),
    ("/meetings/{slug}/{record}/{number}", "get", Everybody),
    ("/meetings/{slug}/{record}/{number}/changes", "get", Everybody),
    ("/meetings/{slug}/{record}/{number}/{file}", "get", Everybody),
    ("/minutes", "get", Everybody),
    ("/priorities", "get", Everybody),
    ("/priorities/{code}", "get", Everybody),
    ("/privacy", "get", Everybody),
    ("/questionnaire.schema.json", "get", Everybody),
    ("/ready", "get", Everybody),
    ("/resume/{slug}/{secret}", "get post", Everybody),
    ("/search", "get", Everybody),
    ("/staff", "get", Staff),
    ("/staff/alerts", "get", May(Action::ReadAlerts)),
    ("/staff/biodiversity-net-gain", "get", May(Action::ReadMinutes)),
    ("/staff/biodiversity-net-gain/new", "get post", May(Action::WriteMinutes)),
    ("/staff/biodiversity-net-gain/{number}", "get", May(Action::ReadMinutes)),
    ("/staff/biodiversity-net-gain/{number}/try", "get", May(Action::ReadMinutes)),
    ("/staff/biodiversity-net-gain/{number}/{step}", "get post", May(Action::WriteMinutes)),
    ("/staff/consultations/{slug}/about", "get", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/about/documents/{number}", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/about/new-document", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/about/{topic}", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/alike", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/alike/{group}", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/alike/{group}/campaign", "post", May(Action::WeighAnswers)),
    ("/staff/consultations/{slug}/campaigns", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/campaigns/{number}", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/campaigns/{number}/confirm", "post", May(Action::WeighAnswers)),
    ("/staff/consultations/{slug}/campaigns/{number}/rule", "post", May(Action::WeighAnswers)),
    ("/staff/consultations/{slug}/comments", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/comments/agreement", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/comments/numbers", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/comments/taggings.csv", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/comments/tags", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/comments/tags.csv", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/comments/tags/load", "get post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/comments/tags/new", "get post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/comments/tags/undo", "post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/comments/tags/{tag}", "get post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/comments/tags/{tag}/merge", "post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/comments/tags/{tag}/restore", "post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/comments/tags/{tag}/retire", "post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/comments/{number}", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/comments/{number}/code", "post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/comments/{number}/redact", "get post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/comments/{number}/settle", "post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/data", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/data/add", "post", May(Action::PublishResults)),
    ("/staff/consultations/{slug}/data/files/{file}", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/data/give-up", "post", May(Action::PublishResults)),
    ("/staff/consultations/{slug}/data/make", "post", May(Action::PublishResults)),
    ("/staff/consultations/{slug}/data/release", "post", May(Action::PublishResults)),
    ("/staff/consultations/{slug}/data/remove", "post", May(Action::PublishResults)),
    ("/staff/consultations/{slug}/data/take-back", "post", May(Action::TakeBackResults)),
    ("/staff/consultations/{slug}/enter", "get post", May(Action::EnterResponses)),
    ("/staff/consultations/{slug}/enter/file", "get post", May(Action::EnterResponses)),
    ("/staff/consultations/{slug}/enter/file/columns.csv", "get", May(Action::EnterResponses)),
    ("/staff/consultations/{slug}/enter/file/empty.csv", "get", May(Action::EnterResponses)),
    ("/staff/consultations/{slug}/enter/file/{import}", "get post", May(Action::EnterResponses)),
    ("/staff/consultations/{slug}/enter/file/{import}/references.csv", "get", May(Action::EnterResponses)),
    ("/staff/consultations/{slug}/enter/file/{import}/report.csv", "get", May(Action::EnterResponses)),
    ("/staff/consultations/{slug}/enter/file/{import}/take-back", "get post", May(Action::EnterResponses)),
    ("/staff/consultations/{slug}/exports", "get", May(Action::ExportResponses)),
    ("/staff/consultations/{slug}/exports/file", "get", May(Action::ExportResponses)),
    ("/staff/consultations/{slug}/exports/new", "get post", May(Action::ExportResponses)),
    ("/staff/consultations/{slug}/exports/{export}", "get", May(Action::ExportResponses)),
    ("/staff/consultations/{slug}/exports/{export}/end", "post", May(Action::ExportResponses)),
    ("/staff/consultations/{slug}/exports/{export}/renew", "post", May(Action::ExportResponses)),
    ("/staff/consultations/{slug}/invitations", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/invitations/add", "post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/invitations/check", "post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/invitations/links", "post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/invitations/remind", "post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/invitations/{invitation}/again", "post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/invitations/{invitation}/revoke", "post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/moderation", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/moderation/publish", "post", May(Action::ModerateResponses)),
    ("/staff/consultations/{slug}/moderation/questions", "get post", May(Action::ModerateResponses)),
    ("/staff/consultations/{slug}/moderation/{reference}", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/moderation/{reference}/decide", "post", May(Action::ModerateResponses)),
    ("/staff/consultations/{slug}/priorities.csv", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/questionnaire", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/languages", "get", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/languages/{language}", "get", May(Action::WriteQuestionnaires)),
    (
        "/staff/consultations/{slug}/questionnaire/languages/{language}/pages/{page}",
        "get post",
        May(Action::WriteQuestionnaires),
    ),
    ("/staff/consultations/{slug}/questionnaire/languages/{language}/remove", "post", May(Action::WriteQuestionnaires)),
    (
        "/staff/consultations/{slug}/questionnaire/languages/{language}/translations",
        "get post",
        May(Action::WriteQuestionnaires),
    ),
    ("/staff/consultations/{slug}/questionnaire/library", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/library/{entry}/remove", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/bring-in", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/bring-in/use", "post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/file", "get", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/new-page", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/new-question", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/pages/{page}", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/pages/{page}/condition", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/pages/{page}/save", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/preview", "get", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/preview/{page}", "get", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/publish", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/questions/{question}", "get post", May(Action::WriteQuestionnaires)),
    (
        "/staff/consultations/{slug}/questionnaire/questions/{question}/use",
        "get post",
        May(Action::WriteQuestionnaires),
    ),
    (
        "/staff/consultations/{slug}/questionnaire/questions/{question}/condition",
        "get post",
        May(Action::WriteQuestionnaires),
    ),
    (
        "/staff/consultations/{slug}/questionnaire/questions/{question}/save",
        "get post",
        May(Action::WriteQuestionnaires),
    ),
    ("/staff/consultations/{slug}/questionnaire/test", "get", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/test/delete", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/test/link", "post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/questionnaire/test/responses/{test}", "get", May(Action::WriteQuestionnaires)),
    (
        "/staff/consultations/{slug}/questionnaire/test/responses/{test}/attachments/{attachment}",
        "get",
        May(Action::WriteQuestionnaires),
    ),
    ("/staff/consultations/{slug}/questionnaire/test/stop", "post", May(Action::WriteQuestionnaires)),
    ("/staff/consultations/{slug}/replies", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/replies/new", "get post", May(Action::PublishReplies)),
    ("/staff/consultations/{slug}/replies/expected", "get post", May(Action::PublishReplies)),
    ("/staff/consultations/{slug}/replies/{number}", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/replies/{number}/write", "get post", May(Action::PublishReplies)),
    ("/staff/consultations/{slug}/replies/{number}/publish", "post", May(Action::PublishReplies)),
    ("/staff/consultations/{slug}/replies/{number}/take-back", "post", May(Action::PublishReplies)),
    ("/staff/consultations/{slug}/replies/{number}/remove", "post", May(Action::PublishReplies)),
    ("/staff/consultations/{slug}/replies/{number}/move", "post", May(Action::PublishReplies)),
    ("/staff/consultations/{slug}/report", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/report/preview.docx", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/report/release", "post", May(Action::PublishResults)),
    ("/staff/consultations/{slug}/report/write", "post", May(Action::PublishResults)),
    ("/staff/consultations/{slug}/report/{number}/take-back", "post", May(Action::TakeBackResults)),
    ("/staff/consultations/{slug}/responses", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/organisations", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/responses.csv", "get", May(Action::ExportResponses)),
    ("/staff/consultations/{slug}/sift", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/sift.csv", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/sift/new", "get post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/sift/questions", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/sift/questions/scoring", "get post", May(Action::DecideProposals)),
    ("/staff/consultations/{slug}/sift/questions/screening", "get post", May(Action::DecideProposals)),
    ("/staff/consultations/{slug}/sift/{number}", "get", May(Action::ReadResponses)),
    ("/staff/consultations/{slug}/sift/{number}/agree", "post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/sift/{number}/decide", "get post", May(Action::DecideProposals)),
    ("/staff/consultations/{slug}/sift/{number}/put-back", "post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/sift/{number}/{step}", "get post", May(Action::CodeComments)),
    ("/staff/consultations/{slug}/weigh", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/plan", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/plan/write", "post", May(Action::WeighAnswers)),
    ("/staff/consultations/{slug}/plan/sign", "post", May(Action::WeighAnswers)),
    ("/staff/consultations/{slug}/plan/next", "post", May(Action::WeighAnswers)),
    ("/staff/consultations/{slug}/criteria", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/criteria/{place}", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/criteria/{place}/score", "post", May(Action::ScorePriorities)),
    ("/staff/consultations/{slug}/freeze", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/freeze/new", "post", May(Action::WeighAnswers)),
    ("/staff/consultations/{slug}/runs/new", "post", May(Action::WeighAnswers)),
    ("/staff/consultations/{slug}/runs/{number}", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/runs/{number}/again", "post", May(Action::WeighAnswers)),
    ("/staff/consultations/{slug}/runs/{number}/bundle", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/runs/{number}/bundle/public", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/runs/{number}/cancel", "post", May(Action::WeighAnswers)),
    ("/staff/consultations/{slug}/runs/{number}/results.json", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/runs/{number}/scorecard", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/runs/{number}/publication", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/runs/{number}/publication/write", "post", May(Action::PublishResults)),
    ("/staff/consultations/{slug}/runs/{number}/publication/give-up", "post", May(Action::PublishResults)),
    ("/staff/consultations/{slug}/runs/{number}/publication/release", "post", May(Action::PublishResults)),
    ("/staff/consultations/{slug}/runs/{number}/publication/take-back", "post", May(Action::TakeBackResults)),
    ("/staff/consultations/{slug}/weighting", "get", May(Action::ReadWeighting)),
    ("/staff/consultations/{slug}/weighting/look", "post", May(Action::ReadWeighting)),
    ("/staff/documents", "get", May(Action::ReadMinutes)),
    ("/staff/documents/new", "get post", May(Action::WriteMinutes)),
    ("/staff/documents/{slug}", "get", May(Action::ReadMinutes)),
    ("/staff/documents/{slug}/change", "get post", May(Action::WriteMinutes)),
    ("/staff/documents/{slug}/file", "get post", May(Action::WriteMinutes)),
    ("/staff/documents/{slug}/file/remove", "post", May(Action::WriteMinutes)),
    ("/staff/documents/{slug}/publish", "get post", May(Action::WriteMinutes)),
    ("/staff/documents/{slug}/remove", "post", May(Action::WriteMinutes)),
    ("/staff/documents/{slug}/withdraw", "get post", May(Action::WriteMinutes)),
    ("/staff/expressions-of-interest", "get", May(Action::ReadEois)),
    ("/staff/expressions-of-interest/{reference}", "get", May(Action::ReadEois)),
    ("/staff/front", "get", May(Action::ReadMinutes)),
    ("/staff/front/history", "get", May(Action::ReadMinutes)),
    ("/staff/front/history/{revision}/restore", "post", May(Action::WriteMinutes)),
    ("/staff/front/home/{part}/move", "post", May(Action::WriteMinutes)),
    ("/staff/front/home/{part}/toggle", "post", May(Action::WriteMinutes)),
    ("/staff/front/strategy", "get post", May(Action::WriteMinutes)),
    ("/staff/front/{list}/new", "get post", May(Action::WriteMinutes)),
    ("/staff/front/{list}/{place}", "get post", May(Action::WriteMinutes)),
    ("/staff/front/{list}/{place}/move", "post", May(Action::WriteMinutes)),
    ("/staff/front/{list}/{place}/remove", "post", May(Action::WriteMinutes)),
    ("/staff/groups", "get", May(Action::ReadMinutes)),
    ("/staff/groups/new", "get post", May(Action::WriteMinutes)),
    ("/staff/groups/{slug}", "get", May(Action::ReadMinutes)),
    ("/staff/groups/{slug}/change", "get post", May(Action::WriteMinutes)),
    ("/staff/groups/{slug}/members/new", "get post", May(Action::WriteMinutes)),
    ("/staff/groups/{slug}/members/{member}", "get post", May(Action::WriteMinutes)),
    ("/staff/groups/{slug}/members/{member}/remove", "post", May(Action::WriteMinutes)),
    ("/staff/groups/{slug}/remove", "post", May(Action::WriteMinutes)),
    ("/staff/involvement", "get", May(Action::ReadInvolvement)),
    ("/staff/involvement/file", "get", May(Action::ReadInvolvement)),
    ("/staff/involvement/new", "get post", May(Action::WriteInvolvement)),
    ("/staff/involvement/{number}", "get", May(Action::ReadInvolvement)),
    ("/staff/involvement/{number}/involvements/{record}", "get post", May(Action::WriteInvolvement)),
    ("/staff/involvement/{number}/involvements/{record}/put-back", "post", May(Action::WriteInvolvement)),
    ("/staff/involvement/{number}/involvements/{record}/take-out", "get post", May(Action::WriteInvolvement)),
    ("/staff/involvement/{number}/put-back", "post", May(Action::WriteInvolvement)),
    ("/staff/involvement/{number}/{step}", "get post", May(Action::WriteInvolvement)),
    ("/staff/map", "get post", May(Action::SetMap)),
    ("/staff/map/layers/{layer}/earlier", "post", May(Action::SetMap)),
    ("/staff/map/layers/{layer}/remove", "get post", May(Action::SetMap)),
    ("/staff/margins", "get", May(Action::LoadMargins)),
    ("/staff/margins.csv", "get", May(Action::LoadMargins)),
    ("/staff/margins/load", "get post", May(Action::LoadMargins)),
    ("/staff/margins/load/{loading}", "get post", May(Action::LoadMargins)),
    ("/staff/margins/load/{loading}/check", "get post", May(Action::LoadMargins)),
    ("/staff/margins/load/{loading}/leave", "post", May(Action::LoadMargins)),
    ("/staff/margins/remove/{margin}", "get post", May(Action::LoadMargins)),
    ("/staff/meetings/new", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}", "get", May(Action::ReadMinutes)),
    ("/staff/meetings/{slug}/announce", "post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/change", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/minutes/actions", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/minutes/decisions/{number}", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/minutes/declarations/new", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/minutes/declarations/{number}", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/minutes/declarations/{number}/remove", "post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/minutes/people", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/minutes/people/new", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/minutes/people/{number}", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/minutes/people/{number}/remove", "post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/papers", "get", May(Action::ReadMinutes)),
    ("/staff/meetings/{slug}/papers/add", "post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/papers/{document}/remove", "post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/remove", "post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/{record}", "get", May(Action::ReadMinutes)),
    ("/staff/meetings/{slug}/{record}/acronyms", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/{record}/begin", "post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/{record}/items/new", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/{record}/items/{number}", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/{record}/items/{number}/move", "post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/{record}/items/{number}/remove", "post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/{record}/release", "get post", May(Action::WriteMinutes)),
    ("/staff/meetings/{slug}/{record}/withheld", "get post", May(Action::WriteMinutes)),
    ("/staff/minutes", "get", May(Action::ReadMinutes)),
    ("/staff/minutes/bring-in", "get post", May(Action::WriteMinutes)),
    ("/staff/minutes/bring-in/add", "post", May(Action::WriteMinutes)),
    ("/staff/minutes/brought-in", "get", May(Action::ReadMinutes)),
    ("/staff/minutes/brought-in/{listing}", "get", May(Action::ReadMinutes)),
    ("/staff/minutes/brought-in/{listing}/take-back", "post", May(Action::WriteMinutes)),
    ("/staff/new-consultation", "get post", May(Action::WriteQuestionnaires)),
    ("/staff/pages", "get", May(Action::ReadMinutes)),
    ("/staff/pages/new", "get post", May(Action::WriteMinutes)),
    ("/staff/pages/{slug}", "get", May(Action::ReadMinutes)),
    ("/staff/pages/{slug}/about", "get post", May(Action::WriteMinutes)),
    ("/staff/pages/{slug}/move", "post", May(Action::WriteMinutes)),
    ("/staff/pages/{slug}/publish", "get post", May(Action::WriteMinutes)),
    ("/staff/pages/{slug}/remove", "post", May(Action::WriteMinutes)),
    ("/staff/pages/{slug}/sections/new", "get post", May(Action::WriteMinutes)),
    ("/staff/pages/{slug}/sections/{number}", "get post", May(Action::WriteMinutes)),
    ("/staff/pages/{slug}/sections/{number}/move", "post", May(Action::WriteMinutes)),
    ("/staff/pages/{slug}/sections/{number}/remove", "post", May(Action::WriteMinutes)),
    ("/staff/pages/{slug}/take-down", "get post", May(Action::WriteMinutes)),
    ("/staff/pages/{slug}/versions/{number}/call-off", "post", May(Action::WriteMinutes)),
    ("/staff/priorities", "get", May(Action::ReadMinutes)),
    ("/staff/priorities/new", "get post", May(Action::WritePriorities)),
    ("/staff/priorities/{code}", "get post", May(Action::WritePriorities)),
    ("/staff/priorities/{code}/remove", "post", May(Action::WritePriorities)),
    ("/staff/priorities/{code}/up", "post", May(Action::WritePriorities)),
    ("/staff/responses/{reference}", "get", May(Action::ReadResponses)),
    ("/staff/responses/{reference}/attachments/{attachment}", "get", May(Action::ReadResponses)),
    ("/staff/responses/{reference}/erase", "get post", May(Action::EraseResponses)),
    ("/staff/responses/{reference}/erased", "get", May(Action::ReadResponses)),
    ("/staff/supporting-authorities", "get", May(Action::ReadInvolvement)),
    ("/staff/supporting-authorities/deadlines.ics", "get", May(Action::ReadInvolvement)),
    ("/staff/supporting-authorities/new", "get post", May(Action::WriteInvolvement)),
    ("/staff/supporting-authorities/{number}", "get", May(Action::ReadInvolvement)),
    (
        "/staff/supporting-authorities/{number}/authorities/{authority}/{step}",
        "get post",
        May(Action::WriteInvolvement),
    ),
    ("/staff/supporting-authorities/{number}/put-back", "post", May(Action::WriteInvolvement)),
    ("/staff/supporting-authorities/{number}/{step}", "get post", May(Action::WriteInvolvement)),
    ("/staff/writing/pasted", "post", May(Action::WriteMinutes)),
    ("/staff/writing/shown", "post", May(Action::WriteMinutes)),
    ("/test/{link}", "get", Everybody),
    ("/test/{link}/respond", "get", Everybody),
    ("/test/{link}/respond/attachments/{attachment}", "get", Everybody),
    ("/test/{link}/respond/check", "get post", Everybody),
    ("/test/{link}/respond/forget", "post", Everybody),
    ("/test/{link}/respond/new", "post", Everybody),
    ("/test/{link}/respond/receipt", "get", Everybody),
    ("/test/{link}/respond/saved", "get", Everybody),
    ("/test/{link}/respond/{page}", "get post", Everybody),
    ("/test/{link}/resume/{secret}", "get post", Everybody),
];
/// What begins and ends a session, for everybody; asked for apart, because the others need the session.
const SESSION: [(&str, &str, Who); 2] =
    [("/staff/sign-in", "get post", Everybody), ("/staff/sign-out", "post", Everybody)];

/// Lists all routes that are open to a GET, each with something in the place of its parts.
pub fn opened() -> impl Iterator<Item = &'static str> {
    DOORS.iter().chain(&SESSION).filter(|(_, methods, _)| methods.starts_with("get")).map(|(path, ..)| *path)
}

/// Puts something that may be there in the place of each part of a route.
pub fn address(route: &str) -> String {
    [
        ("{slug}", "early-survey"),
        ("{*rest}", "none"),
        ("{page}", "you"),
        ("{language}", "pl"),
        ("{question}", "you-are"),
        ("{attachment}", "018f0000-0000-4000-8000-000000000000"),
        ("{export}", "018f0000-0000-4000-8000-000000000000"),
        ("{entry}", "018f0000-0000-7000-8000-000000000000"),
        ("{member}", "018f0000-0000-7000-8000-000000000000"),
        ("{invitation}", "018f0000-0000-7000-8000-000000000000"),
        ("{loading}", "018f0000-0000-7000-8000-000000000000"),
        ("{margin}", "sex"),
        ("{layer}", "018f0000-0000-7000-8000-000000000000"),
        ("{import}", "018f0000-0000-7000-8000-000000000000"),
        ("{reference}", "7K3-M9Q-XF2"),
        ("{record}", "minutes"),
        ("{person}", "1"),
        ("{name}", "none.css"),
        ("{number}", "1"),
        ("{place}", "1"),
        ("{version}", "1"),
        ("{topic}", "times"),
        ("{step}", "screen"),
        ("{authority}", "1"),
        ("{tag}", "t1-1"),
        ("{code}", "H01"),
        ("{link}", "AAAAAAAAAAAAAAAAAAAAAA"),
        ("{test}", "018f0000-0000-7000-8000-000000000000"),
    ]
    .iter()
    .fold(route.replace("{secret}", "AAAAAAAAAAAAAAAAAAAAAA"), |route, (part, value)| route.replace(part, value))
}

async fn ask(visitor: &mut Visitor, method: &str, address: &str) -> Page {
    if method == "get" { visitor.get(address).await } else { visitor.post(address, &[]).await }
}

fn is_sent_to_sign_in(page: &Page) -> bool {
    page.location().is_some_and(|location| location.starts_with("/staff/sign-in"))
}

/// Expects a route to do for a role, or for the public, what the table says.
fn expect(page: &Page, (method, who): (&str, Who), role: Option<Role>, what: &str) {
    let (is_let_in, is_refused) = match (who, role) {
        (Everybody, _) | (Staff, Some(_)) => (true, false),
        (May(action), Some(role)) => (permission::may(role, action), true),
        (Staff | May(_), None) => (false, false),
    };
    let status = page.status.as_u16();
    match (is_let_in, is_refused) {
        (true, _) => assert!(status != 403 && status < 500 && !is_sent_to_sign_in(page), "{what}: {status}"),
        (false, true) => assert_eq!(status, 403, "{what}"),
        // A form is not sent again by signing in, so that whoever sends one is told that nothing was taken.
        (false, false) if method == "post" => assert_eq!(status, 403, "{what}"),
        (false, false) => assert!(is_sent_to_sign_in(page), "{what}: {status}"),
    }
    let expected: &[u16] = match method {
        // A layer that is gone, or a file or counts that are, is what its removal was to come to: it leads back to the list.
        "post" if gone_leads_back(what) => &[303],
        // There is nothing to fill in: whoever says that they look is shown what they look at.
        "post" if what.contains("/weighting/look ") => &[303],
        // Without words there is nothing to show, which is no mistake, and nothing is stored.
        "post" if what.contains("/staff/writing/") => &[200],
        "post" => &[404, 409, 422],
        // The page of exports, with what has to be chosen first.
        _ if what.contains("/exports/file") => &[422],
        _ => &[200, 303, 404],
    };
    assert!(matches!(who, Everybody) || !is_let_in || expected.contains(&status), "{what}: {status}");
}

fn gone_leads_back(what: &str) -> bool {
    ["/staff/map/layers/", "/staff/margins/load/", "/staff/margins/remove/"]
        .iter()
        .any(|begin| what.strip_prefix("post ").is_some_and(|address| address.starts_with(begin)))
}

#[test]
fn no_page_of_questions_can_have_the_address_of_a_page_of_the_form() {
    let below = DOORS.iter().filter_map(|(path, ..)| path.strip_prefix("/consultations/{slug}/respond/"));
    for name in below.filter(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')) {
        assert!(RESERVED_PAGES.contains(&name), "{name}");
    }
}

on_both_engines! {
    async fn each_route_lets_in_whom_the_table_names_and_nobody_else(app: TestApp) {
        let app = app.with_early_survey().await;
        let site = server::router::router(app.state.clone());
        let mut people = vec![(None, app.visitor().through(site.clone()))];
        for role in Role::ALL.iter().copied() {
            people.push((Some(role), app.staff(role).await.through(site.clone())));
        }
        for (role, visitor) in &mut people {
            for (route, methods, who) in DOORS {
                for method in methods.split(' ') {
                    let page = ask(visitor, method, &address(route)).await;
                    expect(&page, (method, who), *role, &format!("{method} {route} for {:?}", role.map(Word::word)));
                }
            }
            assert_eq!(visitor.get("/staff").await.status == 200, role.is_some());
            assert_eq!(visitor.get("/staff/sign-in").await.location().is_some(), role.is_some());
            assert_eq!(visitor.post("/staff/sign-in", &[]).await.status, 422);
            assert_eq!(visitor.post("/staff/sign-out", &[]).await.location().as_deref(), Some("/"));
            assert!(is_sent_to_sign_in(&visitor.get("/staff").await));
        }
    }
}

/// Finds each route in the sources of a folder, with its methods.
fn routes_in(folder: &Path, found: &mut BTreeSet<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            routes_in(&path, found);
        } else {
            let source = fs::read_to_string(&path).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap();
            for other in [".nest(", ".nest_service(", ".route_service(", ".fallback_service("] {
                assert!(!source.contains(other), "{}: this test cannot see what {other} adds", path.display());
            }
            found.extend(source.split(".route(").skip(1).map(|rest| route(source, rest)));
        }
    }
}

/// Reads the arguments of `.route(`: an address or the name of a constant with one, and the handlers.
fn route(source: &str, rest: &str) -> (String, String) {
    let mut depth = 1;
    let end = rest.find(|letter| {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        depth == 0
    });
    let (named, handlers) = rest[..end.unwrap()].split_once(',').unwrap();
    let address = named.trim().trim_matches('"');
    let constant = format!("const {address}: &str = \"");
    let address = source.split_once(&constant).map_or(address, |(_, rest)| rest.split('"').next().unwrap());
    let is_method = |word: &&str| ["get", "post", "put", "patch", "delete", "any", "on", "head"].contains(word);
    let before_brackets = handlers.split('(').map(|part| part.rsplit(['.', ' ']).next().unwrap());
    (address.to_owned(), before_brackets.filter(is_method).collect::<Vec<_>>().join(" "))
}

#[test]
fn every_route_in_the_sources_has_a_line_in_the_table() {
    let mut found = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for folder in ["app/src", "server/src"] {
        routes_in(&root.join(folder), &mut found);
    }
    let listed = DOORS.iter().chain(&SESSION).map(|(path, methods, _)| ((*path).to_owned(), (*methods).to_owned()));
    assert_eq!(found, listed.collect());
}
