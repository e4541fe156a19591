import { describe, expect, it } from 'vitest';
import type { RtcpOptions } from '../../../src/session/session-options.js';
import { toyFormat } from '../toy-format.js';
import { toySession } from '../toy-session.js';

const format = toyFormat();
const remote = { host: 'b', port: 5004 };

describe('options of feedback', () => {
  it.each([
    ['a profile that is none', { profile: 'SAVP' }],
    ['an interval below 0', { regularIntervalMs: -1 }],
    ['an interval without end', { regularIntervalMs: Infinity }],
    ['an interval that is no number', { regularIntervalMs: Number.NaN }],
  ])('are refused: %s', (_case, rtcp) => {
    expect(() => toySession({ rtcp: rtcp as RtcpOptions })).toThrow(RangeError);
  });

  it('are refused where a message is none, for either direction', () => {
    const feedback = ['nack pli', 'nack plu'] as never;
    expect(() => toySession({ receive: [{ payloadType: 96, format, feedback }] })).toThrow(
      /feedback is "nack plu", expected nack, /,
    );
    expect(() => toySession({ remote }).addOutgoing({ format, feedback })).toThrow(RangeError);
    expect(() => toySession({ remote }).addOutgoing({ format, feedback: 'nack' as never })).toThrow(TypeError);
  });
});
