/** FFmpeg's command lines for sound cards and files: sound in, Vorbis out on stdout, one packet to each Ogg page. */

import type { ChildCommand } from '../../children/child-command.js';
import type { AudioDevice } from '../devices.js';
import type { AudioEncoding } from '../encoding.js';
import { audioEncodingSettings } from '../encoding-settings.js';
import { typedWords } from '../typed-words.js';
import { ffmpegCommand, fileName, WITHOUT_PROBING } from './ffmpeg-command.js';

/** A page for each packet: otherwise they would wait for 2 s. */
const OGG_TO_STDOUT = ['-f', 'ogg', '-page_duration', '1', '-flush_packets', '1', 'pipe:1'];

export function captureAudio(device: AudioDevice, encoding: AudioEncoding): ChildCommand {
  const { sampleRate, channels, encoderArgs } = audioEncodingSettings(encoding);
  const vorbis = ['-vn', '-c:a', 'libvorbis', '-ar', String(sampleRate), '-ac', String(channels), ...encoderArgs];
  return ffmpegCommand([...inputWords(device, sampleRate), ...vorbis, ...OGG_TO_STDOUT]);
}

function inputWords(device: AudioDevice, sampleRate: number): readonly string[] {
  switch (device.kind) {
    case 'alsa':
      return [...WITHOUT_PROBING, '-f', 'alsa', '-sample_rate', String(sampleRate), '-i', device.device];
    case 'pulse':
      return [...WITHOUT_PROBING, '-f', 'pulse', '-sample_rate', String(sampleRate), '-i', device.device ?? 'default'];
    case 'test':
      return ['-re', '-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=${sampleRate}`];
    case 'file':
      return ['-re', '-i', fileName(device.path)];
    case 'pipeline':
      return typedWords(device.text);
  }
}
