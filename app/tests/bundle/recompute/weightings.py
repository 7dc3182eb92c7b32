"""All weights that panels could have: how much of them puts each priority at each rank."""

import math
from itertools import combinations

MASK = (1 << 64) - 1
WORD = (1 << 32) - 1
DRAWS, BLOCK, PILOT, ENOUGH = 200_000, 4_096, 2_000, 40


def acceptability(values, limits, seed):
    low_sum, high_sum = math.fsum(low for low, _ in limits), math.fsum(high for _, high in limits)
    # As tight as the other panels make them.
    low = [min(max(one, 1 - (high_sum - other)), other) for one, other in limits]
    high = [max(min(other, 1 - (low_sum - one)), one) for one, other in limits]
    free = [panel for panel in range(len(limits)) if high[panel] - low[panel] > 1e-12]
    room = 1 - math.fsum(low)
    middle = [l + (room / math.fsum(h - l for h, l in zip(high, low)) if free else 0.0) * (h - l) for l, h in zip(low, high)]
    if len(free) > 3:
        return drawn(values, low, high, free, middle, seed)
    together = math.fsum(middle[panel] for panel in free)

    def weights_at(point):
        weights = list(middle)
        for panel, weight in zip(free, [*point, together - sum(point)] if free else []):
            weights[panel] = weight
        return weights

    value = lambda point, item: math.fsum(w * row[item] for w, row in zip(weights_at(point), values))
    size, items = max(len(free) - 1, 0), range(len(values[0]))
    if size < 2:
        pieces = intervals(value, items, [low[panel] for panel in free[:1]], [high[panel] for panel in free[:1]])
    else:
        between = [(low[panel], high[panel]) for panel in free]
        corners = [(x, y) for x, y in ((between[0][0], between[1][0]), (between[0][1], between[1][0]), (between[0][1], between[1][1]), (between[0][0], between[1][1]))]
        area = cut(cut(corners, lambda p: together - p[0] - p[1] - between[2][0]), lambda p: between[2][1] - together + p[0] + p[1])
        pieces = areas(value, items, area)
    found, typical = [], []
    for item in items:
        sizes, centres = [0.0] * len(items), []
        for amount, centre in pieces(item):
            rank = sum(value(centre, other) > value(centre, item) + 1e-15 for other in items)
            sizes[rank] += amount
            centres += [(amount, centre)] if rank == 0 and amount > 0 else []
        all_of_it, first = math.fsum(sizes), math.fsum(amount for amount, _ in centres)
        found.append([each / all_of_it for each in sizes])
        centre = [math.fsum(amount * at[axis] for amount, at in centres) / first for axis in range(size)] if centres else None
        typical.append(weights_at(centre) if centres else None)
    return {"ranks": found, "typical": typical, "drawn": None}


def intervals(value, items, low, high):
    """The parts of an interval of weights in which no two priorities change places."""
    if not low:
        return lambda item: [(1.0, ())]
    ends = {low[0], high[0]}
    for one, other in combinations(items, 2):
        at_zero, at_one = (value((x,), one) - value((x,), other) for x in (0.0, 1.0))
        place = at_zero / (at_zero - at_one) if at_zero != at_one else low[0]
        ends |= {place} if low[0] < place < high[0] else set()
    ends = sorted(ends)
    parts = [(b - a, ((a + b) / 2,)) for a, b in zip(ends, ends[1:])]
    return lambda item: parts


def areas(value, items, area):
    """The parts of an area of weights in which nothing changes places with one priority."""

    def pieces(item):
        parts = [area]
        for other in items:
            ahead = lambda point: value(point, other) - value(point, item)
            parts = [part for whole in parts for part in (cut(whole, ahead), cut(whole, lambda p: -ahead(p))) if part] if other != item else parts
        return [measured(part) for part in parts]

    return pieces


def cut(corners, line):
    """The part of a convex polygon where a line is not below nothing; none where only an edge is."""
    worth = [0.0 if abs(line(corner)) < 1e-14 else line(corner) for corner in corners]
    if max(worth, default=0.0) <= 0:
        return []
    kept = []
    for place, corner in enumerate(corners):
        after = (place + 1) % len(corners)
        if worth[place] >= 0:
            kept.append(corner)
        if worth[place] * worth[after] < 0:
            share = worth[place] / (worth[place] - worth[after])
            kept.append(tuple(a + share * (b - a) for a, b in zip(corner, corners[after])))
    return kept


