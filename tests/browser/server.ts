// Starts the real server on a fresh database with the demonstration, and gives its address to the tests.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const binary = process.env.FOLKMOOT_BIN ?? resolve(__dirname, '../../target/debug/folkmoot');

export const staff = { email: 'strategy@example.org', password: 'only for these tests 7391' };

export default async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'folkmoot-browser-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const environment = {
    ...process.env,
    DATABASE_URL: `sqlite:${join(folder, 'folkmoot.db')}`,
    FOLKMOOT_LISTEN: `127.0.0.1:${port}`,
    FOLKMOOT_ORIGIN: origin,
    FOLKMOOT_LOG: process.env.FOLKMOOT_LOG ?? 'warn',
  };
  run(['demo'], environment);
  run(['account', 'add', staff.email, '--role', 'administrator', '--password-stdin'], environment, `${staff.password}\n`);
  const server = spawn(binary, ['serve'], { env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
  await answers(`${origin}/ready`);
  process.env.FOLKMOOT_TEST_ORIGIN = origin;
  return async () => {
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  };
}

function run(command: string[], env: NodeJS.ProcessEnv, input = '') {
  const done = spawnSync(binary, command, { env, input, encoding: 'utf8' });
  if (done.status !== 0) {
    throw new Error(`folkmoot ${command.join(' ')} failed:\n${done.stdout}\n${done.stderr ?? done.error}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(address: string) {
  for (let tries = 0; tries < 100; tries += 1) {
    const response = await fetch(address).catch(() => null);
    if (response?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${address} never answered`);
}
