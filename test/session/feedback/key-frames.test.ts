import { describe, expect, it } from 'vitest';
import type { FeedbackMessage } from '../../../src/session/feedback/feedback-message.js';
import type { OutgoingStream } from '../../../src/session/outgoing/outgoing-stream.js';
import type { RtcpOptions } from '../../../src/session/session-options.js';
import { said } from '../toy-stream.js';
import { VirtualLink, type Peer } from '../virtual-link.js';
import { KEY_FRAME, keyFrameFormat, OTHER_FRAME } from './key-frame-format.js';
import { compoundsOf } from './sent-compounds.js';

const FRAME_MS = 40;
const format = keyFrameFormat();

/** A sender, a receiver, and what either understands. */
class Scene {
  readonly link: VirtualLink;
  readonly outgoing: OutgoingStream;

  constructor(feedback: readonly FeedbackMessage[], rtcp: RtcpOptions = { profile: 'AVPF' }, delayMs = 10) {
    this.link = new VirtualLink(
      { rtcp, remote: { host: 'b', port: 5004 } },
      // Frames of one octet would not earn a host that was only learnt any feedback.
      { rtcp: { ...rtcp, remote: { host: 'a' } }, receive: [{ payloadType: 96, format, feedback }], latencyMs: 50 },
      { delayMs },
    );
    this.outgoing = this.link.a.session.addOutgoing({ format, feedback });
  }

  /** One frame, and the time until the next. */
  send(frame: Uint8Array): void {
    this.link.act((now) => this.outgoing.send(now, frame));
    this.link.runTo(this.link.now + FRAME_MS);
  }

  /** `count` frames none of which is a key frame. */
  sendOthers(count: number): void {
    for (let index = 0; index < count; index++) this.send(OTHER_FRAME);
  }

  /** Loses a frame; what follows cannot be decoded. */
  lose(): void {
    this.link.cut();
    this.send(OTHER_FRAME);
    this.link.mend();
  }
}

describe('RFC 4585 §6.3.1 picture loss indication', () => {
  it('leaves at the moment when the loss is seen, and reaches the encoder of the sender', () => {
    const scene = new Scene(['nack pli']);
    scene.send(KEY_FRAME);
    scene.sendOthers(10);
    scene.lose();
    scene.sendOthers(5);
    const wantedMs = saidAt(scene.link.b, 'key-frame-wanted');
    expect(wantedMs).toHaveLength(1);
    expect(indications(scene.link.b)).toEqual([{ at: wantedMs[0], mediaSsrc: scene.outgoing.ssrc }]);
    expect(said(scene.link.a, 'key-frame-requested')).toMatchObject([{ stream: scene.outgoing, kind: 'pli' }]);
    expect(saidAt(scene.link.a, 'key-frame-requested')).toEqual([wantedMs[0]! + 10]);
  });

  it('is repeated each second while no key frame comes, and never again after one', () => {
    const scene = new Scene(['nack pli']);
    scene.send(KEY_FRAME);
    scene.lose();
    scene.sendOthers(60);
    expect(said(scene.link.a, 'key-frame-requested')).toHaveLength(3);
    scene.send(KEY_FRAME);
    scene.sendOthers(60);
    expect(said(scene.link.a, 'key-frame-requested')).toHaveLength(3);
  });

  it('waits for the next report in the profile AVP', () => {
    const scene = new Scene(['nack pli'], { profile: 'AVP' });
    scene.send(KEY_FRAME);
    scene.sendOthers(200);
    scene.lose();
    scene.sendOthers(200);
    const [wantedMs] = saidAt(scene.link.b, 'key-frame-wanted');
    const report = compoundsOf(scene.link.b.said).find(({ at }) => at >= wantedMs!)!;
    expect(report.packets.map(({ type }) => type)).toEqual([
      'receiver-report',
      'source-description',
      'picture-loss-indication',
    ]);
    expect(report.packets[0]).toMatchObject({ reportBlocks: [{ ssrc: scene.outgoing.ssrc }] });
  });

  it('is not sent where it was not agreed on', () => {
    const scene = new Scene([]);
    scene.send(KEY_FRAME);
    scene.lose();
    scene.sendOthers(60);
    expect(said(scene.link.b, 'key-frame-wanted').length).toBeGreaterThan(0);
    expect(indications(scene.link.b)).toEqual([]);
  });

  it('can be asked for by the application, but not again while the answer may be on its way', () => {
    const scene = new Scene(['nack pli'], { profile: 'AVPF' }, 300);
    scene.send(KEY_FRAME);
    scene.sendOthers(200);
    const [stream] = scene.link.b.session.incoming.values();
    const asked: boolean[] = [];
    for (let index = 0; index < 7; index++) {
      scene.link.act((now) => asked.push(stream!.requestKeyFrame(now)));
      scene.sendOthers(5);
    }
    expect(asked).toEqual([true, false, false, true, false, false, true]);
    const requestedMs = saidAt(scene.link.a, 'key-frame-requested');
    expect(requestedMs.length).toBeGreaterThan(0);
    for (const [index, atMs] of requestedMs.slice(1).entries()) expect(atMs - requestedMs[index]!).toBeGreaterThan(600);
  });
});

function indications(peer: Peer): { at: number; mediaSsrc: number }[] {
  return compoundsOf(peer.said).flatMap(({ at, packets }) =>
    packets.flatMap((packet) =>
      packet.type === 'picture-loss-indication' ? [{ at, mediaSsrc: packet.mediaSsrc }] : [],
    ),
  );
}

function saidAt(peer: Peer, type: string): number[] {
  return peer.said.flatMap(({ at, output }) => (output.type === type ? [at] : []));
}
