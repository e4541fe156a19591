/** Media in pipes and files. */

export { pcapFileHeader, pcapRecord, type CapturedDatagram } from './pcap.js';
export { frameRfc4571, Rfc4571Reader } from './rfc-4571.js';
