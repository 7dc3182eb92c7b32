// What the map says to people.

/** How the map is used, above it. */
export const howTo =
  'Click or tap the map to put a point. Each further click adds a corner: three or more are the corners of an area. ' +
  'Drag a corner to move it, or click it to take it away. With the keyboard, the arrows move the map, + and − zoom, ' +
  'Enter puts a point at the cross, and Backspace takes the last one back.';

/** How a map is moved by touch, on it. */
export const twoFingers = 'Move the map with two fingers.';

export const put = 'Put a point at the cross';
export const takeBack = 'Take back the last corner';
export const clear = 'Clear';

/** Says where words went that stood in the box. */
export const wereMoved = (typed: string) => `Your words were moved to the box below: ‘${typed}’. `;
export const outside = 'Nothing was put, because that is outside the National Grid.';
export const nothingLeft = 'There is nothing left on the map.';
export const nothingThere = 'There is nothing to take back.';
export const crossAt = (reference: string) =>
  reference ? `The cross is at ${reference}.` : 'The cross is outside the National Grid.';
export const notLoaded = 'A part of the map could not be loaded.';

/** Names a point, or a corner of an area, with its reference. */
const one = (place: number, count: number, reference: string) =>
  count > 1 ? `Corner ${place} of ${count}, ${reference},` : `A point, ${reference},`;

/** What is said while there are two corners, which enclose nothing. */
const oneMore = 'An area needs one more corner. To move the point, take the first one back.';
const whileTwo = (count: number) => (count === 2 ? ` ${oneMore}` : '');

export const wasPut = (count: number, reference: string) =>
  `${one(count, count, reference)} was put on the map.${whileTwo(count)}`;
export const wasMoved = (place: number, count: number, reference: string) =>
  count > 1 ? `Corner ${place} was moved to ${reference}.` : `The point was moved to ${reference}.`;
export const wasTakenAway = (reference: string, left: number) =>
  `${reference} was taken away. ${left ? `${left} left.` : nothingLeft}${whileTwo(left)}`;
export const tooMany = (most: number) => `Nothing was put, because an area has up to ${most} corners.`;
export const toTakeAway = (place: number, reference: string) => `Take away point ${place}, ${reference}`;
export const shows = (names: string[]) => `The map shows ${['the National Grid', ...names].join(', ')}.`;
