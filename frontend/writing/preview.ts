// How a text will look, beside its box, drawn by the server as everybody will see it.
import { asShown } from './asked';
import { plain } from './toolbar';
import * as words from './words';

/** How long somebody must have stopped typing before it is drawn again. */
const pause = 600;

/** Makes the button that shows how a text will look, and the place where it does. */
export function preview(box: HTMLElement, area: HTMLTextAreaElement, tell: (said: string) => void) {
  const button = plain(words.preview);
  const frame = box.querySelector<HTMLElement>('.fm-writing__shown') ?? made(area.id);
  const place = frame.querySelector<HTMLElement>('.fm-prose')!;
  button.setAttribute('aria-controls', frame.id);
  let timer = 0;
  let drawn = 0;
  const draw = async () => {
    const turn = ++drawn;
    try {
      const html = area.value.trim() ? await asShown(area.value) : '';
      // What was asked for later may have come sooner.
      if (turn !== drawn) return;
      place.innerHTML = html;
      if (!html) place.textContent = words.nothing;
    } catch {
      tell(words.notShown);
    }
  };
  const show = (isShown: boolean) => {
    frame.hidden = !isShown;
    box.classList.toggle('fm-writing--beside', isShown);
    button.setAttribute('aria-pressed', String(isShown));
    if (isShown) void draw();
  };
  button.addEventListener('click', () => show(frame.hidden));
  area.addEventListener('input', () => {
    clearTimeout(timer);
    if (!frame.hidden) timer = window.setTimeout(draw, pause);
  });
  show(frame.isConnected);
  return { button, frame };
}

function made(id: string) {
  const frame = document.createElement('section');
  frame.id = `${id}-shown`;
  frame.className = 'fm-writing__shown';
  frame.setAttribute('aria-labelledby', `${id}-shown-title`);
  const title = document.createElement('h2');
  title.id = `${id}-shown-title`;
  title.className = 'govuk-heading-s';
  title.textContent = words.shownTitle;
  const place = document.createElement('div');
  place.className = 'fm-prose';
  frame.append(title, place);
  return frame;
}
