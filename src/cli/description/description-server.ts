/** A description over HTTP: what a receiver is told instead of a file, always as it is now. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RtpkitError } from '../../node/index.js';

/** A request is a line and a few headers: who takes longer, or keeps more connections, is no receiver. */
const REQUEST_TIMEOUT_MS = 5000;
const MAX_CONNECTIONS = 32;

export interface DescriptionServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers `GET /` and `GET /session.sdp` on every address of this host; there is nothing else to be had.
 * @param describe called for each request; gives SDP
 * @throws RtpkitError `ERR_RTPKIT_PORT_IN_USE` or `ERR_RTPKIT_SOCKET` when the port cannot be had
 */
export async function openDescriptionServer(port: number, describe: () => string): Promise<DescriptionServer> {
  const limits = { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS, keepAlive: false };
  const server = createServer(limits, (request, response) => answer(request, response, describe));
  server.maxConnections = MAX_CONNECTIONS;
  // What is sent keeps the process alive, not who asks about it.
  server.unref();
  server.listen(port);
  await once(server, 'listening').catch((cause: unknown) => {
    throw listenError(port, cause);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) };
}

function answer(request: IncomingMessage, response: ServerResponse, describe: () => string): void {
  response.shouldKeepAlive = false;
  const [path] = (request.url ?? '').split('?');
  if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405, { Allow: 'GET, HEAD' }).end();
  else if (path !== '/' && path !== '/session.sdp') response.writeHead(404).end();
  else response.writeHead(200, { 'Content-Type': 'application/sdp', 'Cache-Control': 'no-store' }).end(describe());
}

async function closeServer(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

function listenError(port: number, cause: unknown): RtpkitError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const advice = `the description cannot be served on port ${port}: name another one with --serve-sdp`;
  return code === 'EADDRINUSE'
    ? new RtpkitError('ERR_RTPKIT_PORT_IN_USE', `Port ${port} is in use, ${advice}`, { cause })
    : new RtpkitError('ERR_RTPKIT_SOCKET', `${message}, ${advice}`, { cause });
}
