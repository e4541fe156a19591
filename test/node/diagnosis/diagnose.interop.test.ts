import { afterEach, describe, expect, it, vi } from 'vitest';
import { diagnose } from '../../../src/node/index.js';

afterEach(() => vi.unstubAllEnvs());

describe('a diagnosis of this host', () => {
  it('finds the programs that are installed, and that streams can be sent and received with them', async () => {
    const { works, backends, findings } = await diagnose();
    expect(works).toBe(true);
    expect(backends.gstreamer).toMatchObject({ canSend: true, canReceive: true });
    expect(findings.find(({ name }) => name === 'mediabunny')).toMatchObject({ state: 'ok' });
  });

  it('says what to type where nothing is installed, nobody shows windows and nobody plays sound', async () => {
    vi.stubEnv('PATH', '/nowhere');
    vi.stubEnv('DISPLAY', ':4711');
    const { works, findings } = await diagnose();
    expect(works).toBe(false);
    const missing = findings.filter(({ state }) => state === 'missing').map(({ name, remedy }) => [name, remedy]);
    expect(missing).toContainEqual(['ffmpeg', 'sudo apt-get install ffmpeg']);
    expect(missing).toContainEqual(['gstreamer', expect.stringContaining('gstreamer1.0-plugins-ugly')]);
    expect(missing).toContainEqual(['window', 'export DISPLAY=:0']);
    expect(missing).toContainEqual(['pulse', expect.stringContaining('pulseaudio')]);
  });
});
