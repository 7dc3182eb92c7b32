// The map on which a place is seen and drawn. It is loaded when somebody opens it, and not before.
import * as L from 'leaflet/dist/leaflet-src.esm.js';

import { Drawing } from './drawing';
import { drawGrid, type Rules } from './grid';
import { drawLayers, strategyArea, type About } from './layers';
import * as words from './words';

export { toGrid, toWorld } from './grid';

/** As near as a reference of eight figures can be told from its neighbours. */
const nearest = 17;
const farthest = 5;
/** As near as a map opens around what is drawn. */
const near = 14;

/** Opens the map in an empty element, for the box that holds the place. */
export async function open(about: About, frame: HTMLElement, box: HTMLTextAreaElement, rules: Rules) {
  await looks(about.style);
  const { container, told } = furnish(frame);
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(container, {
    attributionControl: false,
    doubleClickZoom: false,
    scrollWheelZoom: false,
    fadeAnimation: !isCalm,
    zoomAnimation: !isCalm,
    markerZoomAnimation: !isCalm,
    inertia: !isCalm,
    minZoom: farthest,
    maxZoom: nearest,
  });
  map.fitBounds(strategyArea(about), { animate: false });
  drawGrid(map, rules);
  const tell = (said: string) => (told.textContent = said);
  const drawing = new Drawing(map, box, rules, tell);
  control(map, drawing, frame);
  const { extent, isWhole } = await drawLayers(map, about);
  const at = drawing.extent() ?? extent;
  if (at) map.fitBounds(at, { animate: false, maxZoom: near });
  if (!isWhole) tell(words.notLoaded);
  frame.append(paragraph(words.shows(about.layers.map(({ name }) => name)), 'govuk-hint'));
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
  map.on('click', ({ latlng }: L.LeafletMouseEvent) => drawing.put(latlng));
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
    act();
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
