/** What FFmpeg complained of, without what it only says because of that. */

/** `[alsa @ 0x55a478c2ba80] `, `x264 [error]: ` */
const COMPONENT = /^(?:\[[^\]]+ @ 0x[\da-f]+\] )+|^x264 \[error\]: /;
/** Of the library below, with its own place in C: what FFmpeg makes of it is said behind it. */
const ALSA = /^ALSA lib /;
const FOLLOWS = /^(?:Error |Conversion failed|Task finished|Terminating thread|Nothing was written)/;
/** `plughw:7,0: Input/output error`: the name of an input or an output, and what its component has returned. */
const RETURNED =
  /: (?:Input\/output error|Invalid argument|Invalid data found when processing input|No such (?:file or directory|device|process))$/;

/** The last line that does not only follow from the one before it. */
export function ffmpegGist(complaint: string): string {
  const lines = complaint.split('\n').filter((line) => line.trim() !== '' && !ALSA.test(line));
  let last = lines.length - 1;
  while (last > 0 && isConsequence(lines[last]!)) last--;
  return (lines[last] ?? complaint).replace(COMPONENT, '').replace(/\.$/, '');
}

function isConsequence(line: string): boolean {
  return FOLLOWS.test(line.replace(COMPONENT, '')) || (RETURNED.test(line) && !COMPONENT.test(line));
}
