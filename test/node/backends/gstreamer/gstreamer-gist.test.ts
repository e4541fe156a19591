/** What GStreamer 1.22.0 wrote on hosts without the device, each with the command that made it. */

import { describe, expect, it } from 'vitest';
import { gstreamerGist } from '../../../../src/node/backends/gstreamer/gstreamer-gist.js';

const NO_PREROLL = `ERROR: pipeline doesn't want to preroll.\nFailed to set pipeline to PAUSED.`;
const STATE_CHANGE_FAILED = `ERROR: pipeline doesn't want to preroll.
ERROR: from element /GstPipeline:pipeline0/GstXImageSrc:ximagesrc0: GStreamer error: state change failed and some element failed to post a proper error message with the reason for the failure.
Additional debug info:
../libs/gst/base/gstbasesrc.c(3561): gst_base_src_start (): /GstPipeline:pipeline0/GstXImageSrc:ximagesrc0:
Failed to start`;

const COMPLAINTS: readonly (readonly [source: string, complaint: string, gist: string])[] = [
  [
    'v4l2src device=/dev/video9',
    `ERROR: from element /GstPipeline:pipeline0/GstV4l2Src:v4l2src0: Cannot identify device '/dev/video9'.
Additional debug info:
../sys/v4l2/v4l2_calls.c(608): gst_v4l2_open (): /GstPipeline:pipeline0/GstV4l2Src:v4l2src0:
system error: No such file or directory
${NO_PREROLL}`,
    "Cannot identify device '/dev/video9': No such file or directory",
  ],
  [
    'alsasrc device=plughw:7,0',
    `ERROR: from element /GstPipeline:pipeline0/GstAlsaSrc:alsasrc0: Could not open audio device for recording.
Additional debug info:
../ext/alsa/gstalsasrc.c(790): gst_alsasrc_open (): /GstPipeline:pipeline0/GstAlsaSrc:alsasrc0:
Recording open error on device 'plughw:7,0': No such file or directory
${NO_PREROLL}`,
    "Could not open audio device for recording: Recording open error on device 'plughw:7,0': No such file or directory",
  ],
  [
    'pulsesrc',
    `ERROR: from element /GstPipeline:pipeline0/GstPulseSrc:pulsesrc0: Failed to connect: Connection refused
Additional debug info:
../ext/pulse/pulsesrc.c(1016): gst_pulsesrc_open (): /GstPipeline:pipeline0/GstPulseSrc:pulsesrc0
${NO_PREROLL}`,
    'Failed to connect: Connection refused',
  ],
  [
    'dv1394src',
    `ERROR: from element /GstPipeline:pipeline0/GstDV1394Src:dv1394src0: Resource not found.
Additional debug info:
../ext/raw1394/gstdv1394src.c(898): gst_dv1394src_start (): /GstPipeline:pipeline0/GstDV1394Src:dv1394src0:
no ports available for raw1394
${STATE_CHANGE_FAILED}
${NO_PREROLL}`,
    'Resource not found: no ports available for raw1394',
  ],
  [
    'the end of ximagesrc, where the beginning was cut off',
    `${STATE_CHANGE_FAILED}\n${NO_PREROLL}`,
    'Failed to set pipeline to PAUSED.',
  ],
  [
    'uridecodebin with Windows Media Video',
    `ERROR: from element /GstPipeline:pipeline0/GstURIDecodeBin:uridecodebin0: Your GStreamer installation is missing a plug-in.
Additional debug info:
../gst/playback/gsturidecodebin.c(1049): no_more_pads_full (): /GstPipeline:pipeline0/GstURIDecodeBin:uridecodebin0:
no suitable plugins found:
../gst/playback/gstdecodebin2.c(4704): gst_decode_bin_expose (): /GstPipeline:pipeline0/GstURIDecodeBin:uridecodebin0/GstDecodeBin:decodebin0:
no suitable plugins found:
Missing decoder: Windows Media Video 8 (video/x-wmv, wmvversion=(int)2, framerate=(fraction)25/1)

ERROR: pipeline doesn't want to preroll.`,
    'Your GStreamer installation is missing a plug-in: Missing decoder: Windows Media Video 8',
  ],
  ['nosuchsrc', 'WARNING: erroneous pipeline: no element "nosuchsrc"', 'no element "nosuchsrc"'],
  ['videotestsrc ! ! foo', 'WARNING: erroneous pipeline: syntax error', 'syntax error'],
  [
    'a warning and nothing else',
    `WARNING: from element /GstPipeline:pipeline0/GstFdSrc:fdsrc0: It is late.\nAdditional debug info:\n../a.c(1): b ():`,
    'It is late',
  ],
  ['something else altogether', 'first words\nlast words', 'last words'],
];

describe('what a pipeline complains of', () => {
  it.each(COMPLAINTS)('is told in a line: %s', (_source, complaint, gist) => {
    expect(gstreamerGist(complaint)).toBe(gist);
  });
});
