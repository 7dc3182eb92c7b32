//! What the store promises, on both engines: a file for each table, and `write` for what all of them rest on.
//!
//! What only one of the engines has to promise is in `sqlite` and `postgres`.

#![cfg(test)]

mod accounts;
mod alerts;
mod articles;
mod attachments;
mod bulletins;
mod campaigns;
mod comments;
mod consultations;
mod damage;
mod documents;
mod drafts;
mod erasures;
mod fixtures;
mod front;
mod gain_rules;
mod groups;
mod imports;
mod invitations;
mod involvement;
mod library;
mod listings;
mod lists;
mod loadings;
mod map_layers;
mod margins;
mod marks;
mod migrations;
mod moderations;
mod open_data;
mod outbox;
mod particulars;
mod postgres;
mod priorities;
mod proposals;
mod questionnaire_drafts;
mod records;
mod replies;
mod reports;
mod saved_exports;
mod scorings;
mod search;
mod settings;
mod sqlite;
mod submissions;
mod subscriptions;
mod test_responses;
mod weighing;
mod withdrawals;
mod write;
