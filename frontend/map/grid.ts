// The National Grid on a map of the world: from metres to degrees and back, and its lines with their letters.
import * as L from 'leaflet/dist/leaflet-src.esm.js';
import OsGridRef, { LatLon } from 'geodesy/osgridref.js';

/** A square of the grid by its south-west corner and the length of its side, in metres. */
export interface Square {
  easting: number;
  northing: number;
  side: number;
}

/** How references are read and written: by the rules of the server, which the island brings. */
export interface Rules {
  /** The most corners of an area. */
  most: number;
  /** Reads references: three numbers for each square. */
  read(typed: string): Float64Array;
  /** Writes the references of squares. */
  write(squares: Float64Array): string;
}

const width = 700_000;
const height = 1_300_000;
/** The sides of squares that lines are drawn for, and how far apart they have to be on the screen. */
const sides = [100, 1_000, 10_000, 100_000];
const leastPixels = 45;
/** More lines or names than this would hide the map. */
const mostLines = 60;
/** As many as the squares with two letters. */
const mostNames = 91;
/** Lines of the grid are bent on this map, so they are drawn through some points. */
const bends = 8;
/** The part of the grid that is in view is told by looking at so many points of it, and one more, each way. */
const looks = 16;

/** Gives where a point of the grid is in the world, to some five metres. */
export function toWorld(easting: number, northing: number): L.LatLng {
  const { lat, lon } = new OsGridRef(clamp(easting, width), clamp(northing, height)).toLatLon();
  return L.latLng(lat, lon);
}

/** Gives where a point of the world is on the grid; nothing where it is outside. */
export function toGrid({ lat, lng }: L.LatLng): { easting: number; northing: number } | null {
  try {
    return new LatLon(lat, lng).toOsGrid();
  } catch {
    return null;
  }
}

/** Gives the middle of a square. */
export const middle = ({ easting, northing, side }: Square) => toWorld(easting + side / 2, northing + side / 2);

/** Gives the edge of a square. */
export const edge = ({ easting: e, northing: n, side }: Square) => [
  toWorld(e, n),
  toWorld(e + side, n),
  toWorld(e + side, n + side),
  toWorld(e, n + side),
];

/** Gives how many metres a pixel in the middle of a map is. */
export function metresPerPixel(map: L.Map) {
  const middle = map.getSize().divideBy(2);
  const [here, beside] = [middle, middle.add([1, 0])].map((point) => map.containerPointToLatLng(point));
  return map.distance(here, beside);
}

/** Draws the lines of the grid that are in view, and the names of its squares. */
export function drawGrid(map: L.Map, rules: Rules) {
  const lines = L.layerGroup().addTo(map);
  const draw = () => {
    lines.clearLayers();
    const side = sides.find((side) => side >= leastPixels * metresPerPixel(map)) ?? sides[sides.length - 1];
    const seen = view(map);
    if (!seen) return;
    const across = squaresOf(seen.east, side, width);
    const up = squaresOf(seen.north, side, height);
    if (across.length + up.length > mostLines) return;
    const line = (points: L.LatLng[]) => L.polyline(points, { className: 'fm-map__line', interactive: false }).addTo(lines);
    for (const easting of across) line(steps(up).map((northing) => toWorld(easting, northing)));
    for (const northing of up) line(steps(across).map((easting) => toWorld(easting, northing)));
    drawNames(lines, seen, side, rules);
  };
  map.on('moveend', draw);
  draw();
}

/** Draws the names of the smallest squares that are not too many. */
function drawNames(lines: L.LayerGroup, seen: Seen, least: number, rules: Rules) {
  for (const side of sides.filter((side) => side >= least)) {
    const across = squaresOf(seen.east, side, width).slice(0, -1);
    const up = squaresOf(seen.north, side, height).slice(0, -1);
    if (across.length * up.length > mostNames) continue;
    for (const easting of across) {
      for (const northing of up) {
        // In the middle of the part that is in view, so that the name of a large square is always there.
        const at = toWorld(middleOf(easting, side, seen.east), middleOf(northing, side, seen.north));
        label(at, name({ easting, northing, side }, rules), 'fm-map__square')?.addTo(lines);
      }
    }
    return;
  }
}

/** Makes words on a map that nobody can click on. */
export function label(at: L.LatLng, words: string, className: string) {
  const element = document.createElement('span');
  element.textContent = words;
  const icon = L.divIcon({ className, html: element, iconSize: undefined });
  return words ? L.marker(at, { icon, interactive: false, keyboard: false }) : null;
}

function name(square: Square, rules: Rules) {
  // The two letters alone are no reference, so those of the squares in it are taken.
  const letters = square.side === 100_000;
  const side = letters ? 10_000 : square.side;
  const name = rules.write(new Float64Array([square.easting, square.northing, side]));
  return letters ? name.slice(0, 2) : name;
}

/** The least and the greatest of something. */
type Span = [number, number];

/** A part of the grid. */
interface Seen {
  east: Span;
  north: Span;
}

/** Gives the part of the grid that is in view; nothing, where none of it is. */
function view(map: L.Map): Seen | null {
  const { x, y } = map.getSize();
  const shares = Array.from({ length: looks + 1 }, (_, number) => number / looks);
  const points = shares.flatMap((right) => shares.map((down) => map.containerPointToLatLng([x * right, y * down])));
  const known = points.map(toGrid).filter((point) => point !== null);
  if (!known.length) return null;
  // The edge of the grid is somewhere between a point on it and the next one outside.
  const beyond = known.length < points.length ? (Math.max(x, y) / looks) * metresPerPixel(map) : 0;
  const span = (values: number[], most: number): Span =>
    [Math.min(...values) - beyond, Math.max(...values) + beyond].map((value) => clamp(value, most)) as Span;
  return {
    east: span(known.map(({ easting }) => easting), width),
    north: span(known.map(({ northing }) => northing), height),
  };
}

/** Gives where the squares begin that have a part in a span, and where the last of them ends. */
function squaresOf([from, to]: Span, side: number, most: number) {
  const first = Math.floor(from / side) * side;
  const last = Math.min(Math.ceil(to / side) * side, most);
  return Array.from({ length: (last - first) / side + 1 }, (_, number) => first + number * side);
}

/** Gives the middle of the part of a square that is in a span. */
const middleOf = (start: number, side: number, [from, to]: Span) => (Math.max(start, from) + Math.min(start + side, to)) / 2;

/** Gives points on a line from the first of some values to the last. */
function steps(values: number[]) {
  const [from, to] = [values[0], values[values.length - 1]];
  return Array.from({ length: bends + 1 }, (_, number) => from + ((to - from) * number) / bends);
}

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);
