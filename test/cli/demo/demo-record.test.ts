import { describe, expect, it } from 'vitest';
import type { DemoMessage, Medium } from '../../../src/cli/demo/demo-messages.js';
import { DemoRecord } from '../../../src/cli/demo/demo-record.js';
import { PROGRESS_LEGEND, progressText, verdictOf } from '../../../src/cli/demo/demo-words.js';

const frame = (medium: Medium): DemoMessage => ({ type: 'frame', medium, digests: ['x'] });

/** A run in which everything went well, but for what is left out. */
function run(leaveOut: { readonly frameOf?: Medium; readonly reports?: boolean } = {}): DemoRecord {
  const record = new DemoRecord();
  for (const medium of ['video', 'audio'] as const) {
    record.take('sender', frame(medium));
    if (leaveOut.frameOf !== medium) record.take('receiver', frame(medium));
    if (leaveOut.reports === true) continue;
    record.take('receiver', { type: 'destination', medium, text: '127.0.0.1:5005 (as told)' });
    record.take('receiver', { type: 'report', medium, kind: 'sender', roundTripMs: undefined });
    record.take('sender', { type: 'report', medium, kind: 'receiver', roundTripMs: 1.26 });
    record.take('sender', { type: 'report', medium, kind: 'receiver', roundTripMs: undefined });
  }
  return record;
}

describe('the record of a demonstration', () => {
  it('passes when all frames are equal and reports went both ways', () => {
    const { passed, text } = verdictOf(run());
    expect(passed).toBe(true);
    expect(text).toContain('1 access units sent, 1 received, 1 equal');
    expect(text).toContain('1 sender reports there, 2 receiver reports back, round trip 1.3 ms');
    expect(text).toContain('reports went to 127.0.0.1:5005 (as told)');
    expect(text).toMatch(/PASSED.*$/);
  });

  it('fails when a frame of either medium is missing', () => {
    for (const frameOf of ['video', 'audio'] as const) {
      const { passed, text } = verdictOf(run({ frameOf }));
      expect(passed).toBe(false);
      expect(text).toContain('FAILED: what was received is not what was sent');
    }
  });

  it('fails when RTCP did not go both ways', () => {
    const { passed, text } = verdictOf(run({ reports: true }));
    expect(passed).toBe(false);
    expect(text).toContain('FAILED: RTCP did not go both ways');
  });

  it('shows frames, rate, loss, jitter, buffer and round trip of each medium in one line', () => {
    const record = run();
    const progress = { frames: 30, octets: 50_000, packetsLost: 2, jitterMs: 0.51, bufferMs: 199.7 };
    record.take('receiver', { type: 'progress', medium: 'video', ...progress });
    const text = progressText(record, 1000);
    expect(text).toBe('  1.0 s  video   30  400  2;  0.5 200  1.3  audio waiting');
    record.take('receiver', { type: 'progress', medium: 'audio', ...progress });
    expect(progressText(record, 100_000).length).toBeLessThan(80);
    expect(PROGRESS_LEGEND.length).toBeLessThanOrEqual(80);
  });
});
