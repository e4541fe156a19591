import { describe, expect, it } from 'vitest';
import { property } from '../../../../src/node/backends/gstreamer/property.js';

describe('a property of an element of GStreamer', () => {
  it('is quoted, with quotes and backslashes inside escaped', () => {
    expect(property('device', '/dev/video0')).toBe('device="/dev/video0"');
    expect(property('location', 'a "b" \\ c')).toBe('location="a \\"b\\" \\\\ c"');
  });

  it('refuses what the parser would take for something else', () => {
    expect(() => property('location', 'a\\')).toThrow(
      /^location is "a\\\\", expected a name that GStreamer can be told/,
    );
    expect(() => property('device', '"a')).toThrow(RangeError);
  });
});
