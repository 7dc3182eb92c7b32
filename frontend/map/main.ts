// The map on which a place is seen and drawn. It is loaded when somebody opens it, and not before.
import * as L from 'leaflet/dist/leaflet-src.esm.js';

import { Drawing, isFirst, type Boxes } from './drawing';
import { drawGrid, type Rules } from './grid';
import { drawLayers, strategyArea, type About } from './layers';
import * as words from './words';

export { toGrid, toWorld } from './grid';

/** As near as a reference of eight figures can be told from its neighbours. */
const nearest = 17;
const farthest = 5;
/** As near as a map opens around what is drawn. */
const near = 14;

/** Opens the map in an empty element, for the boxes of a place. */
export async function open(about: About, frame: HTMLElement, boxes: Boxes, rules: Rules) {
  await looks(about.style);
  const { container, told } = furnish(frame);
  const isTouched = matchMedia('(pointer: coarse)').matches;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(container, {
    attributionControl: false,
    doubleClickZoom: false,
    scrollWheelZoom: false,
    fadeAnimation: !isCalm,
    zoomAnimation: !isCalm,
    markerZoomAnimation: !isCalm,
    inertia: !isCalm,
    // One finger scrolls the page and two move the map: a map as high as the screen would be no way past.
    dragging: !isTouched,
    // What is hidden has no size, and what is shown again may have another, so the window alone does not tell.
    trackResize: false,
    minZoom: farthest,
    maxZoom: nearest,
  });
  new ResizeObserver(() => container.clientWidth && map.invalidateSize()).observe(container);
  if (isTouched) say(map, words.twoFingers);
  fit(map, strategyArea(about));
  const tell = (said: string) => (told.textContent = said);
  const drawing = new Drawing(map, boxes, rules, tell);
  const drawn = drawing.extent();
  if (drawn) fit(map, drawn);
  drawGrid(map, rules);
  control(map, drawing, frame);
  map.on('moveend', () => document.activeElement === container && tell(words.crossAt(drawing.nameAt(map.getCenter()))));
  // They may take a while, and nobody has to wait for them.
  void addLayers(map, about, drawing, boxes).then((isWhole) => {
    if (!isWhole) tell(`${told.textContent} ${words.notLoaded}`.trim());
    frame.append(paragraph(words.shows(about.layers.map(({ name }) => name)), 'govuk-hint'));
  });
}

/** Adds the layers, shows where the first lies unless somebody has moved or drawn, and says whether all of them were there. */
function addLayers(map: L.Map, about: About, drawing: Drawing, boxes: Boxes) {
  let isUsed = drawing.extent() !== null;
  const use = () => (isUsed = true);
  map.once('movestart', use);
  boxes.place.addEventListener('input', use, { once: true });
  return drawLayers(map, about, (first) => isUsed || fit(map, first));
}

const fit = (map: L.Map, bounds: L.LatLngBounds) => map.fitBounds(bounds, { animate: false, maxZoom: near });

/** Says something on the map itself. */
function say(map: L.Map, said: string) {
  const control = new L.Control({ position: 'bottomleft' });
  control.onAdd = () => paragraph(said, 'fm-map__said');
  control.addTo(map);
}

/** Loads the style sheet once, however many maps are opened. */
function looks(style: string | null) {
  if (!style || document.querySelector(`link[href="${style}"]`)) return Promise.resolve();
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = style;
  return new Promise((resolve) => {
    // Without its looks the map is still there to be used by keyboard.
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve);
    document.head.append(link);
  });
}

/** Fills the frame: how the map is used, the map with its cross, the buttons, and what is said of each step. */
function furnish(frame: HTMLElement) {
  const help = paragraph(words.howTo, 'govuk-hint');
  help.id = `${frame.id}-help`;
  const container = document.createElement('div');
  container.className = 'fm-map';
  container.setAttribute('role', 'application');
  container.setAttribute('aria-label', frame.dataset.name ?? '');
  container.setAttribute('aria-describedby', help.id);
  const cross = document.createElement('div');
  cross.className = 'fm-map__cross';
  const around = document.createElement('div');
  around.className = 'fm-map-frame';
  around.append(container, cross);
  const told = paragraph('', 'govuk-body');
  told.setAttribute('role', 'status');
  frame.append(help, around, told);
  return { container, told };
}

/** Lets the pointer, the keys and the buttons draw. */
function control(map: L.Map, drawing: Drawing, frame: HTMLElement) {
  const atCross = () => drawing.put(map.getCenter());
  map.on('click', (click: L.LeafletMouseEvent) => isFirst(click) && drawing.put(click.latlng));
  const container = map.getContainer();
  const keys: Record<string, () => void> = {
    Enter: atCross,
    ' ': atCross,
    Backspace: () => drawing.takeBack(),
  };
  container.addEventListener('keydown', (pressed) => {
    const act = keys[pressed.key];
    if (!act || pressed.target !== container) return;
    pressed.preventDefault();
    if (!pressed.repeat) act();
  });
  const group = document.createElement('div');
  group.className = 'govuk-button-group';
  group.append(
    button(words.put, atCross),
    button(words.takeBack, () => drawing.takeBack()),
    button(words.clear, () => drawing.clear()),
  );
  frame.querySelector('.fm-map-frame')?.after(group);
}

function button(said: string, act: () => void) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'govuk-button govuk-button--secondary';
  button.textContent = said;
  button.addEventListener('click', act);
  return button;
}

function paragraph(said: string, className: string) {
  const paragraph = document.createElement('p');
  paragraph.className = className;
  paragraph.textContent = said;
  return paragraph;
}
