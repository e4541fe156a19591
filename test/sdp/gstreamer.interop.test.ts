import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatGstreamerCaps,
  formatSdp,
  parseGstreamerCaps,
  type FormatDescription,
  type StreamDescription,
} from '../../src/sdp/index.js';
import { sessionDescription, streamDescription } from './arbitraries.js';

const SCRIPT = fileURLToPath(new URL('gstreamer-caps.py', import.meta.url));

interface Answer {
  /** What gst_caps_to_string makes of what gst_caps_from_string read. */
  readonly caps: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

/** One process for many texts: starting Python with GStreamer takes 0.1 s. */
function ask(mode: 'caps' | 'sdp', texts: readonly string[]): Answer[][] {
  const run = spawnSync('/usr/bin/python3', [SCRIPT, mode], { input: JSON.stringify(texts), encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`GStreamer's Python bindings failed: ${run.stderr}`);
  return JSON.parse(run.stdout) as Answer[][];
}

/** GStreamer's int has a sign. */
function hasUsualClockRates(stream: StreamDescription): boolean {
  return stream.formats.every((format) => format.clockRate < 2 ** 31);
}

/** What GStreamer makes of feedback, reduced size and groups of sources; of several groups it keeps the last. */
function attributeFields(stream: StreamDescription, format: FormatDescription): Record<string, string | boolean> {
  const feedback = format.rtcpFeedback.map((kind) => [`rtcp-fb-${kind.replaceAll(' ', '-')}`, true] as const);
  const group = stream.sourceGroups.at(-1);
  return {
    ...Object.fromEntries(feedback),
    ...(stream.rtcpReducedSize && { 'a-rtcp-rsize': '' }),
    ...(group !== undefined && { 'a-ssrc-group': [group.semantics, ...group.ssrcs].join(' ') }),
  };
}

describe('GStreamer caps, read by GStreamer', () => {
  it('have equal field values there, and come back equal', () => {
    const streams = fc.array(streamDescription.filter(hasUsualClockRates), { minLength: 50, maxLength: 50 });
    fc.assert(
      fc.property(streams, (drawn) => {
        const answers = ask(
          'caps',
          drawn.map((stream) => formatGstreamerCaps(stream)),
        );
        for (const [index, stream] of drawn.entries()) {
          const { caps, fields } = answers[index]![0]!;
          const format = stream.formats[0]!;
          expect(fields).toMatchObject({
            ...format.formatParameters,
            media: stream.mediaType,
            payload: format.payloadType,
            'clock-rate': format.clockRate,
            'encoding-name': format.encodingName,
          });
          expect(parseGstreamerCaps(caps)).toEqual(parseGstreamerCaps(formatGstreamerCaps(stream)));
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('SDP, read by GStreamer', () => {
  it('becomes the same caps as ours, payload type by payload type', () => {
    const drawnSession = sessionDescription.filter(({ streams }) => streams.every(hasUsualClockRates));
    fc.assert(
      fc.property(fc.array(drawnSession, { minLength: 30, maxLength: 30 }), (drawn) => {
        const answers = ask(
          'sdp',
          drawn.map((session) => formatSdp(session)),
        );
        for (const [index, session] of drawn.entries()) {
          const formats = session.streams.flatMap((stream) => stream.formats.map((format) => ({ stream, format })));
          expect(answers[index]).toHaveLength(formats.length);
          for (const [at, { stream, format }] of formats.entries()) {
            const { fields } = answers[index]![at]!;
            expect(fields).toMatchObject({
              media: stream.mediaType,
              payload: format.payloadType,
              'clock-rate': format.clockRate,
              'encoding-name': format.encodingName,
              ...attributeFields(stream, format),
            });
            if (format.channels !== undefined) expect(fields['encoding-params']).toBe(String(format.channels));
          }
        }
      }),
      { numRuns: 5 },
    );
  });
});
