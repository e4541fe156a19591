/** GStreamer's command lines for sound cards and files: sound in, Vorbis out on stdout, one packet to each Ogg page. */

import { pathToFileURL } from 'node:url';
import type { ChildCommand } from '../../children/child-command.js';
import type { AudioDevice } from '../devices.js';
import type { AudioEncoding } from '../encoding.js';
import { audioEncodingSettings } from '../encoding-settings.js';
import { gstLaunch, typedStage, type Stage } from './gst-launch.js';
import { property } from './property.js';

/** With the delays of its own, oggmux holds packets back for half a second. */
const AT_ONCE: Stage = ['oggmux', 'max-delay=0', 'max-page-delay=0'];

export function captureAudio(device: AudioDevice, encoding: AudioEncoding): ChildCommand {
  const { sampleRate, channels, encoderArgs } = audioEncodingSettings(encoding);
  return gstLaunch([
    soundStage(device),
    ['audioconvert'],
    ['audioresample'],
    [`audio/x-raw,rate=${sampleRate},channels=${channels}`],
    ...(device.kind === 'file' ? [['identity', 'sync=true']] : []),
    ['vorbisenc', ...encoderArgs],
    AT_ONCE,
    ['fdsink', 'fd=1'],
  ]);
}

function soundStage(device: AudioDevice): Stage {
  switch (device.kind) {
    case 'alsa':
      return ['alsasrc', property('device', device.device)];
    case 'pulse':
      return ['pulsesrc', ...(device.device === undefined ? [] : [property('device', device.device)])];
    case 'test':
      return ['audiotestsrc', 'is-live=true', 'volume=0.3'];
    case 'file':
      return ['uridecodebin', property('uri', pathToFileURL(device.path).href)];
    case 'pipeline':
      return typedStage(device.text);
  }
}
