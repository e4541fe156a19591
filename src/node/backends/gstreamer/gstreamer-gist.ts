/** What a pipeline that failed complained of, without the elements, the lines of C and the errors that only follow. */

/** `ERROR: from element /GstPipeline:pipeline0/GstV4l2Src:v4l2src0: Cannot identify device '/dev/video9'.` */
const REPORT = /^(?:ERROR|WARNING): from element \/\S+: (.+)$/;
/** Of a pipeline that could not be made. */
const ERRONEOUS = /^WARNING: erroneous pipeline: (.+)$/;
/** What elements say after another one has said why. */
const CONSEQUENCE = /: GStreamer error: state change failed/;
const DETAILS = 'Additional debug info:';
const END_OF_DETAILS = /^(?:ERROR|WARNING|Failed to|$)/;
/** `../sys/v4l2/v4l2_calls.c(608): gst_v4l2_open (): /GstPipeline:pipeline0/GstV4l2Src:v4l2src0:` */
const LINE_OF_C = /^\S+\.c\(\d+\): /;
/** The caps of a medium, behind its name. */
const CAPS = / \((?:video|audio)\/.*\)$/;

/** The first error and the last of its details: `Cannot identify device '/dev/video9': No such file or directory`. */
export function gstreamerGist(complaint: string): string {
  const lines = complaint.split('\n').map((line) => line.trim());
  const erroneous = lines.map((line) => ERRONEOUS.exec(line)?.[1]).find((words) => words !== undefined);
  if (erroneous !== undefined) return erroneous;
  const errors = lines.filter((line) => REPORT.test(line) && !CONSEQUENCE.test(line));
  const first = errors.find((line) => line.startsWith('ERROR')) ?? errors.at(-1);
  if (first === undefined) return lines.at(-1)!;
  const message = REPORT.exec(first)![1]!.replace(/\.$/, '');
  const detail = lastDetail(lines.slice(lines.indexOf(first) + 1));
  return detail === undefined ? message : `${message}: ${detail}`;
}

/** @param lines those behind a report */
function lastDetail([title, ...lines]: readonly string[]): string | undefined {
  if (title !== DETAILS) return undefined;
  const end = lines.findIndex((line) => END_OF_DETAILS.test(line));
  const details = lines.slice(0, end === -1 ? undefined : end).filter((line) => !LINE_OF_C.test(line));
  return details
    .at(-1)
    ?.replace(/^system error: /, '')
    .replace(CAPS, '');
}
