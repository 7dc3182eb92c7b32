-- A response can be published without the name of its organisation, although its sender let it be named: what was typed there can lead to a person.
ALTER TABLE moderations ADD COLUMN is_nameless BOOLEAN NOT NULL DEFAULT FALSE;