def measured(corners):
    """The area and the centre of mass of a polygon."""
    (x, y), sizes, centres = corners[0], [], []
    for (a, b), (c, d) in zip(corners[1:], corners[2:]):
        size = ((a - x) * (d - y) - (b - y) * (c - x)) / 2
        sizes.append(size)
        centres.append((size * (x + a + c) / 3, size * (y + b + d) / 3))
    size = math.fsum(sizes)
    return (size, tuple(math.fsum(c[axis] for c in centres) / size for axis in (0, 1))) if size > 0 else (0.0, (x, y))


def drawn(values, low, high, free, middle, seed):
    """Weights drawn evenly within the limits, on the smaller of the two simplexes that hold these."""
    above = math.fsum(middle[panel] - low[panel] for panel in free)
    below = math.fsum(high[panel] - middle[panel] for panel in free)
    count, items = len(free) - 1, range(len(values[0]))

    def propose(numbers):
        marks = sorted(next(numbers) for _ in range(count)) + [1.0]
        gaps, weights = [b - a for a, b in zip([0.0, *marks], marks)], list(middle)
        for panel, gap in zip(free, gaps):
            weights[panel] = low[panel] + above * gap if above <= below else high[panel] - below * gap
        keeps = all(weights[p] <= high[p] for p in free) if above <= below else all(weights[p] >= low[p] for p in free)
        return weights if keeps else None

    pilot = stream(seed, MASK)
    if sum(propose(pilot) is not None for _ in range(PILOT)) < ENOUGH:
        raise SystemExit("limits in which hardly any drawn weights lie are not worked out by this script")
    counts, firsts = [[0] * len(items) for _ in items], [[0.0] * len(values) for _ in items]
    for block in range(-(-DRAWS // BLOCK)):
        numbers = stream(seed, block)
        for _ in range(min(BLOCK, DRAWS - block * BLOCK)):
            while (weights := propose(numbers)) is None:
                pass
            pooled = [sum(w * row[item] for w, row in zip(weights, values)) for item in items]
            ordered = sorted(pooled, reverse=True)
            for item in items:
                rank = ordered.index(pooled[item])
                counts[item][rank] += 1
                if rank == 0:
                    firsts[item] = [total + weight for total, weight in zip(firsts[item], weights)]
    ranks = [[count / DRAWS for count in each] for each in counts]
    typical = [[total / each[0] for total in totals] if each[0] else None for totals, each in zip(firsts, counts)]
    return {"ranks": ranks, "typical": typical, "drawn": DRAWS}


def stream(seed, number, at_once=2_048):
    """Numbers from 0 to 1 from ChaCha with 8 rounds, many blocks at a time: each word in 64 bits of one large number."""
    key, state = [], seed
    for _ in range(8):
        state = (state * 6364136223846793005 + 11634580027462260723) & MASK
        word, turn = (((state >> 18) ^ state) >> 27) & WORD, state >> 59
        key.append(((word >> turn) | (word << (32 - turn))) & WORD)
    ones = sum(1 << (64 * place) for place in range(at_once))
    lanes = ones * WORD
    turned = lambda word, by: ((word << by) | (word >> (32 - by))) & lanes
    block = 0
    while True:
        counter = sum((block + place & WORD) << (64 * place) for place in range(at_once))
        start = [ones * word for word in (0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, *key)]
        start += [counter, 0, ones * (number & WORD), ones * (number >> 32)]
        words = list(start)

        def quarter(a, b, c, d):
            for one, other, to, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                words[one] = (words[one] + words[other]) & lanes
                words[to] = turned(words[to] ^ words[one], by)

        for _ in range(4):
            for column in range(4):
                quarter(column, column + 4, column + 8, column + 12)
            for diagonal in range(4):
                quarter(diagonal, (diagonal + 1) % 4 + 4, (diagonal + 2) % 4 + 8, (diagonal + 3) % 4 + 12)
        packed = [((one + other) & lanes).to_bytes(8 * at_once, "little") for one, other in zip(words, start)]
        for place in range(at_once):
            for low in range(0, 16, 2):
                pair = [int.from_bytes(packed[low + half][8 * place : 8 * place + 4], "little") for half in (0, 1)]
                yield ((pair[1] << 32 | pair[0]) >> 11) / 2.0**53
        block += at_once
