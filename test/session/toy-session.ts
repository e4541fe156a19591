/** A session that receives toy frames as payload type 96. */

import { SeededRandom } from '../../src/lab/seeded-random.js';
import { Session } from '../../src/session/session.js';
import type { SessionOptions } from '../../src/session/session-options.js';
import type { SessionOutput } from '../../src/session/session-output.js';
import { toyFormat } from './toy-format.js';

/** Its clock shows 0. */
export function toySession(options: Partial<SessionOptions> = {}): Session {
  const receive = [{ payloadType: 96, format: toyFormat() }];
  return new Session(0, { cname: 'test', randomUint32: new SeededRandom(5).uint32, receive, ...options });
}

/** All that the session has to say. */
export function drain(session: Session): SessionOutput[] {
  const outputs: SessionOutput[] = [];
  for (let output = session.poll(); output !== undefined; output = session.poll()) outputs.push(output);
  return outputs;
}
