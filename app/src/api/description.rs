//! The description of the answers (OpenAPI 3.1), made of the types that are written.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::{
    ConsultationDetail, ConsultationSummary, DocumentDetail, DocumentSummary, Edition, GroupSummary, ListOf,
    MeetingDetail, MeetingSummary, PriorityDetail, PrioritySummary, Problem, ROOT,
};
use crate::state::Site;

/// The version of the description; its first number is that in the addresses.
const VERSION: &str = "1.1.0";

/// What narrows a list.
const PAGE: (&str, &str, &str) = ("page", "integer", "The page of the list, from 1.");
const GROUP: (&str, &str, &str) = ("group", "string", "Only those of the group with this name in addresses.");
const YEAR: (&str, &str, &str) = ("year", "integer", "Only those of this year.");
const PHASE: (&str, &str, &str) = ("phase", "string", "Only those that stand so now: upcoming, open or closed.");
const KIND: (&str, &str, &str) = ("kind", "string", "Only those of this kind: habitat, species, benefit or action.");
const WORDS: (&str, &str, &str) = ("words", "string", "Only those with these words in their title.");

/// Describes all addresses.
pub fn description(site: &Site) -> Value {
    let mut described = Described::new();
    described.list::<ConsultationSummary>("/consultations", "Lists the consultations.", &[PHASE]);
    described.one::<ConsultationDetail>("/consultations/{slug}", "Gives one consultation.");
    described.list::<Edition>("/consultations/{slug}/results", "Lists the published results of a consultation.", &[]);
    described.list::<MeetingSummary>("/meetings", "Lists the meetings, the latest first.", &[GROUP, YEAR]);
    described.one::<MeetingDetail>("/meetings/{slug}", "Gives one meeting with its agenda and minutes.");
    described.list::<DocumentSummary>("/documents", "Lists the documents, the latest first.", &[GROUP, YEAR, WORDS]);
    described.one::<DocumentDetail>("/documents/{slug}", "Gives one document with its versions.");
    described.list::<GroupSummary>("/groups", "Lists the groups.", &[]);
    described.list::<PrioritySummary>("/priorities", "Lists the priorities, in their order.", &[KIND]);
    described.one::<PriorityDetail>(
        "/priorities/{code}",
        "Gives one priority with what people said, what was decided and what was done.",
    );
    described.finish(site)
}

struct Described {
    generator: SchemaGenerator,
    paths: Map<String, Value>,
}

impl Described {
    fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let settings = settings.with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self { generator: settings.into_generator(), paths: Map::new() }
    }

    fn list<T: JsonSchema>(&mut self, path: &str, summary: &str, narrowed: &[(&str, &str, &str)]) {
        let asked = narrowed.iter().chain([&PAGE]).map(|(name, kind, said)| {
            let schema =
                if *kind == "integer" { json!({ "type": kind, "minimum": 1 }) } else { json!({ "type": kind }) };
            json!({ "name": name, "in": "query", "required": false, "description": said, "schema": schema })
        });
        let asked: Vec<Value> = asked.collect();
        self.add::<ListOf<T>>(path, summary, asked);
    }

    fn one<T: JsonSchema>(&mut self, path: &str, summary: &str) {
        self.add::<T>(path, summary, Vec::new());
    }

    fn add<T: JsonSchema>(&mut self, path: &str, summary: &str, mut asked: Vec<Value>) {
        for (name, said) in [("slug", "The name in addresses."), ("code", "The code of the priority.")] {
            if path.contains(&format!("{{{name}}}")) {
                asked.push(json!({
                    "name": name, "in": "path", "required": true,
                    "description": said, "schema": { "type": "string" },
                }));
            }
        }
        let answer = self.generator.subschema_for::<T>();
        let problem = self.generator.subschema_for::<Problem>();
        let problem = json!({
            "description": "There is no such thing, or what was asked cannot be understood.",
            "content": { "application/problem+json": { "schema": problem } },
        });
        let id: Vec<&str> = path.split(['/', '{', '}']).filter(|part| !part.is_empty()).collect();
        let operation = json!({
            "operationId": id.join("-"),
            "summary": summary,
            "parameters": asked,
            "responses": {
                "200": { "description": summary, "content": { "application/json": { "schema": answer } } },
                "304": { "description": "Nothing has changed since the answer with the tag in If-None-Match." },
                "default": problem,
            },
        });
        self.paths.insert(format!("{ROOT}{path}"), json!({ "get": operation }));
    }

    fn finish(mut self, site: &Site) -> Value {
        let schemas = self.generator.take_definitions(true);
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": format!("{}: what is published", site.name),
                "version": VERSION,
                "description": "Consultations, meetings, documents, groups, priorities and results as everybody can read them. No key and no account is needed.",
                "contact": { "email": site.contact_email },
            },
            "servers": [{ "url": site.origin }],
            "paths": self.paths,
            "components": { "schemas": schemas },
        })
    }
}
