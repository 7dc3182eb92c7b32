// The fields of a form as it would send them, without what nobody types.

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isTyped = (field: Element): field is Field =>
  field instanceof HTMLTextAreaElement ||
  field instanceof HTMLSelectElement ||
  (field instanceof HTMLInputElement && !['hidden', 'submit', 'button', 'file', 'password'].includes(field.type));

const isTicked = (field: Field): field is HTMLInputElement => ['radio', 'checkbox'].includes(field.type);

const typed = (form: HTMLFormElement) => [...form.elements].filter(isTyped).filter(({ name }) => name);

/** Reads what stands in a form. */
export function read(form: HTMLFormElement): [string, string][] {
  const sent = typed(form).filter((field) => !isTicked(field) || field.checked);
  return sent.map(({ name, value }) => [name, value]);
}

/** Writes into a form what stood there before, and gives what it has no field for. */
export function write(form: HTMLFormElement, pairs: [string, string][]): [string, string][] {
  for (const field of typed(form)) {
    if (isTicked(field)) field.checked = pairs.some(([name, value]) => name === field.name && value === field.value);
    else field.value = pairs.find(([name]) => name === field.name)?.[1] ?? field.value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  const names = new Set(typed(form).map(({ name }) => name));
  return pairs.filter(([name, value]) => !names.has(name) && value.trim());
}

/** Says whether two forms say the same. */
export const isSame = (one: [string, string][], other: [string, string][]) =>
  JSON.stringify(one) === JSON.stringify(other);
