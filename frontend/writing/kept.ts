// What was typed into forms, kept in this browser by account and form.

/** What one showing of a form had in it. */
export interface Kept {
  /** Which showing of the form it was: two tabs do not take each other's place. */
  id: string;
  /** The state that the form was drawn from. */
  state: string;
  /** When it was typed. */
  at: number;
  /** Whether it was sent since. */
  isSent: boolean;
  /** The fields of the form, as it would send them. */
  pairs: [string, string][];
}

const prefix = 'folkmoot.writing.';
/** How long words are kept that nobody comes back to. */
const days = 7;
/** How many showings of one form are kept. */
const most = 5;

/** The shelf of one form of one account. */
export class Shelf {
  private readonly key: string;

  constructor(account: string, form: string) {
    this.key = `${prefix}${account}.${form}`;
    forgetOld();
  }

  /** Gives what is kept, the oldest first. */
  read(): Kept[] {
    try {
      const found: unknown = JSON.parse(localStorage.getItem(this.key) ?? '[]');
      return Array.isArray(found) ? (found as Kept[]) : [];
    } catch {
      return [];
    }
  }

  /** Keeps what one showing has in it, in the place of what it had before. */
  keep(kept: Kept) {
    return this.write([...this.read().filter(({ id }) => id !== kept.id), kept].slice(-most));
  }

  /** Notes that what one showing had in it was sent. */
  send(id: string) {
    return this.write(this.read().map((each) => (each.id === id ? { ...each, isSent: true } : each)));
  }

  /** Forgets what some showings had in them. */
  forget(ids: string[]) {
    return this.write(this.read().filter(({ id }) => !ids.includes(id)));
  }

  /** Says whether it could be written: a browser may keep nothing, or no more. */
  private write(kept: Kept[]) {
    try {
      if (kept.length) localStorage.setItem(this.key, JSON.stringify(kept));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      return false;
    }
  }
}

/** Forgets what nobody came back to in any form. */
function forgetOld() {
  try {
    const oldest = Date.now() - days * 24 * 60 * 60 * 1000;
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(prefix))) {
      const kept = JSON.parse(localStorage.getItem(key) ?? '[]') as Kept[];
      if (kept.every(({ at }) => at < oldest)) localStorage.removeItem(key);
    }
  } catch {
    // What cannot be read is offered to nobody.
  }
}
