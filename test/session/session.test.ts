import { describe, expect, it } from 'vitest';
import type { OutgoingStreamOptions } from '../../src/session/session-options.js';
import { seededUint32, VirtualLink, type Peer } from './virtual-link.js';
import { toyFormat, type ToyFrame } from './toy-format.js';

const format = toyFormat();
const receive = [{ payloadType: 96, format }];
const remote = { host: 'b', port: 5004 };

function frames(peer: Peer): Uint8Array[] {
  return peer.said.flatMap(({ output }) => (output.type === 'frame' ? [(output.frame as ToyFrame).bytes] : []));
}

function drawFrame(random: () => number): Uint8Array {
  return Uint8Array.from({ length: 1 + (random() % 5000) }, () => random());
}

/** Sends `count` frames, one every 33 ms. */
function stream(link: VirtualLink, count: number, options: Partial<OutgoingStreamOptions> = {}): Uint8Array[] {
  const outgoing = link.a.session.addOutgoing({ format, ...options });
  const random = seededUint32(7);
  const sent: Uint8Array[] = [];
  for (let index = 0; index < count; index++) {
    const frame = drawFrame(random);
    sent.push(frame);
    link.act((now) => outgoing.send(now, frame, index * 2970));
    link.runTo(link.now + 33);
  }
  return sent;
}

describe('a session in virtual time', () => {
  it('hands out every frame bit for bit, in order', () => {
    const link = new VirtualLink({ remote }, { receive });
    const sent = stream(link, 300);
    link.runTo(link.now + 1000);
    expect(frames(link.b)).toEqual(sent);
  });
});
