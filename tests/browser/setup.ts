// Loads the demonstration once with a consultation that asks every kind of question, and serves a copy of it to every test that needs no site of its own.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bring } from './scene';
import { demonstrate, originOf, serve } from './server';

export default async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'folkmoot-browser-'));
  process.env.TEST_FOLDER = folder;
  const demonstration = `sqlite:${join(folder, 'demonstration/folkmoot.db')}`;
  demonstrate(demonstration);
  bring(demonstration, 'kinds');
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

/** Gives the address of a database that is not there yet. */
export function empty(name: string) {
  const folder = join(process.env.TEST_FOLDER ?? '', name);
  mkdirSync(folder);
  return `sqlite:${join(folder, 'folkmoot.db')}`;
}
