/** What an endpoint tells on its emitter: what its session tells besides datagrams to send, and what its sockets meet. */

import type { SessionOutput, Transmission } from '../../session/session-output.js';
import type { SocketProblem } from '../sockets/udp-socket.js';

/** What a session tells besides the datagrams to send. */
export type SessionEvent = Exclude<SessionOutput, Transmission>;

/** The session's events under their `type`; `problem`, once for each kind that the sockets meet; `close`, the last of all. */
export type EndpointEvents = {
  [Event in SessionEvent as Event['type']]: [event: Event];
} & { problem: [problem: SocketProblem]; close: [] };
