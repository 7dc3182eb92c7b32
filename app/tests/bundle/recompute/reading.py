"""Reading a bundle, and what each answer gives to each priority."""

import csv
import io
import json
import zipfile


def read(path):
    with zipfile.ZipFile(path) as bundle:
        document = lambda name: json.loads(bundle.read(name))
        plan, questions, results = document("plan.json")["plan"], document("questions.json"), document("results.json")
        rows = list(csv.DictReader(io.StringIO(bundle.read("responses.csv").decode())))
        frozen = list(csv.DictReader(io.StringIO(bundle.read("frozen.csv").decode())))
    return plan, questions, results, rows, frozen


def vote(question, row):
    """What somebody gave each option, or None."""
    cells = [row[option["column"]] for option in question["options"]]
    return None if all(cell == "" for cell in cells) else [int(cell) for cell in cells]


def gifts(question, given):
    """What somebody gives each option that points at a priority; None without an answer."""
    if given is None:
        return None
    if question["method"] == "choosing":
        all_given = [1.0 / sum(given) if chosen else 0.0 for chosen in given]
    elif question["method"] == "ranking":
        all_given = [float(max(question["places"] - place, -1) + 1) if place else 0.0 for place in given]
    else:
        all_given = [points / sum(given) for points in given]
    return [gift for gift, option in zip(all_given, question["options"]) if option["priority"] is not None]


def supports(question, given):
    if given is None:
        return None
    return [1.0 if amount > 0 else 0.0 for amount, option in zip(given, question["options"]) if option["priority"] is not None]
