"""What the five programs of 2010 find around them: GStreamer 1.x under the old names, and stand-ins for what is not here.

Left behind on purpose: the elements that the originals made and never linked, and their readline.
The test names host, caps file and stand-ins by options; ports and latencies are the programs' own.
"""
import argparse
import os
import sys
import time

import gi

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst  # noqa: E402

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from telling import obey, session_stats, tell, tell_trouble  # noqa: E402

STATS_INTERVAL_MS = 200

Gst.init(None)

parser = argparse.ArgumentParser()
parser.add_argument("--host", default="127.0.0.1", help="REMOTE_HOST")
parser.add_argument("--caps", required=True, help="video.caps or audio.caps")
parser.add_argument("--dv", help="file that stands in for the camera")
parser.add_argument("--fifo", help="/tmp/go.pipe")
parser.add_argument("--reader", help="shell command that stands in for mjpegtools_yuv_to_v4l, which Debian does not have")
options = parser.parse_args()


def make(factory, name=None, **properties):
    element = Gst.ElementFactory.make(factory, name)
    if element is None:
        raise RuntimeError(f"GStreamer has no {factory}")
    for key, value in properties.items():
        element.set_property(key.replace("_", "-"), value)
    return element


def dv1394src():
    """A DV file over and over: no machine of a test has FireWire. What paces it has to stand behind the decoder."""
    return make("multifilesrc", "dv1394src", location=options.dv, loop=True)


def link_many(*elements):
    for one, other in zip(elements, elements[1:]):
        if not one.link(other):
            raise RuntimeError(f"{one.get_name()} does not link with {other.get_name()}")


def sends_at_once(udpsink_rtcpout):
    """What set_locked_state was for. In 1.x a sink that is locked before it starts never does, and one that is in step with the
    pipeline waits for a clock that RTCP does not have: run literally, neither side of the originals sends a single report."""
    udpsink_rtcpout.set_property("sync", False)
    udpsink_rtcpout.set_property("async", False)


def write_caps(path, pad):
    """Once they are final, which those of a live pipeline are not when it has settled; in one step, so that nobody who waits
    for the file reads half of it."""
    while pad.get_current_caps() is None:
        time.sleep(0.01)
    unfinished = path + ".unfinished"
    with open(unfinished, "w") as file:
        file.write(pad.get_current_caps().to_string())
    os.rename(unfinished, path)


def read_caps(path):
    """As the originals did, which took all backslashes away; GStreamer 1.x needs those before `,` and `=` no more than 0.10."""
    with open(path) as file:
        return Gst.Caps.from_string(file.read().replace("\\", ""))


def main_loop(pipeline, rtpbin):
    """gobject.MainLoop().run(), and meanwhile the test is told what the session sees and what the bus says."""
    loop = GLib.MainLoop()
    session = rtpbin.emit("get-internal-session", 0)

    def tell_stats():
        tell("stats", sources=session_stats(session))
        return True

    bus = pipeline.get_bus()
    bus.add_signal_watch()
    bus.connect("message", lambda _bus, message: tell_trouble(message))
    GLib.timeout_add(STATS_INTERVAL_MS, tell_stats)
    obey(loop, {})
    tell("running")
    loop.run()
    pipeline.set_state(Gst.State.NULL)
