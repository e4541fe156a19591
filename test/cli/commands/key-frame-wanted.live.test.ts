import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { describeSenders, formatSdp, openSender } from '../../../src/node/index.js';
import { rtpkit } from '../../peers/cli-process.js';
import { clipUnits } from '../../peers/clip.js';
import { freePortPair } from '../../peers/free-port.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

/** A program that has run for so long in place of a window is started again. */
const GOOD_RUN_MS = 1600;

describe('a window that is started again', () => {
  it('asks the sender for a key frame, where the description says that it may', async () => {
    using directory = new TemporaryDirectory('key-frame-wanted');
    const [window, sdp] = [directory.file('gst-launch-1.0'), directory.file('stream.sdp')];
    writeFileSync(window, '#!/bin/sh\nexec cat > /dev/null\n');
    chmodSync(window, 0o755);
    const feedback = ['nack pli'] as const;
    const to = `127.0.0.1:${await freePortPair()}`;
    await using sender = await openSender({ codec: 'H264', feedback, rtcp: { profile: 'AVPF' }, to });
    writeFileSync(sdp, formatSdp(describeSenders([sender])));
    const env = { PATH: `${dirname(window)}:${process.env['PATH']}`, WAYLAND_DISPLAY: 'wayland-1' };
    await using receiver = rtpkit(['recv-video', sdp, '--backend', 'gstreamer', '--latency', '20'], { env });
    await receiver.waitForLine(/^send to it/);
    for (const unit of clipUnits(5)) await sender.send(unit);
    await receiver.waitForLine(/sends H264/);
    const requested = once(sender.events, 'key-frame-requested');
    await delay(GOOD_RUN_MS);
    for (const child of receiver.children) process.kill(child, 'SIGKILL');
    expect(await requested).toEqual([expect.objectContaining({ kind: 'pli', stream: sender.stream })]);
    expect(await receiver.pressCtrlC()).toBe(0);
  });
});
