/** What FFmpeg 5.1 wrote on hosts without the device, or with words it does not know. */

import { describe, expect, it } from 'vitest';
import { ffmpegGist } from '../../../../src/node/backends/ffmpeg/ffmpeg-gist.js';

const NO_ENCODER =
  'Error initializing output stream 0:0 -- Error while opening encoder for output stream #0:0 - maybe incorrect parameters such as bit_rate, rate, width or height';

const COMPLAINTS: readonly (readonly [gist: string, complaint: string])[] = [
  [
    'Cannot open video device /dev/video9: No such file or directory',
    `[video4linux2,v4l2 @ 0x557076cb3cc0] Cannot open video device /dev/video9: No such file or directory
/dev/video9: No such file or directory`,
  ],
  [
    'cannot open audio device plughw:7,0 (No such file or directory)',
    `ALSA lib confmisc.c:165:(snd_config_get_card) Cannot get card index for 7
[alsa @ 0x55a478c2ba80] cannot open audio device plughw:7,0 (No such file or directory)
plughw:7,0: Input/output error`,
  ],
  ['No AV/C devices found', '[iec61883 @ 0x5637258cfbc0] No AV/C devices found.\n \nauto: Input/output error'],
  ['x: Invalid argument', 'x: Invalid argument\nError opening output files: Invalid argument'],
  ['default: No such process', 'default: No such process'],
  ['No AV/C devices found', '[iec61883 @ 0x5637258cfbc0] No AV/C devices found.\nauto: Input/output error'],
  [
    'Cannot open display :77, error 1',
    '[x11grab @ 0x561f99300cc0] Cannot open display :77, error 1.\n:77: Input/output error',
  ],
  ["No such filter: 'nosuch'", "[lavfi @ 0x556e34dcdbc0] No such filter: 'nosuch'\nnosuch: Invalid argument"],
  [
    "Unrecognized option 'nosuch'",
    "Unrecognized option 'nosuch'.\nError splitting the argument list: Option not found",
  ],
  [
    "invalid preset 'nosuch'",
    `x264 [error]: invalid preset 'nosuch'\n[libx264 @ 0x561691f0fd00] Error setting preset/tune nosuch/zerolatency.\n${NO_ENCODER}`,
  ],
  [
    "Value 1000.000000 for parameter 'qmin' out of range [-1 - 69]",
    `[libx264 @ 0x55ee950fc880] Value 1000.000000 for parameter 'qmin' out of range [-1 - 69]
[libx264 @ 0x55ee950fc880] Error setting option qmin to value 1000.\n${NO_ENCODER}`,
  ],
  [
    'moov atom not found',
    `[mov,mp4,m4a,3gp,3g2,mj2 @ 0x556709a10880] moov atom not found\n/tmp/y.mov: Invalid data found when processing input`,
  ],
  ["Unknown encoder 'nosuchenc'", "Unknown encoder 'nosuchenc'"],
  ['pipe:1: Broken pipe', '[h264 @ 0x561691f0fd00] error while decoding MB 3 4\npipe:1: Broken pipe'],
  ['Error opening input: No such device', 'Error opening input: No such device'],
];

describe('what FFmpeg complains of', () => {
  it.each(COMPLAINTS)('is told in a line: %s', (gist, complaint) => expect(ffmpegGist(complaint)).toBe(gist));
});
