// A mail server on this machine that keeps what it gets, for tests that read their mail.
import { createServer, type Socket } from 'node:net';

/** What came so far, head and body, with the soft ends taken out of lines. */
export interface Inbox {
  url: string;
  mails: string[];
  stop(): Promise<void>;
}

/** Listens at a port of its own. */
export async function inbox(): Promise<Inbox> {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    converse(socket, mails);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const stop = () =>
    new Promise<void>((done) => {
      sockets.forEach((socket) => socket.destroy());
      server.close(() => done());
    });
  return { url: `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, mails, stop };
}

function converse(socket: Socket, mails: string[]) {
  let waiting = '';
  let isData = false;
  socket.write('220 mail.example.org\r\n');
  socket.on('data', (bytes) => {
    waiting += bytes.toString('utf8');
    for (;;) {
      const end = isData ? '\r\n.\r\n' : '\r\n';
      const at = waiting.indexOf(end);
      if (at < 0) return;
      const said = waiting.slice(0, at);
      waiting = waiting.slice(at + end.length);
      if (isData) mails.push(said.replaceAll('=\r\n', ''));
      isData = !isData && said.toUpperCase() === 'DATA';
      socket.write(isData ? '354 go on\r\n' : said.toUpperCase() === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
    }
  });
}
