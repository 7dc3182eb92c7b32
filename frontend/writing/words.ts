// What the box for writing says.
export const formats = 'Format the words';
export const preview = 'Preview';
export const shownTitle = 'How it will look';
export const nothing = 'Nothing is written yet.';
export const notShown = 'The preview could not be drawn just now. What you wrote is still here.';
export const pasted = 'Pasted with its headings, lists, links and tables. Ctrl+Shift+V pastes the words alone.';
export const plainly = 'Only the words were pasted, because the rest could not be read.';
export const noWords = 'Nothing was pasted, because there are no words in it. Pictures are added as documents.';
export const kept = 'Kept in this browser';
export const notKept = 'This browser keeps nothing of what you type here until you save.';
export const signedOut = 'You are signed out, so that nothing could be saved. What you typed is kept in this browser. ';
export const signIn = 'Sign in in another tab, then save here again';
export const unreachable =
  'The site cannot be reached just now, so that nothing was saved. What you typed is kept in this browser. Try again in a moment.';
export const readThem = 'Read them';
export const putBack = 'Put them back';
export const throwAway = 'Throw them away';
export const isBack = 'Your words are back in the form. They are not saved until you save.';
export const notAll =
  'Your words are back in the form, but not all of them have a field here now. Read them above, and copy what is missing before you throw them away.';
export const isGone = 'They are thrown away.';
export const unsaved = (when: string) => `You had unsaved words from ${when}`;
export const changed =
  'Somebody has saved something here since. What you see in the form is newer: read both before you put yours in its place.';
