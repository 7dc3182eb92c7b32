// What is pasted with its looks becomes Markdown; without them, and with Ctrl+Shift+V, it comes as words.
import { asMarkdown } from './asked';
import { type } from './edits';
import * as words from './words';

/** The most letters of HTML that are sent to be read. */
const most = 300_000;

/** Takes what is pasted into a box. */
export function pasting(area: HTMLTextAreaElement, tell: (said: string) => void) {
  area.addEventListener('paste', (event) => {
    const [html, plain] = ['text/html', 'text/plain'].map((kind) => event.clipboardData?.getData(kind) ?? '');
    if (!html.trim()) return;
    event.preventDefault();
    void read(body(html)).then((markdown) => {
      type(area, markdown || plain);
      if (!markdown) tell(plain ? words.plainly : words.noWords);
      else if (bare(markdown) !== bare(plain)) tell(words.pasted);
    });
  });
}

/** Leaves out the head of a document, which is most of what Word copies. */
function body(html: string) {
  const start = html.search(/<body/i);
  return start < 0 ? html : html.slice(start);
}

async function read(html: string) {
  if (html.length > most) return '';
  try {
    return await asMarkdown(html);
  } catch {
    return '';
  }
}

const bare = (words: string) => words.replace(/\s+/g, ' ').trim();
