/** What a device is called, for a person. */

import type { AudioDevice, VideoDevice } from '../backends/devices.js';

export function deviceName(device: VideoDevice | AudioDevice): string {
  switch (device.kind) {
    case 'dv':
      return device.guid === undefined ? 'the DV camera' : `the DV camera ${device.guid}`;
    case 'v4l2':
      return `the camera ${device.device}`;
    case 'screen':
      return device.display === undefined ? 'the screen' : `the screen ${device.display}`;
    case 'alsa':
      return `the sound card ${device.device}`;
    case 'pulse':
      return device.device === undefined ? "PulseAudio's default source" : `PulseAudio's source ${device.device}`;
    case 'test':
      return 'the test signal';
    case 'file':
      return device.path;
    case 'pipeline':
      return 'the pipeline';
  }
}
