import { describe, expect, it } from 'vitest';
import { StreamMeter } from '../../../src/cli/watch/stream-meter.js';
import { arrivalEvent, arrivalLine, departureEvent, departureLine } from '../../../src/cli/watch/stream-words.js';

const rates = { framesPerSecond: 29.97, kilobitsPerSecond: 411.6 };
const arrival = { ...rates, packetsLost: 0, jitterMs: 0.51, bufferMs: 398.7, roundTripMs: 1.24 };

describe('the line of a stream', () => {
  it('shows rate, loss, jitter, buffer and round trip of what is received', () => {
    expect(arrivalLine('video', arrival)).toBe(
      'video 30.0 fps   412 kbit/s    0 lost  jitter  0.5  buffer  399  RTT  1.2 ms',
    );
    const unknown = { ...arrival, packetsLost: -1, bufferMs: undefined, roundTripMs: undefined };
    expect(arrivalLine('audio', unknown)).toBe(
      'audio 30.0 fps   412 kbit/s   -1 lost  jitter  0.5  buffer    -  RTT    - ms',
    );
  });

  it('shows what the far end says of what is sent', () => {
    const answer = { fractionLost: 0.014, jitterMs: 0.51, roundTripMs: 12.3 };
    expect(departureLine('video', { ...rates, answer, unanswered: false })).toBe(
      'video 30.0 fps   412 kbit/s  1.4 % lost  jitter  0.5  RTT 12.3 ms',
    );
    expect(departureLine('video', { ...rates, answer: undefined, unanswered: false })).toBe(
      'video 30.0 fps   412 kbit/s  no answer yet',
    );
    expect(departureLine('video', { ...rates, answer, unanswered: true })).toBe(
      'video 30.0 fps   412 kbit/s  nobody answers',
    );
  });

  it('fits a terminal with the largest figures that are likely', () => {
    const large = { framesPerSecond: 120, kilobitsPerSecond: 25_000, packetsLost: 9999, jitterMs: 99.9 };
    expect(arrivalLine('video', { ...large, bufferMs: 1000, roundTripMs: 99.9 }).length).toBeLessThan(80);
  });

  it('is an event with numbers as they are, and null for what is not known', () => {
    expect(arrivalEvent('video', { ...arrival, roundTripMs: undefined })).toEqual({
      event: 'statistics',
      stream: 'video',
      ...arrival,
      roundTripMs: null,
    });
    expect(departureEvent('video', { ...rates, answer: undefined, unanswered: false })).toEqual({
      event: 'statistics',
      stream: 'video',
      ...rates,
      fractionLost: null,
      jitterMs: null,
      roundTripMs: null,
      answered: false,
    });
  });
});

describe('the meter of a stream', () => {
  it('reads what has come since it was read last, per second', () => {
    const meter = new StreamMeter(1000);
    const first = { frames: 30, octets: 50_000, bufferDelay: 6, bufferCount: 30 };
    expect(meter.read(2000, first)).toEqual({ framesPerSecond: 30, kilobitsPerSecond: 400, bufferMs: 200 });
    const second = { frames: 50, octets: 75_000, bufferDelay: 14, bufferCount: 50 };
    expect(meter.read(4000, second)).toEqual({ framesPerSecond: 10, kilobitsPerSecond: 100, bufferMs: 400 });
    expect(meter.read(5000, second)).toEqual({ framesPerSecond: 0, kilobitsPerSecond: 0, bufferMs: undefined });
  });

  it('needs no jitter buffer, and survives being read twice at once', () => {
    const meter = new StreamMeter(0);
    expect(meter.read(0, { frames: 1, octets: 0 }).framesPerSecond).toBe(1000);
    expect(meter.read(1000, { frames: 2, octets: 125 })).toEqual({
      framesPerSecond: 1,
      kilobitsPerSecond: 1,
      bufferMs: undefined,
    });
  });
});
