"""Reads what PSPP made of the set: values, labels and what it holds for missing."""

import csv

from expected import HABITATS, POINTS, ROWS, STATES, WORDS, without_mark


def table(name):
    with open(name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


values, labels = table("values.csv"), table("labels.csv")
assert len(values) == ROWS, len(values)
on_one_line = [word.replace("\n", " ").replace("\t", " ") for word in WORDS]
read = [without_mark(row["you_say"]) for row in values[: len(WORDS)]]
assert read == on_one_line, read
codes = {"ponds": "1", "woods": "2", "dont-know": "-11"}
assert [row["you_say.habitat"] for row in values] == [codes[name] for name in HABITATS] + ["-1", "-2", "-3"]
assert [row["you_say.points"] for row in values] == [str(point) for point in POINTS] + ["-1", "-2", "-3"]
assert [row["you_say.ticked"] for row in values[-3:]] == ["-1", "-2", "-3"]
assert float(values[0]["you_say.hectares"]) == -1250.5
assert values[0]["submitted"] == "06/15/2026", values[0]["submitted"]
assert [row["you_say.state"] for row in values[-4:]] == ["1", "2", "3", "4"] and len(STATES) == ROWS
assert labels[0]["you_say.habitat"] == 'Ponds & "lakes"' and labels[2]["you_say.habitat"] == "Don't know"
assert labels[-1]["you_say.habitat"] == "Not in this version of the questions"

said = open("said.txt", encoding="utf-8").read()
assert "What do you say?: habitat" in said and "LOWEST THRU -1" in said, said
