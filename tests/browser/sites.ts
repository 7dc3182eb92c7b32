// Sites that a test has to itself: a copy of the demonstration, or two servers over one PostgreSQL database.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import { stand, type Served } from './proxy';
import { addAccounts, binary, demonstrate, originOf, serve } from './server';
import { copy, empty } from './setup';
import { test } from './test';

/** Tests on a site of their own, whose figures nobody else changes. */
export const alone = test.extend<{ database: string }>({
  database: async ({}, use) => use(copy(randomUUID())),
  baseURL: async ({ database }, use) => {
    const server = await serve(database);
    await use(originOf(server.port));
    await server.stop();
  },
});

/** Tests on a site of their own on which there is nothing but accounts. */
export const bare = test.extend<{ database: string }>({
  database: async ({}, use) => {
    const database = empty(randomUUID());
    addAccounts(database);
    await use(database);
  },
  baseURL: async ({ database }, use) => {
    const server = await serve(database);
    await use(originOf(server.port));
    await server.stop();
  },
});

/** A site that two servers share. */
interface Shared {
  origin: string;
  served: Served;
}

/** Tests on a site whose pages come now from one server and now from another, over one PostgreSQL database. */
export const twoServers = test.extend<object, { shared: Shared }>({
  shared: [
    async ({}, use) => {
      const database = await freshPostgres();
      demonstrate(database.url);
      const ports: number[] = [];
      const proxy = await stand(ports);
      const origin = originOf(proxy.port);
      const servers = await Promise.all([serve(database.url, origin), serve(database.url, origin)]);
      ports.push(...servers.map((server) => server.port));
      await use({ origin, served: proxy.served });
      await proxy.stop();
      await Promise.all(servers.map((server) => server.stop()));
      await database.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ shared }, use) => use(shared.origin),
});

/** Makes an empty PostgreSQL database that lasts until it is removed, or until these tests end in whatever way. */
async function freshPostgres() {
  // In a group of its own, so that Ctrl-C ends the tests and they end the database.
  const options = { stdio: ['pipe', 'pipe', 'inherit'] as ['pipe', 'pipe', 'inherit'], detached: true };
  const program = spawn(join(dirname(binary), 'fresh-postgres'), options);
  const ended = once(program, 'exit');
  const lines = createInterface(program.stdout)[Symbol.asyncIterator]();
  const said = await Promise.race([lines.next(), ended.then(() => null)]);
  if (!said || said.done) throw new Error('there is no PostgreSQL: its own words are above');
  const remove = async () => {
    program.stdin.end();
    await ended;
  };
  return { url: said.value, remove };
}
