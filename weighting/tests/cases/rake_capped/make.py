"""Makes input.csv and expected.json of this folder: python3 make.py (numpy, nothing else).

Written from the reference manual of anesrake, row by row, without collapsing to cells.
"""
import csv, json
import numpy as np

rng = np.random.default_rng(20261124)
n = 600
targets = {"age": {"18-24": .30, "25-44": .30, "45-64": .25, "65+": .15}, "sex": {"F": .52, "M": .48},
           "area": {"town": .45, "coast": .35, "moor": .20}}
shares = {"age": [.05, .25, .35, .35], "sex": [.6, .4], "area": [.7, .22, .08]}
rows = {v: rng.choice(list(t), n, p=shares[v]) for v, t in targets.items()}
rows["sex"][rng.choice(n, 25, False)] = ""
rows["area"][rng.choice(n, 15, False)] = ""
base = np.round(rng.uniform(.6, 1.6, n), 3)
with open("input.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["age", "sex", "area", "base"])
    out.writerows(zip(rows["age"], rows["sex"], rows["area"], base))


def rake(cap, start):
    w = start / start.mean()
    before, turns = np.inf, 0
    while True:
        old = w.copy()
        for variable, target in targets.items():
            known = rows[variable] != ""
            rest = w[known].sum()
            for level, share in target.items():
                here = rows[variable] == level
                w[here] *= share * rest / w[here].sum()
        w /= w.mean()
        while w.max() > cap + 1e-4:
            w = np.minimum(w, cap)
            w /= w.mean()
        turns += 1
        moved = np.abs(w - old).sum()
        if moved >= .99 * before or moved <= 1e-14 * n:
            break
        before = moved
    achieved = {v: {l: w[rows[v] == l].sum() / w[rows[v] != ""].sum() for l in t} for v, t in targets.items()}
    return {"weights": w.tolist(), "achieved": achieved, "max": w.max(), "turns": turns,
            "n_eff": w.sum() ** 2 / (w ** 2).sum()}


expected = {"cap_5": rake(5, np.ones(n)), "cap_3": rake(3, np.ones(n)), "cap_8_base": rake(8, base.copy()),
            "cap_4_base": rake(4, base.copy()), "no_cap": rake(1e6, np.ones(n))}
json.dump({"targets": targets, "expected": expected}, open("expected.json", "w"))
for name, run in expected.items():
    print(name, run["turns"], run["max"], run["n_eff"], run["achieved"]["age"])
