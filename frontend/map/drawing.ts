// What is drawn on the map: a point or the corners of an area. The box in the form holds it, and is always right.
import * as L from 'leaflet/dist/leaflet-src.esm.js';

import { edge, metresPerPixel, middle, toGrid, type Rules, type Square } from './grid';
import * as words from './words';

/** The sides of the squares that points are put in. The smallest is what the way from degrees to metres is good for. */
const sides = [10, 100, 1_000, 10_000];
/** Where the drawing lies: above the layers, which may come later, and below the corners. */
const pane = 'drawn';
const above = '450';

/** The boxes of a place: where it is, and what else there is to say of it. */
export interface Boxes {
  place: HTMLTextAreaElement;
  comment: HTMLTextAreaElement;
}

/** A drawing that follows a box, and that a box follows. */
export class Drawing {
  private squares: Square[] = [];
  private readonly shown: L.FeatureGroup;

  constructor(
    private readonly map: L.Map,
    private readonly boxes: Boxes,
    private readonly rules: Rules,
    private readonly tell: (words: string) => void,
  ) {
    map.createPane(pane).style.zIndex = above;
    this.shown = L.featureGroup().addTo(map);
    boxes.place.addEventListener('input', () => this.read());
    this.read();
  }

  /** Gives where the drawing is, if there is one. */
  extent(): L.LatLngBounds | null {
    return this.squares.length ? L.latLngBounds(this.squares.flatMap(edge)) : null;
  }

  /** Names the square of a place on the map; nothing outside the grid. */
  nameAt(at: L.LatLng) {
    const square = this.squareAt(at);
    return square ? this.name(square) : '';
  }

  /** Adds a point or a corner. */
  put(at: L.LatLng) {
    const square = this.squareAt(at);
    if (!square) return this.tell(words.outside);
    if (this.squares.length >= this.rules.most) return this.tell(words.tooMany(this.rules.most));
    const last = this.squares[this.squares.length - 1];
    // Two steps at the same place are one that was taken twice.
    if (last && this.name(last) === this.name(square)) return;
    const moved = this.moveWords();
    this.squares.push(square);
    this.write();
    this.tell(moved + words.wasPut(this.squares.length, this.name(square)));
  }

  /** Takes the last corner back. */
  takeBack() {
    if (this.squares.length) this.remove(this.squares.length - 1);
    else this.tell(words.nothingThere);
  }

  /** Takes all back. Words that are no references are nothing that was drawn, and stay. */
  clear() {
    if (!this.squares.length) return this.tell(words.nothingThere);
    this.squares = [];
    this.write();
    this.tell(words.nothingLeft);
  }

  private move(place: number, at: L.LatLng) {
    const square = this.squareAt(at);
    if (square) this.squares[place] = square;
    this.write();
    this.tell(square ? words.wasMoved(place + 1, this.squares.length, this.name(square)) : words.outside);
  }

  private remove(place: number) {
    const [square] = this.squares.splice(place, 1);
    this.write();
    this.tell(words.wasTakenAway(this.name(square), this.squares.length));
    // What had the focus is gone.
    this.map.getContainer().focus({ preventScroll: true });
  }

  private read() {
    const numbers = [...this.rules.read(this.boxes.place.value)];
    this.squares = [];
    for (let at = 0; at < numbers.length; at += 3) {
      this.squares.push({ easting: numbers[at], northing: numbers[at + 1], side: numbers[at + 2] });
    }
    this.show();
  }

  private write() {
    fill(this.boxes.place, this.references(this.squares));
  }

  /** Moves words that are no references out of the way, and gives what is said of it. */
  private moveWords() {
    const { place, comment } = this.boxes;
    const typed = place.value.trim();
    if (this.squares.length || !typed) return '';
    fill(comment, comment.value.trim() ? `${comment.value}\n${typed}` : typed);
    return words.wereMoved(typed);
  }

  private show() {
    this.shown.clearLayers();
    const points = this.squares.map(middle);
    const style = { className: 'fm-map__drawn', interactive: false, pane };
    if (points.length > 2) L.polygon(points, style).addTo(this.shown);
    else if (points.length === 2) L.polyline(points, style).addTo(this.shown);
    else for (const square of this.squares) L.polygon(edge(square), style).addTo(this.shown);
    points.forEach((point, place) => this.corner(point, place));
  }

  private corner(at: L.LatLng, place: number) {
    const icon = L.divIcon({ className: 'fm-map__corner', html: `${place + 1}`, iconSize: undefined });
    const corner = L.marker(at, { icon, draggable: true }).addTo(this.shown);
    corner.getElement()?.setAttribute('aria-label', words.toTakeAway(place + 1, this.name(this.squares[place])));
    corner.on('dragend', () => this.move(place, corner.getLatLng()));
    corner.on('click', (click: L.LeafletMouseEvent) => isFirst(click) && this.remove(place));
    corner.on('keydown', ({ originalEvent: pressed }) => {
      if (!['Enter', ' ', 'Backspace', 'Delete'].includes(pressed.key)) return;
      pressed.preventDefault();
      this.remove(place);
    });
  }

  private squareAt(at: L.LatLng): Square | null {
    const point = toGrid(at);
    if (!point) return null;
    // Where somebody clicked is told by the pixel, and no more exactly.
    const side = sides.find((side) => side >= metresPerPixel(this.map)) ?? sides[sides.length - 1];
    const corner = (metres: number) => Math.floor(metres / side) * side;
    const square = { easting: corner(point.easting), northing: corner(point.northing), side };
    return this.name(square) ? square : null;
  }

  private name(square: Square) {
    return this.references([square]);
  }

  private references(squares: Square[]) {
    return this.rules.write(new Float64Array(squares.flatMap(({ easting, northing, side }) => [easting, northing, side])));
  }
}

/** Says whether a click is not the second of a double click, which would take back what the first has put. */
export const isFirst = ({ originalEvent }: L.LeafletMouseEvent) => originalEvent.detail <= 1;

/** Fills a box. The words of the form are kept when somebody types, and this is as good as typing. */
function fill(box: HTMLTextAreaElement, words: string) {
  box.value = words;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}
