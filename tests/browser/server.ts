// The real program: filled with the demonstration, and serving a database of either engine.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';

export const binary = process.env.TEST_FOLKMOOT ?? resolve(__dirname, '../../target/debug/folkmoot');

export const staff = { email: 'strategy@example.org', password: 'only for these tests 7391' };

/** Somebody who does what the strategy team does. */
export const strategist = 'strategist@example.org';

/** Somebody on the staff who may see little. */
export const editor = 'editor@example.org';

/** A server, and where it listens. */
export interface Server {
  port: number;
  stop(): Promise<void>;
}

/** Loads the demonstration into an empty database and adds the accounts of the tests. */
export function demonstrate(database: string) {
  run(['demo'], settings(database));
  addAccounts(database);
}

/** Adds the accounts of the tests; an empty database is made with its tables. */
export function addAccounts(database: string) {
  const environment = settings(database);
  const add = (email: string, role: string) => ['account', 'add', email, '--role', role, '--password-stdin'];
  run(add(staff.email, 'administrator'), environment, `${staff.password}\n`);
  run(add(strategist, 'strategist'), environment, `${staff.password}\n`);
  run(add(editor, 'editor'), environment, `${staff.password}\n`);
}

/** Serves a database at a port of its own; an origin says where people find the site, if not there, and a mail server to whom mail goes, if any does. */
export async function serve(database: string, origin?: string, mail?: string): Promise<Server> {
  const port = await freePort();
  const env = {
    ...settings(database),
    FOLKMOOT_LISTEN: `127.0.0.1:${port}`,
    FOLKMOOT_ORIGIN: origin ?? originOf(port),
    ...(mail ? { FOLKMOOT_SMTP_URL: mail, FOLKMOOT_MAIL_FROM: 'Nature team <nature@example.org>' } : {}),
  };
  // The server goes with the tests even when these are killed.
  const child = spawn('setpriv', ['--pdeathsig=KILL', binary, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  await answers(`http://127.0.0.1:${port}/ready`);
  return { port, stop: () => end(child) };
}

/** Gives the address of a site that is reached at a port of this machine. */
export function originOf(port: number) {
  return `http://localhost:${port}`;
}

function settings(database: string): NodeJS.ProcessEnv {
  return { ...process.env, DATABASE_URL: database, FOLKMOOT_LOG: process.env.FOLKMOOT_LOG ?? 'warn' };
}

function run(command: string[], env: NodeJS.ProcessEnv, input = '') {
  const done = spawnSync(binary, command, { env, input, encoding: 'utf8' });
  if (done.status !== 0) {
    throw new Error(`folkmoot ${command.join(' ')} failed:\n${done.stdout}\n${done.stderr ?? done.error}`);
  }
}

async function end(child: ChildProcess) {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
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
