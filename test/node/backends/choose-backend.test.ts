import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BACKENDS, chooseBackend, isInstalled } from '../../../src/node/backends/choose-backend.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

/** Whatever the search path says is in that directory alone. */
function install(directory: TemporaryDirectory, ...programs: string[]): void {
  for (const program of programs) {
    writeFileSync(directory.file(program), '#!/bin/false\n');
    chmodSync(directory.file(program), 0o755);
  }
  vi.stubEnv('PATH', `:${directory.path}:/no/such/directory`);
}

afterEach(() => void vi.unstubAllEnvs());

describe('the backend', () => {
  it('is GStreamer where both are installed, and the one that is', () => {
    using directory = new TemporaryDirectory('path');
    install(directory, 'ffmpeg');
    expect(chooseBackend().name).toBe('ffmpeg');
    install(directory, 'gst-launch-1.0');
    expect(chooseBackend().name).toBe('gstreamer');
    expect(chooseBackend('ffmpeg').name).toBe('ffmpeg');
    expect(BACKENDS.map(({ name }) => name)).toEqual(['gstreamer', 'ffmpeg']);
  });

  it('is missing with the line that installs it', () => {
    using directory = new TemporaryDirectory('path');
    install(directory);
    expect(() => chooseBackend('ffmpeg')).toThrow('ffmpeg is not installed; type: sudo apt-get install ffmpeg');
    expect(() => chooseBackend()).toThrow(
      /^neither gst-launch-1.0 nor ffmpeg is installed; type: sudo apt-get install gstreamer1.0-tools /,
    );
    expect(() => chooseBackend()).toThrow(expect.objectContaining({ code: 'ERR_RTPKIT_BACKEND' }));
  });

  it('is no directory, and nothing that cannot be run', () => {
    using directory = new TemporaryDirectory('path');
    install(directory);
    mkdirSync(directory.file('ffmpeg'));
    writeFileSync(directory.file('gst-launch-1.0'), '');
    expect(isInstalled('ffmpeg')).toBe(false);
    expect(isInstalled('gst-launch-1.0')).toBe(false);
  });
});
