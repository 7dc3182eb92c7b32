"""Reads the JSON Lines, where types and texts need no marks."""

import json

import pandas
from expected import HABITATS, POINTS, ROWS, STATES, TICKED, WORDS

data = pandas.read_json("responses.jsonl", lines=True, convert_dates=False, dtype=False)
assert len(data) == ROWS
assert data["you-say"].dropna().tolist() == WORDS
assert data["you-say.state"].tolist() == STATES

lines = [json.loads(line) for line in open("responses.jsonl", encoding="utf-8")]
first, last = lines[0], lines[-1]
assert list(first) == list(data.columns)
assert (first["you-say.points"], first["you-say.hectares"], first["you-say.ticked"]) == (1, -1250.5, False)
assert [line["you-say.habitat"] for line in lines[: len(WORDS)]] == HABITATS
assert [line["you-say.points"] for line in lines[: len(WORDS)]] == POINTS
assert [line["you-say.ticked"] for line in lines[: len(WORDS)]] == TICKED
assert last["you-say"] is None and last["you-say.state"] == "not-in-version"
