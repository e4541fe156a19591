/** What of recorded sound can be told from its samples: its pitch, its level, and for how long it sounded. */

/** 16 bit PCM, little-endian, as parec and WAV files have it. */
export interface Recording {
  readonly pcm: Uint8Array;
  readonly sampleRate: number;
  readonly channels: number;
}

export interface Tone {
  /** In Hz, over the part that sounds; 0 when none does. */
  readonly frequency: number;
  /** Greatest sample, 0 to 1. */
  readonly peak: number;
  /** How long it sounded, pauses not counted. */
  readonly seconds: number;
  /** The longest pause between the first and the last sound, in seconds. */
  readonly longestPauseSeconds: number;
}

const WINDOW_SECONDS = 0.02;
/** Of full scale: dither and the rounding of codecs are below. */
const SILENCE = 0.01;

/** Listens to the first channel: of interleaved ones no pitch can be told. */
export function listenTo(recording: Recording): Tone {
  const samples = firstChannel(recording);
  const length = Math.round(recording.sampleRate * WINDOW_SECONDS);
  const peaks: number[] = [];
  for (let start = 0; start + length <= samples.length; start += length) {
    peaks.push(samples.subarray(start, start + length).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0));
  }
  const sounding = peaks.map((peak) => peak > SILENCE);
  const windows = sounding.flatMap((sounds, index) => (sounds ? [index] : []));
  const pauses = windows.slice(1).map((window, index) => window - windows[index]! - 1);
  return {
    frequency: frequencyOf(samples, windows, length, recording.sampleRate),
    peak: peaks.reduce((greatest, peak) => Math.max(greatest, peak), 0),
    seconds: windows.length * WINDOW_SECONDS,
    longestPauseSeconds: Math.max(0, ...pauses) * WINDOW_SECONDS,
  };
}

/** The median over the windows that sound, of upward zero crossings with the time between samples interpolated. */
function frequencyOf(samples: Float64Array, windows: readonly number[], length: number, sampleRate: number): number {
  const frequencies = windows.flatMap((window) => {
    const crossings = upwardCrossings(samples.subarray(window * length, (window + 1) * length));
    if (crossings.length < 3) return [];
    return [((crossings.length - 1) * sampleRate) / (crossings.at(-1)! - crossings[0]!)];
  });
  return frequencies.toSorted((one, other) => one - other)[frequencies.length >> 1] ?? 0;
}

function upwardCrossings(samples: Float64Array): number[] {
  const crossings: number[] = [];
  for (let index = 1; index < samples.length; index++) {
    const [before, after] = [samples[index - 1]!, samples[index]!];
    if (before < 0 && after >= 0) crossings.push(index - after / (after - before));
  }
  return crossings;
}

function firstChannel({ pcm, channels }: Recording): Float64Array {
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  const samples = new Float64Array(Math.floor(pcm.length / 2 / channels));
  for (let index = 0; index < samples.length; index++)
    samples[index] = view.getInt16(index * channels * 2, true) / 32768;
  return samples;
}

/** A sine at half of full scale on all channels. */
export function sine(frequency: number, seconds: number, sampleRate = 44_100, channels = 2): Recording {
  const count = Math.round(seconds * sampleRate);
  const pcm = new Uint8Array(count * channels * 2);
  const view = new DataView(pcm.buffer);
  for (let index = 0; index < count * channels; index++) {
    const phase = 2 * Math.PI * frequency * (Math.floor(index / channels) / sampleRate);
    view.setInt16(index * 2, Math.round(16_384 * Math.sin(phase)), true);
  }
  return { pcm, sampleRate, channels };
}
