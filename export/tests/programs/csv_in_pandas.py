"""Reads the CSV as docs/exports.md says, and its dictionary."""

import pandas
from expected import FORMULA, HABITATS, POINTS, ROWS, STATES, WORDS, without_mark

data = pandas.read_csv("responses.csv", keep_default_na=False, na_values=[""], dtype={"you-say": str})
assert len(data) == ROWS
cells = data["you-say"].dropna().tolist()
assert [without_mark(cell) for cell in cells] == WORDS, cells
assert not any(cell[0] in "=+-@" for cell in cells), cells
assert data["you-say.state"].tolist() == STATES
assert data["you-say.habitat"].dropna().tolist() == HABITATS
assert data["you-say.points"].dropna().tolist() == POINTS
assert data["you-say.hectares"].dropna().eq(-1250.5).all() and data["you-say.hectares"].dtype == float
assert pandas.to_datetime(data["submitted"]).dt.year.eq(2026).all()

dictionary = pandas.read_csv("dictionary.csv", keep_default_na=False)
assert list(dict.fromkeys(dictionary["column"])) == list(data.columns)
habitat = dictionary[dictionary["column"] == "you-say.habitat"]
assert habitat["value"].tolist() == ["ponds", "woods", "dont-know"]
assert habitat["missing"].tolist() == ["no", "no", "yes"]
assert [without_mark(label) for label in habitat["value_label"]] == ['Ponds & "lakes"', "=Woods", "Don't know"]
