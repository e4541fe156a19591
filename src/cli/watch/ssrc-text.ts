/** An SSRC as Wireshark shows it. */

/** `0x0badcafe` */
export function ssrcText(ssrc: number): string {
  return `0x${ssrc.toString(16).padStart(8, '0')}`;
}
