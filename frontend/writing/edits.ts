// What the buttons do to a text: each says which part of it is replaced by what, and what is selected afterwards.

export interface Text {
  value: string;
  from: number;
  to: number;
}

export interface Edit {
  from: number;
  to: number;
  words: string;
  select: [number, number];
}

type Change = (text: Text) => Edit;

/** Puts marks around what is selected, or takes them away. */
export const around =
  (mark: string): Change =>
  ({ value, from, to }) => {
    while (from < to && /\s/.test(value[from])) from++;
    while (to > from && /\s/.test(value[to - 1])) to--;
    const size = mark.length;
    const isMarked = value.slice(from - size, from) === mark && value.slice(to, to + size) === mark;
    // One star stands beside two where words are strong.
    const isOther = mark === '*' && value.slice(from - 2, from) === '**' && value.slice(from - 3, from) !== '***';
    if (from >= size && isMarked && !isOther) {
      return { from: from - size, to: to + size, words: value.slice(from, to), select: [from - size, to - size] };
    }
    // What stands in several lines is marked line by line: marks do not reach beyond a paragraph.
    const lines = value.slice(from, to).split('\n');
    const words = lines.map((line) => (line.trim() || lines.length === 1 ? `${mark}${line}${mark}` : line)).join('\n');
    const select: [number, number] =
      lines.length === 1 ? [from + size, from + words.length - size] : [from, from + words.length];
    return { from, to, words, select };
  };

/** Begins each selected line with a mark, or takes it away where each has it. */
const lines =
  (begins: RegExp, mark: (number: number) => string): Change =>
  ({ value, from, to }) => {
    const start = value.lastIndexOf('\n', from - 1) + 1;
    const end = value.indexOf('\n', to) < 0 ? value.length : value.indexOf('\n', to);
    const chosen = value.slice(start, end).split('\n');
    const written = chosen.filter((line) => line.trim());
    const isMarked = written.length > 0 && written.every((line) => begins.test(line));
    let number = 0;
    const changed = chosen.map((line) => {
      if (isMarked) return line.replace(begins, '');
      if (!line.trim() && chosen.length > 1) return line;
      return mark(++number) + line.replace(/^(#{1,6} |[-*] |\d+\. |> )/, '');
    });
    const words = changed.join('\n');
    const last = start + words.length;
    return { from: start, to: end, words, select: from === to ? [last, last] : [start, last] };
  };

export const heading = lines(/^#{1,6} /, () => '# ');
export const list = lines(/^[-*] /, () => '- ');
export const numbered = lines(/^\d+\. /, (number) => `${number}. `);
export const quote = lines(/^> /, () => '> ');

/** Makes a link of what is selected, which may be its address. */
export const link: Change = ({ value, from, to }) => {
  const chosen = value.slice(from, to);
  if (/^(https?:\/\/|mailto:)\S+$/.test(chosen)) {
    return { from, to, words: `[](${chosen})`, select: [from + 1, from + 1] };
  }
  const address = from + chosen.length + 3;
  const words = `[${chosen}](https://)`;
  return { from, to, words, select: chosen ? [address, address + 8] : [from + 1, from + 1] };
};

/** Begins a table below the line of the caret. */
export const table: Change = ({ value, to }) => {
  const end = value.indexOf('\n', to) < 0 ? value.length : value.indexOf('\n', to);
  const before = value.slice(0, end).trim() ? '\n\n' : '';
  const after = value.slice(end).trim() ? '\n' : '';
  const words = `${before}| Heading | Heading |\n| --- | --- |\n| Words | Words |\n${after}`;
  const start = end + before.length + 2;
  return { from: end, to: end, words, select: [start, start + 'Heading'.length] };
};

/** Changes a text as if it were typed, so that the browser can undo it. */
export function apply(area: HTMLTextAreaElement, change: Change) {
  const { from, to, words, select } = change({ value: area.value, from: area.selectionStart, to: area.selectionEnd });
  area.focus();
  area.setSelectionRange(from, to);
  type(area, words);
  area.setSelectionRange(...select);
}

/** Types words where something is selected. */
export function type(area: HTMLTextAreaElement, words: string) {
  // Taking nothing away where nothing is selected would take a letter.
  if (!words && area.selectionStart === area.selectionEnd) return;
  area.focus();
  // Nothing else that a script can do to a text is something that a browser undoes.
  const isTyped = words ? document.execCommand('insertText', false, words) : document.execCommand('delete');
  if (isTyped) return;
  area.setRangeText(words, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
}
