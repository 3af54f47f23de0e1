"""Groups the failures of runs: triage.py RUN.ndjson …  [--full]. A group is a check, what was wrong, what was answered."""

import base64
import collections
import json
import re
import sys


def normal(text):
    text = re.sub(r'"[^"]*(?:"|$)', '"…"', text or "")
    text = re.sub(r"-?\d[\d.e+]*", "N", text)
    return text[:150]


def body_of(message):
    content = message.get("content", message.get("body"))
    if isinstance(content, dict) and "$base64" in content:
        return base64.b64decode(content["$base64"]).decode("utf-8", "replace")
    return content if isinstance(content, str) else ""


groups = collections.defaultdict(lambda: [0, collections.Counter(), None])
statuses = collections.defaultdict(collections.Counter)
for path in [argument for argument in sys.argv[1:] if argument != "--full"]:
    for line in open(path):
        event = json.loads(line)
        finished = event.get("ScenarioFinished")
        if not finished or not finished.get("recorder"):
            continue
        recorder = finished["recorder"]
        for identifier, checks in recorder.get("checks", {}).items():
            case = recorder["cases"][identifier]["value"]
            interaction = recorder.get("interactions", {}).get(identifier, {})
            response = interaction.get("response") or {}
            label = f"{case['method']} {case['path']}"
            statuses[label][response.get("status_code")] += 1
            for check in checks:
                if check["status"] != "failure":
                    continue
                failure = (check.get("failure_info") or {}).get("failure") or check.get("failure") or {}
                text = body_of(response)
                said, full = "", text[:200]
                if text.startswith('{"code"'):
                    problem = json.loads(text)
                    said, full = f"{problem['code']}: {normal(problem.get('detail'))}", f"{problem.get('detail')}"
                message = failure.get("message") or ""
                if check["name"] == "positive_data_acceptance":
                    message = "extra fields" if "Hint" in message and "there is no field" in full else ""
                elif check["name"] == "negative_data_rejection":
                    message = message.split("Invalid component:")[-1].strip()
                    message = re.sub(r"in body - [\w >\[\]*-]*: Incorrect type", "in body - …: Incorrect type", message)
                message = message.split("\n\nSchema")[0].split("\n\n    Schema")[0]
                key = (check["name"], failure.get("title", ""), response.get("status_code"), normal(message), said)
                group = groups[key]
                group[0] += 1
                group[1][label] += 1
                if group[2] is None:
                    request = interaction.get("request") or {}
                    group[2] = (path, identifier, request.get("uri"), body_of(request)[:400], full, message)

for key, (count, labels, sample) in sorted(groups.items(), key=lambda pair: (pair[0][0], -pair[1][0])):
    print(f"{count:5d} {key[0]} [{key[2]}] {key[3]!r} -> {key[4]}")
    for label, number in labels.most_common():
        print(f"          {number:4d} {label}")
    print(f"        e.g. {sample[1]} {sample[2]} body={sample[3]}\n             {sample[4]!r:.300}")
if "--full" in sys.argv:
    for label, counter in sorted(statuses.items()):
        if not set(counter) - {404, 405}:
            continue
        print(label, dict(counter))
