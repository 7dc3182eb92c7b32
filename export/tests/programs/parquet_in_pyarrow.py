"""Reads the Parquet file: its types, its values, and what its metadata says."""

import json
from datetime import date

import pyarrow
import pyarrow.parquet
from expected import HABITATS, POINTS, ROWS, STATES, TICKED, WORDS

table = pyarrow.parquet.read_table("responses.parquet")
types = {
    "reference": pyarrow.string(),
    "submitted": pyarrow.date32(),
    "you-say": pyarrow.string(),
    "you-say.habitat": pyarrow.string(),
    "you-say.points": pyarrow.int64(),
    "you-say.hectares": pyarrow.float64(),
    "you-say.ticked": pyarrow.bool_(),
    "you-say.since": pyarrow.date32(),
    "you-say.shown": pyarrow.string(),
    "you-say.state": pyarrow.string(),
}
assert {field.name: field.type for field in table.schema} == types
data = table.to_pydict()
assert table.num_rows == ROWS
assert data["you-say"] == WORDS + [None] * 3
assert data["you-say.state"] == STATES
assert data["you-say.habitat"][: len(WORDS)] == HABITATS
assert data["you-say.points"] == POINTS + [None] * 3
assert data["you-say.hectares"][0] == -1250.5 and data["you-say.hectares"][-1] is None
assert data["you-say.ticked"][: len(WORDS)] == TICKED
assert data["you-say.since"][0] == date(1987, 2, 28) and data["submitted"][-1] == date(2026, 6, 16)

metadata = table.schema.metadata
dictionary = json.loads(metadata[b"folkmoot.dictionary"])
labels = {line["value"]: line["value_label"] for line in dictionary if line["column"] == "you-say.habitat"}
assert labels == {"ponds": 'Ponds & "lakes"', "woods": "=Woods", "dont-know": "Don't know"}
manifest = json.loads(metadata[b"folkmoot.manifest"])
assert manifest["rows"] == ROWS and len(manifest["sha256_of_csv"]) == 64
assert manifest["sha256_of_csv"] == json.load(open("manifest.json"))["sha256_of_csv"]
table.to_pandas()
