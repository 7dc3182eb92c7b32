// What only time or an outage would bring, brought by a program beside the server.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

import { binary } from './server';

const program = join(dirname(binary), 'scene');

/** Brings a site to where a scene wants it. */
export function bring(database: string, scene: 'before-the-opening' | 'after-the-closing' | 'with-consent' | 'kinds') {
  const done = spawnSync(program, [database, scene], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`scene ${scene} failed:\n${done.stderr ?? done.error}`);
}

/** Keeps a site from storing anything until the given work is over. */
export async function whileBusy(database: string, work: () => Promise<void>) {
  const busy = spawn(program, [database, 'busy'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(busy, 'exit');
  await once(busy.stdout, 'data');
  try {
    await work();
  } finally {
    busy.stdin.end();
    await ended;
  }
}
