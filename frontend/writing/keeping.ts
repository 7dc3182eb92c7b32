// Keeps what is typed into a form in this browser until it is saved, and offers it again to whoever comes back.
import { isTaken } from './asked';
import { isSame, read, write } from './fields';
import { Shelf, type Kept } from './kept';
import { plain } from './toolbar';
import * as words from './words';

/** How long somebody must have stopped typing before it is kept. */
const pause = 1000;

/** Keeps a form of an account. */
export function keeping(form: HTMLFormElement, account: string, address: string) {
  const shelf = new Shelf(account, form.getAttribute('action') ?? '');
  const state = form.querySelector<HTMLInputElement>('input[name="state"]')?.value ?? '';
  const line = status(form);
  const id = crypto.randomUUID();
  const base = read(form);
  // What stands in a form that was refused is stored nowhere.
  const isRefused = Boolean(form.dataset.typed);
  let timer = 0;

  const keep = () => {
    const pairs = read(form);
    if (!isRefused && isSame(pairs, base)) return void shelf.forget([id]);
    const at = Date.now();
    line.kept(shelf.keep({ id, state, at, isSent: false, pairs }), at);
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(keep, pause);
  });
  // Whoever closes a tab does not wait.
  document.addEventListener('visibilitychange', () => document.hidden && flush());
  window.addEventListener('pagehide', () => flush());
  const flush = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    keep();
  };

  sending(form, address, line, () => {
    flush();
    shelf.send(id);
  }, flush);

  const found = shelf.read();
  // Nothing tells whether something new was stored, so that its words may be offered once more than is needed.
  const isStored = (kept: Kept) => kept.isSent && kept.state !== state;
  for (const kept of found) {
    const isHere = isSame(kept.pairs, base);
    if (!isHere && !isStored(kept)) {
      offer(form, shelf, kept, kept.state !== state, line);
      continue;
    }
    shelf.forget([kept.id]);
    if (isHere && isRefused) shelf.keep({ ...kept, id, state, isSent: false });
  }
}

/** Sends a form only while somebody is there to take it: after a session has ended the answer has no form. */
function sending(form: HTMLFormElement, address: string, line: Line, sent: () => void, flush: () => void) {
  let isAsked = false;
  let isAsking = false;
  form.addEventListener('submit', (event) => {
    if (isAsked) return sent();
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    flush();
    void isTaken().then((answer) => {
      isAsking = false;
      if (answer === 'signed out') return line.signedOut(address);
      if (answer === 'unreachable') return line.say(words.unreachable);
      isAsked = true;
      form.requestSubmit(event.submitter);
      isAsked = false;
    });
  });
}

interface Line {
  kept: (isKept: boolean, at: number) => void;
  say: (said: string) => void;
  signedOut: (address: string) => void;
}

/** Makes the line that says what is kept. It is read out once; the time changes without a word. */
function status(form: HTMLFormElement): Line {
  const line = document.createElement('p');
  line.className = 'govuk-hint';
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  const time = document.createElement('span');
  line.append(said, time);
  const save = form.querySelector('.govuk-button-group') ?? form.lastElementChild;
  save?.before(line);
  const say = (words: string) => {
    if (said.textContent !== words) said.textContent = words;
    time.textContent = '';
  };
  return {
    say,
    kept: (isKept, at) => {
      say(isKept ? words.kept : words.notKept);
      if (isKept) time.textContent = ` at ${hour(at)}`;
    },
    signedOut: (address) => {
      say(words.signedOut);
      const link = document.createElement('a');
      link.className = 'govuk-link';
      link.href = address;
      link.target = '_blank';
      link.textContent = `${words.signIn}.`;
      time.append(link);
    },
  };
}

/** Offers words that were not saved: nothing comes back by itself. */
function offer(form: HTMLFormElement, shelf: Shelf, kept: Kept, isChanged: boolean, line: Line) {
  const notice = document.createElement('section');
  notice.className = 'govuk-inset-text';
  const title = document.createElement('h2');
  title.className = 'govuk-heading-s';
  title.id = `kept-${kept.id}`;
  title.textContent = words.unsaved(when(kept.at));
  notice.setAttribute('aria-labelledby', title.id);
  const group = document.createElement('div');
  group.className = 'govuk-button-group';
  const buttons = [words.putBack, words.throwAway].map((name) => {
    const button = plain(name);
    button.className = 'govuk-button govuk-button--secondary';
    button.addEventListener('click', () => {
      const left = name === words.putBack ? write(form, kept.pairs) : [];
      if (left.length) return line.say(words.notAll);
      shelf.forget([kept.id]);
      notice.remove();
      line.say(name === words.putBack ? words.isBack : words.isGone);
      form.querySelector<HTMLElement>('textarea')?.focus();
    });
    return button;
  });
  group.append(...buttons);
  notice.append(title, ...(isChanged ? [paragraph(words.changed)] : []), folded(kept), group);
  form.before(notice);
}

/** Folds words, so that they can be read before they are put back. */
function folded(kept: Kept) {
  const details = document.createElement('details');
  details.className = 'govuk-details';
  const summary = document.createElement('summary');
  summary.className = 'govuk-details__summary';
  const name = document.createElement('span');
  name.className = 'govuk-details__summary-text';
  name.textContent = words.readThem;
  summary.append(name);
  const text = document.createElement('div');
  text.className = 'govuk-details__text fm-words';
  const longest = kept.pairs.map(([, value]) => value).filter((value) => value.includes(' '));
  text.textContent = longest.join('\n\n');
  details.append(summary, text);
  return details;
}

function paragraph(said: string) {
  const made = document.createElement('p');
  made.className = 'govuk-body';
  made.textContent = said;
  return made;
}

const hour = (at: number) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

function when(at: number) {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  const day = new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });
  return isToday ? hour(at) : `${day} at ${hour(at)}`;
}
