"""Weighting residents to margins within bounds, levels merged where too few stand for them."""

import math

MET = 1e-10


class Refused(Exception):
    """Why nothing can be weighted."""




def merge(codes, levels, merges_neighbours, pairs):
    """Merges levels with fewer than 10 respondents into a neighbour; gives new codes, new targets, and what was merged."""
    counts = [sum(code == level for code in codes) for level in range(len(levels))]
    for level, count in enumerate(counts):
        if levels[level]["count"] == 0 and count > 0:
            raise Refused("people in a level in which nobody lives")
    groups = [[level] for level in range(len(levels)) if levels[level]["count"] > 0]
    size = lambda group: sum(counts[level] for level in group)
    name = lambda group: " and ".join(levels[level]["code"] for level in group)
    merged = []
    while merges_neighbours or pairs:
        small = min(range(len(groups)), key=lambda place: (size(groups[place]), place))
        if size(groups[small]) >= 10:
            break
        if pairs:
            codes_of = [{levels[level]["code"] for level in group} for group in groups]
            listed = [into for level, into in pairs if level in codes_of[small]]
            beside = [place for into in listed for place, group in enumerate(codes_of) if into in group and place != small][:1]
        else:
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
