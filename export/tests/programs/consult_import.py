"""Takes the set for Consult as its import does: each document has the fields of its model and no others."""

import csv
import json
from pathlib import Path


def lines(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def check(document, model):
    assert set(document) == set(model), document
    for name, kind in model.items():
        assert type(document[name]) is kind, (name, document)
    return document


RESPONDENT = {"themefinder_id": int, "demographic_data": dict}
QUESTION = {"question_number": int, "question_text": str, "has_free_text": bool, "multi_choice_options": list}
WORDS = {"themefinder_id": int, "text": str}
CHOICES = {"themefinder_id": int, "options": list}

respondents = [check(line, RESPONDENT) for line in lines("inputs/respondents.jsonl")]
assert [one["themefinder_id"] for one in respondents] == [1, 2, 3, 4, 5]
assert [one["demographic_data"] for one in respondents] == [
    {"What is your sex?": ["Female"]},
    {"What is your sex?": ["Male"]},
    {},
    {"What is your sex?": ["Female"]},
    {"What is your sex?": ["Male"]},
]

folders = sorted(Path("inputs").glob("question_part_*"))
questions = [check(json.loads((folder / "question.json").read_text(encoding="utf-8")), QUESTION) for folder in folders]
assert [one["question_number"] for one in questions] == list(range(1, len(folders) + 1))
VIEWS = ["Agree", "Neither agree nor disagree", "Disagree"]
assert [(one["question_text"], one["has_free_text"], one["multi_choice_options"]) for one in questions] == [
    ("What do you think?: Ponds matter", False, VIEWS),
    ("What do you think?: Woods matter", False, VIEWS),
    ("The plan", False, ["1: Strongly oppose", "5: Strongly support", "Don't know", "2", "3"]),
    ("Which habitats?", True, ["Ponds", "Others"]),
    ("Why?", True, []),
]


def answers(number, name, model):
    path = folders[number - 1] / f"{name}.jsonl"
    return [tuple(check(line, model)[name] for name in model) for line in lines(path)] if path.exists() else []


assert answers(1, "multi_choice", CHOICES) == [(1, ["Agree"]), (2, VIEWS[1:2]), (3, ["Agree"])]
assert answers(1, "responses", WORDS) == []
assert answers(3, "multi_choice", CHOICES) == [(1, ["5: Strongly support"]), (2, ["2"]), (3, ["Don't know"]), (4, ["3"])]
assert answers(4, "multi_choice", CHOICES) == [(1, ["Ponds"]), (2, ["Ponds", "Others"])]
assert answers(4, "responses", WORDS) == [(2, "Café ponds")]
assert answers(5, "responses", WORDS) == [(1, "=1+1"), (2, 'line one\nline "two"')]

for folder, question in zip(folders, questions):
    options = set(question["multi_choice_options"])
    number = question["question_number"]
    assert all(options.issuperset(chosen) for _, chosen in answers(number, "multi_choice", CHOICES))
    assert question["has_free_text"] == (folder / "responses.jsonl").exists()

with open("references.csv", encoding="utf-8", newline="") as file:
    assert list(csv.reader(file))[1:] == [[str(number), f"R-{number}"] for number in range(1, 6)]
