"""Works the figures of a bundle out again from the file alone, as method.md in it says, with nothing but Python.

    python3 recompute.py BUNDLE

Prints each figure that differs by more than 1e-9 and ends with 1, or says how many are the same and ends with 0.
"""

import csv
import io
import json
import math
import sys
import zipfile

TOLERANCE = 1e-9
MET = 1e-10
MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


class Refused(Exception):
    """Why nothing can be weighted."""


# Reading


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


# Weights


def merge(codes, levels, merges_neighbours):
    """Merges levels with fewer than 10 respondents into a neighbour; gives new codes, new targets, and what was merged."""
    counts = [sum(code == level for code in codes) for level in range(len(levels))]
    for level, count in enumerate(counts):
        if levels[level]["count"] == 0 and count > 0:
            raise Refused("people in a level in which nobody lives")
    groups = [[level] for level in range(len(levels)) if levels[level]["count"] > 0]
    size = lambda group: sum(counts[level] for level in group)
    name = lambda group: " and ".join(levels[level]["code"] for level in group)
    merged = []
    while merges_neighbours:
        small = min(range(len(groups)), key=lambda place: (size(groups[place]), place))
        if size(groups[small]) >= 10:
            break
        beside = [place for place in (small - 1, small + 1) if 0 <= place < len(groups)]
        if len(groups) <= 2 or not beside:
            raise Refused("a level that nothing may be merged with")
        large = min(beside, key=lambda place: size(groups[place]))
        merged.append((name(groups[small]), name(groups[large])))
        first, second = min(small, large), max(small, large)
        groups[first] = sorted(groups[first] + groups.pop(second))
    groups += [[level] for level in range(len(levels)) if levels[level]["count"] == 0]
    place = {level: number for number, group in enumerate(groups) for level in group}
    targets = [float(sum(levels[level]["count"] for level in group)) for group in groups]
    return [None if code is None else place[code] for code in codes], targets, merged


