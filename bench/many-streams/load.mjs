/** The load: how many streams of how many packets, and where they go. */

export const STREAMS = 1000;
export const PACKETS_PER_SECOND = 50;
/** Of audio. */
export const PACKET_LENGTH = 184;
export const FIRST_PORT = 20_000;
export const HOST = '127.0.0.1';
