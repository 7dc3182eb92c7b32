// Loads the demonstration once, and serves a copy of it to every test that needs no site of its own.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { demonstrate, originOf, serve } from './server';

export default async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'folkmoot-browser-'));
  process.env.TEST_FOLDER = folder;
  demonstrate(`sqlite:${join(folder, 'demonstration/folkmoot.db')}`);
  const server = await serve(copy('shared'));
  process.env.TEST_ORIGIN = originOf(server.port);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  };
}

/** Copies the database with the demonstration and gives the address of the copy. */
export function copy(name: string) {
  const folder = process.env.TEST_FOLDER ?? '';
  cpSync(join(folder, 'demonstration'), join(folder, name), { recursive: true });
  return `sqlite:${join(folder, name, 'folkmoot.db')}`;
}
