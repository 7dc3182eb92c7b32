// What stands in front of two servers of one site: each page comes from whichever has its turn.
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

// Pages are asked for and posted by turns; in this order each server gets both, and mostly not twice running.
const TURNS = [0, 1, 1, 0, 1, 0, 0, 1];

/** The methods of the requests for pages that each of two servers has answered. */
export type Served = [string[], string[]];

/** A site that two servers share. */
export interface Proxy {
  port: number;
  served: Served;
  stop(): Promise<void>;
}

/** Listens for a site; the ports of its two servers may be added later. */
export async function stand(ports: number[]): Promise<Proxy> {
  const served: Served = [[], []];
  const agent = new Agent({ keepAlive: true });
  let pages = 0;
  const front = createServer((asked, answer) => {
    const isPage = !asked.url?.startsWith('/assets/');
    const turn = TURNS[isPage ? pages++ % TURNS.length : 0];
    if (isPage) served[turn].push(asked.method ?? '');
    pass(asked, answer, ports[turn], agent);
  });
  await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
  const { port } = front.address() as AddressInfo;
  const stop = async () => {
    agent.destroy();
    front.closeAllConnections();
    await new Promise((done) => front.close(done));
  };
  return { port, served, stop };
}

/** Passes a request on with its Host, and the answer back, both as they are. */
function pass(asked: IncomingMessage, answer: ServerResponse, port: number, agent: Agent) {
  const { method, url: path, headers } = asked;
  const onward = request({ host: '127.0.0.1', port, method, path, headers, agent }, (from) => {
    answer.writeHead(from.statusCode ?? 502, from.headers);
    from.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  asked.pipe(onward);
}
