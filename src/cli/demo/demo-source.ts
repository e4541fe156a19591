/** What the demonstration sends: the clip that comes with the package, or GStreamer's live test source. */

import {
  atFrameRate,
  atLivePace,
  H264_CLOCK_RATE,
  openOggVorbis,
  readAccessUnits,
  readChildOutput,
} from '../../node/index.js';
import type { ByteInput, OggVorbisInput, TimedFrame } from '../../node/index.js';
import { packagePath } from '../package-path.js';

export const SOURCE_NAMES = ['clip', 'test'] as const;

export type SourceName = (typeof SOURCE_NAMES)[number];

export interface DemoSource {
  /** Timed frames of a recording; those of a live source take the time of their arrival. */
  readonly video: AsyncIterable<Pick<TimedFrame, 'bytes'>>;
  readonly audio: OggVorbisInput;
}

const CLIP_FRAMES_PER_SECOND = 30;

export async function openDemoSource(name: SourceName): Promise<DemoSource> {
  return name === 'clip' ? openClip() : openTestSource();
}

async function openClip(): Promise<DemoSource> {
  const units = atFrameRate(
    readAccessUnits(packagePath('assets', 'clip.h264')),
    CLIP_FRAMES_PER_SECOND,
    H264_CLOCK_RATE,
  );
  const audio = await openOggVorbis(packagePath('assets', 'clip.ogg'));
  const packets = atLivePace(audio.packets, audio.configuration.sampleRate);
  return { video: atLivePace(units, H264_CLOCK_RATE), audio: { ...audio, packets } };
}

const PICTURE = `videotestsrc is-live=true num-buffers=300 pattern=ball ! video/x-raw,format=I420,width=320,height=240,framerate=30/1
  ! x264enc qp-min=18 tune=zerolatency key-int-max=60 ! h264parse config-interval=-1
  ! video/x-h264,stream-format=byte-stream,alignment=au ! fdsink fd=1`;

/** One packet per page, so that none waits for others. */
const SOUND = `audiotestsrc is-live=true num-buffers=430 ! audioconvert ! audio/x-raw,rate=44100,channels=2 ! vorbisenc
  ! oggmux max-delay=0 max-page-delay=0 ! fdsink fd=1`;

const INSTALL_HINT =
  'sudo apt-get install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-good ' +
  'gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly';

async function openTestSource(): Promise<DemoSource> {
  return {
    video: readAccessUnits(gstLaunch(PICTURE), { unitPerWrite: true }),
    audio: await openOggVorbis(gstLaunch(SOUND)),
  };
}

function gstLaunch(pipeline: string): ByteInput {
  const args = ['-q', ...pipeline.split(/\s+/)];
  return readChildOutput({ program: 'gst-launch-1.0', args, installHint: INSTALL_HINT });
}
