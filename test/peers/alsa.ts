/**
 * A sound card of files: the device that is called `plughw:1,0`, as the original's was, records from a file and plays into one.
 * ALSA's `file` plugin does it; a null sink of PulseAudio behind it keeps the pace of a real card, and `mmap_emul` between them
 * lets `plug` convert, which it cannot where there is no mmap.
 */

import { writeFileSync } from 'node:fs';
import type { PulseAudio } from './pulse-audio.js';
import { TemporaryDirectory } from './temporary-directory.js';
import type { Recording } from './tone.js';

export const SOUND_CARD = 'plughw:1,0';

export class AlsaFiles implements Disposable {
  /** What programs are to find the card by. */
  readonly env: Readonly<Record<string, string>>;
  /** What was played: samples without a header, in the form of what is heard. */
  readonly playedFile: string;
  readonly #directory = new TemporaryDirectory('alsa');

  /** @param heard what the microphone hears; it has to last as long as anyone records */
  constructor(server: PulseAudio, heard: Recording) {
    const heardFile = this.#directory.file('heard.raw');
    this.playedFile = this.#directory.file('played.raw');
    const configuration = this.#directory.file('asound.conf');
    writeFileSync(heardFile, heard.pcm);
    writeFileSync(configuration, cardOf(heardFile, this.playedFile, heard));
    this.env = { ...server.env, ALSA_CONFIG_PATH: configuration };
  }

  [Symbol.dispose](): void {
    this.#directory[Symbol.dispose]();
  }
}

function cardOf(heardFile: string, playedFile: string, { sampleRate, channels }: Recording): string {
  return `</usr/share/alsa/alsa.conf>
pcm.paced { type mmap_emul slave.pcm { type pulse } }
pcm.recording { type file slave.pcm paced file "/dev/null" infile "${heardFile}" format raw }
pcm.playing { type file slave.pcm paced file "${playedFile}" format raw }
pcm.files { type asym capture.pcm recording playback.pcm playing }
pcm.!plughw {
  @args [ CARD DEV SUBDEV ]
  @args.CARD { type string default "1" }
  @args.DEV { type integer default 0 }
  @args.SUBDEV { type integer default -1 }
  type plug
  slave { pcm files format S16_LE rate ${sampleRate} channels ${channels} }
}
`;
}
