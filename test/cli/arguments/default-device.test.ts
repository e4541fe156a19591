import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  defaultAudioOutput,
  defaultAudioSource,
  defaultVideoSource,
} from '../../../src/cli/arguments/default-device.js';
import type { Finding } from '../../../src/node/index.js';

const host = vi.hoisted(() => ({ devices: [] as Finding[] }));

vi.mock(import('../../../src/node/index.js'), async (original) => ({
  ...(await original()),
  diagnoseDevices: async () => host.devices,
}));

afterEach(() => void (host.devices = []));

/** A host that has these devices, of those that are looked for. */
function hostWith(...present: readonly string[]): void {
  const names = ['dv', 'pulse', 'alsa', 'window', 'v4l2', ...present.filter((name) => name.startsWith('v4l2:'))];
  host.devices = names.map((name) => ({
    area: 'device',
    name,
    state: present.includes(name) ? 'ok' : 'none',
    detail: '',
  }));
}

describe('what is taken when nothing is named', () => {
  it('is the first camera, else the test picture', async () => {
    hostWith('v4l2:/dev/video1', 'v4l2:/dev/video2', 'dv', 'pulse');
    expect(await defaultVideoSource()).toEqual({ kind: 'v4l2', device: '/dev/video1' });
    hostWith('pulse', 'window');
    expect(await defaultVideoSource()).toEqual({ kind: 'test' });
  });

  it("is PulseAudio's microphone, else that of a sound card, else the test tone", async () => {
    hostWith('alsa', 'pulse');
    expect(await defaultAudioSource()).toEqual({ kind: 'pulse' });
    hostWith('alsa');
    expect(await defaultAudioSource()).toEqual({ kind: 'alsa', device: 'default' });
    hostWith();
    expect(await defaultAudioSource()).toEqual({ kind: 'test' });
  });

  it('is PulseAudio to be heard, unless there is a sound card alone', async () => {
    hostWith('alsa');
    expect(await defaultAudioOutput()).toEqual({ kind: 'alsa' });
    hostWith('alsa', 'pulse');
    expect(await defaultAudioOutput()).toEqual({ kind: 'pulse' });
    hostWith();
    expect(await defaultAudioOutput()).toEqual({ kind: 'pulse' });
  });
});
