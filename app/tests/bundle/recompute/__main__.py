"""Works the figures of a bundle out again from the file alone, as method.md in it says, with nothing but Python.

    python3 recompute BUNDLE

Prints each figure that differs by more than 1e-9 and ends with 1, or says how many are the same and ends with 0.
"""

import math
import sys

from draws import quantile, replicates, stepped
from panels import pooled
from reading import gifts, read, supports, vote
from shares import columns_of, means, ranks, shares
from tiers import joint_ranks, rank_shares, tiers
from weights import Cells, Refused, kish, merge

TOLERANCE = 1e-9


def recompute(path):
    plan, questions, stored, rows, frozen = read(path)
    asked = {question["question"]: question for question in questions["questions"]}
    question = asked[plan["headline"]]
    items = [option for option in question["options"] if option["priority"] is not None]
    residents = [row for row in rows if row["segment"] == questions["weighted_segment"]]
    votes = [vote(question, row) for row in residents]
    given, supported = [gifts(question, each) for each in votes], [supports(question, each) for each in votes]
    is_answered = [each is not None for each in votes]
    lower, upper = plan["bounds"]["floor"] / 100, plan["bounds"]["cap"] / 100

    codes = []
    for margin, column in zip(plan["margins"], questions["margins"]):
        names = [level["code"] for level in margin["levels"]]
        codes.append([names.index(row[column["column"]]) if row[column["column"]] else None for row in residents])
    try:
        merged = [merge(c, m["levels"], m["merges_neighbours"], m.get("merge_list", [])) for c, m in zip(codes, plan["margins"])]
        if not merged:
            raise Refused("no margins")
        cells = Cells([each[0] for each in merged], [each[1] for each in merged])
        ratios = cells.ratios(cells.count, lower, upper)
        if ratios is None:
            raise Refused("the margins cannot be met")
        scale = len(residents) / math.fsum(count * ratio for count, ratio in zip(cells.count, ratios))
        weights = [ratios[cell] * scale for cell in cells.of_row]
        effective, design_effect = kish([w for w, answered in zip(weights, is_answered) if answered])
        if design_effect > 4 or effective < 100:
            raise Refused("the weights tell too little")
        merges = [(m["name"], *pair) for m, each in zip(plan["margins"], merged) for pair in each[2]]
        quality = "green" if design_effect <= 2 and effective >= 400 and not merges else "amber"
        bounds = (lower, upper)
    except Refused:
        cells, bounds, merges, quality = Cells([], []), None, [], "red"
        cells.levels, cells.of_row, cells.count = [()], [0] * len(residents), [float(len(residents))]
        weights = [1.0] * len(residents)
        effective, design_effect = kish([1.0] * sum(is_answered))

    options = len(items)
    equal = [1.0] * len(residents)
    weight, unweighted = (shares(means(columns_of(given, options), each)) for each in (weights, equal))
    support, support_unweighted = (means(columns_of(supported, options), each) for each in (weights, equal))
    made, failed = replicates(plan, cells, bounds, given, options)
    are_steps = failed > 0.05 * plan["replicates"] or len(made) < 2
    if are_steps:
        made, failed = dict(enumerate(stepped(plan, cells, given, options, weights, weight))), 0
    of_residents, made = made, list(made.values())
    probabilities, close = rank_shares(made)
    joint = joint_ranks(weight, made)
    tier = tiers(weight, *joint)
    top = min(plan["top"], options)
    order = sorted(range(options), key=lambda option: ranks(weight)[option])

    def level(share):
        return "high" if share >= plan["cutoffs"]["high"] / 100 - 1e-12 else "medium" if share >= plan["cutoffs"]["medium"] / 100 - 1e-12 else "low"

    def item(option):
        draws = [row[option] for row in made]
        return {
            "priority": items[option]["priority"],
            "label": items[option]["label"],
            "supporters": sum(1 for each in supported if each is not None and each[option] > 0),
            "supported_unweighted": support_unweighted[option],
            "supported": support[option],
            "support": level(support[option]),
            "unweighted": unweighted[option],
            "weight": weight[option],
            "range": [quantile(draws, 0.025), quantile(draws, 0.975)],
            "unweighted_rank": ranks(unweighted)[option],
            "rank": ranks(weight)[option],
            "ranks": [joint[0][option], joint[1][option]],
            "rank_probabilities": probabilities[option],
            "top_probability": sum(probabilities[option][:top]),
            "tier": tier[option],
        }

    def margin_shares(margin, codes):
        known = [(code, w) for code, w in zip(codes, weights) if code is not None]
        population = sum(each["count"] for each in margin["levels"])
        total = math.fsum(w for _, w in known)

        def of(place, each):
            inside = [w for code, w in known if code == place]
            return {
                "label": each["label"],
                "respondents": len(inside),
                "share": len(inside) / max(len(known), 1),
                "weighted": math.fsum(inside) / total if known else 0.0,
                "population": each["count"] / population,
            }

        levels = [of(place, each) for place, each in enumerate(margin["levels"])]
        return {"margin": margin["name"], "source": margin["source"], "unknown": len(codes) - len(known), "levels": levels}

    def segment_shares(segment):
        group = [vote(question, row) for row in rows if row["segment"] == segment]
        found = means(columns_of([gifts(question, each) for each in group], options), [1.0] * len(group))
        found = found and shares(found)
        sums = [sum(1 for each in group if each is not None and supports(question, each)[option] > 0) for option in order]
        return {
            "segment": segment or None,
            "respondents": len(group),
            "answered": sum(each is not None for each in group),
            "shares": [found[option] for option in order] if found else [],
            "supporters": sums,
        }

    segments = sorted({row["segment"] for row in rows} - {questions["weighted_segment"]}, key=lambda each: (each == "", each))
    missing = sum(row["state"] == "missing" for row in frozen)
    answered_weights = [w for w, answered in zip(weights, is_answered) if answered]
    found = {
        "respondents": {
            "frozen": len(frozen), "missing": missing, "residents": len(residents), "answered": sum(is_answered),
            "left_out": sum(row["state"] == "left-out" for row in frozen), "campaigns": questions["campaigns"],
        },
        "weights": {
            "quality": quality,
            "effective": effective,
            "design_effect": design_effect,
            "at_floor": sum(w <= lower * (1 + 1e-9) for w in answered_weights) if bounds else 0,
            "at_cap": sum(w >= upper * (1 - 1e-9) for w in answered_weights) if bounds else 0,
            "merged": [{"margin": margin, "level": one, "into": into} for margin, one, into in merges],
            "margins": [margin_shares(margin, each) for margin, each in zip(plan["margins"], codes)],
        },
        "headline": {
            "question": question["question"],
            "text": question["text"],
            "estimator": plan["estimator"],
            "draws": {"made": len(made), "failed": failed, "are_steps": are_steps},
            "items": [item(option) for option in order],
        },
        "segments": [segment_shares(segment) for segment in segments],
    }
    if plan.get("pooling"):
        residents = {
            "segment": questions["weighted_segment"], "answered": sum(is_answered), "shares": weight,
            "made": of_residents, "are_steps": are_steps,
        }
        found["pooling"] = pooled(plan, question, rows, residents, order)
    if (stored["weights"]["refusal"] is None) != (bounds is not None):
        print("weights.refusal: one of both is weighted")
        return 1
    same, differing = compare(found, stored, "", close)
    for line in differing:
        print(line)
    if differing:
        return 1
    print(f"{same} figures came out the same")
    return 0


def compare(found, stored, path, close):
    """Compares what was worked out with what is stored; what is stored besides is not looked at."""
    if isinstance(found, (dict, list)) and not isinstance(stored, type(found)):
        return 0, [f"{path}: {stored} in the file, {found} recomputed"]
    if isinstance(found, dict):
        parts = [compare(found[key], stored[key], f"{path}.{key}" if path else key, close) for key in found]
    elif isinstance(found, list):
        if len(found) != len(stored):
            return 0, [f"{path}: {len(stored)} in the file, {len(found)} recomputed"]
        parts = [compare(a, b, f"{path}[{place}]", close) for place, (a, b) in enumerate(zip(found, stored))]
    else:
        slack = close if "probabilit" in path else 0.0
        near = isinstance(found, float) and abs(found - stored) <= slack + 1e-12 + TOLERANCE * max(abs(found), abs(stored))
        return (1, []) if near or found == stored else (0, [f"{path}: {stored} in the file, {found} recomputed"])
    return sum(part[0] for part in parts), [line for part in parts for line in part[1]]


if __name__ == "__main__":
    sys.exit(recompute(sys.argv[1]))
