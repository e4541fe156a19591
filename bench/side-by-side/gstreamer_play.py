"""Plays a capture through rtpjitterbuffer on a test clock, as fast as the machine can.

usage: /usr/bin/python3 gstreamer_play.py CAPTURE LATENCY_MS DIRECTORY
writes DIRECTORY/packets.json, {"packets": [[sequence number, ms], ...], "frameLengths": [...]}, and DIRECTORY/frames.h264
"""
import json
import os
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstCheck", "1.0")
from gi.repository import Gst, GstCheck  # noqa: E402

CAPS = "application/x-rtp,media=video,clock-rate=90000,encoding-name=H264,payload=96"
# Between two looks at the threads.
PAUSE_SECONDS = 0.0003
# So often in a row all threads must be found asleep before the clock moves on: on a busy machine the buffer's own thread would
# otherwise hear of the time too late, and declare lost what is not.
LOOKS = 3
# From 1.20 on depayloaders flag what they know to be damaged.
DAMAGED = Gst.BufferFlags.CORRUPTED


def settle():
    """Waits until every thread but this one waits for something."""
    asleep = 0
    while asleep < LOOKS:
        time.sleep(PAUSE_SECONDS)
        asleep = asleep + 1 if all(is_asleep(task) for task in os.listdir("/proc/self/task")) else 0


def is_asleep(task):
    if int(task) == threading.get_native_id():
        return True
    try:
        with open(f"/proc/self/task/{task}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] == "S"
    except FileNotFoundError:
        return True


def main():
    capture, latency, directory = sys.argv[1:]
    Gst.init(None)
    pipeline = Gst.parse_launch(
        f'filesrc location={capture} ! pcapparse ts-offset=0 caps="{CAPS}" ! identity name=pace sync=true'
        f" ! rtpjitterbuffer name=buffer latency={latency} ! rtph264depay"
        " ! video/x-h264,stream-format=byte-stream,alignment=au ! fakesink name=sink sync=false async=false"
    )
    clock = GstCheck.TestClock()
    pipeline.use_clock(clock)
    packets, frame_lengths = [], []
    # When the packet that waits for its time of arrival is due; None while none waits.
    arrival = None
    ended = False
    frames = open(f"{directory}/frames.h264", "wb")

    def on_wait(_pad, info):
        nonlocal arrival, ended
        if info.type & Gst.PadProbeType.BUFFER:
            arrival = info.get_buffer().pts
        elif info.get_event().type == Gst.EventType.EOS:
            ended = True
        return Gst.PadProbeReturn.OK

    def on_arrival(_pad, _info):
        nonlocal arrival
        arrival = None
        return Gst.PadProbeReturn.OK

    def go_on():
        """To the next appointment, but never past the arrival that waits: `crank` would, when it finds its own one withdrawn."""
        due, next_time = arrival, clock.get_next_entry_time()
        if next_time == Gst.CLOCK_TIME_NONE or not (ended or (due is not None and next_time <= due)):
            return
        clock.set_time(max(next_time, clock.get_time()))
        clock.process_next_clock_id()

    def on_packet(_pad, info):
        if info.get_buffer() is not None:
            octets = info.get_buffer().extract_dup(2, 2)
            packets.append([octets[0] << 8 | octets[1], clock.get_time() / 1e6])
        return Gst.PadProbeReturn.OK

    def on_frame(_pad, info):
        buffer = info.get_buffer()
        if buffer is not None and not buffer.has_flags(DAMAGED):
            frame_lengths.append(buffer.get_size())
            frames.write(buffer.extract_dup(0, buffer.get_size()))
        return Gst.PadProbeReturn.OK

    pace = pipeline.get_by_name("pace")
    both = Gst.PadProbeType.BUFFER | Gst.PadProbeType.EVENT_DOWNSTREAM
    pace.get_static_pad("sink").add_probe(both, on_wait)
    pace.get_static_pad("src").add_probe(Gst.PadProbeType.BUFFER, on_arrival)
    pipeline.get_by_name("buffer").get_static_pad("src").add_probe(Gst.PadProbeType.BUFFER, on_packet)
    pipeline.get_by_name("sink").get_static_pad("sink").add_probe(Gst.PadProbeType.BUFFER, on_frame)
    pipeline.set_state(Gst.State.PLAYING)
    bus = pipeline.get_bus()
    while bus.pop_filtered(Gst.MessageType.EOS | Gst.MessageType.ERROR) is None:
        settle()
        go_on()
    pipeline.set_state(Gst.State.NULL)
    frames.close()
    with open(f"{directory}/packets.json", "w") as file:
        json.dump({"packets": packets, "frameLengths": frame_lengths}, file)


main()
