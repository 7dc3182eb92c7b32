// The boxes in which staff write Markdown: buttons above, how it will look beside, what is pasted, and what is kept until it is saved.
// Without this script each is a box with a button that shows how it will look.
import { keeping } from './keeping';
import { pasting } from './pasting';
import { preview } from './preview';
import { toolbar } from './toolbar';

for (const box of document.querySelectorAll<HTMLElement>('.fm-writing')) {
  const area = box.querySelector('textarea');
  if (area) furnish(box, area);
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-account]')) {
  keeping(form, form.dataset.account ?? '', form.dataset.signIn ?? '');
}

/** Puts what helps around a box. */
function furnish(box: HTMLElement, area: HTMLTextAreaElement) {
  const told = document.createElement('p');
  told.className = 'govuk-hint';
  told.setAttribute('role', 'status');
  const tell = (said: string) => (told.textContent = said);
  const { button, frame } = preview(box, area, tell);
  // The one that works without a script would send the whole form.
  area.form?.querySelectorAll<HTMLElement>('button[name="preview"]').forEach((each) => (each.remove()));
  area.before(toolbar(area, button));
  area.after(told);
  box.append(frame);
  pasting(area, tell);
}
