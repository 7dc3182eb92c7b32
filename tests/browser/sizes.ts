/** The windows in which pages are looked at: a small phone, and a desk. */
export const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
];