class Cells:
    """Respondents with the same level on every margin; the level after the last stands for one that is not known."""

    def __init__(self, codes, targets):
        self.sizes = [len(each) for each in targets]
        self.shares = [[target / sum(each) for target in each] for each in targets]
        filled = [[size if code is None else code for code in column] for column, size in zip(codes, self.sizes)]
        keys = list(zip(*filled))
        self.levels = sorted(set(keys))
        number = {key: place for place, key in enumerate(self.levels)}
        self.of_row = [number[key] for key in keys]
        self.count = [0.0] * len(self.levels)
        for cell in self.of_row:
            self.count[cell] += 1.0

    def by_level(self, margin, amounts):
        parts = [[] for _ in range(self.sizes[margin] + 1)]
        for key, amount in zip(self.levels, amounts):
            parts[key[margin]].append(amount)
        return [math.fsum(part) for part in parts]

    def swept(self, before):
        """Rakes without bounds, margin by margin; None where that comes to no end."""
        weights, idle, miss = list(before), 0, self.miss(before)
        for _ in range(500):
            if miss <= MET:
                return weights
            if idle == 10 or miss == math.inf:
                return None
            for margin, shares in enumerate(self.shares):
                sums = self.by_level(margin, weights)
                known = math.fsum(sums[:-1])
                factors = [share * known / total if share > 0 else 1.0 for share, total in zip(shares, sums)] + [1.0]
                weights = [weight * factors[key[margin]] for weight, key in zip(weights, self.levels)]
            last, miss = miss, self.miss(weights)
            idle = 0 if miss <= last * 0.999 else idle + 1
        return weights if miss <= MET else None

    def miss(self, weights):
        worst = 0.0
        for margin, shares in enumerate(self.shares):
            sums = self.by_level(margin, weights)
            known = math.fsum(sums[:-1])
            for share, total in zip(shares, sums):
                if share > 0:
                    worst = max(worst, abs(total / (share * known) - 1.0) if total > 0 else math.inf)
        return worst

    def targets(self, before):
        """What each level has to weigh; those whose level is not known keep what raking without bounds leaves them."""
        weights = before
        if any(key[margin] == size for key in self.levels for margin, size in enumerate(self.sizes)):
            weights = self.swept(before)
            if weights is None:
                return None
        targets = []
        for margin, shares in enumerate(self.shares):
            sums = self.by_level(margin, weights)
            known = math.fsum(sums[:-1])
            targets.append([share * known for share in shares] + [sums[-1]])
        return targets

    def ratios(self, before, lower, upper):
        """The weight of each cell: min(max(exp(sum of its levels' lambdas), lower), upper); None where no lambdas meet the targets."""
        targets = self.targets(before)
        if targets is None:
            return None
        for margin, wanted in enumerate(targets):
            for have, want in zip(self.by_level(margin, before), wanted):
                if not have * lower * (1 - MET) <= want <= have * upper * (1 + MET):
                    return None
        return self.solve(before, targets, lower, upper)

    def solve(self, before, targets, lower, upper):
        starts = [sum(size + 1 for size in self.sizes[:margin]) for margin in range(len(self.sizes))]
        columns = [[start + level for start, level in zip(starts, key)] for key in self.levels]
        wanted = [target for each in targets for target in each]
        lambdas = [0.0] * len(wanted)

        def at(lambdas):
            sums = [math.fsum(lambdas[column] for column in cell) for cell in columns]
            ratios = [min(max(math.exp(min(each, 700.0)), lower), upper) for each in sums]
            # The dual goes on as its tangent beyond a bound.
            dual = math.fsum(b * r * (1.0 + u - math.log(r)) for b, r, u in zip(before, ratios, sums))
            dual -= math.fsum(l * want for l, want in zip(lambdas, wanted))
            totals = [[] for _ in wanted]
            for cell, b, r in zip(columns, before, ratios):
                for column in cell:
                    totals[column].append(b * r)
            gradient = [math.fsum(total) - want for total, want in zip(totals, wanted)]
            miss = max((abs(g / want) for g, want in zip(gradient, wanted) if want > 0), default=0.0)
            return ratios, dual, gradient, miss

        ratios, dual, gradient, miss = at(lambdas)
        for _ in range(200):
            if miss <= 1e-14:
                break
            size = len(wanted)
            hessian = [[0.0] * size for _ in range(size)]
            for cell, b, r in zip(columns, before, ratios):
                for i in cell if lower < r < upper else ():
                    for j in cell:
                        hessian[i][j] += b * r
            for i in range(size):
                hessian[i][i] += max(min(miss, 1.0), 1e-12) * wanted[i] if wanted[i] > 0 else 1.0
            step = solved(hessian, [-g for g in gradient])
            slope = math.fsum(s * g for s, g in zip(step, gradient))
            for halvings in range(60):
                length = 0.5**halvings
                moved = at([l + length * s for l, s in zip(lambdas, step)])
                if moved[1] <= dual + 1e-4 * length * slope or moved[3] <= 0.5 * miss:
                    break
            else:
                break
            if miss <= MET and moved[3] > 0.5 * miss:
                break
            lambdas = [l + length * s for l, s in zip(lambdas, step)]
            ratios, dual, gradient, miss = moved
        return ratios if miss <= MET else None


