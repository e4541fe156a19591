import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { rtpkitIn } from '../peers/cli-process.js';
import { dvClip, pictureIn } from '../peers/dv-clip.js';
import { NetworkNamespace } from '../peers/network-namespace.js';
import { OriginalProgram } from '../peers/original-program.js';
import { likenessDb } from '../peers/picture.js';
import { PATIENCE } from '../peers/patience.js';
import { Program } from '../peers/program.js';
import { TemporaryDirectory } from '../peers/temporary-directory.js';
import { Xvfb } from '../peers/xvfb.js';

const SAME_PICTURE_DB = 20;
const WIDTH = 320;
const HEIGHT = 240;

const sourcePicture = pictureIn(dvClip(), WIDTH, HEIGHT);

async function untilWindowShowsIt(screen: Xvfb): Promise<void> {
  await vi.waitUntil(async () => likenessDb(await screen.screenshot(), sourcePicture) > SAME_PICTURE_DB, PATIENCE);
}

/** The number of raw pictures in a file so far. */
function picturesIn(y4m: string): number {
  return existsSync(y4m) ? readFileSync(y4m, 'latin1').split('FRAME').length - 1 : 0;
}

/** How much one of its last pictures is what the camera saw: the first ones may lack a key frame. */
function likenessOf(y4m: string): number {
  const atSeconds = Math.floor((picturesIn(y4m) - 10) / 30);
  return likenessDb(pictureIn(y4m, WIDTH, HEIGHT, atSeconds), sourcePicture);
}

/** Our sender on its ports, with a DV file where the camera would be: no machine of a test has FireWire. */
function ourStreamer(network: NetworkNamespace, caps: string, seconds?: number): ReturnType<typeof rtpkitIn> {
  return rtpkitIn(network, ['send-video', dvClip(seconds), '--to', '127.0.0.1', '--caps', caps]);
}

async function untilCapsAreFinal(caps: string): Promise<void> {
  await vi.waitUntil(() => existsSync(caps) && readFileSync(caps, 'latin1').includes('sprop-parameter-sets'), PATIENCE);
}

describe('the video streamer of 2010 sends from a DV camera (a file) to 10000 and 10001', () => {
  it('is shown in our window, forwarded as raw pictures by the receiver that takes over, and hears our reports on 10002', async () => {
    using directory = new TemporaryDirectory('original');
    const caps = directory.file('video.caps');
    const fifo = directory.file('go.y4m');
    await using network = await NetworkNamespace.open();
    await using screen = await Xvfb.start(WIDTH, HEIGHT);
    // Without its caps file yet: parameter sets are in-band, and its next key frame is 8 s away for who comes late.
    await using receiver = rtpkitIn(network, ['recv-video', '--out', 'window'], { env: screen.env });
    await receiver.waitForLine(/port 10000/);
    await using streamer = new OriginalProgram('video_streamer', network, { caps, dv: dvClip() });
    await untilWindowShowsIt(screen);
    const heard = await streamer.waitForSource(
      'receiver report of ours that knows its sender report',
      (source) => source['have-rb'] === true && Number(source['rb-lsr']) > 0,
    );
    expect(heard).toMatchObject({ 'rb-fractionlost': 0 });
    expect(await receiver.pressCtrlC()).toBe(0);
    const y4m = directory.file('out.y4m');
    await using forwarder = rtpkitIn(network, ['forward', caps, '--y4m', fifo]);
    await vi.waitUntil(() => existsSync(fifo), PATIENCE);
    await using reader = new Program('sh', ['-c', 'exec cat "$0" > "$1"', fifo, y4m]);
    await vi.waitUntil(() => picturesIn(y4m) > 30, PATIENCE);
    expect(await forwarder.pressCtrlC()).toBe(0);
    expect(await reader.exitCode).toBe(0);
    expect(likenessOf(y4m)).toBeGreaterThan(SAME_PICTURE_DB);
  });
});

describe('the receivers of 2010 hear our sender, by the caps file that it writes', () => {
  it('shows it in the window of the video receiver, and both hear the reports of the other', async () => {
    using directory = new TemporaryDirectory('original');
    const caps = directory.file('video.caps');
    await using network = await NetworkNamespace.open();
    await using screen = await Xvfb.start(WIDTH, HEIGHT);
    // Long enough for a report each way; Ctrl-C ends it.
    await using streamer = ourStreamer(network, caps, 12);
    await untilCapsAreFinal(caps);
    await using receiver = new OriginalProgram('video_receiver', network, { caps }, screen.env);
    await Promise.all([
      untilWindowShowsIt(screen),
      streamer.waitForLine(/receiver \S+ answers/),
      receiver.waitForSource('our sender report', (source) => source['have-sr'] === true),
    ]);
    expect(await streamer.pressCtrlC()).toBe(0);
  });

  it('comes out of the FIFO of the video forwarder', async () => {
    using directory = new TemporaryDirectory('original');
    const caps = directory.file('video.caps');
    const y4m = directory.file('out.y4m');
    await using network = await NetworkNamespace.open();
    await using streamer = ourStreamer(network, caps);
    await untilCapsAreFinal(caps);
    const fifo = directory.file('go.pipe');
    await using _forwarder = new OriginalProgram('video_forwarder', network, { caps, fifo, reader: `cat > ${y4m}` });
    await streamer.exitCode;
    await vi.waitUntil(() => picturesIn(y4m) > 30, PATIENCE);
    expect(likenessOf(y4m)).toBeGreaterThan(SAME_PICTURE_DB);
  });
});
