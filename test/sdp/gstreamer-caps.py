"""Reads a JSON list of caps texts or SDP texts, prints what GStreamer makes of each: a list of caps with their fields."""

import json
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstSdp", "1.0")
from gi.repository import Gst, GstSdp

Gst.init(None)


def describe(caps):
    structure = caps.get_structure(0)
    fields = {}
    for index in range(structure.n_fields()):
        name = structure.nth_field_name(index)
        value = structure.get_value(name)
        if isinstance(value, (str, int, bool)):
            fields[name] = value
    return {"caps": caps.to_string(), "fields": fields}


def read_caps(text):
    caps = Gst.Caps.from_string(text)
    if caps is None:
        raise SystemExit("GStreamer cannot read " + text)
    return [describe(caps)]


def read_sdp(text):
    result, message = GstSdp.SDPMessage.new_from_text(text)
    if result != GstSdp.SDPResult.OK:
        raise SystemExit("GStreamer cannot read " + text)
    described = []
    for index in range(message.medias_len()):
        media = message.get_media(index)
        if "RTP/" not in media.get_proto():
            continue
        for at in range(media.formats_len()):
            caps = media.get_caps_from_media(int(media.get_format(at)))
            media.attributes_to_caps(caps)
            described.append(describe(caps))
    return described


read = {"caps": read_caps, "sdp": read_sdp}[sys.argv[1]]
print(json.dumps([read(text) for text in json.load(sys.stdin)]))
