"""What the sample holds, for the scripts beside this one."""

import json
import re
from pathlib import Path

EXPECTED = json.loads(Path("expected.json").read_text(encoding="utf-8"))
WORDS = EXPECTED["words"]
ROWS = len(WORDS) + 3
STATES = ["answered"] * len(WORDS) + EXPECTED["states"][1:]
HABITATS = [["ponds", "woods", "dont-know"][number % 3] for number in range(len(WORDS))]
POINTS = [1 + number % 5 for number in range(len(WORDS))]
TICKED = [number % 2 == 1 for number in range(len(WORDS))]

PASSED = r"""[\s"'`\u00ad\u180e\u200b-\u200f\u2018-\u201f\u202a-\u202e\u2060-\u2069\ufeff\uff02\uff07]*"""
FORMULA = r"[\x00-\x1f\x7f-\x9f=+@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212-]"
MARK = re.compile(f"^'(?={PASSED}{FORMULA})")


def without_mark(text):
    """The text that somebody typed, without the apostrophe that keeps spreadsheets from running it."""
    return MARK.sub("", text)
