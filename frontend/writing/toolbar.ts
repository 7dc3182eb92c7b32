// The buttons above a box: one stop for the Tab key, among which the arrow keys move.
import * as edits from './edits';
import * as words from './words';

interface Tool {
  name: string;
  change: (text: edits.Text) => edits.Edit;
  key?: string;
}

const tools: Tool[] = [
  { name: 'Bold', change: edits.around('**'), key: 'b' },
  { name: 'Italic', change: edits.around('*'), key: 'i' },
  { name: 'Link', change: edits.link, key: 'k' },
  { name: 'Heading', change: edits.heading },
  { name: 'List', change: edits.list },
  { name: 'Numbered list', change: edits.numbered },
  { name: 'Quote', change: edits.quote },
  { name: 'Table', change: edits.table },
];

/** Makes the buttons for a box, with one more that shows how it will look. */
export function toolbar(area: HTMLTextAreaElement, preview: HTMLButtonElement) {
  const bar = document.createElement('div');
  bar.className = 'fm-tools';
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', words.formats);
  bar.setAttribute('aria-controls', area.id);
  const buttons = [...tools.map((tool) => button(area, tool)), preview];
  buttons.forEach((each, place) => (each.tabIndex = place === 0 ? 0 : -1));
  bar.append(...buttons);
  bar.addEventListener('keydown', (event) => move(buttons, event));
  bar.addEventListener('focusin', ({ target }) => buttons.forEach((each) => (each.tabIndex = each === target ? 0 : -1)));
  area.addEventListener('keydown', (event) => shortcut(area, event));
  return bar;
}

function button(area: HTMLTextAreaElement, { name, change, key }: Tool) {
  const made = plain(name);
  if (key) {
    made.title = `${name} (Ctrl+${key.toUpperCase()})`;
    made.setAttribute('aria-keyshortcuts', `Control+${key.toUpperCase()}`);
  }
  made.addEventListener('click', () => edits.apply(area, change));
  return made;
}

/** Makes a button that sends nothing. */
export function plain(name: string) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'fm-tools__tool';
  made.textContent = name;
  return made;
}

function move(buttons: HTMLButtonElement[], event: KeyboardEvent) {
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const places: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
  const to = places[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  buttons[(to + buttons.length) % buttons.length].focus();
}

function shortcut(area: HTMLTextAreaElement, event: KeyboardEvent) {
  // With Alt it is a letter on some keyboards.
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const tool = tools.find(({ key }) => key === event.key.toLowerCase());
  if (!tool) return;
  event.preventDefault();
  edits.apply(area, tool.change);
}
