// What is asked of the server: how a text will look, and what was pasted as Markdown.

const shown = '/staff/writing/shown';
const pasted = '/staff/writing/pasted';
/** How long an answer is waited for. */
const patience = 8000;

/** Posts words and gives the answer; where that would lead elsewhere is no answer. */
async function post(address: string, words: string) {
  const signal = AbortSignal.timeout(patience);
  return fetch(address, { method: 'POST', body: new URLSearchParams({ words }), redirect: 'manual', signal });
}

async function text(address: string, words: string) {
  const answer = await post(address, words);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.text();
}

/** Asks how Markdown will look: HTML that the server has cleaned. */
export const asShown = (words: string) => text(shown, words);
/** Asks for Markdown of HTML that was pasted. */
export const asMarkdown = (html: string) => text(pasted, html);

/** Says whether what is sent now would be taken. */
export async function isTaken(): Promise<'yes' | 'signed out' | 'unreachable'> {
  try {
    const answer = await post(shown, '');
    return answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403 ? 'signed out' : 'yes';
  } catch {
    return 'unreachable';
  }
}
