// Loads the script of the map and opens it: a file of its own, so that nobody pays for it who opens no map.
export async function open_map(address, frame, place, comment, most, read, write) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  const about = await answer.json();
  const map = await import(about.script);
  await map.open(about, frame, { place, comment }, { most, read, write });
}
