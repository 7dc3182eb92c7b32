"""Panels pooled, and what other weights would give."""

import math

from draws import quantile, replicates
from reading import gifts, vote
from shares import columns_of, means, ranks, shares
from tiers import joint_ranks, tiers
from weightings import acceptability


def pooled(plan, question, rows, residents, order):
    """The panels of a plan and their pool; `residents` has what was found for the segment that is weighted."""
    options, panels, said = len(order), plan["pooling"]["panels"], []
    for number, panel in enumerate(panels, 1):
        if panel["segment"] == residents["segment"]:
            said.append((residents["answered"], residents["shares"], residents["made"]))
            continue
        given = [gifts(question, vote(question, row)) for row in rows if row["segment"] == panel["segment"]]
        found = means(columns_of(given, options), [1.0] * len(given))
        cells = type("All", (), {"levels": [()], "of_row": [0] * len(given)})
        of_panel = dict(plan, seed=plan["seed"] + (number << 32))
        answered = sum(each is not None for each in given)
        made = replicates(of_panel, cells, None, given, options)[0] if answered >= 10 else {}
        said.append((answered, found and shares(found), made))
    described = [
        {key: panel[key] for key in ("segment", "weight", "least", "most")}
        | {"answered": answered, "shares": [each[option] for option in order] if each else []}
        for panel, (answered, each, _) in zip(panels, said)
    ]
    few = [{"why": "too-few" if answered < 10 else "nothing-given", "segment": panel["segment"]}
           for panel, (answered, each, _) in zip(panels, said) if answered < 10 or not each]
    found = {"panels": described, "seed": plan["seed"], "refusal": few[0] if few else None, "pool": None}
    if few:
        return found
    values, weights = [panel["shares"] for panel in described], [panel["weight"] / 100 for panel in panels]
    together = lambda weights, values: [math.fsum(w * v for w, v in zip(weights, column)) for column in zip(*values)]
    estimate = together(weights, values)
    numbers = sorted(set.intersection(*(set(made) for _, _, made in said)))
    made = [together(weights, [[rows[number][option] for option in order] for _, _, rows in said]) for number in numbers]
    joint = joint_ranks(estimate, made)
    found["pool"] = {
        "figures": {
            "shares": estimate,
            "ranks": ranks(estimate),
            "log_shares": multiplied(weights, values),
            "without": [together(without(weights, panel), values) for panel in range(len(panels))],
            "changes": [change(weights, values, estimate, panel) for panel in range(len(panels))],
            "within": acceptability(values, [(p["least"] / 100, p["most"] / 100) for p in panels], plan["seed"]),
            "overall": acceptability(values, [(0.0, 1.0)] * len(panels), plan["seed"]),
        },
        "ranges": [[quantile([row[item] for row in made], at) for at in (0.025, 0.975)] for item in range(options)],
        "places": [list(pair) for pair in zip(*joint)],
        "tiers": tiers(estimate, *joint),
        "draws": {"made": len(made), "failed": plan["replicates"] - len(made), "are_steps": residents["are_steps"]},
    }
    return found


def multiplied(weights, values):
    if any(value <= 0 for row in values for value in row):
        return None
    logs = [math.fsum(w * math.log(v) for w, v in zip(weights, column)) for column in zip(*values)]
    each = [math.exp(log - max(logs)) for log in logs]
    return [one / math.fsum(each) for one in each]


def without(weights, panel):
    rest = math.fsum(w for place, w in enumerate(weights) if place != panel)
    return [0.0 if place == panel else w / rest for place, w in enumerate(weights)]


def change(weights, values, estimate, panel):
    """The nearest weight of a panel at which another than the first is level with it."""
    others = [math.fsum(w * v for w, v in zip(without(weights, panel), column)) for column in zip(*values)]
    slopes = [own - other for own, other in zip(values[panel], others)]
    first = max(range(len(estimate)), key=lambda item: estimate[item])
    crossings = []
    for item in range(len(estimate)):
        slope = slopes[first] - slopes[item]
        if item != first and slope != 0:
            at = weights[panel] - (estimate[first] - estimate[item]) / slope
            if (slope > 0 and at > 0) or (slope < 0 and at < 1):
                crossings.append((abs(at - weights[panel]), slope < 0, {"weight": at, "first": item}))
    return min(crossings, key=lambda each: each[:2])[2] if crossings else None
