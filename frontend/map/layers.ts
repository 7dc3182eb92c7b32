// What the map shows besides the grid: the layers of the strategy.
import * as L from 'leaflet/dist/leaflet-src.esm.js';

import { label, toWorld } from './grid';

/** What the server tells of the map. */
export interface About {
  style: string | null;
  /** The box around the strategy's area, in metres of the grid. */
  area: { west: number; south: number; east: number; north: number } | null;
  layers: { name: string; drawing: 'boundary' | 'land' | 'water' | 'towns'; address: string }[];
}

/** More names than this in view would hide the map. */
const mostNames = 40;

/** Draws one layer over the other as they come, tells where the first lies, and gives whether all of them were there. */
export async function drawLayers(map: L.Map, about: About, tellFirst: (extent: L.LatLngBounds) => void) {
  const coming = about.layers.map(({ address }) => features(address));
  let isWhole = true;
  for (const [place, { drawing }] of about.layers.entries()) {
    const read = await coming[place];
    const extent = read && draw(map, read, drawing).getBounds();
    if (!read) isWhole = false;
    else if (place === 0 && extent.isValid()) tellFirst(extent);
  }
  return isWhole;
}

/** Gives where the strategy's area lies; the whole grid, where nobody has said it. */
export function strategyArea({ area }: About) {
  const { west, south, east, north } = area ?? { west: 0, south: 0, east: 700_000, north: 1_300_000 };
  return L.latLngBounds([toWorld(west, south), toWorld(west, north), toWorld(east, south), toWorld(east, north)]);
}

/** Loads the features of a layer; nothing, where that fails. */
async function features(address: string) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function draw(map: L.Map, features: object, drawing: string) {
  const className = `fm-map__${drawing}`;
  const named: { at: L.LatLng; name: string }[] = [];
  const layer = L.geoJSON(features, {
    interactive: false,
    // A line encloses nothing, so only what has an inside is filled.
    style: ({ geometry }: { geometry: { type: string } }) => ({ className, fill: !geometry.type.includes('Line') }),
    pointToLayer: ({ properties }: { properties?: { name?: string } }, at: L.LatLng) => {
      if (properties?.name) named.push({ at, name: properties.name });
      return L.circleMarker(at, { className, radius: 3, interactive: false });
    },
  }).addTo(map);
  if (named.length) drawNames(map, named);
  return layer;
}

function drawNames(map: L.Map, named: { at: L.LatLng; name: string }[]) {
  const names = L.layerGroup().addTo(map);
  const draw = () => {
    names.clearLayers();
    const seen = named.filter(({ at }) => map.getBounds().contains(at)).slice(0, mostNames);
    for (const { at, name } of seen) label(at, name, 'fm-map__name')?.addTo(names);
  };
  map.on('moveend', draw);
  draw();
}