def solved(matrix, right):
    """Solves equations by elimination with pivots."""
    rows = [list(row) + [value] for row, value in zip(matrix, right)]
    size = len(rows)
    for place in range(size):
        pivot = max(range(place, size), key=lambda row: abs(rows[row][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        for row in range(place + 1, size):
            factor = rows[row][place] / rows[place][place]
            if factor:
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[place])]
    solution = [0.0] * size
    for place in reversed(range(size)):
        rest = math.fsum(rows[place][other] * solution[other] for other in range(place + 1, size))
        solution[place] = (rows[place][size] - rest) / rows[place][place]
    return solution


def kish(weights):
    total = math.fsum(weights)
    effective = total * total / math.fsum(weight * weight for weight in weights)
    return effective, len(weights) / effective


# Shares


def means(columns, weights):
    """The weighted mean of each column over those who answered."""
    found = []
    for column in columns:
        known = [(value, weight) for value, weight in zip(column, weights) if value is not None]
        total = math.fsum(weight for _, weight in known)
        if not total > 0:
            return None
        found.append(math.fsum(value * weight for value, weight in known) / total)
    return found


def shares(amounts):
    total = sum(amounts) if amounts else 0.0
    return [amount / total for amount in amounts] if total > 0 else None


def ranks(values):
    return [1 + sum(other > value for other in values) for value in values]


def columns_of(answers, options):
    return [[None if answer is None else answer[option] for answer in answers] for option in range(options)]


# Draws


def mixed(number):
    """The finaliser of SplitMix64."""
    number = (number + GOLDEN) & MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & MASK
    return number ^ (number >> 31)


WHOLE = [24109, 24109, 12054, 4018, 1004, 200, 33, 4]
TABLE = [times for times, whole in enumerate(WHOLE) for _ in range(whole)] + [None] * 5


def drawn(seed, replicate, respondents):
    """How often a replicate counts each place."""
    of_replicate = mixed(mixed(seed) ^ replicate)
    multiplicities = []
    for block, start in enumerate(range(0, respondents, 4096)):
        key = mixed(of_replicate ^ ((block * GOLDEN) & MASK))
        number, words = key, []
        for _ in range(32):
            number = (number + GOLDEN) & MASK
            words.append(mixed(number))
        lanes = [[words[lane], words[8 + lane], words[16 + lane], words[24 + lane]] for lane in range(8)]
        places = min(4096, respondents - start)
        block_drawn = []
        while len(block_drawn) < places:
            for lane in lanes:
                word = step(lane)
                block_drawn += [TABLE[(word >> shift) & 0xFFFF] for shift in (0, 16, 32, 48)]
        for place in range(places):
            if block_drawn[place] is None:
                block_drawn[place] = left_over((mixed((key ^ MASK) ^ (place + 1)) >> 11) / 2.0**53)
        multiplicities += block_drawn[:places]
    return multiplicities


def step(state):
    """One step of xoshiro256++."""
    a, b, c, d = state
    turn = lambda word, by: ((word << by) | (word >> (64 - by))) & MASK
    word = (turn((a + d) & MASK, 23) + a) & MASK
    shifted = (b << 17) & MASK
    c ^= a
    d ^= b
    state[1], state[0] = b ^ c, a ^ d
    state[2], state[3] = c ^ shifted, turn(d, 45)
    return word


def left_over(point):
    """The multiplicity of a draw that the table leaves over."""
    point, expected = point * 5.0, 65536.0 / math.e
    for times in range(17):
        left = expected - (WHOLE[times] if times < 8 else 0.0)
        if point < left:
            return times
        point -= left
        expected /= times + 1.0
    return 17


def places_of(cells, answers, options):
    """The order of places: by cell, then by the first eight columns of small whole numbers, then by all columns."""
    small = lambda value: value is None or (value == int(value) and 0 <= value <= 254)
    whole = [all(small(a if a is None else a[option]) for a in answers) for option in range(options)]
    first = [option for option in range(options) if whole[option]][:8]
    blank = lambda row, option: math.inf if answers[row] is None else answers[row][option]
    key = lambda row: (cells.of_row[row], [blank(row, o) for o in first], [blank(row, o) for o in range(options)])
    return sorted(range(len(answers)), key=key)


def replicates(plan, cells, bounds, answers, options):
    """The shares of each replicate that can be made, and how many cannot."""
    order = places_of(cells, answers, options)
    made, failed = [], 0
    for replicate in range(plan["replicates"]):
        times = drawn(plan["seed"], replicate, len(order))
        before, totals = [0.0] * len(cells.levels), [[0.0] * (options + 1) for _ in cells.levels]
        for row, count in zip(order, times):
            if count:
                cell = cells.of_row[row]
                before[cell] += count
                if answers[row] is not None:
                    totals[cell][options] += count
                    for option, gift in enumerate(answers[row]):
                        totals[cell][option] += count * gift
        ratios = [1.0] * len(before) if bounds is None else cells.ratios(before, *bounds)
        found = None
        if ratios is not None and any(before):
            sums = [math.fsum(r * total[option] for r, total in zip(ratios, totals)) for option in range(options + 1)]
            found = shares([total / sums[options] for total in sums[:options]]) if sums[options] > 0 else None
        if found is None:
            failed += 1
        else:
            made.append(found)
    return made, failed


def stepped(plan, cells, answers, options, weights, estimate):
    """Replicates by one step along the influence values."""
    columns = columns_of(answers, options)
    centres = means(columns, weights)
    total = sum(centres)
    weight = math.fsum(w for w, answer in zip(weights, answers) if answer is not None)
    influence = []
    for option in range(options):
        share = centres[option] / total
        scores = [0.0 if a is None else (a[option] - share * sum(a)) / total / weight for a in answers]
        influence.append([w * e for w, e in zip(weights, residuals(cells, scores))])
    order, made = places_of(cells, answers, options), []
    for replicate in range(plan["replicates"]):
        times = drawn(plan["seed"], replicate, len(order))
        moved = [math.fsum((count - 1.0) * z[row] for row, count in zip(order, times)) for z in influence]
        made.append([share + by for share, by in zip(estimate, moved)])
    return made


def residuals(cells, scores):
    """Scores less what the levels of the margins explain by least squares."""
    if any(level == size for key in cells.levels for level, size in zip(key, cells.sizes)):
        raise SystemExit("steps where some levels are not known are not worked out by this script")
    starts = [sum(cells.sizes[:margin]) for margin in range(len(cells.sizes))]
    size = sum(cells.sizes)
    normal, right = [[0.0] * size for _ in range(size)], [[] for _ in range(size)]
    columns = [[start + level for start, level in zip(starts, key)] for key in cells.levels]
    for cell, count in zip(columns, cells.count):
        for i in cell:
            for j in cell:
                normal[i][j] += count
    for row, score in enumerate(scores):
        for i in columns[cells.of_row[row]]:
            right[i].append(score)
    # The levels of each margin add up to the same: the first of all but the first margin is left out.
    kept = [i for i in range(size) if i not in starts[1:] and normal[i][i] > 0]
    solution = dict(zip(kept, solved([[normal[i][j] for j in kept] for i in kept], [math.fsum(right[i]) for i in kept])))
    return [s - math.fsum(solution.get(i, 0.0) for i in columns[cells.of_row[row]]) for row, s in enumerate(scores)]


def quantile(values, probability):
    """Linear between order statistics: type 7 of R."""
    values = sorted(values)
    place = (len(values) - 1) * probability
    below = min(int(place), len(values) - 1)
    above = min(below + 1, len(values) - 1)
    return values[below] + (place - below) * (values[above] - values[below])


# Ranks and tiers


def rank_shares(made):
    """How often each priority has each rank; and how many draws have a tie that rounding may decide either way."""
    options = len(made[0])
    counts, close = [[0] * options for _ in range(options)], 0
    for row in made:
        for option, rank in enumerate(ranks(row)):
            counts[option][rank - 1] += 1
        ordered = sorted(row)
        close += any(0 < b - a < 1e-12 for a, b in zip(ordered, ordered[1:])) or len(set(row)) < options
    return [[count / len(made) for count in each] for each in counts], close / len(made)


def joint_ranks(estimate, made):
    """Ranks that cannot be told apart, all differences tested at one critical value, stepping down."""
    options, draws = len(estimate), len(made)
    pairs = [(i, j) for i in range(options) for j in range(options) if i != j]
    deviation = {}
    for i, j in pairs:
        apart = [row[i] - row[j] for row in made]
        mean = math.fsum(apart) / draws
        deviation[i, j] = math.sqrt(math.fsum((each - mean) ** 2 for each in apart) / (draws - 1))
    told = {(i, j) for i, j in pairs if deviation[i, j] == 0 and estimate[i] > estimate[j]}
    while True:
        left = [(i, j) for i, j in pairs if (i, j) not in told and deviation[i, j] > 0]
        if not left:
            break
        largest = sorted(
            max(0.0, *(((row[i] - row[j]) - (estimate[i] - estimate[j])) / deviation[i, j] for i, j in left)) for row in made
        )
        critical = largest[max(math.ceil(0.95 * draws - 1e-9), 1) - 1]
        more = {(i, j) for i, j in left if (estimate[i] - estimate[j]) / deviation[i, j] > critical}
        if not more:
            break
        told |= more
    lower = [1 + sum((j, i) in told for j in range(options)) for i in range(options)]
    upper = [options - sum((i, j) in told for j in range(options)) for i in range(options)]
    return lower, upper


def tiers(estimate, lower, upper):
    order, tier, found = sorted(range(len(estimate)), key=lambda i: -estimate[i]), 1, {}
    for place, option in enumerate(order, 1):
        found[option] = tier
        first, others = order[:place], order[place:]
        tier += all(upper[i] <= place for i in first) and all(lower[i] > place for i in others)
    return [found[option] for option in range(len(estimate))]


# All of it


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
        merged = [merge(c, m["levels"], m["merges_neighbours"]) for c, m in zip(codes, plan["margins"])]
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
        made, failed = stepped(plan, cells, given, options, weights, weight), 0
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
