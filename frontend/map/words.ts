// What the map says to people.

/** How the map is used, above it. */
export const howTo =
  'Click or tap the map to put a point. Each further click adds a corner: three or more are the corners of an area. ' +
  'Drag a corner to move it, or click it to take it away. With the keyboard, the arrows move the map, + and − zoom, ' +
  'Enter puts a point at the cross, and Backspace takes the last one back.';

export const put = 'Put a point at the cross';
export const takeBack = 'Take back the last corner';
export const clear = 'Clear';

export const outside = 'Nothing was put, because that is outside the National Grid.';
export const nothingLeft = 'There is nothing left on the map.';
export const nothingThere = 'There is nothing to take back.';
export const notLoaded = 'A part of the map could not be loaded.';

/** Names a point, or a corner of an area, with its reference. */
const one = (place: number, count: number, reference: string) =>
  count > 1 ? `Corner ${place} of ${count}, ${reference},` : `A point, ${reference},`;

export const wasPut = (count: number, reference: string) => `${one(count, count, reference)} was put on the map.`;
export const wasMoved = (place: number, count: number, reference: string) =>
  count > 1 ? `Corner ${place} was moved to ${reference}.` : `The point was moved to ${reference}.`;
export const wasTakenAway = (reference: string, left: number) =>
  `${reference} was taken away. ${left ? `${left} left.` : nothingLeft}`;
export const tooMany = (most: number) => `Nothing was put, because an area has up to ${most} corners.`;
export const toTakeAway = (place: number, reference: string) => `Take away point ${place}, ${reference}`;
export const shows = (names: string[]) => `The map shows ${['the National Grid', ...names].join(', ')}.`;
