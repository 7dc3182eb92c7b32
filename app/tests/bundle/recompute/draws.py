"""Drawing respondents again and again, each time weighted again."""

import math

from shares import columns_of, means, shares
from weights import solved

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


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
    """The shares of each replicate that can be made, by its number, and how many cannot."""
    order = places_of(cells, answers, options)
    made, failed = {}, 0
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
            made[replicate] = found
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
